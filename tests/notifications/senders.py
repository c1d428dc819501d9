"""Senders as processes of their own, begun by one that has loaded Django already: most of a start is that.

`python -m tests.notifications.senders` reads lines: `begin PORT …` forks a `manage.py send_letters …` to the
mail server on that port and says its number; `wait NUMBER` says how it ended, as `Popen.wait` does.
"""

import os
import select
import signal
import subprocess
import sys
import traceback
from pathlib import Path

ROOT = Path(__file__).parents[2]


def environment(database, port):
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.notifications.settings",
        "LETTERS_DATABASE": str(database),
        "LETTERS_PORT": str(port),
    }


# --- In the process that begins them


def begin(port, *options):
    from django.conf import settings
    from django.core.management import call_command

    if number := os.fork():
        return number
    try:
        settings.EMAIL_PORT = int(port)
        call_command("send_letters", *options, stdout=sys.stderr)
        os._exit(0)
    finally:
        # Whatever it raised: there is one process only that reads lines.
        traceback.print_exc()
        os._exit(1)


def main():
    import django
    from django.core.management import load_command_class

    django.setup()
    load_command_class("responses", "send_letters")
    for line in sys.stdin:
        word, *rest = line.split()
        said = begin(*rest) if word == "begin" else os.waitstatus_to_exitcode(os.waitpid(int(rest[0]), 0)[1])
        os.write(1, f"{said}\n".encode())


# --- From the test


class Senders:
    """Drives such a process."""

    def __init__(self, database):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.notifications.senders"],
            cwd=ROOT,
            env=environment(database, 0),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, *words, seconds=30):
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        assert select.select([self.process.stdout], [], [], seconds)[0], "in vain"
        return int(self.process.stdout.readline())

    def start(self, port, *options):
        return Sender(self, self.ask("begin", port, *options))

    def stop(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(30)


class Sender:
    """One of them, with as much of ``Popen`` as is asked here."""

    def __init__(self, senders, number):
        self.senders, self.number, self.status = senders, number, None

    def send_signal(self, number):
        # Until it is waited for, its number is no other process's.
        if self.status is None:
            os.kill(self.number, number)

    def kill(self):
        self.send_signal(signal.SIGKILL)

    def wait(self, seconds=30):
        if self.status is None:
            self.status = self.senders.ask("wait", self.number, seconds=seconds)
        return self.status


if __name__ == "__main__":
    main()
