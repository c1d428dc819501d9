"""What can be followed, as the public knows it: looked up by web address, named in a language."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from responses.languages.paths import address
from responses.lib.texts import pick
from responses.notifications.models.followers import Topic
from responses.people.models import Person
from responses.threads.models import Theme, Thread
from responses.threads.public import published_people, published_themes

KINDS = ("thread", "theme", "person")


class NoSuchTopic(Exception):
    """Nothing public is called so."""


@dataclass(frozen=True)
class Followed:
    """One thing to follow; ``row`` is None for everything."""

    kind: str
    row: Thread | Theme | Person | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """As the tables keep it."""
        return dict.fromkeys(KINDS) | ({self.kind: self.row} if self.row else {})

    @property
    def query(self) -> str:
        return f"?{self.kind}={self.row.slug}" if self.row else ""

    def title_in(self, language: str) -> tuple[str, str]:
        """Its name for a page in ``language``, and the language that this is in."""
        if self.row is None:
            return _("everything"), language
        if isinstance(self.row, Person):
            return self.row.name_in(language)
        return pick(self.row.texts, "title", language)

    def page_in(self, language: str) -> str:
        return self._at(self.kind, "home", language)

    def feed_in(self, language: str) -> str:
        return self._at(f"{self.kind}_feed", "feed", language)

    def calendar_in(self, language: str) -> str:
        return self._at(f"{self.kind}_calendar", "calendar", language)

    def _at(self, own: str, of_everything: str, language: str) -> str:
        if self.row is None:
            return address(of_everything, language=language)
        return address(own, self.row.slug, language=language)


EVERYTHING = Followed("everything")


PUBLIC: dict[str, Callable[[], models.QuerySet[Any]]] = {
    "thread": Thread.objects.published,
    "theme": published_themes,
    "person": published_people,
}


def topic_at(asked: Any) -> Followed:
    """What a query string names; everything, when it names nothing. Raises ``NoSuchTopic``."""
    named = [(kind, asked[kind]) for kind in KINDS if kind in asked]
    if not named:
        return EVERYTHING
    kind, slug = named[0]
    row = PUBLIC[kind]().filter(slug=slug[:100]).first()
    if row is None or len(named) > 1 or len(asked.getlist(kind)) > 1:
        raise NoSuchTopic
    return Followed(kind, row)


def followed(topic: Topic) -> Followed:
    """What a row of a table is about."""
    kind = topic.key[0]
    return EVERYTHING if kind == "everything" else Followed(kind, getattr(topic, kind))
