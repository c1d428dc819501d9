"""What a page says to machines, in the text's own language and from live revisions only.

Highwire ``citation_*`` tags (Google Scholar, Zotero), schema.org JSON-LD, Open Graph.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from responses.citations.names import parted
from responses.citations.work import Work
from responses.languages.codes import LANGUAGES, tag
from responses.languages.paths import absolute, in_language
from responses.lib import dates
from responses.reading import cards
from responses.reading.dialogue import Surroundings
from responses.reading.editions import ShownEdition
from responses.reading.rows import EssayRow, Name
from responses.reading.site import Site
from responses.reading.threads import ThreadPage
from responses.reading.works import work_of
from responses.threads.models import Edition, Theme


@dataclass(frozen=True)
class MachineData:
    """``citation`` and ``open_graph`` are ``(name, content)`` in order; ``json_ld`` one object.

    ``work`` is the text as references name it.
    """

    title: str
    description: str
    citation: list[tuple[str, str]]
    open_graph: list[tuple[str, str]]
    has_image: bool
    json_ld: dict[str, Any]
    shown: ShownEdition
    work: Work


def essay_data(shown: ShownEdition, around: Surroundings, site: Site, themes: Iterable[Theme]) -> MachineData:
    """The data of a response's page."""
    answers = _canonical(around.target, shown.language) if around.target else ""
    card = cards.response_card(around.rows[shown.essay.pk], shown.language)
    found = cards.open_graph(card, "response_card", shown.essay.slug, shown.language)
    return _data(shown, answers, found, work_of(shown, site, themes))


def thread_data(page: ThreadPage, site: Site) -> MachineData | None:
    """The data of a thread's page: its prompt's; None when that is withdrawn."""
    if page.prompt is None:
        return None
    language = page.prompt.language
    card = cards.thread_card(page.thread, page.contents, page.shape, language)
    found = cards.open_graph(card, "thread_card", page.thread.slug, language)
    return _data(page.prompt, "", found, work_of(page.prompt, site, page.themes))


def _canonical(row: EssayRow, language: str) -> str:
    """The address of a live edition of ``row``: in ``language``, else the one that lists show."""
    return absolute(in_language(row.url, language if language in row.languages else row.language))


def _data(shown: ShownEdition, answers: str, card: list[tuple[str, str]], work: Work) -> MachineData:
    description = shown.revision.summary or shown.revision.first_sentence
    return MachineData(
        title=shown.revision.title,
        description=description,
        citation=_citation(shown, work),
        open_graph=_open_graph(shown, description, card),
        has_image=bool(card or shown.figures),
        json_ld=_json_ld(shown, answers, description),
        shown=shown,
        work=work,
    )


def _citation(shown: ShownEdition, work: Work) -> list[tuple[str, str]]:
    date = shown.essay.date
    written = dates.datetime_attr(date).replace("-", "/") or (dates.long(date, "en") if date.year else "")
    found = [("citation_title", work.title)]
    # Family name first where it is known: no program could tell it in "Fan Zhen".
    found += [("citation_author", parted(author)) for author in work.authors]
    found += [("citation_publication_date", written)] if written else []
    found += [("citation_keywords", "; ".join(work.keywords))] if work.keywords else []
    found += [("DC.contributor", parted(translator)) for translator in work.translators]
    return [
        *found,
        ("citation_online_date", shown.first.strftime("%Y/%m/%d")),
        ("citation_language", shown.tag),
        ("citation_publisher", work.site),
        ("citation_public_url", absolute(shown.canonical)),
        ("citation_fulltext_html_url", absolute(shown.canonical)),
        # Zotero would take whatever has a citation_title for an article in a journal.
        ("z:itemType", "webpage"),
    ]


def _open_graph(shown: ShownEdition, description: str, card: list[tuple[str, str]]) -> list[tuple[str, str]]:
    others = [code for code in shown.languages if code != shown.language]
    return [
        ("og:type", "article"),
        ("og:title", shown.revision.title),
        ("og:description", description),
        ("og:url", absolute(shown.canonical)),
        ("og:locale", LANGUAGES[shown.language].locale),
        *(("og:locale:alternate", LANGUAGES[code].locale) for code in others),
        *card,
        *_image(shown),
        ("article:published_time", shown.first.isoformat()),
        ("article:modified_time", shown.starts.isoformat()),
    ]


def _image(shown: ShownEdition) -> list[tuple[str, str]]:
    """The first image of the text, as large as there is."""
    for figure in shown.figures.values():
        width = max(figure.addresses)
        height = round(figure.height * width / figure.width)
        said = [("og:image:alt", figure.alt)] if figure.alt else []
        size = [("og:image:width", str(width)), ("og:image:height", str(height))]
        return [("og:image", absolute(figure.addresses[width])), *size, *said]
    return []


def _json_ld(shown: ShownEdition, answers: str, description: str) -> dict[str, Any]:
    url = absolute(shown.canonical)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": url,
        "url": url,
        "headline": shown.revision.title,
        "inLanguage": shown.tag,
        "description": description,
        "author": [_person(name, shown.language) for name in shown.authors],
        "dateModified": shown.starts.isoformat(),
        "datePublished": shown.first.isoformat(),
        "wordCount": shown.revision.words + shown.revision.characters,
        **_when_written(shown),
    }
    if image := dict(_image(shown)).get("og:image"):
        data["image"] = image
    if shown.translators:
        data["translator"] = [_person(name, shown.language) for name in shown.translators]
    if shown.edition.kind != Edition.Kind.ORIGINAL and shown.has_original:
        original = next(path for code, path in shown.alternates if code == tag(shown.original))
        data["translationOfWork"] = {"@type": "Article", "@id": absolute(original)}
    if answers:
        data["isBasedOn"] = {"@type": "Article", "@id": answers}
    return data


def _when_written(shown: ShownEdition) -> dict[str, str]:
    created = dates.datetime_attr(shown.essay.date)
    return {"dateCreated": created} if created else {}


def _person(name: Name, language: str) -> dict[str, str]:
    url = {"url": absolute(in_language(name.url, language))} if name.slug else {}
    return {"@type": "Person", "name": name.name, **url}
