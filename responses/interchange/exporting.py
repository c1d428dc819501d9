"""The public texts of the site as schema 2: what is not live is not in it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet

from responses.events.services import record
from responses.interchange import site
from responses.interchange.answers import without_strangers
from responses.interchange.encoding import encode
from responses.interchange.images import image_record, images_named_in
from responses.interchange.records import (
    EditionRecord,
    EssayRecord,
    ImageRecord,
    PersonRecord,
    ThemeRecord,
    ThreadRecord,
)
from responses.interchange.site import SiteEssay
from responses.languages.codes import LANGUAGES
from responses.threads.models import Essay, EssayTheme, Image, Theme, Thread, ThreadTheme

Tell = Callable[[str], None]
Write = Callable[[str], object]
Keep = Callable[[Image], object]


class NoSuchThread(Exception):
    """No public thread has that address; whether a draft has it is not said."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"There is no public thread {slug!r}.")


def export_threads(
    *,
    slugs: Iterable[str],
    write: Write,
    tell: Tell = lambda line: None,
    keep: Keep = lambda image: None,
) -> int:
    """Write these public threads, or all, line by line; returns how many texts they hold.

    ``keep`` is given each image that a line describes, for its file.
    ``tell`` is given a sentence for each public text that cannot stand in a file by itself, because
    what it answers or is made from is not public. Raises ``NoSuchThread`` before anything is written.
    """
    threads = _chosen(list(slugs))
    writer = _Writer(write, keep)
    for theme in _themes_of(threads):
        writer.add(site.theme_record(theme))
    texts = 0
    for thread in threads.order_by("pk").iterator(chunk_size=50):
        found = public_record(thread, tell)
        if found.essays:
            writer.add_thread(found)
            texts += len(found.essays)
    record("exported", threads=writer.threads, texts=texts)
    return texts


def _chosen(slugs: list[str]) -> QuerySet[Thread]:
    public = Thread.objects.published()
    if not slugs:
        return public
    found = public.filter(slug__in=slugs)
    known = set(found.values_list("slug", flat=True))
    for slug in slugs:
        if slug not in known:
            raise NoSuchThread(slug)
    return found


def _themes_of(threads: QuerySet[Thread]) -> QuerySet[Theme]:
    """The themes of these threads and of what is public in them, in the site's order."""
    essays = Essay.objects.published().filter(thread__in=threads)
    by_essay = EssayTheme.objects.filter(content_object__in=essays).values("tag")
    by_thread = ThreadTheme.objects.filter(content_object__in=threads).values("tag")
    return Theme.objects.filter(Q(pk__in=by_essay) | Q(pk__in=by_thread)).order_by("position", "pk")


@dataclass
class _Writer:
    """Writes each person, theme and image once, before the first thread that names it."""

    write: Write
    keep: Keep
    threads: int = 0

    def __post_init__(self) -> None:
        self._written: set[tuple[str, str]] = set()

    def add(self, found: ThemeRecord | PersonRecord | ImageRecord) -> bool:
        """Write a line, unless it is written already; whether it was not."""
        key = (type(found).__name__, found.slug)
        if key in self._written:
            return False
        self._written.add(key)
        self.write(encode(found))
        return True

    def add_thread(self, found: ThreadRecord) -> None:
        for slug in sorted(found.all_themes()):
            if theme := site.find_theme(slug):
                self.add(site.theme_record(theme))
        for slug in sorted(found.people()):
            if person := site.find_person(slug):
                self.add(site.person_record(person))
        for image in images_named_in(found.bodies()):
            if self.add(image_record(image)):
                self.keep(image)
        self.write(encode(found))
        self.threads += 1


def public_record(thread: Thread, tell: Tell) -> ThreadRecord:
    """A thread with its live essays, each after what it answers where that had to be checked; maybe none."""
    essays = site.essays_of(thread)
    live = {each.row.slug: _live(each, tell) for each in essays.values()}
    kept = {slug: found for slug, found in live.items() if found and _leads_to_prompt(slug, live)}
    for slug, found in live.items():
        if found and slug not in kept:
            tell(f"essay {slug}: left out, because what it answers is not public")
    answering = [without_strangers(each, kept.get(each.responding_to or "")) for each in kept.values()]
    return site.thread_record(thread, themes=site.themes_of(thread), essays=answering)


def _leads_to_prompt(slug: str, live: dict[str, EssayRecord | None]) -> bool:
    here = live.get(slug)
    while here and here.responding_to:
        here = live.get(here.responding_to)
    return here is not None


def _live(essay: SiteEssay, tell: Tell) -> EssayRecord | None:
    """The essay with its live editions, None when it has none."""
    live = {code: each.record for code, each in essay.editions.items() if each.record}
    kept = tuple(_with_live_sources(essay.row.slug, live, tell))
    return replace(essay.record, editions=kept) if kept else None


def _with_live_sources(slug: str, live: dict[str, EditionRecord], tell: Tell) -> Iterator[EditionRecord]:
    """Editions whose sources are live down to the original; that one first, then by language."""
    for code, edition in sorted(
        live.items(), key=lambda item: (item[1].kind != "original", list(LANGUAGES).index(item[0]))
    ):
        here: EditionRecord | None = edition
        for _step in live:
            here = here and (live.get(here.source or "") if here.source else here)
        if here and here.kind == "original":
            yield edition
        else:
            tell(f"essay {slug} ({code}): left out, because what it is made from is not public")
