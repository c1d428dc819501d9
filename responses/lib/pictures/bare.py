"""Whether a file holds a picture and nothing else: then its bytes may stay as they are.

So a picture that was exported comes back the same, byte for byte, and a clean photograph is not
encoded a second time. Anything beside the picture (names, places, profiles, text, what follows its
end) makes the answer no, and the picture is encoded anew.
"""

_PNG = b"\x89PNG\r\n\x1a\n"
_CHUNKS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
# Of JPEG: tables, frames (baseline and progressive), restart interval, and the JFIF header.
_SEGMENTS = {0xC0, 0xC2, 0xC4, 0xDB, 0xDD}
_JFIF, _SCAN, _END = 0xE0, 0xDA, 0xD9


def is_bare(data: bytes) -> bool:
    """Whether ``data``, a PNG or JPEG that decodes, has nothing in it but the picture."""
    try:
        return _is_bare_png(data) if data.startswith(_PNG) else _is_bare_jpeg(data)
    except IndexError:
        return False


def _is_bare_png(data: bytes) -> bool:
    here = len(_PNG)
    while here < len(data):
        length, name = int.from_bytes(data[here : here + 4], "big"), data[here + 4 : here + 8]
        here += length + 12
        if name not in _CHUNKS:
            return False
        if name == b"IEND":
            return here == len(data) and length == 0
    return False


def _is_bare_jpeg(data: bytes) -> bool:
    here = 2
    while data[here] == 0xFF:
        marker = data[here + 1]
        if marker == _END:
            return here + 2 == len(data)
        length = int.from_bytes(data[here + 2 : here + 4], "big")
        if marker == _JFIF:
            # Of its 16 bytes the last two are the size of a thumbnail.
            if length != 16 or data[here + 4 : here + 9] != b"JFIF\0" or any(data[here + 16 : here + 18]):
                return False
        elif marker not in _SEGMENTS and marker != _SCAN:
            return False
        here += length + 2
        if marker == _SCAN:
            here = _after_scan(data, here)
    return False


def _after_scan(data: bytes, here: int) -> int:
    """Where the next marker stands: in a scan FF is written FF 00, and FF D0 to D7 only restart it."""
    while True:
        here = data.find(b"\xff", here)
        if here < 0:
            raise IndexError
        if data[here + 1] != 0 and not 0xD0 <= data[here + 1] <= 0xD7:
            return here
        here += 2
