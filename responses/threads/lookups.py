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
# Bytes, for to make letters of them takes longer than to look. Which text has what is told to ``_Reader``.
_SQLITE_READING = (
    "SELECT COUNT(look(revision_id, CAST(folded AS BLOB))) FROM json_each(%s) j"
    " CROSS JOIN responses_searchtext ON revision_id = j.value"
)
# Each text is unpacked once, not once a pattern. OFFSET 0 keeps what is inside from being worked out again.
_POSTGRESQL_READING = (
    "SELECT {found} FROM (SELECT revision_id, text, CASE {lacking} ELSE {needed} END AS met"
    " FROM responses_searchtext, LATERAL (SELECT folded || '' AS text OFFSET 0) AS unpacked"
    " WHERE revision_id = ANY(%s::bigint[]) OFFSET 0) AS looked"
)
_LACKING = "WHEN strpos(text, %s) = 0 THEN {n}"
_FOUND = "string_agg(revision_id::text, ',') FILTER (WHERE {met})"


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


def saying(patterns: Sequence[str], revisions: Iterable[int], needed: int = 0) -> list[list[int]]:
    """Of these versions, for each pattern those that have a line with it.

    One query, which reads each text once. One that lacks the first of the patterns is not looked through for
    those after it, nor one that lacks the second, and so on for ``needed`` of them.
    """
    asked = ",".join(map(str, revisions))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                _reading(len(patterns), needed), [*patterns[needed:], *patterns[:needed], "{" + asked + "}"]
            )
            return [json.loads(f"[{each or ''}]") for each in cursor.fetchone()]
        reader = _Reader(patterns, needed)
        # SQLite's own ``instr`` looks letter by letter, and takes four times as long.
        connection.connection.create_function("look", 2, reader.look)
        cursor.execute(_SQLITE_READING, [f"[{asked}]"])
        return reader.found


def _reading(patterns: int, needed: int) -> str:
    lacking = " ".join(_LACKING.format(n=n) for n in range(needed))
    found = [f"met > {n}" for n in range(needed)]
    found += [f"met = {needed} AND strpos(text, %s) > 0"] * (patterns - needed)
    return _POSTGRESQL_READING.format(
        found=", ".join(_FOUND.format(met=met) for met in found),
        lacking=lacking or "WHEN FALSE THEN 0",
        needed=needed,
    )


class _Reader:
    """Looks for patterns in one text after the other."""

    def __init__(self, patterns: Sequence[str], needed: int) -> None:
        self.found: list[list[int]] = [[] for _each in patterns]
        self._sought = [
            (pattern.encode(), found.append, n < needed)
            for n, (pattern, found) in enumerate(zip(patterns, self.found, strict=True))
        ]

    def look(self, revision: int, text: bytes) -> None:
        for pattern, found, is_needed in self._sought:
            if pattern in text:
                found(revision)
            elif is_needed:
                return
