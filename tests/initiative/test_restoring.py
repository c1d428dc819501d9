"""A site comes back from its backup, whole, or the one that was there stays."""

import json
import os
import resource
import signal
import traceback
from pathlib import Path

import pytest
from django.db import connection, connections, transaction
from django.db.migrations.loader import MigrationLoader

from initiative.backups.archive import Reader, Writer
from initiative.backups.errors import BackupError, NotAlone, NotEmpty
from initiative.backups.making import make_backup
from initiative.backups.restoring import restore
from initiative.backups.tables import columns_of, schema_after
from responses.events.models import Event
from responses.notifications.models import Follower
from responses.threads.models import Revision, Theme
from tests.backups import but_for_events, files_below, laid, raw_rows, rows_of_file

OF_ESSAYS = {"resume", "receipt", "decision", "submission"}  # what e-mails about essays are for


def everything():
    with connection.cursor() as cursor:
        return raw_rows(cursor, connection.vendor), laid(cursor, connection.vendor)


@pytest.mark.database
def test_a_site_comes_back_row_by_row_file_by_file_and_goes_on_counting(world, elsewhere, places):
    last = Follower.objects.create(address="gone@example.org")
    number = last.pk
    last.delete()
    rows, names = everything()
    files = files_below(places.MEDIA_ROOT), files_below(places.KEPT_FILES_ROOT)
    made = make_backup()
    assert {name for name, held in rows.items() if not held} <= {
        "account_emailaddress", "account_emailconfirmation", "auth_permission", "django_admin_log",
        "mfa_authenticator", "responses_user_user_permissions", "taggit_tag", "taggit_taggeditem",
    }  # fmt: skip
    with elsewhere():
        restored = restore(file=made.file, moved=True)

        found, found_names = everything()
        assert but_for_events(found, 1) == rows
        assert found_names == names
        assert (files_below(places.MEDIA_ROOT), files_below(places.KEPT_FILES_ROOT)) == files
        assert (restored.aside, restored.held) == (None, 0)
        assert Event.objects.latest("pk").verb == "restored from a backup"
        # Links in old letters name this number: it is given to nobody else.
        assert Follower.objects.create(address="new@example.org").pk == number + 1
        with pytest.raises(Exception, match="a revision is only appended"), transaction.atomic():
            Revision.objects.update(title="Another")


def killed_at(word, **asked):
    """Restore in a process that ends by `kill -9` when it says this."""

    def tell(line):
        if line.startswith(word):
            os.kill(os.getpid(), signal.SIGKILL)

    connection.close()
    if not (child := os.fork()):
        try:
            restore(**asked, tell=tell)
        finally:
            # Whatever it raised: the tests go on in one process only.
            traceback.print_exc()
            os._exit(1)
    return os.WTERMSIG(os.waitpid(child, 0)[1])


@pytest.fixture
def old_site_dropped():
    yield
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'replaced_%'")
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP SCHEMA "{name}" CASCADE')


@pytest.mark.database
def test_a_site_is_replaced_only_when_asked_and_put_aside_and_a_killed_restore_changes_nothing(
    world, places, old_site_dropped
):
    made, wanted = make_backup(), everything()[0]
    Theme.objects.create(name="Of later", slug="later")
    (places.KEPT_FILES_ROOT / "later").write_bytes(b"of later")
    before, files = everything(), files_below(places.KEPT_FILES_ROOT)

    with pytest.raises(NotEmpty, match="--replace"):
        restore(file=made.file)
    assert killed_at("Putting", file=made.file, replace=True) == signal.SIGKILL
    assert everything() == before
    assert files_below(places.KEPT_FILES_ROOT) == files
    said = []
    restored = restore(file=made.file, replace=True, moved=True, tell=said.append)

    assert said[0] == "An earlier restore was cut off; this one begins anew."
    assert but_for_events(everything()[0], 1) == wanted
    assert files_below(places.KEPT_FILES_ROOT) == {
        name: data for name, data in files.items() if name.name != "later"
    }
    assert files_below(restored.aside / "files" / "kept-files") == files
    assert rows_aside(restored.aside) == before[0]
    assert sorted(each.name for each in places.DATA_DIR.iterdir()) == [
        "backups", "kept", "media", "preparing.lock", restored.aside.name,
    ]  # fmt: skip


