"""A comparison as a page shows it: paragraph by paragraph, what is the same for long folded away."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.safestring import SafeString

from responses.lib.comparison import SAME, Comparison, Piece
from responses.lib.redline import redline
from responses.lib.wording import labels

FOLD = 4  # unchanged paragraphs in a row: more than these are folded away, but for one at either end


@dataclass(frozen=True)
class Shown:
    """One paragraph on the page."""

    kind: str
    shape: str
    lang: str
    labels: list[str]
    html: SafeString


@dataclass(frozen=True)
class Stretch:
    """Paragraphs in a row; ``folded`` ones changed in nothing and are opened on demand."""

    folded: bool
    shown: list[Shown]


@dataclass(frozen=True)
class Part:
    """One part of a text: its name, what it is called, and what changed in it."""

    name: str
    label: str
    is_same: bool
    stretches: list[Stretch]


@dataclass(frozen=True)
class Difference:
    """All that two versions differ in, and a sentence that sums it up."""

    parts: list[Part]
    sentence: str

    @property
    def changed(self) -> list[Part]:
        return [part for part in self.parts if not part.is_same]


def stretches(comparison: Comparison, *, page: str) -> list[Stretch]:
    """The pieces ready to be shown; ``page`` is the language (BCP 47) of the page, "" if it is the text's."""
    found: list[Stretch] = []
    pieces = list(comparison.pieces)
    for same, group in groupby(pieces, key=lambda piece: piece.kind == SAME):
        shown = [_shown(piece, page) for piece in group]
        if same and len(shown) > FOLD:
            found += [Stretch(False, shown[:1]), Stretch(True, shown[1:-1]), Stretch(False, shown[-1:])]
        else:
            found.append(Stretch(False, shown))
    return found


def _shown(piece: Piece, page: str) -> Shown:
    form = piece.form
    shape = f"as-{form.kind}" + (f" level-{min(form.level, 4)}" if form.level else "")
    shape += " quoted" if form.is_quoted else ""
    return Shown(piece.kind, shape, form.lang, labels(piece), redline(piece, tag=page))
