"""Letters that a person looks at before they go: written, reworded, let go, taken back, thrown away.

Each step is one conditional update, as in ``services``: what a sender has claimed is no draft any more.
"""

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction

from responses.lib import clock
from responses.lib.lines import line
from responses.notifications.models import Letter
from responses.notifications.services import message_id_of

LONGEST_SUBJECT = 200


@transaction.atomic
def draft_letter(
    *, purpose: str, recipient: str, subject: str, text: str, language: str, hides_recipient: bool
) -> Letter:
    """A letter that waits until somebody lets it go; kept as long as the record that it belongs to.

    Raises ``ValidationError``.
    """
    letter = Letter(purpose=purpose, recipient=recipient.strip().lower(), language=language, is_kept=True)
    letter.subject, letter.text, letter.hides_recipient = line(subject), text, hides_recipient
    letter.message_id = message_id_of(purpose, secrets.token_hex(16))
    letter.state = Letter.State.DRAFT
    letter.clean_fields()
    letter.save(force_insert=True)
    return letter


def reword(letter: Letter, *, subject: str, text: str) -> bool:
    """Other words for a draft; False if it is none."""
    return _changed(letter, Letter.State.DRAFT, None, subject=line(subject), text=text)


def let_go(letter: Letter, *, recipient: str, subject: str, text: str, at: datetime) -> bool:
    """Have a draft sent at an instant, to this address and in these words; False if it is none."""
    said = {"recipient": recipient.strip().lower(), "subject": line(subject), "text": text}
    gone = {"state": Letter.State.WAITING, "due_at": at, "tries": 0, "failure": ""}
    return _changed(letter, Letter.State.DRAFT, None, **said, **gone, hides_recipient=False)


def take_back(letter: Letter, *, subject: str, text: str, hides_recipient: bool) -> bool:
    """A draft again, in these words; False if a sender has taken it, or tried to."""
    untried = {"claim": "", "tries": 0, "handed_over_at": None}
    said = {"subject": line(subject), "text": text, "hides_recipient": hides_recipient}
    return _changed(letter, Letter.State.WAITING, untried, state=Letter.State.DRAFT, **said)


def throw_away(letter: Letter) -> bool:
    """No letter; False if it is no draft any more."""
    return bool(Letter.objects.filter(pk=letter.pk, state=Letter.State.DRAFT).delete()[0])


def _changed(letter: Letter, was: str, only: dict[str, Any] | None, **values: Any) -> bool:
    rows = Letter.objects.filter(pk=letter.pk, state=was, **(only or {}))
    return rows.update(changed_at=clock.now(), **values) == 1
