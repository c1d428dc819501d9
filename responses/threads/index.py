"""The databases' own part in search: an index of keys, and a stamp that changes with what is found.

SQLite has an FTS5 table over ``SearchText.keys``, PostgreSQL a GIN index; both only say which versions have
a key, so that what is found, and in which order, is decided in one place (``search/``) and is the same.
Laid again after every ``migrate``, as the guards are, and for the same reason.
"""

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

# What the catalogue of ``search/`` is made of, and which of its columns.
_WATCHED = {
    "responses_liveperiod": "",
    "responses_essay": "slug, kind, thread_id, dated_precision, dated_year, dated_month, dated_day",
    "responses_essaytheme": "",
    "responses_threadtheme": "",
    "responses_person": "slug, texts",
    "responses_thread": "slug, texts",
    "responses_theme": "slug, texts",
    "responses_credit": "name, person_id",
}
TABLES = frozenset({*_WATCHED, "responses_searchtext", "responses_searchstamp"})

_INDEX = "responses_searchindex"
_KEPT = {
    "searchtext_is_indexed": (
        "INSERT",
        "INSERT INTO {index}(rowid, keys) VALUES (NEW.revision_id, NEW.keys);",
    ),
    "searchtext_is_forgotten": (
        "DELETE",
        "INSERT INTO {index}({index}, rowid, keys) VALUES ('delete', OLD.revision_id, OLD.keys);",
    ),
    "searchtext_is_indexed_anew": (
        "UPDATE OF keys",
        "INSERT INTO {index}({index}, rowid, keys) VALUES ('delete', OLD.revision_id, OLD.keys);"
        " INSERT INTO {index}(rowid, keys) VALUES (NEW.revision_id, NEW.keys);",
    ),
}
# Small enough to be added up.
_STAMPED = (
    "INSERT OR REPLACE INTO responses_searchstamp(id, value, source) VALUES ({n}, random() / 16, '{table}');"
)

# Phrases are looked for in `folded`: to unpack it first would take longer than to look. Both texts are kept
# elsewhere, so that to go through thousands of rows is to go through few pages.
_UNPACKED = """ALTER TABLE responses_searchtext
    ALTER COLUMN folded SET STORAGE EXTERNAL, SET (toast_tuple_target = 128)"""


def store_for_looking(connection: BaseDatabaseWrapper) -> None:
    """For rows that are written before ``install``: afterwards they would stay packed."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and set(connection.introspection.table_names(cursor)) >= TABLES:
            cursor.execute(_UNPACKED)


def install(connection: BaseDatabaseWrapper) -> None:
    """Lay index and stamps anew; safe to repeat. All or nothing."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statements = _for_postgresql()
        else:
            statements = _for_sqlite(_INDEX in connection.introspection.table_names(cursor))
        for statement in statements:
            cursor.execute(statement)


def _for_sqlite(is_there: bool) -> list[str]:
    made = []
    if not is_there:
        made = [
            f"CREATE VIRTUAL TABLE {_INDEX} USING fts5(keys, content='responses_searchtext',"
            " content_rowid='revision_id', detail=none, columnsize=0, tokenize=\"ascii tokenchars '_'\")",
            f"INSERT INTO {_INDEX}({_INDEX}) VALUES ('rebuild')",  # noqa: S608  # our own name
        ]
    for name, (event, acts) in _KEPT.items():
        made.append(f"DROP TRIGGER IF EXISTS {name}")
        body = acts.format(index=_INDEX)
        made.append(f"CREATE TRIGGER {name} AFTER {event} ON responses_searchtext BEGIN {body} END")
    for n, (table, columns) in enumerate(_WATCHED.items(), 1):
        for event in _events(columns):
            name = f"search_stamp_{table}_{event[:6].lower()}"
            stamped = _STAMPED.format(n=n, table=table)
            made.append(f"DROP TRIGGER IF EXISTS {name}")
            made.append(f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {stamped} END")
    return made


def _events(columns: str) -> list[str]:
    return [f"UPDATE OF {columns}"] if columns else ["INSERT", "UPDATE", "DELETE"]


def _for_postgresql() -> list[str]:
    # Each transaction writes a stamp of its own, so that none waits for another; the oldest of a table go.
    made = [
        # A function with its price: taken for cheap, it would be asked of every text instead of the index.
        # No parallel plan either (the default): to begin one takes longer than the answer.
        "CREATE OR REPLACE FUNCTION search_keys(keys text) RETURNS text[] LANGUAGE plpgsql"
        " IMMUTABLE STRICT COST 1000 AS $keys$ BEGIN"
        " RETURN string_to_array(keys, ' '); END $keys$",
        "CREATE INDEX IF NOT EXISTS responses_searchtext_by_key ON responses_searchtext"
        " USING gin (search_keys(keys))",
        _UNPACKED,
        "CREATE OR REPLACE FUNCTION search_stamp() RETURNS trigger LANGUAGE plpgsql AS $stamp$ BEGIN"
        " INSERT INTO responses_searchstamp(value, source) VALUES ((random() * 9e15)::bigint, TG_TABLE_NAME);"
        " DELETE FROM responses_searchstamp WHERE id IN (SELECT id FROM responses_searchstamp"
        " WHERE source = TG_TABLE_NAME ORDER BY id DESC OFFSET 30 FOR UPDATE SKIP LOCKED);"
        " RETURN NULL; END $stamp$",
    ]
    for table, columns in _WATCHED.items():
        made.append(f"DROP TRIGGER IF EXISTS search_stamp ON {table}")
        made.append(
            f"CREATE TRIGGER search_stamp AFTER {' OR '.join(_events(columns))} ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION search_stamp()"
        )
    return made
