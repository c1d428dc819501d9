"""A backup is written beside the running site: the rows of one instant, then the files."""

import fcntl
import os
import re
import tomllib
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import django
from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.crypto import salted_hmac

from initiative.backups import folders
from initiative.backups.archive import BLOCK, Manifest, Reader, Table, Writer
from initiative.backups.errors import NotWritten
from initiative.backups.snapshot import snapshot
from initiative.backups.tables import columns_of, last_numbers, lines_of, schema_of
from responses.lib import durable

NAMED = re.compile(r"backup-\d{8}T\d{6}Z\.zip")
SECRET_KEY = "secret_key"  # noqa: S105  # its name in the file


@dataclass(frozen=True)
class Made:
    """The backup that is there now, and those that are there no longer."""

    file: Path
    manifest: Manifest
    removed: list[Path]


def make_backup(*, to: Path | None = None, keep: int | None = None, with_secret_key: bool = False) -> Made:
    """Write a backup and read it again, whole; only then is it there under its name.

    ``to`` is a folder, or the name of a .zip that is not there yet; ``keep`` removes all but so many of the
    folder's backups afterwards. Raises ``BackupError``; OSError when the disk is full.
    """
    now = datetime.now(UTC)
    file = _place(to or settings.DATA_DIR / "backups", now, keep)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _sweep(file.parent)
    with _unfinished(file) as (part, opened):
        manifest = _write(opened, now, with_secret_key)
        opened.flush()
        os.fsync(opened.fileno())
        with Reader(part) as reader:
            reader.verify()
        try:
            # A link, unlike a new name, never takes the place of another file.
            os.link(part, file)
        except FileExistsError:
            raise NotWritten(f"{file} is there already; name another file.") from None
    durable.settle(file.parent)
    return Made(file, manifest, _prune(file.parent, keep) if keep else [])


def _place(to: Path, now: datetime, keep: int | None) -> Path:
    is_file = to.suffix == ".zip" and not to.is_dir()
    if keep is not None and (is_file or keep < 1):
        raise NotWritten("--keep is for a folder of backups, and at least 1: the new one stays.")
    file = to if is_file else to / f"backup-{now:%Y%m%dT%H%M%SZ}.zip"
    if file.exists():
        raise NotWritten(f"{file} is there already; name another file.")
    return file


@contextmanager
def _unfinished(file: Path) -> Iterator[tuple[Path, IO[bytes]]]:
    """A file that only its owner can read, and that goes; held, so that nobody takes it for a dead one's."""
    part = file.with_name(f".{file.name}.part")
    try:
        handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise NotWritten(f"A backup to {file} is being written already; wait until it is done.") from None
    try:
        with os.fdopen(handle, "w+b") as opened:
            fcntl.flock(opened, fcntl.LOCK_EX)
            yield part, opened
    finally:
        part.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """What backups that were killed left behind goes: it holds people's data."""
    for part in folder.glob(".*.zip.part"):
        with part.open("rb") as opened:
            try:
                fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            part.unlink(missing_ok=True)


def _prune(folder: Path, keep: int) -> list[Path]:
    found = sorted(each for each in folder.iterdir() if NAMED.fullmatch(each.name))
    removed = found[:-keep]
    for each in removed:
        each.unlink()
    return removed


def key_mark(key: str) -> str:
    """Tells whether two secret keys are the same; of a long random key it gives nothing away."""
    return salted_hmac("backup", "which key", secret=key, algorithm="sha256").hexdigest()[:16]


def _write(opened: IO[bytes], now: datetime, with_secret_key: bool) -> Manifest:
    with Writer(opened) as writer:
        with snapshot() as connection:
            manifest = _manifest(connection, now)
            _write_tables(writer, manifest, connection)
            # After the rows: a file is on the disk before its row, so every file of these rows is there now.
            _write_files(writer)
            lacking = look_for_files(writer.members, connection.alias)
            manifest.gone, manifest.missing = lacking.gone, lacking.missing
        if with_secret_key:
            with writer.member(SECRET_KEY) as write:
                write(settings.SECRET_KEY.encode())
        writer.end(manifest)
    return manifest


def _manifest(connection: BaseDatabaseWrapper, now: datetime) -> Manifest:
    return Manifest(
        made_at=now.isoformat(timespec="seconds"),
        version=version(),
        django=django.get_version(),
        database=connection.vendor,
        site=settings.SITE_URL,
        key=key_mark(settings.SECRET_KEY),
        migrations=[],
    )


def version() -> str:
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]
    return str(project["version"])


def _write_tables(writer: Writer, manifest: Manifest, connection: BaseDatabaseWrapper) -> None:
    schema = schema_of(connection)
    if schema.unknown:
        names = ", ".join(".".join(each) for each in schema.unknown[:3])
        raise NotWritten(f"The database is of a newer version ({names}); make the backup with that version.")
    manifest.migrations = schema.migrations
    last = last_numbers(connection, schema.models)
    for model in schema.models:
        name, rows = model._meta.db_table, 0
        member = f"tables/{name}.jsonl"
        with writer.member(member) as write:
            for line in lines_of(model, connection.alias):
                write(line)
                rows += 1
        columns = [each.column for each in columns_of(model)]
        manifest.tables[name] = Table(member, columns, rows, last.get(name))


def _write_files(writer: Writer) -> None:
    for name, file in folders.kept_files():
        try:
            opened = file.open("rb")
        except FileNotFoundError:
            continue  # removed since the folder was read
        with opened, writer.member(name, packed=False) as write:
            while block := opened.read(BLOCK):
                write(block)


@dataclass
class Lacking:
    """Files that rows name and the backup has not: gone with their rows meanwhile, or the site lacks them."""

    gone: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def look_for_files(there: Container[str], alias: str) -> Lacking:
    """What rows of the snapshot name beside the members that are ``there``."""
    names = {root: name for name, root in folders.roots().items()}
    found = Lacking()
    for row, file in folders.named_by_rows(alias):
        root = next(each for each in names if file.is_relative_to(each))
        member = folders.member_of(file, names[root], root)
        if member not in there:
            still = type(row)._base_manager.filter(pk=row.pk).exists()
            (found.missing if still else found.gone).append(member)
    return found
