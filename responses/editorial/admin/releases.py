"""Publishing: the versions that a page shows, now or at an instant, one of them or many in one act."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from responses.editorial.admin.acts import edition_for
from responses.editorial.admin.chosen import chosen, list_came_from
from responses.editorial.admin.control import Publishing, answer, begin, publishing_of, speak
from responses.editorial.editions import PUBLISH, live_address
from responses.editorial.forms.publishing import ReleaseForm
from responses.editorial.releases import announcement
from responses.editorial.states import Zones, site_zones
from responses.editorial.texts import edition_address
from responses.lib import clock
from responses.threads.models import Edition, Publication, Revision, Thread
from responses.threads.services.releases import obstacles


def addresses_of_threads(desk: Any) -> list[URLPattern]:
    view = desk.admin_site.admin_view(publish_thread)
    return [path("<int:pk>/publish/", view, {"desk": desk}, name="responses_thread_publish")]


def addresses_of_editions(desk: Any) -> list[URLPattern]:
    view = desk.admin_site.admin_view
    one, ticked = view(publish_edition), view(publish_ticked)
    return [
        path("<int:pk>/publish/", one, {"desk": desk}, name="responses_edition_publish"),
        path("publish/", ticked, {"desk": desk}, name="responses_edition_publish_ticked"),
        path("publish/words/", view(words), name="responses_edition_words"),
    ]


def together_address(request: HttpRequest, thread: Thread) -> str:
    if not request.user.has_perm(PUBLISH):
        return ""
    return reverse("admin:responses_thread_publish", args=[thread.pk])


def publish_edition(request: HttpRequest, pk: int, desk: Any) -> HttpResponse:
    """One edition, and with it any other of its essay."""
    edition = edition_for(request, pk, desk, PUBLISH)
    publishing = publishing_of(request, Edition.objects.filter(essay=edition.essay))
    publishing.address = request.path
    context = {
        "title": _("Publish"),
        "subtitle": f"{edition.newest_title} ({edition.get_language_display()})",
        "live_address": live_address(edition),
        "back": edition_address(edition),
    }
    begin(publishing, {edition.newest_revision}, edition.coming_at)
    return answer(request, desk, publishing, context)


def publish_thread(request: HttpRequest, pk: int, desk: Any) -> HttpResponse:
    """Whatever of a thread is ticked."""
    thread = _thread(request, pk, desk)
    editions = Edition.objects.at_hand().filter(essay__thread=thread)
    publishing = publishing_of(request, editions, together=True)
    publishing.address = request.path
    context = {
        "title": _("Publish together"),
        "subtitle": desk.label(thread),
        "live_address": "",
        "back": reverse("admin:responses_thread_change", args=[thread.pk]),
    }
    begin(publishing, *_proposed(request, publishing))
    return answer(request, desk, publishing, context)


def publish_ticked(request: HttpRequest, desk: Any) -> HttpResponse:
    """What was ticked in a list of editions; or the essays ticked in another, their originals to begin with.

    With ``?release=``, what goes live together already, to be moved.
    """
    _check(request)
    essays, editions = chosen(request, "essay"), chosen(request, "edition")
    wanted = (
        Q(essay__in=essays) | Q(pk__in=editions) | Q(publications__release__in=chosen(request, "release"))
    )
    publishing = publishing_of(request, Edition.objects.filter(wanted).distinct(), together=True)
    if not publishing.rows:
        raise Http404
    publishing.address = request.get_full_path()
    publishing.all_address = f"{publishing.address}&all"
    name, back = list_came_from(request, "edition")
    context = {"title": _("Publish"), "subtitle": name, "live_address": "", "back": back}
    ticked, at = _proposed(request, publishing)
    if not ticked and "release" not in request.GET:
        named = (row for row in publishing.open_rows if row.edition.pk in editions or row.is_original)
        ticked = {row.revision.pk for row in named}
    begin(publishing, ticked, at)
    return answer(request, desk, publishing, context)


@require_GET
def words(request: HttpRequest) -> JsonResponse:
    """What the form as it stands would do: a sentence, the two hours of a fold, what keeps each text back."""
    _check(request)
    form = ReleaseForm(request.GET, zones=site_zones())
    valid = form.is_valid()
    shown = Revision.objects.select_related("edition__essay")
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


def publishing_beside(request: HttpRequest, edition: Any, zones: Zones) -> dict[str, Any]:
    """The control for the page of a text, an edition that `with_state` has fetched; for who may publish."""
    if edition is None or edition.aside or not request.user.has_perm(PUBLISH):
        return {}
    publishing = publishing_of(None, Edition.objects.filter(essay=edition.essay_id), zones=zones)
    publishing.address = reverse("admin:responses_edition_publish", args=[edition.pk])
    begin(publishing, {edition.newest_revision}, edition.coming_at)
    speak(publishing)
    return {"publishing": publishing}


def _check(request: HttpRequest) -> None:
    if not request.user.has_perm(PUBLISH):
        raise PermissionDenied


def _thread(request: HttpRequest, pk: int, desk: Any) -> Thread:
    _check(request)
    thread: Thread | None = desk.get_object(request, str(pk))
    if thread is None:
        raise Http404
    return thread


def _proposed(request: HttpRequest, publishing: Publishing) -> tuple[set[int], datetime | None]:
    """What a fresh page of a thread has ticked, and for when: nothing, all, or a release to be moved."""
    number = request.GET.get("release", "")
    if not (number.isascii() and number.isdecimal()):
        return {row.revision.pk for row in publishing.open_rows if "all" in request.GET}, None
    acts = Publication.objects.going_live().filter(release=int(number[:18]))
    instants = dict(acts.values_list("edition", "instant"))
    ticked = {row.revision.pk for row in publishing.open_rows if row.edition.pk in instants}
    return ticked, min(instants.values(), default=None)


def _refusals(form: ReleaseForm) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors)
