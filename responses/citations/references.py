"""The references to a text, in the order in which readers of its page look for them."""

from collections.abc import Callable
from typing import NamedTuple

from responses.citations.pieces import Reference
from responses.citations.styles import apa, chicago, gbt7714, mla
from responses.citations.work import Work
from responses.languages.codes import CHINESE


class Style(NamedTuple):
    """A handbook, by the name that it goes by in every language."""

    name: str
    write: Callable[..., Reference]


ENGLISH = (
    Style("APA 7", apa.reference),
    Style("MLA 9", mla.reference),
    Style("Chicago 17", chicago.reference),
)
NATIONAL = (Style("GB/T 7714—2015", gbt7714.reference),)


def references(work: Work, page_language: str, *, exact: bool = False) -> list[tuple[str, Reference]]:
    """Each style's name with its reference, of the ``exact`` version if that is asked for."""
    styles = NATIONAL + ENGLISH if page_language in CHINESE else ENGLISH + NATIONAL
    return [(style.name, style.write(work, exact=exact)) for style in styles]
