"""Editions and their saved versions."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.utils.html import escape

from responses.events.services import record
from responses.languages.codes import other_script
from responses.lib import clock, paragraphs, prose
from responses.lib.chinese import convert, convert_html
from responses.lib.counting import count
from responses.lib.lines import line, paragraph
from responses.lib.versions import save_within_constraints
from responses.people.models import Person, User
from responses.threads.errors import IsSetAside, StaleSave, WrittenByHand
from responses.threads.models import Credit, Edition, Essay, Revision
from responses.threads.services.finding import make_findable
from responses.threads.services.images import link_images, without_strange_images


@dataclass(frozen=True)
class CreditLine:
    """One name as it will be printed; ``bio`` is HTML of the closed subset."""

    name: str
    person: Person | None = None
    role: str = Credit.Role.AUTHOR
    affiliation: str = ""
    bio: str = ""


@dataclass(frozen=True)
class Content:
    """What one revision says. ``summary`` is plain text, ``body`` HTML that will be cleaned."""

    title: str
    body: str
    summary: str = ""
    credits: Sequence[CreditLine] = field(default_factory=tuple)

    def cleaned(self) -> "Content":
        """The same in canonical form, as it is stored and hashed. Raises ``prose.ProseError``."""
        return Content(
            title=line(self.title),
            body=without_strange_images(prose.clean(self.body)),
            summary=paragraph(self.summary),
            credits=tuple(
                replace(
                    each,
                    name=line(each.name),
                    affiliation=line(each.affiliation),
                    bio=prose.keep_images(prose.clean(each.bio), ()),
                )
                for each in self.credits
            ),
        )

    def hash(self) -> str:
        """SHA-256 in hexadecimal over everything that is printed, of cleaned content."""
        names = [
            [each.role, each.person.pk if each.person else None, each.name, each.affiliation, each.bio]
            for each in self.credits
        ]
        parts = json.dumps([self.title, self.summary, self.body, names], ensure_ascii=False)
        return hashlib.sha256(parts.encode()).hexdigest()


def content_of(revision: Revision) -> Content:
    """What a saved version says, ready to be changed and saved again."""
    return Content(
        title=revision.title,
        body=revision.body,
        summary=revision.summary,
        credits=tuple(
            CreditLine(each.name, each.person, each.role, each.affiliation, each.bio)
            for each in revision.credits.select_related("person").order_by("role", "position")
        ),
    )


@transaction.atomic
def add_edition(
    *, essay: Essay, language: str, kind: str = Edition.Kind.ORIGINAL, source: Edition | None = None
) -> Edition:
    """A further language of an essay, without any text yet."""
    edition = Edition(essay=essay, language=language, kind=kind, source=source)
    edition.full_clean(exclude=["essay", "source"], validate_constraints=False)
    save_within_constraints(edition)
    return edition


@transaction.atomic
def save_revision(
    *,
    edition: Edition,
    content: Content,
    user: User | None,
    based_on: Revision | None,
    made_from: Revision | None = None,
    note: str = "",
) -> Revision:
    """Append a version to an edition; the very same content, made from the same source, appends nothing.

    ``based_on`` is the version the writer saw; ``StaleSave`` is raised when it is no longer the
    latest. Nothing public changes until the version is published. Raises ``IsSetAside``
    or ``prose.ProseError``.
    """
    Edition.objects.select_for_update().get(pk=edition.pk)
    essay = Essay.objects.select_for_update().get(pk=edition.essay_id)
    if essay.set_aside_at:
        raise IsSetAside
    latest = edition.latest
    if (latest.pk if latest else None) != (based_on.pk if based_on else None):
        raise StaleSave(latest)
    clean = content.cleaned()
    moved_on = made_from is not None and latest is not None and latest.made_from_id != made_from.pk
    if latest and latest.hash == clean.hash() and not moved_on:
        return latest
    revision = build_revision(edition, clean, latest=latest, essay=essay, made_from=made_from)
    revision.created_by, revision.note = user, line(note)
    revision.full_clean(exclude=["edition", "made_from", "created_by"], validate_constraints=False)
    revision.save()
    Credit.objects.bulk_create(credit_rows(revision, clean.credits))
    link_images([revision])
    make_findable(revision)
    Essay.objects.filter(pk=essay.pk).update(next_paragraph=essay.next_paragraph)
    record("saved", subject=edition, actor=user, revision=revision.number)
    return revision


@transaction.atomic
def convert_edition(*, source: Edition, user: User | None) -> Revision:
    """Make, or make anew, the other script's edition of a Chinese one: automatic, unreviewed.

    Raises ``WrittenByHand`` when the other script has a text of another origin, and
    ``Revision.DoesNotExist`` when the source has no text yet.
    """
    latest = source.revisions.latest("number")
    target = other_script(source.language)
    edition, _created = Edition.objects.get_or_create(
        essay=source.essay, language=target, defaults={"kind": Edition.Kind.CONVERSION, "source": source}
    )
    if edition.kind != Edition.Kind.CONVERSION or edition.source_id != source.pk:
        raise WrittenByHand
    if edition.reviewed_at:
        edition.reviewed_at = edition.reviewed_by = None
        edition.save(update_fields=["reviewed_at", "reviewed_by"])
    return save_revision(
        edition=edition,
        content=converted(content_of(latest), source=source.language, target=target),
        user=user,
        based_on=edition.latest,
        made_from=latest,
    )


def converted(content: Content, *, source: str, target: str) -> Content:
    """The same content in the other Chinese script; a person's own name in that script wins."""

    def text(value: str) -> str:
        return convert(value, source=source, target=target)

    return Content(
        title=text(content.title),
        summary=text(content.summary),
        body=convert_html(content.body, source=source, target=target),
        credits=tuple(
            replace(
                each,
                name=_own_name(each, source, target) or text(each.name),
                affiliation=text(each.affiliation),
                bio=convert_html(each.bio, source=source, target=target),
            )
            for each in content.credits
        ),
    )


