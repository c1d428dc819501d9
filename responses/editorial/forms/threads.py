from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from responses.editorial.forms.base import DeskForm, Fieldsets
from responses.editorial.forms.essays import DatedForm, TextForm
from responses.editorial.labels import author_names, essay_title, labelled
from responses.languages.codes import CHOICES
from responses.lib.texts import TextsFormField
from responses.threads.models import Essay, Theme, Thread
from responses.threads.models.threads import THREAD_PARTS

POSITION = "position-"


class _ThreadFields(forms.Form):
    texts = TextsFormField(parts=THREAD_PARTS, label=_("question and framing"))
    web_address = forms.SlugField(
        label=_("web address"),
        required=False,
        max_length=100,
        help_text=_("Made from the question when empty."),
    )
    state = forms.ChoiceField(
        label=_("state"),
        required=False,
        choices=[("", _("nothing said: ongoing, or closed by its closing reply")), *Thread.State.choices],
        help_text=_("Shown in words on the thread’s page, at once; a live closing reply closes the thread."),
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("themes"), queryset=Theme.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )


class NewThreadForm(TextForm, DatedForm, _ThreadFields):
    """A thread and its prompt, which are made in one act: a thread has exactly one."""

    language = forms.ChoiceField(label=_("language of the prompt"), choices=CHOICES)
    prompt_address = forms.SlugField(
        label=_("web address of the prompt"),
        required=False,
        max_length=100,
        help_text=_("Made from the title when empty; one for all languages."),
    )

    fieldsets: ClassVar[Fieldsets] = (
        (_("The thread"), {"fields": ("texts", "themes", "state", "web_address")}),
        (_("Its prompt"), {"fields": ("language", "title", "summary", "body", "credits", "prompt_address")}),
        (
            _("Date of first publication"),
            {"fields": (("dated_precision", "dated_year", "dated_month", "dated_day"), "dated_words")},
        ),
    )

    def token_of(self, row: Any) -> str:
        return ""


class ThreadForm(DeskForm, _ThreadFields):
    """What a thread says of itself, and the order of its essays."""

    def __init__(self, data: Mapping[str, Any] | None, *, row: Any = None, initial: Any = None) -> None:
        self.essays: list[Any] = list(labelled(Essay.objects.at_hand().filter(thread=row)).in_thread_order())
        super().__init__(data, row=row, initial=initial)
        for essay in self.essays:
            label = f"{author_names(essay)}: {essay_title(essay)}" if essay.authors else essay_title(essay)
            self.fields[f"{POSITION}{essay.pk}"] = forms.IntegerField(
                label=label, min_value=0, max_value=100_000, initial=essay.position
            )

    @property
    def fieldsets(self) -> Fieldsets:  # type: ignore[override]  # the essays are the row's own
        positions = tuple(f"{POSITION}{essay.pk}" for essay in self.essays)
        return (
            (None, {"fields": ("texts", "themes", "state", "web_address")}),
            (_("Order of the essays"), {"fields": positions, "classes": ("positions",)}),
        )

    def initial_of(self, row: Any) -> dict[str, Any]:
        themes = list(row.themes.values_list("pk", flat=True))
        return {"texts": row.texts, "web_address": row.slug, "themes": themes, "state": row.state}

    def positions(self) -> dict[int, int]:
        """The essays to be moved, by number: their new places."""
        wanted = {essay.pk: self.cleaned_data[f"{POSITION}{essay.pk}"] for essay in self.essays}
        return {essay.pk: wanted[essay.pk] for essay in self.essays if wanted[essay.pk] != essay.position}
