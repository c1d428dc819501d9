"""A stranger's file read in a process of its own: little memory, little time, nothing to write to."""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]


class Failed(Exception):
    """The child gave no answer; ``slow`` when it ran out of time."""

    def __init__(self, *, slow: bool) -> None:
        self.slow = slow
        super().__init__("slow" if slow else "failed")


def run(program: str, data: bytes, *, patience: float) -> bytes:
    """What ``program``, a line of our own Python, answers to ``data``. Raises Failed.

    ``patience`` are seconds by the clock; the program bounds itself by ``confine``.
    """
    # No environment is handed on: the child needs no secrets, and no settings.
    environment = {"PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PATH": os.defpath}
    try:
        done = subprocess.run(  # noqa: S603 - our own program; the file comes by standard input
            [sys.executable, "-c", program],
            input=data,
            capture_output=True,
            timeout=patience,
            check=False,
            cwd=_ROOT,
            env=environment,
        )
    except subprocess.TimeoutExpired as error:
        raise Failed(slow=True) from error
    if done.returncode:
        # A signal ended it: the kernel's, when the time of the processor was used up.
        raise Failed(slow=done.returncode < 0)
    return done.stdout


def confine(*, memory: int, work: float) -> None:
    """Bound this process for good: bytes of address space, seconds of processor, no files.

    What is counted is work, so that a busy machine refuses no honest file; on an idle one work is time.
    """
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.setitimer(signal.ITIMER_PROF, work)  # whose signal ends the process, whatever it is at
