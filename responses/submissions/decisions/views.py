"""The desk's pages about decisions. GET shows, POST acts; a refusal is said on the page that asked."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from responses.people.signed_in import signed_in
from responses.submissions.decisions.errors import ChangedSince, DecisionsError
from responses.submissions.decisions.forms import DecideForm, LetterForm
from responses.submissions.decisions.letters import Shown, for_the_desk, shown
from responses.submissions.decisions.listing import answers_to, rounds_of
from responses.submissions.decisions.pages import (
    MAY,
    VIEW,
    address_of,
    data_of,
    let_in,
    number_in,
    onward,
    page,
)
from responses.submissions.decisions.placeholders import NAMES, OF_KIND
from responses.submissions.decisions.values import digest_of
from responses.submissions.decisions.waiting import said_applied
from responses.submissions.desk.covering import Covering
from responses.submissions.models import Decision, Submission
from responses.submissions.services import applying, deciding
from responses.submissions.services.reading import READ, record_access


def decide(request: HttpRequest, pk: int, desk: Any) -> HttpResponse:
    """Write a decision on one submission; where one is pending, that is shown."""
    let_in(request, MAY)
    submission = _submission(pk)
    if request.method != "POST" and (pending := submission.decisions.pending().first()):
        return redirect(onward(request, "change", pending.pk))
    newest = deciding.newest_of(submission)
    initial = {"kind": request.GET.get("kind", ""), "about": newest.pk}
    form = DecideForm(data_of(request), zone=submission.call.zone, initial=initial)
    if form.is_bound and form.is_valid() and (made := _decided(request, submission, form)):
        return redirect(onward(request, "change", made.pk))
    context = {
        "title": _("Decide on %(number)s") % {"number": submission.reference},
        "submission": submission,
        "version": newest,
        "name": Covering(submission).title(newest),
        "form": form,
        "back": address_of(submission, request),
    }
    return page(request, desk, "decide", context, refused=form.is_bound)


def _decided(request: HttpRequest, submission: Submission, form: DecideForm) -> Decision | None:
    about = submission.versions.filter(pk=form.cleaned_data["about"]).first()
    if about is None:
        raise Http404
    kind = form.cleaned_data["kind"]
    try:
        return deciding.decide(
            submission=submission, kind=kind, about=about, user=signed_in(request), said=form.said
        )
    except DecisionsError as refusal:
        form.add_error(None, str(refusal))
        return None


def change(request: HttpRequest, pk: int, desk: Any) -> HttpResponse:
    """One decision with its letter: looked at, reworded, let go; once applied, only looked at."""
    let_in(request, MAY)
    found = _shown(pk)
    if found.decision.applied_at is not None:
        return _letter_page(request, desk, found, None)
    if request.method != "POST":
        return _letter_page(request, desk, found, _letter_form(found, None))
    if "save" in request.POST:
        return _saved(request, desk, found)
    try:
        return _acted(request, found)
    except DecisionsError as refusal:
        messages.error(request, str(refusal))
        return redirect(onward(request, "change", pk))


def _acted(request: HttpRequest, found: Shown) -> HttpResponse:
    """The acts of the letter's page but saving: each says what it did."""
    decision, user = found.decision, signed_in(request)
    if "apply" in request.POST:
        applying.apply(decision=decision, user=user, shown=request.POST.get("shown", ""))
        messages.success(request, said_applied(1))
        return redirect("admin:responses_decision_waiting", decision.submission.call_id)
    if "anew" in request.POST:
        deciding.write_anew(decision=decision, user=user)
        messages.success(request, _("Written anew in the words of the template."))
    elif "test" in request.POST:
        applying.send_to_oneself(decision=decision, user=user)
        messages.success(request, _("A copy goes to %(address)s.") % {"address": user.email})
    elif "stand" in request.POST:
        version = decision.submission.versions.filter(pk=number_in(request.POST["stand"])).first()
        if version is None:
            raise Http404
        deciding.stand(decision=decision, version=version, user=user)
        messages.success(request, _("The decision is about version %s now.") % version.number)
    return redirect(onward(request, "change", decision.pk))


def _saved(request: HttpRequest, desk: Any, found: Shown) -> HttpResponse:
    form, decision = _letter_form(found, request.POST), found.decision
    if form.is_valid():
        typed = form.cleaned_data
        words = {"subject": typed["subject"], "text": typed["text"], "shown": typed["shown"]}
        try:
            deciding.change(decision=decision, said=form.said, user=signed_in(request), **words)
        except ChangedSince as refusal:
            form.add_error(None, str(refusal))
            # The next save knows of what was saved meanwhile, which the page shows beside it.
            retyped: Any = request.POST.copy()
            retyped["shown"] = digest_of(decision)
            form.data = retyped
        except DecisionsError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved. Nothing has been sent."))
            return redirect(onward(request, "change", decision.pk))
    return _letter_page(request, desk, found, form)


def _letter_form(found: Shown, data: Any) -> LetterForm:
    form = LetterForm(data, decision=found.decision, zone=found.decision.submission.call.zone)
    form.initial["shown"] = digest_of(found.decision)
    return form


def _letter_page(request: HttpRequest, desk: Any, found: Shown, form: LetterForm | None) -> HttpResponse:
    decision = found.decision
    context = {
        "title": f"{decision.submission.reference} · {decision.get_kind_display()}",
        "each": found,
        "answered": answers_to(decision, Covering(decision.submission), decision.about.language),
        "decision": decision,
        "form": form,
        "names": [(name, NAMES[name]) for name in OF_KIND[decision.kind]],
        "waiting": reverse("admin:responses_decision_waiting", args=[decision.submission.call_id]),
        "call_off": onward(request, "call_off", decision.pk),
        "back": address_of(decision.submission, request),
    }
    return page(request, desk, "decision", context, refused=form is not None and form.is_bound)


def call_off(request: HttpRequest, pk: int, desk: Any) -> HttpResponse:
    let_in(request, MAY)
    decision = get_object_or_404(Decision.objects.pending().select_related("submission__call"), pk=pk)
    if request.method == "POST":
        deciding.call_off(submission=decision.submission, user=signed_in(request))
        messages.success(request, _("Called off. Nobody has heard of it."))
        return redirect(address_of(decision.submission, request))
    context = {
        "title": _("Call off the decision on %(number)s") % {"number": decision.submission.reference},
        "decision": decision,
    }
    return page(request, desk, "call_off", context)


def rounds(request: HttpRequest, pk: int, desk: Any) -> HttpResponse:
    """What a submission has been through: versions, decisions, letters, points and answers."""
    let_in(request, VIEW)
    submission = _submission(pk)
    record_access(READ, submissions=[submission], user=signed_in(request))
    context = {
        "title": _("Rounds of %(number)s") % {"number": submission.reference},
        "submission": submission,
        "rounds": rounds_of(submission),
        "may_decide": request.user.has_perm(MAY),
        "back": address_of(submission, request),
    }
    return page(request, desk, "rounds", context)


def _submission(pk: int) -> Any:
    return get_object_or_404(Submission.objects.sent().with_names_rule(), pk=pk)


def _shown(pk: int) -> Shown:
    found = shown(for_the_desk(Decision.objects.filter(pk=pk)))
    if not found:
        raise Http404
    return found[0]
