from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from responses.editorial import services
from responses.editorial.admin import releases
from responses.editorial.admin.previews import address_of, previews_beside
from responses.editorial.filters import AsideFilter
from responses.editorial.forms.base import DeskForm
from responses.editorial.forms.threads import NewThreadForm, ThreadForm
from responses.editorial.labels import any_contains, labelled
from responses.editorial.states import site_zones, states_of
from responses.editorial.texts import offer_people, text_address, with_states, written
from responses.editorial.working.desk import TextDesk
from responses.editorial.working.intake import answered_by_a_file
from responses.editorial.working.look import content_so_far
from responses.languages.codes import LANGUAGES
from responses.languages.paths import active
from responses.people.signed_in import signed_in
from responses.threads.models import Essay, Revision, Thread, WorkingCopy


@admin.register(Thread)
class ThreadAdmin(TextDesk):
    form_class = ThreadForm
    list_display = ("question", "slug", "essay_count", "created_at")
    ordering = ("-created_at", "-pk")
    list_filter = (AsideFilter, "state")
    search_fields = ("slug",)
    search_help_text = gettext_lazy("Search by question or web address")
    text_fields = ("credits",)
    new_page = WorkingCopy.Page.THREAD

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Thread]:
        return (
            super()
            .get_queryset(request)
            .annotate(essay_total=Count("essays", filter=Q(essays__set_aside_at=None)))
        )

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        for word in search_term.split()[:10]:
            columns = ["slug", *(f"texts__{code}__title" for code in LANGUAGES)]
            queryset = queryset.filter(any_contains(columns, word))
        return queryset, False

    @admin.display(description=gettext_lazy("question"))
    def question(self, thread: Thread) -> str:
        return thread.title_in(active())[0]

    @admin.display(description=gettext_lazy("essays"), ordering="essay_total")
    def essay_count(self, thread: Any) -> int:
        return thread.essay_total

    def get_urls(self) -> list[URLPattern]:
        return [address_of(self), *releases.addresses_of_threads(self), *super().get_urls()]

    def build_form(self, request: HttpRequest, row: Any, data: Any) -> DeskForm:
        if row is not None:
            return ThreadForm(data, row=row)
        form = NewThreadForm(data)
        offer_people(form, request)
        return form

    def save(self, request: HttpRequest, form: Any, row: Any) -> models.Model:
        typed, user = form.cleaned_data, signed_in(request)
        common = {
            "texts": typed["texts"],
            "slug": typed["web_address"],
            "themes": typed["themes"],
            "state": typed["state"],
        }
        if isinstance(form, NewThreadForm):
            return services.post_thread(
                user=user,
                language=typed["language"],
                content=written(form, typed["language"], user),
                prompt_slug=typed["prompt_address"],
                dated=form.dated(),
                **common,
            )
        row.version = form.seen_number()
        return services.save_thread(thread=row, positions=form.positions(), **common)

    def edition_written(self, row: Any) -> None:
        return None

    def essay_made(self, saved: Any) -> Essay:
        return saved.essays.get(kind=Essay.Kind.PROMPT)

    def written_for_a_look(self, form: Any, row: Any) -> Revision | None:
        typed = form.cleaned_data
        if row is not None:
            return None
        thread = services.post_thread(
            user=None,
            texts=typed.get("texts") or {"en": {"title": _("Without a question yet")}},
            themes=typed.get("themes", ()),
            slug="",
            language=typed.get("language", "en"),
            content=content_so_far(form),
            prompt_slug="",
            dated=form.dated() if "dated_precision" in typed else {},
        )
        return self.essay_made(thread).editions.get().latest

    def beside(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        if row is None:
            return super().beside(request, row)
        own = Essay.objects.filter(thread=row)
        aside = own.set_aside().filter(kind=Essay.Kind.PROMPT).exists()
        together = "" if aside else releases.together_address(request, row)
        return {
            "essays": _essays(request, own if aside else own.at_hand(), may_be_answered=not aside),
            **answered_by_a_file(request, row),
            "together": together,
            **({} if aside else previews_beside(request, row, site_zones())),
        }


def _essays(request: HttpRequest, essays: Any, *, may_be_answered: bool) -> list[tuple[Any, ...]]:
    """The essays of a thread: each with the states of its editions, its page, and where it is answered."""
    zones, add = site_zones(), reverse("admin:responses_response_add")
    may_answer = may_be_answered and request.user.has_perm("responses.add_response")
    return [
        (
            essay,
            states_of(essay.editions.all(), zones),
            text_address(essay),
            f"{add}?responding_to={essay.pk}" if may_answer else "",
        )
        for essay in with_states(labelled(essays)).in_thread_order()
    ]
