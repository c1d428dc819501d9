"""The verbs of the outbox: a letter is written, sent with everything else that is due, sent again, removed.

Nobody is told when a letter is written: whoever sends looks once a second, and sees it once the transaction
that wrote it is committed. Every step of sending is one conditional update, so that of several senders one
alone takes it.
"""

import hashlib
import logging
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import DatabaseError, connection, transaction
from django.db.models import Q

from responses.events.services import record
from responses.lib import clock
from responses.lib.lines import line
from responses.notifications.delivery import Doubt, NotTaken, deliver, plain
from responses.notifications.errors import ClaimLost, NoLongerWanted, NotSentAgain
from responses.notifications.models import Letter
from responses.notifications.news.composing import compose, kept_of
from responses.people.models import User

logger = logging.getLogger(__name__)

# How long after each failed try the next one comes: two days in all, then the letter is given up.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440))
# After this the sender that claimed a letter is gone: the three steps of handing over have a minute each.
CLAIM_LASTS = timedelta(minutes=5)
KEPT = timedelta(days=14)

# What a stranger can make us send to one address: this many a day, and one a minute.
A_DAY = 3
APART = timedelta(minutes=1)
# Letters to followers are counted over this long, so that a minute's worth does not go in one second.
BREATH = timedelta(seconds=6)


@transaction.atomic
def queue_letter(
    *,
    purpose: str,
    recipient: str,
    subject: str,
    text: str,
    language: str,
    holds_secret: bool = False,
    key: str = "",
    due_at: datetime | None = None,
) -> Letter | None:
    """Write a letter in the caller's transaction: it is sent if, and only if, that is committed.

    What has a ``key`` (“receipt 17”) is written once: asked for again, it is the letter that is there. None
    if a stranger has made us write to this address often enough. Raises ``ValidationError``.
    """
    recipient = recipient.strip().lower()
    _alone_with(recipient)
    message_id = message_id_of(purpose, key or secrets.token_hex(16))
    if known := Letter.objects.filter(message_id=message_id).first():
        return known
    enough = purpose in Letter.STRANGERS and _often_enough(purpose, recipient)
    letter = Letter(purpose=purpose, recipient=recipient, language=language, message_id=message_id)
    letter.subject, letter.text, letter.holds_secret = line(subject), text, holds_secret
    letter.due_at = due_at or letter.due_at
    letter.clean_fields()
    letter.save(force_insert=True)
    if enough:
        # Written and taken back, so that the time it takes tells nobody that letters went there today.
        letter.delete()
        return None
    return letter


def message_id_of(purpose: str, key: str) -> str:
    """The same for the same key: the database takes one letter of it."""
    name = hashlib.sha256(f"{purpose} {key}".encode()).hexdigest()[:32]
    return f"<{name}@{urlsplit(settings.SITE_URL).hostname}>"


@transaction.atomic
def pretend_to_queue_letter(**values: Any) -> None:
    """As ``queue_letter``, but nothing remains: it takes as long, down to the wait for the disk."""
    if letter := queue_letter(**values):
        letter.delete()


def _alone_with(recipient: str) -> None:
    """Let nobody else write to this address until the transaction ends; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        number = int.from_bytes(hashlib.sha256(recipient.encode()).digest()[:8], signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def _often_enough(purpose: str, recipient: str) -> bool:
    now = clock.now()
    # Each purpose by itself: whoever plays with one form must not keep the owner from the other.
    same = Letter.objects.filter(recipient=recipient, purpose=purpose)
    lately = same.filter(created_at__gt=now - timedelta(days=1))
    return lately.filter(created_at__gt=now - APART).exists() or lately.count() >= A_DAY


@transaction.atomic
def send_again(*, letter: Letter, user: User, though_sent: bool = False) -> Letter:
    """Let a letter that is in doubt or given up be tried anew; one that was sent, if that is meant.

    News are composed anew, for a reader who still wants them. Raises ``NotSentAgain``.
    """
    has_text = ~Q(text="") | Q(purpose__in=Letter.NEWS)
    never = [Letter.State.SENDING] if though_sent else [Letter.State.SENDING, Letter.State.SENT]
    again = Letter.objects.filter(has_text, pk=letter.pk).exclude(state__in=never)
    anew = {"tries": 0, "failure": "", "answer": None, "handed_over_at": None}
    if not _move(again, Letter.State.WAITING, due_at=clock.now(), **anew):
        raise NotSentAgain
    record("sent an e-mail again", subject=letter, actor=user)
    letter.refresh_from_db()
    return letter


def send_due_letters(*, now: datetime | None = None, stopping: Callable[[], bool] = lambda: False) -> int:
    """Try every letter that is due, each once; how many were sent. Any number may do this at once.

    ``now`` is the instant to go by, in tests; ``stopping`` is asked before each letter.
    """
    sent = 0
    while not stopping() and (letter := _claim(now or clock.now())):
        sent += _try(letter, now or clock.now())
    return sent


def _claim(now: datetime) -> Letter | None:
    """A due letter, now this sender's; None if nothing is due."""
    claim = secrets.token_hex(16)
    while letter := _next(now):
        seen = Letter.objects.due(now).filter(pk=letter.pk, claim=letter.claim)
        if _move(seen, Letter.State.SENDING, claim=claim, due_at=now + CLAIM_LASTS, tries=letter.tries + 1):
            letter.refresh_from_db()
            return letter
    return None


