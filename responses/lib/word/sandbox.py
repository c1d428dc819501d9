"""Reading a stranger's file in a process of its own: little memory, little work, nothing to write to."""

import base64
import json
import os
import resource
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from responses.lib.word.manuscript import Manuscript, Picture, Refused

# What is counted is work, so that a busy machine refuses no honest file; on an idle one work is time.
_WORK = 1.5  # seconds of processor; 20,000 words need a third of one
_PATIENCE = 20  # seconds by the clock
_MEMORY = 768 * 1024 * 1024  # bytes of address space; a 10 MB document needs a third
_ROOT = Path(__file__).resolve().parents[3]
_PROGRAM = "from responses.lib.word.sandbox import child; child()"


def run(data: bytes) -> Manuscript:
    """The manuscript in `data`, read by a child process. Raises Refused, also when the child fails."""
    # No environment is handed on: the child needs no secrets, and no settings.
    environment = {"PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PATH": os.defpath}
    try:
        done = subprocess.run(  # noqa: S603 - our own program; the file comes by standard input
            [sys.executable, "-c", _PROGRAM],
            input=data,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
            cwd=_ROOT,
            env=environment,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused("slow") from error
    if done.returncode:
        raise Refused("slow" if done.returncode < 0 else "memory")
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise Refused(answer["refused"])
    images = [Picture(**image | {"data": base64.b64decode(image["data"])}) for image in answer["images"]]
    return Manuscript(**answer | {"images": images})


def child() -> None:
    """Read standard input and answer in JSON: a manuscript's fields, or the code of a refusal."""
    from responses.lib.word.reader import read

    confine()
    try:
        answer = asdict(read(sys.stdin.buffer.read()))
    except Refused as refusal:
        answer = {"refused": refusal.code}
    # Escaped to ASCII: a lone surrogate could not be written otherwise.
    sys.stdout.write(json.dumps(answer, default=lambda data: base64.b64encode(data).decode()))


def confine() -> None:
    """Bind this process, for the rest of its life, to little memory, little work and no files."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.setitimer(signal.ITIMER_PROF, _WORK)  # whose signal ends the process, whatever it is at
