"""Schema 1's other kind of line: one essay in several versions, a thread with only a prompt."""

from dataclasses import replace

from responses.interchange import texts
from responses.interchange.catalogue import Catalogue
from responses.interchange.credits import printed
from responses.interchange.fields import Fields
from responses.interchange.records import EditionRecord, EssayRecord, ThreadRecord
from responses.interchange.schema1 import NAME, NOTE, TITLE, date, slug, themes
from responses.languages.codes import CHINESE, ENGLISH, other_script
from responses.lib.texts import Texts


def read_translations(fields: Fields, catalogue: Catalogue) -> ThreadRecord:
    """A line of ``translations.jsonl``; the thread has the essay's titles, and its address."""
    address, subjects = slug(fields), themes(fields, catalogue)
    versions = [_version(Fields(value, path, fields.relay)) for path, value in fields.items("versions")]
    if not versions:
        fields.say("versions", "is empty, expected at least one version")
    titles: Texts = {each.language: {"title": each.title} for each in versions if each.title}
    if any(len(each.title) > 300 for each in versions):
        fields.say("versions", "has a title of more than 300 characters, expected at most 300 of a thread")
    prompt = EssayRecord(
        slug=address,
        kind="prompt",
        responding_to=None,
        date=date(fields),
        themes=subjects,
        editions=tuple(_related(versions)),
        facts=fields.sound(fields.rest()),
    )
    return ThreadRecord(address, titles, subjects, essays=(prompt,))


def _version(fields: Fields) -> EditionRecord:
    """A version by itself; how it relates to the others is told only by them all."""
    notes = fields.texts("footnotes", limit=NOTE)
    byline = fields.line("byline", limit=NAME)
    translators = fields.texts("translators", limit=NAME)
    for counted in ("words", "characters"):
        fields.raw(counted)  # counted anew
    converted = fields.raw("machine_converted") is not None
    return EditionRecord(
        language=fields.language("language"),
        kind="conversion" if converted else "translation",
        title=fields.line("title", limit=TITLE),
        body=texts.body(fields, "body_html", notes, html_notes=True),
        credits=printed(byline, *translators),
        facts=fields.facts("source", "machine_converted") | fields.rest(),
    )


def _related(versions: list[EditionRecord]) -> list[EditionRecord]:
    """The versions with their sources: the English one is the original, else the first by a person."""
    written = [each for each in versions if each.kind != "conversion"] or versions
    original = next((each for each in written if each.language == ENGLISH.code), None) or (
        written[0] if written else None
    )
    languages = {each.language for each in written}
    return [
        replace(each, kind="original")
        if each is original
        else replace(each, source=_source(each, languages, original.language if original else ""))
        for each in versions
    ]


def _source(version: EditionRecord, languages: set[str], original: str) -> str:
    """A conversion is made from the other script where there is one; all else from the original."""
    if version.kind == "conversion" and version.language in CHINESE:
        other = other_script(version.language)
        return other if other in languages else original
    return original
