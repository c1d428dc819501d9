import pytest

from responses.notifications.models import Letter
from responses.notifications.services import queue_letter
from tests.notifications.sink import Sink


@pytest.fixture
def sink(settings):
    """A mail server to which the site's mail goes."""
    with Sink() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", sink.port, 5
        yield sink


@pytest.fixture
def write():
    """Put a letter into the outbox, to whomever."""

    def letter(recipient="reader@example.org", **changes) -> Letter:
        values = {
            "purpose": Letter.Purpose.ACCOUNT,
            "recipient": recipient,
            "subject": "A subject",
            "text": "The text.",
            "language": "en",
        }
        return queue_letter(**values | changes)

    return letter
