"""The essays that an editor has before them: the list, as it was filtered, sorted and searched."""

from bisect import bisect
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.db import models
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from responses.lib import clock
from responses.submissions.desk.counts import LIST
from responses.submissions.desk.filters import BEGUN, leaves_by_reading
from responses.submissions.models import Submission

FILTERS = "_changelist_filters"  # as Django's own lists name the list that a page was opened from
SINCE = "_since"  # when reading began, of a list that essays leave by being read
TICKED = "submission"
MOST = 500  # essays in one file or on one page to print


@dataclass(frozen=True)
class Place:
    """Where an essay stands among those chosen; the numbers beside it are 0 at either end."""

    position: int
    of: int
    before: int
    after: int


def asked_in(request: HttpRequest) -> QueryDict:
    """What the list was asked for, of which a page is part; and when reading began, where that matters."""
    return QueryDict(request.GET.get(FILTERS, ""))


def begun_with(asked: QueryDict) -> QueryDict:
    """The same for further pages: of a list that essays leave by being read, with the instant now."""
    if SINCE in asked or not leaves_by_reading(asked):
        return asked
    begun = asked.copy()
    begun[SINCE] = str(int(clock.now().timestamp()))
    return begun


def listed(desk: Any, request: HttpRequest, asked: QueryDict) -> models.QuerySet[Any]:
    """All rows of the list that was asked for so, in its order; of one that makes no sense, all there are."""
    asking: Any = request
    kept, asking.GET = request.GET, _without_since(asked)
    setattr(asking, BEGUN, _instant(asked.get(SINCE, "")))
    try:
        found: models.QuerySet[Any] = desk.get_changelist_instance(request).queryset
    except (IncorrectLookupParameters, DisallowedModelAdminLookup):
        asking.GET = QueryDict("")
        found = desk.get_changelist_instance(request).queryset
    finally:
        asking.GET = kept
        delattr(asking, BEGUN)
    return found


def _without_since(asked: QueryDict) -> QueryDict:
    plain = asked.copy()
    plain.pop(SINCE, None)
    return plain


def _instant(typed: str) -> datetime | None:
    is_number = typed.isascii() and typed.isdecimal() and len(typed) <= 11
    return datetime.fromtimestamp(int(typed), UTC) if is_number else None


def chosen(desk: Any, request: HttpRequest) -> models.QuerySet[Any]:
    """The rows that were ticked, or else all of the list."""
    asked = request.GET.copy()
    ticked = [int(each) for each in asked.pop(TICKED, []) if each.isascii() and each.isdecimal()]
    rows = listed(desk, request, asked)
    return rows.filter(pk__in=[each for each in ticked if each < 2**63][:MOST]) if ticked else rows


def place_of(submission: Submission, desk: Any, request: HttpRequest) -> Place:
    """Where this essay stands in the list that it was opened from.

    What was read or marked since reading began is of it still, so that one can go back. One that left it
    otherwise stands between its neighbours: 0 is its position.
    """
    rows = listed(desk, request, asked_in(request)).values_list("call", "number", "pk")
    ordered = [(-call, number, pk) for call, number, pk in rows]
    own = (-submission.call_id, submission.number or 0, submission.pk)
    if own in ordered:
        at = ordered.index(own)
        position, further = at + 1, at + 1
    else:
        at = further = bisect(ordered, own) if ordered == sorted(ordered) else 0
        position = 0
    numbers = [pk for _call, _number, pk in ordered]
    after = numbers[further] if further < len(numbers) else 0
    return Place(position, len(numbers), numbers[at - 1] if at else 0, after)


def address_of(pk: int, asked: QueryDict) -> str:
    """The page of one essay, which knows the list that it was opened from."""
    return with_list(reverse("admin:responses_submission_change", args=[pk]), asked)


def with_list(address: str, asked: QueryDict) -> str:
    return f"{address}?{urlencode({FILTERS: asked.urlencode()})}" if asked else address


def list_of(asked: QueryDict) -> str:
    """The list again, as it was."""
    plain = _without_since(asked)
    return f"{reverse(LIST)}?{plain.urlencode()}" if plain else reverse(LIST)
