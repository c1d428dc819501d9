"""Calls for essays as readers see them: what is asked, until when, at which length, what happens next."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache, partial

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from responses.calls.models import Call
from responses.languages.codes import LANGUAGES
from responses.languages.paths import address
from responses.lib import clock, prose
from responses.lib.texts import pick
from responses.reading.prepared import Prepared
from responses.reading.site import Site
from responses.threads.models import Thread


@partial(Prepared, kept=True)
def current_calls() -> QuerySet[Call]:
    """The calls that readers may see and that have not closed, the one that closes first at the head."""
    return Call.objects.published().not_closed().order_by("closes_at", "pk")


@Prepared
def published_calls() -> QuerySet[Call]:
    return Call.objects.published().order_by("-closes_at", "-pk")


@Prepared
def _at(slug: str) -> QuerySet[Call]:
    return _knowing_its_thread(Call.objects.published().filter(slug=slug))


def _knowing_its_thread(calls: QuerySet[Call]) -> QuerySet[Call]:
    """With their threads, of which readers may not know: a question is no secret only once it is public."""
    public = Thread.objects.published().filter(pk=OuterRef("thread_id"))
    return calls.select_related("thread").annotate(thread_is_public=Exists(public))


def find_call(slug: str) -> Call:
    """The call at this address, also when it has closed. Raises ``Http404``."""
    for call in _at(slug):
        return call
    raise Http404


def call_at_the_desk(pk: int) -> Call:
    """A call, shown or not, as ``find_call`` gives it."""
    return _knowing_its_thread(Call.objects.filter(pk=pk)).get()


@dataclass(frozen=True)
class Length:
    """How long an essay in one language may be; neither bound: at any length."""

    code: str
    name: str
    least: int | None
    most: int | None
    in_characters: bool

    @property
    def is_free(self) -> bool:
        return self.least is None and self.most is None


class ShownCall:
    """One call on a page in ``language``."""

    def __init__(self, call: Call, language: str) -> None:
        self.call = call
        self.language = language

    @cached_property
    def title(self) -> tuple[str, str]:
        return self.call.title_in(self.language)

    @cached_property
    def text(self) -> tuple[str, str]:
        """What is asked (HTML of the closed subset), and its language."""
        return pick(self.call.texts, "text", self.language)

    @property
    def sentence(self) -> str:
        """The first sentence of what is asked."""
        return prose.first_sentence(self.text[0]) if self.text[0] else ""

    @property
    def who(self) -> tuple[str, str]:
        return pick(self.call.texts, "who", self.language)

    @property
    def after(self) -> tuple[str, str]:
        return pick(self.call.texts, "after", self.language)

    @cached_property
    def phase(self) -> str:
        return str(self.call.phase())

    @property
    def opens_at(self) -> datetime:
        return self.call.opens_at

    @property
    def closes_at(self) -> datetime:
        return self.call.closes_at

    @property
    def is_open(self) -> bool:
        return self.phase in (Call.Phase.OPEN, Call.Phase.CLOSING)

    @property
    def answer_is_due(self) -> bool:
        """Whether the day by which authors hear is still to come."""
        zone = clock.zone_of(self.call.zone)
        return self.call.answer_by is not None and self.call.answer_by >= clock.now().astimezone(zone).date()

    @property
    def by_code_only(self) -> bool:
        return self.call.entry == Call.Entry.INVITED

    @property
    def thread(self) -> Thread | None:
        """The thread that it is for, if readers know of it; asked of ``find_call``'s calls only."""
        return self.call.thread if self.call.thread_is_public else None  # type: ignore[attr-defined]

    @property
    def lengths(self) -> list[Length]:
        return [
            Length(code, LANGUAGES[code].name, *self.call.limit_in(code), Call.counts_characters(code))
            for code in self.call.languages
        ]

    @property
    def has_limits(self) -> bool:
        return any(not each.is_free for each in self.lengths)

    @property
    def questions(self) -> list[tuple[str, str, bool]]:
        """``(words, their language, whether an answer is needed)``."""
        return [(*_words(each["texts"], self.language), each["required"]) for each in self.call.questions]

    @property
    def url(self) -> str:
        return address("call", self.call.slug, language=self.language)

    @property
    def submit_url(self) -> str:
        """Where an essay is sent: the page of the package ``submissions``, which stands above this one."""
        return f"{self.url}submit/"


def _words(texts: dict[str, str], language: str) -> tuple[str, str]:
    return pick({code: {"words": words} for code, words in texts.items()}, "words", language)


@dataclass(frozen=True)
class CallList:
    """Every public call, by where it stands."""

    now: list[ShownCall]
    coming: list[ShownCall]
    past: list[ShownCall]

    @property
    def is_empty(self) -> bool:
        return not (self.now or self.coming or self.past)


def call_list(language: str) -> CallList:
    """Open calls by when they close, coming ones by when they open, past ones the latest first."""
    shown = [ShownCall(call, language) for call in published_calls()]
    return CallList(
        now=[each for each in shown if each.is_open][::-1],
        coming=sorted(
            (each for each in shown if each.phase == Call.Phase.NOT_YET), key=lambda each: each.call.opens_at
        ),
        past=[each for each in shown if each.phase == Call.Phase.CLOSED],
    )


@dataclass(frozen=True)
class Notice:
    """What another page says of a call: the same until an editor or the clock changes it."""

    language: str
    url: str
    title: tuple[str, str] | None
    phase: str
    opens_at: datetime
    closes_at: datetime
    zones: tuple[tuple[str, str], ...]


def _written(notice: Notice) -> SafeString:
    with translation.override(notice.language):
        return render_to_string("components/_call_notice.html", {"shown": notice})


# What it says is the key, so what is kept can never be old. With DEBUG, templates are being written.
_written_once = _written if settings.DEBUG else lru_cache(maxsize=64)(_written)


def call_notice(site: Site, thread: int = 0) -> SafeString | str:
    """The call to which readers are led from a thread, or from the first page; '' while there is none.

    A query only while some call is open or coming.
    """
    shown = _first_to_close(site.language, thread) if site.has_current_calls else None
    if shown is None:
        return ""
    title = None if thread else shown.title
    known = (shown.opens_at, shown.closes_at, tuple(site.zones))
    return _written_once(Notice(site.language, shown.url, title, shown.phase, *known))


def _first_to_close(language: str, thread: int) -> ShownCall | None:
    """The open call that closes first; else the one that opens first."""
    calls = [ShownCall(each, language) for each in current_calls() if thread in (0, each.thread_id)]
    coming = sorted((each for each in calls if not each.is_open), key=lambda each: each.call.opens_at)
    return next(iter([each for each in calls if each.is_open] or coming), None)
