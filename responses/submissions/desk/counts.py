"""How many essays of a call stand where: each number is a way to filter the list. One query for all calls."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from responses.calls.models import Call
from responses.languages.paths import active
from responses.lib.waiting import Waiting
from responses.submissions.models import Submission

State = Submission.State
MAY = "responses.view_submission"
LIST = "admin:responses_submission_changelist"
MOST = 60  # calls on one page

# What can be asked for, in the order in which an essay comes through them; late ones are among the others.
WAYS: dict[str, tuple[Any, dict[str, Any]]] = {
    "new": (pgettext_lazy("submissions", "new"), {"state": State.RECEIVED, "opened_at": None}),
    "to_read": (gettext_lazy("to read"), {"state__in": (State.RECEIVED, State.REVISION_IN)}),
    **{
        state.value: (state.label, {"state": state})
        for state in State
        if state not in (State.UNFINISHED, State.RECEIVED)
    },
    "late": (gettext_lazy("late"), {"is_late": True}),
}


@dataclass(frozen=True)
class Number:
    words: str
    number: int
    address: str


@dataclass(frozen=True)
class Line:
    """One call and its numbers; unfinished essays are nobody's but their authors', and only counted."""

    call: Call
    title: str
    address: str
    all: int
    numbers: list[Number]
    unfinished: int


def lines(call: int | None = None) -> list[Line]:
    """The calls that have essays, newest first; or one call. One query."""
    found = Call.objects.filter(pk=call) if call else Call.objects.exclude(submissions=None)
    counted = found.annotate(
        sent=Count("submissions", filter=~Q(submissions__state=State.UNFINISHED)),
        unfinished=Count("submissions", filter=Q(submissions__state=State.UNFINISHED)),
        **{
            f"ways_{name}": Count("submissions", filter=_of_calls(way))
            for name, (_words, way) in WAYS.items()
        },
    )
    return [_line(each) for each in counted.order_by("-closes_at", "-pk")[:MOST]]


def called(call: Call) -> str:
    """The title of a call, in the editor's language where it has one."""
    return call.title_in(active())[0] or call.slug


def _line(call: Any) -> Line:
    address = f"{reverse(LIST)}?call={call.pk}"
    numbers = [
        Number(str(words), getattr(call, f"ways_{name}"), f"{address}&state={name}")
        for name, (words, _way) in WAYS.items()
    ]
    return Line(call, called(call), address, call.sent, numbers, call.unfinished)


def _of_calls(way: dict[str, Any]) -> Q:
    """A condition on submissions as one on the calls that they were sent to."""
    return Q(**{f"submissions__{name}": value for name, value in way.items()})


def waiting_for(user: Any) -> list[Waiting]:
    """Essays whose next step is an editor's, by call, for the first page of the desk. One query."""
    if not getattr(user, "has_perm", lambda _right: False)(MAY):
        return []
    to_read = _of_calls(WAYS["to_read"][1])
    calls = Call.objects.annotate(
        number=Count("submissions", filter=to_read), since=Min("submissions__sent_at", filter=to_read)
    )
    found: Any = calls.filter(number__gt=0).order_by("since", "pk")[:MOST]
    return [
        Waiting(
            each.number,
            _("essays to read, “%(call)s”") % {"call": called(each)},
            f"{reverse(LIST)}?call={each.pk}&state=to_read",
            each.since,
        )
        for each in found
    ]
