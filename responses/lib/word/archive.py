"""A .docx as an archive: counted before and while it is read, never extracted, judged by its content.

The limits are those of docs/inside.md: 10 MB in, 50 MB out, 1,000 entries.
"""

import io
import re
import zipfile
import zlib

from responses.lib.word.manuscript import Refused

MOST_BYTES, MOST_UNPACKED, MOST_ENTRIES = 10_000_000, 50_000_000, 1_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Texts, in a way, but not to be read; other kinds give themselves away by their controls.
_OTHERS = (b"{\\rtf", b"MIME-Version:", b"MZ", b"\x89PNG")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MACROS = re.compile(rb"macroEnabled|vbaProject|vbaData", re.IGNORECASE)
_READABLE = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # the others unpack without a bound


class Archive:
    """The XML parts of one file by lower-case name; OPC compares part names without case.

    Raises Refused for all that is no honest Word file. Archives inside are never read.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Refused("zip") from error
        self._left = MOST_UNPACKED
        self._entries = {_name(info): info for info in self._counted()}
        self._parts = {name: self._read(name) for name in self._entries if name.endswith((".xml", ".rels"))}
        self._refuse_other_kinds()

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def names(self) -> list[str]:
        """The names of all entries, lower-case, whether or not they are XML."""
        return list(self._entries)

    def part(self, name: str) -> bytes:
        """The bytes of one part, b"" if there is none; a main part may bear any name."""
        name = name.lower()
        if name not in self._parts:
            self._parts[name] = self._read(name) if name in self._entries else b""
        return self._parts[name]

    def picture(self, name: str) -> bytes:
        """The bytes of an entry that is no XML, b"" if there is none."""
        return self._unpacked(name.lower()) if name in self else b""

    def _counted(self) -> list[zipfile.ZipInfo]:
        infos = self._zip.infolist()
        if len(infos) > MOST_ENTRIES or sum(info.file_size for info in infos) > MOST_UNPACKED:
            raise Refused("bomb")
        if any(info.flag_bits & 1 for info in infos):
            raise Refused("locked")
        return infos

    def _read(self, name: str) -> bytes:
        data = self._unpacked(name)
        # UTF-16 writes a NUL beside each ASCII letter.
        if _DECLARATION.search(data.replace(b"\0", b"")):
            raise Refused("doctype")
        return data

    def _unpacked(self, name: str) -> bytes:
        info = self._entries[name]
        if info.compress_type not in _READABLE:
            raise Refused("zip")
        pieces = []
        try:
            with self._zip.open(info) as file:
                while piece := file.read(65_536):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise Refused("bomb")
                    pieces.append(piece)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise Refused("zip") from error
        return b"".join(pieces)

    def _refuse_other_kinds(self) -> None:
        macros = any(_MACROS.search(name.rsplit("/", 1)[-1].encode()) for name in self._entries)
        if macros or _MACROS.search(self.part("[Content_Types].xml").replace(b"\0", b"")):
            raise Refused("macros")
        if any(name.startswith("basic/") for name in self._entries):
            raise Refused("macros")

    @property
    def is_opendocument(self) -> bool:
        """Whether this is the archive of an OpenDocument and not of a Word file."""
        return "content.xml" in self._entries and "[content_types].xml" not in self._entries


def _name(info: zipfile.ZipInfo) -> str:
    return info.filename.replace("\\", "/").lstrip("/").lower()


def refuse_by_start(data: bytes) -> None:
    """Refuse by the first bytes what is never read, with the sentence that helps."""
    if not data:
        raise Refused("empty")
    if len(data) > MOST_BYTES:
        raise Refused("large")
    if data.startswith(_OLE):
        raise Refused("locked" if _ENCRYPTED in data else "doc")
    if data.lstrip().startswith(b"%PDF"):
        raise Refused("pdf")
    if data.startswith(_OTHERS):
        raise Refused("kind")
