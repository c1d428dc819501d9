"""What a reader follows, as a page names it."""

from typing import NamedTuple

from django import template
from django.utils.translation import gettext as _

from responses.languages.paths import active
from responses.notifications.topics import Followed

register = template.Library()


class Named(NamedTuple):
    kind: str
    title: str
    language: str
    page: str


@register.simple_tag
def named(topic: Followed) -> Named:
    """Its kind in words, its title with the language that it is in, and its page."""
    kinds = {"thread": _("Thread"), "theme": _("Theme"), "person": _("Person")}
    title, language = topic.title_in(active())
    if topic.row is None:
        title = _("Everything that appears here")
    return Named(kinds.get(topic.kind, ""), title, language, topic.page_in(active()))