def _next(now: datetime) -> Letter | None:
    due = Letter.objects.due(now).order_by("due_at", "pk")
    if urgent := due.filter(turn=0).first():
        return urgent
    return due.filter(turn=1).first() if may_send_news(now) else None


def may_send_news(now: datetime) -> bool:
    """Whether one more letter to followers may go; a tenth of a minute's share in each tenth of a minute."""
    lately = Letter.objects.filter(turn=1, handed_over_at__gt=now - BREATH)
    return lately.count() < max(1, round(settings.LETTERS_A_MINUTE * (BREATH / timedelta(minutes=1))))


def _try(letter: Letter, now: datetime) -> bool:
    """Deliver one letter, and write down how it went."""
    own = Letter.objects.filter(pk=letter.pk, claim=letter.claim)

    def hand_over() -> None:
        # From here until the answer is written down, only the mail server knows.
        begun = own.filter(state=Letter.State.SENDING, handed_over_at=None)
        if not begun.update(handed_over_at=now, due_at=now + CLAIM_LASTS):
            raise ClaimLost

    try:
        mail = _said(letter)
        answer = deliver(mail, hand_over=hand_over)
    except NoLongerWanted:
        _move(own, Letter.State.DROPPED, failure="", answer=None)
    except ClaimLost:
        logger.warning("E-mail %s was taken over by another sender", letter.pk)
    except NotTaken as refusal:
        _put_back(own, letter, refusal, now)
    except Doubt:
        logger.error("E-mail %s: %s", letter.pk, Letter.Failure.BROKEN_OFF)
        _move(own, Letter.State.UNCERTAIN, failure=Letter.Failure.BROKEN_OFF, answer=None)
    else:
        end = {"failure": "", "answer": answer or None, "subject": mail.subject} | _end_of(letter, mail)
        return _move(own, Letter.State.SENT, **end) == 1
    return False


def _said(letter: Letter) -> EmailMessage:
    """The mail itself. Raises ``NoLongerWanted``, or ``NotTaken`` when it cannot be written."""
    try:
        return compose(letter) if letter.is_news else plain(letter)
    except (NoLongerWanted, DatabaseError):
        raise
    except Exception as error:
        # A mistake of ours in one letter must not keep the others.
        raise NotTaken(Letter.Failure.BROKEN) from error


def _put_back(own: Any, letter: Letter, refusal: NotTaken, now: datetime) -> None:
    logger.warning("E-mail %s, try %s: %s %s", letter.pk, letter.tries, refusal.failure, refusal.code or "")
    how = {"failure": refusal.failure, "answer": refusal.answer or None, "handed_over_at": None}
    if refusal.for_good or letter.tries > len(WAITS):
        _move(own, Letter.State.GIVEN_UP, **how, **_end_of(letter))
    else:
        _move(own, Letter.State.WAITING, **how, due_at=now + WAITS[letter.tries - 1])


def settle_letters(*, now: datetime | None = None) -> None:
    """What time does to letters: doubt where a sender died, no link that is no longer good, and an end."""
    now = now or clock.now()
    state = Letter.State
    broken_off = {"failure": Letter.Failure.BROKEN_OFF, "answer": None}
    doubtful = _move(Letter.objects.in_doubt(now), state.UNCERTAIN, **broken_off)
    if doubtful:
        logger.error("%s e-mails were being handed over when their sender died", doubtful)
    stale = Q(created_at__lte=now - timedelta(seconds=Letter.link_lasts()), holds_secret=True)
    idle = Letter.objects.filter(stale, state__in=(state.WAITING, state.UNCERTAIN))
    _move(idle, state.GIVEN_UP, failure=Letter.Failure.TOO_LATE, handed_over_at=None, text="")
    ended = (state.SENT, state.UNCERTAIN, state.GIVEN_UP, state.DROPPED)
    Letter.objects.filter(state__in=ended, is_kept=False, changed_at__lte=now - KEPT).delete()


def _move(letters: Any, state: str, **values: Any) -> int:
    """Bring these letters into a state, those that may come into it; how many they were."""
    allowed = letters.filter(state__in=Letter.sources_of(state))
    claim = values.pop("claim", "")
    return int(allowed.update(state=state, claim=claim, changed_at=clock.now(), **values))


def _end_of(letter: Letter, sent: EmailMessage | None = None) -> dict[str, str]:
    """What becomes of the text: a secret goes, and of news that were written as they went it is kept."""
    if letter.is_news and sent:
        return {"text": kept_of(str(sent.body))}
    return {"text": ""} if letter.holds_secret else {}
