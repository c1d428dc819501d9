from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy

from responses.editorial import services
from responses.editorial.admin.previews import address_of, previews_beside
from responses.editorial.desk import DeskAdmin
from responses.editorial.forms.base import DeskForm
from responses.editorial.forms.threads import NewThreadForm, ThreadForm
from responses.editorial.labels import labelled
from responses.editorial.states import site_zones, states_of
from responses.editorial.texts import offer_people, text_address, with_states
from responses.languages.codes import LANGUAGES
from responses.languages.paths import active
from responses.people.signed_in import signed_in
from responses.threads.models import Essay, Thread


@admin.register(Thread)
class ThreadAdmin(DeskAdmin):
    form_class = ThreadForm
    list_display = ("question", "slug", "essay_count", "created_at")
    ordering = ("-created_at", "-pk")
    search_fields = ("slug",)
    search_help_text = gettext_lazy("Search by question or web address")
    text_fields = ("credits",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Thread]:
        return super().get_queryset(request).annotate(essay_total=Count("essays"))

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        for word in search_term.split()[:10]:
            condition = Q(slug__icontains=word)
            for code in LANGUAGES:
                condition |= Q(**{f"texts__{code}__title__icontains": word})
            queryset = queryset.filter(condition)
        return queryset, False

    @admin.display(description=gettext_lazy("question"))
    def question(self, thread: Thread) -> str:
        return thread.title_in(active())[0]

    @admin.display(description=gettext_lazy("essays"), ordering="essay_total")
    def essay_count(self, thread: Any) -> int:
        return thread.essay_total

    def get_urls(self) -> list[URLPattern]:
        return [address_of(self), *super().get_urls()]

    def build_form(self, request: HttpRequest, row: Any, data: Any) -> DeskForm:
        if row is not None:
            return ThreadForm(data, row=row)
        form = NewThreadForm(data)
        offer_people(form, request)
        return form

    def save(self, request: HttpRequest, form: Any, row: Any) -> models.Model:
        typed: dict[str, Any] = form.cleaned_data
        common = {"texts": typed["texts"], "slug": typed["web_address"], "themes": typed["themes"]}
        if isinstance(form, NewThreadForm):
            return services.post_thread(
                user=signed_in(request),
                language=typed["language"],
                content=form.content(typed["language"]),
                prompt_slug=typed["prompt_address"],
                dated=form.dated(),
                **common,
            )
        row.version = form.seen_number()
        return services.save_thread(thread=row, positions=form.positions(), **common)

    def beside(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        if row is None:
            return {}
        zones, add = site_zones(), reverse("admin:responses_response_add")
        may_answer = request.user.has_perm("responses.add_response")
        essays = with_states(labelled(Essay.objects.filter(thread=row))).in_thread_order()
        return {
            "essays": [
                (
                    essay,
                    states_of(essay.editions.all(), zones),
                    text_address(essay),
                    f"{add}?responding_to={essay.pk}" if may_answer else "",
                )
                for essay in essays
            ],
            **previews_beside(request, row),
        }
