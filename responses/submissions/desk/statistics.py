"""A call in numbers, for a report: how many stand where, in which language, from where, how long."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from responses.calls.models import Call
from responses.languages.codes import LANGUAGES
from responses.lib.chinese import fold
from responses.submissions.models import Decision, Submission, SubmissionAuthor, SubmissionVersion

STEP = 250  # words and 字
MOST_SCHOOLS = 100


@dataclass(frozen=True)
class Table:
    """A heading, what its two columns are called, the rows with their numbers, and a sentence below."""

    title: str
    columns: tuple[str, str]
    rows: list[tuple[str, int]]
    below: str = ""


def tables_of(call: Call) -> list[Table]:
    """Five queries, for any number of essays."""
    sent = Submission.objects.sent().filter(call=call)
    states = Counter(sent.values_list("state", flat=True))
    late = sent.filter(is_late=True).count()
    versions = list(
        SubmissionVersion.objects.newest()
        .filter(submission__call=call)
        .values_list("language", "words", "characters")
    )
    return [
        Table(_("By state"), (_("State"), _("Essays")), _by_state(states), _late(late)),
        Table(_("By language"), (_("Language"), _("Essays")), _by_language(versions)),
        Table(_("By length"), (_("Words and 字"), _("Essays")), *_by_length(versions)),
        Table(_("By school"), (_("School"), _("Essays")), *_by_school(call)),
        Table(_("Until the first decision"), (_("Days"), _("Essays")), *_by_days(call)),
    ]


def _by_state(states: Counter[str]) -> list[tuple[str, int]]:
    rows = [(capfirst(str(state.label)), states[state]) for state in Submission.State if states[state]]
    return [*rows, (_("All"), states.total())]


def _late(number: int) -> str:
    sentence = ngettext("%(count)s of them was late.", "%(count)s of them were late.", number)
    return sentence % {"count": number} if number else ""


def _by_language(versions: Iterable[tuple[str, int, int]]) -> list[tuple[str, int]]:
    counted = Counter(language for language, _words, _characters in versions)
    return [(each.name, counted[code]) for code, each in LANGUAGES.items() if counted[code]]


def _by_length(versions: Iterable[tuple[str, int, int]]) -> tuple[list[tuple[str, int]], str]:
    lengths = [words + characters for _language, words, characters in versions]
    steps = Counter(length // STEP for length in lengths)
    rows = [
        (f"{_number(step * STEP)}–{_number(step * STEP + STEP - 1)}", steps[step])
        for step in range(min(steps, default=0), max(steps, default=-1) + 1)
    ]
    return rows[:MOST_SCHOOLS], _half(lengths)


def _by_school(call: Call) -> tuple[list[tuple[str, int]], str]:
    """By the school of who sent it; while names are hidden, only those that several essays come from."""
    senders = SubmissionAuthor.objects.filter(
        submission__in=Submission.objects.sent().filter(call=call), position=0
    )
    rows = senders.values_list("school", "submission")
    shown = set(Submission.objects.naming_authors().filter(call=call).values_list("pk", flat=True))
    spelt: dict[str, str] = {}
    counted, told = Counter[str](), set[str]()
    for school, submission in rows.order_by("pk"):
        key = fold(school)
        spelt.setdefault(key, school or "–")
        counted[key] += 1
        told |= {key} if submission in shown else set()
    found = [(spelt[key], number) for key, number in counted.most_common() if key in told or number > 2]
    left = counted.total() - sum(number for _school, number in found)
    sentence = ngettext(
        "%(count)s more, from a school that would tell whose it is.",
        "%(count)s more, from schools that would tell whose they are.",
        left,
    )
    return found[:MOST_SCHOOLS], sentence % {"count": left} if left else ""


def _by_days(call: Call) -> tuple[list[tuple[str, int]], str]:
    applied: Any = Decision.objects.filter(submission__call=call, applied_at__isnull=False)
    first: dict[int, int] = {}
    for submission, sent, decided in applied.order_by("applied_at", "pk").values_list(
        "submission", "submission__sent_at", "applied_at"
    ):
        first.setdefault(submission, max((decided - sent).days, 0))
    weeks = Counter(days // 7 for days in first.values())
    rows = [(f"{week * 7}–{week * 7 + 6}", weeks[week]) for week in sorted(weeks)]
    return rows, _half(list(first.values()))


def _half(numbers: Sequence[int]) -> str:
    if not numbers:
        return _("None yet.")
    said = {
        "least": _number(min(numbers)),
        "half": _number(round(median(numbers))),
        "most": _number(max(numbers)),
    }
    return _("From %(least)s to %(most)s; half of them up to %(half)s.") % said


def _number(number: int) -> str:
    return number_format(number, force_grouping=True)
