"""Words quoted from a paragraph: found again in it, and their counterpart in another language."""

import math
import re
from functools import lru_cache

from responses.lib.sentences import spans

LONGEST = 1000  # characters of one quotation


def printed(words: str, text: str) -> str:
    """Return the first place of *words* in *text* as it is printed there; '' when it is nowhere.

    White space of any kind and length counts as the same, between words.
    """
    parts, whole = words.split(), " ".join(text.split())
    plain = " ".join(parts)
    # Most often it is nowhere, or stands there as it is given: then nothing has to be compiled.
    if not parts or plain not in whole:
        return ""
    if whole == text:
        return plain
    found = re.search(r"\s+".join(map(re.escape, parts)), text)
    return found[0] if found else ""


@lru_cache(128)
def counterpart(words: str, text: str, other: str) -> str:
    """Return the sentences of *other*, a translation of *text*, that stand for those with *words* in them.

    Sentences are paired by their lengths in the way of Gale and Church (“A Program for Aligning Sentences in
    Bilingual Corpora”, 1993): one to one, one to two, two to one, or one left out, whatever all together is
    likeliest. When *words* are nowhere, and of texts of very many sentences, all of *other* is returned.
    """
    ours, theirs = spans(text), spans(other)
    start = text.find(words)
    end = start + len(words)
    if start < 0 or not ours or not theirs or len(ours) * len(theirs) > _MOST:
        return other
    chosen = [
        place
        for here, there in _beads(_lengths(ours), _lengths(theirs))
        if any(ours[place][0] < end and start < ours[place][1] for place in here)
        for place in there
    ]
    return other[theirs[chosen[0]][0] : theirs[chosen[-1]][1]] if chosen else other


Bead = tuple[range, range]
# How many sentences stand for how many, and what that costs: minus the logarithm of how often it is so.
_SHAPES = {(1, 1): 0.12, (1, 2): 3.1, (2, 1): 3.1, (2, 2): 4.5, (1, 0): 5.3, (0, 1): 5.3}
_MOST = 10_000  # pairs of sentences that are weighed: a tenth of a second
_SPREAD = 6.8  # Gale and Church: the variance of a sentence's length for each of its characters


def _lengths(sentences: list[tuple[int, int]]) -> list[float]:
    """Their lengths, of a thousand characters in all: languages differ in how many they need."""
    total = sum(end - start for start, end in sentences)
    return [1000 * (end - start) / total for start, end in sentences]


def _beads(ours: list[float], theirs: list[float]) -> list[Bead]:
    """Which sentences stand for which, in order."""
    best: dict[tuple[int, int], tuple[float, Bead]] = {}
    costs = {(0, 0): 0.0}
    for i in range(len(ours) + 1):
        for j in range(len(theirs) + 1):
            ways = [
                (costs[i - a, j - b] + cost + _misfit(sum(ours[i - a : i]), sum(theirs[j - b : j])), (a, b))
                for (a, b), cost in _SHAPES.items()
                if (i - a, j - b) in costs
            ]
            if ways:
                costs[i, j], (a, b) = min(ways)
                best[i, j] = (costs[i, j], (range(i - a, i), range(j - b, j)))
    found, here = list[Bead](), (len(ours), len(theirs))
    while here != (0, 0):
        bead = best[here][1]
        found.append(bead)
        here = (bead[0].start, bead[1].start)
    return found[::-1]


def _misfit(one: float, other: float) -> float:
    """Minus the logarithm of how likely sentences of these lengths stand for each other."""
    if not one or not other:
        return 0.0
    deviation = abs(one - other) / math.sqrt(_SPREAD * (one + other) / 2)
    return -math.log(max(math.erfc(deviation / math.sqrt(2)), 1e-12))
