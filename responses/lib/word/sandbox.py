"""Reading a stranger's file in a process of its own: little memory, little work, nothing to write to."""

import base64
import json
import sys
from dataclasses import asdict

from responses.lib import sandbox
from responses.lib.word.manuscript import Manuscript, Picture, Refused

_WORK = 1.5  # seconds of processor; 20,000 words need a third of one
_PATIENCE = 20  # seconds by the clock
_MEMORY = 768 * 1024 * 1024  # bytes of address space; a 10 MB document needs a third
_PROGRAM = "from responses.lib.word.sandbox import child; child()"


def run(data: bytes) -> Manuscript:
    """The manuscript in `data`, read by a child process. Raises Refused, also when the child fails."""
    try:
        answer = json.loads(sandbox.run(_PROGRAM, data, patience=_PATIENCE))
    except sandbox.Failed as failed:
        raise Refused("slow" if failed.slow else "memory") from failed
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
    sandbox.confine(memory=_MEMORY, work=_WORK)
