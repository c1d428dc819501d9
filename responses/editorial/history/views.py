"""The pages over saved versions, under the desk of editions: its permissions decide who sees which text."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from responses.editorial.history import comparing, services, versions
from responses.editorial.history.forms import RestoreForm
from responses.editorial.states import Zones, site_zones, state_of
from responses.editorial.texts import edition_address
from responses.languages.codes import LANGUAGES, tag
from responses.people.signed_in import signed_in
from responses.threads.errors import ThreadsError
from responses.threads.models import Revision
from responses.threads.services.editions import content_of


def addresses(desk: Any) -> list[URLPattern]:
    view = desk.admin_site.admin_view
    return [
        path("<int:pk>/history/compare/", view(compare), {"desk": desk}, name="responses_edition_compare"),
        path(
            "<int:pk>/history/<int:number>/restore/",
            view(restore),
            {"desk": desk},
            name="responses_edition_restore",
        ),
    ]


def compare_address(pk: int, old: int | str, new: int | str) -> str:
    return f"{reverse('admin:responses_edition_compare', args=[pk])}?old={old}&new={new}"


def history(request: HttpRequest, object_id: str, desk: Any) -> HttpResponse:
    """The list, newest first; ``?from=`` begins at another version."""
    edition, zones = _edition(request, object_id, desk), site_zones()
    page = versions.version_page(edition, zones, start=_number(request.GET.get("from", "")))
    if not page.lines:
        raise Http404
    live = next((line.number for line in page.lines if line.is_live), 0)
    context = {
        **_common(request, edition, desk, _("History"), zones),
        "page": page,
        "old": live if live and live != page.newest else page.newest - 1,
        "may_restore": desk.has_change_permission(request, edition),
        "compare": reverse("admin:responses_edition_compare", args=[edition.pk]),
        "log": f"{reverse('admin:responses_edition_history', args=[edition.pk])}?log=1",
        "has_live": edition.live_revision is not None,
    }
    return TemplateResponse(request, "editorial/history.html", context)


def compare(request: HttpRequest, pk: int, desk: Any) -> HttpResponse:
    """Two versions by number; ``live`` and ``newest`` lead to the address with the numbers of today."""
    edition = _edition(request, str(pk), desk)
    asked = [request.GET.get(name) or default for name, default in (("old", "live"), ("new", "newest"))]
    numbers = [_resolved(edition, each) for each in asked]
    if [str(number) for number in numbers] != asked:
        return redirect(compare_address(edition.pk, *numbers))
    found = {
        each.number: each
        for each in edition.revisions.filter(number__in=numbers).select_related("created_by")
    }
    if set(numbers) != set(found):
        raise Http404
    old, new = (found[number] for number in numbers)
    zones = site_zones()
    context = {
        **_common(request, edition, desk, _("Compare versions"), zones),
        **_compared(edition, old, new, zones),
        "may_restore": desk.has_change_permission(request, edition),
    }
    return TemplateResponse(request, "editorial/compare.html", context)


def restore(request: HttpRequest, pk: int, number: int, desk: Any) -> HttpResponse:
    """GET shows what would change; POST saves the old words as a new version."""
    edition = _edition(request, str(pk), desk)
    if not desk.has_change_permission(request, edition):
        raise PermissionDenied
    old, newest = edition.revisions.filter(number=number).first(), edition.latest
    if old is None or newest is None:
        raise Http404
    zones = site_zones()
    form = RestoreForm(request.POST if request.method == "POST" else None, initial={"seen": newest.pk})
    if form.is_bound and form.is_valid() and (answer := _restored(request, edition, old, form)):
        return answer
    context = {
        **_common(request, edition, desk, _("Restore version %(number)s") % {"number": number}, zones),
        **_compared(edition, newest, old, zones),
        "form": form if not form.is_bound else form.asked_again(newest),
        "refusals": form.non_field_errors() if form.is_bound else [],
    }
    status = 409 if form.is_bound else 200
    return TemplateResponse(request, "editorial/restore.html", context, status=status)


def _restored(request: HttpRequest, edition: Any, old: Revision, form: RestoreForm) -> HttpResponse | None:
    try:
        made = services.restore_version(
            edition=edition,
            number=old.number,
            parts=form.parts(),
            user=signed_in(request),
            based_on=form.cleaned_data["seen"],
        )
    except ThreadsError as refusal:
        form.add_error(None, str(refusal))
        return None
    if made.pk == form.cleaned_data["seen"]:
        messages.info(request, _("The newest version says that already; nothing was saved."))
    else:
        said = {"old": old.number, "new": made.number}
        messages.success(request, _("Restored: version %(new)s says again what version %(old)s said.") % said)
    return redirect("admin:responses_edition_history", edition.pk)


def _edition(request: HttpRequest, object_id: str, desk: Any) -> Any:
    edition = desk.get_object(request, object_id)
    if edition is None or edition.newest_revision is None:
        raise Http404
    if not desk.has_view_permission(request, edition):
        raise PermissionDenied
    return edition


def _resolved(edition: Any, asked: str) -> int:
    keys = {"live": edition.live_revision, "newest": edition.newest_revision}
    if asked not in keys:
        return _number(asked) or _missing()
    return edition.revisions.filter(pk=keys[asked]).values_list("number", flat=True).first() or _missing()


def _missing() -> int:
    raise Http404


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None


def _common(request: HttpRequest, edition: Any, desk: Any, title: str, zones: Zones) -> dict[str, Any]:
    return {
        **desk.admin_site.each_context(request),
        "title": title,
        "subtitle": f"{edition.newest_title} ({LANGUAGES[edition.language].name})",
        "edition": edition,
        "lang": tag(edition.language),
        "state": state_of(edition, zones),
        "back": edition_address(edition),
        "history": reverse("admin:responses_edition_history", args=[edition.pk]),
        "opts": desk.opts,
    }


def _compared(edition: Any, old: Revision, new: Revision, zones: Zones) -> dict[str, Any]:
    newest = edition.latest.number
    spans = versions.live_spans(edition)
    lines = [versions.version_line(each, spans, zones, newest=newest) for each in (old, new)]
    return {
        "old": lines[0],
        "new": lines[1],
        "newest": newest,
        "swapped": compare_address(edition.pk, new.number, old.number),
        "difference": comparing.difference(content_of(old), content_of(new), language=edition.language),
    }
