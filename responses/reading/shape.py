"""The shape of a dialogue, drawn: a mark for each text in thread order, an arc to what it answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from responses.languages.codes import CHINESE
from responses.lib.dates import PartialDate
from responses.reading.rows import EssayRow

# In units of the drawing, which is as wide as the text and scales with it.
WIDTH, HEIGHT, BASE, EDGE = 640, 132, 116, 14
HIGHEST = BASE - EDGE
LARGEST, PROMPT = 5.5, 8.0
# A drawing of fewer texts, none of which answers another response, would say nothing that the list does not.
FEWEST = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """One text: where it stands, how large, whether its original is Chinese, and the text itself."""

    x: float
    radius: float
    is_chinese: bool
    row: EssayRow

    @property
    def diamond(self) -> str:
        """The corners of a mark that is no circle, for ``points``."""
        size = self.radius * 1.3
        corners = ((self.x - size, BASE), (self.x, BASE - size), (self.x + size, BASE), (self.x, BASE + size))
        return " ".join(f"{round(x, 1):g},{round(y, 1):g}" for x, y in corners)


@dataclass(frozen=True, slots=True)
class Arc:
    """Half an ellipse over the line, from a text to what it answers: the prompt or another response."""

    left: float
    right: float
    height: float
    is_reply: bool

    @property
    def path(self) -> str:
        radius = (self.right - self.left) / 2
        return f"M{self.left:.1f} {BASE}A{radius:.1f} {self.height:.1f} 0 0 1 {self.right:.1f} {BASE}"


@dataclass(frozen=True, slots=True)
class Shape:
    """A drawing: a mark for each text, and the arcs between them."""

    marks: list[Mark]
    arcs: list[Arc]
    replies: int
    first: PartialDate | None
    last: PartialDate | None

    @property
    def to_prompt(self) -> str:
        """The arcs to the prompt as path data."""
        return "".join(arc.path for arc in self.arcs if not arc.is_reply)

    @property
    def to_responses(self) -> str:
        """The arcs to other responses as path data."""
        return "".join(arc.path for arc in self.arcs if arc.is_reply)

    @property
    def is_mixed(self) -> bool:
        """Whether the originals are in English and in Chinese."""
        return len({mark.is_chinese for mark in self.marks}) > 1


def shape_of(rows: Sequence[EssayRow]) -> Shape | None:
    """The drawing of a thread's live texts in thread order, the prompt first; None where it says nothing."""
    if not rows or not rows[0].is_prompt:
        return None
    prompt, *answers = rows
    replies = [row for row in answers if row.responding_to not in (None, prompt.pk)]
    if len(answers) < FEWEST and not replies:
        return None
    step = (WIDTH - 2 * EDGE) / len(answers)
    radius = min(LARGEST, 0.4 * step)
    marks = [
        Mark(EDGE + number * step, radius if number else PROMPT, row.original in CHINESE, row)
        for number, row in enumerate(rows)
    ]
    places = {mark.row.pk: mark.x for mark in marks}
    dated = [row.date for row in rows if row.date.year is not None]
    return Shape(
        marks=marks,
        arcs=_arcs(answers, places, prompt.pk),
        replies=len(replies),
        first=min(dated, key=_order) if dated else None,
        last=max(dated, key=_order) if dated else None,
    )


def _order(date: PartialDate) -> tuple[int, int, int]:
    return (date.year or 0, date.month or 0, date.day or 0)


def _arcs(rows: Sequence[EssayRow], places: dict[int, float], prompt: int) -> list[Arc]:
    """The further apart, the higher, but by the root, so that long ones fit."""
    arcs = []
    for row in rows:
        here, there = places[row.pk], places.get(row.responding_to or 0)
        if there is None:
            continue  # what it answers is withdrawn
        left, right = sorted((here, there))
        height = HIGHEST * sqrt((right - left) / (WIDTH - 2 * EDGE))
        arcs.append(Arc(left, right, height, row.responding_to != prompt))
    return arcs
