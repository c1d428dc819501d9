"""What an accepted author says of themselves and agrees to: kept while they write, noted when they send."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F

from responses.events.services import record
from responses.lib import clock, pictures
from responses.lib.lines import line, paragraph
from responses.lib.pictures.shelf import EXTENSIONS
from responses.submissions.errors import ChangedElsewhere, NothingMade, PhotoRefused
from responses.submissions.models import Acceptance, Submission, SubmissionAuthor
from responses.submissions.services.crediting import carry_details, names_of
from responses.threads.errors import NoRoom
from responses.threads.models import KeptFile
from responses.threads.services.consents import Answer, note_answers
from responses.threads.services.files import keep_file, place_of

LONGEST_BIO, LONGEST_LINE = 1000, 300


@transaction.atomic
def keep_details(*, acceptance: Acceptance, details: dict[str, Any], based_on: int) -> int:
    """Keep what the form holds now; the number of this keeping. Raises ``ChangedElsewhere``."""
    seen = Acceptance.objects.filter(pk=acceptance.pk, edit=based_on)
    if not seen.update(details=details, edit=F("edit") + 1):
        acceptance.refresh_from_db()
        if acceptance.details != details:
            raise ChangedElsewhere
        return acceptance.edit
    return based_on + 1


@transaction.atomic
def send_details(
    *,
    submission: Submission,
    names: Mapping[str, str],
    affiliation: str,
    bio: str,
    answers: Iterable[Answer],
    language: str,
) -> bool:
    """Take the author at their word: into the draft's credits, and each answer as a consent of its own.

    Whether the credits still had a line of theirs. Raises ``NothingMade``.
    """
    if submission.essay is None:
        raise NothingMade
    acceptance = Acceptance.objects.select_for_update(of=("self",)).get(submission=submission)
    author = submission.authors.get(position=0)
    known_as = names_of(author)
    before = (author.names, author.affiliation, author.bio)
    author.names = {code: said for code, name in names.items() if (said := line(name)[:200])}
    author.affiliation = line(affiliation)[:LONGEST_LINE]
    author.bio = paragraph(bio)[:LONGEST_BIO]
    author.save(update_fields=["names", "affiliation", "bio"])
    note_answers(essay=submission.essay, answers=answers, language=language)
    is_same = before == (author.names, author.affiliation, author.bio) and acceptance.carried_at
    acceptance.answered_at = clock.now()
    acceptance.carried_at = acceptance.answered_at if is_same else acceptance.carried_at
    acceptance.save(update_fields=["answered_at", "carried_at"])
    record("sent details", subject=submission)
    if is_same:
        return True
    return carry_details(submission=submission, author=author, known_as=known_as)


@transaction.atomic
def keep_photo(*, submission: Submission, data: bytes) -> KeptFile:
    """Keep a photograph of the author, encoded anew, for the editors. Raises ``PhotoRefused``."""
    try:
        picture = pictures.read_safely(data)
    except pictures.Refused as refusal:
        raise PhotoRefused(str(refusal)) from refusal
    author = _sender(submission)
    name = f"{submission.reference}.{EXTENSIONS[picture.kind]}"
    largest = picture.sizes[max(picture.sizes)]
    try:
        kept = keep_file(data=largest, name=name, kind=KeptFile.Kind.PHOTO, user=None)
    except NoRoom as refusal:
        raise PhotoRefused(str(refusal)) from refusal
    _replace(author, kept)
    record("photograph kept", subject=submission, bytes=kept.size)
    return kept


@transaction.atomic
def forget_photo(*, submission: Submission) -> None:
    """Take the photograph away, for good."""
    author = _sender(submission)
    if author.photo:
        _replace(author, None)
        record("photograph removed", subject=submission)


def _sender(submission: Submission) -> SubmissionAuthor:
    return SubmissionAuthor.objects.select_for_update(of=("self",)).get(submission=submission, position=0)


def _replace(author: SubmissionAuthor, kept: KeptFile | None) -> None:
    old, author.photo = author.photo, kept
    author.save(update_fields=["photo"])
    if old:
        place = place_of(old)
        old.delete()
        transaction.on_commit(partial(place.unlink, missing_ok=True))
