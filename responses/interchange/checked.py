"""Threads that were read and checked, kept on disk until they are written: no file is read twice."""

import pickle
from collections.abc import Iterator
from tempfile import TemporaryFile
from types import TracebackType
from typing import NamedTuple, Self

from django.conf import settings

from responses.interchange.records import ThreadRecord


class Found(NamedTuple):
    """A thread, where it was read, and how many bytes it took there."""

    file: str
    number: int
    size: int
    record: ThreadRecord


class Checked:
    """Takes threads one by one and gives them back in that order, one in memory at a time.

    The file has no name: it is gone with the process, however that ends.
    """

    def __init__(self) -> None:
        self._kept, self._count = TemporaryFile(dir=settings.DATA_DIR), 0  # noqa: SIM115  # closed by __exit__

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._kept.close()

    def keep(self, found: Found) -> None:
        pickle.dump(tuple(found), self._kept, protocol=pickle.HIGHEST_PROTOCOL)
        self._count += 1

    def __iter__(self) -> Iterator[Found]:
        self._kept.seek(0)
        for _place in range(self._count):
            yield Found(*pickle.load(self._kept))  # noqa: S301  # what this process wrote a moment ago
