"""What must be true before the site can answer; each step does nothing when it is true already."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from initiative import first_start
from initiative.catalogs import compile_catalogs
from responses.threads.services.finding import complete_search


def prepare() -> str | None:
    """Make the site ready; the password of the editor's account, if this made one."""
    settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    with alone():
        compile_catalogs(settings.BASE_DIR / "locale", settings.DATA_DIR / "locale")
        _migrate()
        call_command("createcachetable", verbosity=0)
        _collect_static_files()
        # Outside a local site nobody wants an invented dialogue, nor an account with a known name.
        if not settings.LOCAL:
            return None
        first_start.load_demonstration()
        return first_start.make_editor_account()


@contextmanager
def alone() -> Iterator[None]:
    """Two starts on one data folder wait for each other; the lock goes with its process."""
    with (settings.DATA_DIR / "preparing.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    # Even an empty migrate writes (permissions, triggers), and a second start is to change nothing.
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
    else:
        # An update may have been killed when the tables were done, and the index was not.
        complete_search()


def _collect_static_files() -> None:
    stamp = settings.DATA_DIR / "static.stamp"
    now = _static_fingerprint()
    if not stamp.exists() or stamp.read_text() != now or not settings.STATIC_ROOT.is_dir():
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(now)


def _static_fingerprint() -> str:
    """Changes when a file, or how files are stored, changes; by size and time, as make does."""
    digest = hashlib.sha256(f"{django.__version__} {settings.STORAGES['staticfiles']}".encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = (storage.path(path), storage.size(path), storage.get_modified_time(path))
            digest.update(repr(stat).encode())
    return digest.hexdigest()
