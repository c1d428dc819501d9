"""One letter, one conversation with the mail server, and what is known of its end.

Until the text is handed over, whatever goes wrong means that the letter was not taken. From then on only
the server's answer tells; a line that breaks before it leaves a doubt that nothing can lift.
"""

import smtplib
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from responses.languages.codes import tag
from responses.lib.seals import unsealed
from responses.notifications.errors import ClaimLost
from responses.notifications.models import Letter

Failure = Letter.Failure


class NotTaken(Exception):
    """The server does not have the letter. ``code`` is its answer, if it gave one."""

    def __init__(self, failure: str, *, code: int = 0, for_good: bool = False) -> None:
        super().__init__(failure)
        self.failure, self.code, self.for_good = failure, code, for_good


class Doubt(Exception):
    """The server may have the letter or not."""


def deliver(message: EmailMessage, *, hand_over: Callable[[], None]) -> None:
    """Give a mail to the mail server, calling ``hand_over`` just before the text goes out.

    Raises ``NotTaken``, ``Doubt``, or ``ClaimLost`` if ``hand_over`` does.
    """
    handed_over = False

    def now_handed_over() -> None:
        nonlocal handed_over
        hand_over()
        handed_over = True

    try:
        _converse(message, now_handed_over)
    except ClaimLost:
        raise
    except Exception as error:
        # Any mistake at all is about this one letter, and must not keep the others.
        if handed_over and not isinstance(error, smtplib.SMTPDataError):
            raise Doubt from error
        raise _not_taken(error) from error


def _converse(message: EmailMessage, hand_over: Callable[[], None]) -> None:
    backend: Any = get_connection()
    message.message()  # what cannot be written fails here, not half way
    message.connection = backend
    backend.open()
    try:
        server = getattr(backend, "connection", None)
        if isinstance(server, smtplib.SMTP):
            # The recipient is accepted first: most refusals come there, and leave no doubt.
            _before_data(server, hand_over)
        else:
            hand_over()
        backend.send_messages([message])
    finally:
        # The letter's fate is known; how the good-bye goes changes nothing.
        with suppress(OSError):
            backend.close()


def _before_data(server: smtplib.SMTP, hand_over: Callable[[], None]) -> None:
    data = server.data

    def handing_over(msg: Any) -> tuple[int, bytes]:
        hand_over()
        return data(msg)

    server.data = handing_over  # type: ignore[method-assign]  # smtplib has no other place between


def headers_of(letter: Letter) -> dict[str, str]:
    return {
        # The same at every try, so that a mailbox may know a second copy for what it is.
        "Message-ID": letter.message_id,
        # No answer by a machine: nobody reads it (RFC 3834).
        "Auto-Submitted": "auto-generated",
        "Content-Language": tag(letter.language),
    }


def plain(letter: Letter) -> EmailMessage:
    """The mail of a letter that keeps its own text; what is sealed in it is opened here."""
    sender, text = settings.DEFAULT_FROM_EMAIL, unsealed(letter.text)
    return EmailMessage(letter.subject, text, sender, [letter.recipient], headers=headers_of(letter))


def _not_taken(error: Exception) -> NotTaken:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _answered(next(iter(error.recipients.values()))[0])
    if isinstance(error, smtplib.SMTPDataError):
        return _answered(error.smtp_code)
    if isinstance(error, smtplib.SMTPResponseException):
        # Not about this letter but about us: our name, our password, how much we send.
        return NotTaken(Failure.NOT_LET_IN, code=error.smtp_code)
    if isinstance(error, OSError):
        return NotTaken(Failure.UNREACHABLE)
    return NotTaken(Failure.BROKEN)


def _answered(code: int) -> NotTaken:
    if code >= 500:
        return NotTaken(Failure.REFUSED, code=code, for_good=True)
    return NotTaken(Failure.LATER, code=code)
