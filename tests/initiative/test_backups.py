"""What is in a backup, of which instant; what is refused; which files stay."""

import json
import shutil
import stat
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.conf import settings as site_settings
from django.core.management import CommandError, call_command
from django.db import connection

from initiative.backups import folders
from initiative.backups.archive import Reader
from initiative.backups.errors import BackupError, Damaged, Foreign, NotWritten
from initiative.backups.making import look_for_files, make_backup
from initiative.backups.restoring import check
from initiative.backups.snapshot import snapshot
from initiative.backups.tables import LEFT_OUT, columns_of, lines_of, schema_of
from responses.notifications.models import Letter
from responses.notifications.restored import hold_what_waits
from responses.threads.models import Image, Theme
from tests.backups import is_kept
from tests.factories import image


@pytest.fixture
def made(transactional_db, places):
    image()
    return make_backup()


@pytest.mark.database
def generated(cursor, table):
    """The columns that the database makes of others, and will make again."""
    if connection.vendor == "postgresql":
        cursor.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = %s AND is_generated = 'ALWAYS'",
            [table],
        )
    else:
        cursor.execute("SELECT name FROM pragma_table_xinfo(%s) WHERE hidden IN (2, 3)", [table])
    return {name for (name,) in cursor.fetchall()}


def test_every_table_and_every_column_of_the_database_is_in_a_backup(transactional_db):
    with connection.cursor() as cursor:
        there = {name for name in connection.introspection.table_names(cursor) if is_kept(name)}
        kept = {model._meta.db_table: model for model in schema_of(connection).models}
        columns = {}
        for name in there:
            cursor.execute(f"SELECT * FROM {name} LIMIT 0")
            columns[name] = {each[0] for each in cursor.description} - generated(cursor, name)
    assert set(kept) == there
    assert {name: {field.column for field in columns_of(model)} for name, model in kept.items()} == columns


def test_every_table_of_the_models_of_today_is_in_a_backup(db):
    kept = {model._meta.db_table for model in schema_of(connection).models}
    assert {model._meta.db_table for model in apps.get_models(include_auto_created=True)} - kept == LEFT_OUT


def test_every_folder_in_which_settings_keep_files_is_in_a_backup():
    folders_ = {name for name in dir(site_settings) if name.endswith("_ROOT")}
    assert {"MEDIA_ROOT", "KEPT_FILES_ROOT"} <= folders_
    assert len(folders.roots()) == len(folders_ - {"STATIC_ROOT"})


def test_what_the_site_writes_elsewhere_is_known_and_made_anew(first_start):
    """A folder that nobody knows here may be one to keep: give it a setting …_ROOT, or name it."""
    made_anew = {"static", "static.stamp", "locale", "mail", "cards", "preparing.lock"}
    kept_apart = {"secret_key", "editor-password.txt"}
    written = {path.name for path in first_start["copy"].iterdir()}
    rest = written - made_anew - kept_apart - {"media", "kept"}
    assert {name for name in rest if not name.startswith("site.sqlite3")} == set()


@pytest.mark.database
def test_a_snapshot_is_of_one_instant_writes_nothing_and_makes_nobody_wait(transactional_db):
    Theme.objects.create(name="Before", slug="before")
    with snapshot() as seen:
        Theme.objects.create(name="After", slug="after")
        names = [json.loads(line)[1] for line in lines_of(Theme, seen.alias)]
        with pytest.raises(Exception, match=r"readonly|read-only"):
            Theme.objects.using(seen.alias).create(name="In it", slug="in-it")
    assert names == ["Before"]
    assert set(Theme.objects.values_list("name", flat=True)) == {"Before", "After"}


def test_only_the_owner_reads_a_backup_and_nothing_else_is_left_of_it(made):
    assert stat.S_IMODE(made.file.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.file.parent.stat().st_mode) == 0o700
    assert list(made.file.parent.iterdir()) == [made.file]


def test_nothing_is_written_over_and_the_newest_stay(transactional_db, places, tmp_path):
    folder = tmp_path / "nightly"
    folder.mkdir()
    names = [f"backup-2026010{day}T030000Z.zip" for day in range(1, 5)]
    for name in (*names, "backup-by-hand.zip", ".backup-20260101T020000Z.zip.part"):
        (folder / name).write_bytes(b"x")
    made = make_backup(to=folder, keep=3)
    assert sorted(path.name for path in made.removed) == names[:2]
    assert {each.name for each in folder.iterdir()} == {*names[2:], "backup-by-hand.zip", made.file.name}
    with pytest.raises(NotWritten, match="is there already"):
        make_backup(to=made.file)
    with pytest.raises(NotWritten, match="at least 1"):
        make_backup(to=folder, keep=0)


