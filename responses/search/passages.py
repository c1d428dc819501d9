"""The words of a result that show why it was found, in the text's own script."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from responses.lib import sentences, terms
from responses.lib.chinese import has_han
from responses.search.query import Clause, Part, Query

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
    lines = folded.split("\n")[: len(parts)]
    met = [_met(clause, lines, parts) for clause in query.words]
    met += [_standing([pair], lines) for pair in query.pairs]
    counted = Counter(chain.from_iterable(met))
    if not counted:
        return []
    best = min(counted, key=lambda number: (-counted[number], number))
    at = min(each[best] for each in met if best in each)
    return _cut(query, _near(parts[best], at / max(1, len(lines[best]))))


def _met(clause: Clause, lines: Sequence[str], parts: Sequence[str]) -> dict[int, int]:
    """In which lines a clause is met, and where; if in none as it was typed, then with a hyphen in a word."""
    found = _standing([terms.pattern(option.words) for option in clause.options], lines)
    single = [option for option in clause.options if len(option.words) == 1] if not found else []
    for option in single:
        halves = [terms.pattern(both) for both in terms.halves(option.words[0])]
        standing = _standing(halves, lines)
        found |= {n: at for n, at in standing.items() if any(_matches(list(terms.words(parts[n])), option))}
    return found


def _standing(patterns: Sequence[str], lines: Sequence[str]) -> dict[int, int]:
    """The lines but the first in which one of the patterns stands, and where the first of them does."""
    found = {}
    for number, line in enumerate(lines[1:], 1):
        if places := [line.find(pattern) for pattern in patterns if pattern in line]:
            found[number] = min(places)
    return found


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
    kept, insertions = terms.past_insertions(read, text)
    options = [option for clause in query.words for option in clause.options]
    ways = [read, kept] if insertions else [read]
    found = sorted({span for option in options for way in ways for span in _matches(way, option)})
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
            # Met by what a hyphen joins, which is kept with the second half.
            begin = word if word.term == first else read[place - 1]
            yield begin.start, group[-1].end
