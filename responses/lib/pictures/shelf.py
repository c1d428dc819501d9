"""Pictures as files: a folder with a random name for each, written whole or not at all.

The folder's name is told to nobody and is not the picture's key; no name of a client's is ever used.
"""

import os
import secrets
import shutil
import time
from collections.abc import Container
from pathlib import Path

from responses.lib.pictures.picture import Picture

EXTENSIONS = {"jpeg": "jpg", "png": "png"}
_MASTER = "master"
_UNFINISHED = ".part"
_ABANDONED_AFTER = 3600  # seconds; no upload and no transaction takes that long


def put(root: Path, picture: Picture) -> str:
    """Write a picture; return its folder once everything is on the disk. Raises OSError, leaving nothing."""
    root.mkdir(mode=0o750, parents=True, exist_ok=True)
    name = secrets.token_hex(16)
    unfinished = root / f"{name}{_UNFINISHED}"
    try:
        unfinished.mkdir(mode=0o750)
        for stem, data in ((_MASTER, picture.master), *picture.sizes.items()):
            _write(unfinished / f"{stem}.{EXTENSIONS[picture.kind]}", data)
        _sync(unfinished)
        unfinished.rename(root / name)
        _sync(root)
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
    swept = []
    for each in sorted(root.iterdir()) if root.is_dir() else ():
        if each.name not in known and time.time() - each.stat().st_mtime > _ABANDONED_AFTER:
            shutil.rmtree(each, ignore_errors=True)
            swept.append(each.name)
    return swept


def _write(file: Path, data: bytes) -> None:
    with file.open("xb") as opened:
        opened.write(data)
        opened.flush()
        os.fsync(opened.fileno())
    file.chmod(0o640)


def _sync(folder: Path) -> None:
    """Make the names in a folder last, as fsync of a file makes its bytes."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
