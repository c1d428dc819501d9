"""What changed between two texts of the closed HTML subset: paragraph by paragraph, word by word, 字 by 字.

Reading the pieces without what was added gives the old text, without what was removed the new one, exactly
(`Comparison.old_text`, `new_text`). Time is bounded: huge or hostile texts are compared more coarsely.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from responses.lib.alignment import Budget
from responses.lib.counting import Count, count
from responses.lib.matches import Match, matched
from responses.lib.runs import Run, runs_between
from responses.lib.units import END, Form, Paragraph, Unit, line_of, paragraphs_of

LARGE = 300_000  # bytes of both together
SAME, CHANGED, ADDED, REMOVED, CAME, WENT = "same", "changed", "added", "removed", "came", "went"


@dataclass(frozen=True)
class Piece:
    """One paragraph (or, split or merged, several) in what it was and what it became.

    A moved paragraph makes two pieces: ``went`` where it stood, with its old text, and ``came`` where it
    stands now, with what changed in it.
    """

    kind: str
    old: tuple[Paragraph, ...]
    new: tuple[Paragraph, ...]
    runs: tuple[Run, ...]
    downwards: bool = False

    @property
    def form(self) -> Form:
        return (self.new or self.old)[0].form

    @property
    def was(self) -> Form | None:
        """The form that it had, where that is another."""
        before = self.old[0].form if self.old else self.form
        return before if before != self.form else None

    @property
    def is_altered(self) -> bool:
        """Whether anything but its place changed."""
        return self.was is not None or any(run.op != "=" or run.was is not None for run in self.runs)


@dataclass(frozen=True)
class Figures:
    """How much changed, in paragraphs (a table counts once), in words and in 字."""

    changed: int
    moved: int
    added: int
    removed: int
    came: Count
    gone: Count


@dataclass(frozen=True)
class Comparison:
    """The pieces in the order of the new text, with what is gone where it stood."""

    pieces: tuple[Piece, ...]

    @property
    def is_same(self) -> bool:
        return all(piece.kind == SAME for piece in self.pieces)

    @property
    def old_text(self) -> str:
        """The old text: a paragraph a line, cells parted by tabs, notes where they are called."""
        return "\n".join(_said(piece, "=-") for piece in self.pieces if piece.kind not in (ADDED, CAME))

    @property
    def new_text(self) -> str:
        return "\n".join(_said(piece, "=+") for piece in self.pieces if piece.kind not in (REMOVED, WENT))

    @property
    def figures(self) -> Figures:
        inside = [piece for piece in self.pieces if piece.kind != WENT]
        return Figures(
            changed=_number(piece for piece in inside if piece.kind == CHANGED),
            moved=_number(piece for piece in inside if piece.kind == CAME),
            added=_number(piece for piece in inside if piece.kind == ADDED),
            removed=_number(piece for piece in inside if piece.kind == REMOVED),
            came=count("\n".join(_changes(piece, "+") for piece in inside)),
            gone=count("\n".join(_changes(piece, "-") for piece in inside)),
        )


def compare(old: str, new: str) -> Comparison:
    """Compare two bodies as they are stored; by sentences when they are longer than any essay."""
    coarse = len(old.encode()) + len(new.encode()) > LARGE
    before = paragraphs_of(old, coarse=coarse)
    return compare_paragraphs(before, before if old == new else paragraphs_of(new, coarse=coarse))


def compare_lines(old: Sequence[str], new: Sequence[str]) -> Comparison:
    """Compare plain texts, each a paragraph; one against one is the same line, however much it changed."""
    before = [line_of(text) for text in old]
    after = before if list(old) == list(new) else [line_of(text) for text in new]
    if len(before) == len(after) == 1:
        return Comparison((_piece(Match((0,), (0,)), before, after, Budget()),))
    return compare_paragraphs(before, after)


def compare_paragraphs(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> Comparison:
    budget = Budget()
    return Comparison(tuple(_piece(match, old, new, budget) for match in matched(old, new, budget)))


def _piece(match: Match, old: Sequence[Paragraph], new: Sequence[Paragraph], budget: Budget) -> Piece:
    before, after = tuple(old[i] for i in match.old), tuple(new[j] for j in match.new)
    if match.leaves:
        return Piece(WENT, before, (), _all(before, "-"), match.downwards)
    if not before or not after:
        return Piece(ADDED if after else REMOVED, before, after, _all(after or before, "+" if after else "-"))
    runs = runs_between(_units(before), _units(after), budget)
    piece = Piece(CHANGED, before, after, runs)
    if match.moved:
        return Piece(CAME, before, after, runs, match.downwards)
    return piece if piece.is_altered else Piece(SAME, before, after, runs)


def _units(paragraphs: Sequence[Paragraph]) -> list[Unit]:
    """The units of paragraphs in a row, with a mark where one ends and the next begins."""
    units = list(paragraphs[0].units)
    for paragraph in paragraphs[1:]:
        units += [Unit("\n", parts=(("\n", ()),), kind=END), *paragraph.units]
    return units


def _all(paragraphs: Sequence[Paragraph], op: str) -> tuple[Run, ...]:
    units = _units(paragraphs)
    none: list[Unit] = []
    pair = (units, none) if op == "-" else (none, units)
    return runs_between(*pair, Budget(0))


def _said(piece: Piece, ops: str) -> str:
    return "".join(run.text for run in piece.runs if run.op in ops)


def _changes(piece: Piece, op: str) -> str:
    # A space keeps two changed words apart that unchanged ones stood between.
    return "".join(run.text if run.op == op else " " for run in piece.runs)


def _number(pieces: Iterable[Piece]) -> int:
    tables: set[int] = set()
    number = 0
    for piece in pieces:
        table = (piece.new or piece.old)[0].table
        number += not table or table not in tables
        tables.add(table)
    return number
