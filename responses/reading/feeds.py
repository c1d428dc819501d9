"""Atom feeds (RFC 4287): full text, in the page's language, by instant of publication on this site."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from responses.calls.models import Call
from responses.languages.codes import tag
from responses.languages.paths import absolute, active, address
from responses.lib import dates, prose
from responses.lib.characters import for_xml
from responses.lib.filling import fill
from responses.lib.texts import pick
from responses.reading.calls import ShownCall, published_calls
from responses.reading.editions import NOT_SHOWN, ShownEdition, choose, share_images
from responses.reading.images import images_at
from responses.reading.lookup import find_person, find_theme, find_thread
from responses.reading.prepared import Prepared
from responses.reading.rows import credits_by_revision
from responses.reading.shelves import credited_to, within
from responses.reading.site import Site
from responses.reading.views import public
from responses.threads.models import LivePeriod

# As many whole texts as a page of the site may cost.
SIZE = 15

# Nor does a feed: JSON above all, which would be parsed for every entry.
UNSHOWN = (
    *NOT_SHOWN,
    *("essay__facts", "edition__facts", "edition__reviewed_by"),
    *("revision__hash", "revision__words", "revision__characters"),
)


class _Document(SimplerXMLGenerator):
    """Leaves out of texts what XML cannot write, at which Django's own would fail."""

    def characters(self, content: str) -> None:
        XMLGenerator.characters(self, for_xml(content))


