"""The references to a text, in the order in which readers of its page look for them."""

from collections.abc import Callable
from typing import NamedTuple

from responses.citations.pieces import Line, Reference
from responses.citations.styles import apa, chicago, gbt7714, mla
from responses.citations.work import Work
from responses.languages.codes import CHINESE


class Style(NamedTuple):
    """A handbook, by the name that it goes by in every language."""

    name: str
    write: Callable[[Work], Line]


ENGLISH = (
    Style("APA 7", apa.write),
    Style("MLA 9", mla.write),
    Style("Chicago 17", chicago.write),
)
NATIONAL = (Style("GB/T 7714—2015", gbt7714.write),)


def references(work: Work, page_language: str) -> list[tuple[str, Reference, Reference]]:
    """Each style's name, its reference to the text, and that to its exact version."""
    styles = NATIONAL + ENGLISH if page_language in CHINESE else ENGLISH + NATIONAL
    lines = [(style.name, style.write(work)) for style in styles]
    return [(name, line.reference(), line.reference(exact=True)) for name, line in lines]
