"""MLA, 9th edition: one container, the site; what belongs to the text alone follows its title."""

from responses.citations.names import in_han, in_latin, inverted
from responses.citations.pieces import Exact, Line, Part, in_tongue, joined
from responses.citations.styles import english
from responses.citations.work import Author, Work
from responses.lib.dates import PartialDate

MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")


def write(work: Work) -> Line:
    line = Line()
    # What a body publishes itself begins with the title.
    if [author.name for author in work.authors] != [work.site_latin]:
        line.sentence(*_names(work.authors, work.language))
    line.sentence(*english.title_quoted(work))
    first = english.year(work.first, circa="circa", eras=("CE", "BCE"))
    line.sentence(first[:1].upper() + first[1:])
    if work.translators:
        names = [natural(each, work.language) for each in work.translators]
        line.sentence("Translated by ", *joined(names, last=" and " if len(names) == 2 else ", and "))
    if converted := english.conversion(work):
        line.sentence(f"Converted {converted}")
    line.sentence(*_container(work))
    if not _date(work.published):
        line.sentence(f"Accessed {_date(work.accessed)}")
    if original := english.originally(work, ""):
        line.sentence("Originally published ", *original)
    return line


def _container(work: Work) -> list[Part]:
    parts: list[Part] = [english.site(work, slanted=True)]
    if version := work.version:
        since = _date(version.since)
        parts.append(Exact((f", version {version.number} of {since}, SHA-256 {version.fingerprint}",)))
    when = _date(work.published)
    return [*parts, f", {when}, {work.url}" if when else f", {work.url}"]


def _names(authors: tuple[Author, ...], language: str) -> list[Part]:
    """One, two, or the first of more."""
    if not authors:
        return []
    first = turned(authors[0], language)
    if len(authors) == 2:
        return [*first, ", and ", *natural(authors[1], language)]
    return [*first, ", et al."] if len(authors) > 2 else first


def turned(author: Author, language: str) -> list[Part]:
    """The first name of an entry, and behind it the Chinese one."""
    return _with_han(inverted(in_latin(author)), author, language)


def natural(author: Author, language: str) -> list[Part]:
    return _with_han(in_latin(author).name, author, language)


def _with_han(name: str, author: Author, language: str) -> list[Part]:
    own = in_han(author)
    return [in_tongue(name, language), " ", in_tongue(own, language)] if own else [in_tongue(name, language)]


def _date(date: PartialDate) -> str:
    if date.precision == "words":
        return date.words
    if date.year is None:
        return ""
    parts = [date.day, MONTHS[date.month - 1] if date.month else None, date.year]
    return " ".join(str(part) for part in parts if part)
