"""A source as pandoc's own tree (JSON), which pandoc turns into .docx and .odt. Tables are left to others."""

import json
from itertools import groupby
from typing import Any

from tests.lib.word.corpus.neutral import Block, Run, blocks

_MARKS = {"em": "Emph", "strong": "Strong", "sub": "Subscript", "sup": "Superscript"}
Node = dict[str, Any]


def tree(source: dict[str, Any]) -> str:
    """The source as a pandoc document; its title is metadata, as pandoc wants it."""
    found = blocks(source)
    title = [each for each in found if each["kind"] == "title"]
    meta = {"title": {"t": "MetaInlines", "c": _inlines(title[0]["runs"])}} if title else {}
    rest = [each for each in found if each["kind"] != "title"]
    return json.dumps({"pandoc-api-version": [1, 22], "meta": meta, "blocks": _blocks(rest)})


def _blocks(found: list[Block]) -> list[Node]:
    out: list[Node] = []
    for key, group in groupby(found, key=lambda block: block.get("list") or block["kind"] == "quote"):
        some = list(group)
        if some[0]["kind"] == "item":
            out.append(_list(some, 0))
        elif key:
            out.append(
                {"t": "BlockQuote", "c": [{"t": "Para", "c": _inlines(each["runs"])} for each in some]}
            )
        else:
            out += map(_block, some)
    return out


def _block(block: Block) -> Node:
    inlines = _inlines(block["runs"])
    if block["kind"] in {"h2", "h3"}:
        return {"t": "Header", "c": [int(block["kind"][1]) - 1, ["", [], []], inlines]}
    return {"t": "Para", "c": inlines}


def _list(items: list[Block], level: int) -> Node:
    out: list[list[Node]] = []
    here = items[0]
    while items:
        item, rest = items[0], items[1:]
        deeper = []
        while rest and rest[0]["level"] > level:
            deeper.append(rest.pop(0))
        out.append(
            [{"t": "Plain", "c": _inlines(item["runs"])}, *([_list(deeper, level + 1)] if deeper else [])]
        )
        items = rest
    if here["ordered"]:
        return {"t": "OrderedList", "c": [[1, {"t": "Decimal"}, {"t": "Period"}], out]}
    return {"t": "BulletList", "c": out}


def _inlines(runs: list[Run]) -> list[Node]:
    out = []
    for run in runs:
        if "break" in run:
            out.append({"t": "LineBreak"})
        elif "note" in run:
            out.append({"t": "Note", "c": [{"t": "Para", "c": _inlines(each)} for each in run["note"]]})
        else:
            node: Node = {"t": "Str", "c": run["text"]}
            for mark in run["marks"]:
                node = {"t": _MARKS[mark], "c": [node]}
            out.append({"t": "Link", "c": [["", [], []], [node], [run["href"], ""]]} if run["href"] else node)
    return out
