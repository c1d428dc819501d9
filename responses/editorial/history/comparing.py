"""Two versions of a text side by side in one column: what a page shows of their differences."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from responses.editorial.history.words import figures_in_words, labels, sentence
from responses.languages.codes import tag
from responses.languages.paths import active
from responses.lib.comparison import SAME, Comparison, Piece, compare, compare_lines, compare_paragraphs
from responses.lib.redline import redline
from responses.lib.units import Paragraph, line_of, paragraphs_of
from responses.threads.models import Credit
from responses.threads.services.editions import Content, CreditLine

FOLD = 4  # unchanged paragraphs in a row: more than these are folded away, but for one at either end

PARTS = ("title", "summary", "body", "credits")


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


def part_labels() -> dict[str, str]:
    return {"title": _("Title"), "summary": _("Summary"), "body": _("Text"), "credits": _("Credits")}


def difference(old: Content, new: Content, *, language: str) -> Difference:
    """What ``new`` changed in ``old``, both as they are stored in ``language``."""
    compared = {name: compared_part(name, old, new) for name in PARTS}
    names = part_labels()
    parts = [
        Part(name, names[name], each.is_same, stretches(each, language=language))
        for name, each in compared.items()
    ]
    return Difference(parts, _sum_up(compared, names))


def compared_part(name: str, old: Content, new: Content) -> Comparison:
    if name == "body":
        return compare(old.body, new.body)
    if name == "credits":
        before = credit_paragraphs(old.credits)
        return compare_paragraphs(
            before, before if old.credits == new.credits else credit_paragraphs(new.credits)
        )
    return compare_lines(*([text] if text else [] for text in (getattr(old, name), getattr(new, name))))


def credit_paragraphs(lines: Sequence[CreditLine]) -> list[Paragraph]:
    roles = dict(Credit.Role.choices)
    found = []
    for each in lines:
        printed = ", ".join(filter(None, (each.name, each.affiliation)))
        found.append(line_of(f"{roles[each.role]}: {printed}"))
        found += paragraphs_of(each.bio)
    return found


def stretches(comparison: Comparison, *, language: str) -> list[Stretch]:
    """The pieces ready to be shown, long unchanged stretches folded."""
    own = tag(active()) if tag(active()) != tag(language) else ""
    found: list[Stretch] = []
    pieces = list(comparison.pieces)
    for same, group in groupby(pieces, key=lambda piece: piece.kind == SAME):
        shown = [_shown(piece, own) for piece in group]
        if same and len(shown) > FOLD:
            found += [Stretch(False, shown[:1]), Stretch(True, shown[1:-1]), Stretch(False, shown[-1:])]
        else:
            found.append(Stretch(False, shown))
    return found


def _shown(piece: Piece, own: str) -> Shown:
    form = piece.form
    shape = f"as-{form.kind}" + (f" level-{min(form.level, 4)}" if form.level else "")
    shape += " quoted" if form.is_quoted else ""
    return Shown(piece.kind, shape, form.lang, labels(piece), redline(piece, tag=own))


def _sum_up(compared: dict[str, Comparison], names: dict[str, str]) -> str:
    if all(each.is_same for each in compared.values()):
        return _("Nothing differs.")
    said = figures_in_words([compared["body"].figures])
    said += [
        _("%(part)s changed") % {"part": names[name].lower()}
        for name in ("title", "summary", "credits")
        if not compared[name].is_same
    ]
    return sentence(said)
