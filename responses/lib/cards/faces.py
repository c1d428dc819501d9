"""Which fonts there are, which of them has a character, and in which forms: 简 and 繁 each have their own."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from threading import RLock

from PIL import ImageFont

from responses.lib.cards.lines import clusters

# Titles in a text serif and 黑, everything else in a quiet sans, as on pages. The first that is there is
# taken, the next ones where it lacks a character. Those in .woff2 are the site's own.
_LATIN = {
    "title": (
        "serif.woff2",
        "serif-ext.woff2",
        "SourceSerif4-Semibold.otf",
        "NotoSerif-SemiBold.ttf",
        "NotoSerif-Bold.ttf",
        "LiberationSerif-Bold.ttf",
        "DejaVuSerif-Bold.ttf",
        "Georgia Bold.ttf",
    ),
    "text": (
        "sans.woff2",
        "sans-ext.woff2",
        "SourceSans3-Regular.otf",
        "NotoSans-Regular.ttf",
        "LiberationSans-Regular.ttf",
        "DejaVuSans.ttf",
        "Arial.ttf",
    ),
}
# One file for all regions, of which the face is found by its name; or one file a region.
_ALL_REGIONS = {
    "title": (
        "NotoSansCJK-Bold.ttc",
        "NotoSansCJK-Medium.ttc",
        "SourceHanSans-Bold.ttc",
        "STHeiti Medium.ttc",
    ),
    "text": (
        "NotoSansCJK-Regular.ttc",
        "SourceHanSans-Regular.ttc",
        "SourceHanSans.ttc",
        "STHeiti Light.ttc",
    ),
}
_ONE_REGION = {
    "title": (
        "SourceHanSans{}-Bold.otf",
        "NotoSansCJK{}-Bold.otf",
        "NotoSans{}-Bold.otf",
        "NotoSans{}-Bold.ttf",
    ),
    "text": (
        "SourceHanSans{}-Regular.otf",
        "NotoSansCJK{}-Regular.otf",
        "NotoSans{}-Regular.otf",
        "NotoSans{}-Regular.ttf",
    ),
}
# Last, in whatever forms they have.
_ANY_REGION = (
    "NotoSansCJK-Regular.ttc",
    "NotoSerifCJK-Regular.ttc",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "DroidSansFallbackFull.ttf",
    "DroidSansFallback.ttf",
)
_KNOWN = {
    *(name for table in (_LATIN, _ALL_REGIONS) for names in table.values() for name in names),
    *(each.format(region) for names in _ONE_REGION.values() for each in names for region in ("SC", "TC")),
    *_ANY_REGION,
}
_REGION = {"zh-hans": "SC", "zh-hant": "TC"}
_WEIGHT = {"title": 600, "text": 400}
_PROBE = 24  # pixels; enough to tell a character from the box that stands for a missing one
_MISSING = "\uffff"  # no character, and so in no font
# FreeType works on one face at a time.
LOCK = RLock()


@dataclass(frozen=True, slots=True)
class Face:
    """One font of a file, in one weight where it has several."""

    path: str
    index: int = 0
    weight: int = 400

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        return _opened(self, size)

    def has(self, cluster: str) -> bool:
        """Whether it draws these characters, and no box instead of one."""
        return all(character.isspace() or _draws(self, character) for character in cluster)


@lru_cache(maxsize=128)
def _opened(face: Face, size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(face.path, size, index=face.index)
    with suppress(OSError):  # of one weight only
        font.set_variation_by_axes([face.weight])
    return font


@lru_cache(maxsize=32_768)
def _draws(face: Face, character: str) -> bool:
    return _drawn(face, character) != _box(face)


@lru_cache(maxsize=128)
def _box(face: Face) -> tuple[tuple[int, int], bytes]:
    return _drawn(face, _MISSING)


def _drawn(face: Face, character: str) -> tuple[tuple[int, int], bytes]:
    with LOCK:
        mask = face.at(_PROBE).getmask(character)
        return mask.size, bytes(mask)


class Faces:
    """The fonts found below some folders; those of an earlier folder come first."""

    def __init__(self, folders: tuple[str, ...]) -> None:
        self._paths: dict[str, str] = {}
        for path in _fonts_below(folders):
            if path.name in _KNOWN:
                self._paths.setdefault(path.name, str(path))
        # Changes with the fonts, as their drawings do.
        self.key = sha256(repr(sorted(self._paths.values())).encode()).hexdigest()[:8]
        self._chains = {
            (role, language): tuple(dict.fromkeys(self._chain(role, language)))
            for role in _LATIN
            for language in ("en", *_REGION)
        }

    def _chain(self, role: str, language: str) -> Iterator[Face]:
        # Chinese fonts bring Latin letters that go with them; Chinese within English is 简 unless it says so.
        if language not in _REGION:
            yield from self._named(_LATIN[role], role)
        yield from self._chinese(role, _REGION.get(language, "SC"))
        yield from self._named(_LATIN[role], role)
        yield from self._named(_ANY_REGION, role)

    def _named(self, names: tuple[str, ...], role: str) -> Iterator[Face]:
        for name in names:
            if name in self._paths:
                yield from _faces(self._paths[name], _WEIGHT[role])

    def _chinese(self, role: str, region: str) -> Iterator[Face]:
        for name in _ALL_REGIONS[role]:
            if name in self._paths:
                yield from _faces(self._paths[name], _WEIGHT[role], region)
        yield from self._named(tuple(each.format(region) for each in _ONE_REGION[role]), role)

    def runs(self, text: str, role: str, language: str) -> list[tuple[Face, str]] | None:
        """The text by the faces that draw it; None where one of its characters is in none of them."""
        found: list[tuple[Face, str]] = []
        for cluster in clusters(text):
            face = self._face(cluster, role, language, found[-1][0] if found else None)
            if face is None:
                return None
            if found and found[-1][0] == face:
                found[-1] = (face, found[-1][1] + cluster)
            else:
                found.append((face, cluster))
        return found

    def _face(self, cluster: str, role: str, language: str, before: Face | None) -> Face | None:
        if cluster.isspace() and before:
            return before
        return next((each for each in self._chains[role, language] if each.has(cluster)), None)


@lru_cache(maxsize=8)
def faces_in(folders: tuple[str, ...]) -> Faces:
    """The fonts below these folders, looked for once a process."""
    return Faces(folders)


def _fonts_below(folders: tuple[str, ...]) -> Iterator[Path]:
    for folder in folders:
        for root, _folders, names in os.walk(folder):
            yield from (Path(root, name) for name in sorted(names))


def _faces(path: str, weight: int, region: str = "") -> Iterator[Face]:
    """The face of a file, or that of a region among several: “Noto Sans CJK SC”."""
    for index in range(10 if region else 1):
        try:
            name = ImageFont.truetype(path, _PROBE, index=index).getname()[0] or ""
        except OSError:
            return  # no such face, or no font at all
        if not region or name.endswith(f" {region}"):
            yield Face(path, index, weight)
            return
