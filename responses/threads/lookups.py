"""Which versions have which keys, and which of them say a phrase: asked of the database, all at once."""

import json
from collections.abc import Callable, Iterable, Sequence

from django.db import connection

# A version is found by keys if it has all of them.
Keys = tuple[str, ...]

_STAMP = "SELECT -1, CAST(SUM(value) AS {text}) FROM responses_searchstamp"
_SQLITE = "SELECT {n}, group_concat(rowid) FROM responses_searchindex WHERE responses_searchindex MATCH %s"
_POSTGRESQL = (
    "SELECT {n}, string_agg(revision_id::text, ',') FROM responses_searchtext"
    " WHERE search_keys(keys) @> string_to_array(%s, ' ')"
)
# Bytes, for to make letters of them takes longer than to look.
_SQLITE_SAYING = (
    "SELECT group_concat('[' || j.value || ',' || says(CAST(folded AS BLOB)) || ']') FROM json_each(%s) j"
    " CROSS JOIN responses_searchtext ON revision_id = j.value"
)
# Each text is unpacked once, not once a phrase.
_POSTGRESQL_SAYING = (
    "SELECT string_agg('[' || revision_id || ',' || {said} || ']', ',') FROM responses_searchtext,"
    " LATERAL (SELECT textsend(folded) AS text OFFSET 0) AS unpacked"
    " WHERE revision_id IN (SELECT value::bigint FROM json_array_elements_text(%s::json))"
)


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


def saying(patterns: Sequence[str], revisions: Iterable[int]) -> list[tuple[int, int]]:
    """Of these versions each that is there, with what its lines have: bit n stands for the pattern n.

    One query, which reads each text once, whatever the number of patterns.
    """
    asked, sought = json.dumps(list(revisions)), [each.encode() for each in patterns]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            tests = (f"(position(%s::bytea IN text) > 0)::int << {n}" for n in range(len(sought)))
            said = " | ".join(f"({test})" for test in tests)
            cursor.execute(_POSTGRESQL_SAYING.format(said=f"({said})"), [*sought, asked])
        else:
            # SQLite's own ``instr`` looks letter by letter, and takes four times as long.
            connection.connection.create_function("says", 1, _says(sought))
            cursor.execute(_SQLITE_SAYING, [asked])
        (found,) = cursor.fetchone()
    return [(pk, said) for pk, said in json.loads(f"[{found or ''}]")]


def _says(sought: Sequence[bytes]) -> Callable[[bytes], int]:
    bits = tuple((each, 1 << n) for n, each in enumerate(sought))

    def says(text: bytes) -> int:
        found = 0
        for each, bit in bits:
            if each in text:
                found |= bit
        return found

    return says
