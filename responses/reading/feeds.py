"""Atom feeds (RFC 4287): full text, in the page's language, by instant of publication on this site."""

from datetime import datetime
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from responses.languages.codes import tag
from responses.languages.paths import absolute, active, address
from responses.lib.characters import for_xml
from responses.lib.texts import pick
from responses.reading.editions import ShownEdition, choose, share_images
from responses.reading.images import images_at
from responses.reading.lookup import find_person, find_theme, find_thread
from responses.reading.prepared import Prepared
from responses.reading.rows import credits_by_revision
from responses.reading.shelves import credited_to
from responses.reading.site import Site
from responses.reading.views import public
from responses.threads.models import EssayTheme, LivePeriod

# As many whole texts as a page of the site may cost.
SIZE = 15


class EssayFeed(Atom1Feed):
    """Atom with the whole text of each entry, under its own language."""

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
    return answer_feed(request, "", address("home"), _of_site(active()))


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


@Prepared
def _of_site(language: str) -> QuerySet[LivePeriod]:
    return _newest(Q(), language)


@Prepared
def _of_thread(thread: int, language: str) -> QuerySet[LivePeriod]:
    return _newest(Q(essay__thread=thread), language)


@Prepared
def _of_theme(theme: int, language: str) -> QuerySet[LivePeriod]:
    links = EssayTheme.objects.filter(tag=theme, content_object=OuterRef("essay"))
    return _newest(Q(Exists(links)), language)


@Prepared
def _of_person(person: int, language: str) -> QuerySet[LivePeriod]:
    return _newest(credited_to(person), language)


@Prepared
def of_essays_newest(essays: list[int], language: str) -> QuerySet[LivePeriod]:
    return _newest(Q(essay__in=essays), language)


def _newest(which: Q, language: str) -> QuerySet[LivePeriod]:
    # By the edition that this feed shows: a translation is news to those who read its language.
    shown = LivePeriod.objects.live().filter(which).shown_in(language).order_by("-first", "-essay")[:SIZE]
    # Without the columns of JSON that no feed shows, each to be parsed for every entry.
    unshown = ("essay__facts", "edition__facts", "essay__thread__texts")
    return shown.select_related("essay__thread", "edition", "revision").defer(*unshown)


def answer_feed(
    request: HttpRequest, title: str, link: str, periods: list[LivePeriod], *, own: str = ""
) -> HttpResponse:
    """A feed of these texts; ``title`` is what it is of, '' for the whole site, ``own`` its path."""
    site, entries = Site(active()), _entries(periods, active())
    feed = EssayFeed(
        title=for_xml(f"{title} – {site.name}" if title else site.name),
        link=absolute(link),
        description=for_xml(site.sentence),
        language=tag(active()),
        feed_url=absolute(own or request.path),
        feed_guid=absolute(own or request.path),
    )
    for shown in entries:
        _add(feed, shown)
    # In one piece: written into the answer, each of thousands of tags would be sent by itself.
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _add(feed: EssayFeed, shown: ShownEdition) -> None:
    feed.add_item(
        title=for_xml(shown.revision.title),
        link=absolute(shown.canonical),
        unique_id=absolute(shown.canonical),
        # Plain text, and Django says of it that it is HTML.
        description=escape(for_xml(shown.revision.summary or shown.revision.first_sentence)),
        pubdate=shown.first,
        updateddate=shown.starts,
        authors=[for_xml(name.name) for name in shown.authors],
        language=shown.tag,
        content=for_xml(shown.body()),
    )


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
