"""Drafts that nobody will publish are set aside, and taken back: they are kept, and out of the way."""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from responses.events.services import record
from responses.lib import clock
from responses.people.models import User
from responses.threads.errors import AnswersNothingAtHand, Unmoved
from responses.threads.models import Essay, LivePeriod
from responses.threads.services.order import depths, hold_threads


@transaction.atomic
def set_aside(*, essays: Collection[Essay], user: User | None) -> list[Essay]:
    """Put these drafts out of the desk's way, all or none; what lies aside already stays there.

    Nothing is deleted: text, history, files and address are kept. Links to drafts open nothing meanwhile.
    Returns those that were set aside now. Raises ``Unmoved``.
    """
    held = _held(essays)
    if refusals := kept_on_the_desk(held):
        raise Unmoved(_("Nothing was set aside."), refusals)
    # What answers goes before what it answers, for the database looks at each by itself.
    moving = [each for each in reversed(_answered_first(held)) if each.set_aside_at is None]
    for essay in moving:
        essay.set_aside_at = clock.now()
        essay.save(update_fields=["set_aside_at"])
        record("set aside", subject=essay, actor=user)
    return moving


@transaction.atomic
def take_back(*, essays: Collection[Essay], user: User | None) -> list[Essay]:
    """Work on these drafts again, all or none. Returns those that lay aside. Raises ``Unmoved``."""
    held = _held(essays)
    if refusals := kept_aside(held):
        raise Unmoved(_("Nothing was taken back."), refusals)
    moving = [each for each in _answered_first(held) if each.set_aside_at is not None]
    for essay in moving:
        essay.set_aside_at = None
        essay.save(update_fields=["set_aside_at"])
        record("took back", subject=essay, actor=user)
    return moving


def kept_on_the_desk(essays: Collection[Essay]) -> dict[int, str]:
    """Why these cannot be set aside together, by number; none for what can. Three queries."""
    numbers = {each.pk for each in essays}
    periods = LivePeriod.objects.filter(essay__in=numbers)
    coming = set(periods.values_list("essay", flat=True))
    public = set(periods.begun().values_list("essay", flat=True))
    answers = Essay.objects.at_hand().filter(responding_to__in=numbers).exclude(pk__in=numbers)
    answered = set(answers.values_list("responding_to", flat=True))
    found: dict[int, str] = {}
    for pk in sorted(numbers):
        if pk in public:
            found[pk] = _("It has been public, so it stays. Withdraw it if readers should not see it.")
        elif pk in coming:
            found[pk] = _("It is scheduled. Unschedule it first.")
        elif pk in answered:
            found[pk] = _("Another text answers it. Set that aside with it.")
    return found


def kept_aside(essays: Collection[Essay]) -> dict[int, str]:
    """Why these cannot be taken back together, by number; none for what can. Two queries."""
    numbers = {each.pk for each in essays}
    targets = {each.responding_to_id for each in essays if each.responding_to_id} - numbers
    aside = set(Essay.objects.set_aside().filter(pk__in=targets).values_list("pk", flat=True))
    closed = _closed(essays)
    found: dict[int, str] = {}
    for each in essays:
        if each.set_aside_at is None:
            continue
        if each.responding_to_id in aside:
            found[each.pk] = _("What it answers is set aside. Take that back with it.")
        elif each.kind == Essay.Kind.CLOSING_REPLY and each.thread_id in closed:
            found[each.pk] = _("Its thread has another closing reply. Set that aside, or make it a response.")
    return found


def check_answers_at_hand(essay: Essay) -> None:
    """Raises ``AnswersNothingAtHand`` when what it answers lies aside, and it does not."""
    target = essay.responding_to_id
    if target and not essay.set_aside_at and Essay.objects.set_aside().filter(pk=target).exists():
        raise AnswersNothingAtHand


def _answered_first(essays: Collection[Essay]) -> list[Essay]:
    place = depths({each.pk: each.responding_to_id for each in essays})
    return sorted(essays, key=lambda each: (place[each.pk], each.pk))


def _held(essays: Collection[Essay]) -> Sequence[Essay]:
    """The essays as they are now, with their threads held."""
    hold_threads({each.thread_id for each in essays})
    return list(Essay.objects.filter(pk__in=[each.pk for each in essays]).order_by("pk"))


def _closed(essays: Collection[Essay]) -> set[int]:
    """The threads of these that have a closing reply, or would have more than one."""
    replies = [each for each in essays if each.kind == Essay.Kind.CLOSING_REPLY]
    threads = [each.thread_id for each in replies]
    others = Essay.objects.at_hand().filter(thread__in=threads, kind=Essay.Kind.CLOSING_REPLY)
    open_ = others.exclude(pk__in=[each.pk for each in replies]).values_list("thread", flat=True)
    return set(open_) | {pk for pk in threads if threads.count(pk) > 1}
