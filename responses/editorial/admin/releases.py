"""Publishing: the versions that the page shows, now or at an instant, one of them or many in one act."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from responses.editorial.admin.acts import edition_for
from responses.editorial.coming import comings_of
from responses.editorial.editions import PUBLISH, live_address
from responses.editorial.forms.publishing import LATER, ReleaseForm
from responses.editorial.releases import Row, announcement, look_over, report, rows_of
from responses.editorial.states import Zones, moment, site_zones
from responses.editorial.texts import edition_address
from responses.lib import clock
from responses.lib.clock import zone_of
from responses.people.signed_in import signed_in
from responses.threads.errors import ThreadsError
from responses.threads.models import Edition, Publication, Revision, Thread
from responses.threads.services.releases import obstacles, release


@dataclass
class Publishing:
    """The control: its rows and its form, and what they say before anything is done."""

    thread: int
    rows: list[Row]
    form: ReleaseForm
    zones: Zones
    together: bool
    address: str = ""
    words: str = ""
    refusals: dict[int, str] = field(default_factory=dict)  # by edition

    def refused(self, chosen: Collection[Revision], refusals: dict[int, str]) -> None:
        """Keep what was refused by edition: the version refused may not be the newest any more."""
        self.refusals = {each.edition_id: refusals[each.pk] for each in chosen if each.pk in refusals}

    @property
    def words_address(self) -> str:
        return reverse("admin:responses_thread_words", args=[self.thread])

    @property
    def now(self) -> str:
        return moment(clock.now(), self.zones)

    @property
    def open_rows(self) -> list[Row]:
        return [row for row in self.rows if not row.is_done]

    @property
    def is_update(self) -> bool:
        """Whether all that is open here has been live before: readers then see another version of it."""
        return bool(self.open_rows) and all(row.edition.live_revision for row in self.open_rows)

    @property
    def coming(self) -> list[Any]:
        return comings_of([row.edition.pk for row in self.rows], self.zones)


def addresses(desk: Any) -> list[URLPattern]:
    """The pages under a desk of threads."""
    view = desk.admin_site.admin_view
    return [
        path("<int:pk>/publish/", view(publish_thread), {"desk": desk}, name="responses_thread_publish"),
        path("<int:pk>/publish/words/", view(words), {"desk": desk}, name="responses_thread_words"),
    ]


def together_address(request: HttpRequest, thread: Thread) -> str:
    if not request.user.has_perm(PUBLISH):
        return ""
    return reverse("admin:responses_thread_publish", args=[thread.pk])


def publish_edition(request: HttpRequest, pk: int, desk: Any) -> HttpResponse:
    """One edition, and with it any other of its essay."""
    edition = edition_for(request, pk, desk, PUBLISH)
    publishing = _publishing(request, Edition.objects.filter(essay=edition.essay), edition.essay.thread_id)
    publishing.address = request.path
    context = {
        "title": _("Publish"),
        "subtitle": f"{edition.newest_title} ({edition.get_language_display()})",
        "live_address": live_address(edition),
        "back": edition_address(edition),
    }
    _begin(publishing, {edition.newest_revision}, edition.coming_at)
    return _answer(request, desk, publishing, context)


def publish_thread(request: HttpRequest, pk: int, desk: Any) -> HttpResponse:
    """Whatever of a thread is ticked."""
    thread = _thread(request, pk, desk)
    publishing = _publishing(request, Edition.objects.filter(essay__thread=thread), thread.pk, together=True)
    publishing.address = request.path
    context = {
        "title": _("Publish together"),
        "subtitle": desk.label(thread),
        "live_address": "",
        "back": reverse("admin:responses_thread_change", args=[thread.pk]),
    }
    _begin(publishing, *_proposed(request, publishing))
    return _answer(request, desk, publishing, context)


@require_GET
def words(request: HttpRequest, pk: int, desk: Any) -> JsonResponse:
    """What the form as it stands would do: a sentence, the two hours of a fold, what keeps each text back."""
    thread = _thread(request, pk, desk)
    form = ReleaseForm(request.GET, zones=site_zones())
    valid = form.is_valid()
    shown = Revision.objects.filter(edition__essay__thread=thread).select_related("edition__essay")
    named = list(shown.filter(pk__in=form.cleaned_data.get("shown", [])))
    ticked = [each for each in named if each.pk in form.cleaned_data.get("revision", [])]
    at = form.cleaned_data.get("at")
    return JsonResponse(
        {
            "words": announcement(ticked, at, form.zones) if valid else _refusals(form),
            "refused": not valid,
            "twice": form.twice,
            "why": obstacles(revisions=named, at=at or clock.now(), beside=ticked),
        }
    )


def publishing_beside(request: HttpRequest, edition: Any) -> dict[str, Any]:
    """The control for the page of a text, an edition that `with_state` has fetched; for who may publish."""
    if edition is None or not request.user.has_perm(PUBLISH):
        return {}
    publishing = _publishing(None, Edition.objects.filter(essay=edition.essay_id), edition.essay.thread_id)
    publishing.address = reverse("admin:responses_edition_publish", args=[edition.pk])
    _begin(publishing, {edition.newest_revision}, edition.coming_at)
    _speak(publishing)
    return {"publishing": publishing}


def _thread(request: HttpRequest, pk: int, desk: Any) -> Thread:
    if not request.user.has_perm(PUBLISH):
        raise PermissionDenied
    thread: Thread | None = desk.get_object(request, str(pk))
    if thread is None:
        raise Http404
    return thread


def _publishing(
    request: HttpRequest | None, editions: Any, thread: int, *, together: bool = False
) -> Publishing:
    zones = site_zones()
    data = request.POST if request and request.method == "POST" else None
    return Publishing(thread, rows_of(editions, zones), ReleaseForm(data, zones=zones), zones, together)


def _begin(publishing: Publishing, ticked: Collection[int], at: datetime | None) -> None:
    """What a fresh form says: the texts ticked, and when one of them is scheduled already."""
    form = publishing.form
    form.initial = {"revision": ticked, "at": at}
    if at:
        zone = publishing.zones[0][0]
        local = at.astimezone(zone_of(zone))
        form.initial |= {"when": LATER, "date": local.date(), "time": local.time(), "zone": zone}


def _proposed(request: HttpRequest, publishing: Publishing) -> tuple[set[int], datetime | None]:
    """What a fresh page of a thread has ticked, and for when: nothing, all, or a release to be moved."""
    number = request.GET.get("release", "")
    if not (number.isascii() and number.isdecimal()):
        return {row.revision.pk for row in publishing.open_rows if "all" in request.GET}, None
    acts = Publication.objects.going_live().filter(release=int(number[:18]))
    instants = dict(acts.values_list("edition", "instant"))
    ticked = {row.revision.pk for row in publishing.open_rows if row.edition.pk in instants}
    return ticked, min(instants.values(), default=None)


def _answer(request: HttpRequest, desk: Any, publishing: Publishing, context: dict[str, Any]) -> HttpResponse:
    form = publishing.form
    if form.is_bound and form.is_valid() and "check" not in request.POST:
        chosen = _chosen(publishing)
        try:
            done = release(
                revisions=chosen,
                user=signed_in(request),
                at=form.cleaned_data["at"],
                note=form.cleaned_data["note"],
            )
        except ThreadsError as refusal:
            form.add_error(None, str(refusal))
            publishing.refused(chosen, getattr(refusal, "refusals", {}))
        else:
            messages.success(request, report(chosen, done[0].instant, publishing.zones))
            return redirect(context["back"])
    _speak(publishing)
    page = {**desk.admin_site.each_context(request), **context, "publishing": publishing, "opts": desk.opts}
    status = 409 if form.is_bound and form.errors else 200
    return TemplateResponse(request, "editorial/publish.html", page, status=status)


def _chosen(publishing: Publishing) -> list[Revision]:
    """The versions that the form names: of this page's editions, saved by now or long ago."""
    named = publishing.form.cleaned_data["revision"]
    editions = {row.edition.pk: row.edition for row in publishing.rows}
    found = Revision.objects.filter(pk__in=named, edition__in=editions).select_related("edition__essay")
    chosen = list(found)
    if len(chosen) != len(named) or len({each.edition_id for each in chosen}) != len(named):
        raise Http404
    return chosen


def _speak(publishing: Publishing) -> None:
    """Fill in what the rows and the sentence say of the form as it stands."""
    form = publishing.form
    typed = form.cleaned_data if form.is_bound else form.initial
    ticked, at = set(typed.get("revision", [])), typed.get("at")
    look_over(publishing.rows, ticked, at)
    for row in publishing.rows:
        row.why = publishing.refusals.get(row.edition.pk, row.why)
    chosen = [row.revision for row in publishing.open_rows if row.ticked]
    publishing.words = "" if form.errors else announcement(chosen, at, publishing.zones)


def _refusals(form: ReleaseForm) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors)
