"""What every test may rely on."""

import gc
import threading
from contextlib import contextmanager

import hypothesis
import pytest
from _pytest.runner import pytest_runtest_protocol as run_test
from django.core.cache import cache
from django.db import connection, connections, transaction
from django.template import Template
from django.template import base as template_base
from django.test import TransactionTestCase
from django.test.utils import instrumented_test_render
from django.utils import translation

from responses.search import catalogue
from tests import beginnings
from tests.starting import first_start

__all__ = ["first_start"]  # a fixture of all

# One connection a thread. Once a browser was started its loop runs in this thread, and is not there in a
# process forked from it; Django would give this thread a second connection with the loop, beside the first.
connections._connections = threading.local()

# A property holds or it does not, however busy the machine is; each run tries other examples.
hypothesis.settings.register_profile("any machine", deadline=None, max_examples=50)
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
    gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    """Run it as ever, where Python's stack has room.

    Frames lie in pieces of 16 kB, and a test's calls begin some hundred frames deep: one that is called
    again and again across the end of a piece asks the kernel for the next and gives it back each time,
    which was a tenth of the suite. A frame that wants much brings one large piece, kept for all within.
    """
    return _roomily(item, nextitem)


def _roomily(item, nextitem):
    return run_test(item, nextitem)


_roomily.__code__ = _roomily.__code__.replace(co_stacksize=70_000)

_page = threading.local()


def _outermost(template, context):
    """Tell Django's test client of a page alone."""
    if getattr(_page, "is_rendered", False):
        return template.nodelist.render(context)
    _page.is_rendered = True
    try:
        return instrumented_test_render(template, context)
    finally:
        _page.is_rendered = False


@pytest.fixture(scope="session", autouse=True)
def _only_pages_are_told_of(django_test_environment):
    # It would copy the context of every template within a page too, each box of a form being one; tests
    # that look into a context look into the page's.
    Template._render = _outermost


@pytest.fixture(scope="session", autouse=True)
def _no_page_says_none():
    """A name without a value that a template writes out is a mistake, as one that nobody gave is."""
    write = template_base.render_value_in_context

    def written(value, context):
        assert value is not None, f"{context.template_name} writes None"
        return write(value, context)

    template_base.render_value_in_context = written


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
