"""What every test may rely on."""

import gc
import threading
from contextlib import contextmanager

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connection, connections, transaction
from django.test import TransactionTestCase
from django.utils import translation

from responses.search import catalogue
from tests import beginnings
from tests.starting import first_start

__all__ = ["first_start"]  # a fixture of all

# One connection a thread. Once a browser was started its loop runs in this thread, and is not there in a
# process forked from it; Django would give this thread a second connection with the loop, beside the first.
connections._connections = threading.local()

# What makes four thousand tests of what it reads leaves little rubbish.
gc.set_threshold(20_000, 20, 20)

# A property holds or it does not, however busy the machine is.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")


# Few tests, long ones: begun last, each would keep one core busy while the other waits.
LONG = ("tests/hostile/", "tests/journeys/", "tests/initiative/test_serve.py")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """After the shuffling, which is by file: the long files first."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def pytest_collection_finish():
    """What is loaded by now stays: to look through it for rubbish again and again is time for nothing."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _same_beginning():
    _begin()


def _begin():
    """No limit counted and no language left over from the test before."""
    # The next test has another database, whose rows have the numbers of this one's.
    catalogue._shelf = catalogue._Shelf()
    cache.clear()
    translation.activate("en")


@pytest.fixture(scope="session")
def django_db_keepdb():
    """On SQLite: the file goes with its folder, and one that is there already is not made anew."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_modify_db_settings, django_db_blocker):
    """Between tests that really commit, Django empties every table; not here."""
    with django_db_blocker.unblock():
        with beginnings.migrated_once():
            request.getfixturevalue("django_db_setup")
        sqlite = connection.vendor == "sqlite"
        back_to_the_beginning = beginnings.copied_back() if sqlite else beginnings.written_anew()
    TransactionTestCase._fixture_teardown = lambda self: back_to_the_beginning()
    yield
    if sqlite:
        with django_db_blocker.unblock():
            connections.close_all()


@pytest.fixture(scope="session")
def laid(django_db_setup, django_db_blocker):
    """`with laid():` in a fixture of a module: rows that its tests all begin with, laid once.

    What a test adds or changes is taken back after it, these rows after the last. Only where no test commits.
    """

    @contextmanager
    def laid():
        with django_db_blocker.unblock(), transaction.atomic():
            _begin()
            yield
            transaction.set_rollback(True)

    return laid
