"""What a query finds among all that is live: exactly which essays, in which order, and how they divide.

Sets of places (``lib/bits``), one for each language: all clauses of a query are met by one edition.
Points are whole numbers and depend on live texts only, so both databases and every process agree, and a
draft moves nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import islice
from operator import or_

from responses.lib import bits
from responses.search.catalogue import CODES, Catalogue, Sets, either
from responses.search.directory import Directory
from responses.search.matching import Matching, level
from responses.search.names import Names
from responses.search.narrowing import Narrowing, Value
from responses.search.query import Clause, Query
from responses.threads.lookups import saying
from responses.threads.services.finding import SUMMARY, THROUGHOUT, TITLE

# Points for where a word stands; they add up, times how rare the word is among what is live.
ANYWHERE, OFTEN, IN_SUMMARY, IN_TITLE, BY_NAME = 1, 2, 2, 5, 6
_LEVELS = ((TITLE, IN_TITLE), (SUMMARY, IN_SUMMARY), (THROUGHOUT, OFTEN))
RAREST = 6
# For two words side by side, as they were typed; looked for in so many of the best.
SIDE_BY_SIDE, LOOKED_AT = 12, 100


@dataclass(frozen=True)
class Hit:
    """An essay, and in which of its live editions it was found."""

    essay: int
    slug: str
    languages: tuple[str, ...]


@dataclass
class Found:
    """``alone`` says how many essays each wanted clause finds by itself, when together they find none;
    ``is_cut`` that the query's end was left out."""

    total: int
    hits: list[Hit]
    following: str
    is_first: bool
    facets: dict[str, list[Value]]
    named: dict[str, list[Names]]
    alone: list[tuple[Clause, int]] = field(default_factory=list)
    is_cut: bool = False


def find(
    query: Query, *, narrowed: Mapping[str, str], by_date: bool = False, start: str = "", size: int = 10
) -> Found:
    """One part of what ``query`` finds, from the essay with the slug ``start`` on, or from the beginning.

    ``narrowed`` is a value for some of ``narrowing.DIMENSIONS``; an unknown one finds nothing. One query.
    """
    search = Search(query)
    sets = search.matching()
    narrowing = Narrowing(search.catalogue, narrowed)
    shown = narrowing.of(sets)
    hits = either(shown)
    order = bits.numbers(hits) if by_date else search.best_first(shown)
    part, following, is_first = search.part(order, shown, start, size)
    return Found(
        total=hits.bit_count(),
        hits=part,
        following=following,
        is_first=is_first,
        facets=narrowing.facets(sets),
        named=search.named(query),
        alone=[] if hits else search.alone(),
        is_cut=search.query.is_cut,
    )


def newest(query: Query, *, narrowed: Mapping[str, str], size: int) -> list[int]:
    """The essays that a query finds, those that came to this site last first. One query."""
    search = Search(query)
    catalogue = search.catalogue
    hits = either(Narrowing(catalogue, narrowed).of(search.matching()))
    came = bits.first_of(catalogue.newest_first, hits, catalogue.size)
    return [catalogue.essays[place] for place in islice(came, size)]


def named_like(query: Query) -> dict[str, list[Names]]:
    """What a query may be the beginning of the name of. One query."""
    return Search(Query(query.text, ())).named(query)


class Search(Matching):
    """What matches, in order."""

    def named(self, query: Query) -> dict[str, list[Names]]:
        """People, themes and threads whose names have, or begin as, all the words of a query."""
        names = [name for clause in query.words for name in clause.names]
        return suggested(self.catalogue, names) if names else {}

    # --- Order

    def best_first(self, shown: Sets) -> Iterator[int]:
        sums = bits.Sums()
        for clause in self.query.words:
            met = self.met(clause)
            weight = self._rarity(clause)
            for points, members in self._levels(clause, met, shown):
                sums.add(points * weight, members)
        hits = either(shown)
        if pairs := self.query.pairs:
            places = list(islice(sums.best_first(hits), LOOKED_AT))
            for members in self._side_by_side(pairs, places):
                sums.add(SIDE_BY_SIDE, members)
        return sums.best_first(hits)

    def _side_by_side(self, pairs: Sequence[str], places: Sequence[int]) -> Iterator[int]:
        """Which of these places have the words as they were typed, once for each two of them."""
        catalogue = self.catalogue
        revisions = [pk for place in places for pk in catalogue.versions[place]]
        said = Counter(pk for found in saying(pairs, revisions) for pk in found) if revisions else {}
        for times in range(1, len(pairs) + 1):
            found = {catalogue.found_at[pk][1] for pk, count in said.items() if count >= times}
            yield bits.of(found, catalogue.size)

    def _rarity(self, clause: Clause) -> int:
        """1 for a word of half of all essays or more, one more each time that half as many have it, to 6.
        A phrase is as rare as that all its words stand in one text."""
        met = either(self.or_named(clause, [self.sets[option.keys] for option in clause.options]))
        return min(RAREST, max(1, (self.catalogue.size // max(1, met.bit_count())).bit_length()))

    def _levels(self, clause: Clause, met: Sets, shown: Sets) -> Iterator[tuple[int, int]]:
        yield ANYWHERE, either(met) & either(shown)
        yield BY_NAME, self.by_name(clause)
        for prefix, points in ((prefix, points) for prefix, points in _LEVELS if prefix in self.parts):
            found = [self.sets[level(option, prefix)] for option in clause.options]
            yield points, either({code: shown[code] & met[code] & _any(found, code) for code in CODES})

    def part(self, order: Iterator[int], shown: Sets, start: str, size: int) -> tuple[list[Hit], str, bool]:
        places = list(order) if start else []
        begin = next((n for n, place in enumerate(places) if self.catalogue.slugs[place] == start), 0)
        chosen = (
            places[begin : begin + size + 1]
            if start
            else [p for p, _n in zip(order, range(size + 1), strict=False)]
        )
        hits = [self._hit(place, shown) for place in chosen]
        return hits[:size], hits[size].slug if len(hits) > size else "", begin == 0

    def _hit(self, place: int, shown: Sets) -> Hit:
        languages = tuple(code for code in CODES if shown[code] >> place & 1)
        return Hit(self.catalogue.essays[place], self.catalogue.slugs[place], languages)


def suggested(catalogue: Catalogue, names: Sequence[str], *, most: int = 3) -> dict[str, list[Names]]:
    """People, themes and threads that have all of these words, or begin so; those with most essays first."""
    sized: dict[str, tuple[Directory, Callable[[int], int]]] = {
        "people": (catalogue.public_people, lambda pk: len(catalogue.of_person[pk])),
        "themes": (catalogue.public_themes, lambda pk: catalogue.of_theme.get(pk, 0).bit_count()),
        "threads": (catalogue.public_threads, lambda pk: len(catalogue.of_thread[pk])),
    }
    found = {}
    for kind, (public, size) in sized.items():
        fitting = [(-size(pk), public.names[pk].slug, pk) for pk in public.beginning(names)]
        found[kind] = [public.names[pk] for _size, _slug, pk in sorted(fitting)[:most]]
    return found


def _any(found: Sequence[Sets], code: str) -> int:
    return reduce(or_, (each[code] for each in found), 0)
