"""Word files on disk, described for a person or a program."""

from pathlib import Path
from typing import Any

from responses.lib.word.archive import MOST_BYTES
from responses.lib.word.manuscript import Refused
from responses.lib.word.reader import read_safely

_FIELDS = ("title", "authors", "affiliation", "summary", "language", "body_html", "bio", "guesses", "report")


def describe(file: str) -> dict[str, Any]:
    """What the form would be filled with, or `refused` with its sentence; `file` as it was given."""
    try:
        manuscript = read_safely(_bytes(Path(file)), name=Path(file).name)
    except Refused as refusal:
        return {"file": file, "refused": str(refusal)}
    images = [
        {"key": each.key, "kind": each.kind, "bytes": len(each.data), "alternative": each.alternative}
        for each in manuscript.images
    ]
    return {"file": file} | {name: getattr(manuscript, name) for name in _FIELDS} | {"images": images}


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise Refused("unreadable") from error


def shown(description: dict[str, Any]) -> str:
    """A description as lines for a person, guesses marked."""
    guesses = description.get("guesses", [])
    lines = []
    for name, value in description.items():
        words = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
        if words and name != "guesses":
            lines.append(f"{name}{' (guess)' if name in guesses else ''}: {words}")
    return "\n".join(lines) + "\n"
