"""What a reader follows, as a page names it."""

from functools import cache
from typing import NamedTuple

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from responses.languages.paths import active, in_language
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


@register.simple_tag
def follow_at(kind: str = "", slug: str = "") -> str:
    """Where a thread, a theme, a person is followed, or everything; in the page's language."""
    path = _path(active())
    return f"{path}?{kind}={slug}" if kind else path


@cache
def _path(language: str) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return in_language(reverse("following:follow"), language)
