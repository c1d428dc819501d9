"""Queries whose SQL is made once and from then on only asked: making it costs more than asking it.

A function that returns a query set, decorated with ``Prepared``, stays the one place where that query is
said; called, it gives the rows. Its arguments must be values in the query and nothing else: a number, a
text, or numbers for ``__in``. None is no value, for it would change the SQL.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import update_wrapper
from itertools import count
from operator import itemgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable

from responses.lib import clock
from responses.reading.making import maker_of

# Stand for the arguments while the SQL is made, and are found again among its parameters.
NUMBER = 31_000  # small enough for every integer column, and no constant of ours
TEXT = "\ue000"


class Prepared:
    """One query; its SQL depends on the kind of database and on how long its lists are, nothing else.

    ``kept`` is for few rows that hardly ever change and are on every page: it is still asked each time, but
    the same answer gives the same objects, which nobody may change.
    """

    def __init__(self, build: Callable[..., QuerySet], *, kept: bool = False) -> None:
        update_wrapper(self, build)
        self.build = build
        self.kept = kept
        self.plans: dict[tuple[object, ...], Plan] = {}

    def __call__(self, *arguments: int | str | Iterable[int]) -> list[Any]:
        values = [each if isinstance(each, int | str) else _padded(each) for each in arguments]
        if [] in values:
            return []
        connection = connections[DEFAULT_DB_ALIAS]
        key = (connection.vendor, *(len(each) if isinstance(each, list) else 0 for each in values))
        # Two threads may both make it at first; they make the same.
        if key not in self.plans:
            self.plans[key] = Plan(self.build, values, connection)
        plan = self.plans[key]
        return plan.ask_again(values, connection) if self.kept else plan.ask(values, connection)


class Plan:
    """SQL, and in which order arguments, the present instant and its own constants belong into it."""

    def __init__(
        self, build: Callable[..., QuerySet], values: list[Any], connection: BaseDatabaseWrapper
    ) -> None:
        marks, begun = _marks(values), clock.now()
        self.rows = build(*marks)
        self.compiler = self.rows.query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, params = self.compiler.as_sql()
        if self.compiler.has_extra_select:
            raise ValueError("A prepared query gives every column that it is ordered by, if it is distinct.")
        instants = [_instant(begun, connection), _instant(clock.now(), connection)]
        places = {mark: place for place, mark in enumerate(_flat(marks))}
        self.constants: list[Any] = []
        self.order = [self._place(param, places, instants) for param in params]
        self.last: tuple[Any, list[Any]] = (None, [])
        # How columns become values: as the SQL, the same each time for one kind of database.
        self.converters = self.compiler.get_converters(
            [column for column, _sql, _alias in self.compiler.select[: self.compiler.col_count]]
        )
        self.make = self._maker()

    def _maker(self) -> Callable[[Any], Any] | None:
        """What makes of a row what the query set gives; None where that is the row."""
        kind = self.rows._iterable_class
        if kind is ModelIterable:
            return maker_of(self.compiler)
        if kind not in (ValuesListIterable, FlatValuesListIterable):
            raise ValueError("A prepared query gives objects, lists of values, or values.")
        return itemgetter(0) if kind is FlatValuesListIterable else None

    def _place(self, param: Any, places: dict[Any, int], instants: list[Any]) -> int:
        if param in places:
            return places[param]
        # No argument is an instant, so one of this very moment is the clock's.
        if type(param) is type(instants[0]) and instants[0] <= param <= instants[1]:
            return len(places)
        self.constants.append(param)
        return len(places) + len(self.constants)

    def ask(self, values: list[Any], connection: BaseDatabaseWrapper) -> list[Any]:
        return self._rows(self._answer(values, connection), connection)

    def ask_again(self, values: list[Any], connection: BaseDatabaseWrapper) -> list[Any]:
        """As ``ask``; the rows made of the answer before, if this one is the same to the letter."""
        answer = self._answer(values, connection)
        said, rows = self.last
        if answer != said:
            rows = self._rows(answer, connection)
            # One assignment: another thread sees the old pair or the new one.
            self.last = answer, rows
        return rows

    def _answer(self, values: list[Any], connection: BaseDatabaseWrapper) -> list[Any]:
        """The rows as the database gives them."""
        pool = [*_flat(values), _instant(clock.now(), connection), *self.constants]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, tuple(pool[place] for place in self.order))
            answer: list[Any] = cursor.fetchall()
            return answer

    def _rows(self, answer: list[Any], connection: BaseDatabaseWrapper) -> list[Any]:
        rows = self._lists(answer, connection)
        return rows if self.make is None else list(map(self.make, rows))

    def _lists(self, answer: list[Any], connection: BaseDatabaseWrapper) -> list[Any]:
        """As ``values_list`` makes them, which for a dozen rows spends most of its time on asking how."""
        if not self.converters:
            return answer
        rows = [list(row) for row in answer]
        for place, (converters, column) in self.converters.items():
            for row in rows:
                # What is null is None with every converter.
                if (value := row[place]) is not None:
                    for convert in converters:
                        value = convert(value, column, connection)
                    row[place] = value
        return [tuple(row) for row in rows]


def _padded(numbers: Iterable[int]) -> list[int]:
    """As long as the next power of two, by repetition: few lengths, and the same rows."""
    found = list(numbers)
    wanted = 1 << (len(found) - 1).bit_length() if found else 0
    return found + found[:1] * (wanted - len(found))


def _marks(values: list[Any]) -> list[Any]:
    """Values of the same kinds and lengths, each one different from all others."""
    numbers = count(NUMBER)
    return [_mark(each, numbers) for each in values]


def _mark(value: Any, numbers: Iterator[int]) -> Any:
    if isinstance(value, list):
        return [next(numbers) for _each in value]
    return f"{TEXT}{next(numbers)}" if isinstance(value, str) else next(numbers)


def _flat(values: list[Any]) -> list[Any]:
    return [one for each in values for one in (each if isinstance(each, list) else [each])]


def _instant(moment: Any, connection: BaseDatabaseWrapper) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)
