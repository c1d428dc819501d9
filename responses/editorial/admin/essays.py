"""Prompts and responses: one form for an essay's place and its original text."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from responses.editorial import services
from responses.editorial.admin import chosen
from responses.editorial.admin.finding import EssayBox, EssaySearch
from responses.editorial.admin.many import aside_beside
from responses.editorial.admin.previews import previews_beside
from responses.editorial.admin.releases import publishing_beside
from responses.editorial.agreement import came_in_as
from responses.editorial.editions import editions_beside
from responses.editorial.filters import AsideFilter, EssayStateFilter
from responses.editorial.forms.base import DeskForm
from responses.editorial.forms.essays import NewResponseForm, PlacedForm, PromptForm, ResponseForm
from responses.editorial.forms.passages import offer
from responses.editorial.history.links import listed_states
from responses.editorial.labels import (
    author_names,
    essay_title,
    labelled,
    thread_title,
)
from responses.editorial.states import Zones, site_zones
from responses.editorial.texts import offer_people, with_states, written
from responses.editorial.working.desk import TextDesk
from responses.editorial.working.look import content_so_far
from responses.editorial.working.papers import may_read_papers, paper, papers_of
from responses.editorial.working.views import from_file
from responses.people.signed_in import signed_in
from responses.threads.models import Essay, Prompt, Response, Revision
from responses.threads.services.consents import note_consent
from responses.threads.services.editions import save_revision
from responses.threads.services.essays import create_draft, original_of
from responses.threads.services.passages import answer_passages


class TextAdmin(chosen.ListActs, TextDesk, EssaySearch):
    """A kind of essay, listed with the state of each edition."""

    text_fields = PlacedForm.TEXT
    list_filter = (EssayStateFilter, AsideFilter)
    list_select_related = False
    actions = (chosen.publish, chosen.change_themes, chosen.put_aside, chosen.take_back)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return chosen.acts_for(request, super().get_actions(request))

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return with_states(super().get_queryset(request))

    def get_list_display(self, request: HttpRequest) -> Any:
        zones: Any = SimpleLazyObject(site_zones)
        return (_title, _authors, _thread, _states(zones))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Mapping[str, Any] | None = None
    ) -> HttpResponse:
        """To the saved versions of the original; with ``?log``, what was done to the essay."""
        row = self._row(request, object_id)
        original = original_of(row)
        if original is None or "log" in request.GET:
            return super().history_view(request, object_id, extra_context)
        return redirect("admin:responses_edition_history", original.pk)

    def save(self, request: HttpRequest, form: Any, row: Any) -> models.Model:
        typed, user = form.cleaned_data, signed_in(request)
        place = form.dated() | {name: typed[name] for name in ("responding_to", "kind") if name in typed}
        return services.save_text(
            essay=row,
            user=user,
            content=written(form, self.edition_written(row).language, user),
            based_on=form.seen_number(),
            note=typed["note"],
            version=form.seen_number(1),
            place=place,
            slug=typed["web_address"],
            themes=typed["themes"],
            taken=form.taken() if "passages" in form.fields else None,
        )

    def saved_as(self, request: HttpRequest, form: Any, saved: Any) -> None:
        super().saved_as(request, form, saved)
        if consent := form.consent():
            note_consent(essay=saved, user=signed_in(request), **consent)

    def is_closed(self, row: Any) -> bool:
        return row.set_aside_at is not None

    def edition_written(self, row: Any) -> Any:
        return original_of(row)

    def essay_made(self, saved: Any) -> Essay:
        return saved

    def written_for_a_look(self, form: Any, row: Any) -> Revision | None:
        edition = self.edition_written(row)
        return save_revision(
            edition=edition, content=content_so_far(form), user=None, based_on=edition.latest
        )

    def beside(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        if row is None:
            return super().beside(request, row) | {"has_file_field": True}
        original, zones = original_of(row), site_zones()
        links = previews_beside(request, original, zones) if original and not row.set_aside_at else {}
        own = editions_beside(request, row, zones) | links | {"has_file_field": True}
        own |= {"papers": papers_of(row), "came_in": came_in_as(row)} if may_read_papers(request, row) else {}
        own |= aside_beside(request, row)
        return super().beside(request, row) | own | publishing_beside(request, original, zones)


@admin.register(Prompt)
class PromptAdmin(TextAdmin):
    """Prompts are made with their thread, and changed here."""

    form_class = PromptForm

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def build_form(self, request: HttpRequest, row: Any, data: Any) -> DeskForm:
        form = PromptForm(data, row=row)
        form.files = request.FILES
        offer_people(form, request)
        return form


@admin.register(Response)
class ResponseAdmin(TextAdmin):
    form_class = ResponseForm

    def build_form(self, request: HttpRequest, row: Any, data: Any) -> DeskForm:
        target = request.GET.get("responding_to", "")
        initial = {"responding_to": target} if row is None and target.isdecimal() else {}
        form = (NewResponseForm if row is None else ResponseForm)(data, row=row, initial=initial)
        form.files = request.FILES
        offer_people(form, request)
        field: Any = form.fields["responding_to"]
        targets = Essay.objects.filter(thread=row.thread_id) if row else Essay.objects.at_hand()
        field.queryset = labelled(targets)
        field.widget = EssayBox(Response._meta.get_field("responding_to"), self.admin_site)
        field.widget.choices = field.choices
        passages: Any = form.fields["passages"]
        offer(passages, target=_target(form, row), held=form.initial.get("passages", ()))
        return form

    def save(self, request: HttpRequest, form: Any, row: Any) -> models.Model:
        if not isinstance(form, NewResponseForm):
            return super().save(request, form, row)
        typed, user = form.cleaned_data, signed_in(request)
        made = create_draft(
            thread=typed["responding_to"].thread,
            kind=typed["kind"],
            language=typed["language"],
            content=written(form, typed["language"], user),
            user=user,
            responding_to=typed["responding_to"],
            slug=typed["web_address"],
            themes=typed["themes"] or None,
            dated=form.dated(),
        )
        answer_passages(essay=made, taken=form.taken() or ())
        return Response.objects.get(pk=made.pk)

    def written_for_a_look(self, form: Any, row: Any) -> Revision | None:
        if row is not None:
            if form.cleaned_data.get("responding_to") == row.responding_to and (taken := form.taken()):
                answer_passages(essay=row, taken=taken)
            return super().written_for_a_look(form, row)
        target, language = form.cleaned_data.get("responding_to"), form.cleaned_data.get("language", "en")
        if target is None:
            return None
        kind = Essay.Kind.RESPONSE  # a second closing reply could not even be tried
        content = content_so_far(form)
        dated = form.dated() if "dated_precision" in form.cleaned_data else {}
        essay = create_draft(
            thread=target.thread,
            kind=kind,
            language=language,
            content=content,
            user=None,
            responding_to=target,
            dated=dated,
        )
        answer_passages(essay=essay, taken=form.taken() or ())
        return essay.editions.get().latest

    def get_urls(self) -> list[URLPattern]:
        taken, handed = (self.admin_site.admin_view(view) for view in (from_file, paper))
        own = [
            path("from-file/", taken, {"desk": self}, name="responses_response_from_file"),
            path("papers/<int:pk>/", handed, name="responses_paper"),
        ]
        return [*own, *super().get_urls()]


def _target(form: DeskForm, row: Any) -> Essay | None:
    """What the text answers by the form as it was sent, else as it is."""
    given = form["responding_to"].value()
    if row is not None and str(given) == str(row.responding_to_id):
        return row.responding_to
    known = (
        isinstance(given, str | int)
        and str(given).isascii()
        and str(given).isdecimal()
        and len(str(given)) < 19
    )
    return Essay.objects.filter(pk=int(given)).first() if known else None


@admin.display(description=_("title"))
def _title(essay: Any) -> str:
    return essay_title(essay)


@admin.display(description=_("authors"))
def _authors(essay: Any) -> str:
    return author_names(essay)


@admin.display(description=_("thread"))
def _thread(essay: Any) -> str:
    return thread_title(essay)


def _states(zones: Zones) -> Callable[[Any], str]:
    @admin.display(description=_("state"))
    def states(essay: Any) -> str:
        return listed_states(essay.editions.all(), zones)

    return states
