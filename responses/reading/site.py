"""What every page of the reading room carries: the initiative's texts, the menu, the languages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial

from django.conf import settings
from django.db.models import QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from responses.calls.models import Call
from responses.languages.codes import LANGUAGES, Language, tag
from responses.languages.middleware import is_unlisted
from responses.languages.paths import PLAIN, active, address, in_language
from responses.lib import clock
from responses.lib.texts import pick
from responses.reading.prepared import Prepared
from responses.threads import first_texts
from responses.threads.models import Initiative, Page


@dataclass(frozen=True)
class MenuPage:
    slug: str
    title: str


@dataclass(frozen=True)
class Foot:
    """All that the foot of a page says: the same on every page of a language until an editor changes it."""

    language: str
    name: str
    sentence: str
    licence: str
    licence_url: str
    contact: str
    contact_email: str
    pages: tuple[MenuPage, ...]
    has_calls: bool


def _written(foot: Foot) -> SafeString:
    with translation.override(foot.language):
        return render_to_string("components/_foot.html", {"site": foot})


@dataclass(frozen=True)
class Terms:
    """What every text says of printing and copying it."""

    language: str
    licence: str
    licence_url: str


def _terms(terms: Terms) -> SafeString:
    with translation.override(terms.language):
        return render_to_string("components/_terms.html", {"site": terms})


# What they say is the key, so what is kept can never be old. With DEBUG, templates are being written.
_written_once = _written if settings.DEBUG else lru_cache(maxsize=64)(_written)
_terms_once = _terms if settings.DEBUG else lru_cache(maxsize=64)(_terms)


class Site:
    """The initiative in ``language``; its one query runs when a template first asks."""

    def __init__(self, language: str) -> None:
        self.language = language

    @cached_property
    def _pages(self) -> list[Page]:
        return _pages()

    @cached_property
    def initiative(self) -> Initiative:
        if self._pages:
            return self._pages[0].initiative
        # An emptied database still answers: a reader sees the first texts until the row is there again.
        return Initiative.objects.first() or Initiative(pk=1, texts=first_texts.INITIATIVE)

    @property
    def foot(self) -> SafeString:
        """The menu, and what the site says of itself, written for the page's language."""
        foot = Foot(
            self.language,
            self.name,
            self.sentence,
            self.licence,
            self.licence_url,
            self.contact,
            self.initiative.contact_email,
            tuple(self._menu()),
            self.has_calls,
        )
        return _written_once(foot)

    @property
    def terms(self) -> SafeString:
        """How a text may be printed and copied, written for the page's language."""
        return _terms_once(Terms(self.language, self.licence, self.licence_url))

    @cached_property
    def _calls_until(self) -> datetime | None:
        """When the last of all public calls closes or closed; None when readers know of none."""
        if self._pages:
            until: datetime | None = self._pages[0].calls_until  # type: ignore[attr-defined]  # by _pages
            return until
        return _last_end().first()

    @property
    def has_calls(self) -> bool:
        """Whether there is a public call, open or not."""
        return self._calls_until is not None

    @property
    def has_current_calls(self) -> bool:
        """Whether some public call has not closed: what pages ask before they look for it."""
        return self._calls_until is not None and self._calls_until > clock.now()

    def _menu(self) -> Iterator[MenuPage]:
        for page in self._pages:
            if page.in_menu:
                yield MenuPage(page.slug, pick(page.texts, "title", self.language)[0])

    @cached_property
    def name(self) -> str:
        return self._text("name")

    def name_in(self, language: str) -> str:
        """What the site calls itself to readers of another language."""
        return pick(self.initiative.texts, "name", language)[0]

    @property
    def sentence(self) -> str:
        return self._text("sentence")

    @property
    def licence(self) -> str:
        return self._text("licence")

    @property
    def licence_url(self) -> str:
        # Checked where it is typed; here once more, for it is the one address that every page links to.
        url = self.initiative.licence_url
        return url if url.lower().startswith(("https://", "http://")) else ""

    @property
    def contact(self) -> str:
        return self._text("contact")

    @property
    def zones(self) -> list[tuple[str, str]]:
        """``(IANA zone, place name)`` in the page's language, for ``dates.moment``."""
        return [
            (each["zone"], each["place"].get(self.language) or each["place"]["en"])
            for each in self.initiative.zones
        ]

    def _text(self, part: str) -> str:
        return pick(self.initiative.texts, part, self.language)[0]


@partial(Prepared, kept=True)
def _pages() -> QuerySet[Page]:
    known = Page.objects.annotate(calls_until=Subquery(_last_end()))
    return known.select_related("initiative").order_by("position", "pk")


def _last_end() -> QuerySet[Call, datetime]:
    return Call.objects.published().order_by("-closes_at").values_list("closes_at", flat=True)[:1]


@dataclass(frozen=True)
class LanguageLink:
    """One entry of the language switch: this page in ``language``."""

    language: Language
    path: str
    is_current: bool


def page(
    request: HttpRequest, template: str, context: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    """Render a page of the reading room, with what each of them carries."""
    code = active()
    carried = {
        "canonical": in_language(request.path, code),
        "alternates": _everywhere(request.path),
        "site": Site(code),
        "site_url": settings.SITE_URL.rstrip("/"),
        "language": LANGUAGES[code],
        "switch": [
            LanguageLink(each, _with_query(request, each.code), each.code == code)
            for each in LANGUAGES.values()
        ],
    }
    return render(request, template, {**carried, **context}, status=status)


def _everywhere(path: str) -> list[tuple[str, str]]:
    found = [(tag(code), in_language(path, code)) for code in LANGUAGES]
    return [*found, ("x-default", in_language(path, PLAIN))]


def _with_query(request: HttpRequest, code: str) -> str:
    if is_unlisted(request.path):
        # Such an address has no other language, and may be a secret: it is not repeated.
        return address("home", language=code)
    # Only the one parameter that lists know goes along: never an unknown one into a link.
    start = request.GET.get("from", "")
    path = in_language(request.path, code)
    return f"{path}?from={start}" if start.replace("-", "").isalnum() and start.isascii() else path
