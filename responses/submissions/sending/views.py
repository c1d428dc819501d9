"""The form: what is typed is kept first, whatever was pressed; then a page says how that went."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _

from responses.calls.models import Call, Invitation
from responses.languages.paths import active
from responses.lib import clock, keys, stamps
from responses.lib.networks import network_of
from responses.lib.origin import is_from_here
from responses.lib.prose import ProseError
from responses.submissions.addresses import page_at
from responses.submissions.decisions.seen import as_told
from responses.submissions.errors import KeptElsewhere
from responses.submissions.models import Submission
from responses.submissions.sending import acts
from responses.submissions.sending.content import content_of
from responses.submissions.sending.forms import STAMP
from responses.submissions.sending.guard import kept_private, slow_down, wait_of
from responses.submissions.sending.pages import closed_page, form_page
from responses.submissions.services import writing
from responses.submissions.services.inviting import code_for
from responses.submissions.services.letters import write_where_it_is
from responses.submissions.tokens import code_of, submission_by


def call_at(slug: str) -> Call:
    call = Call.objects.published().filter(slug=slug).first()
    if call is None:
        raise Http404
    return call


def opened(token: str) -> Submission:
    """The submission that a token opens. Raises Http404, the same for any token that opens nothing."""
    submission = submission_by(token)
    if submission is None:
        raise Http404
    return as_told(submission)


@kept_private
def submit(request: HttpRequest, slug: str) -> HttpResponse:
    """An essay for a call, from its first letter."""
    call = call_at(slug)
    if request.method != "POST":
        return _fresh(request, call)
    if refusal := _not_ours(request):
        sentence, status = refusal
        return form_page(request, call, _typed(request, call), said=sentence, status=status)
    slow_down(request, "essay")
    try:
        submission = _begun(request, call)
    except ProseError as error:
        return form_page(request, call, _typed(request, call), said=str(error), status=413)
    return _done(request, submission, based_on=1)


def _fresh(request: HttpRequest, call: Call) -> HttpResponse:
    code = request.GET.get("code", "")[:80]
    invited = code_for(call=call, typed=code, network=network_of(request))
    now = clock.now()
    late = invited is not None and invited.good_until is not None
    if not (call.opens_at <= now < call.closes_at or (now >= call.closes_at and late)):
        return closed_page(request, call)
    return form_page(request, call, {"access_code": code} if code else {})


def _not_ours(request: HttpRequest) -> tuple[str, int] | None:
    """Why a form that is tied to no essay yet is to be sent once more, with everything typed in it."""
    if not is_from_here(request):
        return _("Please send this from here, not from another site."), 403
    if request.POST.get("website"):
        return _("Please leave the last box empty, which nobody sees, and press the button once more."), 400
    if not stamps.is_timely(request.POST.get("stamp", ""), STAMP):
        return _("Please press the button once more. Everything you wrote is here."), 400
    return None


def _typed(request: HttpRequest, call: Call) -> dict[str, Any]:
    try:
        return content_of(request.POST, call, {})
    except ProseError:
        # Too long to keep: shown again as it was typed.
        short = request.POST.copy()
        short["text"] = ""
        return content_of(short, call, {}) | {"text": request.POST.get("text", "")}


def _begun(request: HttpRequest, call: Call) -> Submission:
    key = request.POST.get("key", "")
    return writing.begin(
        call=call,
        language=active(),
        content=content_of(request.POST, call, {}),
        key=key if keys.is_key(key) else "",
        invitation=_invitation(request, call, {}),
    )


@kept_private
def write(request: HttpRequest, token: str) -> HttpResponse:
    """The same form, for an essay that was begun; after the end, everything typed to read and to copy."""
    submission = opened(token)
    if request.method == "POST" and submission.state not in Submission.ENDED:
        slow_down(request, "essay")
        edit = request.POST.get("edit", "")
        return _done(request, submission, based_on=int(edit) if edit.isdecimal() and len(edit) < 9 else 0)
    if not submission.is_open_for_author():
        return HttpResponseRedirect(page_at("author", submission))
    errors, said = acts.problems_of(request, submission)
    return form_page(
        request, submission.call, submission.content, submission=submission, errors=errors, said=said
    )


def _done(request: HttpRequest, submission: Submission, *, based_on: int) -> HttpResponse:
    """Keep the form, then do what was pressed; every way ends on a page that a reload does not repeat."""
    call = submission.call
    try:
        submission = _kept(request, submission, based_on)
        where = _act(request)(request, submission)
        # Once it is sent, its receipt says where it is.
        submission.refresh_from_db(fields=["state", "content"])
        write_where_it_is(submission=submission, wait=lambda: wait_of(request))
        return HttpResponseRedirect(where)
    except KeptElsewhere as conflict:
        content = content_of(request.POST, call, conflict.current.content)
        return form_page(
            request,
            call,
            content,
            submission=submission,
            other=conflict.current,
            said=str(conflict),
            status=409,
        )
    except ProseError as error:
        typed = _typed(request, call)
        return form_page(request, call, typed, submission=submission, said=str(error), status=413)


def _kept(request: HttpRequest, submission: Submission, based_on: int) -> Submission:
    content = content_of(request.POST, submission.call, submission.content)
    if writing.says_the_same(content, submission.content):
        return submission
    invitation = _invitation(request, submission.call, submission.content)
    return writing.keep(submission=submission, content=content, based_on=based_on, invitation=invitation)


def _invitation(request: HttpRequest, call: Call, held: dict[str, Any]) -> Invitation | None:
    """That of a code which was not asked about before: the script keeps the form every few seconds."""
    typed = request.POST.get("access_code", "")[:80]
    known = typed == held.get("access_code", "")
    return None if known else code_for(call=call, typed=typed, network=network_of(request))


def _act(request: HttpRequest) -> Callable[[HttpRequest, Submission], str]:
    pressed = request.POST.get("act", "")
    # A file that was chosen is read before anything else, and nobody sends what they have not seen.
    if request.FILES.get("file"):
        return acts.read
    return acts.ACTS.get(pressed, acts.save)


@kept_private
def begin_keeping(request: HttpRequest, slug: str) -> HttpResponse:
    """What the script asks at the first pause: the essay's own address and code."""
    call = call_at(slug)
    if request.method != "POST":
        raise Http404
    if refusal := _not_ours(request):
        return JsonResponse({"refused": refusal[0]}, status=refusal[1])
    slow_down(request, "essay")
    try:
        return _keep_and_tell(request, _begun(request, call), based_on=1)
    except ProseError as error:
        return JsonResponse({"refused": str(error)}, status=413)


@kept_private
def keep_on(request: HttpRequest, token: str) -> HttpResponse:
    """What the script asks at every pause."""
    submission = opened(token)
    if request.method != "POST" or submission.state in Submission.ENDED:
        raise Http404
    edit = request.POST.get("edit", "")
    try:
        return _keep_and_tell(request, submission, int(edit) if edit.isdecimal() and len(edit) < 9 else 0)
    except ProseError as error:
        return JsonResponse({"refused": str(error)}, status=413)


def _keep_and_tell(request: HttpRequest, submission: Submission, based_on: int) -> HttpResponse:
    try:
        submission = _kept(request, submission, based_on)
    except KeptElsewhere as conflict:
        return JsonResponse({"refused": str(conflict), "other": page_at("write", submission)}, status=409)
    # An address that is being typed is not written to.
    if "settled" in request.POST:
        write_where_it_is(submission=submission, wait=lambda: wait_of(request))
    return JsonResponse(
        {
            "edit": submission.edit,
            "code": code_of(submission),
            "write": page_at("write", submission),
            "keep": page_at("keep", submission),
            "open": submission.is_open_for_author(),
        }
    )
