"""Pictures of strangers: honest ones are taken whatever their kind, all others refused with a sentence."""

import io
import os
import time
from collections.abc import Callable

import pytest
from PIL import Image

from responses.lib.pictures import Refused, read_safely, shelf, widths_of
from responses.lib.pictures.bare import is_bare
from tests import pictures

DARK, LIGHT = (20, 40, 120), (240, 200, 40)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def is_near(pixel: tuple[int, ...], wanted: tuple[int, ...], most: int = 14) -> bool:
    return all(abs(one - other) <= most for one, other in zip(pixel, wanted, strict=True))


def test_widths_are_480_960_1600_and_nothing_is_enlarged() -> None:
    assert [widths_of(width) for width in (5000, 1600, 1200, 960, 300)] == [
        (480, 960, 1600),
        (480, 960, 1600),
        (480, 960, 1200),
        (480, 960),
        (300,),
    ]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (pictures.picture(), "png"),
        (pictures.picture(kind="JPEG"), "jpeg"),
        (pictures.picture(kind="WEBP"), "jpeg"),
        (pictures.picture(kind="GIF"), "png"),
        (pictures.picture(mode="CMYK", kind="JPEG"), "jpeg"),
        (pictures.picture(mode="L", kind="JPEG"), "jpeg"),
        (pictures.picture(mode="I;16"), "png"),
        (pictures.picture(mode="RGBA"), "png"),
        (pictures.with_profile(), "jpeg"),
        (pictures.with_profile(kind="PNG", size=3000), "png"),
    ],
    ids="png jpeg webp gif cmyk grey 16-bit alpha profile no-profile".split(),
)
def test_honest_pictures_of_every_kind_look_the_same_afterwards(data: bytes, kind: str) -> None:
    found = read_safely(data)
    shown = opened(found.sizes[480])
    assert (found.kind, found.width, found.height, tuple(found.sizes)) == (kind, 640, 480, (480, 640))
    assert (shown.format, shown.size, shown.mode) == (kind.upper(), (480, 360), "RGB")
    if "L" not in opened(data).mode and opened(data).mode not in ("CMYK", "I;16"):
        assert is_near(shown.getpixel((100, 180)), DARK)
        assert is_near(shown.getpixel((380, 180)), LIGHT)
    assert sum(shown.getpixel((100, 180))) < sum(shown.getpixel((380, 180)))


def test_a_photograph_becomes_a_jpeg_whatever_it_came_as() -> None:
    assert read_safely(pictures.photograph()).kind == "jpeg"


def test_a_picture_is_turned_upright_and_says_nothing_beside_itself() -> None:
    found = read_safely(pictures.turned())
    assert (found.width, found.height) == (300, 400)
    top, bottom = opened(found.master).getpixel((150, 40)), opened(found.master).getpixel((150, 360))
    assert (is_near(top, DARK), is_near(bottom, LIGHT)) == (True, True)
    for data in (found.master, *found.sizes.values()):
        assert (b"script" in data, b"Exif" in data, is_bare(data)) == (False, False, True)


def test_of_an_animation_the_first_frame_is_shown() -> None:
    found = read_safely(pictures.animated())
    shown = opened(found.sizes[60])
    assert (getattr(shown, "n_frames", 1), shown.convert("RGB").getpixel((30, 20))) == (1, (255, 0, 0))


def test_what_one_sees_through_stays_so() -> None:
    shown = opened(read_safely(pictures.see_through()).sizes[50])
    assert (shown.mode, shown.getpixel((10, 10))[3], shown.getpixel((40, 10))) == (
        "RGBA",
        0,
        (255, 0, 0, 255),
    )


def test_a_large_picture_has_a_master_of_4096_pixels() -> None:
    found = read_safely(pictures.picture(6000, 3000, kind="JPEG"))
    assert (found.width, found.height, opened(found.master).size) == (4096, 2048, (4096, 2048))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_without_anything_else_is_kept_byte_for_byte_and_so_are_ours(kind: str) -> None:
    data = pictures.picture(kind=kind)
    assert read_safely(data).master == data
    ours = read_safely(pictures.picture(kind=kind) + b"<script>").master
    assert read_safely(ours).master == ours


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 10_000_000, "large"),
        (pictures.huge(), "pixels"),
        (pictures.SVG, "vector"),
        (b"<html><script>alert(1)</script></html>", "kind"),
        (b"PK\x03\x04" + b"\0" * 500, "kind"),
        (b"%PDF-1.7", "kind"),
        (pictures.joker(), "kind"),
        (lambda: pictures.photograph()[:9000], "damaged"),
        (lambda: pictures.photograph(kind="JPEG")[:9000], "damaged"),
        (pictures.profile_bomb, "damaged"),
        (pictures.png(8, 8), "damaged"),
        (b"RIFF\xff\xff\xff\xffWEBPVP8X" + b"\xff" * 30, "damaged"),
    ],
    ids="empty large huge svg html zip pdf script torn-png torn-jpeg profile-bomb no-data webp".split(),
)
def test_what_is_no_honest_picture_is_refused(data: bytes | Callable[[], bytes], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_safely(pictures.made(data))
    assert refusal.value.code == code


@pytest.mark.parametrize("beside", [b"<script>", b"\xff\xfe\0\x08alert"])
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_what_follows_a_picture_is_left_out(kind: str, beside: bytes) -> None:
    found = read_safely(pictures.picture(kind=kind) + beside)
    assert [beside in data for data in (found.master, *found.sizes.values())] == [False] * 3


@pytest.mark.parametrize(
    "data",
    [
        pictures.turned(),
        pictures.with_profile(),
        pictures.picture() + b"x",
        pictures.picture(kind="JPEG") + b"x",
        pictures.picture(kind="JPEG")[:-2],
        pictures.picture()[:-4],
        b"\xff\xd8",
        b"",
    ],
)
def test_a_file_with_anything_beside_its_picture_is_not_bare(data: bytes) -> None:
    assert is_bare(data) is False


def test_files_are_written_whole_under_names_that_tell_nothing(tmp_path) -> None:
    found = read_safely(pictures.picture())
    folder = shelf.put(tmp_path / "images", found)
    assert sorted(each.name for each in (tmp_path / "images" / folder).iterdir()) == [
        "480.png",
        "640.png",
        "master.png",
    ]
    assert shelf.path(tmp_path / "images", folder, "png", 480).read_bytes() == found.sizes[480]
    assert [each.name for each in (tmp_path / "images").iterdir()] == [folder]


def test_a_write_that_fails_leaves_nothing(tmp_path, settings) -> None:
    found = read_safely(pictures.picture())
    (tmp_path / "images").write_text("a file stands where the folder should be")
    with pytest.raises(OSError, match="exists"):
        shelf.put(tmp_path / "images", found)
    assert [each.name for each in tmp_path.iterdir()] == ["images"]


def test_only_old_folders_that_nobody_knows_are_swept(tmp_path) -> None:
    for name in ("known", "new", "old", "torn.part"):
        (tmp_path / name).mkdir()
    for name in ("known", "old", "torn.part"):
        os.utime(tmp_path / name, (time.time() - 7200,) * 2)
    assert shelf.sweep(tmp_path, {"known"}) == ["old", "torn.part"]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["known", "new"]
