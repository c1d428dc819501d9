"""Paragraph ids: given once, carried to the paragraph that a text became, never reused.

Likeness is Dice's coefficient over character grams: pairs for Chinese, fives for other
scripts (pairs of Latin letters are so common that unrelated English paragraphs of usual
length score 0.5 and more; by fives they stay under 0.3, while a third of the words can
change before a paragraph falls under 0.5).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, count

from responses.lib.characters import HAN

ALIKE = 0.5
ALIKE_IN_PLACE = 0.4  # enough where a neighbour was recognised too
HELD_IN_PLACE = 0.8  # there also enough: so much of the shorter one is in the longer, which had more added

_RUN = re.compile(rf"([{HAN}]+)|[^{HAN}]+")
_CANDIDATES = 5
_COMMON = 8  # a gram in more paragraphs than this tells little and costs much


def carry(
    old: Sequence[str], old_ids: Sequence[int], new: Sequence[str], *, next_id: int
) -> tuple[list[int], int]:
    """Return ids for the paragraphs *new* of a revision of *old*, and the new next_id.

    Identical text keeps its id wherever it moved; then the most alike pairs match, so the
    larger part of a split keeps the id, and a merged paragraph has that of its larger part.
    Raises ValueError when *old* and *old_ids* differ in length.
    """
    if len(old) != len(old_ids):
        raise ValueError("Every old paragraph needs exactly one id.")
    source = _identical(old, new)
    _match_alike(old, new, source)
    fresh = count(max(next_id, *(number + 1 for number in old_ids)) if old_ids else next_id)
    ids = [old_ids[source[j]] if j in source else next(fresh) for j in range(len(new))]
    return ids, next(fresh)


def shared(
    source_ids: Sequence[int], source: Sequence[str], target: Sequence[str], *, next_id: int
) -> tuple[list[int], int]:
    """Return ids for a translation's first revision, and the new next_id.

    Paragraphs are paired one to one when their number is equal. Otherwise all are fresh:
    a wrong alignment is worse than none.
    """
    if len(source) == len(target) == len(source_ids):
        return list(source_ids), next_id
    return list(range(next_id, next_id + len(target))), next_id + len(target)


def _identical(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Return {new index: old index} of equal texts, copies in order; exact ones first."""
    source: dict[int, int] = {}
    for form in (str, _folded):
        taken = set(source.values())
        waiting: defaultdict[str, list[int]] = defaultdict(list)
        for i in range(len(old) - 1, -1, -1):
            if i not in taken:
                waiting[form(old[i])].append(i)
        for j, text in enumerate(new):
            if j not in source and waiting[form(text)]:
                source[j] = waiting[form(text)].pop()
    return source


def _folded(text: str) -> str:
    return "".join(text.casefold().split())


def _match_alike(old: Sequence[str], new: Sequence[str], source: dict[int, int]) -> None:
    taken = set(source.values())
    before = {i: _grams(old[i]) for i in range(len(old)) if i not in taken}
    after = {j: _grams(new[j]) for j in range(len(new)) if j not in source}
    pairs = sorted(
        ((_dice(before[i], after[j]), i, j) for i, j in _candidates(before, after)),
        key=lambda pair: (-pair[0], abs(pair[1] - pair[2]), pair[1], pair[2]),
    )
    for least, in_place in ((ALIKE, False), (ALIKE_IN_PLACE, True)):
        for score, i, j in pairs:
            free = i not in taken and j not in source
            if free and score >= least and (not in_place or _neighbours_agree(source, i, j)):
                source[j] = i
                taken.add(i)
    for _score, i, j in pairs:
        free = i not in taken and j not in source
        if free and _neighbours_agree(source, i, j) and _held(before[i], after[j]) >= HELD_IN_PLACE:
            source[j] = i
            taken.add(i)


def _neighbours_agree(source: dict[int, int], i: int, j: int) -> bool:
    return source.get(j - 1) == i - 1 or source.get(j + 1) == i + 1


def _grams(text: str) -> set[str]:
    found: set[str] = set()
    for run in _RUN.finditer(_folded(text)):
        size = 2 if run[1] else 5
        part = run[0]
        found.update([part[at : at + size] for at in range(max(1, len(part) - size + 1))])
    return found


def _dice(one: set[str], other: set[str]) -> float:
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0


def _held(one: set[str], other: set[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _candidates(before: dict[int, set[str]], after: dict[int, set[str]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs worth comparing: for each old paragraph the few that share most rare grams."""
    index = _index(after)
    for i, grams in before.items():
        votes = Counter(chain.from_iterable(index[gram] for gram in grams if gram in index))
        yield from ((i, j) for j, _ in votes.most_common(_CANDIDATES))


def _index(after: dict[int, set[str]]) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for j, grams in after.items():
        for gram in grams:
            found[gram].append(j)
    return {gram: places for gram, places in found.items() if len(places) <= _COMMON}
