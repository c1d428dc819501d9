"""The formats that a text's citation is offered in."""

from collections.abc import Callable
from typing import NamedTuple

from responses.citations.files import bibtex, csl, ris
from responses.citations.work import Work


class Format(NamedTuple):
    """``extension`` ends the address and the file's name."""

    name: str
    extension: str
    media_type: str
    write: Callable[[Work], str]


FORMATS = (
    Format("BibTeX", "bib", "application/x-bibtex", bibtex.write),
    Format("RIS", "ris", "application/x-research-info-systems", ris.write),
    Format("CSL-JSON", "json", "application/vnd.citationstyles.csl+json", csl.write),
)
