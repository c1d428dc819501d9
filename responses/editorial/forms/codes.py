"""What the small forms beside a call ask: a later end, codes for whom."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from responses.calls.models import Call
from responses.calls.services import MOST_CODES
from responses.calls.windows import latest_at
from responses.lib import clock

WALL = "%Y-%m-%dT%H:%M"


class _WallField(forms.DateTimeField):
    """An hour by the clocks of the call; of one that they show twice the second, for nobody to lose time."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=WALL)
    zone = "UTC"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=[WALL, "%Y-%m-%d %H:%M"], **kwargs)

    def to_python(self, value: Any) -> Any:
        found = super().to_python(value)
        wall = found.replace(tzinfo=None) if found else None
        try:
            return latest_at(wall, self.zone) if wall else None
        except (ValueError, OverflowError) as error:
            raise forms.ValidationError(str(error)) from None

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime) and value.tzinfo:
            return value.astimezone(clock.zone_of(self.zone)).replace(tzinfo=None)
        return value


class PutOffForm(forms.Form):
    until = _WallField(label=gettext_lazy("closes at"))

    def __init__(self, data: Mapping[str, Any] | None, *, call: Call) -> None:
        super().__init__(data, initial={"until": call.closes_at})
        self.fields["until"].zone = call.zone  # type: ignore[attr-defined]


class CodesForm(forms.Form):
    """A code for each line; the lines say whom it is for, to the desk alone."""

    people = forms.CharField(
        label=gettext_lazy("for whom, one a line"),
        max_length=MOST_CODES * 201,
        widget=forms.Textarea(attrs={"rows": 5, "cols": 40}),
    )
    uses = forms.IntegerField(
        label=gettext_lazy("essays that may be sent with each"), min_value=1, max_value=500, initial=1
    )
    good_until = _WallField(
        label=gettext_lazy("good until"),
        required=False,
        help_text=gettext_lazy("Also after the call has closed. Empty: as long as the call is open."),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, call: Call) -> None:
        super().__init__(data)
        self.fields["good_until"].zone = call.zone  # type: ignore[attr-defined]

    @property
    def names(self) -> list[str]:
        return [each.strip() for each in self.cleaned_data["people"].splitlines() if each.strip()]
