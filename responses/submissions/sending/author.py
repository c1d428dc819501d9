"""The author's own page: where the essay stands, what was sent, how to take it back. GET shows, POST acts."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from responses.languages.paths import active, address
from responses.lib import dates, plain
from responses.lib.networks import network_of
from responses.lib.origin import is_from_here
from responses.reading.site import Site, page
from responses.submissions.acceptance.author import steps_of
from responses.submissions.addresses import page_at, path_to
from responses.submissions.decisions.revising import revision_of
from responses.submissions.errors import Unmoved
from responses.submissions.models import Submission
from responses.submissions.sending.forms import CodeForm
from responses.submissions.sending.guard import kept_private, slow_down
from responses.submissions.sending.pages import UNLISTED
from responses.submissions.sending.stands import said_of_state
from responses.submissions.sending.views import opened
from responses.submissions.services.ending import withdraw as take_back
from responses.submissions.services.inviting import code_for
from responses.submissions.services.letters import next_steps
from responses.submissions.services.sending import has_changes
from responses.submissions.services.writing import invite, throw_away
from responses.submissions.tokens import code_of, submission_by_code

# Where an answer is still to come, so that something happens next.
WITH_EDITORS = frozenset({Submission.State.RECEIVED, Submission.State.REVISION_IN})


@kept_private
def enter(request: HttpRequest) -> HttpResponse:
    """Type the code of an essay that was begun elsewhere."""
    if request.method != "POST":
        return _entrance(request, CodeForm())
    form = CodeForm(request.POST)
    if not is_from_here(request):
        return _entrance(request, form, status=403)
    form.is_valid()
    submission = submission_by_code(form.cleaned_data.get("code", ""))
    if submission is None:
        slow_down(request, "code")
        return _entrance(request, form, is_wrong=True, status=404)
    return HttpResponseRedirect(page_at("author", submission))


def _entrance(
    request: HttpRequest, form: CodeForm, *, is_wrong: bool = False, status: int = 200
) -> HttpResponse:
    context = UNLISTED | {"form": form, "is_wrong": is_wrong}
    return page(request, "submissions/enter.html", context, status=status)


@kept_private
def author(request: HttpRequest, token: str) -> HttpResponse:
    submission = opened(token)
    if request.method == "POST" and submission.state == Submission.State.UNFINISHED:
        return _unfinished(request, submission)
    zones = Site(active()).zones
    versions = [_row(submission, each, zones) for each in submission.versions.order_by("-number")]
    asked = request.GET.get("sent", "")
    context = {
        "revision": revision_of(submission, submission.content),
        "accepted": steps_of(submission),
        "state": said_of_state(submission),
        "versions": versions,
        "receipt": next((each for each in versions if str(each["version"].number) == asked), None),
        "is_wrong_code": "code" in request.GET,
        "is_kept": "kept" in request.GET,
        "is_open": submission.is_open_for_author(),
        "has_changes": bool(versions)
        and submission.state not in Submission.ENDED
        and has_changes(submission, versions[0]["version"]),
        "typed": {"title": submission.content.get("title", ""), "text": _typed_text(submission)},
        "is_awaited": submission.state in WITH_EDITORS,
        **next_steps(submission.call, active()),
    }
    return _shown(request, "submissions/author.html", submission, context)


def _unfinished(request: HttpRequest, submission: Submission) -> HttpResponse:
    """An access code for what came too late, or the end of it."""
    if "throw_away" in request.POST:
        throw_away(submission=submission)
        return page(request, "submissions/thrown_away.html", UNLISTED)
    slow_down(request, "code")
    invitation = code_for(
        call=submission.call, typed=request.POST.get("access_code", ""), network=network_of(request)
    )
    if invitation is None:
        return HttpResponseRedirect(f"{page_at('author', submission)}?code=wrong#still")
    invite(submission=submission, invitation=invitation)
    return HttpResponseRedirect(page_at("write", submission))


def _typed_text(submission: Submission) -> str:
    """What was typed, to read and to copy."""
    content = submission.content
    return plain.text_of(content.get("body", "")) if content.get("rich") else content.get("text", "")


def _row(submission: Submission, version: Any, zones: list[tuple[str, str]]) -> dict[str, Any]:
    return {
        "version": version,
        "at": dates.moment(version.sent_at, active(), zones),
        "address": page_at("version", submission, version.number),
        "total": version.words + version.characters,
    }


@kept_private
def version(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """What was sent, to read and to print."""
    submission = opened(token)
    found = submission.versions.filter(number=number).first() if number < 32_767 else None
    if found is None:
        raise Http404
    return _shown(
        request, "submissions/version.html", submission, _row(submission, found, Site(active()).zones)
    )


@kept_private
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    submission = opened(token)
    if request.method == "POST":
        try:
            take_back(submission=submission)
        except Unmoved as refusal:
            return _shown(
                request, "submissions/withdraw.html", submission, {"said": str(refusal)}, status=409
            )
        return HttpResponseRedirect(page_at("author", submission))
    if not submission.may_become(Submission.State.WITHDRAWN):
        return HttpResponseRedirect(page_at("author", submission))
    return _shown(request, "submissions/withdraw.html", submission, {"said": ""})


def _shown(
    request: HttpRequest, template: str, submission: Submission, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    site, call = Site(active()), submission.call
    title, language = call.title_in(active())
    given = UNLISTED | {
        "submission": submission,
        "call": call,
        "call_title": title,
        "call_language": language,
        "closes": dates.moment(call.closes_at, active(), site.zones),
        "call_at": address("call", call.slug),
        "code": code_of(submission),
        "author_at": page_at("author", submission),
        "write_at": page_at("write", submission),
        "withdraw_at": page_at("withdraw", submission),
        "can_withdraw": submission.may_become(Submission.State.WITHDRAWN),
        "enter_at": path_to("enter"),
        "contact": site.initiative.contact_email,
    }
    return page(request, template, given | context, status=status)
