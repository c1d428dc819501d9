"""Cards that were drawn, kept as files until they are many or old. What is lost is drawn again."""

import logging
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock

from responses.lib import durable

logger = logging.getLogger(__name__)

MOST = 2_000  # files, some 50 MB
OLDEST = 90 * 24 * 3600  # seconds
_SUFFIX = ".png"
_DRAWING = Lock()


def kept(root: Path, key: str, make: Callable[[], bytes]) -> bytes:
    """The card of this key: read, or made and kept. One is made at a time, and each once."""
    file = root / f"{key}{_SUFFIX}"
    found = _read(file)
    if found is not None:
        return found
    with _DRAWING:
        found = _read(file)  # perhaps whoever was here before has made it
        if found is None:
            found = make()
            _keep(file, found)
    return found


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None


def _keep(file: Path, data: bytes) -> None:
    """Written whole or not at all. A full disk costs time, for it is drawn again, and nothing else."""
    unfinished = file.with_suffix(f".{secrets.token_hex(8)}")
    try:
        file.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
        durable.write(unfinished, data, mode=0o640)
        unfinished.rename(file)
        sweep(file.parent)
    except OSError:
        logger.warning("A card could not be kept", exc_info=True)
        with suppress(OSError):
            unfinished.unlink()


def sweep(root: Path) -> None:
    """Remove the oldest of too many, those that are old, and what a killed process left unfinished."""
    for left in durable.abandoned(root, {file.name for file in root.glob(f"*{_SUFFIX}")}):
        left.unlink(missing_ok=True)
    aged = sorted((file.stat().st_mtime, file) for file in root.glob(f"*{_SUFFIX}"))
    too_many = len(aged) - MOST
    for number, (made, file) in enumerate(aged):
        if number < too_many or time.time() - made > OLDEST:
            file.unlink(missing_ok=True)
