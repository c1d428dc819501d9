"""Files into records, whatever their schema: one thread at a time, with every problem found."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from responses.interchange import schema1, schema2
from responses.interchange.catalogue import Catalogue
from responses.interchange.checked import Found
from responses.interchange.checks import Place, Seen, check_thread
from responses.interchange.fields import Fields
from responses.interchange.files import Line, read_lines, read_list
from responses.interchange.images import read_image
from responses.interchange.problems import Problem, Say, shown
from responses.interchange.records import ThreadRecord
from responses.interchange.translations import read_translations

AUTHORS, THEMES = "authors.json", "themes.json"


class Reader:
    """Reads files in order. ``problems`` grows on the way; a thread with any is not yielded.

    ``read`` is told the bytes of each line.
    """

    def __init__(self, files: Iterable[str], *, read: Callable[[int], None] = lambda size: None) -> None:
        self.problems: list[Problem] = []
        self.catalogue = Catalogue()
        self._files, self._tell_read = list(files), read
        self._seen = Seen()
        self._folders: set[Path] = set()

    def threads(self) -> Iterator[Found]:
        for file in self._files:
            for line in read_lines(file, self.problems):
                self._tell_read(line.size)
                before = len(self.problems)
                record = self._read(line)
                if record and len(self.problems) == before:
                    yield Found(line.file, line.number, line.size, record)

    def _read(self, line: Line) -> ThreadRecord | None:
        say = partial(_say, self.problems, line)
        if not isinstance(line.value, dict):
            say("record", f"is {shown(line.value)}, expected an object")
            return None
        schema = line.value.get("schema")
        # True == 1 in Python, not in JSON.
        if type(schema) is not int or schema not in (1, 2):
            say("schema", f"is {shown(schema)}, expected 1 or 2")
            return None
        fields = Fields(line.value, "", say)
        fields.raw("schema")
        return self._read_schema1(line, fields) if schema == 1 else self._read_schema2(line, fields)

    def _read_schema1(self, line: Line, fields: Fields) -> ThreadRecord:
        self._open(line.folder)
        if "versions" in line.value:
            record = read_translations(fields, self.catalogue)
            self._check(record, lambda index: "", line, fields.relay)
        else:
            record = schema1.read_dialogue(fields, self.catalogue)
            self._check(record, _post, line, fields.relay)
        return record

    def _read_schema2(self, line: Line, fields: Fields) -> ThreadRecord | None:
        kind = fields.choice("type", ("theme", "person", "image", "thread"))
        if kind == "thread":
            record = schema2.read_thread(fields, self.catalogue)
            self._check(record, lambda index: f"essays[{index}].", line, fields.relay)
            return record
        if kind == "image":
            self.catalogue.add_image(read_image(fields, line.folder), fields.relay)
        elif kind == "person":
            person = schema2.read_person(fields)
            self.catalogue.add_person(person, fields.relay)
            self.catalogue.wanted_people.add(person.slug)
        else:
            theme = schema2.read_theme(fields)
            self.catalogue.add_theme(theme, fields.relay)
            self.catalogue.wanted_themes.add(theme.slug)
        return None

    def _check(self, record: ThreadRecord, place: Place, line: Line, say: Say) -> None:
        check_thread(record, place, f"{line.file}:{line.number}", self._seen, say)

    def _open(self, folder: Path) -> None:
        """Read the lists beside a file of schema 1, once."""
        if folder in self._folders:
            return
        self._folders.add(folder)
        for line in read_list(folder / AUTHORS, self.problems):
            say = partial(_say, self.problems, line)
            self.catalogue.add_person(schema1.read_person(Fields(line.value, "", say)), say)
        for line in read_list(folder / THEMES, self.problems):
            say = partial(_say, self.problems, line)
            self.catalogue.add_theme(schema1.read_theme(Fields(line.value, "", say)), say)


def _say(problems: list[Problem], line: Line, field: str, sentence: str) -> None:
    problems.append(Problem(line.file, line.number, field, sentence))


def _post(index: int) -> str:
    return "prompt." if index == 0 else f"responses[{index - 1}]."