def test_the_secret_key_is_in_it_only_when_asked(made, places, tmp_path):
    key = places.SECRET_KEY.encode()
    assert not [name for name in members(made.file).values() if key in name]
    asked = make_backup(to=tmp_path / "with.zip", with_secret_key=True)
    assert members(asked.file)["secret_key"] == key


def members(file):
    with ZipFile(file) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_a_file_that_went_with_its_row_is_told_apart_from_one_that_the_site_lacks(transactional_db, places):
    gone, lost = image(), image()
    lost.file().unlink()
    with snapshot() as seen:
        Image.objects.filter(pk=gone.pk).delete()
        shutil.rmtree(gone.file().parent)
        found = look_for_files({name for name, _file in folders.kept_files()}, seen.alias)
    assert found.gone == [f"files/media/images/{gone.folder}/{path.name}" for path in gone.files()]
    assert found.missing == [f"files/media/images/{lost.folder}/{lost.file().name}"]


def test_wherever_a_backup_is_cut_off_or_a_bit_is_wrong_it_is_refused_or_still_the_same(made, tmp_path):
    data, broken = made.file.read_bytes(), tmp_path / "broken.zip"
    whole = members(made.file)
    for length in (0, 1, 100, len(data) // 2, len(data) - 23, len(data) - 1):
        broken.write_bytes(data[:length])
        with pytest.raises((Damaged, Foreign)):
            check(broken)
    refused = 0
    for place in range(0, len(data), len(data) // 150):
        broken.write_bytes(data[:place] + bytes([data[place] ^ 0x10]) + data[place + 1 :])
        try:
            check(broken)
        except (Damaged, Foreign):
            refused += 1
        else:
            # In what no reading of it depends on, such as the hour of a member.
            assert members(broken) == whole
    assert refused > 100


def rewritten(file, target, **changes):
    """The same archive with other members; None takes one out."""
    with ZipFile(target, "w") as opened:
        for name, data in (members(file) | changes).items():
            if data is not None:
                opened.writestr(name, data)
    return target


def test_what_does_not_fit_its_list_is_damaged(made, tmp_path):
    file, rows = tmp_path / "other.zip", "tables/responses_page.jsonl"
    held = members(made.file)
    for changes in ({rows: None}, {rows: held[rows] + b"[]\n"}, {"files/media/more": b"x"}):
        with pytest.raises(Damaged):
            check(rewritten(made.file, file, **changes))


def changed(made, **said):
    return json.dumps(json.loads(members(made.file)["manifest.json"]) | said).encode()


def test_what_is_no_backup_of_this_site_or_of_a_newer_version_is_refused_in_words(made, tmp_path):
    file = tmp_path / "other.zip"
    newer = [*made.manifest.migrations, ["responses", "9999_what_comes_later"]]
    outside = {"files/media/../../outside": ["0" * 64, 0]}
    for changes, words in (
        ({"manifest.json": None}, "no list of its contents"),
        ({"manifest.json": changed(made, format="another")}, "no backup of such a site"),
        ({"manifest.json": changed(made, format_version=2)}, "format 2"),
        ({"manifest.json": changed(made, migrations=newer)}, "newer version, .*9999_what_comes_later"),
    ):
        with pytest.raises(Foreign, match=words):
            check(rewritten(made.file, file, **changes))
    assert folders.place_of(next(iter(outside))) is None
    assert folders.place_of("files/elsewhere/x") is None
    assert folders.place_of("files/media/images/x/master.png").parent.name == "x"
    file.write_text("A text.")
    with pytest.raises(Foreign, match="no backup of such a site"):
        check(file)


def test_the_commands_say_what_is_in_a_backup_and_refuse_in_a_sentence(made, capsys, tmp_path):
    call_command("restore", str(made.file), "--check")
    said = capsys.readouterr().out
    assert f"{made.manifest.rows:,} rows" in said
    assert f"{Image.objects.count():>10,}  responses_image" in said
    with pytest.raises(CommandError, match=r"none\.zip cannot be read: No such file"):
        call_command("restore", str(tmp_path / "none.zip"))
    with pytest.raises(CommandError, match=r"^No backup was made"):
        call_command("backup", "--to", str(made.file))


def test_after_a_restore_nothing_is_sent_a_second_time_by_itself(world):
    waiting = list(Letter.objects.filter(state__in=("waiting", "sending")).values_list("pk", flat=True))
    assert hold_what_waits() == len(waiting) > 0
    assert set(Letter.objects.filter(pk__in=waiting).values_list("state", flat=True)) == {"uncertain"}
    assert hold_what_waits() == 0


def test_reading_stops_where_a_member_is_longer_than_its_list_says(made, tmp_path):
    rows = "tables/responses_page.jsonl"
    longer = rewritten(made.file, tmp_path / "longer.zip", **{rows: b"x" * 5_000_000})
    with pytest.raises(BackupError, match="longer"), Reader(longer) as reader:
        list(reader.blocks(rows))
