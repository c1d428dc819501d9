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
from responses.notifications.answers import kept
from responses.notifications.errors import ClaimLost
from responses.notifications.models import Letter

Failure = Letter.Failure
Reply = tuple[int, bytes]


class NotTaken(Exception):
    """The server does not have the letter. ``code`` is its answer, if it gave one, ``answer`` all of it.

    Of that is left out what may not be kept (``answers``).
    """

    def __init__(self, failure: str, *, code: int = 0, answer: str = "", for_good: bool = False) -> None:
        super().__init__(failure)
        self.failure, self.code, self.answer, self.for_good = failure, code, answer, for_good


class Doubt(Exception):
    """The server may have the letter or not."""


def deliver(message: EmailMessage, *, hand_over: Callable[[], None]) -> str:
    """Give a mail to the mail server, calling ``hand_over`` just before the text goes out.

    Returns how the server took it, as far as that may be kept; '' where mail goes into a folder or onto a
    screen, which say nothing. Raises ``NotTaken``, ``Doubt``, or ``ClaimLost`` if ``hand_over`` does.
    """
    handed_over = False

    def now_handed_over() -> None:
        nonlocal handed_over
        hand_over()
        handed_over = True

    try:
        return _converse(message, now_handed_over)
    except ClaimLost:
        raise
    except Exception as error:
        # Any mistake at all is about this one letter, and must not keep the others.
        if handed_over and not isinstance(error, smtplib.SMTPDataError):
            raise Doubt from error
        raise _not_taken(error, message) from error


def _converse(message: EmailMessage, hand_over: Callable[[], None]) -> str:
    backend: Any = get_connection()
    message.message()  # what cannot be written fails here, not half way
    message.connection = backend
    backend.open()
    taken: list[Reply] = []
    try:
        server = getattr(backend, "connection", None)
        if isinstance(server, smtplib.SMTP):
            # The recipient is accepted first: most refusals come there, and leave no doubt.
            _round_data(server, hand_over, taken.append)
        else:
            hand_over()
        backend.send_messages([message])
    finally:
        # The letter's fate is known; how the good-bye goes changes nothing.
        with suppress(OSError):
            backend.close()
    return "".join(kept(*reply, message) for reply in taken)


def _round_data(server: smtplib.SMTP, hand_over: Callable[[], None], keep: Callable[[Reply], None]) -> None:
    """Before the text goes ``hand_over`` is called, and what the server said of it goes to ``keep``."""
    data = server.data

    def handing_over(msg: Any) -> Reply:
        hand_over()
        reply = data(msg)
        keep(reply)
        return reply

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


def _not_taken(error: Exception, message: EmailMessage) -> NotTaken:
    code, said = _reply_in(error)
    answer = kept(code, said, message) if said else ""
    if isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError):
        for_good = code >= 500
        failure = Failure.REFUSED if for_good else Failure.LATER
        return NotTaken(failure, code=code, answer=answer, for_good=for_good)
    if isinstance(error, smtplib.SMTPResponseException):
        # Not about this letter but about us: our name, our password, how much we send.
        return NotTaken(Failure.NOT_LET_IN, code=code, answer=answer)
    return NotTaken(Failure.UNREACHABLE if isinstance(error, OSError) else Failure.BROKEN)


def _reply_in(error: Exception) -> Reply:
    """What the server said that made this error; nothing if it is no answer of a server."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next(iter(error.recipients.values()))
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return error.smtp_code, said if isinstance(said, bytes) else said.encode()
    return 0, b""
