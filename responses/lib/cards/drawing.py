"""A card drawn: warm paper, near-black ink, one accent, as `static/css/site.css` has them."""

import io
from collections.abc import Iterator, Sequence
from functools import lru_cache

from PIL import Image, ImageDraw

from responses.lib.cards import lines
from responses.lib.cards.card import Card, Words
from responses.lib.cards.faces import LOCK, Faces

WIDTH, HEIGHT = 1200, 630
PAPER, INK, QUIET, LINE, ACCENT = "#fbf7ef", "#211c16", "#625a4f", "#d9cfbf", "#98291b"
COLOURS = 64  # shades between these five; more are not seen, and weigh more
_PACKED = 7  # of zlib's nine levels; the last takes four times as long, for a tenth less

_LEFT, _RIGHT = 84, WIDTH - 84
_MEASURE = _RIGHT - _LEFT
_HEAD, _RULE = 88, 116  # the baseline of the name and the date; the rule below them
_ABOVE, _FOOT = 182, HEIGHT - 66  # the baselines of the line above the title and of that at the foot
_SMALL, _LABEL, _BELOW = 27, 29, 33
_SIZES = (84, 76, 68, 62, 56, 50, 44)
_LEADING = {"en": 1.16, "zh-hans": 1.3, "zh-hant": 1.3}
_GAP = 16  # between words of one line
_UNIT = 100  # pixels; the size at which widths are measured, to be scaled
_SHAPE = 112  # pixels; how high the highest arc of a dialogue is
_FEW = 16  # arcs that are drawn in full strength
_FINE = 3  # arcs and dots are drawn so much larger and then reduced, for smooth edges


class Pen:
    """Writes on one picture with the faces there are."""

    def __init__(self, picture: Image.Image, faces: Faces) -> None:
        self.picture = picture
        self.draw = ImageDraw.Draw(picture)
        self.faces = faces
        self._widths: dict[tuple[str, str, str], float] = {}

    def width(self, text: str, role: str, language: str, size: int) -> float:
        """How wide it would be; measured word by word, so that nothing is measured twice."""
        return sum(self._unit(each, role, language) for each in lines.pieces(text)) * size / _UNIT

    def _unit(self, piece: str, role: str, language: str) -> float:
        key = (piece, role, language)
        if key not in self._widths:
            runs = self.faces.runs(piece, role, language) or []
            self._widths[key] = sum(face.at(_UNIT).getlength(text) for face, text in runs)
        return self._widths[key]

    def write(self, words: Words, role: str, size: int, place: tuple[float, float], colour: str) -> float:
        """Write upon a baseline; return where it ends."""
        x, baseline = place
        for face, text in self.faces.runs(words.text, role, words.language) or []:
            font = face.at(size)
            self.draw.text((x, baseline), text, fill=colour, font=font, anchor="ls")
            x += font.getlength(text)
        return x


def can_draw(card: Card, faces: Faces) -> bool:
    """Whether the fonts there are have every character of the title and of who wrote it.

    What else stands on a card is left out where they have not.
    """
    is_titled = bool(lines.plain(card.title.text))
    return is_titled and _has_all(faces, card.title, "title") and _has_all(faces, card.below, "text")


@lru_cache(maxsize=2048)  # asked for each page that is read
def _has_all(faces: Faces, words: Words, role: str) -> bool:
    return faces.runs(lines.plain(words.text), role, words.language) is not None


def draw(card: Card, faces: Faces) -> bytes:
    """The card as a PNG. One at a time in a process."""
    with LOCK:
        picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
        pen = Pen(picture, faces)
        _head(pen, card)
        if card.above:
            _above(pen, card.above)
        foot = _FOOT - _BELOW
        if card.dots:
            foot = _FOOT - _BELOW - 26 - _SHAPE
            _shape(picture, card, foot + _SHAPE)
        _title(pen, card.title, _ABOVE + 14 if card.above else _RULE + 30, foot - 22)
        _foot(pen, card)
        return _encoded(picture)


