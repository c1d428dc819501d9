"""Which items of one sequence are which of another: the longest agreement, found in bounded time.

A minimal edit script (Myers) where that is cheap; between items that occur once in both (patience) where the
sequences are long. When the budget is used up, what is left counts as replaced: coarser, never wrong.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence

Pairs = list[tuple[int, int]]

SHORT = 600  # items of both together: up to here the minimal script is affordable
CALL = 150_000  # steps that one stretch may take; about a tenth of a second


class Budget:
    """Steps that a whole comparison may still take."""

    def __init__(self, steps: int = 600_000) -> None:
        self.steps = steps


def matching(one: Sequence[Hashable], other: Sequence[Hashable], budget: Budget) -> Pairs:
    """Return pairs of indices of equal items, both rising; as many as the budget lets be found."""
    numbers: dict[Hashable, int] = {}
    a = [numbers.setdefault(item, len(numbers)) for item in one]
    b = [numbers.setdefault(item, len(numbers)) for item in other]
    found: Pairs = []
    waiting = [(0, len(a), 0, len(b))]
    while waiting:
        i, i_end, j, j_end = _trimmed(a, b, waiting.pop(), found)
        if i == i_end or j == j_end:
            continue
        long = i_end - i + j_end - j > SHORT
        anchors = [(i + x, j + y) for x, y in _anchors(a[i:i_end], b[j:j_end])] if long else []
        if not anchors:
            found += [(i + x, j + y) for x, y in _shortest(a[i:i_end], b[j:j_end], budget)]
            continue
        found += anchors
        for x, y in [*anchors, (i_end, j_end)]:
            waiting.append((i, x, j, y))
            i, j = x + 1, y + 1
    return sorted(found)


def rising(numbers: Sequence[int]) -> list[int]:
    """Return the places of a longest rising subsequence of distinct numbers."""
    tails: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(tails, number)
        tails[at : at + 1] = [number]
        places[at : at + 1] = [place]
        before.append(places[at - 1] if at else -1)
    chain: list[int] = []
    place = places[-1] if places else -1
    while place >= 0:
        chain.append(place)
        place = before[place]
    return chain[::-1]


def _trimmed(
    a: list[int], b: list[int], stretch: tuple[int, int, int, int], found: Pairs
) -> tuple[int, int, int, int]:
    """The stretch without its equal ends, which are found."""
    i, i_end, j, j_end = stretch
    while i < i_end and j < j_end and a[i] == b[j]:
        found.append((i, j))
        i, j = i + 1, j + 1
    while i < i_end and j < j_end and a[i_end - 1] == b[j_end - 1]:
        i_end, j_end = i_end - 1, j_end - 1
        found.append((i_end, j_end))
    return i, i_end, j, j_end


def _anchors(a: list[int], b: list[int]) -> Pairs:
    """Items that occur once in both, without those that crossed others."""
    once = {item for item, times in Counter(a).items() if times == 1}
    once &= {item for item, times in Counter(b).items() if times == 1}
    place = {item: j for j, item in enumerate(b) if item in once}
    pairs = [(i, place[item]) for i, item in enumerate(a) if item in once]
    return [pairs[n] for n in rising([j for _i, j in pairs])]


def _shortest(a: list[int], b: list[int], budget: Budget) -> Pairs:
    """Myers' greedy search; nothing when it would take more steps than are left."""
    furthest = {1: 0}
    trace: list[dict[int, int]] = []
    steps = min(CALL, budget.steps)
    for distance in range(len(a) + len(b) + 1):
        steps -= 2 * distance + 1
        if steps < 0:
            break
        trace.append(dict(furthest))
        for k in range(-distance, distance + 1, 2):
            down = k == -distance or (k != distance and furthest[k - 1] < furthest[k + 1])
            x = furthest[k + 1] if down else furthest[k - 1] + 1
            begun = x
            while x < len(a) and 0 <= x - k < len(b) and a[x] == b[x - k]:
                x += 1
            steps -= x - begun
            furthest[k] = x
            if x >= len(a) and x - k >= len(b):
                budget.steps -= min(CALL, budget.steps) - max(steps, 0)
                return _walked_back(trace, x, x - k)
    budget.steps -= min(CALL, budget.steps)
    return []


def _walked_back(trace: list[dict[int, int]], x: int, y: int) -> Pairs:
    pairs: Pairs = []
    for distance in range(len(trace) - 1, -1, -1):
        furthest, k = trace[distance], x - y
        down = k == -distance or (k != distance and furthest[k - 1] < furthest[k + 1])
        before = k + 1 if down else k - 1
        from_x = furthest[before]
        from_y = from_x - before
        while x > max(from_x, 0) and y > max(from_y, 0):
            x, y = x - 1, y - 1
            pairs.append((x, y))
        x, y = from_x, from_y
    return pairs
