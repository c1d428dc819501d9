"""The file: a zip that any tool opens, with a list of what is in it, how long it is, and its SHA-256.

The list is written last, so a file that was cut off has none; nothing of a site is ever held in memory whole.
"""

import hashlib
import json
import os
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from initiative.backups.errors import BackupError, Damaged, Foreign

FORMAT, VERSION = "dialogue initiative: backup", 1
MANIFEST = "manifest.json"
BLOCK = 1 << 20
# Of texts a little more than half of what the slowest setting saves, in a fifth of its time.
EFFORT = 2


@dataclass
class Table:
    """One table: where its rows are, which columns they have, how many they are, the last number given."""

    member: str
    columns: list[str]
    rows: int
    last: int | None = None


@dataclass
class Manifest:
    """What a backup says of itself. ``members`` gives SHA-256 and bytes of all else in the file.

    ``gone`` names the files whose rows went while the backup was made, ``missing`` those that the site itself
    lacked. ``key`` tells two secret keys apart and is none itself.
    """

    made_at: str
    version: str
    django: str
    database: str
    site: str
    key: str
    migrations: list[tuple[str, str]]
    tables: dict[str, Table] = field(default_factory=dict)
    members: dict[str, tuple[str, int]] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def in_json(self) -> bytes:
        said = {"format": FORMAT, "format_version": VERSION, **asdict(self)}
        return json.dumps(said, ensure_ascii=False, indent=1).encode()

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    @property
    def files(self) -> dict[str, tuple[str, int]]:
        return {name: each for name, each in self.members.items() if name.startswith("files/")}


class Writer:
    """Writes members one after another into an open file."""

    def __init__(self, file: IO[bytes]) -> None:
        self.zip = ZipFile(file, "w", ZIP_DEFLATED, compresslevel=EFFORT)
        self.members: dict[str, tuple[str, int]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        # After an error there is nothing to end well.
        with suppress(OSError, ValueError) if raised[0] else nullcontext():
            self.zip.close()

    @contextmanager
    def member(self, name: str, *, packed: bool = True) -> Iterator[Callable[[bytes], None]]:
        """Call what it gives with the bytes, in pieces; pictures and manuscripts are packed already."""
        digest, size = hashlib.sha256(), 0
        info: ZipInfo | str = name
        if not packed:
            info = ZipInfo(name)
            info.compress_type = ZIP_STORED
        with self.zip.open(info, "w", force_zip64=True) as opened:

            def write(data: bytes) -> None:
                nonlocal size
                opened.write(data)
                digest.update(data)
                size += len(data)

            yield write
        self.members[name] = (digest.hexdigest(), size)

    def end(self, manifest: Manifest) -> None:
        """Write the list of all that was written."""
        manifest.members = self.members
        self.zip.writestr(MANIFEST, manifest.in_json())


# Whatever a wrong byte can make of a zip, of a stream in it, of a line of JSON.
_BROKEN = (
    BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
)


class Reader:
    """A backup, opened; every reading of it is checked against its list. Raises ``Damaged``, ``Foreign``."""

    def __init__(self, file: Path) -> None:
        self.file = file
        try:
            self.opened = file.open("rb")
        except OSError as error:
            raise BackupError(f"{file} cannot be read: {error.strerror}.") from error
        try:
            with self._unbroken("its list of contents"):
                self.zip = self._as_zip()
                self.manifest = self._manifest()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self.opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    @contextmanager
    def _unbroken(self, what: str) -> Iterator[None]:
        try:
            yield
        except BackupError:
            raise
        except _BROKEN as error:
            raise Damaged(self.file, f"{what}: {error}") from error

    def _as_zip(self) -> ZipFile:
        begins = self.opened.read(4)
        self.opened.seek(0)
        if begins[:2] != b"PK":
            if self.opened.seek(0, os.SEEK_END) == 0:
                raise Damaged(self.file, "it is empty")
            raise Foreign(self.file, "it is no backup of such a site.")
        return ZipFile(self.opened)

    def _manifest(self) -> Manifest:
        if MANIFEST not in self.zip.namelist():
            raise Foreign(self.file, "it is no backup of such a site; it has no list of its contents.")
        said: dict[str, Any] = json.loads(self.zip.read(MANIFEST))
        if not isinstance(said, dict) or said.pop("format", None) != FORMAT:
            raise Foreign(self.file, "it is no backup of such a site.")
        if (version := said.pop("format_version")) != VERSION:
            raise Foreign(self.file, f"it is of format {version}; take a version that knows that format.")
        said["tables"] = {name: Table(**table) for name, table in said["tables"].items()}
        said["members"] = {name: (digest, size) for name, (digest, size) in said["members"].items()}
        said["migrations"] = [(app, name) for app, name in said["migrations"]]
        return Manifest(**said)

    def verify(self, tell: Callable[[int], None] = lambda _bytes: None) -> None:
        """Read everything once: each member as its list says, and nothing beside them."""
        with self._unbroken("its list of contents"):
            names = self.zip.namelist()
            wanted = {*self.manifest.members, MANIFEST}
            strange = sorted(set(names) ^ wanted)
            if strange or len(names) != len(wanted):
                raise Damaged(
                    self.file, f"{', '.join(strange[:3]) or 'a name'} is missing or not on its list"
                )
        for name in self.manifest.members:
            for block in self.blocks(name):
                tell(len(block))

    def blocks(self, name: str) -> Iterator[bytes]:
        """The bytes of a member in pieces; what comes before an error is not to be trusted."""
        with self._unbroken(name):
            wanted, length = self.manifest.members[name]
            digest, size = hashlib.sha256(), 0
            with self.zip.open(name) as opened:
                while block := opened.read(BLOCK):
                    size += len(block)
                    if size > length:
                        raise Damaged(self.file, f"{name} is longer than its list says")
                    digest.update(block)
                    yield block
            if (digest.hexdigest(), size) != (wanted, length):
                raise Damaged(self.file, f"{name} is not what was written")

    def rows(self, table: Table) -> Iterator[list[Any]]:
        """The rows of a table, as many as the list says."""
        number, rest = 0, b""
        for block in self.blocks(table.member):
            *lines, rest = (rest + block).split(b"\n")
            for line in lines:
                number += 1
                with self._unbroken(table.member):
                    yield json.loads(line)
        if rest or number != table.rows:
            raise Damaged(self.file, f"{table.member} has {number} rows and not {table.rows}")
