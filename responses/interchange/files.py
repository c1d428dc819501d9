"""Files of JSON lines, one record at a time; and the lists beside them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from responses.interchange.problems import Problem

LONGEST_LINE = 100_000_000  # bytes; a thread of 10,000 responses has about half as many


class Line(NamedTuple):
    """One record, where it stands, and how many bytes it took."""

    file: str
    number: int
    value: Any
    size: int = 0

    @property
    def folder(self) -> Path:
        return Path(self.file).parent


def read_lines(file: str, problems: list[Problem]) -> Iterator[Line]:
    """Yield the records of a file, one in memory at a time; what is no JSON becomes a problem."""
    try:
        with Path(file).open("rb") as stream:
            number = 0
            while chunk := stream.readline(LONGEST_LINE + 1):
                number += 1
                text = _text(chunk, file, number, problems)
                if text.strip():
                    yield from _decoded(text, file, number, problems, size=len(chunk))
                if len(chunk) > LONGEST_LINE:
                    return
    except OSError as error:
        problems.append(Problem(file, 1, "file", f"cannot be read ({error.strerror}), expected JSON lines"))


def read_list(path: Path, problems: list[Problem]) -> list[Line]:
    """The items of a JSON list, each with the line that it begins on; [] when there is no such file."""
    name = str(path)
    if not path.exists():
        return []
    try:
        chunk = path.read_bytes()
    except OSError as error:
        problems.append(Problem(name, 1, "file", f"cannot be read ({error.strerror}), expected a list"))
        return []
    text = _text(chunk, name, 1, problems)
    values = [line.value for line in _decoded(text, name, 1, problems)] if text else [[]]
    if values and not isinstance(values[0], list):
        problems.append(Problem(name, 1, "file", "holds no list, expected a JSON list"))
        return []
    starts = _starts(text) if values and values[0] else []
    return [Line(name, number, value) for number, value in zip(starts, *values, strict=False)]


def _starts(text: str) -> list[int]:
    """The line on which each item of the list in ``text``, which is valid, begins."""
    decoder, here, found = json.JSONDecoder(), text.index("[") + 1, list[int]()
    line, counted = 1, 0
    while True:
        while text[here].isspace() or text[here] == ",":
            here += 1
        if text[here] == "]":
            return found
        line, counted = line + text.count("\n", counted, here), here
        found.append(line)
        _value, here = decoder.raw_decode(text, here)


def _text(chunk: bytes, file: str, number: int, problems: list[Problem]) -> str:
    if len(chunk) > LONGEST_LINE:
        problems.append(
            Problem(file, number, "line", f"is too long, expected at most {LONGEST_LINE:,} bytes")
        )
        return ""
    try:
        return chunk.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        problems.append(
            Problem(file, number, "line", f"is no UTF-8 at byte {error.start + 1}, expected UTF-8")
        )
        return ""


def _decoded(text: str, file: str, number: int, problems: list[Problem], *, size: int = 0) -> Iterator[Line]:
    try:
        # Without its end: what is missing there is missing on this line, not on the next.
        value = json.loads(text.rstrip(), parse_constant=_refuse, object_pairs_hook=_object)
        yield Line(file, number, value, size)
    except json.JSONDecodeError as error:
        where = number + error.lineno - 1
        said = f"is no JSON at character {error.colno} ({error.msg}), expected one JSON value"
        problems.append(Problem(file, where, "line", said))
    except (ValueError, RecursionError) as error:
        said = str(error) if not isinstance(error, RecursionError) else "is nested too deep"
        problems.append(Problem(file, number, "line", f"is no JSON ({said}), expected one JSON value"))


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is no number of JSON")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; of two fields with one name, JSON readers silently lose one."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the field {twice!a} stands twice in one object")
    return found
