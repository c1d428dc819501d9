"""Translations and conversions, and what is done with any edition: publish, withdraw, convert, check."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from responses.editorial import services
from responses.editorial.admin import acts, chosen, notes, releases
from responses.editorial.admin.many import aside_beside, mark_ticked_checked
from responses.editorial.admin.previews import address_of, previews_beside
from responses.editorial.editions import edition_line
from responses.editorial.filters import AsideFilter, StateFilter
from responses.editorial.forms.base import DeskForm
from responses.editorial.forms.editions import EditionForm, NewTranslationForm, is_behind, missing_languages
from responses.editorial.forms.essays import TextForm
from responses.editorial.history.links import listed_state
from responses.editorial.history.views import addresses, history
from responses.editorial.states import site_zones, with_state
from responses.editorial.texts import edition_address, offer_people, written
from responses.editorial.working.desk import TextDesk
from responses.editorial.working.look import content_so_far
from responses.languages.codes import LANGUAGES, tag
from responses.lib.prose import render
from responses.people.signed_in import signed_in
from responses.threads.models import Edition, Essay, Revision, WorkingCopy
from responses.threads.services.editions import add_edition, save_revision


@admin.register(Edition)
class EditionAdmin(chosen.ListActs, TextDesk):
    form_class = EditionForm
    list_filter = (StateFilter, "language", "kind", AsideFilter)
    search_fields = ("essay__slug", "revisions__title")
    search_help_text = gettext_lazy("Search by title or web address")
    ordering = ("-pk",)
    text_fields = TextForm.TEXT
    new_page = WorkingCopy.Page.TRANSLATION
    actions = (chosen.publish, chosen.mark_checked, chosen.put_aside, chosen.take_back)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return chosen.acts_for(request, super().get_actions(request))

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        editions: Any = super().get_queryset(request).select_related("essay__thread")
        # A translator sees what there is to translate into, with its source beside; not every draft.
        return with_state(editions if _sees_originals(request) else editions.derived())

    def get_list_display(self, request: HttpRequest) -> Any:
        zones: Any = SimpleLazyObject(site_zones)

        @admin.display(description=gettext_lazy("state"))
        def state(edition: Any) -> str:
            return listed_state(edition, zones)

        return (_title, "language", "kind", state)

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(
                f"<int:pk>/{act}/",
                self.admin_site.admin_view(view),
                {"desk": self},
                name=f"responses_edition_{act}",
            )
            for act, view in acts.VIEWS.items()
        ]
        checked = self.admin_site.admin_view(mark_ticked_checked)
        own.append(path("reviewed/", checked, {"desk": self}, name="responses_edition_reviewed_ticked"))
        own += releases.addresses_of_editions(self)
        return [*own, *addresses(self), address_of(self), notes.address_of(self), *super().get_urls()]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Mapping[str, Any] | None = None
    ) -> HttpResponse:
        """The saved versions; with ``?log``, what else was done."""
        if "log" in request.GET:
            return super().history_view(request, object_id, extra_context)
        return history(request, object_id, self)

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        # An edition is added from the page of its essay, which says what it is made from.
        return super().get_model_perms(request) | {"add": False}

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"has_add_permission": False, **(extra_context or {})})

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or obj.kind != Edition.Kind.ORIGINAL or _sees_originals(request))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_view_permission(request, obj)
        return allowed and (obj is None or obj.kind != Edition.Kind.ORIGINAL or _sees_originals(request))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        row = self._row(request, object_id)
        if row is not None and row.kind == Edition.Kind.ORIGINAL:
            # The original is edited on the page of its essay.
            return redirect(edition_address(row))
        return super().changeform_view(request, object_id, form_url, extra_context)

    def build_form(self, request: HttpRequest, row: Any, data: Any) -> DeskForm:
        if row is not None:
            form: TextForm = EditionForm(data, row=row)
            offer_people(form, request, *[each for each in (row, row.source) if each])
            return form
        made_from = self._source_version(request)
        form = NewTranslationForm(data, made_from=made_from, language=request.GET.get("language", ""))
        offer_people(form, request, made_from.edition)
        return form

    def save(self, request: HttpRequest, form: Any, row: Any) -> models.Model:
        typed, user = form.cleaned_data, signed_in(request)
        if isinstance(form, NewTranslationForm):
            return services.add_translation(
                language=typed["language"],
                made_from=self._source_version(request),
                user=user,
                content=written(form, typed["language"], user),
            )
        services.save_version(
            edition=row,
            user=user,
            content=written(form, row.language, user),
            based_on=form.seen_number(),
            note=typed["note"],
            made_from=_made_from(row, form.seen_number(1) if typed.get("brought_up_to_date") else 0),
        )
        return row

    def is_closed(self, row: Any) -> bool:
        return row.essay.set_aside_at is not None

    def edition_written(self, row: Any) -> Edition:
        return row

    def essay_made(self, saved: Any) -> Essay:
        return saved.essay

    def written_for_a_look(self, form: Any, row: Any) -> Revision:
        edition, made_from = row, None
        if row is None:
            made_from = form.made_from
            essay, source = made_from.edition.essay, made_from.edition
            language = form.cleaned_data.get("language") or form.fields["language"].choices[0][0]
            edition = add_edition(
                essay=essay, language=language, kind=Edition.Kind.TRANSLATION, source=source
            )
        return save_revision(
            edition=edition,
            content=content_so_far(form),
            user=None,
            based_on=edition.latest,
            made_from=made_from,
        )

    def beside(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        if row is None:
            return super().beside(request, row) | source_beside(self._source_version(request))
        zones = site_zones()
        return super().beside(request, row) | {
            **source_beside(row.source.latest, behind=is_behind(row)),
            "editions": [edition_line(request, row, zones)],
            "translations": [],
            **({} if self.is_closed(row) else previews_beside(request, row, zones)),
            **aside_beside(request, row.essay),
            **releases.publishing_beside(request, row, zones),
        }

    def _source_version(self, request: HttpRequest) -> Revision:
        """What a new translation is made from: the version shown, by ``?version=``, else the newest."""
        number = request.GET.get("source", "")
        source = self.get_queryset(request).filter(pk=int(number)).first() if number.isdecimal() else None
        version = request.GET.get("version", "")
        revisions = source.revisions.order_by("-number") if source else Revision.objects.none()
        if version.isdecimal():
            revisions = revisions.filter(pk=int(version))
        found = revisions.first()
        if found is None or not missing_languages(found.edition):
            raise Http404(_("There is nothing here to translate."))
        return found


def _sees_originals(request: HttpRequest) -> bool:
    return request.user.has_perm("responses.publish_edition")


def _made_from(edition: Edition, shown: int) -> Revision | None:
    """The version of the source that the page showed, if the text now follows it; else the one it had."""
    latest = edition.latest
    followed = edition.source.revisions.filter(pk=shown).first() if edition.source else None
    return followed or (latest.made_from if latest else None)


def source_beside(source: Revision, *, behind: bool = False) -> dict[str, Any]:
    """The source as a reader sees it, to be read beside the translation that is written."""
    body = render(
        source.body,
        source.paragraph_ids,
        prefix="source-",
        notes_title=_("Notes"),
        back_label=_("Back to the text"),
    )
    return {
        "source": source,
        "behind": behind,
        "source_body": body,
        "source_tag": tag(source.edition.language),
    }


@admin.display(description=gettext_lazy("title"))
def _title(edition: Any) -> str:
    return edition.newest_title or f"{edition.essay.slug} ({LANGUAGES[edition.language].name})"
