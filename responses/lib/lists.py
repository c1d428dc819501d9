"""Lists from paragraphs that only say how deep they stand and what number they bear."""

from collections.abc import Iterable
from typing import NamedTuple


class ListItem(NamedTuple):
    """One paragraph of a list; `number` is its number where it is `ordered`, `inner` its HTML."""

    level: int
    ordered: bool
    number: int
    inner: str


def nested(items: Iterable[ListItem]) -> str:
    """The items as nested lists; a level that was skipped is not made up."""
    out: list[str] = []
    path: list[tuple[int, str]] = []
    for item in items:
        tag = "ol" if item.ordered else "ul"
        while path and (path[-1][0] > item.level or path[-1] == (item.level, "ol" if tag == "ul" else "ul")):
            out.append(f"</li></{path.pop()[1]}>")
        if path and path[-1][0] == item.level and (not item.ordered or item.number != 1):
            out.append("</li><li>")
        else:
            if path and path[-1][0] == item.level:
                out.append(f"</li></{path.pop()[1]}>")  # it counts from one again: another list
            start = f' start="{item.number}"' if item.ordered and item.number > 1 else ""
            out.append(f"<{tag}{start}><li>")
            path.append((item.level, tag))
        out.append(item.inner)
    out += (f"</li></{tag}>" for _, tag in reversed(path))
    return "".join(out)
