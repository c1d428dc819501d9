"""A result narrowed down by language, kind, theme, thread, author or year, and how it divides by each."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from heapq import nlargest
from itertools import chain
from operator import and_

from responses.lib import bits
from responses.search.catalogue import CODES, Catalogue, Sets, either
from responses.search.names import Names
from responses.threads.models import Essay

DIMENSIONS = ("language", "kind", "theme", "thread", "person", "year")
DIVIDED = 100  # sets of hits whose division is remembered, each a bit an essay
MUCH = 4  # of all essays one in so many
SHOWN = {"theme": 12, "thread": 8, "person": 8, "year": 12}


@dataclass(frozen=True)
class Value:
    """One thing to narrow a result down to; ``names`` where it is called otherwise in each language."""

    value: str
    count: int
    names: Names | None = None


class Narrowing:
    """``asked`` has a value for some of ``DIMENSIONS``; one that names nothing public finds nothing."""

    def __init__(self, catalogue: Catalogue, asked: Mapping[str, str]) -> None:
        self.catalogue = catalogue
        self.language = asked.get("language", "")
        self.within = {
            name: self._places(name, asked[name])
            for name in DIMENSIONS
            if name != "language" and asked.get(name)
        }

    def _places(self, dimension: str, value: str) -> int:
        catalogue = self.catalogue
        if dimension == "kind":
            return catalogue.of_kind.get(value, 0)
        if dimension == "year":
            is_year = value.removeprefix("-").isdecimal() and value.isascii() and len(value) < 6
            return catalogue.of_year.get(int(value), 0) if is_year else 0
        public = {
            "theme": catalogue.public_themes,
            "thread": catalogue.public_threads,
            "person": catalogue.public_people,
        }[dimension]
        pk = public.called(value) or 0
        if dimension == "theme":
            return catalogue.of_theme.get(pk, 0)
        places = catalogue.of_thread if dimension == "thread" else catalogue.of_author
        return bits.of(places.get(pk, ()), catalogue.size)

    def of(self, sets: Sets, besides: str = "") -> Sets:
        """The same narrowed by all that was asked for, but by one dimension."""
        within = reduce(
            and_, (each for name, each in self.within.items() if name != besides), self.catalogue.all
        )
        language = self.language if besides != "language" else ""
        return {code: sets[code] & within if language in ("", code) else 0 for code in CODES}

    def facets(self, sets: Sets) -> dict[str, list[Value]]:
        """How the result divides, by each dimension as if it alone were not narrowed; the largest parts."""
        return {
            dimension: self._counted(dimension, self.of(sets, dimension))[: SHOWN.get(dimension)]
            for dimension in DIMENSIONS
        }

    def _counted(self, dimension: str, left: Sets) -> list[Value]:
        if dimension == "language":
            return _sized(left.items())
        hits = either(left)
        # The next page of a search divides as this one did.
        divided = self.catalogue.divided
        if (known := divided.get((dimension, hits))) is None:
            known = self._divided(dimension, hits)
            if len(divided) >= DIVIDED:
                divided.clear()
            divided[dimension, hits] = known
        return known

    def _divided(self, dimension: str, hits: int) -> list[Value]:
        catalogue = self.catalogue
        if dimension == "kind":
            return _sized((kind, catalogue.of_kind.get(kind, 0) & hits) for kind in Essay.Kind.values)
        if dimension == "year":
            years = sorted(catalogue.of_year, reverse=True)
            return _sized((str(year), catalogue.of_year[year] & hits) for year in years)
        if dimension == "theme":
            counts = {pk: (members & hits).bit_count() for pk, members in catalogue.of_theme.items()}
            return _most(counts, catalogue.public_themes.names, SHOWN[dimension])
        if dimension == "thread":
            names, counted = catalogue.public_threads.names, self._by_thread(hits)
        else:
            names, counted = catalogue.public_people.names, self._by_person(hits)
        return _most(counted, names, SHOWN[dimension])

    def _by_thread(self, hits: int) -> Mapping[int, int]:
        catalogue = self.catalogue
        if _is_much(hits, catalogue):
            return dict(zip(catalogue.of_thread, catalogue.shelves_of_threads.counts(hits), strict=True))
        return Counter(bits.chosen(catalogue.threads, hits))

    def _by_person(self, hits: int) -> Mapping[int, int]:
        catalogue = self.catalogue
        if _is_much(hits, catalogue):
            return dict(zip(catalogue.of_author, catalogue.shelves_of_authors.counts(hits), strict=True))
        return Counter(chain.from_iterable(bits.chosen(catalogue.authors, hits)))


def _is_much(hits: int, catalogue: Catalogue) -> bool:
    """Whether it is quicker to look through all essays than to count these."""
    return hits.bit_count() > catalogue.size // MUCH


def _sized(values: Iterable[tuple[str, int]]) -> list[Value]:
    return [Value(value, members.bit_count()) for value, members in values if members]


def _most(counts: Mapping[int, int], names: Mapping[int, Names], most: int) -> list[Value]:
    """Those with most essays first, of equal ones by their web address."""
    found = _with_most(counts, names, most)
    if len(found) < most:
        # Somebody among the first is not public by name: the next ones move up.
        found = _with_most({pk: count for pk, count in counts.items() if pk in names}, names, most)
    return [Value(slug, -count, names[pk]) for count, slug, pk in found[:most]]


def _with_most(
    counts: Mapping[int, int], names: Mapping[int, Names], most: int
) -> list[tuple[int, str, int]]:
    """Of the first so many, and of those with as many as the last of them, who has a name; in order."""
    least = max(1, min(nlargest(most, counts.values()), default=0))
    first = [(pk, count) for pk, count in counts.items() if count >= least and pk in names]
    return sorted((-count, names[pk].slug, pk) for pk, count in first)
