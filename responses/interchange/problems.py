"""What is wrong with a file, said so that its maker can put it right."""

from collections.abc import Callable
from typing import NamedTuple

Say = Callable[[str, str], None]  # (field, sentence)


class Problem(NamedTuple):
    """One thing wrong at ``field`` (a path such as ``responses[2].date``) of ``line`` of ``file``."""

    file: str
    line: int
    field: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.sentence}"


class ImportRefused(Exception):
    """Nothing was written, because of ``problems``."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


def shown(value: object) -> str:
    """A value as a message quotes it: short, on one line, printable whatever it holds."""
    text = ascii(value) if isinstance(value, str) and not value.isprintable() else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
