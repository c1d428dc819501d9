"""The site's rows as records: what is public of them, for export and for comparison with a file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max, QuerySet

from responses.interchange.answers import on_site as answers_on_site
from responses.interchange.records import (
    AnswerRecord,
    CreditRecord,
    EditionRecord,
    EssayRecord,
    PersonRecord,
    ThemeRecord,
    ThreadRecord,
)
from responses.lib import clock
from responses.people.models import Person
from responses.threads.models import (
    Credit,
    Edition,
    Essay,
    EssayTheme,
    LivePeriod,
    Publication,
    Revision,
    Theme,
    Thread,
    ThreadTheme,
)


def find_person(slug: str) -> Person | None:
    """The person at that address, also at a former one."""
    return Person.objects.filter(slug=slug).first() or Person.objects.filter(former_slugs__slug=slug).first()


def find_theme(slug: str) -> Theme | None:
    """The theme at that address, also at a former one."""
    return Theme.objects.filter(slug=slug).first() or Theme.objects.filter(former_slugs__slug=slug).first()


def find_thread(slug: str) -> Thread | None:
    """The thread at that address, also at a former one."""
    return Thread.objects.filter(slug=slug).first() or Thread.objects.filter(former_slugs__slug=slug).first()


def person_record(row: Person) -> PersonRecord:
    return PersonRecord(
        slug=row.slug,
        texts=row.texts,
        is_pseudonym=row.is_pseudonym,
        birth_year=row.birth_year,
        death_year=row.death_year,
        facts=row.facts,
    )


def theme_record(row: Theme) -> ThemeRecord:
    return ThemeRecord(slug=row.slug, texts=row.texts)


def thread_record(row: Thread, *, themes: Iterable[str], essays: Iterable[EssayRecord] = ()) -> ThreadRecord:
    return ThreadRecord(
        slug=row.slug,
        texts=row.texts,
        themes=tuple(themes),
        facts=row.facts,
        essays=tuple(essays),
        state=row.state,
    )


def essay_record(
    row: Essay,
    *,
    responding_to: str | None,
    themes: Iterable[str],
    answers: tuple[AnswerRecord, ...] = (),
) -> EssayRecord:
    return EssayRecord(
        slug=row.slug,
        kind=row.kind,
        responding_to=responding_to,
        date=row.date,
        themes=tuple(themes),
        facts=row.facts,
        answers=answers,
        short_id=row.short_id,
    )


def edition_record(
    row: Edition, revision: Revision, *, source: str | None, names: Iterable[CreditRecord]
) -> EditionRecord:
    return EditionRecord(
        language=row.language,
        kind=row.kind,
        title=revision.title,
        body=revision.body,
        source=source,
        reviewed=row.reviewed_at is not None,
        summary=revision.summary,
        credits=tuple(names),
        facts=row.facts,
    )


@dataclass
class SiteEdition:
    """An edition, what is live of it (None when nothing is), and whether more has been done to it since."""

    row: Edition
    revision: Revision | None = None
    record: EditionRecord | None = None
    has_more: bool = False


@dataclass
class SiteEssay:
    """An essay, what it says of itself (``record`` has no editions), and its editions by language."""

    row: Essay
    record: EssayRecord
    editions: dict[str, SiteEdition] = field(default_factory=dict)


def essays_of(thread: Thread) -> dict[int, SiteEssay]:
    """All essays of a thread by number, in thread order, with whatever of them is live now."""
    slugs = dict(thread.essays.values_list("pk", "slug"))
    themes = _themes(EssayTheme.objects.filter(content_object__thread=thread))
    rows = list(thread.essays.in_thread_order())
    answers = answers_on_site(rows)
    found = {
        row.pk: SiteEssay(
            row,
            essay_record(
                row,
                responding_to=slugs.get(row.responding_to_id or 0),
                themes=themes.get(row.pk, []),
                answers=answers.get(row.pk, ()),
            ),
        )
        for row in rows
    }
    for edition in _editions_of(thread):
        found[edition.row.essay_id].editions[edition.row.language] = edition
    return found


def _editions_of(thread: Thread) -> Iterator[SiteEdition]:
    rows = {row.pk: row for row in Edition.objects.filter(essay__thread=thread).order_by("pk")}
    periods = LivePeriod.objects.live().filter(essay__thread=thread).select_related("revision")
    live = {period.edition_id: period.revision for period in periods}
    names = _credits(live.values())
    ahead = _with_more(thread, live)
    for row in rows.values():
        revision = live.get(row.pk)
        source = rows[row.source_id].language if row.source_id else None
        record = revision and edition_record(row, revision, source=source, names=names[revision.pk])
        yield SiteEdition(row, revision, record or None, row.pk in ahead)


def _with_more(thread: Thread, live: dict[int, Revision]) -> set[int]:
    """The editions with a saved version newer than the live one, or with an act to come."""
    newest = (
        Revision.objects.filter(edition__essay__thread=thread).values_list("edition").annotate(Max("number"))
    )
    ahead = {pk for pk, number in newest if pk not in live or live[pk].number != number}
    coming = Publication.objects.filter(edition__essay__thread=thread, instant__gt=clock.now())
    return ahead | set(coming.values_list("edition_id", flat=True))


def _credits(revisions: Iterable[Revision]) -> dict[int, list[CreditRecord]]:
    found: dict[int, list[CreditRecord]] = {revision.pk: [] for revision in revisions}
    for chunk in chunks(list(found)):
        rows = Credit.objects.filter(revision__in=chunk).select_related("person")
        for each in rows.order_by("role", "position"):
            person = each.person.slug if each.person else None
            found[each.revision_id].append(
                CreditRecord(each.name, person, each.role, each.affiliation, each.bio)
            )
    return found


def themes_of(thread: Thread) -> list[str]:
    """The slugs of a thread's own themes, in order."""
    return _themes(ThreadTheme.objects.filter(content_object=thread)).get(thread.pk, [])


def _themes(links: QuerySet[Any]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for number, slug in links.order_by("tag__slug").values_list("content_object_id", "tag__slug"):
        found.setdefault(number, []).append(slug)
    return found


def chunks(numbers: Sequence[int], size: int = 500) -> Iterator[Sequence[int]]:
    """The numbers, as many at a time as one query may name."""
    return (numbers[start : start + size] for start in range(0, len(numbers), size))


def threads_of_essays(slugs: Sequence[str]) -> Iterator[tuple[str, int]]:
    """For each of these addresses that is, or was, an essay's: the address and the number of its thread."""
    for start in range(0, len(slugs), 500):
        some = slugs[start : start + 500]
        yield from Essay.objects.filter(slug__in=some).values_list("slug", "thread_id")
        former = Essay.objects.filter(former_slugs__slug__in=some)
        yield from former.values_list("former_slugs__slug", "thread_id")


def other_prompt(thread: Thread, slug: str) -> str:
    """The address of the thread's prompt where it neither is nor was ``slug``, else ""."""
    prompt = thread.essays.filter(kind=Essay.Kind.PROMPT).first()
    if prompt is None or prompt.slug == slug or prompt.former_slugs.filter(slug=slug).exists():
        return ""
    return prompt.slug
