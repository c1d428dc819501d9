"""The database is gone, locked, full or read-only: which it is, and what is answered."""

import re
import sqlite3
from contextlib import closing

import pytest
from django.db import DatabaseError, InternalError, OperationalError
from django.test import Client
from django.urls import reverse

from initiative.faults import Fault, fault_of
from initiative.sqlite.base import DatabaseWrapper
from responses.threads.models import Revision
from tests.cast import ALICE, PASSWORD
from tests.editorial.forms import fields_of
from tests.factories import edition_of, make_user, prompt_of, response_to, thread_with_prompt

REASON = "Moving to a new server until 18:00"


# --- What SQLite says, by real errors


def raised_by(act, *arguments):
    """The error as Django hands it on, with SQLite's own as its cause."""
    try:
        act(*arguments)
    except sqlite3.Error as error:
        wrapped = OperationalError if isinstance(error, sqlite3.OperationalError) else DatabaseError
        wrapped = wrapped(*error.args)
        wrapped.__cause__ = error
        return wrapped
    raise AssertionError("nothing was raised")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "a.sqlite3"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE texts (body)")
    return path


def test_a_database_in_a_missing_folder_is_away(tmp_path):
    error = raised_by(sqlite3.connect, tmp_path / "none" / "a.sqlite3")
    assert fault_of(error) is Fault.AWAY


def test_a_database_that_may_only_be_read_is_read_only(file):
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    assert fault_of(raised_by(connection.execute, "INSERT INTO texts VALUES ('x')")) is Fault.READ_ONLY
    connection.close()


def test_a_database_without_room_is_full(file):
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA max_page_count = 2")
    error = raised_by(connection.execute, "INSERT INTO texts VALUES (?)", ["x" * 100_000])
    assert fault_of(error) is Fault.FULL
    connection.close()


def test_a_database_that_another_writes_is_busy(file):
    other, connection = sqlite3.connect(file, isolation_level=None), sqlite3.connect(file, timeout=0)
    other.execute("BEGIN EXCLUSIVE")
    assert fault_of(raised_by(connection.execute, "INSERT INTO texts VALUES ('x')")) is Fault.BUSY
    other.close()
    connection.close()


def test_a_file_that_is_no_database_is_damaged(tmp_path):
    path = tmp_path / "a.sqlite3"
    path.write_bytes(b"no database at all" * 100)
    connection = sqlite3.connect(path)
    assert fault_of(raised_by(connection.execute, "SELECT * FROM texts")) is Fault.DAMAGED
    connection.close()


def test_a_mistake_of_ours_is_no_fault(file):
    connection = sqlite3.connect(file)
    for sql in ("SELECT * FROM nothing", "SELEC", "SELECT missing FROM texts"):
        assert fault_of(raised_by(connection.execute, sql)) is None
    connection.close()
    assert fault_of(ZeroDivisionError()) is None
    assert fault_of(None) is None
    assert fault_of(FileNotFoundError(2, "none")) is None


def test_a_full_disk_is_known_by_files_too():
    assert fault_of(OSError(28, "No space left on device")) is Fault.FULL


# --- What PostgreSQL says, by its states


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("DiskFull", Fault.FULL),
        ("AdminShutdown", Fault.AWAY),
        ("CrashShutdown", Fault.AWAY),
        ("CannotConnectNow", Fault.AWAY),
        ("ReadOnlySqlTransaction", Fault.READ_ONLY),
        ("TooManyConnections", Fault.BUSY),
        ("LockNotAvailable", Fault.BUSY),
        ("DeadlockDetected", Fault.BUSY),
        ("ConnectionFailure", Fault.AWAY),
        ("UndefinedTable", None),
        ("UniqueViolation", None),
    ],
)
def test_a_state_of_postgresql_is_known(name, fault):
    from psycopg import errors

    error = InternalError("x")
    error.__cause__ = getattr(errors, name)("x")
    assert fault_of(error) is fault


# --- What a reader and an editor are answered, with a real database that may only be read


@pytest.fixture
def read_only_database(db):
    """From now on every write fails as on a file, or a folder, that may only be read."""
    from django.db import connection

    if connection.vendor != "sqlite":
        pytest.skip("by SQLite's own switch")

    def switch(on=True):
        # Beside Django, which refuses everything in a transaction that has failed.
        connection.connection.execute(f"PRAGMA query_only = {int(on)}")

    yield switch
    switch(False)


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


def test_readers_go_on_reading_a_database_that_may_only_be_read(visitor, read_only_database):
    read_only_database()
    assert [visitor.get(path).status_code for path in ("/", "/zh-hans/threads/", "/healthz")] == [200] * 3


def test_an_editor_goes_on_reading_too_and_a_save_gives_back_what_was_typed(visitor, read_only_database):
    essay = response_to(prompt_of(thread_with_prompt()), "A reply")
    visitor.force_login(make_user(ALICE))
    address = reverse("admin:responses_response_change", args=[essay.pk])
    fields = fields_of(visitor, address) | {"title": "标题", "body": '<p>What "Alice" typed.</p>'}
    before = Revision.objects.count()
    read_only_database()

    assert visitor.get(address).status_code == 200
    answer = visitor.post(address, fields)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "This could not be saved." in answer.text
    assert '<textarea id="typed-1" name="title" rows="2" lang="">\n标题</textarea>' in answer.text
    assert "\n&lt;p&gt;What &quot;Alice&quot; typed.&lt;/p&gt;</textarea>" in answer.text
    assert Revision.objects.count() == before


