"""The words of a result that show why it was found, in the text's own script."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from responses.lib import sentences, terms
from responses.lib.chinese import has_han
from responses.search.query import Part, Query

LETTERS, CHARACTERS = 260, 110
# Of a paragraph longer than this only what is near the place is read.
NEAR = 3_000


class Piece(NamedTuple):
    text: str
    is_marked: bool


def title_pieces(query: Query, title: str) -> list[Piece]:
    return _pieces(title, _spans(query, title[:NEAR]))


def passage(query: Query, folded: str, parts: Sequence[str]) -> list[Piece]:
    """The best of ``parts`` (title, summary, paragraphs, notes) but the title, cut; [] where no word stands.

    Best is what has most of the clauses, and side by side as they were typed; of equals the first. ``folded``
    has a line for each part.
    """
    patterns = [[terms.pattern(option.words) for option in clause.options] for clause in query.words]
    patterns += [[pair] for pair in query.pairs]
    best, most = 0, 0
    lines = folded.split("\n")
    for number, line in enumerate(lines[1:], 1):
        met = sum(any(pattern in line for pattern in options) for options in patterns)
        if met > most:
            best, most = number, met
    if not most or best >= len(parts):
        return []
    at = min(lines[best].find(p) for options in patterns for p in options if p in lines[best])
    return _cut(query, _near(parts[best], at / max(1, len(lines[best]))))


def _near(text: str, share: float) -> str:
    if len(text) <= 2 * NEAR:
        return text
    middle = int(len(text) * share)
    return text[max(0, middle - NEAR) : middle + NEAR]


def _cut(query: Query, text: str) -> list[Piece]:
    spans = _spans(query, text)
    limit = CHARACTERS if has_han(text[:200]) else LETTERS
    if not spans or len(text) <= limit * 1.2:
        return _pieces(text, spans)
    start, end = _window(text, spans, limit)
    inside = [(a - start, b - start) for a, b in spans if a >= start and b <= end]
    pieces = _pieces(text[start:end].rstrip(), inside)
    before = [Piece("… ", False)] if start else []
    return [*before, *pieces, *([Piece(" …", False)] if end < len(text.rstrip()) else [])]


def _window(text: str, spans: Sequence[tuple[int, int]], limit: int) -> tuple[int, int]:
    """Where most marks fit; it begins with a sentence if one begins near enough."""

    def fitting(span: tuple[int, int]) -> tuple[int, int]:
        return sum(span[0] <= a and b <= span[0] + limit * 0.7 for a, b in spans[:200]), -span[0]

    best = max(spans[:200], key=fitting)
    begins = [a for a, _b in sentences.spans(text) if best[0] - limit * 0.5 <= a <= best[0]]
    start = begins[0] if begins else _at_space(text, max(0, int(best[0] - limit * 0.3)), best[0])
    return start, max(_at_space_before(text, min(len(text), start + limit)), best[1])


def _at_space(text: str, start: int, last: int) -> int:
    space = text.find(" ", start, last)
    return space + 1 if start and space >= 0 else start


def _at_space_before(text: str, end: int) -> int:
    space = text.rfind(" ", end - 30, end)
    return space if end < len(text) and space > 0 else end


def _pieces(text: str, spans: Sequence[tuple[int, int]]) -> list[Piece]:
    pieces, here = [], 0
    for start, end in spans:
        pieces += [Piece(text[here:start], False)] if start > here else []
        pieces.append(Piece(text[start:end], True))
        here = end
    return [*pieces, Piece(text[here:], False)] if here < len(text) else pieces


def _spans(query: Query, text: str) -> list[tuple[int, int]]:
    """From where to where the query's words stand, in order, apart from one another."""
    read = list(terms.words(text))
    options = [option for clause in query.words for option in clause.options]
    found = sorted({span for option in options for span in _matches(read, option)})
    apart: list[tuple[int, int]] = []
    for start, end in found:
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _matches(read: Sequence[terms.Word], option: Part) -> Iterator[tuple[int, int]]:
    wanted = [(word.term, word.joins) for word in option.words]
    first, length = wanted[0][0], len(wanted)
    acronyms = {more for word in option.words for more in word.besides if more.endswith("_")}
    for place, word in enumerate(read):
        if word.term != first and first not in word.besides:
            continue
        group = read[place : place + length]
        same = all(
            a.term == term and (a.joins or not joins)
            for a, (term, joins) in zip(group[1:], wanted[1:], strict=False)
        )
        if len(group) == length and same and acronyms <= {more for each in group for more in each.besides}:
            yield group[0].start, group[-1].end
