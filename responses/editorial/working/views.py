"""What the page of a text asks for while it is written. Only ever for the user's own working copies."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from responses.editorial.errors import EditorialError
from responses.editorial.working import services
from responses.editorial.working.intake import take_in
from responses.editorial.working.look import look_of
from responses.languages.codes import LANGUAGES
from responses.lib.pasted import from_clipboard
from responses.lib.prose import ProseError
from responses.lib.word import Refused
from responses.people.models import Person
from responses.people.signed_in import signed_in
from responses.threads.errors import ThreadsError
from responses.threads.models import Essay


def keep(request: HttpRequest, desk: Any, pk: int | None = None) -> HttpResponse:
    """POST keeps what the form holds; GET hands out a fresh token for forms that outlived their session."""
    row = desk.writable(request, pk)
    if request.method != "POST":
        return JsonResponse({"csrf": get_token(request)})
    try:
        copy = desk.keep(request, desk.build_form(request, row, request.POST.copy()), row)
    except EditorialError as refusal:
        return JsonResponse({"refused": str(refusal)}, status=409)
    return JsonResponse({"copy": services.copy_token(copy), "at": copy.updated_at.isoformat()})


@require_POST
def look(request: HttpRequest, desk: Any, pk: int | None = None) -> HttpResponse:
    """The text in the form as a reader would see it, in any language of the site; nothing is saved."""
    row = desk.writable(request, pk)
    form = desk.build_form(request, row, request.POST.copy())
    language = request.POST.get("look", "")
    return look_of(request, desk, form, row, language if language in LANGUAGES else "")


@require_POST
def discard(request: HttpRequest, desk: Any, pk: int | None = None) -> HttpResponse:
    """Throw away what was typed and not saved."""
    row = desk.writable(request, pk)
    copy = services.copy_named(user=signed_in(request), token=request.POST.get("copy", ""))
    if copy:
        services.throw_away_copy(copy=copy)
    return desk.thrown_away(request, row)


@require_POST
def paste(request: HttpRequest, desk: Any, pk: int | None = None) -> HttpResponse:
    """What an office program put on the clipboard, in the closed subset; 413 when that is too long."""
    desk.writable(request, pk)
    try:
        return HttpResponse(from_clipboard(request.POST.get("html", "")))
    except ProseError as error:
        return HttpResponse(str(error), status=413)


def person(request: HttpRequest, desk: Any, pk: int | None = None) -> HttpResponse:
    """What is printed of a person in one language, for a credit's empty boxes."""
    desk.writable(request, pk)
    if not request.user.has_perm("responses.view_person"):
        raise PermissionDenied
    found = get_object_or_404(Person, slug=request.GET.get("slug", ""))
    language = request.GET.get("language", "")
    texts = found.texts.get(language, {})
    name = found.name_in(language if language in LANGUAGES else "en")[0]
    return JsonResponse(
        {"name": name, "affiliation": texts.get("affiliation", ""), "bio": texts.get("bio", "")}
    )


VIEWS: dict[str, Callable[..., HttpResponse]] = {
    "keep": keep,
    "look": look,
    "discard": discard,
    "paste": paste,
    "person": person,
}


@require_POST
def from_file(request: HttpRequest, desk: Any) -> HttpResponse:
    """A file is read, and the form opens filled with it; a refused file says why, where it was chosen."""
    desk.writable(request, None)
    answers = _answered(request)
    sent = request.FILES.get("file")
    if sent is None:
        return _refused(request, _("Choose a Word file first."))
    try:
        copy = take_in(data=sent.read(), name=sent.name or "", user=signed_in(request), answers=answers)
    except (Refused, ThreadsError) as refusal:
        return _refused(request, f"{sent.name}: {refusal}")
    add = reverse("admin:responses_response_add")
    return redirect(f"{add}?responding_to={answers.pk}&copy={copy.key}")


def _answered(request: HttpRequest) -> Essay:
    target = request.POST.get("responding_to", "")
    essay = Essay.objects.filter(pk=int(target)).first() if target.isdecimal() and len(target) < 19 else None
    if essay is None:
        raise Http404
    return essay


def _refused(request: HttpRequest, sentence: str) -> HttpResponse:
    messages.error(request, sentence)
    target = request.POST.get("responding_to", "")
    return redirect(f"{reverse('admin:responses_response_add')}?responding_to={target}")
