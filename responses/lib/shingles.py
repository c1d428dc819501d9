"""Whether a text stands in another, in either Chinese script: by short runs of its words.

A shingle is four words, or six 字, in a row, in the one form that search folds them to (``terms``). Of each
text a fair quarter of the hashes of its shingles is kept, always the same quarter, so that how much of one
text stands in another is estimated from that alone. What is told to anybody is counted anew on the texts.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from responses.lib import terms
from responses.lib.terms import Word

WORDS, CHARACTERS = 4, 6  # in a shingle, by what it begins with
KEPT = 4  # one hash of so many
# A stretch of fewer words, or 字, is a phrase that anybody may write.
LEAST_WORDS, LEAST_CHARACTERS = 8, 12
GAP = 3  # words, or 字, that somebody put in the place of others


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text that stands in another too, from ``start`` to ``end``, but for a word here and there.

    ``size`` counts the words and 字 that do."""

    start: int
    end: int
    size: int


class Shingled:
    """A plain text cut into shingles, one beginning at each word. Linear."""

    def __init__(self, text: str) -> None:
        self.words: Sequence[Word] = tuple(terms.words(text))
        said = [word.term for word in self.words]
        self.lengths = [CHARACTERS if word.is_han else WORDS for word in self.words]
        self.hashes = [
            _hash(said[at : at + length]) if at + length <= len(said) else 0
            for at, length in enumerate(self.lengths)
        ]

    @property
    def number(self) -> int:
        """How many different shingles there are."""
        return len(set(self.hashes) - {0})

    @property
    def sample(self) -> bytes:
        """The hashes that are kept, each once, eight bytes each."""
        return array("Q", sorted({each for each in self.hashes if each and each % KEPT == 0})).tobytes()

    def shared_with(self, others: Iterable["Shingled"]) -> list[Stretch]:
        """The stretches of this text that stand in any of the others; in order."""
        known = {each for other in others for each in other.hashes} - {0}
        covered = bytearray(len(self.words))
        for at, each in enumerate(self.hashes):
            if each in known:
                covered[at : at + self.lengths[at]] = b"\x01" * self.lengths[at]
        return [found for first, last in _runs(covered) if (found := self._stretch(covered, first, last))]

    def share_in(self, other: "Shingled") -> int:
        """How much of this text stands in the other, in percent."""
        shared = sum(stretch.size for stretch in self.shared_with([other]))
        return round(100 * shared / len(self.words)) if self.words else 0

    def _stretch(self, covered: bytearray, first: int, last: int) -> Stretch | None:
        words, size = self.words[first:last], covered.count(1, first, last)
        least = LEAST_CHARACTERS if sum(word.is_han for word in words) * 2 > len(words) else LEAST_WORDS
        return Stretch(words[0].start, words[-1].end, size) if size >= least else None


def share_of(sample: frozenset[int], other: bytes) -> float:
    """What part of a text, by the hashes kept of it, stands in another, of which bytes are kept."""
    return len(sample.intersection(numbers(other))) / len(sample) if sample else 0.0


def numbers(sample: bytes) -> "array[int]":
    found = array("Q")
    found.frombytes(sample)
    return found


def _hash(said: Sequence[str]) -> int:
    return int.from_bytes(blake2b(" ".join(said).encode(), digest_size=8).digest(), "little") or 1


def _runs(covered: bytearray) -> list[tuple[int, int]]:
    """From where to where what is covered lies together."""
    found: list[tuple[int, int]] = []
    for at, is_covered in enumerate(covered):
        if is_covered and found and at - found[-1][1] <= GAP:
            found[-1] = (found[-1][0], at + 1)
        elif is_covered:
            found.append((at, at + 1))
    return found
