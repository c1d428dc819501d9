"""Which texts say a phrase, of those that have all its words: they are read, and each of them once.

What was read is kept with the catalogue. How much is read for one query is bounded by the site's size.
"""

from collections.abc import Mapping

from responses.search.catalogue import CODES, Catalogue, Sets, either
from responses.threads.lookups import saying

# To read a text costs as much as to look for so many phrases in it; and for one query there are so many such
# looks for each essay of the site: three phrases, where every text has all their words.
READING, LOOKS = 4, 7

# The texts in which each pattern is to be looked for.
Wanted = Mapping[str, Sets]


def work(wanted: Wanted) -> int:
    """How many looks it is, if nothing is kept: so that what is found depends on live texts only."""
    return (READING + len(wanted)) * _count(_together(wanted)) if wanted else 0


def is_bounded(catalogue: Catalogue, wanted: Wanted) -> bool:
    """Whether one query may ask for so much; one phrase it always may."""
    return len(wanted) < 2 or work(wanted) <= LOOKS * catalogue.size


def read(catalogue: Catalogue, wanted: Wanted) -> dict[str, Sets]:
    """The texts that say each of the patterns, among those that are wanted. At most one query."""
    kept = {pattern: catalogue.read.get(pattern, (_NONE, _NONE)) for pattern in wanted}
    missing = {code: _unread(wanted, kept, code) for code in CODES}
    if revisions := catalogue.revisions(missing):
        said = saying(list(wanted), revisions)
        for pattern, found in zip(wanted, said, strict=True):
            known, met = kept[pattern]
            kept[pattern] = _joined(known, missing), _joined(met, catalogue.sets(found))
        catalogue.keep_read(kept)
    return {
        pattern: {code: sets[code] & kept[pattern][1][code] for code in CODES}
        for pattern, sets in wanted.items()
    }


_NONE: Sets = dict.fromkeys(CODES, 0)


def _unread(wanted: Wanted, kept: Mapping[str, tuple[Sets, Sets]], code: str) -> int:
    return either({pattern: sets[code] & ~kept[pattern][0][code] for pattern, sets in wanted.items()})


def _together(wanted: Wanted) -> Sets:
    return {code: either({pattern: sets[code] for pattern, sets in wanted.items()}) for code in CODES}


def _count(sets: Sets) -> int:
    return sum(each.bit_count() for each in sets.values())


def _joined(first: Sets, second: Sets) -> Sets:
    return {code: first[code] | second[code] for code in CODES}
