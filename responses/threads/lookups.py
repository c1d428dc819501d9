"""Which versions have which keys: asked of the database's own index, all at once, with the stamp."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection


class Lookup(NamedTuple):
    """Versions that have all ``keys`` and, if there is one, a line with ``pattern``."""

    keys: tuple[str, ...]
    pattern: str = ""


_STAMP = "SELECT -1, CAST(SUM(value) AS {text}) FROM responses_searchstamp"
_SQLITE = "SELECT {n}, group_concat(rowid) FROM responses_searchindex WHERE responses_searchindex MATCH %s"
_SQLITE_PATTERN = (
    "SELECT {n}, group_concat(t.revision_id) FROM responses_searchindex CROSS JOIN responses_searchtext t"
    " ON t.revision_id = responses_searchindex.rowid"
    " WHERE responses_searchindex MATCH %s AND holds(t.folded, %s)"
)
_POSTGRESQL = (
    "SELECT {n}, string_agg(revision_id::text, ',') FROM responses_searchtext"
    " WHERE search_keys(keys) @> string_to_array(%s, ' ')"
)
_POSTGRESQL_PATTERN = _POSTGRESQL + " AND strpos(folded, %s) > 0"


def ask(lookups: Sequence[Lookup]) -> tuple[str, list[list[int]]]:
    """The stamp, and for each look-up the numbers of its versions. One query."""
    is_postgresql = connection.vendor == "postgresql"
    statements = [_STAMP.format(text="text" if is_postgresql else "varchar")]
    parameters: list[str] = []
    for number, (keys, pattern) in enumerate(lookups):
        if is_postgresql:
            statements.append((_POSTGRESQL_PATTERN if pattern else _POSTGRESQL).format(n=number))
            parameters.append(" ".join(keys))
        else:
            statements.append((_SQLITE_PATTERN if pattern else _SQLITE).format(n=number))
            # A string of FTS5: nothing in it is an operator, and keys have no quotation mark.
            parameters.append(" ".join(f'"{key}"' for key in keys))
        parameters += [pattern] if pattern else []
    with connection.cursor() as cursor:
        _teach()
        cursor.execute(" UNION ALL ".join(statements), parameters)
        answers = dict(cursor.fetchall())
    found = [list(map(int, filter(None, (answers[n] or "").split(",")))) for n in range(len(lookups))]
    return answers[-1] or "", found


def having(patterns: Sequence[str], revisions: Sequence[int]) -> list[tuple[int, int]]:
    """Of these versions, those that have lines with some of the patterns: each with how many. One query."""
    is_postgresql = connection.vendor == "postgresql"
    holds = "(strpos(folded, %s) > 0)::int" if is_postgresql else "holds(folded, %s)"
    numbers = ",".join(str(int(each)) for each in revisions)
    times = " + ".join([holds] * len(patterns))
    # Numbers, and names of our own.
    sql = f"SELECT revision_id, {times} FROM responses_searchtext WHERE revision_id IN ({numbers})"  # noqa: S608
    with connection.cursor() as cursor:
        _teach()
        cursor.execute(sql, list(patterns))
        return [(pk, count) for pk, count in cursor.fetchall() if count]


def _teach() -> None:
    """SQLite's own ``instr`` looks at a text letter by letter, and takes four times as long."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("holds", 2, _holds, deterministic=True)


def _holds(text: str, pattern: str) -> bool:
    return pattern in text
