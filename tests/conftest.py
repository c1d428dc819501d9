"""What every test may rely on."""

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation

from responses.threads import guards


@pytest.fixture(autouse=True)
def _same_beginning():
    """No limit counted and no language left over from the test before."""
    cache.clear()
    translation.activate("en")


def _empty_the_tables(self):
    # Some tables are only ever appended to, and say so by trigger: emptying them is the one exception.
    with guards.suspended(connection):
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=False)


@pytest.fixture(autouse=True, scope="session")
def _tables_can_be_emptied():
    """Between tests that really commit, Django empties every table."""
    TransactionTestCase._fixture_teardown = _empty_the_tables
