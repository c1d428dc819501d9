"""Many essays published in one act: the rows that the single verbs would leave, in few queries."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction

from responses.events.models import Event
from responses.events.services import kind_of
from responses.lib import clock
from responses.threads.errors import NothingToAnswer, NotReady, SlugTaken
from responses.threads.models import (
    Byline,
    Credit,
    Edition,
    Essay,
    EssayTheme,
    FormerSlug,
    LivePeriod,
    Publication,
    Revision,
    SearchText,
    Theme,
    Thread,
)
from responses.threads.services.addresses import check_slug
from responses.threads.services.editions import Content, build_revision, credit_rows
from responses.threads.services.finding import search_text
from responses.threads.services.images import link_images
from responses.threads.services.short_ids import free_short_ids

Row = TypeVar("Row", bound=models.Model)
CHUNK = 500


@dataclass(frozen=True)
class EditionDraft:
    """An edition with its one version; ``source`` is the language of the edition it is made from."""

    language: str
    kind: str
    content: Content
    source: str | None = None
    reviewed: bool = False
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class EssayDraft:
    """An essay as it will be; ``responding_to`` is a slug of the same batch or of the thread.

    It is given ``short_id`` if nobody has that, else another.
    """

    slug: str
    kind: str
    position: int
    responding_to: str | None
    editions: Sequence[EditionDraft]
    dated: dict[str, Any]
    themes: Sequence[Theme] = ()
    facts: dict[str, Any] = field(default_factory=dict)
    short_id: str = ""


@dataclass
class _Text:
    """The rows of one edition while they come into being."""

    edition: Edition
    revision: Revision
    credits: list[Credit]


@transaction.atomic
def publish_essays(*, thread: Thread, drafts: Sequence[EssayDraft], note: str = "") -> dict[str, Essay]:
    """Make these essays and publish all their editions now; returns them by slug.

    Raises ``SlugTaken``, ``SlugRefused``, ``NothingToAnswer``, ``NotReady``, ``ValidationError``,
    ``prose.ProseError``, or ``ValueError`` for sources or answers that lead nowhere; then nothing is
    written.
    """
    now = clock.now()
    _check_slugs([draft.slug for draft in drafts])
    names = free_short_ids({draft.slug: draft.short_id for draft in drafts})
    essays = {draft.slug: _essay(thread, draft, names[draft.slug], now) for draft in drafts}
    texts = {draft.slug: _texts(essays[draft.slug], draft, note) for draft in drafts}
    _save_essays(thread, essays, {draft.slug: draft.responding_to for draft in drafts}, now)
    _save_texts([text for each in texts.values() for text in each])
    _save_links(essays, drafts)
    _publish([text for each in texts.values() for text in each], now)
    _log(essays, texts, now)
    return essays


def _check_slugs(slugs: Sequence[str]) -> None:
    for chunk in _chunks(slugs):
        for slug in chunk:
            check_slug(slug)
        taken = Essay.objects.filter(slug__in=chunk).values_list("slug", flat=True)
        former = FormerSlug.objects.filter(slug__in=chunk, essay__isnull=False).values_list("slug", flat=True)
        for slug in taken.union(former):
            raise SlugTaken(slug)


def _essay(thread: Thread, draft: EssayDraft, short_id: str, now: datetime) -> Essay:
    essay = Essay(
        thread=thread,
        kind=draft.kind,
        slug=draft.slug,
        short_id=short_id,
        position=draft.position,
        facts=draft.facts,
        created_at=now,
        **draft.dated,
    )
    essay.clean_fields(exclude=["thread", "responding_to", "created_by"])
    essay.date.validate()
    return essay


def _texts(essay: Essay, draft: EssayDraft, note: str) -> list[_Text]:
    """The texts of an essay, each after the one it is made from."""
    made: dict[str | None, _Text] = {}
    for each in _after_their_sources(draft.editions):
        source = made.get(each.source)
        made[each.language] = _text(essay, each, source, note)
    return list(made.values())


def _after_their_sources(editions: Sequence[EditionDraft]) -> Iterator[EditionDraft]:
    known: set[str | None] = {None}
    waiting = list(editions)
    while waiting:
        ready = [each for each in waiting if each.source in known]
        if not ready:
            raise ValueError("an edition is made from none of the essay")
        yield from ready
        known.update(each.language for each in ready)
        waiting = [each for each in waiting if each not in ready]


def _text(essay: Essay, draft: EditionDraft, source: _Text | None, note: str) -> _Text:
    edition = Edition(
        essay=essay,
        language=draft.language,
        kind=draft.kind,
        source=source.edition if source else None,
        reviewed_at=essay.created_at if draft.reviewed else None,
        facts=draft.facts,
    )
    edition.clean_fields(exclude=["essay", "source", "reviewed_by"])
    content = draft.content.cleaned()
    if not (content.title and content.body):
        raise NotReady(f"{essay.slug} [{draft.language}]")
    revision = build_revision(
        edition, content, latest=None, essay=essay, made_from=source.revision if source else None
    )
    revision.note, revision.created_at = note, essay.created_at
    revision.clean_fields(exclude=["edition", "made_from", "created_by"])
    return _Text(edition, revision, credit_rows(revision, content.credits))


def _save_essays(
    thread: Thread, essays: dict[str, Essay], answers: dict[str, str | None], now: datetime
) -> None:
    """Insert the essays, each after the one it answers: the guards look for that row."""
    waiting = dict(answers)
    known: dict[str | None, Essay | None] = {None: None}
    outside = {slug for slug in answers.values() if slug and slug not in essays}
    live = Essay.objects.filter(thread=thread, pk__in=LivePeriod.objects.live(now).values("essay"))
    known.update({each.slug: each for each in live if each.slug in outside})
    while waiting:
        ready = [slug for slug, target in waiting.items() if target in known]
        if not ready:
            raise NothingToAnswer
        for slug in ready:
            essays[slug].responding_to = known[waiting.pop(slug)]
        _insert(Essay, (essays[slug] for slug in ready))
        known.update({slug: essays[slug] for slug in ready})


def _save_texts(texts: Sequence[_Text]) -> None:
    """Insert editions, versions and credits, originals first: a row's source must have its number."""
    depths: dict[int, list[_Text]] = {}
    for text in texts:
        depths.setdefault(_depth(text.edition), []).append(text)
    for depth in sorted(depths):
        _insert(Edition, (text.edition for text in depths[depth]))
        _insert(Revision, (text.revision for text in depths[depth]))
    _insert(Credit, (credit for text in texts for credit in text.credits))
    link_images(text.revision for text in texts)
    _insert(SearchText, (search_text(text.revision) for text in texts))


