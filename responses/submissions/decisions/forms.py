"""What editors type when they decide. Nothing here is sent by saving it."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from responses.lib import clock
from responses.lib.texts import TextsFormField
from responses.submissions.models import Decision
from responses.submissions.models.decisions import LETTER_PARTS
from responses.submissions.services.deciding import Said
from responses.submissions.services.points import MOST as MOST_POINTS

END_OF_DAY = time(23, 59)


def _box(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "cols": 70})


class SaidForm(forms.Form):
    """What a decision says beside its kind; a day is over when the clocks of the call's zone say so."""

    remarks = forms.CharField(
        label=gettext_lazy("to the author: {remarks}"), required=False, max_length=8000, widget=_box(4)
    )
    due = forms.DateField(
        label=gettext_lazy("due by the end of: {due}"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(
        label=gettext_lazy("reason, for editors only"), required=False, max_length=8000, widget=_box(2)
    )

    def __init__(self, data: Any = None, *, zone: str, **options: Any) -> None:
        super().__init__(data, **options)
        self.zone = zone
        self.fields["due"].help_text = _("By the clocks of %(zone)s, at 23:59.") % {"zone": zone}

    def clean_due(self) -> datetime | None:
        day: date | None = self.cleaned_data["due"]
        if day is None:
            return None
        try:
            return clock.localize(datetime.combine(day, END_OF_DAY), self.zone, fold=1)
        except (ValueError, OverflowError) as error:
            raise forms.ValidationError(str(error)) from None

    @property
    def points(self) -> list[str]:
        return []

    @property
    def said(self) -> Said:
        typed = self.cleaned_data
        return Said(typed["remarks"], typed["reason"], typed["due"], self.points)


class DecideForm(SaidForm):
    """``about`` is the version that the page showed."""

    kind = forms.ChoiceField(
        label=gettext_lazy("decision"), choices=Decision.Kind.choices, widget=forms.RadioSelect
    )
    about = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)
    new_points = forms.CharField(
        label=gettext_lazy("points to answer: {points}"),
        required=False,
        max_length=20_000,
        widget=_box(6),
        help_text=gettext_lazy("One a line; of several lines each, with an empty line between them."),
    )
    field_order = ("kind", "new_points", "remarks", "due", "reason", "about")

    @property
    def points(self) -> list[str]:
        return points_in(self.cleaned_data["new_points"])


class ManyForm(SaidForm):
    """One decision for each of several; what is to be said to one of them is said in its own letter."""

    kind = forms.ChoiceField(
        label=gettext_lazy("decision"), choices=Decision.Kind.choices, widget=forms.RadioSelect
    )
    field_order = ("kind", "remarks", "due", "reason")


class LetterForm(SaidForm):
    """A pending decision: its letter's words, its points in their order, its day."""

    subject = forms.CharField(label=pgettext_lazy("letter template", "subject"), max_length=200)
    text = forms.CharField(label=pgettext_lazy("letter template", "text"), max_length=20_000, widget=_box(16))
    new_points = forms.CharField(
        label=gettext_lazy("further points"), required=False, max_length=20_000, widget=_box(3)
    )
    shown = forms.CharField(widget=forms.HiddenInput, max_length=60)

    def __init__(self, data: Any = None, *, decision: Decision, zone: str) -> None:
        initial = _held_by(decision, zone)
        super().__init__(data, zone=zone, initial=initial)
        if decision.kind != Decision.Kind.REVISE:
            del self.fields["new_points"]
        if decision.kind not in (Decision.Kind.REVISE, Decision.Kind.RETURN):
            del self.fields["due"]
        self.rows = len(initial["asked"]) if data is None else _rows_in(data)
        for number in range(self.rows):
            self.fields[f"place-{number}"] = forms.IntegerField(
                label=_("place"), min_value=1, max_value=MOST_POINTS, required=False
            )
            self.fields[f"point-{number}"] = forms.CharField(
                label=_("point %s") % (number + 1), required=False, max_length=8000, widget=_box(2)
            )
        for number, text in enumerate(initial["asked"]):
            self.initial[f"place-{number}"], self.initial[f"point-{number}"] = number + 1, text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned.setdefault("due", None)
        return cleaned

    @property
    def point_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"place-{number}"], self[f"point-{number}"]) for number in range(self.rows)]

    @property
    def points(self) -> list[str]:
        typed = self.cleaned_data
        rows = [(typed.get(f"place-{n}") or n + 1, n, typed.get(f"point-{n}", "")) for n in range(self.rows)]
        return [text for _place, _n, text in sorted(rows)] + points_in(typed.get("new_points", ""))


class TemplateForm(forms.Form):
    """The words of one kind of letter in every language; ``seen`` is the version that the page showed."""

    texts = TextsFormField(parts=LETTER_PARTS, label=gettext_lazy("texts"))
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**30)


def points_in(text: str) -> list[str]:
    """One a line, or, where there are empty lines, one between each two of them."""
    plain = "\n".join(line.strip() for line in text.replace("\r\n", "\n").split("\n")).strip()
    return [each.strip() for each in plain.split("\n\n" if "\n\n" in plain else "\n") if each.strip()]


def _held_by(decision: Decision, zone: str) -> dict[str, Any]:
    points = sorted(decision.points.all(), key=lambda point: point.position)
    letter = decision.letter
    return {
        "subject": letter.subject if letter else "",
        "text": letter.text if letter else "",
        "remarks": decision.remarks,
        "reason": decision.reason,
        "due": decision.due_at.astimezone(clock.zone_of(zone)).date() if decision.due_at else None,
        "asked": [point.text for point in points],
    }


def _rows_in(data: Any) -> int:
    return sum(f"point-{number}" in data for number in range(MOST_POINTS))
