"""The page of a search, its feed, and what is offered while one types."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy

from responses.languages.codes import LANGUAGES
from responses.languages.paths import active, address, in_language
from responses.reading.feeds import answer_feed, of_essays_newest
from responses.reading.prepared import Prepared
from responses.reading.rows import FIELDS, EssayRow, preference, rows_of
from responses.reading.site import LanguageLink, page
from responses.reading.views import public
from responses.search import query as queries
from responses.search.finding import Found, Hit, find, named_like, newest
from responses.search.names import Names
from responses.search.narrowing import DIMENSIONS, Value
from responses.search.passages import Piece, passage, title_pieces
from responses.search.query import Query
from responses.threads.models import LivePeriod
from responses.threads.services.finding import parts_of

SIZE = 10
IN_FEED = 15


@dataclass(frozen=True)
class Result:
    """An essay as a result shows it: in the edition that was found. ``others`` are its further live ones."""

    row: EssayRow
    url: str
    title: list[Piece]
    passage: list[Piece]
    others: list[LanguageLink]


@dataclass(frozen=True)
class Narrower:
    """One value of a dimension, as a link that narrows the search to it, or takes it back."""

    value: Value
    url: str
    is_chosen: bool


class Asked:
    """What the address asks for, and the addresses that differ from it in one point."""

    def __init__(self, parameters: Mapping[str, str]) -> None:
        self.query: Query = queries.read(parameters.get("q", ""))
        self.narrowed = {name: parameters.get(name, "")[:100] for name in DIMENSIONS if parameters.get(name)}
        self.by_date = parameters.get("sort") == "date"
        self.start = parameters.get("from", "")[:100]

    @property
    def is_empty(self) -> bool:
        return not self.query.clauses and not self.narrowed

    def parameters(self, **changed: str) -> str:
        values = {"q": self.query.text, **self.narrowed, "sort": "date" if self.by_date else "", **changed}
        return urlencode({name: value for name, value in values.items() if value})

    @property
    def feed(self) -> str:
        return f"{address('search_feed')}?{self.parameters(sort='')}"

    def url(self, language: str = "", **changed: str) -> str:
        path, said = address("search", language=language or None), self.parameters(**changed)
        return f"{path}?{said}" if said else path


@public("search")
def search(request: HttpRequest) -> HttpResponse:
    asked = Asked(request.GET)
    switch = [LanguageLink(each, asked.url(each.code), each.code == active()) for each in LANGUAGES.values()]
    context: dict[str, Any] = {"asked": asked, "canonical": "", "alternates": [], "switch": switch}
    context["is_cut"] = asked.query.is_cut
    if not asked.is_empty:
        found = find(
            asked.query, narrowed=asked.narrowed, by_date=asked.by_date, start=asked.start, size=SIZE
        )
        context |= {
            "found": found,
            "is_cut": found.is_cut,
            "results": results(asked.query, found.hits, active()),
            "facets": [(name, _narrowers(asked, name, found)) for name in DIMENSIONS],
            "following": asked.url(**{"from": found.following}) if found.following else "",
            "by_date": asked.url(sort="date"),
            "by_relevance": asked.url(sort=""),
            "beginning": asked.url(),
            "anywhere": address("search") + "?" + urlencode({"q": asked.query.text}),
            "without": [(clause, asked.url(q=clause.typed), count) for clause, count in found.alone],
        }
    return page(request, "reading/search.html", context)


def _narrowers(asked: Asked, name: str, found: Found) -> list[Narrower]:
    chosen = asked.narrowed.get(name, "")
    values = found.facets[name]
    if len(values) < 2 and not chosen:
        return []
    if chosen and chosen not in {each.value for each in values}:
        values = [Value(chosen, 0), *values]
    return [
        Narrower(each, asked.url(**{name: "" if each.value == chosen else each.value}), each.value == chosen)
        for each in values
    ]


@Prepared
def _with_texts(essays: list[int]) -> QuerySet:
    texts = ("revision__search_text__folded", "revision__body")
    return LivePeriod.objects.live().filter(essay__in=essays).values_list(*texts, *FIELDS)


# Where things stand in what ``_with_texts`` gives.
TEXTS = 2
ESSAY, LANGUAGE, KIND, SUMMARY = (
    TEXTS + FIELDS.index(name) for name in ("essay_id", "language", "edition__kind", "revision__summary")
)


def results(query: Query, hits: Sequence[Hit], language: str) -> list[Result]:
    """The hits as they are shown, in their order, each in the page's language if it was found in that, else
    in the original's. Two queries."""
    live: dict[int, list[tuple[Any, ...]]] = {}
    for values in _with_texts([hit.essay for hit in hits]):
        live.setdefault(values[ESSAY], []).append(values)
    chosen = {}
    for hit in hits:
        if editions := [each for each in live.get(hit.essay, ()) if each[LANGUAGE] in hit.languages]:
            chosen[hit.essay] = _preferred(editions, language)
    rows = rows_of([each[TEXTS:] for each in chosen.values()], language)
    return [_result(query, rows[pk], values, live[pk]) for pk, values in chosen.items()]


def _preferred(editions: Sequence[tuple[Any, ...]], language: str) -> tuple[Any, ...]:
    return min(editions, key=lambda each: preference(each[LANGUAGE], each[KIND], language))


def _result(query: Query, row: EssayRow, values: tuple[Any, ...], live: Sequence[tuple[Any, ...]]) -> Result:
    folded, body, *_fields = values
    parts = parts_of(row.title, values[SUMMARY], body)
    others = [LANGUAGES[each[LANGUAGE]] for each in live if each[LANGUAGE] != row.language]
    # The page's own address shows what the page's language has; what was found elsewhere is there.
    is_here = _preferred(live, row.page_language)[LANGUAGE] == row.language
    return Result(
        row=row,
        url=row.url if is_here else in_language(row.url, row.language),
        title=title_pieces(query, row.title),
        passage=passage(query, folded or "", parts),
        others=[LanguageLink(each, in_language(row.url, each.code), False) for each in sorted(others)],
    )


@public("search_feed")
def search_feed(request: HttpRequest) -> HttpResponse:
    """What a search finds, the latest on this site first."""
    asked = Asked(request.GET)
    pks = [] if asked.is_empty else newest(asked.query, narrowed=asked.narrowed, size=IN_FEED)
    return answer_feed(
        request, asked.query.text, asked.url(), of_essays_newest(pks, active()), own=asked.feed
    )


@public("suggestions")
def suggestions(request: HttpRequest) -> HttpResponse:
    """People, themes and threads whose names begin so: ``{found: [{kind, name, url, lang}]}``."""
    found = named_like(queries.read(request.GET.get("q", "")[:100]))
    offered = [_offer(kind, names) for kind, each in found.items() for names in each]
    return JsonResponse({"found": offered})


_PAGES = {
    "people": ("person", gettext_lazy("Person")),
    "themes": ("theme", gettext_lazy("Theme")),
    "threads": ("thread", gettext_lazy("Thread")),
}


def _offer(kind: str, names: Names) -> dict[str, str]:
    name, language = names.in_language(active())
    page, label = _PAGES[kind]
    return {
        "kind": str(label),
        "name": name,
        "url": address(page, names.slug),
        "lang": LANGUAGES[language].tag,
    }
