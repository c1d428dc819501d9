"""Pictures made for tests: honest odd ones, and what is no picture at all."""

import io
import struct
import zlib
from collections.abc import Callable
from functools import cache

from PIL import Image, ImageCms

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@cache
def picture(
    width: int = 640,
    height: int = 480,
    *,
    mode: str = "RGB",
    kind: str = "PNG",
    colour: object = None,
    **options: object,
) -> bytes:
    """A plain picture, left half dark and right half light, so that one sees which side is up."""
    image = Image.new(mode, (width, height), colour) if colour is not None else _halves(width, height, mode)
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def _halves(width: int, height: int, mode: str) -> Image.Image:
    image = Image.new("RGB", (width, height), (240, 200, 40))
    image.paste((20, 40, 120), (0, 0, width // 2, height))
    if mode == "I;16":
        return image.convert("L").convert("I").point(lambda value: value * 257).convert("I;16")
    return image.convert(mode)


@cache
def photograph(width: int = 640, height: int = 480, *, kind: str = "PNG", **options: object) -> bytes:
    """Noise, which PNG writes far longer than JPEG."""
    image = Image.effect_noise((width, height), 80).convert("RGB")
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def turned() -> bytes:
    """A JPEG lying on its side, with what a camera and a joker write beside the picture."""
    image = _halves(400, 300, "RGB")
    exif = Image.Exif()
    exif[0x0112] = 6  # turn right to see it upright
    exif[0x010E] = "<script>alert(1)</script>"
    exif[0x8825] = {1: "N", 2: (38.0, 53.0, 51.0)}
    written = io.BytesIO()
    image.save(written, "JPEG", exif=exif, comment=b"<script>alert(2)</script>")
    return written.getvalue()


def animated() -> bytes:
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "green", "blue")]
    written = io.BytesIO()
    frames[0].save(written, "GIF", save_all=True, append_images=frames[1:])
    return written.getvalue()


def see_through() -> bytes:
    """A palette of which one colour is no colour."""
    image = Image.new("P", (50, 50), 0)
    image.putpalette([255, 0, 0, 0, 255, 0])
    image.paste(1, (0, 0, 25, 50))
    written = io.BytesIO()
    image.save(written, "PNG", transparency=1)
    return written.getvalue()


def with_profile(*, kind: str = "JPEG", size: int = 0) -> bytes:
    """A picture with a colour profile; ``size`` makes it a heap of bytes that only says it is one."""
    profile = b"\0" * size or ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return picture(kind=kind, icc_profile=profile)


def made(data: bytes | Callable[[], bytes]) -> bytes:
    """What takes long to make is given as a function, or every worker would make it as it reads the tests."""
    return data() if callable(data) else data


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, *chunks: bytes) -> bytes:
    """A PNG that says it is so large, with these chunks after its head."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(chunks) + chunk(b"IEND", b"")


def huge() -> bytes:
    return png(60_000, 60_000, chunk(b"IDAT", zlib.compress(b"\0" * 1000)))


@cache
def profile_bomb() -> bytes:
    """50 MB of profile in 50 kB."""
    bomb = b"x\0\0" + zlib.compress(b"\0" * 50_000_000, 9)
    return png(8, 8, chunk(b"iCCP", bomb), chunk(b"IDAT", zlib.compress(b"\0" * 200)))


def joker() -> bytes:
    """A GIF that is also a script."""
    return b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)//"
