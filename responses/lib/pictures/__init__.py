"""Pictures of strangers, made into pictures of ours: decoded, turned upright, encoded anew in a few widths.

PNG, JPEG, GIF (its first frame) and WebP come in; JPEG or PNG go out, in sRGB, without metadata. The one
door is `read_safely`, which lets a child process do it.
"""

import json

from responses.lib import sandbox
from responses.lib.pictures.picture import MOST_BYTES, WIDTHS, Picture, Refused, unpacked, widths_of

__all__ = ["MOST_BYTES", "WIDTHS", "Picture", "Refused", "read_safely", "widths_of"]

_PATIENCE = 60  # seconds by the clock; the child bounds its own work closer
_PROGRAM = "from responses.lib.pictures.raster import child; child()"


def read_safely(data: bytes) -> Picture:
    """The picture in ``data``, read in a process with little memory and time. Raises Refused."""
    if not data:
        raise Refused("empty")
    if len(data) > MOST_BYTES:
        raise Refused("large")  # not worth a process
    try:
        answer = sandbox.run(_PROGRAM, data, patience=_PATIENCE)
    except sandbox.Failed as failed:
        raise Refused("slow" if failed.slow else "damaged") from failed
    head, _line_end, blobs = answer.partition(b"\n")
    said = json.loads(head)
    if "refused" in said:
        raise Refused(said["refused"])
    return unpacked(said, blobs)
