"""Noting that an author agreed to be published here."""

from datetime import date

from django.db import transaction

from responses.events.services import record
from responses.lib.lines import paragraph
from responses.people.models import User
from responses.threads.models import Consent, Essay, KeptFile
from responses.threads.services.files import keep_file


@transaction.atomic
def note_consent(
    *,
    essay: Essay,
    way: str,
    given_on: date,
    user: User,
    wording: str = "",
    letter: tuple[str, bytes] | None = None,
) -> Consent:
    """Append a consent; ``letter`` is the name and the bytes of the e-mail or form. Raises ``NoRoom``."""
    kept = None
    if letter:
        name, data = letter
        kept = keep_file(data=data, name=name, kind=KeptFile.Kind.CONSENT, user=user, essay=essay)
    consent = Consent.objects.create(
        essay=essay, way=way, given_on=given_on, wording=paragraph(wording), file=kept, created_by=user
    )
    record("noted consent", subject=essay, actor=user, way=way)
    return consent
