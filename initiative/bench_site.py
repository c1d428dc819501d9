"""A site of any size for measuring: every kind of row that a real one has, the same for the same seed.

Rows are written in bulk but obey every constraint and trigger; live periods follow from publications by
the one definition of *live*.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from django.db import models, transaction
from django.utils.text import slugify

from initiative.bench_plan import YEARS, Planned, dated, languages, parent_of, sizes, state
from initiative.bench_texts import NOUNS, Writer
from responses.lib.sentences import first
from responses.lib.short_ids import short_id
from responses.people.models import Person
from responses.threads.models import (
    Byline,
    Credit,
    Edition,
    Essay,
    EssayTheme,
    LivePeriod,
    Passage,
    Publication,
    Revision,
    SearchText,
    Theme,
    Thread,
    ThreadTheme,
)
from responses.threads.services.editions import Content, CreditLine
from responses.threads.services.finding import search_text
from responses.threads.services.likeness import liken_new
from responses.threads.services.publishing import live_periods_of

THEMES = 14
LANGUAGES = ("en", "zh-hans", "zh-hant")
BEGINNING = datetime(2012, 1, 1, tzinfo=UTC)
YEARS_ON_THE_SITE = 12
NEVER_YET = datetime(2990, 1, 1, tzinfo=UTC)
ORDER: tuple[type[models.Model], ...] = (
    Person,
    Theme,
    Thread,
    ThreadTheme,
    Essay,
    EssayTheme,
    Byline,
    Edition,
    Revision,
    Credit,
    Passage,
    Publication,
    LivePeriod,
    SearchText,
)
BATCH = 5000


@dataclass
class Rows:
    """Rows not yet written, by table; numbered here, so that nothing waits for the database."""

    waiting: dict[type[models.Model], list[models.Model]] = field(default_factory=dict)
    numbers: dict[type[models.Model], Iterator[int]] = field(default_factory=dict)

    def add(self, table: type[models.Model], **values: Any) -> Any:
        row = table(pk=next(self.numbers.setdefault(table, count(1))), **values)
        self.waiting.setdefault(table, []).append(row)
        return row

    def write(self, *, at_least: int = 1) -> None:
        if sum(map(len, self.waiting.values())) >= at_least:
            for table in ORDER:
                table._default_manager.bulk_create(self.waiting.pop(table, []), batch_size=500)


@transaction.atomic
def build(responses: int, *, seed: int = 1) -> None:
    """Fill an empty, migrated database."""
    builder = Builder(responses, seed)
    builder.lay_themes_and_people()
    for number, size in enumerate(sizes(responses)):
        builder.add_thread(number, size)
        builder.rows.write(at_least=BATCH)
    builder.rows.write()
    liken_new()


class Builder:
    """Adds threads one after the other; everything that chance decides comes from one seed."""

    def __init__(self, responses: int, seed: int) -> None:
        self.writer = Writer(seed)
        self.random = self.writer.random
        self.rows = Rows()
        self.turns = count()
        self.originals: dict[int, Revision] = {}
        self.names: set[str] = set()
        self.people_wanted = max(3, responses // 5)
        self.step = timedelta(days=365 * YEARS_ON_THE_SITE) / len(sizes(responses))

    # --- People and themes

    def lay_themes_and_people(self) -> None:
        self.themes = [self._theme(number) for number in range(THEMES)]
        self.people = [self._person(number) for number in range(self.people_wanted)]

    def _theme(self, number: int) -> Theme:
        outline, name = self.writer.outline(), f"{NOUNS[2 * number]} and {NOUNS[2 * number + 1]}".capitalize()
        texts = {
            code: {
                "title": name if code == "en" else self.writer.text(outline, code).title,
                "description": f"<p>{self.writer.text(outline, code).first_sentence}</p>",
            }
            for code in LANGUAGES
        }
        return self.rows.add(Theme, name=name, slug=slugify(name), texts=texts, position=number)

    def _person(self, number: int) -> Person:
        names, place = self.writer.name(), self.writer.one(NOUNS).capitalize()
        places = {"en": f"University of {place}", "zh-hans": "东方大学", "zh-hant": "東方大學"}
        texts = {
            code: {
                "name": names[code],
                "affiliation": places[code],
                "bio": f"<p>{names[code]} teaches history at the {places[code]}.</p>",
            }
            for code in LANGUAGES
        }
        slug = f"{slugify(names['en'])}-{number}"
        person = self.rows.add(Person, slug=slug, texts=texts)
        person.set_sort_keys()
        return person

    # --- Threads and essays

    def add_thread(self, number: int, size: int) -> None:
        outline, beginning = self.writer.outline(), BEGINNING + number * self.step
        texts = {code: self.writer.text(outline, code) for code in LANGUAGES[: 1 + number % 3]}
        thread = self.rows.add(
            Thread,
            slug=f"thread-{number}",
            texts={
                code: {"title": text.title, "framing": f"<p>{text.first_sentence}</p>"}
                for code, text in texts.items()
            },
        )
        themes = self.random.sample(self.themes, self.random.randrange(1, 3))
        for theme in themes:
            self.rows.add(ThreadTheme, content_object=thread, tag=theme)
        for planned in self._plan(thread, number, size, beginning):
            self._add_essay(planned, themes)

    def _plan(self, thread: Thread, number: int, size: int, beginning: datetime) -> list[Planned]:
        parents = {each: parent_of(self.random, number, each) for each in range(1, size + 1)}
        if number % 4 == 0:
            parents[size + 1] = 0  # the closing reply
        # Each year on sites of every size, so that a list of years is as long.
        dated_year = YEARS[number] if number < len(YEARS) else self.random.choice(YEARS)
        essays: list[Essay] = []
        for position in range(len(parents) + 1):
            kind = "prompt" if not position else "closing_reply" if position > size else "response"
            target = essays[parents[position]] if position else None
            essays.append(self._essay(thread, kind, position, target, dated_year))
        hidden = number % 50 == 9  # a whole thread still in the making
        answered = set(parents.values())
        return [
            Planned(
                row=essay,
                outline=self.writer.outline(),
                authors=self.random.sample(self.people, 2 if self.random.random() < 0.1 else 1),
                languages=languages(self.random),
                state="draft" if hidden else state(next(self.turns), position, position in answered),
                instant=beginning + timedelta(hours=6 * position),
            )
            for position, essay in enumerate(essays)
        ]

    def _essay(self, thread: Thread, kind: str, position: int, target: Essay | None, year: int) -> Essay:
        words = f"{self.random.choice(NOUNS)}-{self.random.choice(NOUNS)}"
        slug = f"{words}-{thread.pk}-{position}"
        name = next(found for attempt in count() if (found := short_id(slug, attempt)) not in self.names)
        self.names.add(name)
        return self.rows.add(
            Essay,
            thread=thread,
            kind=kind,
            responding_to=target,
            slug=slug,
            short_id=name,
            position=position,
            next_paragraph=12,
            **dated(self.random, year),
        )

    # --- Editions and what is public of them

    def _add_essay(self, planned: Planned, themes: list[Theme]) -> None:
        for theme in themes:
            self.rows.add(EssayTheme, content_object=planned.row, tag=theme)
        for place, author in enumerate(planned.authors):
            self.rows.add(Byline, essay=planned.row, person=author, position=place)
        made: dict[str, Revision] = {}
        for language, kind in planned.languages:
            source = made.get("zh-hans" if kind == "conversion" and "zh-hans" in made else "original")
            edition = self.rows.add(
                Edition,
                essay=planned.row,
                language=language,
                kind=kind,
                source=source.edition if source else None,
            )
            revision = self._revision(edition, planned, number=1, source=source)
            made[language] = made[kind] = revision
            waits = kind == "translation" and self.random.random() < 0.1
            self._publish(edition, revision, planned, "draft" if waits else planned.state)
        self.originals[planned.row.pk] = made["original"]
        if planned.row.responding_to and planned.row.pk % 3:
            self._answer(planned.row, self.originals[planned.row.responding_to.pk])

    def _answer(self, essay: Essay, answered: Revision) -> None:
        """Words of two paragraphs of what it responds to: a sentence of one, the whole of another."""
        texts = [each for each in answered.paragraphs.items() if each[1]]
        places = {essay.pk % len(texts), 7 * essay.pk % len(texts)}
        for position, place in enumerate(sorted(places)):
            number, text = texts[place]
            words = "" if position else first(text, limit=1000)
            self.rows.add(
                Passage, essay=essay, revision=answered, paragraph=number, words=words, position=position
            )

    def _revision(
        self, edition: Edition, planned: Planned, *, number: int, source: Revision | None = None
    ) -> Revision:
        text = self.writer.text(planned.outline, edition.language)
        printed = [self._credit(author, edition.language) for author in planned.authors]
        content = Content(title=text.title, summary=text.summary, body=text.body, credits=printed)
        revision = self.rows.add(
            Revision,
            edition=edition,
            number=number,
            title=text.title,
            summary=text.summary,
            body=text.body,
            first_sentence=text.first_sentence,
            paragraph_ids=list(range(1, len(planned.outline.paragraphs) + 1)),
            words=text.length.words,
            characters=text.length.characters,
            made_from=source,
            hash=content.hash(),
        )
        for place, each in enumerate(printed):
            self.rows.add(Credit, revision=revision, position=place, **vars(each))
        return revision

    def _credit(self, person: Person, language: str) -> CreditLine:
        texts = person.texts[language]
        return CreditLine(
            name=texts["name"], person=person, affiliation=texts["affiliation"], bio=texts["bio"]
        )

    def _publish(self, edition: Edition, revision: Revision, planned: Planned, state: str) -> None:
        acts, newest = [], revision
        if state != "draft":
            instant = NEVER_YET if state == "scheduled" else planned.instant
            acts.append(self._act(edition, revision, "publish", instant))
        if state == "live" and self.random.random() < 0.1:
            newest = self._revision(edition, planned, number=2, source=revision.made_from)
            acts.append(self._act(edition, newest, "publish", planned.instant + timedelta(days=30)))
        if state == "withdrawn":
            acts.append(self._act(edition, revision, "withdraw", planned.instant + timedelta(days=60)))
        self.rows.waiting.setdefault(SearchText, []).append(search_text(newest))
        spans = live_periods_of(acts)
        for starts, ends, shown in spans:
            self.rows.add(
                LivePeriod,
                edition=edition,
                essay=planned.row,
                revision_id=shown,
                language=edition.language,
                starts=starts,
                ends=ends,
                first=spans[0][0],
            )

    def _act(self, edition: Edition, revision: Revision, action: str, instant: datetime) -> Publication:
        note = "Withdrawn at the author’s wish." if action == "withdraw" else ""
        return self.rows.add(
            Publication, edition=edition, revision=revision, action=action, instant=instant, note=note
        )
