"""When a text goes live, and why it is withdrawn."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from responses.editorial.states import Zones
from responses.lib import clock

NOW, LATER = "now", "later"


class PublishForm(forms.Form):
    """Now, or at a wall time in one of the site's zones; ``revision`` is the version that the page showed."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    when = forms.ChoiceField(
        label=gettext_lazy("when"),
        choices=[(NOW, gettext_lazy("now")), (LATER, gettext_lazy("at a date and hour"))],
        initial=NOW,
        widget=forms.RadioSelect,
    )
    date = forms.DateField(
        label=gettext_lazy("date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    time = forms.TimeField(
        label=gettext_lazy("hour"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    zone = forms.ChoiceField(label=gettext_lazy("by the clocks of"), required=False)
    fold = forms.ChoiceField(
        label=gettext_lazy("if clocks show that hour twice"),
        required=False,
        choices=[("", "–"), ("0", gettext_lazy("the first time")), ("1", gettext_lazy("the second time"))],
    )

    def __init__(self, data: Mapping[str, Any] | None, *, zones: Zones, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["zone"].choices = zones  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["at"] = None
        if cleaned.get("when") == LATER and not self.errors:
            cleaned["at"] = self._instant(cleaned)
        return cleaned

    def _instant(self, cleaned: dict[str, Any]) -> datetime | None:
        if not (cleaned["date"] and cleaned["time"] and cleaned["zone"]):
            self.add_error(None, _("A later time needs a date, an hour and the place whose clocks count."))
            return None
        fold = int(cleaned["fold"]) if cleaned["fold"] else None
        try:
            return clock.localize(
                datetime.combine(cleaned["date"], cleaned["time"]), cleaned["zone"], fold=fold
            )
        except ValueError as error:
            self.add_error("fold" if isinstance(error, clock.AmbiguousTime) else "time", str(error))
            return None


class NoteForm(forms.Form):
    """The public note of a withdrawal."""

    note = forms.CharField(
        label=gettext_lazy("public note"),
        max_length=1000,
        help_text=gettext_lazy("Readers see it where the text was: say what happened, in a sentence."),
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
    )


class BareForm(forms.Form):
    """Nothing to say, only to do."""
