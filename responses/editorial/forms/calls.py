"""A call for essays: what is asked, when, of whom, how long."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from responses.calls.models import Call
from responses.calls.models.calls import CALL_PARTS
from responses.calls.models.terms import LONGEST_QUESTION, MOST_QUESTIONS, MOST_UNITS
from responses.editorial.forms.base import Fieldsets
from responses.editorial.forms.moments import MomentsForm, date_field, fold_field, time_field
from responses.editorial.states import Zones
from responses.languages.codes import LANGUAGES
from responses.languages.paths import active
from responses.lib import clock
from responses.lib.texts import TextsFormField
from responses.threads.models import Thread

DRAFT, NOW, LATER = "draft", "now", "later"
PLAIN = (
    "texts", "grace_minutes", "entry", "entries_per_person", "most_coauthors",
    "limits_are_hard", "names_hidden", "answer_by", "kept_months", "thread",
)  # fmt: skip


class ThreadChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        title: str = obj.title_in(active())[0]
        return title


class CallForm(MomentsForm):
    """One form for all of it. Left empty, limits and questions are none."""

    texts = TextsFormField(parts=CALL_PARTS, label=gettext_lazy("texts"))
    thread = ThreadChoice(
        label=gettext_lazy("thread"),
        queryset=Thread.objects.all(),
        required=False,
        help_text=gettext_lazy("Empty for a call that stands alone. Named to readers once it is public."),
    )
    web_address = forms.SlugField(
        label=gettext_lazy("web address"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Made from the title when empty; it stays once readers have seen it."),
    )
    zone = forms.ChoiceField(label=gettext_lazy("by the clocks of"))
    opens_date, opens_time = date_field(gettext_lazy("opens on")), time_field(gettext_lazy("at"))
    closes_date, closes_time = date_field(gettext_lazy("closes on")), time_field(gettext_lazy("at"))
    shown_date, shown_time = date_field(gettext_lazy("shown from")), time_field(gettext_lazy("at"))
    opens_fold, closes_fold, shown_fold = fold_field(), fold_field(), fold_field()
    grace_minutes = forms.IntegerField(
        label=gettext_lazy("grace period, in minutes"),
        min_value=0,
        max_value=10_080,
        initial=0,
        help_text=gettext_lazy("So long after the end essays still arrive. Readers never learn of it."),
    )
    shown = forms.ChoiceField(
        label=gettext_lazy("readers see this call"),
        choices=[
            (DRAFT, gettext_lazy("not yet: a draft, seen at the desk alone")),
            (NOW, gettext_lazy("from now on")),
            (LATER, gettext_lazy("from the date and hour below on")),
        ],
        initial=DRAFT,
        widget=forms.RadioSelect,
    )
    entry = forms.ChoiceField(
        label=gettext_lazy("who may send"), choices=Call.Entry.choices, initial=Call.Entry.ANYBODY
    )
    entries_per_person = forms.IntegerField(
        label=gettext_lazy("essays per person"), min_value=1, max_value=20, initial=1
    )
    most_coauthors = forms.IntegerField(
        label=gettext_lazy("co-authors, at most"), min_value=0, max_value=10, initial=0
    )
    limits_are_hard = forms.BooleanField(
        label=gettext_lazy("refuse what is longer or shorter"),
        required=False,
        help_text=gettext_lazy("Otherwise the limits are advice: the author sees them, and may send."),
    )
    names_hidden = forms.BooleanField(
        label=gettext_lazy("hide names until a decision"),
        required=False,
        help_text=gettext_lazy("Then nobody at the desk sees who wrote an essay before it is decided on."),
    )
    answer_by = forms.DateField(
        label=gettext_lazy("authors hear by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    kept_months = forms.IntegerField(
        label=gettext_lazy("months that declined essays are kept"), min_value=1, max_value=12, initial=12
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, zones: Zones, row: Any = None, initial: Any = None
    ) -> None:
        super().__init__(data, zones=zones, row=row, initial=initial)
        for code, language in LANGUAGES.items():
            self.fields.update(_limit_fields(code, language.name))
        for number in range(1, MOST_QUESTIONS + 1):
            self.fields.update(_question_fields(number))
        if row is not None and row.is_published:
            self.fields["web_address"].disabled = True

    @property
    def fieldsets(self) -> Fieldsets:  # type: ignore[override]  # hours that clocks show twice join it
        window = [
            ("opens_date", "opens_time", *self.folds("opens")),
            ("closes_date", "closes_time", *self.folds("closes")),
        ]
        shown = ("shown_date", "shown_time", *self.folds("shown"))
        limits = tuple((f"least-{code}", f"most-{code}") for code in LANGUAGES)
        questions = tuple(tuple(_question_fields(n)) for n in range(1, MOST_QUESTIONS + 1))
        return (
            (None, {"fields": ("texts", "thread", "web_address")}),
            (_("When"), {"fields": ("zone", *window, "grace_minutes", "answer_by")}),
            (_("Who sees it"), {"fields": ("shown", shown)}),
            (_("Who may send"), {"fields": ("entry", ("entries_per_person", "most_coauthors"))}),
            (
                _("Length"),
                {"fields": (*limits, "limits_are_hard"), "description": ABOUT_LIMITS},
            ),
            (
                _("Further questions"),
                {"fields": questions, "description": ABOUT_QUESTIONS, "classes": ("questions",)},
            ),
            (_("Afterwards"), {"fields": ("names_hidden", "kept_months")}),
        )

    def initial_of(self, row: Any) -> dict[str, Any]:
        found = {name: getattr(row, name) for name in PLAIN} | {"web_address": row.slug, "zone": row.zone}
        for name, instant in (("opens", row.opens_at), ("closes", row.closes_at), ("shown", row.shown_from)):
            found |= self.said_of(name, instant, row.zone)
        found["shown"] = LATER if row.shown_from else DRAFT
        for code, limit in row.limits.items():
            found |= {f"least-{code}": limit.get("least"), f"most-{code}": limit.get("most")}
        for number, question in enumerate(row.questions, 1):
            found |= {f"question-{number}-{code}": words for code, words in question["texts"].items()}
            found[f"required-{number}"] = question["required"]
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["opens_at"], cleaned["closes_at"] = self.instant("opens"), self.instant("closes")
        if cleaned["opens_at"] and cleaned["closes_at"] and cleaned["closes_at"] <= cleaned["opens_at"]:
            self.add_error("closes_date", _("A call closes after it opens."))
        cleaned["shown_from"] = self._shown_from(cleaned.get("shown", DRAFT))
        return cleaned

    def _shown_from(self, choice: str) -> datetime | None:
        if choice == NOW:
            # What readers see already, they have seen since then.
            known = self.row.shown_from if self.row is not None and self.row.is_published else None
            return known or clock.now()
        return self.instant("shown") if choice == LATER else None

    def apply(self, row: Call) -> None:
        """Give the row what was typed, and the version that its writer saw."""
        for name in (*PLAIN, "zone", "opens_at", "closes_at", "shown_from"):
            setattr(row, name, self.cleaned_data[name])
        row.limits, row.questions = self._limits(), self._questions(row)
        if row.pk:
            row.version = self.seen_number()

    def _limits(self) -> dict[str, dict[str, int]]:
        found = {}
        for code in LANGUAGES:
            bounds = {name: self.cleaned_data[f"{name}-{code}"] for name in ("least", "most")}
            if any(bounds.values()):
                found[code] = {name: number for name, number in bounds.items() if number}
        return found

    def _questions(self, row: Call) -> list[dict[str, Any]]:
        """Each keeps its key, by which answers are kept; a new one gets a new key, never one used before."""
        keys = [each["key"] for each in row.questions]
        found = []
        for number in range(1, MOST_QUESTIONS + 1):
            texts = {code: self.cleaned_data[f"question-{number}-{code}"] for code in LANGUAGES}
            if any(texts.values()):
                key = keys[number - 1] if number <= len(keys) else f"q{secrets.token_hex(4)}"
                found.append(
                    {"key": key, "texts": texts, "required": self.cleaned_data[f"required-{number}"]}
                )
        return found


ABOUT_LIMITS = gettext_lazy(
    "Words in English, 字 in Chinese. A language without a number is not taken;"
    " without any number all languages are, at any length."
)
ABOUT_QUESTIONS = gettext_lazy("Up to five, each in the languages that you have; shown only if it has words.")


def _limit_fields(code: str, language: str) -> dict[str, forms.IntegerField]:
    return {
        f"{name}-{code}": forms.IntegerField(
            label=label % {"language": language}, required=False, min_value=1, max_value=MOST_UNITS
        )
        for name, label in (("least", _("%(language)s: at least")), ("most", _("at most")))
    }


def _question_fields(number: int) -> dict[str, forms.Field]:
    texts: dict[str, forms.Field] = {
        f"question-{number}-{code}": forms.CharField(
            label=_("%(number)s, %(language)s") % {"number": number, "language": language.name},
            required=False,
            max_length=LONGEST_QUESTION,
            widget=forms.TextInput(attrs={"lang": language.tag}),
        )
        for code, language in LANGUAGES.items()
    }
    return texts | {f"required-{number}": forms.BooleanField(label=_("must be answered"), required=False)}
