"""`python -m initiative.leash MODULE …`: run a module, and end with the process that started it.

The leash is the standard input, whose other end the starter holds and never writes to. When that process is
gone, however it went (`kill -9`, out of memory), the reading ends, and with it this whole process group: a
server left behind would keep the port, and two senders would send everything twice.
"""

import os
import runpy
import signal
import sys
from threading import Thread


def _watch() -> None:
    while os.read(0, 1024):
        pass
    os.killpg(0, signal.SIGKILL)


def main() -> None:
    # Only the leader of a group may end it: otherwise it is somebody's shell, or a test.
    if os.getpgrp() == os.getpid():
        Thread(target=_watch, name="leash", daemon=True).start()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
