"""What a picture is once it is ours, why one is refused, and how it passes between two processes."""

import json
from dataclasses import dataclass

MOST_BYTES, MOST_PIXELS = 10_000_000, 40_000_000
WIDTHS = (480, 960, 1600)  # pixels; a narrower picture is never enlarged


class Refused(ValueError):
    """A picture that cannot be taken; ``str()`` is a plain sentence in the language then active."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)

    def __str__(self) -> str:
        from django.utils.translation import gettext as _  # half a child's start; it only names the code

        return {
            "empty": _("This file is empty."),
            "large": _("This file is larger than 10 MB. Save the picture smaller and try again."),
            "pixels": _("This picture has more than 40 megapixels. Save it smaller and try again."),
            "vector": _("This is a drawing (SVG). Save it as PNG and try again."),
            "kind": _("This is no picture that can be shown here. Use PNG, JPEG, GIF or WebP."),
            "damaged": _("This picture is damaged or cannot be read. Save it anew and try again."),
            "slow": _("This picture takes too long to read. Save it smaller and try again."),
        }[self.code]


@dataclass(frozen=True)
class Picture:
    """A picture encoded by us: ``kind`` is "jpeg" or "png", of the master as of every size.

    ``master`` is the whole picture, at most 4,096 pixels on its longer side, without metadata;
    ``sizes`` are what pages show, by width.
    """

    kind: str
    width: int
    height: int
    master: bytes
    sizes: dict[int, bytes]

    @property
    def bytes(self) -> int:
        return len(self.master) + sum(map(len, self.sizes.values()))


def widths_of(width: int) -> tuple[int, ...]:
    """In which widths a picture of this width is shown."""
    return tuple(sorted({min(each, width) for each in WIDTHS}))


def packed(picture: Picture) -> bytes:
    """A line of JSON, then the master and the sizes in its order, one after the other."""
    head = {
        "kind": picture.kind,
        "width": picture.width,
        "height": picture.height,
        "master": len(picture.master),
        "sizes": [[width, len(data)] for width, data in picture.sizes.items()],
    }
    return b"".join((json.dumps(head).encode(), b"\n", picture.master, *picture.sizes.values()))


def unpacked(head: dict[str, object], blobs: bytes) -> Picture:
    """The inverse of ``packed``."""
    here, parts = 0, []
    lengths: list[int] = [head["master"], *(length for _width, length in head["sizes"])]  # type: ignore[attr-defined, list-item]  # as packed
    for length in lengths:
        parts.append(blobs[here : here + length])
        here += length
    sizes = {width: part for (width, _length), part in zip(head["sizes"], parts[1:], strict=True)}  # type: ignore[call-overload]  # as packed
    return Picture(str(head["kind"]), int(head["width"]), int(head["height"]), parts[0], sizes)  # type: ignore[call-overload]  # as packed
