"""Publish together: versions of one thread's texts go live at one instant, all of them or none."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from responses.events.services import record
from responses.lib import clock
from responses.lib.lines import line
from responses.people.models import User
from responses.threads.errors import InThePast, IsSetAside, NothingChosen, NotReady, NotTogether
from responses.threads.models import Consent, Credit, LivePeriod, Publication, Release, Revision
from responses.threads.services.order import depths, hold_threads
from responses.threads.services.publishing import (
    append,
    call_off,
    check_leaves_no_answer_behind,
    check_ready,
    effective,
)

PUBLISH = Publication.Action.PUBLISH


@transaction.atomic
def release(
    *,
    revisions: Collection[Revision],
    user: User | None,
    at: datetime | None = None,
    note: str = "",
    correction: str = "",
) -> list[Publication]:
    """Make these versions what the public sees, from ``at`` (UTC) or from now, in one act.

    ``note`` is the desk's own name for it. ``correction`` says to readers what is put right, of those that
    replace a live version: whoever follows them is told.

    They are of one thread, one of each edition. Whatever else was to go live by itself in the same
    editions is called off: an edition has one coming publication. The same act twice is one act.
    Raises ``NothingChosen``, ``InThePast``, ``LeavesAnswersBehind``, or ``NotTogether``, which says of
    each version why it is not ready.
    """
    if not revisions:
        raise NothingChosen
    _hold_thread(revisions)
    instant = effective(at)
    if refusals := obstacles(revisions=revisions, at=instant):
        raise NotTogether(refusals)
    pending = _pending(_in_order(revisions), instant)
    made = None
    if len(pending) > 1:
        made = Release.objects.create(instant=instant, note=line(note), created_by=user)
        record("released", subject=made, actor=user, instant=instant.isoformat(), texts=len(pending))
    _call_off_others(pending, instant, user)
    replacing = _replacing(pending, instant) if correction else set()
    for revision in pending:
        said = correction if revision.edition_id in replacing else ""
        append(revision.edition, revision, PUBLISH, instant=instant, user=user, note=said, release=made)
    for revision in pending:
        check_leaves_no_answer_behind(revision.edition)
    return _shown(revisions, instant)


@transaction.atomic
def unschedule_release(*, release: Release, user: User | None) -> list[Publication]:
    """Call off what is still to come of a release, in one act.

    Raises ``InThePast`` or ``LeavesAnswersBehind``.
    """
    acts = list(_with_texts(release.publications.going_live()))
    _hold_thread([act.revision for act in acts])
    if release.instant <= clock.now():
        raise InThePast
    undone = [call_off(act, user=user) for act in acts]
    for act in acts:
        check_leaves_no_answer_behind(act.edition)
    record("unscheduled a release", subject=release, actor=user, texts=len(undone))
    return undone


def obstacles(
    *, revisions: Collection[Revision], at: datetime, beside: Collection[Revision] | None = None
) -> dict[int, str]:
    """Why these versions cannot go live together at that instant: a sentence each, none for what is ready.

    ``beside`` are those that go live with them, by default themselves. All come with edition and essay.
    Three queries, whatever their number.
    """
    targets = {revision.edition.essay.responding_to_id for revision in revisions} - {None}
    there = {each.edition.essay_id for each in (revisions if beside is None else beside)}
    there |= set(LivePeriod.objects.live(at).filter(essay__in=targets).values_list("essay", flat=True))
    authored = set(
        Credit.objects.filter(revision__in=revisions, role=Credit.Role.AUTHOR).values_list(
            "revision", flat=True
        )
    )
    newest, aside, refused = _newest(revisions)
    found: dict[int, str] = {}
    for revision in revisions:
        target = revision.edition.essay.responding_to_id
        if revision.edition_id in aside:
            found[revision.pk] = str(IsSetAside())
        elif newest[revision.edition_id] != revision.number:
            found[revision.pk] = _("Somebody has saved a newer version. Look at it, then publish.")
        elif revision.edition_id in refused:
            found[revision.pk] = _("Its author does not agree that it is published here.")
        elif sentence := unready(revision, has_author=revision.pk in authored):
            found[revision.pk] = sentence
        elif target and target not in there:
            found[revision.pk] = _("What it answers is neither live at that time nor ticked.")
    return found


def unready(revision: Revision, *, has_author: bool) -> str:
    """What a version lacks before it can be published at all, as a sentence; '' when nothing."""
    try:
        check_ready(revision)
    except NotReady as refusal:
        return str(refusal)
    return "" if has_author else _("This version names no author. Add one, save, then publish.")


def _newest(revisions: Iterable[Revision]) -> tuple[dict[int, int], set[int], set[int]]:
    """The number of each edition's newest version, which editions lie aside, which their author withholds."""
    editions = {revision.edition_id for revision in revisions}
    said = Consent.objects.filter(essay=OuterRef("edition__essay"), purpose=Consent.Purpose.PUBLISH)
    rows = Revision.objects.filter(edition__in=editions).annotate(
        agreed=Subquery(said.order_by("-pk").values("granted")[:1])
    )
    found = list(
        rows.values_list("edition", "edition__essay__set_aside_at", "agreed").annotate(Max("number"))
    )
    aside = {pk for pk, at, _agreed, _number in found if at}
    refused = {pk for pk, _at, agreed, _number in found if agreed is False}
    return {pk: number for pk, _at, _agreed, number in found}, aside, refused


def _hold_thread(revisions: Collection[Revision]) -> None:
    hold_threads({revision.edition.essay.thread_id for revision in revisions})


def _in_order(revisions: Collection[Revision]) -> list[Revision]:
    """What is answered before what answers it, so that each finds its like in the log."""
    place = depths({each.edition.essay_id: each.edition.essay.responding_to_id for each in revisions})
    return sorted(revisions, key=lambda each: (place[each.edition.essay_id], each.edition_id))


def _pending(revisions: list[Revision], instant: datetime) -> list[Revision]:
    """Those that are not already to be shown at that instant, and nothing else of their edition after it."""
    editions = [revision.edition_id for revision in revisions]
    live = LivePeriod.objects.live(instant).filter(edition__in=editions)
    shown = set(live.values_list("revision", flat=True))
    coming = Publication.objects.going_live().filter(edition__in=editions).exclude(instant=instant)
    others = set(coming.values_list("edition", flat=True))
    return [each for each in revisions if each.pk not in shown or each.edition_id in others]


def _replacing(revisions: list[Revision], instant: datetime) -> set[int]:
    """The editions of these that readers see in another version at that instant."""
    editions = [revision.edition_id for revision in revisions]
    live = LivePeriod.objects.live(instant).filter(edition__in=editions)
    return set(live.values_list("edition", flat=True))


def _call_off_others(revisions: list[Revision], instant: datetime, user: User | None) -> None:
    editions = [revision.edition_id for revision in revisions]
    coming = Publication.objects.going_live().filter(edition__in=editions).exclude(instant=instant)
    for act in _with_texts(coming):
        call_off(act, user=user)


def _with_texts(acts: QuerySet[Publication]) -> QuerySet[Publication]:
    return acts.select_related("edition__essay", "revision__edition__essay")


def _shown(revisions: Collection[Revision], instant: datetime) -> list[Publication]:
    """Of each edition the act by which it is shown at that instant."""
    editions = [revision.edition_id for revision in revisions]
    acts = Publication.objects.filter(edition__in=editions, instant__lte=instant, action=PUBLISH)
    latest = {act.edition_id: act for act in acts.order_by("instant", "pk")}
    return [latest[edition] for edition in editions]
