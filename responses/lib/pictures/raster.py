"""The work of the child process: any raster file in, a picture of ours out."""

import io
import json
import re
import sys

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from responses.lib import sandbox
from responses.lib.pictures.bare import is_bare
from responses.lib.pictures.picture import MOST_PIXELS, Picture, Refused, packed, widths_of

LONGEST_SIDE = 4096  # pixels of the master
_WORK = 10  # seconds of processor; 40 megapixels need four
_MEMORY = 1024 * 1024 * 1024  # bytes; 40 megapixels with transparency are 160 MB, and stand there thrice
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
_SIMPLE = ("RGB", "RGBA", "L", "P")
_LARGEST_PROFILE = 1_000_000  # bytes; those of honest files have some thousands
_SVG = re.compile(rb"<\s*svg[\s>]", re.IGNORECASE)
# From a lossless original, PNG as long as it does not weigh much more than JPEG would: a photograph does.
_PNG_MAY_WEIGH = 1.5


def child() -> None:
    """Read standard input; write a packed picture, or the code of a refusal."""
    sandbox.confine(memory=_MEMORY, work=_WORK)
    try:
        answer = packed(read(sys.stdin.buffer.read()))
    except Refused as refusal:
        answer = json.dumps({"refused": refusal.code}).encode()
    sys.stdout.buffer.write(answer)


def read(data: bytes) -> Picture:
    """The picture in ``data``. Raises Refused; anything else that goes wrong ends the process."""
    try:
        image = _opened(data)
        is_lossless = image.format in ("PNG", "GIF")
        is_clean = image.mode in _SIMPLE and max(image.size) <= LONGEST_SIDE and is_bare(data)
        image = _plain(image)
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:
        raise error if isinstance(error, Refused) else Refused("damaged") from error
    width, height = image.size
    largest = _resized(image, max(widths_of(width)))
    kind = "png" if image.mode == "RGBA" or (is_lossless and _is_better_as_png(largest)) else "jpeg"
    same_kind = is_lossless == (kind == "png")
    return Picture(
        kind,
        width,
        height,
        data if is_clean and same_kind else _encoded(image, kind, quality=92),
        {each: _encoded(_resized(image, each), kind, quality=82) for each in widths_of(width)},
    )


def _opened(data: bytes) -> Image.Image:
    """The file's head read, its size refused before anything is decoded."""
    Image.MAX_IMAGE_PIXELS = None  # we look ourselves, and say it in our words
    try:
        image = Image.open(io.BytesIO(data), formats=_FORMATS)
    except UnidentifiedImageError as error:
        raise Refused("vector" if _SVG.search(data[:65_536]) else "kind") from error
    if image.width * image.height > MOST_PIXELS:
        raise Refused("pixels")
    return image


def _plain(image: Image.Image) -> Image.Image:
    """The first frame, upright, in sRGB, no larger than a master: RGB, or RGBA where one sees through it."""
    profile = image.info.get("icc_profile")
    image.draft(None, (LONGEST_SIDE, LONGEST_SIDE))  # of a large JPEG decode no more than is needed
    image.load()
    image = _eight_bits(ImageOps.exif_transpose(image))
    if image.mode == "P" or "transparency" in image.info or image.mode in ("LA", "PA", "La", "RGBa"):
        image = image.convert("RGBA")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    colours = _in_srgb(image, profile)
    if image.mode == "RGBA" and image.getchannel("A").getextrema() != (255, 255):
        colours.putalpha(image.getchannel("A"))
    return colours


def _eight_bits(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return image.convert("L") if image.mode in ("1", "F") else image


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """In RGB, by the file's own colour profile where that is one that can be used."""
    if image.mode == "RGBA":
        image = image.convert("RGB")
    if profile and len(profile) <= _LARGEST_PROFILE:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            found = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
            if found is not None:
                return _bare(found)
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # a profile that nobody understands says nothing of the picture
    return _bare(image.convert("RGB"))


def _bare(image: Image.Image) -> Image.Image:
    """The same without what Pillow remembers of the file, some of which it would write again."""
    image.info.clear()
    return image


def _resized(image: Image.Image, width: int) -> Image.Image:
    if width == image.width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _is_better_as_png(image: Image.Image) -> bool:
    as_png, as_jpeg = _encoded(image, "png", quality=0), _encoded(image, "jpeg", quality=82)
    return len(as_png) <= _PNG_MAY_WEIGH * len(as_jpeg)


def _encoded(image: Image.Image, kind: str, *, quality: int) -> bytes:
    written = io.BytesIO()
    if kind == "png":
        image.save(written, "PNG", compress_level=6)
    else:
        image.save(written, "JPEG", quality=quality, optimize=True, progressive=True)
    return written.getvalue()
