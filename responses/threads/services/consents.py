"""Noting what an author agreed to, or did not, and what they declared."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction

from responses.events.services import record
from responses.lib import clock
from responses.lib.lines import paragraph
from responses.people.models import User
from responses.threads.models import Consent, Declaration, Essay, KeptFile
from responses.threads.services.files import keep_file


class Answer(NamedTuple):
    """What was answered to one sentence of the site's own; ``version`` is the sentence's."""

    purpose: str
    granted: bool
    wording: str
    version: int


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
    """Append a consent to be published; ``letter`` is the name and the bytes of the e-mail or form.

    Raises ``NoRoom``.
    """
    kept = None
    if letter:
        name, data = letter
        kept = keep_file(data=data, name=name, kind=KeptFile.Kind.CONSENT, user=user, essay=essay)
    consent = Consent.objects.create(
        essay=essay, way=way, given_on=given_on, wording=paragraph(wording), file=kept, created_by=user
    )
    record("noted consent", subject=essay, actor=user, way=way)
    return consent


@transaction.atomic
def note_answers(*, essay: Essay, answers: Iterable[Answer], language: str) -> list[Consent]:
    """Append what the author answered on a page in ``language``; what holds already is not noted again."""
    Essay.objects.select_for_update(of=("self",)).get(pk=essay.pk)
    holding, now = consents_of(essay), clock.now()
    new = [
        Consent(
            essay=essay,
            purpose=each.purpose,
            granted=each.granted,
            way=Consent.Way.FORM,
            given_on=now.date(),
            wording=each.wording,
            version=each.version,
            language=language,
            created_at=now,
        )
        for each in answers
        if not _holds(holding.get(each.purpose), each)
    ]
    Consent.objects.bulk_create(new)
    for each in new:
        if each.purpose == Consent.Purpose.INDEX:
            Essay.objects.filter(pk=essay.pk).update(asks_no_indexing=not each.granted)
    if new:
        answered: dict[str, Any] = {each.purpose: each.granted for each in new}
        record("noted consent", subject=essay, way=Consent.Way.FORM.value, **answered)
    return new


def consents_of(essay: Essay) -> dict[str, Consent]:
    """What holds now, by purpose: the newest of each."""
    return {each.purpose: each for each in essay.consents.order_by("pk")}


@transaction.atomic
def declare(*, essay: Essay, kind: str, asked: str, said: str, language: str) -> Declaration | None:
    """Append a declaration; None when there is nothing in it."""
    asked, said = paragraph(asked), paragraph(said)
    if not (asked or said):
        return None
    return Declaration.objects.create(essay=essay, kind=kind, asked=asked, said=said, language=language)


def _holds(consent: Consent | None, answer: Answer) -> bool:
    """Whether the very same was answered to the very same sentence last."""
    return consent is not None and (consent.granted, consent.version, consent.wording) == (
        answer.granted,
        answer.version,
        answer.wording,
    )
