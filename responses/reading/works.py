"""Live editions as works to be cited."""

from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from responses.citations.files.formats import FORMATS, Format
from responses.citations.names import author_of
from responses.citations.work import Author, Version, Work
from responses.languages.codes import CHINESE, other_script
from responses.languages.paths import absolute, address
from responses.lib import clock, prose
from responses.lib.dates import PartialDate
from responses.lib.texts import pick
from responses.reading.editions import ShownEdition
from responses.reading.rows import Name
from responses.reading.site import Site
from responses.reading.threads import Question
from responses.threads.models import Edition, Theme, Thread

_BEIJING = ZoneInfo("Asia/Shanghai")
# As much of a hash as nobody mistakes for that of another text.
FINGERPRINT = 12


def short_address(shown: ShownEdition) -> str:
    """The address that a reference gives: the shown edition's, short, and the same for ever."""
    return absolute(address("short", shown.essay.short_id, language=shown.language))


def file_paths(shown: ShownEdition) -> list[tuple[Format, str]]:
    """Each format with the path of its file, in the page's language."""
    essay = shown.essay
    kind, slug = ("thread", essay.thread.slug) if essay.is_prompt else ("response", essay.slug)
    language = shown.page_language
    return [(form, address(f"{kind}_{form.extension}", slug, language=language)) for form in FORMATS]


def thread_file_paths(thread: Thread) -> list[tuple[Format, str]]:
    """The same for a thread as a whole, in the language in force."""
    return [(form, address(f"thread_full_{form.extension}", thread.slug)) for form in FORMATS]


def work_of_thread(page: Question, site: Site, themes: Iterable[Theme] = ()) -> Work:
    """The dialogue itself: many people's, so it goes by its question.

    Its date is the day since which it can be read here, for it goes on.
    """
    (title, language), (framing, framed_in) = page.title, page.framing
    slug, began = page.thread.slug, _day(page.published_at, UTC)
    in_english, named_in = page.thread.title_in("en")
    return Work(
        key=f"thread-{slug}" if language == "en" else f"thread-{slug}-{language}",
        language=language,
        title=title,
        authors=(),
        date=began,
        online=began,
        accessed=_accessed(page.language),
        site=site.name_in(language),
        site_latin=site.name_in("en"),
        url=absolute(address("thread", slug, language=language)),
        english_title=in_english if language in CHINESE and named_in == "en" else "",
        summary=" ".join(prose.paragraphs(framing)) if framed_in == language else "",
        keywords=tuple(pick(theme.texts, "title", language)[0] for theme in themes),
    )


def work_of(shown: ShownEdition, site: Site, themes: Iterable[Theme] = ()) -> Work:
    """What there is to cite of a text on a page; its names must have come with their persons' texts."""
    language = shown.language
    return Work(
        key=shown.essay.slug if language == shown.original else f"{shown.essay.slug}-{language}",
        language=language,
        title=shown.revision.title,
        authors=_names(shown.authors, language),
        translators=_names(shown.translators, language),
        date=shown.essay.date,
        online=_day(shown.first, UTC),
        accessed=_accessed(shown.page_language),
        site=site.name_in(language),
        site_latin=site.name_in("en"),
        url=short_address(shown),
        summary=shown.revision.summary,
        keywords=tuple(pick(theme.texts, "title", language)[0] for theme in themes),
        version=_version(shown),
        converted_from=other_script(language) if shown.edition.kind == Edition.Kind.CONVERSION else "",
        is_unchecked=shown.is_unreviewed_conversion,
        **_made_from(shown),
    )


def _made_from(shown: ShownEdition) -> dict[str, Any]:
    """The original that a translation is of, or what a Chinese text is called in English."""
    if not shown.has_original:
        return {}
    original, is_chinese = shown.original, shown.language in CHINESE
    is_other_tongue = is_chinese != (original in CHINESE)
    if is_other_tongue or shown.edition.kind == Edition.Kind.TRANSLATION:
        return {"original": (shown.titles[original], original)}
    return {"english_title": shown.titles.get("en", "")} if is_chinese else {}


def _names(names: Iterable[Name], language: str) -> tuple[Author, ...]:
    return tuple(
        author_of(each.name, language=language, texts=each.texts, is_whole=each.is_pseudonym)
        for each in names
    )


def _version(shown: ShownEdition) -> Version | None:
    if not shown.number:
        return None
    return Version(shown.number, _day(shown.starts, UTC), shown.revision.hash[:FINGERPRINT])


def _accessed(page_language: str) -> PartialDate:
    """Today; readers of Chinese begin the day with Beijing."""
    return _day(clock.now(), _BEIJING if page_language in CHINESE else UTC)


def _day(instant: datetime, zone: tzinfo) -> PartialDate:
    local = instant.astimezone(zone)
    return PartialDate(local.year, local.month, local.day, "day")
