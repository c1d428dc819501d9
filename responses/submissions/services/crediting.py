"""Who an accepted essay is by: printed names, the people known here, and what authors say of themselves."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from html import escape

from django.db import transaction
from django.utils.translation import gettext as _

from responses.events.services import record
from responses.lib import clock
from responses.people.matching import key_of, people_called
from responses.people.models import Person, User
from responses.people.services import save_person
from responses.submissions.errors import NothingMade, Unmoved
from responses.submissions.models import Submission, SubmissionAuthor
from responses.threads.models import Credit, Edition, Revision
from responses.threads.services.addresses import free_slug
from responses.threads.services.editions import Content, CreditLine, content_of, save_revision
from responses.threads.services.essays import set_bylines


def names_of(author: SubmissionAuthor) -> list[str]:
    """Every name that the author has given, the one first that they sent the essay with."""
    return list(dict.fromkeys([author.name, *(name for name in author.names.values() if name)]))


def printed_name(author: SubmissionAuthor, language: str) -> str:
    """How the author is named in a text in that language."""
    return author.names.get(language) or author.name


def matches_of(authors: Iterable[SubmissionAuthor]) -> dict[int, list[Person]]:
    """By author, the people known here who have one of their names in some script. One query."""
    each_has = {author.pk: [key_of(name) for name in names_of(author)] for author in authors}
    known = people_called(key for keys in each_has.values() for key in keys)
    return {
        pk: list(dict.fromkeys(person for key in keys for person in known.get(key, ())))
        for pk, keys in each_has.items()
    }


def edition_made(submission: Submission) -> Edition:
    """The original of the draft. Raises ``NothingMade``."""
    if submission.essay_id is None:
        raise NothingMade
    return Edition.objects.select_related("essay").get(essay=submission.essay_id, kind=Edition.Kind.ORIGINAL)


@transaction.atomic
def name_people(
    *, submission: Submission, people: Mapping[int, Person | None], new: Iterable[int], user: User
) -> Revision:
    """Say who the authors are: by author's number a person known here, or nobody yet; ``new`` get a page.

    The draft's credits follow in a new version. Raises ``NothingMade``, or ``Unmoved`` when one person would
    stand there twice, or the draft says so already: another version would need another approval.
    """
    edition = edition_made(submission)
    chosen = dict(people)
    authors = list(submission.authors.order_by("position"))
    for author in authors:
        if author.pk in new and not author.person_id:
            chosen[author.pk] = _new_person(author, edition.language, user)
    named = [person.pk for person in chosen.values() if person]
    if len(named) != len(set(named)):
        raise Unmoved(_("Somebody stands here twice."))
    content = before = _content(edition)
    is_same = all(author.person == chosen[author.pk] for author in authors if author.pk in chosen)
    for author in authors:
        if author.pk in chosen:
            content = _changed(content, author, names_of(author), person=chosen[author.pk])
            author.person = chosen[author.pk]
            author.save(update_fields=["person"])
    if is_same and content == before:
        raise Unmoved(_("The draft says so already."))
    revision = _save(edition, content, user)
    set_bylines(
        essay=edition.essay, people=[c.person for c in content.credits if c.person and c.role == "author"]
    )
    record("named people", subject=submission, actor=user)
    return revision


@transaction.atomic
def carry_details(*, submission: Submission, author: SubmissionAuthor, known_as: Iterable[str]) -> bool:
    """Put what an author says of themselves into the draft's credits; whether their line was still there.

    ``known_as`` are the names they had until now. Raises ``NothingMade``.
    """
    edition = edition_made(submission)
    names = [*known_as, *names_of(author)]
    said = {"name": printed_name(author, edition.language)}
    if author.affiliation:
        said["affiliation"] = author.affiliation
    if author.bio:
        said["bio"] = paragraphs_of(author.bio)
    content = _content(edition)
    if _place_of(content, author, names) is None:
        return False
    _save(edition, _changed(content, author, names, **said), None)
    submission.acceptance.carried_at = clock.now()
    submission.acceptance.save(update_fields=["carried_at"])
    return True


@transaction.atomic
def take_over(*, submission: Submission, author: SubmissionAuthor, user: User) -> Person:
    """Let the author's person say what the author said: names, affiliation and bio. It shows at once.

    Raises ``NothingMade``, or ``Unmoved`` when nobody has said who the author is.
    """
    language = edition_made(submission).language
    if author.person_id is None:
        raise Unmoved(_("Say first who this author is."))
    person = Person.objects.select_for_update(of=("self",)).get(pk=author.person_id)
    person.texts = _texts(author, language, person.texts)
    save_person(person=person)
    record("changed", subject=person, actor=user, fields=["texts"])
    return person


def paragraphs_of(text: str) -> str:
    """Plain lines as paragraphs of HTML."""
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in text.splitlines() if line.strip())


def _new_person(author: SubmissionAuthor, language: str, user: User) -> Person:
    person = Person(texts=_texts(author, language, {}))
    person.slug = free_slug(Person, person.name_in("en")[0], fallback="person")
    save_person(person=person)
    record("created", subject=person, actor=user)
    return person


def _texts(
    author: SubmissionAuthor, language: str, known: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    """A person's texts with what the author said; what they did not say stays."""
    texts = {code: dict(parts) for code, parts in known.items()}
    for code, name in (author.names or {language: author.name}).items():
        if name:
            texts.setdefault(code, {})["name"] = name
    own = texts.setdefault(language, {})
    own.setdefault("name", author.name)
    own |= {"affiliation": author.affiliation or own.get("affiliation") or author.school}
    own |= {"bio": paragraphs_of(author.bio)} if author.bio else {}
    return {code: {part: text for part, text in parts.items() if text} for code, parts in texts.items()}


def _content(edition: Edition) -> Content:
    latest = edition.latest
    return content_of(latest) if latest else Content("", "")


def _save(edition: Edition, content: Content, user: User | None) -> Revision:
    return save_revision(edition=edition, content=content, user=user, based_on=edition.latest)


def _changed(content: Content, author: SubmissionAuthor, names: Iterable[str], **changes: object) -> Content:
    """The same with another line for this author; as it is where they have none any more."""
    place = _place_of(content, author, names)
    lines = list(content.credits)
    if place is not None:
        lines[place] = replace(lines[place], **changes)  # type: ignore[arg-type]  # fields of a line
    return replace(content, credits=tuple(lines))


def _place_of(content: Content, author: SubmissionAuthor, names: Iterable[str]) -> int | None:
    """Where this author's line is: by their person, else by a name that they have or had."""
    keys = {key_of(name) for name in names}

    def is_theirs(line: CreditLine) -> bool:
        if line.role != Credit.Role.AUTHOR:
            return False
        if author.person_id and line.person and line.person.pk == author.person_id:
            return True
        return key_of(line.name) in keys

    return next((place for place, line in enumerate(content.credits) if is_theirs(line)), None)
