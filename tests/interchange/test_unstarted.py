"""A folder that was never started: a command makes the tables that it needs, or says what to do."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.interchange.samples import dialogue, post, write

ROOT = Path(__file__).parents[2]


def run(data_dir, *words):
    return subprocess.run(
        [sys.executable, "manage.py", *map(str, words)],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(data_dir)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_dialogues_are_imported_before_the_first_start(tmp_path):
    file, data_dir = write(tmp_path, dialogue("t", post("a", "t-prompt"))), tmp_path / "data"

    done = run(data_dir, "import_threads", file)

    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Imported: threads 1 new; texts 2 new.")
    with closing(sqlite3.connect(data_dir / "site.sqlite3")) as site, site:
        assert site.execute("SELECT slug FROM responses_thread").fetchall() == [("t",)]


def test_tables_of_an_earlier_version_are_left_as_they_are(tmp_path):
    file, data_dir = write(tmp_path, dialogue("t", post("a", "t-prompt"))), tmp_path / "data"
    assert run(data_dir, "migrate", "contenttypes").returncode == 0

    refused = run(data_dir, "import_threads", file)

    assert refused.returncode != 0
    assert refused.stderr == (
        "CommandError: The tables are not those of this version yet. Bring them there first: make run, or"
        " manage.py migrate.\n"
    )
    with closing(sqlite3.connect(data_dir / "site.sqlite3")) as site, site:
        assert site.execute("SELECT 1 FROM sqlite_master WHERE name = 'responses_thread'").fetchall() == []