def test_what_was_given_back_can_be_sent_again_as_it_is(visitor, read_only_database):
    essay = response_to(prompt_of(thread_with_prompt()), "A reply")
    visitor.force_login(make_user(ALICE))
    address = reverse("admin:responses_response_change", args=[essay.pk])
    typed = {"title": "标题", "body": "<p>What Alice typed.</p>"}
    fields = fields_of(visitor, address) | typed
    read_only_database()
    answer = visitor.post(address, fields)
    read_only_database(False)

    again = dict(answer.context["typed"]["shown"] + answer.context["typed"]["hidden"])
    assert visitor.post(address, again).status_code == 302
    assert (edition_of(essay).latest.title, edition_of(essay).latest.body) == tuple(typed.values())


@pytest.mark.parametrize(
    ("path", "tags"),
    [
        ("/threads/", ["en", "zh-Hans", "zh-Hant"]),
        ("/zh-hans/threads/", ["zh-Hans", "en", "zh-Hant"]),
        ("/zh-hant/threads/", ["zh-Hant", "en", "zh-Hans"]),
    ],
)
def test_the_answer_begins_in_the_language_of_its_address(visitor, settings, path, tags):
    settings.READ_ONLY = REASON
    answer = visitor.post(path)
    assert re.findall(r'<(?:html|section) lang="([^"]*)"', answer.text) == tags
    assert answer.text.count(REASON) == 1


def test_the_answer_to_a_failure_says_nothing_of_how_it_failed(visitor, read_only_database):
    visitor.force_login(make_user(ALICE))
    read_only_database()
    answer = visitor.post(reverse("account_logout"), {"next": "/"})
    assert answer.status_code == 503
    for word in ("readonly", "sqlite", "Traceback", "OperationalError", "query"):
        assert word not in answer.text


def test_who_only_reads_is_not_refused_because_the_hour_of_a_visit_cannot_be_noted(
    visitor, read_only_database
):
    visitor.force_login(make_user(ALICE))
    # The first page of a session notes when it began.
    read_only_database()
    assert visitor.get("/admin/").status_code == 200


# --- READ_ONLY


@pytest.mark.django_db
def test_while_there_is_a_reason_every_write_is_answered_with_it(visitor, settings):
    make_user(ALICE)
    settings.READ_ONLY = REASON
    for path in ("/accounts/login/", "/admin/responses/response/add/", "/", "/preview/x/"):
        answer = visitor.post(path, {"login": ALICE.email, "password": PASSWORD})
        assert (answer.status_code, REASON in answer.text, PASSWORD in answer.text) == (503, True, False)
    assert visitor.get("/").status_code == 200
    assert REASON not in visitor.get("/").text


@pytest.mark.django_db
def test_while_there_is_a_reason_the_desk_says_it_and_writes_no_session(visitor, settings):
    visitor.force_login(make_user(ALICE))
    settings.READ_ONLY = REASON
    from django.contrib.sessions.models import Session

    before = list(Session.objects.values())
    assert f"Nothing can be saved at the moment: {REASON}" in visitor.get("/admin/").text
    assert list(Session.objects.values()) == before
    assert f"Nothing can be saved at the moment: {REASON}" in Client().get("/accounts/login/").text


@pytest.mark.django_db
def test_a_strangers_page_cannot_make_the_answer_say_things(settings):
    settings.READ_ONLY = REASON
    answer = Client(enforce_csrf_checks=True).post("/admin/", {"title": "Words of a stranger, many of them"})
    assert (answer.status_code, "Words of a stranger" in answer.text) == (503, False)


# --- A file that moves


@pytest.fixture
def wrapper(file):
    from django.db import connections

    settings = connections.settings["default"] | {"ENGINE": "initiative.sqlite", "NAME": file}
    settings |= {"OPTIONS": {}, "CONN_MAX_AGE": None}
    found = DatabaseWrapper(connections.configure_settings({"default": settings})["default"], "default")
    yield found
    found.close()


def rows(wrapper):
    with wrapper.cursor() as cursor:
        return cursor.execute("SELECT body FROM texts").fetchall()


def test_a_restored_file_is_noticed_at_the_next_request(wrapper, file, tmp_path, django_db_blocker):
    with django_db_blocker.unblock():
        assert rows(wrapper) == []
        with closing(sqlite3.connect(tmp_path / "restored")) as other, other:
            other.execute("CREATE TABLE texts (body)")
            other.execute("INSERT INTO texts VALUES ('restored')")
        (tmp_path / "restored").rename(file)
        wrapper.close_if_unusable_or_obsolete()
        assert rows(wrapper) == [("restored",)]


def test_a_missing_file_is_no_empty_database(wrapper, file, monkeypatch, django_db_blocker):
    monkeypatch.setattr(DatabaseWrapper, "may_create", False)
    with django_db_blocker.unblock():
        assert rows(wrapper) == []
        file.rename(file.with_name("away"))
        wrapper.close_if_unusable_or_obsolete()
        with pytest.raises(OperationalError) as raised:
            rows(wrapper)
        assert fault_of(raised.value) is Fault.AWAY
        assert not file.exists()
        file.with_name("away").rename(file)
        wrapper.close_if_unusable_or_obsolete()
        assert rows(wrapper) == []