class EssayFeed(Atom1Feed):
    """Atom with the whole text of each entry, under its own language."""

    def write(self, outfile: Any, encoding: str) -> None:
        handler = _Document(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        handler.startElement("feed", AttributesImpl(self.root_attributes()))
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        # Title and summary too are in the text's language, which may not be the feed's.
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        authors = item.pop("authors")
        super().add_item_elements(handler, item)
        for name in authors:
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", name)
            handler.endElement("author")
        handler.addQuickElement("content", item["content"], {"type": "html"})


@public("feed")
def site_feed(request: HttpRequest) -> HttpResponse:
    site = Site(active())
    calls = _newest_calls(active()) if site.has_calls else []
    return answer_feed(request, "", address("home"), _of_site(active()), site=site, calls=calls)


@public("calls_feed")
def calls_feed(request: HttpRequest) -> HttpResponse:
    """Calls for essays alone, the one shown last first."""
    title = _("Calls for essays")
    return answer_feed(request, title, address("calls"), [], calls=_newest_calls(active()))


@public("thread_feed")
def thread_feed(request: HttpRequest, slug: str) -> HttpResponse:
    thread = find_thread(slug)
    return answer_feed(
        request, thread.title_in(active())[0], address("thread", slug), _of_thread(thread.pk, active())
    )


@public("theme_feed")
def theme_feed(request: HttpRequest, slug: str) -> HttpResponse:
    theme = find_theme(slug)
    title = pick(theme.texts, "title", active())[0]
    return answer_feed(request, title, address("theme", slug), _of_theme(theme.pk, active()))


@public("person_feed")
def person_feed(request: HttpRequest, slug: str) -> HttpResponse:
    person = find_person(slug)
    return answer_feed(
        request, person.name_in(active())[0], address("person", slug), _of_person(person.pk, active())
    )


def _newest_calls(language: str) -> list[ShownCall]:
    shown = [ShownCall(call, language) for call in published_calls()]
    return sorted(shown, key=_shown_from, reverse=True)[:SIZE]


def _shown_from(shown: ShownCall) -> tuple[datetime, int]:
    call: Call = shown.call
    return (call.shown_from or call.opens_at, call.pk)


@Prepared
def _of_site(language: str) -> QuerySet[LivePeriod]:
    return _newest(Q(), language)


@Prepared
def _of_thread(thread: int, language: str) -> QuerySet[LivePeriod]:
    return _newest(Q(essay__thread=thread), language)


@Prepared
def _of_theme(theme: int, language: str) -> QuerySet[LivePeriod]:
    return _newest(within(theme), language)


@Prepared
def _of_person(person: int, language: str) -> QuerySet[LivePeriod]:
    return _newest(credited_to(person), language)


@Prepared
def of_essays_newest(essays: list[int], language: str) -> QuerySet[LivePeriod]:
    return _newest(Q(essay__in=essays), language)


def _newest(which: Q, language: str) -> QuerySet[LivePeriod]:
    # By the edition that this feed shows: a translation is news to those who read its language.
    shown = LivePeriod.objects.live().filter(which).shown_in(language).newest_first()[:SIZE]
    return shown.select_related("essay__thread", "edition", "revision").defer(*UNSHOWN)


def answer_feed(
    request: HttpRequest,
    title: str,
    link: str,
    periods: list[LivePeriod],
    *,
    own: str = "",
    site: Site | None = None,
    calls: Sequence[ShownCall] = (),
) -> HttpResponse:
    """A feed of these texts and calls; ``title`` says what of, '' for the whole site, ``own`` is its path."""
    site = site or Site(active())
    feed = EssayFeed(
        title=f"{title} – {site.name}" if title else site.name,
        link=absolute(link),
        description=site.sentence,
        language=tag(active()),
        feed_url=absolute(own or request.path),
        feed_guid=absolute(own or request.path),
    )
    items = [_text(each) for each in _entries(periods, active())] + [_call(each, site) for each in calls]
    # By their instants; of texts of one instant the order stays.
    for item in sorted(items, key=lambda item: item["pubdate"], reverse=True)[:SIZE]:
        feed.add_item(**item)
    # In one piece: written into the answer, each of thousands of tags would be sent by itself.
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _text(shown: ShownEdition) -> dict[str, Any]:
    return {
        "title": shown.revision.title,
        "link": absolute(shown.canonical),
        # RFC 4287, 4.2.6: never another, also when the text moves to another address.
        "unique_id": absolute(address("short", shown.essay.short_id, language=shown.language)),
        # Plain text, and Django says of it that it is HTML.
        "description": escape(shown.revision.summary or shown.revision.first_sentence),
        "pubdate": shown.first,
        "updateddate": shown.starts,
        "authors": [name.name for name in shown.authors],
        "language": shown.tag,
        "content": shown.body(),
    }


def _call(shown: ShownCall, site: Site) -> dict[str, Any]:
    """What is asked, after its window; dated by when it was first shown."""
    title, language = shown.title
    with translation.override(language):
        title = _("Call for essays: %(title)s") % {"title": title}
    window = _("Open from %(opens)s until %(closes)s.") % {
        "opens": dates.moment(shown.call.opens_at, active(), site.zones),
        "closes": dates.moment(shown.call.closes_at, active(), site.zones),
    }
    begun = _shown_from(shown)[0]
    return {
        "title": title,
        "link": absolute(shown.url),
        "unique_id": absolute(shown.url),
        "description": escape(shown.sentence or window),
        "pubdate": begun,
        "updateddate": begun,
        "authors": [site.name],
        "language": tag(language),
        "content": fill('<p lang="{}">{}</p>{}', tag(active()), window, _prose(shown.text[0])),
    }


def _prose(html: str) -> str:
    return prose.render(html, (), notes_title=_("Notes"), back_label=_("Back to the text"))


def _entries(periods: list[LivePeriod], language: str) -> list[ShownEdition]:
    """The newest essays by when they were first live here, each once, as a page in ``language`` shows it."""
    found = [choose(period.essay, [period], language) for period in periods]
    entries = sorted(found, key=_instant, reverse=True)
    names = credits_by_revision([shown.revision.pk for shown in entries])
    for shown in entries:
        shown.names = tuple(names.get(shown.revision.pk, ()))
        # A reader of feeds does not know where the text came from.
        shown.images_at = absolute(images_at())
    share_images(entries)
    return entries


def _instant(shown: ShownEdition) -> tuple[datetime, int, int]:
    return (shown.first, shown.essay.position, shown.essay.pk)
