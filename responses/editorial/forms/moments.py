"""Hours as editors say them: by the clocks of a place, which may skip an hour or show it twice."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from responses.editorial.forms.base import DeskForm
from responses.editorial.states import Zones, announced, weekday
from responses.lib import clock


def about_gap(wall: datetime, place: str, gap: clock.NonexistentTime) -> str:
    """What to say of an hour that clocks skip when they are put forward."""
    sentence = _(
        "On %(day)s clocks in %(place)s go forward from %(starts)s to %(ends)s,"
        " so %(time)s does not exist there. Choose %(ends)s or later."
    )
    hours = {"starts": f"{gap.starts:%H:%M}", "ends": f"{gap.ends:%H:%M}", "time": f"{wall:%H:%M}"}
    return sentence % {"day": weekday(wall), "place": place, **hours}


def date_field(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def time_field(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label, required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )


def fold_field() -> forms.ChoiceField:
    """Which of two hours is meant; on the page only where clocks show that hour twice."""
    return forms.ChoiceField(
        label=gettext_lazy("Clocks show that hour twice. Which is meant?"),
        required=False,
        choices=[("", "–"), ("0", "1"), ("1", "2")],
    )


class MomentsForm(DeskForm):
    """A form whose moments are fields ``<name>_date``, ``<name>_time``, ``<name>_fold``, in one ``zone``."""

    def __init__(
        self, data: Mapping[str, Any] | None, *, zones: Zones, row: Any = None, initial: Any = None
    ) -> None:
        # The row's own zone too, should the initiative have others by now.
        self.zones = zones
        if row is not None and row.zone not in dict(zones):
            self.zones = [*zones, (row.zone, row.zone)]
        super().__init__(data, row=row, initial=initial)
        self.fields["zone"].choices = self.zones  # type: ignore[attr-defined]
        # The moments that clocks show twice: their fields join the form.
        self.twice: list[str] = []

    def folds(self, name: str) -> tuple[str, ...]:
        return (f"{name}_fold",) if name in self.twice else ()

    def said_of(self, name: str, instant: datetime | None, zone: str) -> dict[str, Any]:
        """The initial values of a moment's fields."""
        if instant is None:
            return {}
        local = instant.astimezone(clock.zone_of(zone))
        return {
            f"{name}_date": local.date(),
            f"{name}_time": local.time(),
            f"{name}_fold": str(local.fold) if local.fold else "",
        }

    def instant(self, name: str) -> datetime | None:
        """The instant that was typed; None, with an error on the field, when it is none."""
        cleaned = self.cleaned_data
        day, time, zone = (cleaned.get(each) for each in (f"{name}_date", f"{name}_time", "zone"))
        if not (day and time and zone):
            if not any(field in self.errors for field in (f"{name}_date", f"{name}_time", "zone")):
                self.add_error(f"{name}_date", _("A day and an hour are needed."))
            return None
        return self._localized(name, datetime.combine(day, time), zone)

    def _localized(self, name: str, wall: datetime, zone: str) -> datetime | None:
        try:
            return clock.localize(wall, zone)
        except clock.NonexistentTime as gap:
            self.add_error(f"{name}_time", about_gap(wall, dict(self.zones)[zone], gap))
        except clock.AmbiguousTime as either:
            return self._chosen(name, either)
        except (ValueError, OverflowError) as error:
            self.add_error(f"{name}_time", str(error))
        return None

    def _chosen(self, name: str, either: clock.AmbiguousTime) -> datetime | None:
        self.twice.append(name)
        both = [either.first, either.second]
        words = [announced(each, self.zones) for each in both]
        field: Any = self.fields[f"{name}_fold"]
        field.choices = [("", "–"), ("0", words[0]), ("1", words[1])]
        if chosen := self.cleaned_data.get(f"{name}_fold"):
            return both[int(chosen)]
        self.add_error(
            f"{name}_fold", _("Clocks are put back then and show this hour twice. Say which is meant.")
        )
        return None