def _depth(edition: Edition) -> int:
    return 1 + _depth(edition.source) if edition.source else 0


def _save_links(essays: dict[str, Essay], drafts: Sequence[EssayDraft]) -> None:
    _insert(
        EssayTheme,
        (
            EssayTheme(content_object=essays[draft.slug], tag=theme)
            for draft in drafts
            for theme in dict.fromkeys(draft.themes)
        ),
    )
    _insert(Byline, (byline for draft in drafts for byline in _bylines(essays[draft.slug], draft)))


def _bylines(essay: Essay, draft: EssayDraft) -> Iterator[Byline]:
    for role in Byline.Role.values:
        named = (each for edition in draft.editions for each in edition.content.credits)
        people = dict.fromkeys(each.person for each in named if each.person and each.role == role)
        for place, person in enumerate(people):
            yield Byline(essay=essay, person=person, role=role, position=place)


def _publish(texts: Sequence[_Text], now: datetime) -> None:
    act = Publication.Action.PUBLISH
    _insert(
        Publication,
        (
            Publication(edition=each.edition, revision=each.revision, action=act, instant=now, created_at=now)
            for each in texts
        ),
    )
    _insert(LivePeriod, (_live_from(now, each.edition, each.revision) for each in texts))


def _live_from(now: datetime, edition: Edition, revision: Revision) -> LivePeriod:
    return LivePeriod(
        edition=edition,
        essay=edition.essay,
        language=edition.language,
        revision=revision,
        starts=now,
        first=now,
    )


def _log(essays: dict[str, Essay], texts: dict[str, list[_Text]], now: datetime) -> None:
    def lines() -> Iterator[Event]:
        for slug, essay in essays.items():
            for text in texts[slug]:
                yield _line("saved", text.edition, now, revision=1)
            yield _line("created", essay, now)
            for text in texts[slug]:
                yield _line("publish", text.edition, now, revision=1, instant=now.isoformat())

    _insert(Event, lines())


def _line(verb: str, subject: models.Model, now: datetime, **detail: Any) -> Event:
    return Event(
        at=now,
        verb=verb,
        subject_type=kind_of(subject),
        subject_number=subject.pk,
        subject_label=str(subject)[:300],
        detail=detail,
    )


def _insert(model: type[Row], rows: Iterable[Row]) -> None:
    insert: Callable[..., list[Row]] = model._base_manager.bulk_create
    insert(rows, batch_size=CHUNK)


def _chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))
