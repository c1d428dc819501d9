"""A thread as its page shows it, and threads in a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Count, QuerySet

from responses.languages.codes import LANGUAGES
from responses.languages.paths import address
from responses.lib.texts import pick
from responses.reading.editions import ShownEdition, choose, numbered, share_images
from responses.reading.lookup import withdrawal_note
from responses.reading.passages import Quotation, Taken, Text, quotations, taken_in_thread, takers
from responses.reading.prepared import Prepared
from responses.reading.rows import EssayRow, of_prompts, of_thread, rows_of
from responses.reading.shape import Shape, shape_of
from responses.threads.models import Essay, LivePeriod, Theme, Thread

SIZE = 15
LAST = 2**63 - 1  # no thread has a higher number


class Question:
    """What a thread asks on a page in ``language``, and since when."""

    def __init__(self, thread: Thread, language: str) -> None:
        self.thread = thread
        self.language = language

    @cached_property
    def title(self) -> tuple[str, str]:
        """The question, and the language it is in."""
        return self.thread.title_in(self.language)

    @cached_property
    def framing(self) -> tuple[str, str]:
        """The framing paragraph (HTML of the closed subset), and its language."""
        return pick(self.thread.texts, "framing", self.language)

    @cached_property
    def themes(self) -> list[Theme]:
        return _themes(self.thread.pk)

    @property
    def published_at(self) -> datetime:
        """When the prompt was first live on this site."""
        return self.thread.published_at  # type: ignore[attr-defined]  # annotated by find_thread


class ThreadPage(Question):
    """One public thread on a page in ``language``: prompt in full, every response as a row.

    ``in_full`` brings every text along. The same few queries however long the thread is.
    """

    def __init__(self, thread: Thread, language: str, *, in_full: bool = False) -> None:
        super().__init__(thread, language)
        found = of_thread(thread.pk)
        prompt = next((pk for pk, _slug, kind, *_more in found if kind == Essay.Kind.PROMPT), 0)
        self._rows = rows_of(found, language, cited=prompt)
        self._texts = self._chosen(_all_texts(thread.pk) if in_full else _prompt_texts(thread.pk))

    def _chosen(self, periods: list[LivePeriod]) -> dict[int, ShownEdition]:
        by_essay: dict[int, list[LivePeriod]] = {}
        for period in periods:
            period.essay.thread = self.thread
            by_essay.setdefault(period.essay_id, []).append(period)
        texts = {pk: choose(found[0].essay, found, self.language) for pk, found in by_essay.items()}
        taken = self._taken()
        for pk, text in texts.items():
            text.names = tuple(self._rows[pk].names)
            text.takers = takers(taken, pk, self._rows)
        self.quotations = self._quoted(taken, by_essay, texts)
        share_images(texts.values())
        return texts

    def _taken(self) -> list[Taken]:
        return taken_in_thread(self.thread.pk)

    def _quoted(
        self, taken: list[Taken], periods: dict[int, list[LivePeriod]], shown: dict[int, ShownEdition]
    ) -> dict[int, list[Quotation]]:
        """By essay, the words that it answers, of the texts that the page shows in full."""
        texts = {
            pk: {
                each.language: Text(each.language, each.revision.body, each.revision.paragraph_ids)
                for each in found
            }
            for pk, found in periods.items()
        }
        found: dict[int, list[Quotation]] = {}
        for each in taken:
            if each.essay in shown and each.responding_to in shown:
                text = shown[each.responding_to]
                found.setdefault(each.essay, []).extend(
                    quotations([each], texts[each.responding_to], text.language)
                )
        return found

    @property
    def whole_texts(self) -> list[ShownEdition]:
        """Every text that the page shows in full."""
        return list(self._texts.values())

    @property
    def asks_no_indexing(self) -> bool:
        """Whether an author of these texts wants search engines to leave it out."""
        return any(text.essay.asks_no_indexing for text in self.whole_texts)

    @cached_property
    def rows(self) -> list[EssayRow]:
        """Every live essay but the prompt, in thread order, the closing reply last."""
        return [row for row in in_order(self._rows.values()) if not row.is_prompt]

    @cached_property
    def responses(self) -> list[EssayRow]:
        return [row for row in self.rows if not row.is_closing_reply]

    @cached_property
    def closing_reply(self) -> EssayRow | None:
        return next((row for row in self.rows if row.is_closing_reply), None)

    @cached_property
    def prompt(self) -> ShownEdition | None:
        """The prompt; None when it is withdrawn."""
        return next((text for text in self._texts.values() if text.essay.is_prompt), None)

    @cached_property
    def prompt_row(self) -> EssayRow | None:
        return next((row for row in self._rows.values() if row.is_prompt), None)

    @cached_property
    def withdrawal_note(self) -> str:
        """The public note of the act that withdrew the prompt; asked only when there is none to show."""
        prompt = withdrawn_prompt(self.thread)
        return withdrawal_note(prompt, self.language) if prompt else ""

    @property
    def contents(self) -> list[EssayRow]:
        """Every live essay, the prompt first."""
        return [self.prompt_row, *self.rows] if self.prompt_row else self.rows

    @cached_property
    def shape(self) -> Shape | None:
        """The drawing of the dialogue; None where it would say nothing."""
        return shape_of(self.contents)

    @property
    def state(self) -> str:
        """The thread's state in words: what editors say of it, else what follows from what is live."""
        states = Thread.State
        return str(states(self.thread.state or states.PUBLISHED).label)

    @property
    def pairs(self) -> list[tuple[EssayRow, ShownEdition]]:
        """With ``in_full``: each row with its text."""
        return list(zip(self.rows, self.texts, strict=True))

    @cached_property
    def texts(self) -> list[ShownEdition]:
        """With ``in_full``: the responses' texts in the order of ``rows``."""
        return [self._texts[row.pk] for row in self.rows]

    def answered_by(self, row: EssayRow) -> bool:
        return any(other.responding_to == row.pk for other in self.rows)

    @property
    def languages(self) -> list[tuple[str, str, int]]:
        """``(code, own name, number of responses)`` for each language that has any."""
        counts = {code: sum(code in row.languages for row in self.responses) for code in LANGUAGES}
        return [(code, LANGUAGES[code].name, count) for code, count in counts.items() if count]

    @property
    def addresses(self) -> dict[str, object]:
        """Canonical and alternates: the prompt's, for the thread is where the prompt is read."""
        if self.prompt is None:
            return {}
        return {"canonical": self.prompt.canonical, "alternates": self.prompt.alternates}


