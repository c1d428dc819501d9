"""Plans carried out, through the services."""

from collections.abc import Iterable
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from responses.interchange import answers, marks
from responses.interchange.plans import EssayPlan, Plan, ThreadPlan, Verdict, mark_of
from responses.interchange.records import (
    CreditRecord,
    EditionRecord,
    EssayRecord,
    PersonRecord,
    ThemeRecord,
    ThreadRecord,
    fingerprint,
)
from responses.interchange.site import SiteEssay, find_person, find_theme
from responses.lib import clock
from responses.lib.dates import PartialDate
from responses.lib.versions import StaleRow
from responses.people.models import Person
from responses.people.services import save_person
from responses.threads.models import Byline, Edition, Essay, Theme, Thread
from responses.threads.services.batches import EditionDraft, EssayDraft, publish_essays
from responses.threads.services.editions import Content, CreditLine, add_edition, save_revision
from responses.threads.services.essays import create_thread, save_essay, set_bylines
from responses.threads.services.publishing import publish
from responses.threads.services.themes import save_theme
from responses.threads.services.versions import save_if_current

NOTE = "import"


class Rows:
    """The people and themes that essays name, read once a run."""

    def __init__(self) -> None:
        self._people: dict[str, Person] = {}
        self._themes: dict[str, Theme] = {}

    def person(self, slug: str) -> Person:
        if slug not in self._people and (found := find_person(slug)):
            self._people[slug] = found
        return self._people[slug]

    def themes(self, slugs: Iterable[str]) -> list[Theme]:
        for slug in slugs:
            if slug not in self._themes and (found := find_theme(slug)):
                self._themes[slug] = found
        return [self._themes[slug] for slug in slugs]


class Unwritable(Exception):
    """A person or theme that the site refuses; ``str()`` says why."""

    def __init__(self, record: PersonRecord | ThemeRecord, error: ValidationError | StaleRow) -> None:
        self.record = record
        super().__init__("; ".join(error.messages) if isinstance(error, ValidationError) else str(error))


@transaction.atomic
def write_people_and_themes(
    people: Iterable[Plan[PersonRecord, Person]], themes: Iterable[Plan[ThemeRecord, Theme]]
) -> None:
    """All of them or none. Raises ``Unwritable``."""
    for theme in themes:
        if theme.verdict in (Verdict.NEW, Verdict.CHANGED):
            marks.leave(_write_theme(theme.record, theme.row), left=fingerprint(theme.record))
    for person in people:
        if person.verdict in (Verdict.NEW, Verdict.CHANGED):
            marks.leave(_write_person(person.record, person.row), left=fingerprint(person.record))


def _write_person(record: PersonRecord, row: Person | None) -> Person:
    person = row or Person(slug=record.slug)
    person.texts, person.facts = record.texts, record.facts
    person.is_pseudonym = record.is_pseudonym
    person.birth_year, person.death_year = record.birth_year, record.death_year
    try:
        return save_person(person=person)
    except (ValidationError, StaleRow) as error:
        raise Unwritable(record, error) from None


def _write_theme(record: ThemeRecord, row: Theme | None) -> Theme:
    theme = row or Theme(slug=record.slug, position=_next_position())
    theme.texts = record.texts
    try:
        return save_theme(theme=theme)
    except (ValidationError, StaleRow) as error:
        raise Unwritable(record, error) from None


def _next_position() -> int:
    last = Theme.objects.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


@transaction.atomic
def write_thread(plan: ThreadPlan, rows: Rows) -> None:
    """All of a thread or nothing."""
    thread = _write_bare_thread(plan.thread, rows)
    for each in plan.essays:
        if each.verdict == Verdict.CHANGED and each.row:
            _change_essay(each.record, each.row, rows)
    places = _places(plan.essays, thread)
    drafts = [
        _draft(each.record, places[each.record.slug], rows)
        for each in plan.essays
        if each.verdict == Verdict.NEW
    ]
    if drafts:
        made = publish_essays(thread=thread, drafts=drafts, note=NOTE)
        records = {each.record.slug: each.record for each in plan.essays}
        marks.leave_all(((row, mark_of(records[slug])) for slug, row in made.items()), clock.now())
    # Last, for what they answer may have come, or changed, with them.
    written = [each.record for each in plan.essays if each.verdict in (Verdict.NEW, Verdict.CHANGED)]
    if written:
        answers.write({each.slug: each for each in thread.essays.all()}, written)


