"""Every page of the reading room: look up, one domain call, render."""

from collections.abc import Callable
from functools import wraps
from typing import cast

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from responses.languages.paths import active, address
from responses.lib.cards import Card
from responses.lib.texts import pick
from responses.reading import cards, people, shelves
from responses.reading.calls import ShownCall, call_list, call_notice, find_call
from responses.reading.dialogue import Surroundings
from responses.reading.editions import shown_at
from responses.reading.images import live_image, picture_answer
from responses.reading.lookup import (
    Continued,
    Gone,
    Moved,
    absent,
    beginning,
    find_essay,
    find_person,
    find_theme,
    find_thread,
)
from responses.reading.machine import essay_data, thread_data
from responses.reading.paging import by_date, newest_added_first
from responses.reading.rows import of_essays, of_thread, rows_of
from responses.reading.shape import shape_of
from responses.reading.site import Site, page
from responses.reading.threads import ThreadPage, in_order, thread_entries
from responses.threads.models import Essay, Initiative, Page, Thread
from responses.visits.counting import saw

View = Callable[..., HttpResponse]


def public(name: str) -> Callable[[View], View]:
    """A page that is read only; ``Moved`` becomes a redirect to the page called ``name``, ``Continued`` one
    to another part of the same list, ``Gone`` a 410. It is asked also where an address lacks its slash."""

    def decorate(view: View) -> View:
        @require_safe
        @wraps(view)
        def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except Moved as moved:
                return HttpResponsePermanentRedirect(_present_address(moved.row, name))
            except Continued as continued:
                start = f"?from={continued.start}" if continued.start else ""
                return HttpResponsePermanentRedirect(f"{request.path}{start}")
            except Gone as gone:
                context = {"note": gone.note, "canonical": "", "alternates": []}
                return page(request, "reading/gone.html", context, status=410)

        answer.may_lead_on = True  # type: ignore[attr-defined]  # asked by SlashMiddleware
        return answer

    return decorate


def _present_address(row: Model, name: str) -> str:
    # In one hop also for a prompt, which is read on its thread's page.
    if isinstance(row, Essay) and row.is_prompt:
        return address(name.replace("response", "thread"), row.thread.slug)
    return address(name, row.slug)  # type: ignore[attr-defined]  # every owner of an address has a slug


@public("home")
def home(request: HttpRequest) -> HttpResponse:
    newest = shelves.newest_response_pks(active())
    threads, rows = shelves.threads_and_rows(shelves.current_threads(), newest, active())
    site = Site(active())
    context = {
        "site": site,
        "threads": threads,
        "rows": rows,
        "themes": shelves.all_themes(),
        "call": call_notice(site),
    }
    return page(request, "reading/home.html", context)


@public("threads")
def thread_list(request: HttpRequest) -> HttpResponse:
    part = beginning(Thread, request.GET.get("from", ""), lambda start: thread_entries(active(), start))
    return page(request, "reading/thread_list.html", {"part": part})


@public("thread")
def thread_detail(request: HttpRequest, slug: str) -> HttpResponse:
    shown, site = ThreadPage(find_thread(slug), active()), Site(active())
    call = call_notice(site, shown.thread.pk)
    machine = thread_data(shown, site)
    context = {"page": shown, "site": site, "machine": machine, "call": call, **shown.addresses}
    if shown.prompt:
        saw(request, shown.prompt.essay.pk, shown.prompt.language)
    return page(request, "reading/thread_detail.html", context)


@public("thread_full")
def thread_full(request: HttpRequest, slug: str) -> HttpResponse:
    shown = ThreadPage(find_thread(slug), active(), in_full=True)
    return page(request, "reading/thread_full.html", {"page": shown, **shown.addresses})


@public("threads")
def prompts(request: HttpRequest) -> HttpResponse:
    """Where the address of a prompt is cut short: a prompt has no page but its thread's."""
    return HttpResponsePermanentRedirect(address("threads"))


