"""Files that are on the disk, whole, before anything says that they are there."""

import os
import time
from collections.abc import Container
from pathlib import Path

_ABANDONED_AFTER = 3600  # seconds; no upload and no transaction takes that long


def write(file: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Write a new file and wait until its bytes last (``fsync``). Raises OSError, also when it exists."""
    with file.open("xb") as opened:
        file.chmod(mode)
        opened.write(data)
        opened.flush()
        os.fsync(opened.fileno())


def settle(folder: Path) -> None:
    """Make the names in a folder last, as ``fsync`` of a file makes its bytes."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def abandoned(folder: Path, known: Container[str]) -> list[Path]:
    """What a process that was killed left in a folder: entries that no row knows, an hour old or more."""
    entries = sorted(folder.iterdir()) if folder.is_dir() else []
    unknown = (each for each in entries if each.name not in known)
    return [each for each in unknown if time.time() - each.stat().st_mtime > _ABANDONED_AFTER]