def _encoded(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    reduced = picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    reduced.save(written, "PNG", compress_level=_PACKED)
    return written.getvalue()


def _head(pen: Pen, card: Card) -> None:
    end = _at_the_end(pen, card.date, _HEAD)
    name = _fitting(pen, card.name, _SMALL, end - _LEFT)
    pen.write(name, "text", _SMALL, (_LEFT, _HEAD), ACCENT)
    pen.draw.rectangle((_LEFT, _RULE, _RIGHT, _RULE + 2), fill=ACCENT)


def _foot(pen: Pen, card: Card) -> None:
    end = _at_the_end(pen, card.aside, _FOOT)
    below = _fitting(pen, card.below, _BELOW, end - _LEFT)
    pen.write(below, "text", _BELOW, (_LEFT, _FOOT), INK)


def _at_the_end(pen: Pen, words: Words, baseline: int) -> float:
    """Write at the right margin; return where what stands before it has to end."""
    written = _fitting(pen, words, _SMALL, _MEASURE / 2)
    place = _RIGHT - pen.width(written.text, "text", written.language, _SMALL)
    pen.write(written, "text", _SMALL, (place, baseline), QUIET)
    return place - 3 * _GAP


def _fitting(pen: Pen, words: Words, size: int, most: float) -> Words:
    def width(text: str) -> float:
        return pen.width(text, "text", words.language, size)

    return Words(lines.shortened(lines.plain(words.text), width, most), words.language)


def _above(pen: Pen, words: Sequence[Words]) -> None:
    x: float = _LEFT
    for each in words:
        if _RIGHT - x < 3 * _LABEL:
            return
        written = _fitting(pen, each, _LABEL, _RIGHT - x)
        x = pen.write(written, "text", _LABEL, (x, _ABOVE), QUIET) + _GAP


def _title(pen: Pen, title: Words, top: float, bottom: float) -> None:
    size, written = _set(pen, title, bottom - top)
    leading = size * _LEADING.get(title.language, 1.3)
    # A short title stands in the upper part of its room, not in the middle of nowhere.
    baseline = top + (bottom - top - leading * len(written)) * 0.3 + leading * 0.8
    for number, line in enumerate(written):
        place = (_LEFT, baseline + number * leading)
        pen.write(Words(line, title.language), "title", size, place, INK)


def _set(pen: Pen, title: Words, room: float) -> tuple[int, list[str]]:
    """The largest size in which the title has room, and its lines; cut where it has none in the smallest."""
    text = lines.plain(title.text)
    for size in _SIZES:

        def width(part: str, size: int = size) -> float:
            return pen.width(part, "title", title.language, size)

        most = int(room / (size * _LEADING.get(title.language, 1.3)))
        written = lines.broken(text, width, _MEASURE)
        if len(written) <= most and (size == _SIZES[-1] or not _has_cut_word(text, width)):
            return size, lines.balanced(text, width, _MEASURE)
    last = lines.shortened(" ".join(written[most - 1 :]), width, _MEASURE)
    return size, [*written[: most - 1], last]


def _has_cut_word(text: str, width: lines.Width) -> bool:
    return any(width(piece.rstrip()) > _MEASURE for piece in lines.pieces(text))


def _shape(picture: Image.Image, card: Card, base: int) -> None:
    """The shape of the dialogue, standing upon ``base``: arcs, and a mark for each text."""
    edge = 16
    layer = Image.new("RGB", ((_MEASURE + 2 * edge) * _FINE, (_SHAPE + 2 * edge) * _FINE), PAPER)
    pen, floor = ImageDraw.Draw(layer), (_SHAPE + edge) * _FINE
    for left, right, height, is_reply in sorted(card.arcs, key=lambda arc: arc.is_reply):
        box = [edge + left * _MEASURE, 0, edge + right * _MEASURE, 0]
        box[1], box[3] = edge + _SHAPE * (1 - height), edge + _SHAPE * (1 + height)
        colour, thick = (ACCENT, 3) if is_reply else (LINE, 2)
        # Of many arcs each is a hair, so that they do not run into one.
        width = max(1, round(thick * _FINE * min(1, _FEW / len(card.arcs))))
        pen.arc([side * _FINE for side in box], 180, 360, fill=colour, width=width)
    for number, dot in enumerate(card.dots):
        x, size = (edge + dot.x * _MEASURE) * _FINE, dot.radius * _MEASURE * _FINE
        colour = INK if number else ACCENT
        if dot.is_chinese:
            pen.polygon(list(_diamond(x, floor, size * 1.3)), fill=colour)
        else:
            pen.ellipse((x - size, floor - size, x + size, floor + size), fill=colour)
    reduced = layer.reduce(_FINE)
    picture.paste(reduced, (_LEFT - edge, base - _SHAPE - edge))


def _diamond(x: float, y: float, size: float) -> Iterator[tuple[float, float]]:
    yield from ((x - size, y), (x, y - size), (x + size, y), (x, y + size))
