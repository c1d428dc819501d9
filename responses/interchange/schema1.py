"""Schema 1: dialogues with lists of authors and themes beside them, read into records."""

from collections.abc import Callable
from typing import Any

from responses.interchange import texts
from responses.interchange.catalogue import Catalogue
from responses.interchange.credits import credits_in, in_script
from responses.interchange.fields import Fields
from responses.interchange.problems import shown
from responses.interchange.records import (
    CreditRecord,
    EditionRecord,
    EssayRecord,
    PersonRecord,
    ThemeRecord,
    ThreadRecord,
)
from responses.languages.codes import other_script
from responses.lib import dates, lines, prose
from responses.lib.names import family_name_of
from responses.lib.texts import Texts
from responses.people.models import PERSON_PARTS
from responses.threads.errors import SlugRefused
from responses.threads.models.themes import THEME_PARTS
from responses.threads.models.threads import THREAD_PARTS
from responses.threads.services.addresses import check_slug

TITLE, SUMMARY, NAME, NOTE, WORDS = 500, 2_000, 300, 20_000, 200


def read_theme(fields: Fields) -> ThemeRecord:
    """An item of ``themes.json``."""
    record = ThemeRecord(slug(fields), texts.by_part(fields, {"title": "label"}, THEME_PARTS))
    fields.finish(["slug", "label"])
    return record


def read_person(fields: Fields) -> PersonRecord:
    """An item of ``authors.json``. The note is a fact from the source; unknown fields are facts too."""
    said = texts.by_part(fields, {"name": "name", "bio": "bio", "affiliation": "affiliation"}, PERSON_PARTS)
    _add_family_name(said)
    return PersonRecord(
        slug=slug(fields),
        texts=said,
        is_pseudonym=fields.flag("is_pseudonym"),
        facts=fields.facts("note"),
        **lifetime(fields),
    )


def _add_family_name(said: Texts) -> None:
    """Where the Chinese name tells which word of the English one is the family name."""
    chinese = said.get("zh-hant", {}).get("name", "") or said.get("zh-hans", {}).get("name", "")
    if family := family_name_of(said.get("en", {}).get("name", ""), chinese):
        said["en"]["family_name"] = family


def lifetime(fields: Fields) -> dict[str, int | None]:
    years = {name: fields.year(name) for name in ("birth_year", "death_year")}
    birth, death = years.values()
    if birth and death and death < birth:
        fields.say("death_year", f"is {death}, expected {birth} (birth_year) or later")
    return years


def slug(fields: Fields) -> str:
    given = fields.slug("slug")
    try:
        return check_slug(given) if given else ""
    except SlugRefused:
        said = 'expected lower-case letters, digits and hyphens, no year, not "feed", "full" or "undated"'
        fields.say("slug", f"is {shown(given)}, {said}")
        return ""


def date(fields: Fields) -> dates.PartialDate:
    """The four fields ``date``, ``date_precision``, ``date_text`` and ``year``."""
    given = fields.line("date", limit=10, required=False) or None
    precision = fields.choice("date_precision", ("", *dates.PRECISIONS), default="") or None
    words = fields.line("date_text", limit=WORDS, required=False) or None
    year = fields.year("year")
    try:
        return dates.from_schema1(given, precision, words, year)
    except ValueError as error:
        fields.say("date", f"is {shown(given)}: {error} Expected YYYY-MM-DD, YYYY-MM, YYYY or null")
        return dates.UNKNOWN


def read_dialogue(fields: Fields, catalogue: Catalogue) -> ThreadRecord:
    """A line of ``dialogues.jsonl``: a prompt and its responses."""
    fields.raw("languages")  # told by the posts
    prompt = _post(fields.object("prompt"), "prompt", catalogue)
    posts = [
        _post(Fields(value, path, fields.relay), "response", catalogue)
        for path, value in fields.items("responses")
    ]
    return ThreadRecord(
        slug=slug(fields),
        texts=texts.by_part(fields, {"title": "title", "framing": "intro"}, THREAD_PARTS),
        themes=themes(fields, catalogue),
        facts=fields.sound(fields.rest()),
        essays=(prompt, *posts),
    )


