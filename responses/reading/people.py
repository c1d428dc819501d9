"""People in a list sorted for each language, and one person's page."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from responses.languages.codes import LANGUAGES, tag
from responses.languages.paths import address
from responses.lib.dates import PartialDate, long
from responses.lib.names import initial
from responses.lib.texts import pick
from responses.people.models import Person
from responses.reading.prepared import Prepared
from responses.threads.public import published_people

SIZE = 100


@dataclass(frozen=True)
class PersonEntry:
    name: str
    name_tag: str
    affiliation: str
    affiliation_tag: str
    url: str


@dataclass(frozen=True)
class PeopleList:
    """One part of the list: ``groups`` are ``(heading, entries)`` in order."""

    groups: list[tuple[str, list[PersonEntry]]]
    following: str
    is_first: bool


def listed(language: str, start: str = "") -> PeopleList:
    """The people credited on live texts, sorted for ``language``, from the sort key ``start`` on."""
    key = _key(language)
    people = FROM[language](start)
    groups: dict[str, list[PersonEntry]] = {}
    for person in people[:SIZE]:
        groups.setdefault(initial(getattr(person, key), language), []).append(_entry(person, language))
    following = getattr(people[SIZE], key) if len(people) > SIZE else ""
    return PeopleList(list(groups.items()), following, not start)


def _key(language: str) -> str:
    return f"sort_{language.replace('-', '_')}"


def _from(key: str) -> Prepared:
    return Prepared(
        lambda start: published_people().filter(**{f"{key}__gte": start}).order_by(key, "pk")[: SIZE + 1]
    )


FROM = {code: _from(_key(code)) for code in LANGUAGES}


def _entry(person: Person, language: str) -> PersonEntry:
    """Each tag is '' for a text in the page's own language."""
    name, name_language = person.name_in(language)
    affiliation, affiliation_language = pick(person.texts, "affiliation", language)
    return PersonEntry(
        name=name,
        name_tag=tag(name_language) if name_language != language else "",
        affiliation=affiliation,
        affiliation_tag=tag(affiliation_language) if affiliation_language != language else "",
        url=address("person", person.slug, language=language),
    )


class Portrait:
    """One person on a page in ``language``: name, names in other scripts, years, today's bio."""

    def __init__(self, person: Person, language: str) -> None:
        self.person, self.language = person, language
        self.name, self.name_language = person.name_in(language)
        self.affiliation, self.affiliation_language = pick(person.texts, "affiliation", language)
        self.bio, self.bio_language = pick(person.texts, "bio", language)

    @property
    def other_names(self) -> list[tuple[str, str]]:
        """``(name, BCP 47 tag)`` of the names that differ from the one shown."""
        found = {texts["name"]: tag(code) for code, texts in self.person.texts.items() if texts.get("name")}
        return [(name, code) for name, code in found.items() if name != self.name]

    @property
    def years(self) -> str:
        """“1743–1826”, “152 BCE–80 BCE”, “died 1804” when only that is known; '' when nothing is."""
        years = (self.person.birth_year, self.person.death_year)
        born, died = (_year(year, self.language) if year else "" for year in years)
        if born and died:
            return f"{born}–{died}"
        if died:
            return _("died {year}").format(year=died)
        return _("born {year}").format(year=born) if born else ""


def _year(year: int, language: str) -> str:
    return str(year) if year > 0 else long(PartialDate(year=year, precision="year"), language)
