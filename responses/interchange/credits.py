"""The names on an essay of schema 1, as they are printed in the language of an edition."""

from responses.interchange.records import CreditRecord, PersonRecord
from responses.languages.codes import CHINESE, other_script
from responses.lib import chinese, lines
from responses.lib.texts import pick


def credits_in(
    language: str, authors: list[PersonRecord], *, byline: str, printed_in: str
) -> tuple[CreditRecord, ...]:
    """The authors as of now, with bio and affiliation, in ``language``.

    ``byline`` is a pen name printed at the time, in ``printed_in``; it takes the place of the name of
    a sole author, and of the whole line otherwise.
    """
    pen_name = in_script(byline, source=printed_in, target=language)
    if pen_name and len(authors) != 1:
        return printed(pen_name)
    return tuple(
        CreditRecord(
            name=pen_name or pick(author.texts, "name", language)[0],
            person=author.slug,
            affiliation=_part(author, "affiliation", language),
            bio=_part(author, "bio", language),
        )
        for author in authors
    )


def printed(byline: str, *translators: str) -> tuple[CreditRecord, ...]:
    """A line of names as printed, one credit, without a person; then those of translators."""
    names = [CreditRecord(name=lines.line(byline))] if byline else []
    return (*names, *(CreditRecord(name=lines.line(each), role="translator") for each in translators))


def in_script(text: str, *, source: str, target: str) -> str:
    """Text of a Chinese language in the other script; any other comes back as it is."""
    if source != target and source in CHINESE and target in CHINESE:
        return chinese.convert(text, source=source, target=target)
    return text


def _part(author: PersonRecord, part: str, language: str) -> str:
    """What is said of the author in the language itself, or by conversion; never in a foreign one."""
    if said := author.texts.get(language, {}).get(part, ""):
        return said
    if language not in CHINESE:
        return ""
    other = other_script(language)
    said = author.texts.get(other, {}).get(part, "")
    return chinese.convert_html(said, source=other, target=language) if said else ""
