"""Files as they were sent: on disk before they are in the database, private, never under their own names."""

import hashlib
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Q, Sum

from responses.events.services import record
from responses.lib import durable
from responses.lib.lines import line
from responses.people.models import User
from responses.threads.errors import NoRoom
from responses.threads.models import Essay, KeptFile, WorkingCopy


def keep_file(
    *,
    data: bytes,
    name: str,
    kind: str,
    user: User | None,
    working_copy: WorkingCopy | None = None,
    essay: Essay | None = None,
) -> KeptFile:
    """Keep a file with an essay, or with a working copy that becomes one. Raises ``NoRoom``.

    Without a user it is a stranger's: such files have a share of their own, and never fill the editors'.
    The bytes are on disk (``fsync``) before the row says so; a crash between leaves a file that no row
    knows, never a row without its file.
    """
    _make_sure_of_room(len(data), is_strangers=user is None)
    kept = KeptFile(
        kind=kind,
        essay=essay,
        working_copy=working_copy,
        name=line(Path(name).name)[:255] or kind,
        size=len(data),
        digest=hashlib.sha256(data).hexdigest(),
        created_by=user,
    )
    try:
        _sweep()
        _write(place_of(kept), data)
    except OSError as error:
        raise NoRoom from error
    kept.save()
    return kept


def _make_sure_of_room(size: int, *, is_strangers: bool) -> None:
    of_strangers = Q(created_by=None, essay=None)
    beside = KeptFile.objects.filter(of_strangers if is_strangers else ~of_strangers)
    used = beside.aggregate(total=Sum("size"))["total"] or 0
    if used + size > (settings.STRANGERS_FILES_QUOTA if is_strangers else settings.KEPT_FILES_QUOTA):
        raise NoRoom


def place_of(kept: KeptFile) -> Path:
    """Where the bytes of a kept file lie."""
    return kept.files()[0]


def hand_over_files(*, working_copy: WorkingCopy, essay: Essay, user: User) -> None:
    """What came with a working copy stays with the essay that it has become."""
    for kept in working_copy.kept_files.all():
        kept.essay, kept.working_copy = essay, None
        kept.save(update_fields=["essay", "working_copy"])
        record("file kept", subject=essay, actor=user, kind=kept.kind, bytes=kept.size)


def throw_away_files(*, working_copy: WorkingCopy) -> None:
    """A text was given up before it was ever saved: its files go with it, once the database says so."""
    for kept in working_copy.kept_files.filter(essay=None):
        place = place_of(kept)
        kept.delete()
        transaction.on_commit(partial(place.unlink, missing_ok=True))


def _sweep() -> None:
    """Strangers' files that no row knows are not kept: a crash came between the file and its row."""
    known = set(KeptFile.objects.values_list("path", flat=True))
    for each in durable.abandoned(Path(settings.KEPT_FILES_ROOT), known):
        each.unlink(missing_ok=True)


def _write(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = place.with_suffix(".part")
    try:
        durable.write(unfinished, data)
        unfinished.rename(place)
        durable.settle(place.parent)
    finally:
        unfinished.unlink(missing_ok=True)
