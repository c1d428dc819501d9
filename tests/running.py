"""The real server in a process of its own, and what it leaves on disk."""

import hashlib
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parents[1]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Site:
    """`manage.py serve` on a port of its own; `settings` are further variables of its environment."""

    def __init__(self, data_dir, port=None, **settings):
        self.port = port or free_port()
        environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(data_dir), "PORT": str(self.port)}
        # A file takes as much as a server logs; a pipe that nobody reads would fill, and stop it.
        self.output = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed by printed()
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=ROOT,
            env=environment | settings,
            stdout=self.output,
            stderr=subprocess.STDOUT,
        )

    def printed(self, seconds=20):
        """What it had to say, once it has ended."""
        self.process.wait(seconds)
        with self.output:
            self.output.seek(0)
            return self.output.read()

    def get(self, path):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, dict(response.getheaders()), response.read()
        finally:
            connection.close()

    def fill_in(self, path, fields, **headers):
        """Open a form and send it; the status, where it leads, and how many seconds the sending took."""
        _, opened, page = self.get(path)
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1].decode()
        body = urlencode({"csrfmiddlewaretoken": token} | fields)
        headers["Cookie"] = opened["set-cookie"].split(";")[0]
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            begun = time.perf_counter()
            connection.request("POST", path, body, headers)
            response = connection.getresponse()
            response.read()
            return response.status, response.headers["location"], time.perf_counter() - begun
        finally:
            connection.close()

    def open(self, raw, *, receive=0):
        """A connection on which these bytes were sent, and no more; `receive` bounds what it will take in."""
        connection = socket.socket()
        if receive:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
        connection.settimeout(20)
        connection.connect(("127.0.0.1", self.port))
        connection.sendall(raw)
        return connection

    def wait(self, seconds=60):
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.process.poll() is None:
            try:
                return self.get("/healthz")
            except OSError:
                time.sleep(0.05)
        raise AssertionError(f"The site does not answer: {self.printed()}")

    def stop(self, number=signal.SIGTERM):
        """The exit status, the seconds it took, and what was printed."""
        asked = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(20)
        seconds = time.monotonic() - asked
        return self.process.returncode, seconds, self.printed()


def processes_of(data_dir):
    """The commands of the processes whose environment names this data folder; zombies have none."""
    return list(numbered_processes_of(data_dir).values())


def numbered_processes_of(data_dir):
    """The same by process number."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"DATA_DIR={data_dir}\0".encode() in (folder / "environ").read_bytes() + b"\0":
                words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                found[int(folder.name)] = words
        except OSError:
            continue
    return found


def rows(data_dir):
    """Everything that the database holds, and the files beside it but for the logs of SQLite."""
    with closing(sqlite3.connect(data_dir / "site.sqlite3")) as connection, connection:
        dump = "\n".join(connection.iterdump())
    files = sorted(str(path) for path in data_dir.rglob("*") if "sqlite3" not in path.name)
    return hashlib.sha256(dump.encode()).hexdigest(), files
