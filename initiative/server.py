"""`manage.py serve`: make the site ready, then keep a server and a sender of mail running until told to stop.

The process that was started only watches. The work is done by children, each in a process group of its own,
so that an interrupt ends everything in time whatever a child is busy with: granian can overlook a SIGTERM
while its workers start, a database can make a migration wait, and a mail server takes its time.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from types import FrameType

from django.conf import settings

from initiative import environment

HOST = "127.0.0.1"
PATIENCE = 3.0  # seconds between asking a child to end and ending it; we promise five in all
AGAIN = 5.0  # seconds until a companion that ended by itself is started again


class Companion:
    """A child beside the one that counts: started again when it ends by itself."""

    def __init__(self, *words: str) -> None:
        self.words = words
        self.child: subprocess.Popen[bytes] | None = None
        self.started = -AGAIN

    def __call__(self) -> None:
        ended = self.child is None or self.child.poll() is not None
        if ended and time.monotonic() - self.started >= AGAIN:
            self.started = time.monotonic()
            self.child = start(*self.words)


class Supervisor:
    """Runs a child to its end, or ends it when this process is asked to stop."""

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        # Only noted here, and acted upon in one place: nothing can happen between two steps.
        self.asked = True

    def run(
        self,
        *words: str,
        beside: Companion | None = None,
        while_running: Callable[[], None] = lambda: None,
    ) -> int:
        """The exit status of ``python -m`` these words; 0 when it ended because we were asked to stop."""
        if self.asked:
            return 0
        child = start(*words)
        try:
            while child.poll() is None and not self.asked:
                while_running()
                if beside:
                    beside()
                time.sleep(0.05)
        finally:
            _end(child, *([beside.child] if beside and beside.child else []))
        return 0 if self.asked else child.returncode


def start(*words: str) -> subprocess.Popen[bytes]:
    """``python -m`` these words, in a process group that ends with this process, even by ``kill -9``."""
    command = (sys.executable, "-m", "initiative.leash", *words)
    return subprocess.Popen(command, start_new_session=True, stdin=subprocess.PIPE)


def _end(*children: subprocess.Popen[bytes]) -> None:
    for child in children:
        _signal_group(child, signal.SIGTERM)
    until = time.monotonic() + PATIENCE
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.wait(max(0, until - time.monotonic()))
    for child in children:
        # Whoever is left of the group, workers whose parent is gone among them.
        _signal_group(child, signal.SIGKILL)
        child.wait()


def _signal_group(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    # macOS says "not permitted" of a group whose members have all ended.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, number)


def serve(*, reload: bool) -> int:
    """Everything from here to an exit status."""
    if port_is_taken(settings.PORT):
        print(f"Port {settings.PORT} is in use; please choose another, as in: PORT=8001 make run")
        return 1
    supervisor = Supervisor()
    status = supervisor.run("manage", "serve", "--prepare")
    if status or supervisor.asked:
        return status
    command = ("manage", "runserver", f"{HOST}:{settings.PORT}") if reload else _granian()
    # To send is to write down that it was sent.
    sender = None if settings.READ_ONLY else Companion("manage", "send_letters", "--loop")
    return supervisor.run(*command, beside=sender, while_running=Greeting())


def port_is_taken(port: int) -> bool:
    with socket.socket() as probe:
        # Otherwise the ended connections of a server just stopped would count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False


def _granian() -> tuple[str, ...]:
    options = {
        "--interface": "rsgi",
        "--http": "1",
        "--host": HOST,
        "--port": str(settings.PORT),
        # One process keeps SQLite's page cache and the templates once; more help when cores wait.
        "--workers": str(environment.number("WORKERS", default=1, most=64)),
        # Ends slow heads, and connections that ask for nothing.
        "--http1-header-read-timeout": "10000",
        "--workers-kill-timeout": "2",
        "--log-level": "warning",
    }
    words = [word for option in options.items() for word in option]
    return ("granian", *words, "--no-ws", "--no-access-log", "initiative.gateway:gateway")


class Greeting:
    """Says where the site is, once, when it answers."""

    def __init__(self) -> None:
        self.said = False

    def __call__(self) -> None:
        if not self.said and answers(settings.PORT):
            self.said = True
            address = f"http://{HOST}:{settings.PORT}" if settings.LOCAL else settings.SITE_URL
            print(f"\n  Readers  {address}/\n  Editors  {address}/admin/\n  Data     {settings.DATA_DIR}")
            if settings.LOCAL:
                print(f"  Mail     {settings.EMAIL_FILE_PATH} (files; nothing is sent)\n  Stop     Ctrl-C")
            print(flush=True)


def answers(port: int) -> bool:
    """Whether something speaks HTTP there, whatever it says."""
    connection = HTTPConnection(HOST, port, timeout=0.5)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True