def rows_aside(aside):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            return raw_rows(cursor, "postgresql", aside.name)
    return rows_of_file(aside / Path(connection.settings_dict["NAME"]).name)


@pytest.mark.database
def test_a_site_in_use_is_not_replaced(transactional_db, places):
    made = make_backup()
    # As the server has it open while it runs.
    config = connection.settings_dict
    connections.databases["server"] = dict(config)
    server = connections["server"]
    try:
        server.connect()
        with server.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM django_migrations")
        with pytest.raises(NotAlone, match="Stop it"):
            restore(file=made.file, replace=True)
    finally:
        server.close()
        del connections["server"], connections.databases["server"]


def test_a_backup_of_an_older_version_is_restored_over_a_damaged_site_and_brought_to_this_one(
    world, elsewhere, places, tmp_path
):
    """As a version without the counting of views would have written it."""
    made, old = make_backup(), tmp_path / "old.zip"
    rows = everything()[0]
    with Reader(made.file) as reader, old.open("wb") as opened, Writer(opened) as writer:
        said = reader.manifest
        ran = [key for key, each in MigrationLoader(None).disk_migrations.items() if not each.replaces]
        earlier = [each for each in ran if each[0] == "responses" and each[1] < "0008"]
        said.migrations = [each for each in said.migrations if each[0] != "responses"] + earlier
        models = {model._meta.db_table: model for model in schema_after(said.migrations).models}
        assert set(said.tables) - set(models) >= {"responses_dailyviews"}
        for name, table in list(said.tables.items()):
            if name not in models:
                del said.tables[name]
                continue
            kept = [field.column for field in columns_of(models[name])]
            written = 0
            with writer.member(table.member) as write:
                for values in reader.rows(table):
                    row = dict(zip(table.columns, values, strict=True))
                    if was_there(name, row):
                        write(line_of(row, kept))
                        written += 1
            table.columns, table.rows = kept, written
        for name in said.files:
            with writer.member(name, packed=False) as write:
                for block in reader.blocks(name):
                    write(block)
        writer.end(said)
    with elsewhere():
        # The disk was not kind to what is there.
        places.DATA_DIR.mkdir()
        for name in ("site.sqlite3", "site.sqlite3-wal"):
            (places.DATA_DIR / name).write_bytes(b"damaged " * 1000)
        restored = restore(file=old, replace=True)

        held = files_below(restored.aside)
        assert {held[Path(name)] for name in ("site.sqlite3", "site.sqlite3-wal")} == {b"damaged " * 1000}
        found = everything()[0]
        assert found["responses_dailyviews"] == []
        assert found["responses_revision"] == rows["responses_revision"]
        assert set(found) == set(rows)
        # Nobody said that nothing ran since.
        letters = [row for row in rows["responses_letter"] if was_there("responses_letter", row)]
        waited = [row for row in letters if row["state"] in ("waiting", "sending")]
        states = {row["id"]: row["state"] for row in found["responses_letter"]}
        assert {states[row["id"]] for row in waited} == {"uncertain"}
        assert restored.held == len(waited)


def was_there(table, row):
    """Whether that version had such rows."""
    since = {"responses_keptfile": ("kind", {"photo"}), "responses_letter": ("purpose", OF_ESSAYS)}
    column, values = since.get(table, ("id", set()))
    return row.get(column) not in values


def line_of(row, columns):
    return json.dumps([row[name] for name in columns]).encode() + b"\n"


def test_a_disk_that_fills_up_leaves_the_site_as_it_was(transactional_db, places, elsewhere):
    made = make_backup()
    with elsewhere():
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
        try:
            with pytest.raises((BackupError, OSError)):
                restore(file=made.file)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            signal.signal(signal.SIGXFSZ, old)
        assert [each.name for each in places.DATA_DIR.iterdir()] == ["preparing.lock"]
