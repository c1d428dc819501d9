"""Schema 2 read into records: what ``encoding`` writes, and what people write by its rules."""

from responses.interchange import answers, texts
from responses.interchange.catalogue import Catalogue
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
from responses.interchange.schema1 import NAME, NOTE, SUMMARY, TITLE, WORDS, lifetime, slug, themes
from responses.lib import lines, prose
from responses.lib.dates import PRECISIONS, UNKNOWN, PartialDate
from responses.lib.short_ids import ALPHABET, LENGTH, is_short_id
from responses.people.models import PERSON_PARTS
from responses.threads.models import Credit, Edition, Essay, Thread
from responses.threads.models.themes import THEME_PARTS
from responses.threads.models.threads import THREAD_PARTS

HEAD = ("schema", "type", "slug")
BIO = 20_000


def read_theme(fields: Fields) -> ThemeRecord:
    record = ThemeRecord(slug(fields), texts.by_language(fields, "texts", THEME_PARTS))
    fields.finish([*HEAD, "texts"])
    return record


def read_person(fields: Fields) -> PersonRecord:
    record = PersonRecord(
        slug=slug(fields),
        texts=texts.by_language(fields, "texts", PERSON_PARTS),
        is_pseudonym=fields.flag("is_pseudonym"),
        facts=_facts(fields),
        **lifetime(fields),
    )
    fields.finish([*HEAD, "texts", "is_pseudonym", "birth_year", "death_year", "facts"])
    return record


def read_thread(fields: Fields, catalogue: Catalogue) -> ThreadRecord:
    """A thread with all its essays, which are in thread order."""
    essays = [_essay(Fields(value, path, fields.relay), catalogue) for path, value in fields.items("essays")]
    record = ThreadRecord(
        slug=slug(fields),
        texts=texts.by_language(fields, "texts", THREAD_PARTS),
        themes=themes(fields, catalogue),
        facts=_facts(fields),
        essays=tuple(essays),
        state=fields.choice("state", Thread.State.values, default=""),
    )
    fields.finish([*HEAD, "texts", "themes", "state", "facts", "essays"])
    return record


def _facts(fields: Fields) -> dict[str, object]:
    given = fields.object("facts", required=False)
    return given.sound({name: given.raw(name) for name in given.names()})


def _essay(fields: Fields, catalogue: Catalogue) -> EssayRecord:
    kind = fields.choice("kind", Essay.Kind.values)
    target = fields.raw("responding_to")
    if kind == Essay.Kind.PROMPT and target is not None:
        fields.say("responding_to", f"is {shown(target)}, expected null on a prompt")
    record = EssayRecord(
        slug=slug(fields),
        kind=kind,
        responding_to=None if kind == Essay.Kind.PROMPT else fields.slug("responding_to") or None,
        date=_date(fields.object("date", required=False)),
        themes=themes(fields, catalogue),
        facts=_facts(fields),
        editions=tuple(
            _edition(Fields(value, path, fields.relay), catalogue) for path, value in fields.items("editions")
        ),
        answers=answers.read(fields),
        short_id=_short_id(fields),
    )
    names = ("responding_to", "date", "themes", "facts", "editions", "answers")
    fields.finish(["slug", "short_id", "kind", *names])
    return record


def _short_id(fields: Fields) -> str:
    given = fields.line("short_id", limit=LENGTH, required=False)
    if given and not is_short_id(given):
        fields.say("short_id", f"is {shown(given)}, expected {LENGTH} of {ALPHABET}")
        return ""
    return given


def _date(fields: Fields) -> PartialDate:
    """A date in its parts; all of them optional, as far as its precision allows."""
    precision = fields.choice("precision", PRECISIONS, default="unknown")
    words = fields.line("words", limit=WORDS, required=False)
    year, month, day = (fields.number(name) for name in ("year", "month", "day"))
    fields.finish(["precision", "year", "month", "day", "words"])
    found = PartialDate(year, month, day, precision, words)
    try:
        found.validate()
    except ValueError as error:
        fields.say("precision", f"does not fit: {error} Expected parts as the precision says")
        return UNKNOWN
    return found


def _edition(fields: Fields, catalogue: Catalogue) -> EditionRecord:
    notes = fields.texts("footnotes", limit=NOTE)
    record = EditionRecord(
        language=fields.language("language"),
        kind=fields.choice("kind", Edition.Kind.values),
        source=fields.language("source", required=False) or None,
        reviewed=fields.flag("reviewed"),
        title=fields.line("title", limit=TITLE),
        summary=lines.paragraph(fields.text("summary", limit=SUMMARY, required=False)),
        body=texts.body(fields, "body_html", notes, html_notes=True, knows=catalogue.knows_image),
        credits=_credits(fields, catalogue),
        facts=_facts(fields),
    )
    names = ("title", "summary", "body_html", "footnotes", "credits", "facts")
    fields.finish(["language", "kind", "source", "reviewed", *names])
    return record


def _credits(fields: Fields, catalogue: Catalogue) -> tuple[CreditRecord, ...]:
    """Authors first, then translators, each in the order given: the order in which they are stored."""
    found = [
        _credit(Fields(value, path, fields.relay), catalogue)
        for path, value in fields.items("credits", required=False)
    ]
    return tuple(sorted(found, key=lambda credit: credit.role))


def _credit(fields: Fields, catalogue: Catalogue) -> CreditRecord:
    person = fields.raw("person")
    if person is not None:
        person = fields.slug("person")
    if person and catalogue.person(person) is None:
        fields.say("person", f"is {shown(person)}, expected a person of these files or of the site")
    record = CreditRecord(
        name=fields.line("name", limit=NAME),
        person=person or None,
        role=fields.choice("role", Credit.Role.values, default=Credit.Role.AUTHOR),
        affiliation=fields.line("affiliation", limit=NAME, required=False),
        bio=prose.keep_images(prose.clean(fields.text("bio", limit=BIO, required=False)), ()),
    )
    fields.finish(["person", "name", "role", "affiliation", "bio"])
    return record
