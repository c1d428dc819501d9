"""What a database holds, asked of it in SQL of our own and not in the words of backups."""

import json
import sqlite3
from contextlib import closing
from datetime import date, datetime

# Made anew by a restore, and never of the backup: its history of migrations, who was signed in, the cache,
# and what SQLite keeps of its index of words.
NOT_OF_A_BACKUP = {"django_migrations", "django_session", "cache", "sqlite_sequence"}
INDEX = "responses_searchindex"


def is_kept(table):
    return table not in NOT_OF_A_BACKUP and not table.startswith(INDEX)


def raw_rows(cursor, vendor, schema="public"):
    """Every row of every table that a backup is to hold, in a form that either database gives."""
    if vendor == "sqlite":
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    else:
        cursor.execute(f"SELECT tablename FROM pg_tables WHERE schemaname = '{schema}'")
    found = {}
    for (name,) in cursor.fetchall():
        if is_kept(name):
            table = f'"{name}"' if vendor == "sqlite" else f'"{schema}"."{name}"'
            cursor.execute(f"SELECT * FROM {table}")
            columns = [each[0] for each in cursor.description]
            rows = [dict(zip(columns, map(_plain, row), strict=True)) for row in cursor.fetchall()]
            found[name] = sorted(rows, key=_place)
    return found


def _place(row):
    """Some tables are numbered by the row that theirs hang on."""
    return row.get("id"), str(row.get("revision_id")), str(row.get("version_id"))


def _plain(value):
    """As PostgreSQL's values and SQLite's texts can be compared; the order of names in JSON says nothing."""
    if isinstance(value, datetime):
        return str(value.replace(tzinfo=None))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def rows_of_file(file):
    with closing(sqlite3.connect(file)) as opened:
        return raw_rows(opened.cursor(), "sqlite")


def laid(cursor, vendor):
    """The names of triggers and indexes: guards, stamps, keys."""
    if vendor == "sqlite":
        cursor.execute("SELECT name FROM sqlite_master WHERE type IN ('trigger', 'index')")
    else:
        cursor.execute(
            "SELECT indexname FROM pg_indexes WHERE schemaname = 'public' UNION ALL SELECT tgname || ' ' ||"
            " relname FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid JOIN pg_namespace n"
            " ON n.oid = relnamespace WHERE NOT tgisinternal AND nspname = 'public'"
        )
    return sorted(name for (name,) in cursor.fetchall())


def defined(cursor, vendor):
    """What each table is made of, by table: columns, keys and constraints, as the database tells them."""
    found = {}
    if vendor == "sqlite":
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%%VIRTUAL%%'"
        )
        rows = [(table, part) for table, made in cursor.fetchall() for part in _parts(made)]
    else:
        cursor.execute(
            "SELECT table_name, column_name || ' ' || data_type || ' ' || is_nullable || ' ' ||"
            " coalesce(character_maximum_length, 0) || ' ' || coalesce(column_default, '') || ' ' ||"
            " coalesce(generation_expression, '') || ' ' || is_identity"
            " FROM information_schema.columns WHERE table_schema = 'public' UNION ALL"
            " SELECT conrelid::regclass::text, conname || ' ' || pg_get_constraintdef(c.oid)"
            " FROM pg_constraint c JOIN pg_namespace n ON n.oid = connamespace WHERE nspname = 'public'"
            " UNION ALL SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'"
        )
        rows = cursor.fetchall()
    for table, part in rows:
        found.setdefault(table, set()).add(part)
    return found


def _parts(made):
    """What stands between the commas of a table's SQL, but for those in brackets and quotes."""
    parts, depth, quote = [""], 0, ""
    for sign in made[made.index("(") + 1 : made.rindex(")")]:
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        depth += 0 if quote else (sign == "(") - (sign == ")")
        if sign == "," and not depth and not quote:
            parts.append("")
        else:
            parts[-1] += sign
    return {part.strip() for part in parts}


def but_for_events(rows, number):
    """The same without the last so many lines of the log: a restore is an event."""
    return rows | {"responses_event": rows["responses_event"][:-number]}


def files_below(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
