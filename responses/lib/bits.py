"""Sets of small numbers as Python's long integers: bit n is set when n belongs to it.

Both, either and how many are then one operation each, whatever the sets' size; scores are sums of such sets.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, compress
from operator import itemgetter
from typing import TypeVar

T = TypeVar("T")
FEW = 20  # of so many it is quicker to go to the one than past all
_TRUTH = bytes.maketrans(b"01", b"\0\1")


def of(numbers: Iterable[int], size: int) -> int:
    """The set of these numbers, each below ``size``."""
    digits = bytearray(b"0") * size
    last = size - 1
    for number in numbers:
        digits[last - number] = 49
    return int(digits, 2) if size else 0


class Numbering:
    """Numbers below ``size`` by key, a row's: to make sets of many keys, some of which have no number."""

    MARGIN = 10_000  # rows that come later, and are asked for meanwhile

    def __init__(self, numbers: Mapping[int, int], size: int) -> None:
        self._size = size
        # Digit by key, for a list is read much quicker than a dictionary; the first digit is of all others.
        self._digits = [0] * (max(numbers, default=0) + self.MARGIN)
        for key, number in numbers.items():
            self._digits[key] = size - number

    def of(self, keys: Sequence[int]) -> int:
        """The set of these keys' numbers."""
        digits = bytearray(b"0") * (self._size + 1)
        try:
            for digit in map(self._digits.__getitem__, keys):
                digits[digit] = 49
        except IndexError:
            known = len(self._digits)
            return self.of([key for key in keys if key < known])
        digits[0] = 48
        return int(digits, 2)


def numbers(bits: int) -> Iterator[int]:
    """The numbers of a set, ascending."""
    digits = bin(bits)[:1:-1]
    place = digits.find("1")
    while place >= 0:
        yield place
        place = digits.find("1", place + 1)


def chosen(values: Sequence[T], bits: int) -> Iterator[T]:
    """Of these values those whose places belong to the set."""
    if bits.bit_count() < len(values) // FEW:
        return map(values.__getitem__, numbers(bits))
    return compress(values, bin(bits)[:1:-1].encode().translate(_TRUTH))


def first_of(ordered: Sequence[int], bits: int, size: int) -> Iterator[int]:
    """Those of these numbers, each below ``size``, that belong to the set, in their own order."""
    return compress(ordered, _truths(ordered, bits, size))


def _truths(ordered: Iterable[int], bits: int, size: int) -> Iterator[int]:
    """For each of these numbers 1 if it belongs to the set, else 0."""
    return map(f"{bits:0{size}b}"[::-1].encode().translate(_TRUTH).__getitem__, ordered)


class Shelves:
    """Lists of numbers below ``size``, to be asked how many of each belong to a set."""

    def __init__(self, lists: Iterable[Sequence[int]], size: int) -> None:
        # After each list the number past the last: there stands a space.
        numbers = list(chain.from_iterable((*each, size) for each in lists))
        self._size = size
        self._pick: Callable[[bytes], Iterable[int]] = itemgetter(*numbers, size, size)

    def counts(self, bits: int) -> list[int]:
        """List by list; the time goes with all that the lists hold, not with how many belong."""
        digits = f"{bits:0{self._size}b}"[::-1].encode() if self._size else b""
        ones = bytes(self._pick(digits + b" ")).replace(b"0", b"").split(b" ")
        return list(map(len, ones[:-3]))


class Sums:
    """A whole number of points for each member: one set for each binary place, as columns of a sum."""

    def __init__(self) -> None:
        self.columns: list[int] = []

    def add(self, points: int, members: int) -> None:
        """Give ``points`` more to each of these members."""
        place = 0
        while points:
            if points & 1:
                self._carry(place, members)
            points >>= 1
            place += 1

    def _carry(self, place: int, members: int) -> None:
        while members:
            while place >= len(self.columns):
                self.columns.append(0)
            column = self.columns[place]
            self.columns[place] = column ^ members
            members &= column
            place += 1

    def best_first(self, members: int) -> Iterator[int]:
        """These members, those with most points first, of equal ones the lower number."""
        for group in _groups(members, self.columns, len(self.columns)):
            yield from numbers(group)


def _groups(members: int, columns: list[int], place: int) -> Iterator[int]:
    if not members:
        return
    if not place:
        yield members
        return
    column = columns[place - 1]
    yield from _groups(members & column, columns, place - 1)
    yield from _groups(members & ~column, columns, place - 1)
