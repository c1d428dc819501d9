"""Letters that wait, all of a call on one page; and one decision on everything that was ticked in a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from responses.calls.models import Call
from responses.people.signed_in import signed_in
from responses.submissions.decisions.errors import DecisionsError
from responses.submissions.decisions.forms import ManyForm
from responses.submissions.decisions.letters import shown
from responses.submissions.decisions.listing import (
    MOST,
    calls_with_letters,
    kinds_in,
    lately_applied_in,
    pending_in,
)
from responses.submissions.decisions.pages import MAY, address_of, data_of, let_in, number_in, page
from responses.submissions.desk.covering import Covering
from responses.submissions.models import Decision, Submission, SubmissionVersion
from responses.submissions.services import applying, deciding


def calls(request: HttpRequest, desk: Any) -> HttpResponse:
    """Where letters wait."""
    let_in(request, MAY)
    context = {"title": _("E-mails waiting"), "calls": calls_with_letters()}
    return page(request, desk, "calls", context)


def waiting(request: HttpRequest, pk: int, desk: Any) -> HttpResponse:
    """All letters of a call that nobody has let go, each as its recipient would read it."""
    let_in(request, MAY)
    call = get_object_or_404(Call, pk=pk)
    kind = request.GET.get("kind", "")
    if request.method == "POST":
        _act(request, call)
        return redirect(request.get_full_path())
    rows = shown(pending_in(call, kind)[:MOST])
    context = {
        "title": str(call),
        "subtitle": _("E-mails waiting"),
        "call": call,
        "rows": rows,
        "ready": [row for row in rows if row.is_ready],
        "outdated": [row for row in rows if row.is_outdated],
        "by_hand": sum(row.is_outdated and row.decision.is_edited for row in rows),
        "kinds": kinds_in(call),
        "kind": kind,
        "lately": lately_applied_in(call),
    }
    return page(request, desk, "waiting", context)


def _act(request: HttpRequest, call: Call) -> None:
    user, sent = signed_in(request), request.POST
    mine = Decision.objects.filter(submission__call=call)
    if "apply" in sent:
        tokens = dict(each.partition(".")[::2] for each in sent.getlist("shown"))
        numbers = tokens if sent["apply"] == "all" else [sent["apply"]]
        named = {number_in(each): tokens.get(each, "-") for each in numbers}
        done, refusals = applying.apply_all(decisions=mine.filter(pk__in=named), shown=named, user=user)
        _report(request, said_applied(done) if done else "", refusals)
    elif "undo" in sent:
        numbers = sent.getlist("lately") if sent["undo"] == "all" else [sent["undo"]]
        named = {number_in(each): "" for each in numbers}
        done, refusals = applying.undo_all(decisions=mine.filter(pk__in=named), user=user)
        sentence = ngettext("%s decision is pending again.", "%s decisions are pending again.", done)
        _report(request, sentence % done if done else "", refusals)
    elif "anew" in sent:
        done = deciding.write_outdated_anew(decisions=mine.pending(), user=user)
        sentence = ngettext("%s e-mail is written anew.", "%s e-mails are written anew.", done)
        _report(request, sentence % done, [])


def _report(request: HttpRequest, done: str, refusals: list[str]) -> None:
    if done:
        messages.success(request, done)
    for refusal in refusals:
        messages.error(request, refusal)


def said_applied(done: int) -> str:
    sentence = ngettext(
        "%s decision is applied. Its e-mail goes in a minute: until then it can be undone.",
        "%s decisions are applied. Their e-mails go in a minute: until then they can be undone.",
        done,
    )
    return sentence % done


@dataclass(frozen=True)
class Line:
    """One of those that were ticked: what it is called, how it stands, what keeps it back."""

    submission: Submission
    version: SubmissionVersion
    title: str
    address: str
    why: str


def many(request: HttpRequest, desk: Any) -> HttpResponse:
    """One decision for each of those that the address names: for all of them or for none."""
    let_in(request, MAY)
    lines = _lines(dict.fromkeys(map(number_in, request.GET.getlist("submission")[:MOST])))
    if not lines:
        raise Http404
    call = lines[0].submission.call
    form = ManyForm(data_of(request), zone=call.zone)
    refused = ""
    if form.is_bound and form.is_valid():
        try:
            messages.success(request, _decided(request, lines, form))
            return redirect("admin:responses_decision_waiting", call.pk)
        except DecisionsError as refusal:
            refused = str(refusal)
    context = {
        "title": _("Decide on several"),
        "lines": lines,
        "form": form,
        "refused": refused,
        "call": call,
    }
    return page(request, desk, "many", context, refused=form.is_bound)


def _decided(request: HttpRequest, lines: list[Line], form: ManyForm) -> str:
    done = deciding.decide_all(
        submissions=[line.submission for line in lines],
        kind=form.cleaned_data["kind"],
        seen={number_in(each) for each in request.POST.getlist("version")},
        said=form.said,
        user=signed_in(request),
    )
    sentence = ngettext(
        "%s decision is written. Nothing has been sent.",
        "%s decisions are written. Nothing has been sent.",
        done,
    )
    return sentence % done


def _lines(numbers: Iterable[int]) -> list[Line]:
    found = (
        Submission.objects.sent()
        .with_names_rule()
        .prefetch_related("authors")
        .filter(pk__in=numbers)
        .order_by("call", "number")
    )
    # In the order of their numbers, so that of each submission the newest stays.
    versions = SubmissionVersion.objects.filter(submission__in=found).defer("body").order_by("number")
    newest = {each.submission_id: each for each in versions}
    pending = set(
        Decision.objects.pending().filter(submission__in=found).values_list("submission", flat=True)
    )
    return [
        Line(
            each,
            newest[each.pk],
            Covering(each).title(newest[each.pk]),
            address_of(each),
            _("a decision is pending already") if each.pk in pending else "",
        )
        for each in found
    ]


@admin.action(description=gettext_lazy("Decide…"), permissions=["decide"])
def decide_ticked(desk: Any, request: HttpRequest, rows: models.QuerySet[Any]) -> HttpResponse | None:
    """For the list of submissions: to the page that names what is ticked."""
    numbers = list(rows.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
    if len(numbers) > MOST:
        messages.error(request, _("A hundred rows at a time are the most: tick fewer, then choose again."))
        return None
    address = reverse("admin:responses_decision_many")
    return redirect(f"{address}?{urlencode({'submission': numbers}, doseq=True)}")
