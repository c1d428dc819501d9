"""When texts go live, which of them, and why one is withdrawn."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from responses.editorial.forms.moments import about_gap
from responses.editorial.states import Zones, announced
from responses.lib import clock
from responses.threads.errors import InThePast
from responses.threads.services.publishing import effective

NOW, LATER = "now", "later"
MOST = 500  # texts that one act can name


class Numbers(forms.MultipleChoiceField):
    """Rows by their number; which of them there are is for the view to find out."""

    def valid_value(self, value: Any) -> bool:
        return value.isascii() and value.isdecimal() and len(value) < 19

    def clean(self, value: Any) -> list[int]:
        return [int(each) for each in dict.fromkeys(super().clean(value)[:MOST])]


class ReleaseForm(forms.Form):
    """Now, or at a wall time in one of the site's zones; ``revision`` are the versions ticked on the page."""

    revision = Numbers(label=gettext_lazy("texts"), required=False)
    shown = Numbers(required=False)
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
        label=gettext_lazy("Clocks show that hour twice. Which is meant?"), required=False
    )
    note = forms.CharField(
        label=gettext_lazy("name of this release, for the desk"), max_length=300, required=False
    )
    correction = forms.CharField(
        label=gettext_lazy("what is corrected, for those who follow it"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("They get it by e-mail. Left empty, nobody is told of this version."),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, zones: Zones, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.zones = zones
        # The two moments that an hour shown twice may mean, in words; empty for every other.
        self.twice: list[str] = []
        self.fields["zone"].choices = zones  # type: ignore[attr-defined]
        self.fields["fold"].choices = [("", ""), ("0", ""), ("1", "")]  # type: ignore[attr-defined]

    @property
    def folds(self) -> list[tuple[str, str, bool]]:
        """The choice between the two hours: value, words, whether it is chosen."""
        chosen = self["fold"].value() if self.twice else None
        return [(str(n), words, str(n) == chosen) for n, words in enumerate(self.twice or ("", ""))]

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
        wall = datetime.combine(cleaned["date"], cleaned["time"])
        try:
            return self._by_the_clocks_of(cleaned["zone"], wall, cleaned["fold"])
        except clock.NonexistentTime as gap:
            self.add_error("time", about_gap(wall, dict(self.zones)[cleaned["zone"]], gap))
        except (ValueError, OverflowError) as error:
            self.add_error("time", str(error))
        except InThePast as refusal:
            self.add_error(None, str(refusal))
        return None

    def _by_the_clocks_of(self, zone: str, wall: datetime, fold: str) -> datetime | None:
        try:
            instant = clock.localize(wall, zone)
        except clock.AmbiguousTime as either:
            self.twice = [announced(each, self.zones) for each in (either.first, either.second)]
            if not fold:
                self.add_error(
                    "fold", _("Clocks are put back then and show this hour twice. Say which is meant.")
                )
                return None
            instant = either.second if fold == "1" else either.first
        effective(instant)
        return instant


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
