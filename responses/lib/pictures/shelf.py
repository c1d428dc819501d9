"""Pictures as files: a folder with a random name for each, written whole or not at all.

The folder's name is told to nobody and is not the picture's key; no name of a client's is ever used.
"""

import secrets
import shutil
from collections.abc import Container
from pathlib import Path

from responses.lib import durable
from responses.lib.pictures.picture import Picture

EXTENSIONS = {"jpeg": "jpg", "png": "png"}
_MASTER = "master"
_UNFINISHED = ".part"


def put(root: Path, picture: Picture) -> str:
    """Write a picture; return its folder once everything is on the disk. Raises OSError, leaving nothing."""
    root.mkdir(mode=0o750, parents=True, exist_ok=True)
    name = secrets.token_hex(16)
    unfinished = root / f"{name}{_UNFINISHED}"
    try:
        unfinished.mkdir(mode=0o750)
        for stem, data in ((_MASTER, picture.master), *picture.sizes.items()):
            durable.write(unfinished / f"{stem}.{EXTENSIONS[picture.kind]}", data, mode=0o640)
        durable.settle(unfinished)
        unfinished.rename(root / name)
        durable.settle(root)
    except OSError:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return name


def path(root: Path, folder: str, kind: str, width: int | None = None) -> Path:
    """Where the file of one width is, or the master."""
    return root / folder / f"{width or _MASTER}.{EXTENSIONS[kind]}"


def remove(root: Path, folder: str) -> None:
    """Take a picture's files away, as far as they are there."""
    shutil.rmtree(root / folder, ignore_errors=True)


def sweep(root: Path, known: Container[str]) -> list[str]:
    """Remove what a process that was killed left behind: folders that no row knows, an hour old or more."""
    left = durable.abandoned(root, known)
    for each in left:
        shutil.rmtree(each, ignore_errors=True)
    return [each.name for each in left]
