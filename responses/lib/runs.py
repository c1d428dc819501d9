"""Two rows of units as one row of runs: what stayed, what went, what came."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

from responses.lib.alignment import Budget, Pairs, matching
from responses.lib.units import Marks, Parts, Unit

LONG = 6000  # units of both together; beyond, whole sentences are matched first
Key = tuple[str, str, bool]
_STOPS = frozenset(".!?。！？…")


class Run(NamedTuple):
    """Text under one markup that stayed ("="), went ("-") or came ("+").

    ``was`` is the markup it had before, where it stayed and that is another. ``kind`` is that of a unit.
    """

    op: str
    text: str
    marks: Marks = ()
    was: Marks | None = None
    kind: str = ""
    in_note: bool = False


def runs_between(old: Sequence[Unit], new: Sequence[Unit], budget: Budget) -> tuple[Run, ...]:
    """What became of the old units in the new ones."""
    if old == new:
        # Most paragraphs of most comparisons.
        return tuple(_joined(_all(new, "=")))
    return tuple(_joined(_runs(old, new, _without_coincidence(_pairs(old, new, budget), old, new))))


def _runs(old: Sequence[Unit], new: Sequence[Unit], pairs: Pairs) -> Iterator[Run]:
    i = j = 0
    for x, y in [*pairs, (len(old), len(new))]:
        yield from _replaced(old[i:x], new[j:y])
        if x < len(old):
            yield from _stayed(old[x], new[y])
        i, j = x + 1, y + 1


def _replaced(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[Run]:
    """What went, then what came; the space that both begin with stays."""
    if old and new and old[0].lead and old[0].lead == new[0].lead and not (old[0].kind or new[0].kind):
        yield from (Run("=", old[0].lead, new[0].parts[0][1], in_note=new[0].in_note),)
        old, new = (_leadless(old), _leadless(new))
    yield from _all(old, "-")
    yield from _all(new, "+")


def _leadless(units: Sequence[Unit]) -> list[Unit]:
    first = units[0]
    return [first._replace(lead="", parts=_from(first.parts, len(first.lead))), *units[1:]]


def likeness(old: Sequence[Unit], new: Sequence[Unit], budget: Budget) -> float:
    """How much of the shorter text is in the longer one, from 0 to 1."""
    least = min(len(old), len(new))
    return len(_pairs(old, new, budget)) / least if least else 0.0


def _pairs(old: Sequence[Unit], new: Sequence[Unit], budget: Budget) -> Pairs:
    keys, other = [unit.key for unit in old], [unit.key for unit in new]
    if len(old) + len(new) <= LONG:
        return matching(keys, other, budget)
    return _by_sentences(keys, other, budget)


def _by_sentences(old: list[Key], new: list[Key], budget: Budget) -> Pairs:
    """Match whole sentences, then units between them."""
    ours, theirs = _sentences(old), _sentences(new)
    same = matching([tuple(old[a:b]) for a, b in ours], [tuple(new[a:b]) for a, b in theirs], budget)
    ours, theirs = [*ours, (len(old), len(old))], [*theirs, (len(new), len(new))]
    pairs: Pairs = []
    i = j = 0
    for m, n in [*same, (len(ours) - 1, len(theirs) - 1)]:
        (x, x_end), y = ours[m], theirs[n][0]
        pairs += [(i + p, j + q) for p, q in matching(old[i:x], new[j:y], budget)]
        pairs += [(x + step, y + step) for step in range(x_end - x)]
        i, j = x_end, y + x_end - x
    return pairs


def _sentences(keys: list[Key]) -> list[tuple[int, int]]:
    ends = [place for place, key in enumerate(keys, 1) if key[0] in _STOPS]
    edges = [0, *ends] if ends and ends[-1] == len(keys) else [0, *ends, len(keys)]
    return list(pairwise(edges))


def _without_coincidence(pairs: Pairs, old: Sequence[Unit], new: Sequence[Unit]) -> Pairs:
    """Leave out a lone unit that happens to be in both amid longer changes: nobody reads confetti."""
    edges = [(-1, -1), *pairs, (len(old), len(new))]
    replaced = [min(x - i, y - j) - 1 for (i, j), (x, y) in pairwise(edges)]
    return [
        (x, y)
        for place, (x, y) in enumerate(pairs)
        if old[x].kind or min(replaced[place], replaced[place + 1]) < (4 if len(old[x].text) > 3 else 2)
    ]


def _all(units: Sequence[Unit], op: str) -> Iterator[Run]:
    for unit in units:
        if unit.kind:
            yield Run(op, unit.text, unit.parts[0][1] if unit.parts else (), None, unit.kind, unit.in_note)
        else:
            for text, marks in unit.parts:
                yield Run(op, text, marks, None, "", unit.in_note)


def _stayed(old: Unit, new: Unit) -> Iterator[Run]:
    if old.lead != new.lead:
        yield from (
            Run(op, unit.lead, kind="", in_note=unit.in_note) for op, unit in (("-", old), ("+", new))
        )
    if new.kind:
        marks, was = (unit.parts[0][1] if unit.parts else () for unit in (new, old))
        yield Run("=", new.text, marks, was if was != marks else None, new.kind, new.in_note)
        return
    same = len(new.lead) if old.lead == new.lead else 0
    before, after = (_from(unit.parts, len(unit.lead) - same) for unit in (old, new))
    for text, marks, was in _side_by_side(before, after):
        yield Run("=", text, marks, was if was != marks else None, "", new.in_note)


def _from(parts: Parts, start: int) -> Parts:
    kept = []
    for text, marks in parts:
        if text[start:]:
            kept.append((text[start:], marks))
        start = max(0, start - len(text))
    return tuple(kept)


def _side_by_side(old: Parts, new: Parts) -> Iterator[tuple[str, Marks, Marks]]:
    """One text in pieces that have one markup before and one after."""
    marks_before = [marks for text, marks in old for _char in text]
    new_text = "".join(text for text, _marks in new)
    place = 0
    for text, marks in new:
        for was, same in groupby(marks_before[place : place + len(text)]):
            length = sum(1 for _each in same)
            yield new_text[place : place + length], marks, was
            place += length


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Neighbours that differ in their text only as one."""
    for _alike, group in groupby(runs, key=attrgetter("op", "marks", "was", "kind", "in_note")):
        same = list(group)
        if same[0].kind:
            yield from same
        elif text := "".join(run.text for run in same):
            yield same[0]._replace(text=text)
