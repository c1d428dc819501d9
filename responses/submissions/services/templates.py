"""The words of letters: the editors' own, kept by kind, else the site's."""

from typing import NamedTuple

from django.db import transaction

from responses.events.services import record
from responses.lib.texts import Texts, clean_texts
from responses.lib.versions import save_if_current
from responses.people.models import User
from responses.submissions.decisions.errors import NothingSaid
from responses.submissions.decisions.placeholders import check
from responses.submissions.decisions.words import WORDS
from responses.submissions.models import LetterTemplate
from responses.submissions.models.decisions import LETTER_PARTS


class Wording(NamedTuple):
    """What a letter says before it is filled, and the version of the template that says so."""

    subject: str
    text: str
    version: int


Templates = dict[str, LetterTemplate]


def templates() -> Templates:
    """The editors' own words, by kind; kinds without any are missing."""
    return {each.kind: each for each in LetterTemplate.objects.all()}


def texts_of(kind: str, own: LetterTemplate | None) -> Texts:
    """What is said in each language: the editors' words over the site's."""
    said = own.texts if own else {}
    return {language: {**parts, **said.get(language, {})} for language, parts in WORDS[kind].items()}


def wording(kind: str, language: str, known: Templates) -> Wording:
    own = known.get(kind)
    parts = texts_of(kind, own)[language]
    return Wording(parts["subject"], parts["text"], own.version if own else 0)


@transaction.atomic
def save_template(*, kind: str, texts: Texts, seen: int, user: User) -> LetterTemplate:
    """Have letters of this kind say these words; what equals the site's own stays the site's.

    ``seen`` is the version that the editor saw, 0 for none. Raises ``StaleRow``, ``NothingSaid``,
    ``UnknownPlaceholder``, ``NotInSubject`` or ``ValidationError``.
    """
    cleaned = clean_texts(texts, LETTER_PARTS)
    for language in WORDS[kind]:
        said = cleaned.get(language) or {}
        if said and len(said) < len(LETTER_PARTS):
            raise NothingSaid
        if said:
            check(kind, said["subject"], said["text"])
    row = LetterTemplate.objects.filter(kind=kind).first() or LetterTemplate(kind=kind)
    if row.pk:
        row.version = seen
    row.texts = {code: said for code, said in cleaned.items() if said != WORDS[kind].get(code)}
    save_if_current(row)
    record("changed", subject=row, actor=user)
    return row
