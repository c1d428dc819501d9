"""How a guard is written as a trigger, for SQLite and for PostgreSQL."""

from typing import NamedTuple


class Guard(NamedTuple):
    """Refuses a row change when ``condition`` (SQL over NEW and OLD) is true, saying ``sentence``."""

    name: str
    table: str
    events: tuple[str, ...]
    condition: str
    sentence: str


CHANGE = ("INSERT", "UPDATE")
ENDURING = ("UPDATE", "DELETE")


def only_appended(table: str, name: str) -> Guard:
    return Guard(
        f"{name}_is_only_appended", table, ENDURING, "1 = 1", f"a {name.replace('_', ' ')} is only appended"
    )


def stays(name: str, table: str, *uses: str) -> Guard:
    condition = " OR ".join(f"EXISTS (SELECT 1 FROM {use} = OLD.id)" for use in uses)  # noqa: S608  # our own names
    return Guard(f"{name}_with_essays_stays", table, ("DELETE",), condition, f"a {name} with essays stays")


def for_sqlite(guard: Guard) -> list[str]:
    return [
        f"CREATE TRIGGER {guard.name}_{event.lower()} BEFORE {event} ON {guard.table}"
        f" WHEN {guard.condition}"
        f" BEGIN SELECT RAISE(ABORT, '{guard.name}: {guard.sentence}'); END"
        for event in guard.events
    ]


def for_postgresql(guard: Guard) -> list[str]:
    back = "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
    return [
        f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $guard$"
        f" BEGIN IF {guard.condition} THEN RAISE EXCEPTION USING"
        f" ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{guard.name}',"
        f" MESSAGE = '{guard.name}: {guard.sentence}'; END IF; {back} END $guard$",
        f"CREATE TRIGGER {guard.name} BEFORE {' OR '.join(guard.events)} ON {guard.table}"
        f" FOR EACH ROW EXECUTE FUNCTION {guard.name}()",
    ]
