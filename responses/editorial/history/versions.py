"""The saved versions of an edition, each with who, when, how long, and when it was what readers saw."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from responses.editorial.states import Zones, moment
from responses.lib import clock
from responses.threads.models import Edition, LivePeriod, Revision
from responses.threads.models.publications import FOREVER

PAGE = 50  # versions

Spans = dict[int, list[tuple[datetime, datetime]]]


@dataclass(frozen=True)
class VersionLine:
    """One saved version in words. ``states`` say when it is, was or will be live."""

    number: int
    title: str
    when: str
    who: str
    note: str
    length: str
    states: list[str]
    is_live: bool
    is_newest: bool


@dataclass(frozen=True)
class VersionPage:
    """Some versions, newest first; ``older`` is the number that the next page begins with, 0 for none."""

    lines: list[VersionLine]
    older: int
    newest: int


def version_page(edition: Edition, zones: Zones, *, start: int | None = None) -> VersionPage:
    """The versions from number ``start`` down, by default from the newest. Three queries."""
    newest = edition.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    rows = _listed(edition).order_by("-number")
    found = list((rows.filter(number__lte=start) if start else rows)[: PAGE + 1])
    spans = live_spans(edition)
    lines = [version_line(each, spans, zones, newest=newest) for each in found[:PAGE]]
    return VersionPage(lines, found[PAGE].number if len(found) > PAGE else 0, newest)


def version_line(revision: Revision, spans: Spans, zones: Zones, *, newest: int) -> VersionLine:
    now = clock.now()
    own = spans.get(revision.pk, [])
    return VersionLine(
        number=revision.number,
        title=revision.title,
        when=moment(revision.created_at, zones),
        who=str(revision.created_by) if revision.created_by else "",
        note=revision.note,
        length=length_of(revision),
        states=[_state(starts, ends, now, zones) for starts, ends in own],
        is_live=any(starts <= now < ends for starts, ends in own),
        is_newest=revision.number == newest,
    )


def live_spans(edition: Edition) -> Spans:
    """From when to when each version is what readers see, by the version's key. One query."""
    spans: defaultdict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    periods = LivePeriod.objects.filter(edition=edition).order_by("starts")
    for revision, starts, ends in periods.values_list("revision", "starts", "ends"):
        spans[revision].append((starts, ends))
    return spans


def length_of(revision: Revision) -> str:
    """“1,012 words”, “1200 字”, or both where a text has both."""
    said = []
    if revision.words or not revision.characters:
        said.append(ngettext("%(count)s word", "%(count)s words", revision.words) % {"count": revision.words})
    if revision.characters:
        said.append(_("%(count)s 字") % {"count": revision.characters})
    return ", ".join(said)


def _listed(edition: Edition) -> QuerySet[Revision]:
    return edition.revisions.select_related("created_by").defer("body", "paragraph_ids", "summary")


def _state(starts: datetime, ends: datetime, now: datetime, zones: Zones) -> str:
    if starts > now:
        return _("scheduled for %(moment)s") % {"moment": moment(starts, zones)}
    if ends <= now:
        return _("was live until %(moment)s") % {"moment": moment(ends, zones)}
    if ends != FOREVER:
        return _("live until %(moment)s") % {"moment": moment(ends, zones)}
    return _("live since %(moment)s") % {"moment": moment(starts, zones)}
