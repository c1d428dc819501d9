"""All names of one kind, to be asked by a word, by characters, by how they sound, or by a beginning."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, reduce
from itertools import takewhile
from operator import and_

from responses.lib.chinese import has_han
from responses.search.names import Names

# Of those whose names begin so, at most so many are looked at.
MOST = 500


class Directory:
    """Names by the number of whom they belong to."""

    def __init__(self, names: Mapping[int, Names]) -> None:
        self.names = names

    def having(self, names: Sequence[str]) -> set[int]:
        """Those with all of these as words, or characters together, of a name."""
        return _all(self._having(name) for name in names)

    def sounding(self, names: Sequence[str]) -> set[int]:
        """The same, where of several also single syllables of how a name sounds count."""
        if len(names) == 1:
            return self._having(names[0])
        return _all(self._having(name) | self._by_syllable.get(name, set()) for name in names)

    def beginning(self, names: Sequence[str]) -> set[int]:
        """The same while the last of them is still being typed."""
        *before, last = names
        if has_han(last):
            found = self._having(last)
        else:
            start = bisect_left(self._spellings, last)
            nearest = self._spellings[start : start + MOST]
            spellings = list(takewhile(lambda each: each.startswith(last), nearest))
            found = set().union(
                *(spelt.get(each, ()) for spelt in (self._by_word, self._by_syllable) for each in spellings)
            )
        return found & self.sounding(before) if before else found

    def saying(self, pattern: str) -> set[int]:
        """Those with a title in which these words stand (``terms.pattern``)."""
        first = pattern.split(maxsplit=1)[0] if pattern.startswith(" ") else pattern[:1]
        return {pk for pk in self._by_term.get(first, ()) if self.names[pk].says(pattern)}

    def called(self, slug: str) -> int | None:
        """The one with this web address."""
        return self._by_slug.get(slug)

    def _having(self, name: str) -> set[int]:
        if not has_han(name):
            return self._by_word.get(name, set())
        # Few have all of the characters, however many have one of them.
        first, *others = sorted((self._by_term.get(each, set()) for each in set(name)), key=len)
        return {pk for pk in first.intersection(*others) if self.names[pk].has(name)}

    @cached_property
    def _by_slug(self) -> dict[str, int]:
        return {names.slug: pk for pk, names in self.names.items()}

    @cached_property
    def _by_word(self) -> dict[str, set[int]]:
        return self._by(lambda names: names.words)

    @cached_property
    def _by_syllable(self) -> dict[str, set[int]]:
        return self._by(lambda names: names.syllables)

    @cached_property
    def _by_term(self) -> dict[str, set[int]]:
        """By each word of the lines, and each character of theirs."""
        return self._by(lambda names: {part for line in names.lines for part in (*line.split(), *line)})

    @cached_property
    def _spellings(self) -> list[str]:
        return sorted({*self._by_word, *self._by_syllable})

    def _by(self, parts: Callable[[Names], Iterable[str]]) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for pk, names in self.names.items():
            for part in parts(names):
                found.setdefault(part, set()).add(pk)
        return found


def _all(sets: Iterable[set[int]]) -> set[int]:
    return reduce(and_, sets)