def _write_bare_thread(plan: Plan[ThreadRecord, Thread], rows: Rows) -> Thread:
    record, thread = plan.record, plan.row
    if thread and plan.verdict in (Verdict.SAME, Verdict.KEPT):
        return thread
    themes = rows.themes(record.themes)
    thread = thread or create_thread(texts=record.texts, user=None, slug=record.slug)
    said = (record.texts, record.facts, record.state)
    if said != (thread.texts, thread.facts, thread.state):
        thread.texts, thread.facts, thread.state = said
        save_if_current(thread)
    thread.themes.set(themes)
    marks.leave(thread, left=fingerprint(record))
    return thread


def _places(plans: list[EssayPlan], thread: Thread) -> dict[str, int]:
    """Where each new essay stands: after its predecessor in the file; those behind it move on.

    The order of essays that are on the site already is the editors'; nothing here changes it.
    """
    here = dict(Essay.objects.filter(thread=thread).in_thread_order().values_list("slug", "position"))
    following: dict[str | None, list[str]] = {}
    before: str | None = None
    for plan in plans:
        if plan.row:
            before = plan.row.row.slug
        else:
            following.setdefault(before, []).append(plan.record.slug)
    order = [*following.get(None, []), *(each for slug in here for each in [slug, *following.get(slug, [])])]
    places = {slug: place for place, slug in enumerate(order)} if following else here
    for slug, position in here.items():
        if places[slug] != position:
            Essay.objects.filter(slug=slug).update(position=places[slug])
    return places


def _draft(record: EssayRecord, position: int, rows: Rows) -> EssayDraft:
    return EssayDraft(
        slug=record.slug,
        kind=record.kind,
        position=position,
        responding_to=record.responding_to,
        dated=_dated(record.date),
        themes=rows.themes(record.themes),
        facts=record.facts,
        short_id=record.short_id,
        editions=[
            EditionDraft(
                language=each.language,
                kind=each.kind,
                content=_content(each, rows),
                source=each.source,
                reviewed=each.reviewed,
                facts=each.facts,
            )
            for each in record.editions
        ],
    )


def _dated(date: PartialDate) -> dict[str, int | str | None]:
    return {
        "dated_precision": date.precision,
        "dated_year": date.year,
        "dated_month": date.month,
        "dated_day": date.day,
        "dated_words": date.words,
    }


def _content(record: EditionRecord, rows: Rows) -> Content:
    return Content(
        title=record.title,
        body=record.body,
        summary=record.summary,
        credits=tuple(_line(each, rows) for each in record.credits),
    )


def _line(credit: CreditRecord, rows: Rows) -> CreditLine:
    person = rows.person(credit.person) if credit.person else None
    return CreditLine(credit.name, person, credit.role, credit.affiliation, credit.bio)


def _change_essay(record: EssayRecord, site: SiteEssay, rows: Rows) -> None:
    essay = site.row
    if site.record != replace(record, editions=()):
        _change_own(essay, record, rows)
    for each in _in_order_of_sources(record.editions):
        here = site.editions.get(each.language)
        if here is None or here.record != each:
            _change_edition(essay, each, rows)
    for role in Byline.Role.values:
        names = (credit for each in record.editions for credit in each.credits)
        people = [rows.person(each.person) for each in names if each.person and each.role == role]
        set_bylines(essay=essay, people=people, role=role)
    marks.leave(essay, **mark_of(record))


def _change_own(essay: Essay, record: EssayRecord, rows: Rows) -> None:
    essay.kind, essay.facts = record.kind, record.facts
    essay.responding_to = (
        Essay.objects.get(thread=essay.thread_id, slug=record.responding_to) if record.responding_to else None
    )
    for name, value in _dated(record.date).items():
        setattr(essay, name, value)
    save_essay(essay=essay)
    essay.themes.set(rows.themes(record.themes))


def _in_order_of_sources(editions: Iterable[EditionRecord]) -> list[EditionRecord]:
    by_language = {each.language: each for each in editions}

    def depth(edition: EditionRecord) -> int:
        return 1 + depth(by_language[edition.source]) if edition.source in by_language else 0

    return sorted(by_language.values(), key=depth)


def _change_edition(essay: Essay, record: EditionRecord, rows: Rows) -> None:
    source = Edition.objects.filter(essay=essay, language=record.source).first() if record.source else None
    edition = Edition.objects.filter(essay=essay, language=record.language).first() or add_edition(
        essay=essay, language=record.language, kind=record.kind, source=source
    )
    edition.kind, edition.source, edition.facts = record.kind, source, record.facts
    if record.reviewed != (edition.reviewed_at is not None):
        edition.reviewed_at = clock.now() if record.reviewed else None
    edition.full_clean()
    edition.save()
    revision = save_revision(
        edition=edition,
        content=_content(record, rows),
        user=None,
        based_on=edition.latest,
        made_from=source.latest if source else None,
        note=NOTE,
    )
    publish(revision=revision, user=None)
