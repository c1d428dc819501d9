"""How a guard is written as a trigger, for SQLite and for PostgreSQL."""

from typing import NamedTuple


class Guard(NamedTuple):
    """Refuses a row change when ``condition`` (SQL over NEW and OLD) is true, saying ``sentence``."""

    name: str
    table: str
    events: tuple[str, ...]
    condition: str
    sentence: str
    # On SQLite INSERT OR REPLACE takes the place of a row of its id, and fires no trigger for that.
    never_replaced: bool = False

    @property
    def on_sqlite(self) -> list[tuple[str, str, str]]:
        """Each trigger: its name, its event, its condition."""
        found = [(f"{self.name}_{event.lower()}", event, self.condition) for event in self.events]
        if self.never_replaced:
            there = f"EXISTS (SELECT 1 FROM {self.table} WHERE id = NEW.id)"  # noqa: S608  # our own names
            found.append((f"{self.name}_insert", "INSERT", there))
        return found


CHANGE = ("INSERT", "UPDATE")
ENDURING = ("UPDATE", "DELETE")


def only_appended(table: str, name: str) -> Guard:
    sentence = f"a {name.replace('_', ' ')} is only appended"
    return Guard(f"{name}_is_only_appended", table, ENDURING, "1 = 1", sentence, never_replaced=True)


def stays(name: str, table: str, *uses: str) -> Guard:
    condition = " OR ".join(f"EXISTS (SELECT 1 FROM {use} = OLD.id)" for use in uses)  # noqa: S608  # our own names
    return Guard(f"{name}_with_essays_stays", table, ("DELETE",), condition, f"a {name} with essays stays")


def for_sqlite(guard: Guard) -> list[str]:
    return [
        f"CREATE TRIGGER {name} BEFORE {event} ON {guard.table} WHEN {condition}"
        f" BEGIN SELECT RAISE(ABORT, '{guard.name}: {guard.sentence}'); END"
        for name, event, condition in guard.on_sqlite
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
