"""Two changed versions of one body made into one, by paragraph.

What only one side changed is taken from that side; where both changed the same paragraph, or added something
else in the same place, somebody has to choose. A list or a table counts as one paragraph.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from responses.lib import paragraphs
from responses.lib.alignment import Budget, matching, rising

MINE, THEIRS, BOTH = "mine", "theirs", "both"

_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Chunk:
    """One place of a text: what stood there, what each side has there now (whole blocks, "" for nothing).

    ``key`` names a choice: it stays the same while the base and their side do, however mine is edited.
    """

    base: str
    mine: str
    theirs: str
    key: str = ""

    @property
    def is_conflict(self) -> bool:
        return self.mine != self.theirs and self.base not in (self.mine, self.theirs)

    @property
    def is_theirs(self) -> bool:
        """Whether they alone changed it."""
        return self.mine == self.base != self.theirs

    def resolved(self, choice: str) -> str:
        if choice == BOTH:
            return "\n".join(filter(None, (self.mine, self.theirs)))
        return self.theirs if choice == THEIRS else self.mine


def merge(base: str | None, mine: str, theirs: str) -> list[Chunk]:
    """Both sides of a text, place by place; without a base, all that they have in common is it.

    All three are bodies as they are stored.
    """
    ours, others = _blocks(mine), _blocks(theirs)
    before = _blocks(base) if base is not None else _common(ours, others)
    kept, added = _placed(before, ours)
    kept_there, added_there = _placed(before, others)
    chunks = []
    for place in range(len(before) + 1):
        chunks.append(Chunk("", "\n".join(added[place]), "\n".join(added_there[place])))
        if place < len(before):
            chunks.append(Chunk(before[place], kept.get(place, ""), kept_there.get(place, "")))
    return _named([chunk for chunk in chunks if chunk.base or chunk.mine or chunk.theirs])


def merged(chunks: Sequence[Chunk]) -> str:
    """One text: what one side alone changed from that side, mine where both did."""
    return _joined(chunk.theirs if chunk.is_theirs else chunk.mine for chunk in chunks)


def chosen(chunks: Sequence[Chunk], choices: Mapping[str, str]) -> str:
    """My text, with what was chosen for the places that both changed."""
    return _joined(
        chunk.resolved(choices.get(chunk.key, MINE)) if chunk.is_conflict else chunk.mine for chunk in chunks
    )


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(filter(None, texts))


def _blocks(html: str) -> list[str]:
    return html.split("\n") if html else []


def _common(one: list[str], other: list[str]) -> list[str]:
    return [one[i] for i, _j in matching(one, other, Budget())]


def _placed(base: list[str], side: list[str]) -> tuple[dict[int, str], list[list[str]]]:
    """What became of each block of the base, and what was added before each and at the end."""
    before, after = ([_says(block) for block in blocks] for blocks in (base, side))
    ids, _next = paragraphs.carry(before, range(len(base)), after, next_id=len(base))
    known = [j for j, i in enumerate(ids) if i < len(base)]
    in_order = {known[n] for n in rising([ids[j] for j in known])}
    in_order |= _alone_between(ids, in_order, len(base))
    kept: dict[int, str] = {}
    added: list[list[str]] = [[] for _place in range(len(base) + 1)]
    place = 0
    for j, block in enumerate(side):
        if j in in_order:
            kept[ids[j]] = block
            place = ids[j] + 1
        else:
            added[place].append(block)
    return kept, added


def _alone_between(ids: list[int], in_order: set[int], length: int) -> set[int]:
    """Blocks written so much anew that only their place tells what they were; their ids are set to it."""
    found = set()
    i = j = 0
    for y in [*sorted(in_order), len(ids)]:
        x = ids[y] if y < len(ids) else length
        if x - i == y - j == 1:
            ids[j] = i
            found.add(j)
        i, j = x + 1, y + 1
    return found


def _says(block: str) -> str:
    return _TAG.sub("", block) or block


def _named(chunks: list[Chunk]) -> list[Chunk]:
    seen: dict[str, int] = {}
    named = []
    for chunk in chunks:
        key = hashlib.sha256(f"{chunk.base}\n\n{chunk.theirs}".encode()).hexdigest()[:16]
        seen[key] = seen.get(key, 0) + 1
        named.append(Chunk(chunk.base, chunk.mine, chunk.theirs, f"{key}-{seen[key]}"))
    return named
