"""RIS: a line a fact, two letters first. ELEC is a page of a website."""

from collections.abc import Iterator

from responses.citations.files.csl import note
from responses.citations.names import parted
from responses.citations.styles.english import year
from responses.citations.work import Work
from responses.languages.codes import tag
from responses.lib.dates import PartialDate


def write(work: Work) -> str:
    lines = [f"{name}  - {' '.join(value.split())}" for name, value in _fields(work) if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    yield "TY", "ELEC"
    yield from (("AU", parted(author)) for author in work.authors)
    yield from (("A4", parted(author)) for author in work.translators)
    yield "TI", work.title
    yield "TT", work.english_title
    yield "T2", work.site
    yield "PY", str(work.published.year) if work.published.year else work.published.words
    yield "DA", _date(work.published)
    yield "OP", year(work.first, circa="ca.", eras=("CE", "BCE"))
    yield "ET", f"Version {work.version.number}" if work.version else ""
    yield "UR", work.url
    yield "Y2", _date(work.accessed)
    yield "LA", tag(work.language)
    yield from (("KW", keyword) for keyword in work.keywords)
    yield "AB", work.summary
    yield "N1", note(work)
    yield "ID", work.key


def _date(date: PartialDate) -> str:
    return date.words if date.precision == "words" else date.iso().replace("-", "/")
