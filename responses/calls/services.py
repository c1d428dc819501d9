"""The verbs of calls and of the codes that open them."""

import re
from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from responses.calls.errors import CallIsKnown, NotLater
from responses.calls.limits import note_wrong, wait_turn
from responses.calls.models import Call, Invitation
from responses.calls.models.invitations import CODE_LENGTH, LONGEST, plain_code
from responses.calls.windows import WEEK, moved, weeks_until_again
from responses.events.services import record
from responses.lib import clock
from responses.lib.lines import line
from responses.lib.texts import pick
from responses.people.models import User
from responses.threads.errors import SlugTaken
from responses.threads.services.addresses import check_slug, make_slug
from responses.threads.services.versions import save_if_current

# What may be changed while essays come in, and what the log then says of it, before and after.
TERMS = ("opens_at", "closes_at", "grace_minutes", "limits", "limits_are_hard", "entry", "entries_per_person")
MOST_CODES = 200
YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")


@transaction.atomic
def save_call(*, call: Call, user: User | None, slug: str = "") -> Call:
    """Save a call, or a new one at an address made from its title.

    Raises ``StaleSave``, ``SlugTaken``, ``SlugRefused``, ``CallIsKnown`` or ``ValidationError``.
    """
    before = Call.objects.select_for_update().get(pk=call.pk) if call.pk else None
    _place(call, slug, before)
    if before is None:
        call.created_by = user
        save_if_current(call)
        record("created", subject=call, actor=user)
        return call
    if before.is_published and not call.is_published and before.submissions.exists():
        raise CallIsKnown
    save_if_current(call)
    changed: dict[str, Any] = {
        name: _both(before, call, name) for name in TERMS if _differs(before, call, name)
    }
    if changed:
        record("changed the terms of a call", subject=call, actor=user, **changed)
    return call


def _place(call: Call, slug: str, before: Call | None) -> None:
    """Its address: as asked for, or made from the title; what readers know stays."""
    call.slug = before.slug if before else ""
    if before and slug and slug != before.slug and before.is_published:
        raise CallIsKnown
    if slug and slug != call.slug:
        if _taken(check_slug(slug)):
            raise SlugTaken(slug)
        call.slug = slug
    elif not call.slug:
        call.slug = _free(make_slug(pick(call.texts, "title", "en")[0]) or "call")


def _taken(slug: str) -> bool:
    return Call.objects.filter(slug=slug).exists()


def _free(wanted: str) -> str:
    slug, number = wanted, 1
    while _taken(slug):
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _differs(before: Call, after: Call, name: str) -> bool:
    return bool(getattr(before, name) != getattr(after, name))


def _both(before: Call, after: Call, name: str) -> list[Any]:
    return [_plain(getattr(row, name)) for row in (before, after)]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


@transaction.atomic
def put_off(*, call: Call, until: datetime, user: User | None) -> Call:
    """Let the call end later; authors hear later by as many days, where they could not in time any more.

    Raises ``NotLater``.
    """
    call = Call.objects.select_for_update().get(pk=call.pk)
    if until <= max(call.closes_at, clock.now()):
        raise NotLater
    zone, was = clock.zone_of(call.zone), call.closes_at
    if call.answer_by and call.answer_by < until.astimezone(zone).date():
        call.answer_by += until.astimezone(zone).date() - was.astimezone(zone).date()
    call.closes_at = until
    save_if_current(call, fields=["closes_at", "answer_by"])
    record("put off the end of a call", subject=call, actor=user, was=was.isoformat(), now=until.isoformat())
    return call


@transaction.atomic
def copy_call(*, call: Call, user: User | None) -> Call:
    """A draft that asks for the same as ``call``, its window whole weeks later, ahead of now. No codes."""
    weeks = weeks_until_again(call, clock.now())
    copy = deepcopy(call)
    copy.pk, copy._state.adding, copy.version = None, True, 1
    copy.opens_at, copy.closes_at = (
        moved(each, call.zone, weeks) for each in (call.opens_at, call.closes_at)
    )
    copy.answer_by = call.answer_by + weeks * WEEK if call.answer_by else None
    copy.shown_from, copy.copied_from = None, call
    copy.created_at, copy.created_by = clock.now(), user
    year = str(copy.opens_at.astimezone(clock.zone_of(call.zone)).year)
    copy.slug = _free(YEAR.sub(year, call.slug)[:90])
    save_if_current(copy)
    record("copied a call", subject=copy, actor=user, source=call.pk)
    return copy


@transaction.atomic
def invite(
    *, call: Call, people: Sequence[str], uses: int = 1, good_until: datetime | None = None, user: User | None
) -> list[Invitation]:
    """A code for each of ``people``, a name or a word that only the desk sees. Raises ``ValidationError``."""
    if not 1 <= len(people) <= MOST_CODES:
        raise ValidationError(_("Make between 1 and %(most)s codes at once.") % {"most": MOST_CODES})
    if good_until and good_until <= max(call.opens_at, clock.now()):
        raise ValidationError(_("That hour has passed, or lies before the call opens: choose a later one."))
    common: dict[str, Any] = {
        "call": call,
        "uses": uses,
        "good_until": good_until,
        "created_at": clock.now(),
        "created_by": user,
    }
    made = [Invitation(note=line(each)[:200], **common) for each in people]
    made[0].clean_fields(exclude=["call", "created_by"])
    made[0].validate_constraints()
    for each in made:
        each.save(force_insert=True)
    record("made access codes", subject=call, actor=user, count=len(made))
    return made


@transaction.atomic
def revoke(*, invitation: Invitation, user: User | None) -> bool:
    """Let a code open nothing any more; False when it did not. What was sent with it stays."""
    now = clock.now()
    done = Invitation.objects.filter(pk=invitation.pk, revoked_at=None).update(revoked_at=now)
    if done:
        record("revoked an access code", subject=invitation.call, actor=user, invitation=invitation.pk)
    return bool(done)


def code_for(*, call: Call, typed: str, network: str = "") -> Invitation | None:
    """The invitation whose code this is, if an essay may be sent to ``call`` with it now.

    ``network`` is the address that the code came from: wrong ones slow it down. Raises ``SlowDown``.
    """
    wait_turn(network)
    code = plain_code(typed) if len(typed) <= LONGEST else ""
    found = None
    if len(code) == CODE_LENGTH:
        found = Invitation.objects.select_related("call").filter(call=call, code=code).first()
    if found is None:
        note_wrong(network)
        return None
    return found if found.is_in_time() and not found.is_used_up else None
