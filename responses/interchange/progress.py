"""How far a long run is: a bar on a terminal, nothing where output goes to a file."""

from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

WIDTH = 30
_CLEAR = "\r\x1b[K"


class Bar:
    """Counts bytes up to ``total``; silent unless ``stream`` is a terminal."""

    def __init__(self, stream: TextIO, total: int) -> None:
        self._stream, self._total, self._done, self._shown = stream, max(total, 1), 0, -1
        self._on = stream.isatty()

    def advance(self, size: int) -> None:
        self._done += size
        percent = min(100 * self._done // self._total, 100)
        if self._on and percent != self._shown:
            self._shown = percent
            filled = WIDTH * percent // 100
            self._stream.write(f"{_CLEAR}[{'#' * filled}{' ' * (WIDTH - filled)}] {percent} %")
            self._stream.flush()

    def clear(self) -> None:
        """Make room for a line of text, or for the end."""
        if self._on and self._shown >= 0:
            self._shown = -1
            self._stream.write(_CLEAR)
            self._stream.flush()


def size_of(files: Iterable[str]) -> int:
    """Bytes of all files that there are."""
    return sum(Path(file).stat().st_size for file in files if Path(file).is_file())
