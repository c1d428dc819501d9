"""Images: a list with what they show and where, adding one, describing it; and the same for the editor."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from responses.editorial.desk import DeskAdmin
from responses.editorial.forms.base import DeskForm
from responses.editorial.forms.images import ImageForm, NewImageForm, read
from responses.editorial.images import as_json, file_address, matching, said_of, uses_of, with_uses
from responses.editorial.states import site_zones
from responses.languages.codes import LANGUAGES, tag
from responses.languages.paths import active
from responses.lib import pictures
from responses.lib.texts import Texts, pick
from responses.people.signed_in import signed_in
from responses.reading.images import picture_answer
from responses.threads.errors import ThreadsError
from responses.threads.models import Image
from responses.threads.services.images import add_image, describe_image

PICKED = 40  # images an answer of ``pick`` holds


@admin.register(Image)
class ImageAdmin(DeskAdmin):
    form_class = ImageForm
    ordering = ("-pk",)
    list_per_page = 40
    search_fields = ("file_name",)
    search_help_text = gettext_lazy("Search by alternative text, credit or file name")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return with_uses(super().get_queryset(request))

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        return matching(queryset, search_term), False

    def get_list_display(self, request: HttpRequest) -> Any:
        zones: Any = SimpleLazyObject(site_zones)

        @admin.display(description=gettext_lazy("used in"))
        def used_in(image: Image) -> str:
            uses = uses_of(image, zones, sees_drafts=_sees_drafts(request))
            lines = ((use.title, use.language, use.state) for use in uses)
            return format_html_join("", "<div>{} ({}): {}</div>", lines)

        return (_thumbnail, _alt, _credit, "file_name", used_in, "created_at")

    def get_urls(self) -> list[URLPattern]:
        def own(route: str, view: Any, name: str) -> URLPattern:
            wrapped = self.admin_site.admin_view(view)
            return path(route, wrapped, {"desk": self}, name=f"responses_image_{name}")

        return [
            own("pick/", pick_images, "pick"),
            own("upload/", upload, "upload"),
            own("file/<slug:key>/<int:width>.<str:extension>", show_file, "file"),
            own("<int:pk>/download/", download, "download"),
            *super().get_urls(),
        ]

    def build_form(self, request: HttpRequest, row: Any, data: Any) -> DeskForm:
        if row is not None:
            return ImageForm(data, row=row)
        return NewImageForm(data, request.FILES if data is not None else None)

    def save(self, request: HttpRequest, form: Any, row: Any) -> models.Model:
        if row is not None:
            form.apply(row)
            return describe_image(image=row)
        typed = form.cleaned_data
        words = {name: typed[name] for name in ("texts", "is_decorative", "source")}
        return add_image(picture=typed["picture"], file_name=form.file_name, user=signed_in(request), **words)

    def beside(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        if row is None:
            return {}
        uses = uses_of(row, site_zones(), sees_drafts=_sees_drafts(request))
        return {"image": row, "image_address": file_address(row, row.widths[0]), "uses": uses}


@require_safe
def pick_images(request: HttpRequest, desk: ImageAdmin) -> HttpResponse:
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
def upload(request: HttpRequest, desk: ImageAdmin) -> HttpResponse:
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
def show_file(request: HttpRequest, desk: ImageAdmin, key: str, width: int, extension: str) -> HttpResponse:
    """One of an image's files, for staff who may see images, whether it is public or not."""
    if not desk.has_view_permission(request):
        raise PermissionDenied
    return picture_answer(Image.objects.filter(key=key).first(), width, extension)


@require_safe
def download(request: HttpRequest, desk: ImageAdmin, pk: int) -> FileResponse:
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


def _sees_drafts(request: HttpRequest) -> bool:
    return request.user.has_perm("responses.publish_edition")


@admin.display(description=gettext_lazy("picture"))
def _thumbnail(image: Image) -> SafeString:
    """Linked to its page, so its text says what it is, also where nobody has described it."""
    return format_html(
        '<img class="thumbnail" src="{}" alt="{}" loading="lazy" width="{}" height="{}">',
        file_address(image, image.widths[0]),
        said_of(image) or image.file_name or _("no description"),
        image.width,
        image.height,
    )


@admin.display(description=gettext_lazy("alternative text"))
def _alt(image: Image) -> str:
    if image.is_decorative:
        return _("decorative")
    return said_of(image) or _("no description")


@admin.display(description=pgettext_lazy("of an image", "credit"))
def _credit(image: Image) -> str:
    return pick(image.texts, "credit", active())[0]
