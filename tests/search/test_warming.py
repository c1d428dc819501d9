"""A process that begins to serve has searched before its first reader does."""

import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from responses.search.catalogue import last_catalogue
from responses.search.finding import find
from responses.search.query import read
from responses.search.warming import warm
from tests.factories import publish_all, thread_with_prompt

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def warmed():
    # In a thread of its own, as it is in a server: it gives back its connection at the end.
    thread = threading.Thread(target=warm)
    thread.start()
    thread.join()


def test_what_is_live_was_read_already():
    publish_all(thread_with_prompt(slug="spirit"))
    warmed()
    with CaptureQueriesContext(connection) as queries:
        found = find(read("spirit"), narrowed={})
    assert (found.total, len(queries)) == (1, 1)


def test_a_database_that_is_away_stops_nobody_from_serving(caplog):
    config = connection.settings_dict
    connection.close()
    name, config["NAME"] = config["NAME"], "/nowhere/site"
    try:
        warmed()
    finally:
        config["NAME"] = name
    assert "could not be warmed" in caplog.text
    assert last_catalogue() is None
