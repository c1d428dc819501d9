"""The map of a dialogue: which words an essay answers, and who takes up a paragraph."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery

from responses.lib import prose
from responses.lib.quoting import counterpart, printed
from responses.reading.prepared import Prepared
from responses.reading.rows import EssayRow
from responses.threads.models import LivePeriod, Passage


class Taken(NamedTuple):
    """What one live essay answers: words ('' is all) of a paragraph, chosen in a version in ``language``.

    ``said`` is when that version was first live; None when it never was, and then its words never show.
    """

    essay: int
    responding_to: int
    paragraph: int
    words: str
    language: str
    said: datetime | None


TAKEN = ("essay", "essay__responding_to", "paragraph", "words", "revision__edition__language", "said")


@dataclass
class Text:
    """One live edition of a text that is answered."""

    language: str
    body: str
    paragraph_ids: list[int]

    @cached_property
    def paragraphs(self) -> dict[int, str]:
        return dict(zip(self.paragraph_ids, prose.paragraphs(self.body), strict=False))


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a text for a page: in ``language``, as they stand there now in that paragraph.

    ``said`` is set when they do not stand there any more: when they were published.
    """

    words: str
    language: str
    paragraph: int
    is_whole: bool
    said: datetime | None = None


def quotations(taken: Iterable[Taken], texts: Mapping[str, Text], shown: str) -> list[Quotation]:
    """The words for a page that shows the answered text in the language ``shown``.

    ``texts`` are its live editions by language. What none of them has, and no reader ever saw, is left out.
    """
    found = (_quotation(each, texts, shown) for each in taken)
    return [each for each in found if each]


def _quotation(taken: Taken, texts: Mapping[str, Text], shown: str) -> Quotation | None:
    here = _paragraph(texts, shown, taken.paragraph)
    chosen = _paragraph(texts, taken.language, taken.paragraph)
    now = printed(taken.words, chosen) if taken.words else chosen
    if now and shown != taken.language and here:
        words = counterpart(now, chosen, here)
        return Quotation(words, shown, taken.paragraph, words == here)
    if now:
        return Quotation(now, taken.language, taken.paragraph, now == chosen)
    if taken.words and taken.said and (shown == taken.language or not here):
        return Quotation(taken.words, taken.language, taken.paragraph, False, taken.said)
    return Quotation(here, shown, taken.paragraph, True) if here else None


def _paragraph(texts: Mapping[str, Text], language: str, number: int) -> str:
    return texts[language].paragraphs.get(number, "").strip() if language in texts else ""


def takers(taken: Iterable[Taken], essay: int, rows: Mapping[int, EssayRow]) -> dict[int, list[EssayRow]]:
    """Who takes up which paragraph of ``essay``: by its id, in the order of ``taken``."""
    found: dict[int, list[EssayRow]] = {}
    for each in taken:
        if each.responding_to == essay and each.essay in rows:
            found.setdefault(each.paragraph, []).append(rows[each.essay])
    return found


def first_live(revision: str) -> Subquery:
    """When the version that the column ``revision`` names was first live, NULL when it never was."""
    begun = LivePeriod.objects.begun().filter(revision=OuterRef(revision)).order_by("starts")
    return Subquery(begun.values("starts")[:1])


def taken_in_thread(thread: int) -> list[Taken]:
    """What the live essays of a thread answer, in thread order. One query."""
    return [Taken(*values) for values in _in_thread(thread)]


@Prepared
def _in_thread(thread: int) -> QuerySet[Any]:
    found = Passage.objects.published().filter(essay__thread=thread)
    ordered = found.annotate(said=first_live("revision")).order_by("essay__position", "essay", "position")
    return ordered.values_list(*TAKEN)
