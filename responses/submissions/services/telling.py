"""The day an accepted essay is live its author is told, once: where it is, and how to cite it.

A scheduled text goes live with no job at all, so whoever sends letters looks.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import translation

from responses.citations.references import references
from responses.events.services import record
from responses.languages.paths import absolute
from responses.lib import clock
from responses.notifications.models import Letter
from responses.notifications.services import message_id_of, queue_letter
from responses.reading import shelves
from responses.reading.editions import ShownEdition, shown_at
from responses.reading.rows import credits_by_revision
from responses.reading.site import Site
from responses.reading.works import work_of
from responses.submissions.acceptance.letters import live_key, live_letter, recipient_of
from responses.submissions.models import Acceptance, Submission
from responses.threads.models import LivePeriod

STYLES = 2  # of the references of a page, the two that its readers look for first
TRIED_FOR = timedelta(days=3)  # a letter waits two days at most


def tell_live(*, now: datetime | None = None) -> int:
    """Write to the authors whose essays are live and who were not told; how many letters were written."""
    live = LivePeriod.objects.live(now or clock.now()).filter(essay=OuterRef("submission__essay"))
    _take_back(live)
    untold = Acceptance.objects.filter(Exists(live), told_live_at=None).order_by("pk")
    return sum(_tell(acceptance) for acceptance in untold)


@transaction.atomic
def _tell(acceptance: Acceptance) -> bool:
    own = Acceptance.objects.select_for_update(of=("self",)).get(pk=acceptance.pk)
    submission = Submission.objects.select_related("essay").get(pk=own.submission_id)
    if own.told_live_at or submission.essay is None:
        return False
    with translation.override(submission.language):
        shown = shown_at(submission.essay.slug, submission.language)
        if shown is None:  # withdrawn in this second
            return False
        letter = live_letter(submission, absolute(shown.canonical), _cited(shown, submission.language))
    own.told_live_at = clock.now()
    own.save(update_fields=["told_live_at"])
    record("told that it is live", subject=submission, essay=submission.essay.pk)
    return bool(letter and queue_letter(**letter))


def _take_back(live: QuerySet[LivePeriod]) -> None:
    """Letters that wait because no mail goes out, and are no longer true: withdrawn, or another's address."""
    told = Acceptance.objects.filter(told_live_at__isnull=False).select_related("submission")
    lately = told.filter(told_live_at__gt=clock.now() - TRIED_FOR).annotate(is_live=Exists(live))
    for acceptance in lately:
        submission = acceptance.submission
        waiting = Letter.objects.filter(
            message_id=message_id_of(Letter.Purpose.SUBMISSION, live_key(submission)),
            state=Letter.State.WAITING,
        )
        letter = waiting.first()
        if letter and not (acceptance.is_live and letter.recipient == recipient_of(submission)):
            _undo(acceptance, letter)


@transaction.atomic
def _undo(acceptance: Acceptance, letter: Letter) -> None:
    """Unwritten, so that it is written anew if the text comes back; not if a sender has just taken it."""
    if Letter.objects.filter(pk=letter.pk, state=Letter.State.WAITING).delete()[0]:
        Acceptance.objects.filter(pk=acceptance.pk).update(told_live_at=None)


def _cited(shown: ShownEdition, language: str) -> list[tuple[str, str]]:
    revision = shown.revision.pk
    shown.names = tuple(credits_by_revision([revision], cited=revision).get(revision, ()))
    work = work_of(shown, Site(language), shelves.themes_of(shown.essay.pk))
    return [(style, plain.text) for style, plain, _exact in references(work, language)[:STYLES]]