@public("thread")
def prompt_detail(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        essay = find_essay(slug)
    except Moved as moved:
        essay = cast("Essay", moved.row)
    if not essay.is_prompt or not Thread.objects.published().filter(pk=essay.thread_id).exists():
        raise Http404
    raise Moved(essay.thread)


@public("response")
def response_detail(request: HttpRequest, slug: str) -> HttpResponse:
    shown = shown_at(slug, active())
    if shown is None:
        raise absent(find_essay(slug), active())
    essay = shown.essay
    if essay.is_prompt:
        raise Moved(essay)
    themes = shelves.themes_of(essay.pk)
    also = shelves.similar_pks(essay.pk, active())
    around, site = Surroundings(shown, active(), also), Site(active())
    context = {
        "shown": shown,
        "site": site,
        "around": around,
        "themes": themes,
        "machine": essay_data(shown, around, site, themes),
        "canonical": shown.canonical,
        "alternates": shown.alternates,
    }
    saw(request, essay.pk, shown.language)
    return page(request, "reading/response_detail.html", context)


@public("thread_card")
def thread_card(request: HttpRequest, slug: str) -> HttpResponse:
    """What a link to a thread looks like where it is shared."""
    thread = find_thread(slug)
    contents = in_order(rows_of(of_thread(thread.pk), active()).values())
    if not contents or not contents[0].is_prompt:
        raise Gone
    return _drawn(request, cards.thread_card(thread, contents, shape_of(contents), active()))


@public("response_card")
def response_card(request: HttpRequest, slug: str) -> HttpResponse:
    essay = find_essay(slug)
    around = [pk for pk in (essay.pk, essay.responding_to_id) if pk]
    row = rows_of(of_essays(around), active()).get(essay.pk)
    if row is None:
        raise absent(essay, active())
    if essay.is_prompt:
        raise Moved(essay)
    return _drawn(request, cards.response_card(row, active()))


def _drawn(request: HttpRequest, card: Card) -> HttpResponse:
    found = cards.answer(request, card)
    if found is None:
        raise Http404
    return found


@public("archive")
def archive(request: HttpRequest) -> HttpResponse:
    rows = shelves.essay_rows(shelves.newest_pks(active()), active())
    context = {"years": shelves.years(), "rows": rows, "undated": bool(shelves.undated())}
    return page(request, "reading/archive.html", context)


@public("year")
def year(request: HttpRequest, year: int) -> HttpResponse:
    return _dated_list(request, year)


@public("undated")
def undated(request: HttpRequest) -> HttpResponse:
    return _dated_list(request, None)


def _dated_list(request: HttpRequest, year: int | None) -> HttpResponse:
    part = by_date(year)
    if part is None or not part.items:
        raise Gone if Essay.objects.ever_published().filter(dated_year=year).exists() else Http404
    if start := request.GET.get("from", ""):
        part = beginning(Essay, start, lambda start: by_date(year, start))
    rows = shelves.essay_rows(part.items, active())
    return page(request, "reading/year.html", {"year": year, "part": part, "rows": rows})


@public("themes")
def theme_list(request: HttpRequest) -> HttpResponse:
    return page(request, "reading/theme_list.html", {"themes": shelves.all_themes()})


@public("theme")
def theme_detail(request: HttpRequest, slug: str) -> HttpResponse:
    theme = find_theme(slug)
    threads = shelves.threads_in(theme.pk)
    besides = [thread.pk for thread in threads]
    start = request.GET.get("from", "")
    part = beginning(Essay, start, lambda start: newest_added_first(theme.pk, besides, start))
    heads, rows = shelves.threads_and_rows(threads if part.is_first else [], part.items, active())
    context = {"theme": theme, "threads": heads, "rows": rows, "part": part}
    return page(request, "reading/theme_detail.html", context)


@public("calls")
def calls(request: HttpRequest) -> HttpResponse:
    return page(request, "reading/call_list.html", {"calls": call_list(active())})


@public("call")
def call_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return call_page(request, ShownCall(find_call(slug), active()))


def call_page(request: HttpRequest, shown: ShownCall, **besides: object) -> HttpResponse:
    """A call as readers see it, also for the desk before they do."""
    return page(request, "reading/call_detail.html", {"shown": shown, "at_the_desk": False, **besides})


@public("people")
def person_list(request: HttpRequest) -> HttpResponse:
    shown = people.listed(active(), request.GET.get("from", ""))
    return page(request, "reading/person_list.html", {"people": shown})


@public("person")
def person_detail(request: HttpRequest, slug: str) -> HttpResponse:
    person = find_person(slug)
    rows = shelves.essay_rows(shelves.pks_by(person.pk), active())
    return page(
        request, "reading/person_detail.html", {"person": people.Portrait(person, active()), "rows": rows}
    )


@public("page")
def page_detail(request: HttpRequest, slug: str) -> HttpResponse:
    shown = Page.objects.filter(slug=slug).first()
    if shown is None:
        raise Http404
    title, title_language = pick(shown.texts, "title", active())
    body, body_language = pick(shown.texts, "body", active())
    context = {"title": title, "title_language": title_language, "body": body, "body_language": body_language}
    return page(request, "reading/page_detail.html", context)


@require_safe
def image(request: HttpRequest, key: str, width: int, extension: str) -> HttpResponse:
    """A picture, of which a live version has to be the reason."""
    return picture_answer(live_image(key), width, extension)


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 and ``ok`` when the database answers."""
    # A row, not "SELECT 1": that would be answered without looking at the file.
    Initiative.objects.exists()
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
