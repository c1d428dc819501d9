"""What every test may rely on."""

import gc
import sqlite3
import threading
from contextlib import contextmanager

import hypothesis
import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.test import TransactionTestCase
from django.utils import translation

from responses.search import catalogue
from responses.threads import guards
from tests.starting import first_start

__all__ = ["first_start"]  # a fixture of all

# One connection a thread. Once a browser was started its loop runs in this thread, and is not there in a
# process forked from it; Django would give this thread a second connection with the loop, beside the first.
connections._connections = threading.local()

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
    gc.set_threshold(20_000, 20, 20)


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
def django_db_setup(django_db_setup, django_db_blocker):
    """Between tests that really commit, Django empties every table; not here."""
    with django_db_blocker.unblock():
        back_to_the_beginning = _copied_back() if connection.vendor == "sqlite" else _written_anew()
    TransactionTestCase._fixture_teardown = lambda self: back_to_the_beginning()


def _copied_back():
    """The whole database as migrations left it, page by page; to empty forty tables takes far longer."""
    migrated = sqlite3.connect(":memory:", check_same_thread=False)
    connection.ensure_connection()
    connection.connection.backup(migrated)

    def back_to_the_beginning():
        connection.ensure_connection()
        migrated.backup(connection.connection)

    return back_to_the_beginning


def _written_anew():
    migrated = connection.creation.serialize_db_to_string()

    def back_to_the_beginning():
        # Some tables are only ever appended to, and say so by trigger: emptying them is the one exception.
        with guards.suspended(connection):
            call_command(
                "flush", verbosity=0, interactive=False, reset_sequences=False, inhibit_post_migrate=True
            )
            # What migrations had put there: roles and their rights, pages.
            connection.creation.deserialize_db_from_string(migrated)

    return back_to_the_beginning


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