@transaction.atomic
def mark_reviewed(*, edition: Edition, user: User) -> None:
    """A person has read the conversion: it is no longer called automatic."""
    edition.reviewed_at, edition.reviewed_by = clock.now(), user
    edition.save(update_fields=["reviewed_at", "reviewed_by"])
    record("reviewed", subject=edition, actor=user)


def _own_name(credit: CreditLine, source: str, target: str) -> str:
    texts = credit.person.texts if credit.person else {}
    if texts.get(source, {}).get("name") != credit.name:
        return ""
    return texts.get(target, {}).get("name", "")


def build_revision(
    edition: Edition, content: Content, *, latest: Revision | None, essay: Essay, made_from: Revision | None
) -> Revision:
    """The next version of an edition, unsaved, of cleaned content; moves the essay's paragraph counter on."""
    length = count(prose.text(content.body))
    return Revision(
        edition=edition,
        number=latest.number + 1 if latest else 1,
        title=content.title,
        summary=content.summary,
        body=content.body,
        first_sentence=prose.first_sentence(_as_paragraph(content.summary) or content.body),
        paragraph_ids=_paragraph_ids(content.body, latest, essay, made_from),
        words=length.words,
        characters=length.characters,
        made_from=made_from,
        hash=content.hash(),
    )


def _as_paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>" if text else ""


def _paragraph_ids(body: str, latest: Revision | None, essay: Essay, made_from: Revision | None) -> list[int]:
    """Ids for the new body; moves the essay's counter on, so that none is ever given twice."""
    new, ids = prose.paragraphs(body), list[int]()
    if latest:
        ids, following = paragraphs.carry(
            prose.paragraphs(latest.body), latest.paragraph_ids, new, next_id=essay.next_paragraph
        )
    elif made_from:
        ids, following = paragraphs.shared(
            made_from.paragraph_ids, prose.paragraphs(made_from.body), new, next_id=essay.next_paragraph
        )
    else:
        following = essay.next_paragraph + len(new)
        ids = list(range(essay.next_paragraph, following))
    essay.next_paragraph = following
    return ids


def credit_rows(revision: Revision, lines: Sequence[CreditLine]) -> list[Credit]:
    """The credits of a version, unsaved, each in its place within its role."""
    places: dict[str, int] = {}
    rows = []
    for each in lines:
        position = places.get(each.role, 0)
        places[each.role] = position + 1
        rows.append(
            Credit(
                revision=revision,
                person=each.person,
                role=each.role,
                position=position,
                name=each.name,
                affiliation=each.affiliation,
                bio=each.bio,
            )
        )
    return rows
