"""The same small document in every kind of zip that programs write."""

import io
import zipfile

from tests.lib.word.builders import p, parts

TEXT = "In whatever box, 在什么盒子里都一样。"
HTML = f"<p>{TEXT}</p>"


class _Pipe(io.RawIOBase):
    """A sink that cannot go back, so sizes follow the data, as streaming writers leave them."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:
        self.data += bytes(piece)  # type: ignore[call-overload]
        return len(bytes(piece))  # type: ignore[call-overload]


def streamed() -> bytes:
    """With data descriptors after each entry."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts(p(TEXT)).items():
            archive.writestr(name, text)
    return bytes(pipe.data)


def with_folders() -> bytes:
    """With entries for folders, as zip tools leave them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder in ("word/", "_rels/", "word/media/"):
            archive.mkdir(folder)
        for name, text in parts(p(TEXT)).items():
            archive.writestr(name, text)
    return out.getvalue()


def zip64() -> bytes:
    """With the long form of sizes for each entry."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts(p(TEXT)).items():
            with archive.open(name, "w", force_zip64=True) as entry:
                entry.write(text.encode())
    return out.getvalue()


def commented() -> bytes:
    """With a comment at its end."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.comment = "样本".encode()
        for name, text in parts(p(TEXT)).items():
            archive.writestr(name, text)
    return out.getvalue()


def hard_pressed() -> bytes:
    """Pressed as hard as deflate can, entries in another order, main part last."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in reversed(parts(p(TEXT)).items()):
            archive.writestr(name, text)
    return out.getvalue()


CONTAINERS = {each.__name__: each for each in (streamed, with_folders, zip64, commented, hard_pressed)}
