"""A site is made of a backup: checked, built apart, and then in one instant in the old one's place.

Until that instant the site is the old one, after it the new one; killed at any point, the same command again
does it from the beginning. What was there is put aside under a dated name.
"""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError

from initiative.backups import folders
from initiative.backups.archive import Manifest, Reader
from initiative.backups.building import build
from initiative.backups.errors import BackupError, Foreign, NotEmpty, NotWritten
from initiative.backups.making import SECRET_KEY, key_mark
from initiative.backups.tables import schema_after
from initiative.backups.targets import target
from initiative.preparation import alone
from responses.lib import durable

STAGING = "restoring"
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Restored:
    """What is there now; ``aside`` is where the old site's files are, if there was one; see ``held``."""

    manifest: Manifest
    aside: Path | None
    held: int


def check(file: Path) -> Manifest:
    """What is in a backup, once all of it was read and found whole. Raises ``BackupError``."""
    with Reader(file) as reader:
        reader.verify()
        _refuse_foreign(reader)
        return reader.manifest


def restore(
    *, file: Path, replace: bool = False, moved: bool = False, tell: Tell = lambda _: None
) -> Restored:
    """Make the site that a backup is of. Raises ``BackupError``; OSError when the disk is full.

    ``replace`` allows for a site being there. ``moved`` says that nothing ran since the backup was made, so
    that letters waiting then are still to be sent; else they are *uncertain*, for a person to decide.
    """
    now = datetime.now(UTC)
    place, aside = target(), settings.DATA_DIR / f"replaced_{now:%Y%m%dT%H%M%SZ}".lower()
    with ExitStack() as stack:
        reader = stack.enter_context(Reader(file))
        reader.verify()
        _refuse_foreign(reader)
        _refuse_wrong_user()
        stack.enter_context(alone())
        is_there = place.holds_a_site() or any(True for _each in folders.kept_files())
        if is_there and not replace:
            raise NotEmpty(place.where)
        stack.enter_context(place.alone())
        staging = _staging(tell)
        stack.callback(shutil.rmtree, staging, ignore_errors=True)
        tell(f"Restoring to {place.where} …")
        _unpack(reader, staging)
        with _refusals(), place.building(staging, aside):
            held = build(reader, moved=moved)
            tell("Putting it in place …")
            old = _put_files(reader.manifest, staging, aside)
        _put_rest(reader, old, staging, aside)
    # Of the site that was.
    with suppress(Exception):
        cache.clear()
    return Restored(reader.manifest, aside if is_there else None, held)


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except DatabaseError as error:
        raise BackupError(f"The database does not take it, and the site is as it was: {error}") from error


def _refuse_foreign(reader: Reader) -> None:
    manifest = reader.manifest
    schema = schema_after(manifest.migrations)
    if schema.unknown:
        names = ", ".join(".".join(each) for each in schema.unknown[:3])
        raise Foreign(
            reader.file, f"it is of a newer version, {manifest.version} ({names}). Install that first."
        )
    if {model._meta.db_table for model in schema.models} != set(manifest.tables):
        raise Foreign(reader.file, "its tables are not those that its own version had.")
    strange = [name for name in manifest.files if folders.place_of(name) is None]
    if strange:
        raise Foreign(reader.file, f"there is no place here for {strange[0]!r}.")


def _refuse_wrong_user() -> None:
    """What root writes, the site's own user could not open."""
    settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    owner = settings.DATA_DIR.stat().st_uid
    if owner != os.geteuid():
        raise NotWritten(f"{settings.DATA_DIR} belongs to user {owner}; run this as that user (sudo -u …).")


def _staging(tell: Tell) -> Path:
    staging: Path = settings.DATA_DIR / STAGING
    if staging.exists():
        tell("An earlier restore was cut off; this one begins anew.")
        shutil.rmtree(staging)
    staging.mkdir(mode=0o700)
    return staging


def _unpack(reader: Reader, staging: Path) -> None:
    """The files, written out and checked, before anything of the site is touched."""
    for name in reader.manifest.files:
        place = staging / name
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with place.open("xb") as opened:
            place.chmod(0o600)
            for block in reader.blocks(name):
                opened.write(block)
            opened.flush()
            os.fsync(opened.fileno())


def _put_files(manifest: Manifest, staging: Path, aside: Path) -> list[Path]:
    """The backup's files beside the old ones, which have a second name aside; the old ones it has not.

    Names are random and files never change, so both sites' files can lie together: the one that rows do not
    name is a stranger there, and swept.
    """
    new = {folders.place_of(name): staging / name for name in manifest.files}
    old = [file for _name, file in folders.kept_files()]
    for name, file in list(folders.kept_files()):
        folders.links(file, aside / name)
    touched = set()
    for place, file in new.items():
        assert place is not None  # noqa: S101  # was refused
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _put(file, place)
        touched |= {place.parent, place.parent.parent}
    for folder in touched:
        durable.settle(folder)
    return [file for file in old if file not in new]


def _put(file: Path, place: Path) -> None:
    try:
        file.replace(place)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # The folder is on another disk.
        unfinished = place.with_name(f"{place.name}.part")
        unfinished.unlink(missing_ok=True)
        durable.write(unfinished, file.read_bytes())
        unfinished.replace(place)


def _put_rest(reader: Reader, old: list[Path], staging: Path, aside: Path) -> None:
    """What follows once the site is the new one: the old one's files go, the secret key comes."""
    for file in old:
        file.unlink(missing_ok=True)
        with suppress(OSError):
            file.parent.rmdir()
    if SECRET_KEY in reader.manifest.members:
        _put_key(b"".join(reader.blocks(SECRET_KEY)), staging, aside)


def _put_key(key: bytes, staging: Path, aside: Path) -> None:
    place = settings.DATA_DIR / SECRET_KEY
    if place.exists() and place.read_bytes() == key:
        return
    if place.exists():
        folders.links(place, aside / SECRET_KEY)
    durable.write(staging / SECRET_KEY, key)
    (staging / SECRET_KEY).replace(place)


def is_of_this_key(manifest: Manifest) -> bool:
    """Whether authenticator apps, recovery codes and links in letters go on working."""
    return manifest.key == key_mark(settings.SECRET_KEY) or SECRET_KEY in manifest.members
