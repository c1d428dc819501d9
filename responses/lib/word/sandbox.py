"""Reading a stranger's file in a process of its own: little memory, two seconds, nothing to write to."""

import json
import os
import resource
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from responses.lib.word.manuscript import Manuscript, Refused

SECONDS = 2
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
            timeout=SECONDS,
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
    return Manuscript(**answer)


def child() -> None:
    """Read standard input and answer in JSON: a manuscript's fields, or the code of a refusal."""
    from responses.lib.word.docx import read

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer = asdict(read(sys.stdin.buffer.read()))
    except Refused as refusal:
        answer = {"refused": refusal.code}
    # Escaped to ASCII: a lone surrogate could not be written otherwise.
    sys.stdout.write(json.dumps(answer))
