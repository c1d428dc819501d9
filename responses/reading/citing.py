"""Where a text is cited from: files for reference managers, and its short address."""

from collections.abc import Callable

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import content_disposition_header

from responses.citations.files.formats import FORMATS, Format
from responses.citations.work import Work
from responses.languages.codes import tag
from responses.languages.paths import active, address
from responses.reading import shelves
from responses.reading.editions import ShownEdition, shown_at
from responses.reading.lookup import Gone, Moved, absent, find_essay, find_thread, withdrawal_note
from responses.reading.prepared import Prepared
from responses.reading.rows import credits_by_revision
from responses.reading.site import Site
from responses.reading.threads import Question, prompt_at, withdrawn_prompt
from responses.reading.views import View, public
from responses.reading.works import work_of, work_of_thread
from responses.threads.models import Essay, LivePeriod, Thread

Find = Callable[[str, str], ShownEdition]


def _response(slug: str, language: str) -> ShownEdition:
    shown = shown_at(slug, language)
    if shown is None:
        raise absent(find_essay(slug), language)
    if shown.essay.is_prompt:
        raise Moved(shown.essay)
    return shown


def _prompt(slug: str, language: str) -> ShownEdition:
    shown = prompt_at(slug, language)
    if shown is None:
        prompt = withdrawn_prompt(find_thread(slug))
        raise Gone(withdrawal_note(prompt, language) if prompt else "")
    return shown


def _file(name: str, form: Format, find: Find) -> View:
    """The file of a text: what readers of the address's language see of it now."""

    @public(name)
    def answer(request: HttpRequest, slug: str) -> HttpResponse:
        shown = find(slug, active())
        revision = shown.revision.pk
        shown.names = tuple(credits_by_revision([revision], cited=revision).get(revision, ()))
        return _written(work_of(shown, Site(active()), shelves.themes_of(shown.essay.pk)), form)

    return answer


def _thread_file(form: Format) -> View:
    """The file of a thread as a whole, which has one as long as it has a page."""

    @public(f"thread_full_{form.extension}")
    def answer(request: HttpRequest, slug: str) -> HttpResponse:
        asked = Question(find_thread(slug), active())
        return _written(work_of_thread(asked, Site(active()), asked.themes), form)

    return answer


def _written(work: Work, form: Format) -> HttpResponse:
    told = content_disposition_header(True, f"{work.key}.{form.extension}")
    return HttpResponse(
        form.write(work),
        content_type=f"{form.media_type}; charset=utf-8",
        headers={"Content-Disposition": str(told), "Content-Language": tag(work.language)},
    )


# By what stands before and after the text's own part of their address.
FILES = {
    (kind, form.extension): _file(f"{kind}_{form.extension}", form, find)
    for kind, find in (("response", _response), ("thread", _prompt))
    for form in FORMATS
}
THREAD_FILES = {form.extension: _thread_file(form) for form in FORMATS}


@public("short")
def short(request: HttpRequest, short_id: str) -> HttpResponse:
    """To where the text is read now: of a prompt its thread, also when that keeps only the answers.

    Not for ever, for that address may change; this one may not.
    """
    for essay in _named(short_id.lower()):
        if essay.is_prompt and essay.has_thread:
            return HttpResponseRedirect(address("thread", essay.thread.slug))
        if essay.is_live:
            return HttpResponseRedirect(address("response", essay.slug))
        raise absent(essay, active())
    raise Http404


@Prepared
def _named(short_id: str) -> QuerySet[Essay]:
    live = LivePeriod.objects.live().filter(essay=OuterRef("pk"))
    threads = Thread.objects.published().filter(pk=OuterRef("thread"))
    found = Essay.objects.filter(short_id=short_id).select_related("thread")
    return found.annotate(is_live=Exists(live), has_thread=Exists(threads))
