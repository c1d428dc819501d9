"""The state of editions in a list of the desk, with the way to what changed since the live version."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from responses.editorial.editions import is_ahead
from responses.editorial.states import Zones, state_of
from responses.languages.codes import LANGUAGES


def listed_state(edition: Any, zones: Zones) -> str:
    """The state of one edition that `with_state` has fetched."""
    return format_html("{}{}", state_of(edition, zones), _compare_link(edition))


def listed_states(editions: Iterable[Any], zones: Zones) -> str:
    """The same for each edition of one essay, by the name of its language."""
    parts = ((LANGUAGES[each.language].name, state_of(each, zones), _compare_link(each)) for each in editions)
    return format_html_join("; ", "{}: {}{}", parts)


def _compare_link(edition: Any) -> str:
    if not is_ahead(edition):
        return ""
    address = reverse("admin:responses_edition_compare", args=[edition.pk])
    return format_html(
        ' <a href="{}" aria-label="{}">{}</a>',
        address,
        _("Compare with live: %(title)s") % {"title": edition.newest_title},
        _("Compare with live"),
    )
