"""Which texts say a phrase, of those that have all its words: they are read, and each of them once.

What was read is kept with the catalogue. How much is read for one query is bounded by the site's size.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import reduce
from typing import NamedTuple

from responses.search.catalogue import CODES, Catalogue, Sets
from responses.threads.lookups import saying

# Where it takes longest, on PostgreSQL, to look for a phrase in a text takes as long as to read it, and as to
# be told that so many texts have a word.
TOLD = 8
# So much is done for one query, on a site of so many essays or fewer: enough for two phrases where two texts
# of three have all their words, for more where fewer have. On a larger one as much for each essay.
LOOKS, ESSAYS = 20_000, 10_000

# The texts in which each pattern is to be looked for.
Wanted = Mapping[str, Sets]


def work(wanted: Wanted) -> int:
    """How many looks it is, whatever is kept: so that what is found depends on live texts alone."""
    return (1 + len(wanted)) * count(_all(wanted.values()))


def bound(catalogue: Catalogue) -> int:
    return max(LOOKS, LOOKS * catalogue.size // ESSAYS)


def read(catalogue: Catalogue, wanted: Wanted, needed: Collection[str] = ()) -> dict[str, Sets]:
    """The texts that say each of the patterns, among those that are wanted and say all that are ``needed``.

    At most one query.
    """
    patterns = sorted(wanted, key=lambda pattern: pattern not in needed)
    kept = {pattern: catalogue.read.get(pattern, _NOTHING) for pattern in patterns}
    unread = _all([_without(wanted[pattern], kept[pattern].known) for pattern in patterns])
    for pattern in needed:
        unread = _without(unread, _without(kept[pattern].known, kept[pattern].met))
    if revisions := catalogue.revisions(unread):
        said = saying(patterns, revisions, len(needed))
        for pattern, found in zip(patterns, map(catalogue.sets, said), strict=True):
            known, met = kept[pattern]
            kept[pattern] = Read(_all([known, unread]), _all([met, found]))
            # Of what lacks this, nothing further was read.
            unread = found if pattern in needed else unread
        catalogue.keep_read(kept)
    return {
        pattern: reduce(_both, (kept[each].met for each in needed), _both(sets, kept[pattern].met))
        for pattern, sets in wanted.items()
    }


class Read(NamedTuple):
    """The texts in which a pattern was looked for, and those of them that have it."""

    known: Sets
    met: Sets


_NOTHING = Read(dict.fromkeys(CODES, 0), dict.fromkeys(CODES, 0))


def _all(several: Iterable[Sets]) -> Sets:
    return reduce(
        lambda first, second: {code: first[code] | second[code] for code in CODES}, several, _NOTHING.met
    )


def _both(first: Sets, second: Sets) -> Sets:
    return {code: first[code] & second[code] for code in CODES}


def _without(first: Sets, second: Sets) -> Sets:
    return {code: first[code] & ~second[code] for code in CODES}


def count(sets: Sets) -> int:
    return sum(each.bit_count() for each in sets.values())
