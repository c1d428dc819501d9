"""Publish, withdraw, reinstate: appended acts, from which the live periods follow."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from responses.events.services import record
from responses.lib import clock
from responses.lib.lines import line
from responses.people.models import User
from responses.threads.errors import (
    InThePast,
    IsSetAside,
    LeavesAnswersBehind,
    NeverLive,
    NothingToAnswer,
    NotLive,
    NotReady,
)
from responses.threads.models import Edition, LivePeriod, Publication, Release, Revision, Thread
from responses.threads.models.publications import FOREVER
from responses.threads.services.finding import keep_findable
from responses.threads.services.likeness import liken

# A form that said "now" may arrive a little later than the clock it was read at.
GRACE = timedelta(minutes=2)


@transaction.atomic
def publish(
    *, revision: Revision, user: User | None, at: datetime | None = None, note: str = ""
) -> Publication:
    """Make ``revision`` what the public sees of its edition, from ``at`` (UTC) or from now.

    Raises ``NotReady``, ``InThePast``, ``IsSetAside`` or ``NothingToAnswer``. The same act twice is one act.
    """
    edition = locked(revision.edition_id)
    instant = effective(at)
    check_ready(revision)
    if edition.essay.set_aside_at:
        raise IsSetAside
    _check_answers_something_live(edition, instant)
    shown = LivePeriod.objects.live(instant).filter(edition=edition, revision=revision).exists()
    if shown and (latest := edition.publications.order_by("-instant", "-pk").first()):
        return latest
    return append(edition, revision, Publication.Action.PUBLISH, instant=instant, note=note, user=user)


@transaction.atomic
def withdraw(*, edition: Edition, user: User | None, note: str, at: datetime | None = None) -> Publication:
    """Take the edition out of public view, with a note that readers see. Raises ``NotLive``."""
    edition = locked(edition.pk)
    instant = effective(at)
    period = LivePeriod.objects.live(instant).filter(edition=edition).select_related("revision").first()
    if period is None:
        raise NotLive
    return append(
        edition, period.revision, Publication.Action.WITHDRAW, instant=instant, note=note, user=user
    )


@transaction.atomic
def reinstate(
    *, edition: Edition, user: User | None, note: str = "", at: datetime | None = None
) -> Publication:
    """Show a withdrawn edition again, as it last was. Raises ``NeverLive`` or ``NothingToAnswer``."""
    edition = locked(edition.pk)
    instant = effective(at)
    last = LivePeriod.objects.begun(instant).filter(edition=edition).order_by("-starts").first()
    if last is None:
        raise NeverLive
    _check_answers_something_live(edition, instant)
    return append(edition, last.revision, Publication.Action.REINSTATE, instant=instant, note=note, user=user)


@transaction.atomic
def unschedule(*, publication: Publication, user: User | None) -> Publication:
    """Undo an act that has not taken effect; what was to be before goes on. Undoing twice is undoing once.

    Raises ``InThePast`` or ``LeavesAnswersBehind``.
    """
    edition = locked(publication.edition_id)
    undone = call_off(publication, user=user)
    check_leaves_no_answer_behind(edition)
    return undone


def call_off(publication: Publication, *, user: User | None) -> Publication:
    """As ``unschedule``, of an edition that is locked; the caller sees to the answers."""
    if publication.instant <= clock.now():
        raise InThePast
    edition = publication.edition
    later = edition.publications.filter(instant=publication.instant, pk__gt=publication.pk)
    if undone := later.filter(action=Publication.Action.UNSCHEDULE).first():
        return undone
    action = Publication.Action.UNSCHEDULE
    return append(edition, publication.revision, action, instant=publication.instant, user=user)


def live_periods_of(publications: Iterable[Publication]) -> list[tuple[datetime, datetime, int]]:
    """The definition of *live*: ``(starts, ends, revision pk)`` in order, ends open, none empty.

    At any instant the latest publication that has taken effect counts; of two with the same instant,
    the one recorded later; of those that an entry unschedules, none. Periods of one revision that touch
    are one.
    """
    periods: list[tuple[datetime, datetime, int]] = []
    acts = _standing(publications)
    for number, act in enumerate(acts, 1):
        end = acts[number].instant if number < len(acts) else FOREVER
        if act.action == Publication.Action.WITHDRAW or act.instant == end:
            continue
        if periods and periods[-1][1:] == (act.instant, act.revision_id):
            periods[-1] = (periods[-1][0], end, act.revision_id)
        else:
            periods.append((act.instant, end, act.revision_id))
    return periods


def _standing(publications: Iterable[Publication]) -> list[Publication]:
    """The act that counts at each instant, in order."""
    standing: dict[datetime, Publication] = {}
    for act in sorted(publications, key=lambda act: (act.instant, act.pk)):
        if act.action == Publication.Action.UNSCHEDULE:
            standing.pop(act.instant, None)
        else:
            standing[act.instant] = act
    return list(standing.values())


def rebuild_live_periods(editions: models.QuerySet[Edition]) -> int:
    """Derive the live periods of these editions anew from their publications; returns how many.

    One edition at a time, each in a transaction of its own, so that readers never see a gap.
    """
    return sum(_rebuild(pk) for pk in editions.values_list("pk", flat=True).iterator())


@transaction.atomic
def _rebuild(edition: int) -> int:
    return len(_write_periods(locked(edition)))


def _write_periods(edition: Edition) -> list[LivePeriod]:
    spans = live_periods_of(edition.publications.all())
    LivePeriod.objects.filter(edition=edition).delete()
    return LivePeriod.objects.bulk_create(
        LivePeriod(
            edition=edition,
            essay_id=edition.essay_id,
            language=edition.language,
            revision_id=revision,
            starts=starts,
            ends=ends,
            first=spans[0][0],
        )
        for starts, ends, revision in spans
    )


def append(
    edition: Edition,
    revision: Revision,
    action: str,
    *,
    instant: datetime,
    user: User | None,
    note: str = "",
    release: Release | None = None,
) -> Publication:
    """Record one act on a locked edition, with what follows from it: its live periods, a line of the log."""
    publication = Publication.objects.create(
        edition=edition,
        revision=revision,
        action=action,
        instant=instant,
        note=line(note),
        release=release,
        created_by=user,
    )
    _write_periods(edition)
    keep_findable(edition.pk)
    if action in (Publication.Action.PUBLISH, Publication.Action.REINSTATE):
        liken(edition.essay_id)
    detail: dict[str, Any] = {"revision": revision.number, "instant": instant.isoformat()}
    if release:
        detail["release"] = release.pk
    record(Publication.Action(action).value, subject=edition, actor=user, **detail)
    return publication


def locked(pk: int) -> Edition:
    """The edition, with its whole thread held: what answers what must be live together or not at all."""
    Thread.objects.select_for_update(of=("self",), no_key=True).get(essays__editions=pk)
    return Edition.objects.select_related("essay").get(pk=pk)


def effective(at: datetime | None) -> datetime:
    """When an act takes effect: at ``at``, or now. Raises ``InThePast``."""
    now = clock.now()
    if at is not None and at < now - GRACE:
        raise InThePast
    return max(at, now) if at else now


def check_ready(revision: Revision) -> None:
    if not revision.title:
        raise NotReady(_("This version has no title. Give it one, save, then publish."))
    if not revision.body:
        raise NotReady(_("This version has no text. Add it, save, then publish."))


def _check_answers_something_live(edition: Edition, instant: datetime) -> None:
    target = edition.essay.responding_to_id
    if target and not LivePeriod.objects.live(instant).filter(essay=target).exists():
        raise NothingToAnswer


def check_leaves_no_answer_behind(edition: Edition) -> None:
    """No answer may go live, from now on, before what it answers ever was."""
    begins = LivePeriod.objects.filter(essay=edition.essay_id).aggregate(Min("starts"))["starts__min"]
    orphans = LivePeriod.objects.filter(essay__responding_to=edition.essay_id)
    if orphans.filter(starts__lt=begins or FOREVER).exists():
        raise LeavesAnswersBehind