def themes(fields: Fields, catalogue: Catalogue) -> tuple[str, ...]:
    return catalogue.known_themes(fields.slugs("themes", required=False), fields.at("themes"), fields.relay)


def _post(fields: Fields, kind: str, catalogue: Catalogue) -> EssayRecord:
    editions = _editions(fields, catalogue)
    target = fields.slug("responding_to") if kind == "response" else fields.raw("responding_to")
    if kind == "prompt" and target is not None:
        fields.say("responding_to", f"is {shown(target)}, expected null on a prompt")
    record = EssayRecord(
        slug=slug(fields),
        kind=kind,
        responding_to=target or None if kind == "response" else None,
        date=date(fields),
        themes=themes(fields, catalogue),
        editions=editions,
        facts=fields.facts("venue", "rights", "source", "author_note", "title_en", "response_basis"),
    )
    for counted in ("words", "characters"):
        fields.raw(counted)  # counted anew
    return _with_facts(record, fields.rest())


def _with_facts(record: EssayRecord, more: dict[str, Any]) -> EssayRecord:
    record.facts.update(more)
    return record


def _editions(fields: Fields, catalogue: Catalogue) -> tuple[EditionRecord, ...]:
    """The original, and the other script's edition where there is a ``variant``."""
    language = fields.language("language")
    notes = fields.texts("footnotes", limit=NOTE)
    authors = _authors(fields, catalogue)
    byline = fields.line("byline", limit=NAME, required=False)
    body = texts.body(fields, "body_html", notes, html_notes=False)
    original = EditionRecord(
        language=language,
        kind="original",
        title=fields.line("title", limit=TITLE),
        body=body,
        summary=_summary(fields, body),
        credits=credits_in(language, authors, byline=byline, printed_in=language),
    )
    if fields.raw("variant") is None:
        return (original,)

    def credited(target: str) -> tuple[CreditRecord, ...]:
        return credits_in(target, authors, byline=byline, printed_in=language)

    return original, _variant(fields.object("variant"), original, notes, credited)


def _variant(
    fields: Fields,
    original: EditionRecord,
    notes: list[str],
    credited: Callable[[str], tuple[CreditRecord, ...]],
) -> EditionRecord:
    language = fields.language("language")
    if language and original.language and language != _converted(original.language):
        fields.say("language", f"is {shown(fields.raw('language'))}, expected the other Chinese script")
    own = fields.texts("footnotes", limit=NOTE)
    said = own or [in_script(note, source=original.language, target=language) for note in notes]
    return EditionRecord(
        language=language,
        kind="conversion",
        source=original.language,
        title=fields.line("title", limit=TITLE),
        body=texts.body(fields, "body_html", said, html_notes=False),
        credits=credited(language),
        facts=fields.facts("machine_converted") | fields.rest(),
    )


def _converted(language: str) -> str:
    try:
        return other_script(language)
    except KeyError:
        return ""


def _authors(fields: Fields, catalogue: Catalogue) -> list[PersonRecord]:
    found = []
    for place, name in enumerate(fields.slugs("authors")):
        if person := catalogue.person(name):
            found.append(person)
        else:
            said = f"is {shown(name)}, expected an author of authors.json or of the site"
            fields.say(f"authors[{place}]", said)
    return found


def _summary(fields: Fields, body: str) -> str:
    """The excerpt, unless it only repeats the body."""
    excerpt = fields.text("excerpt", limit=SUMMARY, required=False)
    squeezed = "".join(excerpt.rstrip("….").split())
    return "" if squeezed in "".join(prose.text(body).split()) else lines.paragraph(excerpt)
