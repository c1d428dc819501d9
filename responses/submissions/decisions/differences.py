"""What a newer version of a submission changed, paragraph by paragraph."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.safestring import SafeString

from responses.languages.codes import tag
from responses.languages.paths import active
from responses.lib.comparison import SAME, Piece, compare, compare_lines
from responses.lib.redline import redline
from responses.submissions.models import SubmissionVersion

FOLD = 4  # unchanged paragraphs in a row: more than these are folded away, but for one at either end


@dataclass(frozen=True)
class Shown:
    kind: str
    shape: str
    lang: str
    html: SafeString


@dataclass(frozen=True)
class Stretch:
    """Paragraphs in a row; ``folded`` ones changed in nothing and are opened on demand."""

    folded: bool
    shown: list[Shown]


def difference(old: SubmissionVersion, new: SubmissionVersion) -> list[Stretch]:
    """The title where it changed, then the whole text. Empty where nothing differs."""
    title = compare_lines([old.title], [new.title])
    body = compare(old.body, new.body)
    if title.is_same and body.is_same:
        return []
    heads = [] if title.is_same else [_shown(piece, new.language, "as-h2") for piece in title.pieces]
    found = [Stretch(False, heads)] if heads else []
    for same, group in groupby(body.pieces, key=lambda piece: piece.kind == SAME):
        shown = [_shown(piece, new.language) for piece in group]
        if same and len(shown) > FOLD:
            found += [Stretch(False, shown[:1]), Stretch(True, shown[1:-1]), Stretch(False, shown[-1:])]
        else:
            found.append(Stretch(False, shown))
    return found


def _shown(piece: Piece, language: str, shape: str = "") -> Shown:
    form = piece.form
    shape = shape or f"as-{form.kind}" + (f" level-{min(form.level, 4)}" if form.level else "")
    shape += " quoted" if form.is_quoted else ""
    own = tag(active()) if tag(active()) != tag(language) else ""
    return Shown(piece.kind, shape, form.lang or tag(language), redline(piece, tag=own))
