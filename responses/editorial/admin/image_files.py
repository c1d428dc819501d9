"""Images as the editor of texts asks for them, and their files as the desk shows them."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from responses.editorial.forms.images import read
from responses.editorial.images import as_json, matching
from responses.languages.codes import LANGUAGES, tag
from responses.lib import pictures
from responses.lib.texts import Texts
from responses.people.signed_in import signed_in
from responses.reading.images import picture_answer
from responses.threads.errors import ThreadsError
from responses.threads.models import Image
from responses.threads.services.images import add_image

PICKED = 40  # images an answer of ``pick`` holds


def addresses_of_files(desk: Any) -> list[URLPattern]:
    """The addresses under the desk of images."""

    def own(route: str, view: Any, name: str) -> URLPattern:
        return path(route, desk.admin_site.admin_view(view), {"desk": desk}, name=f"responses_image_{name}")

    return [
        own("pick/", pick_images, "pick"),
        own("upload/", upload, "upload"),
        own("file/<slug:key>/<int:width>.<str:extension>", show_file, "file"),
        own("<int:pk>/download/", download, "download"),
    ]


@require_safe
def pick_images(request: HttpRequest, desk: Any) -> HttpResponse:
    """For the editor: ``GET pick/?q=words`` lists images, the newest first.

    Answers ``{"images": [{"key", "width", "height", "thumb", "alt": {"en": …, "zh-Hans": …}, "decorative",
    "described", "name"}], "more": bool}``; at most 40, ``more`` when there are others. ``key`` is what
    ``<figure data-image="KEY">`` names; ``thumb`` is an address at the desk, for whoever is signed in.
    """
    if not desk.has_view_permission(request):
        raise PermissionDenied
    images = matching(Image.objects.order_by("-pk"), request.GET.get("q", ""))
    found = list(images[: PICKED + 1])
    return JsonResponse({"images": as_json(found[:PICKED]), "more": len(found) > PICKED})


@require_POST
def upload(request: HttpRequest, desk: Any) -> HttpResponse:
    """For the editor: ``POST upload/`` with ``multipart/form-data`` adds one image.

    Fields: ``picture`` (the file), for each language ``alt-en``, ``alt-zh-Hans``, ``alt-zh-Hant`` and
    ``credit-…`` (all optional), ``decorative`` ("on"). CSRF as everywhere: the token in ``X-CSRFToken``.
    Answers 201 with an object as in ``pick``; 400 ``{"error": sentence}`` for what is no picture or too
    long; 507 when there is no room. An image without any alternative text is taken, and ``described`` is
    false: the text cannot do without for long.
    """
    if not desk.has_add_permission(request):
        raise PermissionDenied
    given = request.FILES.get("picture")
    if given is None:
        return _error(_("Choose a picture first."), 400)
    try:
        image = add_image(
            picture=read(given),
            file_name=given.name or "",
            texts=_texts(request),
            is_decorative=request.POST.get("decorative") == "on",
            user=signed_in(request),
        )
    except pictures.Refused as refusal:
        return _error(str(refusal), 400)
    except ValidationError as invalid:
        return _error(" ".join(invalid.messages), 400)
    except ThreadsError as refusal:
        return _error(str(refusal), 507)
    return JsonResponse(as_json([image])[0], status=201)


@require_safe
def show_file(request: HttpRequest, desk: Any, key: str, width: int, extension: str) -> HttpResponse:
    """One of an image's files, for staff who may see images, whether it is public or not."""
    if not desk.has_view_permission(request):
        raise PermissionDenied
    return picture_answer(Image.objects.filter(key=key).first(), width, extension)


@require_safe
def download(request: HttpRequest, desk: Any, pk: int) -> FileResponse:
    """The whole picture, without metadata, under the name its file once had."""
    if not desk.has_view_permission(request):
        raise PermissionDenied
    image = Image.objects.filter(pk=pk).first()
    if image is None or not image.file().is_file():
        raise Http404
    stem = image.file_name.rpartition(".")[0] or image.file_name or image.key
    name = f"{stem}.{image.extension}"
    return FileResponse(
        image.file().open("rb"), as_attachment=True, filename=name, content_type=image.content_type
    )


def _texts(request: HttpRequest) -> Texts:
    said = {
        code: {part: request.POST.get(f"{part}-{tag(code)}", "") for part in ("alt", "credit")}
        for code in LANGUAGES
    }
    return {code: {part: text for part, text in given.items() if text} for code, given in said.items()}


def _error(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)
