"""Images: a list with what they show and where, adding one, describing it, removing what nothing shows."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from responses.editorial.admin import chosen
from responses.editorial.admin.asking import Act, Line, asked, said, sent
from responses.editorial.admin.image_files import addresses_of_files
from responses.editorial.desk import DeskAdmin
from responses.editorial.filters import DescribedFilter, UseFilter
from responses.editorial.forms.base import DeskForm
from responses.editorial.forms.images import ImageForm, NewImageForm
from responses.editorial.forms.publishing import BareForm
from responses.editorial.images import described_in, file_address, matching, said_of, uses_of, with_uses
from responses.editorial.states import site_zones
from responses.languages.paths import active
from responses.lib.texts import pick
from responses.people.signed_in import signed_in
from responses.threads.models import Image
from responses.threads.services.images import add_image, describe_image, kept_images, remove_images
from responses.threads.unsaved import keys_in_unsaved_texts


@admin.register(Image)
class ImageAdmin(chosen.ListActs, DeskAdmin):
    form_class = ImageForm
    ordering = ("-pk",)
    list_per_page = 40
    list_filter = (UseFilter, DescribedFilter)
    search_fields = ("file_name",)
    search_help_text = gettext_lazy("Search by alternative text, credit or file name")
    actions = (chosen.remove,)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return with_uses(super().get_queryset(request))

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        return matching(queryset, search_term), False

    def get_list_display(self, request: HttpRequest) -> Any:
        zones: Any = SimpleLazyObject(site_zones)
        unsaved: Any = SimpleLazyObject(keys_in_unsaved_texts)

        @admin.display(description=gettext_lazy("used in"))
        def used_in(image: Image) -> str:
            uses = uses_of(image, zones, sees_drafts=_sees_drafts(request))
            lines = [(use.title, use.language, use.state) for use in uses]
            if not image.revision_links.all():
                return _("a text that is not saved yet") if image.key in unsaved else _("unused")
            return format_html_join("", "<div>{} ({}): {}</div>", lines)

        return (_thumbnail, _alt, _credit, _file, used_in, "created_at")

    def has_remove_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("responses.delete_image")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(remove_ticked)
        removal = path("remove/", view, {"desk": self}, name="responses_image_remove")
        return [removal, *addresses_of_files(self), *super().get_urls()]

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
        found = {"image": row, "image_address": file_address(row, row.widths[0]), "uses": uses}
        if self.has_remove_permission(request) and not row.revision_links.all():
            found["remove"] = f"{reverse('admin:responses_image_remove')}?image={row.pk}"
        return found


def remove_ticked(request: HttpRequest, desk: ImageAdmin) -> HttpResponse:
    """Images that nothing shows, for good; all of those ticked or none."""
    if not desk.has_remove_permission(request):
        raise PermissionDenied
    images = list(Image.objects.filter(pk__in=chosen.chosen(request, "image")).order_by("-pk"))
    refusals = kept_images(images, user=signed_in(request))

    def do() -> str:
        done = remove_images(images=images, user=signed_in(request))
        return said(ngettext("%(count)s image is removed.", "%(count)s images are removed.", done), done)

    act = Act(
        _("Remove images"),
        _("The picture goes with all that is said of it. This cannot be undone."),
        _("Remove for good"),
        [_line(each, refusals.get(each.pk, "")) for each in images],
        do,
        chosen.list_came_from(request, "image"),
        BareForm(sent(request)),
    )
    return asked(request, desk, act)


def _line(image: Image, why: str) -> Line:
    address = reverse("admin:responses_image_change", args=[image.pk])
    picture = file_address(image, image.widths[0])
    return Line(said_of(image) or str(image), "", address, _file(image), why, picture)


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
    if not image.is_described:
        return format_html("<strong>{}</strong>", _("no description"))
    return format_html("{}<div>{}</div>", said_of(image), described_in(image))


@admin.display(description=pgettext_lazy("of an image", "credit"))
def _credit(image: Image) -> str:
    return pick(image.texts, "credit", active())[0]


@admin.display(description=gettext_lazy("file"), ordering="bytes")
def _file(image: Image) -> str:
    size = f"{image.width} × {image.height}, {filesizeformat(image.bytes)}"
    return f"{image.file_name} · {size}" if image.file_name else size
