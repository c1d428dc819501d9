"""The control that publishes: the versions that a page shows, when they go live, and the act itself."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from responses.editorial.coming import comings_of
from responses.editorial.forms.publishing import LATER, ReleaseForm
from responses.editorial.releases import Row, announcement, look_over, report, rows_of
from responses.editorial.states import Zones, moment, site_zones
from responses.lib import clock
from responses.lib.clock import zone_of
from responses.people.signed_in import signed_in
from responses.threads.errors import ThreadsError
from responses.threads.models import Publication, Revision
from responses.threads.services.releases import release


@dataclass
class Publishing:
    """The control: its rows and its form, and what they say before anything is done."""

    rows: list[Row]
    form: ReleaseForm
    zones: Zones
    together: bool
    address: str = ""
    all_address: str = "?all"
    words: str = ""
    refusals: dict[int, str] = field(default_factory=dict)  # by edition

    def refused(self, chosen: Collection[Revision], refusals: dict[int, str]) -> None:
        """Keep what was refused by edition: the version refused may not be the newest any more."""
        self.refusals = {each.edition_id: refusals[each.pk] for each in chosen if each.pk in refusals}

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


def publishing_of(
    request: HttpRequest | None, editions: Any, *, together: bool = False, zones: Zones | None = None
) -> Publishing:
    """The control over these editions; of a page that was sent, as it was filled in."""
    zones = zones or site_zones()
    data = request.POST if request and request.method == "POST" else None
    return Publishing(rows_of(editions, zones), ReleaseForm(data, zones=zones), zones, together)


def begin(publishing: Publishing, ticked: Collection[int], at: datetime | None) -> None:
    """What a fresh form says: the texts ticked, and when one of them is scheduled already."""
    form = publishing.form
    form.initial = {"revision": ticked, "at": at}
    if at:
        zone = publishing.zones[0][0]
        local = at.astimezone(zone_of(zone))
        form.initial |= {"when": LATER, "date": local.date(), "time": local.time(), "zone": zone}
        coming = Publication.objects.going_live().filter(
            edition__in=[each.edition for each in publishing.rows]
        )
        form.initial["correction"] = coming.values_list("note", flat=True).first() or ""


def answer(request: HttpRequest, desk: Any, publishing: Publishing, context: dict[str, Any]) -> HttpResponse:
    form = publishing.form
    if form.is_bound and form.is_valid() and "check" not in request.POST:
        chosen = _chosen(publishing)
        try:
            done = release(
                revisions=chosen,
                user=signed_in(request),
                at=form.cleaned_data["at"],
                note=form.cleaned_data["note"],
                correction=form.cleaned_data["correction"],
            )
        except ThreadsError as refusal:
            form.add_error(None, str(refusal))
            publishing.refused(chosen, getattr(refusal, "refusals", {}))
        else:
            messages.success(request, report(chosen, done[0].instant, publishing.zones))
            return redirect(context["back"])
    speak(publishing)
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


def speak(publishing: Publishing) -> None:
    """Fill in what the rows and the sentence say of the form as it stands."""
    form = publishing.form
    typed = form.cleaned_data if form.is_bound else form.initial
    ticked, at = set(typed.get("revision", [])), typed.get("at")
    look_over(publishing.rows, ticked, at)
    for row in publishing.rows:
        row.why = publishing.refusals.get(row.edition.pk, row.why)
    chosen = [row.revision for row in publishing.open_rows if row.ticked]
    publishing.words = "" if form.errors else announcement(chosen, at, publishing.zones)
