"""Which versions have which keys, and which of them say a phrase: asked of the database, all at once."""

import json
from collections.abc import Iterable, Sequence

from django.db import connection

# A version is found by keys if it has all of them.
Keys = tuple[str, ...]

_STAMP = "SELECT -1, CAST(SUM(value) AS {text}) FROM responses_searchstamp"
_SQLITE = "SELECT {n}, group_concat(rowid) FROM responses_searchindex WHERE responses_searchindex MATCH %s"
_POSTGRESQL = (
    "SELECT {n}, string_agg(revision_id::text, ',') FROM responses_searchtext"
    " WHERE search_keys(keys) @> string_to_array(%s, ' ')"
)
# Bytes, for to make letters of them takes longer than to look. What says which phrase is told to ``Reader``.
_SQLITE_READING = (
    "SELECT COUNT(look(revision_id, CAST(folded AS BLOB))) FROM json_each(%s) j"
    " CROSS JOIN responses_searchtext ON revision_id = j.value"
)
# Each text is unpacked once, not once a phrase.
_POSTGRESQL_READING = (
    "SELECT {found} FROM responses_searchtext, LATERAL (SELECT folded || '' AS text OFFSET 0) AS unpacked"
    " WHERE revision_id = ANY(%s::bigint[])"
)
_POSTGRESQL_FOUND = "string_agg(revision_id::text, ',') FILTER (WHERE strpos(text, %s) > 0)"


def ask(lookups: Sequence[Keys]) -> tuple[str, list[list[int]]]:
    """The stamp, and for each look-up the numbers of its versions. One query."""
    is_postgresql = connection.vendor == "postgresql"
    statements = [_STAMP.format(text="text" if is_postgresql else "varchar")]
    statements += [(_POSTGRESQL if is_postgresql else _SQLITE).format(n=n) for n in range(len(lookups))]
    # A string of FTS5: nothing in it is an operator, and keys have no quotation mark.
    quoted = "{}" if is_postgresql else '"{}"'
    parameters = [" ".join(map(quoted.format, keys)) for keys in lookups]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statements), parameters)
        answers = dict(cursor.fetchall())
    return answers[-1] or "", [json.loads(f"[{answers[n] or ''}]") for n in range(len(lookups))]


def saying(patterns: Sequence[str], revisions: Iterable[int]) -> list[list[int]]:
    """Of these versions, for each pattern those that have a line with it.

    One query, which reads each text once, whatever the number of patterns.
    """
    asked = ",".join(map(str, revisions))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            found = ", ".join([_POSTGRESQL_FOUND] * len(patterns))
            cursor.execute(_POSTGRESQL_READING.format(found=found), [*patterns, f"{{{asked}}}"])
            return [json.loads(f"[{each or ''}]") for each in cursor.fetchone()]
        reader = Reader(patterns)
        # SQLite's own ``instr`` looks letter by letter, and takes four times as long.
        connection.connection.create_function("look", 2, reader.look)
        cursor.execute(_SQLITE_READING, [f"[{asked}]"])
        return reader.found


class Reader:
    """Looks for patterns in one text after the other."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self.found: list[list[int]] = [[] for _each in patterns]
        self._sought = [
            (each.encode(), found.append) for each, found in zip(patterns, self.found, strict=True)
        ]

    def look(self, revision: int, text: bytes) -> None:
        for pattern, found in self._sought:
            if pattern in text:
                found(revision)
