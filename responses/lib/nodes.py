"""What any markup is read into: blocks, inline items, and the elements still open."""

from dataclasses import dataclass, field
from typing import NamedTuple


class Mark(NamedTuple):
    """Inline markup on a run; *serial* keeps neighbours apart that must not merge."""

    tag: str
    attributes: str
    serial: int


@dataclass(slots=True)
class Item:
    """A piece of inline content: a run of marked text, a note (*inner*), else a line break."""

    text: str = ""
    marks: tuple[Mark, ...] = ()
    inner: "list[Item] | None" = None

    @property
    def is_break(self) -> bool:
        return not self.text and self.inner is None


@dataclass(slots=True)
class Node:
    """A block: leaves and cells hold items, all others hold kids."""

    tag: str
    attributes: str = ""
    kids: "list[Node]" = field(default_factory=list)
    items: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class Open:
    """An element that has begun; a shadow has no effect and only awaits its end tag."""

    kind: str
    tag: str
    node: Node = field(default_factory=lambda: Node(""))
    mark: Mark | None = None
    items: list[Item] = field(default_factory=list)
