"""The people and themes that a run knows: those that its files give, then those of the site."""

from responses.interchange.problems import Say, shown
from responses.interchange.records import ImageRecord, PersonRecord, ThemeRecord
from responses.interchange.site import find_person, find_theme, person_record, theme_record
from responses.threads.models import Image


class Catalogue:
    """``people`` and ``themes`` by slug, as files give them; ``wanted_…`` are the slugs to be written.

    Files of schema 1 come with lists of which a thread may use a part; only that part is wanted.
    ``origins`` say a problem at the place where the files describe a person or theme.
    """

    def __init__(self) -> None:
        self.people: dict[str, PersonRecord] = {}
        self.themes: dict[str, ThemeRecord] = {}
        self.wanted_people: set[str] = set()
        self.wanted_themes: set[str] = set()
        self.images: dict[str, ImageRecord] = {}
        self.origins: dict[tuple[type, str], Say] = {}
        self._on_site: dict[tuple[str, str], PersonRecord | ThemeRecord | None] = {}

    def add_person(self, record: PersonRecord, say: Say) -> None:
        self.origins[PersonRecord, record.slug] = say
        if self.people.setdefault(record.slug, record) != record:
            say("slug", f"is {shown(record.slug)}, whom these files describe twice, expected one description")

    def add_theme(self, record: ThemeRecord, say: Say) -> None:
        self.origins[ThemeRecord, record.slug] = say
        if self.themes.setdefault(record.slug, record) != record:
            say(
                "slug", f"is {shown(record.slug)}, which these files describe twice, expected one description"
            )

    def add_image(self, record: ImageRecord, say: Say) -> None:
        self.origins[ImageRecord, record.key] = say
        if self.images.setdefault(record.key, record) != record:
            say("key", f"is {shown(record.key)}, which these files describe twice, expected one description")

    def knows_image(self, key: str) -> bool:
        """Whether files or site have an image with that key."""
        return key in self.images or Image.objects.filter(key=key).exists()

    def person(self, slug: str) -> PersonRecord | None:
        """The person of that slug, from now on wanted; None where neither files nor site know it."""
        self.wanted_people.add(slug)
        if slug not in self.people and ("person", slug) not in self._on_site:
            row = find_person(slug)
            self._on_site["person", slug] = person_record(row) if row else None
        found = self.people.get(slug) or self._on_site.get(("person", slug))
        return found if isinstance(found, PersonRecord) else None

    def theme(self, slug: str) -> ThemeRecord | None:
        """The theme of that slug, from now on wanted; None where neither files nor site know it."""
        self.wanted_themes.add(slug)
        if slug not in self.themes and ("theme", slug) not in self._on_site:
            row = find_theme(slug)
            self._on_site["theme", slug] = theme_record(row) if row else None
        found = self.themes.get(slug) or self._on_site.get(("theme", slug))
        return found if isinstance(found, ThemeRecord) else None

    def known_themes(self, slugs: tuple[str, ...], path: str, say: Say) -> tuple[str, ...]:
        """The slugs themselves in alphabetical order, with a problem said for each that nobody knows."""
        for place, slug in enumerate(slugs):
            if self.theme(slug) is None:
                say(f"{path}[{place}]", f"is {shown(slug)}, expected a theme of these files or of the site")
        return tuple(sorted(slugs))
