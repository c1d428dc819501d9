"""What every test may rely on."""

import hypothesis
import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation

from responses.threads import guards

# A property holds or it does not, however busy the machine is.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")


# Few tests, long ones: begun last, each would keep one core busy while the other waits.
LONG = ("tests/hostile/", "tests/journeys/", "tests/initiative/test_serve.py")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """After the shuffling, which is by file: the long files first."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


@pytest.fixture(autouse=True)
def _same_beginning():
    """No limit counted and no language left over from the test before."""
    cache.clear()
    translation.activate("en")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Between tests that really commit, Django empties every table; not here."""
    with django_db_blocker.unblock():
        migrated = connection.creation.serialize_db_to_string()

    def back_to_the_beginning(self):
        # Some tables are only ever appended to, and say so by trigger: emptying them is the one exception.
        with guards.suspended(connection):
            call_command(
                "flush", verbosity=0, interactive=False, reset_sequences=False, inhibit_post_migrate=True
            )
            # What migrations had put there: roles and their rights, pages.
            connection.creation.deserialize_db_from_string(migrated)

    TransactionTestCase._fixture_teardown = back_to_the_beginning
