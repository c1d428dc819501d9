"""A manuscript as a form to be checked: authors found among the people known here, guesses named."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from responses.editorial.credits import Row, rows_of
from responses.editorial.working.services import keep_copy
from responses.lib import pictures
from responses.lib.word import Manuscript, read_safely
from responses.people.matching import key_of, people_called
from responses.people.models import Person, User
from responses.threads.errors import ThreadsError
from responses.threads.models import Essay, KeptFile, Thread, WorkingCopy
from responses.threads.services.editions import CreditLine
from responses.threads.services.files import keep_file
from responses.threads.services.images import add_image, remove_what_came_along


def take_in(*, data: bytes, name: str, user: User, answers: Essay) -> WorkingCopy:
    """Read a manuscript that answers ``answers``, and keep the file with what a form would show of it.

    Raises ``Refused`` (the reader's sentence), ``NoRoom``, ``TooManyUnfinished``.
    """
    manuscript = read_safely(data, name=name)
    images = take_in_pictures(manuscript, user=user)
    content = {
        "responding_to": str(answers.pk),
        "kind": Essay.Kind.RESPONSE.value,
        **texts_of(manuscript),
        "themes": [str(pk) for pk in answers.thread.themes.values_list("pk", flat=True)],
    }
    try:
        with transaction.atomic():
            copy = keep_copy(user=user, page=WorkingCopy.Page.RESPONSE, content=content)
            copy.findings = findings_of(manuscript, name) | {"images": images}
            copy.save(update_fields=["findings"])
            keep_file(data=data, name=name, kind=KeptFile.Kind.MANUSCRIPT, user=user, working_copy=copy)
    except ThreadsError:
        remove_what_came_along(keys=images, user=user)
        raise
    return copy


def take_in_pictures(manuscript: Manuscript, *, user: User) -> list[str]:
    """Make images of the manuscript's pictures, and let its body name them; returns their keys.

    A picture that cannot be read as one is left out and told of; its caption stays. Raises ``NoRoom``.
    """
    language, lost, taken = manuscript.language, 0, list[str]()
    for each in manuscript.images:
        texts = {language: {"alt": each.alternative}} if each.alternative else {}
        try:
            picture = pictures.read_safely(each.data)
        except pictures.Refused:
            lost += 1
            continue
        image = add_image(picture=picture, texts=texts, user=user)
        manuscript.body_html = manuscript.body_html.replace(each.key, image.key)
        taken.append(image.key)
    if lost:
        manuscript.findings["images"] = manuscript.findings.get("images", 0) + lost
    return taken


def answered_by_a_file(request: HttpRequest, row: Thread | Essay | None) -> dict[str, Any]:
    """For the page of a thread, a text or a new response: what a Word file brought here would answer."""
    if not request.user.has_perm("responses.add_response"):
        return {}
    answers: int | str | None
    if isinstance(row, Thread):
        answers = (
            row.essays.filter(kind=Essay.Kind.PROMPT, set_aside_at=None).values_list("pk", flat=True).first()
        )
    elif row is None:
        target = request.GET.get("responding_to", "")
        answers = target if target.isdecimal() else None
    else:
        answers = row.pk if isinstance(row, Essay) and not row.set_aside_at else None
    return {"word_file": {"answers": answers}} if answers else {}


def texts_of(manuscript: Manuscript) -> dict[str, Any]:
    """The fields of a text's form that a manuscript fills."""
    return {
        "language": manuscript.language,
        "title": manuscript.title,
        "summary": manuscript.summary,
        "body": manuscript.body_html,
        "credits": credit_rows(manuscript),
    }


def findings_of(manuscript: Manuscript, name: str) -> dict[str, Any]:
    """What the form says beside the fields: guesses by field of the form, and what was dropped."""
    names = {"authors": "credits", "affiliation": "credits", "bio": "credits"}
    guesses = dict.fromkeys(names.get(each, each) for each in manuscript.guesses)
    return {"guesses": list(guesses), "report": manuscript.findings, "file": name[:255]}


def report_of(copy: WorkingCopy) -> list[str]:
    """The reader's findings as sentences in the language now active."""
    return Manuscript(findings=copy.findings.get("report", {})).report


def credit_rows(manuscript: Manuscript) -> list[Row]:
    """A line for each author: somebody known here in whatever script, else somebody new."""
    known = people_by_name(manuscript.authors)
    rows = []
    for number, name in enumerate(manuscript.authors):
        own = not number  # affiliation and bio of a manuscript are its first author's, as far as is known
        person = known.get(key_of(name))
        line = CreditLine(
            name=name,
            person=person,
            affiliation=(manuscript.affiliation if own else "") or _text(person, manuscript, "affiliation"),
            bio=(_paragraphs(manuscript.bio) if own else "") or _text(person, manuscript, "bio"),
        )
        [row] = rows_of([line])
        rows.append(row | {"place": str(number + 1), "new": "" if person else "1"})
    return rows


def people_by_name(names: Iterable[str]) -> dict[str, Person]:
    """People whose name in any script is one of these, by its key; two of one name are nobody."""
    return {key: found[0] for key, found in people_called(names).items() if len(found) == 1}


def _text(person: Person | None, manuscript: Manuscript, part: str) -> str:
    return person.texts.get(manuscript.language, {}).get(part, "") if person else ""


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(each, quote=False)}</p>" for each in text.split("\n\n") if each.strip())
