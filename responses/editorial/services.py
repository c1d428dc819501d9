"""What one form of the desk does, composed of the verbs of content, each in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import models, transaction

from responses.editorial.errors import ReadAnOlderVersion
from responses.editorial.rows import save_person_at
from responses.events.services import record
from responses.people.models import Person, User
from responses.threads.errors import StaleSave
from responses.threads.models import Byline, Credit, Edition, Essay, Revision, Theme, Thread
from responses.threads.services.addresses import claim_slug
from responses.threads.services.editions import Content, CreditLine, add_edition, mark_reviewed, save_revision
from responses.threads.services.essays import create_draft, create_thread, save_essay, set_bylines
from responses.threads.services.passages import Taken, answer_passages, answers_other_words
from responses.threads.services.themes import set_themes
from responses.threads.services.versions import save_if_current

Texts = dict[str, dict[str, str]]


@transaction.atomic
def post_thread(
    *,
    user: User | None,
    texts: Texts,
    themes: Iterable[Theme],
    slug: str,
    language: str,
    content: Content,
    prompt_slug: str,
    dated: dict[str, Any],
    state: str = "",
) -> Thread:
    """A thread together with its prompt, both unpublished: neither is ever without the other."""
    thread = create_thread(texts=texts, user=user, slug=slug, themes=themes, state=state)
    create_draft(
        thread=thread,
        kind=Essay.Kind.PROMPT,
        language=language,
        content=content,
        user=user,
        slug=prompt_slug,
        dated=dated,
    )
    return thread


@transaction.atomic
def save_thread(
    *,
    thread: Thread,
    texts: Texts,
    slug: str,
    themes: Iterable[Theme],
    positions: Mapping[int, int],
    state: str = "",
) -> Thread:
    """Save what a thread says of itself and the places of its essays (by number): it shows at once.

    ``thread.version`` is the one that the writer saw. Raises ``StaleSave``, ``SlugTaken``, ``SlugRefused``.
    """
    thread.texts, thread.state = texts, state
    if slug:
        claim_slug(thread, slug)
    saved = save_if_current(thread)
    set_themes(thread, themes)
    for essay in thread.essays.filter(pk__in=positions):
        essay.position = positions[essay.pk]
        save_if_current(essay, fields=["position"])
    return saved


@transaction.atomic
def save_text(
    *,
    essay: Essay,
    user: User,
    content: Content,
    based_on: int,
    note: str,
    version: int,
    place: Mapping[str, Any],
    slug: str,
    themes: Iterable[Theme],
    taken: Sequence[Taken] | None = None,
) -> Essay:
    """Save an essay's original text as a new version, and its place where that changed.

    ``based_on`` and ``version`` are what the writer saw: a revision's number in the table and the essay's
    version. ``place`` holds fields of the essay, ``taken`` the words it answers (None leaves them). Raises
    ``StaleSave``, ``SlugTaken``, ``SlugRefused``, ``NoSuchWords``.
    """
    edition = essay.editions.get(kind=Edition.Kind.ORIGINAL)
    save_version(edition=edition, user=user, content=content, based_on=based_on, note=note)
    # Read anew: a version just saved has moved the essay's counter of paragraphs on.
    fresh = type(essay).objects.get(pk=essay.pk)
    changed = {name: value for name, value in place.items() if getattr(fresh, name) != value}
    answers_anew = taken is not None and answers_other_words(fresh, taken)
    if changed or answers_anew or (slug and slug != fresh.slug) or fresh.version != version:
        for name, value in changed.items():
            setattr(fresh, name, value)
        fresh.version = version
        save_essay(essay=fresh, slug=slug)
    if taken is not None:
        answer_passages(essay=fresh, taken=taken)
    set_themes(fresh, themes)
    return fresh


@transaction.atomic
def save_version(
    *,
    edition: Edition,
    user: User,
    content: Content,
    based_on: int,
    note: str,
    made_from: Revision | None = None,
) -> Revision:
    """Append a version to an edition and let the essay's bylines follow."""
    seen = edition.revisions.filter(pk=based_on).first()
    if based_on and seen is None:
        raise StaleSave(edition.latest)
    revision = save_revision(
        edition=edition,
        content=content,
        user=user,
        based_on=seen,
        made_from=made_from,
        note=note,
    )
    follow_credits(edition, content)
    return revision


@transaction.atomic
def add_translation(*, language: str, made_from: Revision, user: User, content: Content) -> Edition:
    """A translation of one version of another edition, with its own first version."""
    source = made_from.edition
    edition = add_edition(essay=source.essay, language=language, kind=Edition.Kind.TRANSLATION, source=source)
    save_version(edition=edition, user=user, content=content, based_on=0, note="", made_from=made_from)
    return edition


@transaction.atomic
def mark_all_reviewed(*, revisions: Iterable[Revision], user: User) -> int:
    """A person has read these versions of conversions: all of them are marked, or none.

    Returns how many were still unchecked. Raises ``ReadAnOlderVersion``.
    """
    done = 0
    for revision in revisions:
        edition = Edition.objects.select_for_update().get(pk=revision.edition_id)
        if edition.kind != Edition.Kind.CONVERSION or edition.reviewed_at:
            continue
        if edition.latest != revision:
            raise ReadAnOlderVersion(revision.title)
        mark_reviewed(edition=edition, user=user)
        done += 1
    return done


@transaction.atomic
def with_new_people(content: Content, new: Iterable[int], *, language: str, user: User) -> Content:
    """The content with a person made for each credit whose place in the list is in ``new``.

    Their name, affiliation and bio in ``language`` are those of the credit. Raises ``ValidationError``.
    """
    lines = list(content.credits)
    for place in new:
        lines[place] = replace(lines[place], person=_new_person(lines[place], language, user))
    return replace(content, credits=tuple(lines))


def _new_person(line: CreditLine, language: str, user: User) -> Person:
    texts = {"name": line.name, "affiliation": line.affiliation, "bio": line.bio}
    person = save_person_at(Person(texts={language: {part: text for part, text in texts.items() if text}}))
    record("created", subject=person, actor=user)
    return person


def follow_credits(edition: Edition, content: Content) -> None:
    """Bylines are the authors of the original and the translators of every edition, as now credited."""
    if edition.kind == Edition.Kind.ORIGINAL:
        people = [each.person for each in content.credits if each.person and each.role == Credit.Role.AUTHOR]
        set_bylines(essay=edition.essay, people=people)
    set_bylines(essay=edition.essay, people=_translators(edition.essay), role=Byline.Role.TRANSLATOR)


def _translators(essay: Essay) -> list[Person]:
    newest = Revision.objects.filter(edition=models.OuterRef("edition")).order_by("-number").values("pk")[:1]
    revisions = Revision.objects.filter(edition__essay=essay, pk=models.Subquery(newest))
    lines = Credit.objects.filter(revision__in=revisions, role=Credit.Role.TRANSLATOR, person__isnull=False)
    ordered = lines.select_related("person").order_by("revision__edition", "position")
    return [each.person for each in ordered if each.person]