def prompt_at(slug: str, language: str) -> ShownEdition | None:
    """The prompt of the thread at this address as a page in ``language`` shows it; None without a live one.

    One query.
    """
    periods = _live_prompt(slug)
    return choose(periods[0].essay, periods, language) if periods else None


def withdrawn_prompt(thread: Thread) -> Essay | None:
    return Essay.objects.withdrawn().filter(prompt_of=thread.pk).first()


def in_order(rows: Iterable[EssayRow]) -> list[EssayRow]:
    """The texts of one thread: the prompt first, the closing reply last."""
    return sorted(rows, key=lambda row: (not row.is_prompt, row.is_closing_reply, row.position, row.pk))


@Prepared
def _all_texts(thread: int) -> QuerySet[LivePeriod]:
    found = LivePeriod.objects.live().filter(essay__thread=thread)
    return found.select_related("essay", "edition", "revision")


@Prepared
def _live_prompt(slug: str) -> QuerySet[LivePeriod]:
    found = LivePeriod.objects.live().filter(essay__thread__slug=slug, essay__kind=Essay.Kind.PROMPT)
    return numbered(found).select_related("essay__thread", "edition", "revision")


@Prepared
def _prompt_texts(thread: int) -> QuerySet[LivePeriod]:
    found = LivePeriod.objects.live().filter(essay__prompt_of=thread)
    return numbered(found).select_related("essay", "edition", "revision")


@Prepared
def _themes(thread: int) -> QuerySet[Theme]:
    return Theme.objects.filter(thread_links__content_object=thread).order_by("position", "pk")


@dataclass(frozen=True)
class ThreadEntry:
    """One thread in the list of threads."""

    thread: Thread
    title: str
    title_language: str
    framing: str
    framing_language: str
    prompt: EssayRow | None
    responses: int

    @property
    def url(self) -> str:
        return address("thread", self.thread.slug)


@dataclass(frozen=True)
class ThreadEntries:
    entries: list[ThreadEntry]
    following: str
    is_first: bool


def thread_entries(language: str, start: str = "") -> ThreadEntries | None:
    """Public threads, the one added last first, from ``start`` on; None when no such thread is listed."""
    anchors = _numbers(start) if start else [LAST]
    if not anchors:
        return None
    found = _newest(anchors[0])
    following = found[SIZE].slug if len(found) > SIZE else ""
    return ThreadEntries(entries_of(found[:SIZE], language), following, not start)


@Prepared
def _numbers(slug: str) -> QuerySet:
    return Thread.objects.published().filter(slug=slug).values_list("pk", flat=True)


@Prepared
def _newest(last: int) -> QuerySet[Thread]:
    found = Thread.objects.published().with_first_publication().filter(pk__lte=last)
    return found.order_by("-pk")[: SIZE + 1]


def entries_of(threads: list[Thread], language: str) -> list[ThreadEntry]:
    """These threads as entries of a list, in their order: three queries however many there are."""
    pks = [thread.pk for thread in threads]
    by_thread = {row.thread_pk: row for row in rows_of(of_prompts(pks), language).values()}
    counts = dict(_counts(pks))
    return [_entry(each, by_thread.get(each.pk), counts.get(each.pk, 0), language) for each in threads]


@Prepared
def _counts(threads: list[int]) -> QuerySet:
    live = Essay.objects.published().filter(thread__in=threads, kind=Essay.Kind.RESPONSE)
    return live.order_by().values_list("thread").annotate(Count("pk"))


def _entry(thread: Thread, prompt: EssayRow | None, responses: int, language: str) -> ThreadEntry:
    title, title_language = thread.title_in(language)
    framing, framing_language = pick(thread.texts, "framing", language)
    return ThreadEntry(thread, title, title_language, framing, framing_language, prompt, responses)
