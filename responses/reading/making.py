"""Objects of models out of rows, as Django makes them, without what it looks at for each one.

``Model.from_db`` goes through every field of the class, asks each whether it was left out, and sends two
signals; a page of an essay has ten objects of thirty columns.
"""

from collections.abc import Callable, Sequence
from inspect import getattr_static
from typing import Any, cast

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.signals import post_init, pre_init
from django.db.models.sql.compiler import SQLCompiler

Row = Sequence[Any]
Setter = Callable[[Any, Any], None]


class Maker:
    """Makes the objects of one model, with those that ``select_related`` brings along.

    Columns that were deferred are asked for when somebody reads them, as ever. Raises ValueError for models
    that have a way of their own to be made, and for relations that lead backwards.
    """

    def __init__(self, info: dict[str, Any], select: Sequence[Any]) -> None:
        self.model: type[Model] = info["model"]
        if _is_made_its_own_way(self.model) or info.get("reverse"):
            raise ValueError(f"{self.model.__name__} is not made of a row by its columns alone.")
        places: list[int] = info["select_fields"]
        self.columns = slice(places[0], places[-1] + 1)
        self.names = [select[place][0].target.attname for place in places]
        self.key = places[self.names.index(cast("Any", self.model._meta.pk).attname)]
        self.related: list[tuple[Maker, Setter, Setter]] = [
            (Maker(each, select), each["local_setter"], each["remote_setter"])
            for each in info.get("related_klass_infos", [])
        ]

    def make(self, row: Row) -> Any:
        made = object.__new__(self.model)
        state = ModelState()
        state.adding, state.db = False, DEFAULT_DB_ALIAS
        made.__dict__.update(zip(self.names, row[self.columns], strict=True), _state=state)
        for maker, to_other, to_this in self.related:
            other = None if row[maker.key] is None else maker.make(row)
            to_other(made, other)
            if other is not None:
                to_this(other, made)
        return made


def _is_made_its_own_way(model: type[Model]) -> bool:
    own = (model.__init__, getattr_static(model, "from_db"))
    stock = (Model.__init__, getattr_static(Model, "from_db"))
    return own != stock or pre_init.has_listeners(model) or post_init.has_listeners(model)


def maker_of(compiler: SQLCompiler) -> Callable[[Row], Any]:
    """What makes of each row of this compiler's query the object that its query set would give."""
    maker = Maker(cast("dict[str, Any]", compiler.klass_info), cast("Sequence[Any]", compiler.select))
    annotations = list(compiler.annotation_col_map.items())
    if not annotations:
        return maker.make

    def make(row: Row) -> Any:
        made = maker.make(row)
        for name, place in annotations:
            setattr(made, name, row[place])
        return made

    return make
