"""The author's pages after acceptance. GET shows, POST acts; the address is the key."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from responses.languages.paths import active
from responses.lib.origin import is_from_here
from responses.submissions.acceptance import sentences
from responses.submissions.acceptance.forms import DetailsForm
from responses.submissions.acceptance.frames import for_the_author, shown
from responses.submissions.errors import ChangedElsewhere, PhotoRefused, SubmissionsError, Unmoved
from responses.submissions.models import Acceptance, Submission
from responses.submissions.services.approving import version_asked
from responses.submissions.services.crediting import edition_made
from responses.submissions.services.details import forget_photo, keep_details, keep_photo, send_details
from responses.threads.models import KeptFile
from responses.threads.services.consents import consents_of
from responses.threads.services.files import place_of

LARGEST_PHOTO = 10_000_000


@for_the_author
def details(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """Names, affiliation, bio, photograph, consents."""
    acceptance = submission.acceptance
    if request.method != "POST":
        return _details(request, submission, _form(submission, _filled(acceptance)))
    form = _form(submission, request.POST)
    if "keep" in request.POST and is_from_here(request):
        return _kept(acceptance, form)
    try:
        _check_origin(request)
        _photo(request, submission)
        keep_details(acceptance=acceptance, details=form.typed, based_on=_number(request.POST.get("edit")))
        if "send" in request.POST:
            _check_sentences(request)
    except SubmissionsError as refusal:
        return _details(request, submission, form, refusal=str(refusal), status=409)
    return _sent(request, submission, form) if "send" in request.POST else _back(request, "kept")


def _sent(request: HttpRequest, submission: Submission, form: DetailsForm) -> HttpResponse:
    if not form.is_valid():
        return _details(request, submission, form, status=400)
    send_details(submission=submission, language=active(), **form.said)
    return _back(request, "sent")


def _check_origin(request: HttpRequest) -> None:
    if not is_from_here(request):
        raise Unmoved(_("Please send this from here, not from another site."))


def _check_sentences(request: HttpRequest) -> None:
    """What is agreed to is what was shown. Raises ``Unmoved``."""
    if request.POST.get("sentences") != sentences.versions():
        raise Unmoved(
            _("One of the sentences has changed since you opened this page. Please read them once more.")
        )


@for_the_author
def photo(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """The author's own photograph, to themselves."""
    return photo_answer(submission.authors.select_related("photo").get(position=0).photo)


def photo_answer(kept: KeptFile | None) -> HttpResponse:
    """A picture of ours, so of a kind we know. Raises ``Http404``."""
    place = place_of(kept) if kept else None
    if kept is None or place is None or not place.is_file():
        raise Http404
    kind = "image/png" if kept.name.endswith(".png") else "image/jpeg"
    return HttpResponse(place.read_bytes(), content_type=kind)


def _form(submission: Submission, data: Any) -> DetailsForm:
    author = submission.authors.select_related("submission").get(position=0)
    return DetailsForm(data, author=author, language=edition_made(submission).language)


def _filled(acceptance: Acceptance) -> dict[str, str] | None:
    """What was kept of the form; None for a page that nobody has filled in yet."""
    kept: Any = acceptance.details
    if not isinstance(kept, dict) or not kept:
        return None
    return {name: text for name, text in kept.items() if isinstance(text, str)}


def _details(
    request: HttpRequest, submission: Submission, form: DetailsForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    if request.method != "POST" and form.is_bound:
        # What was kept is shown as it was typed; what it still lacks is said once it is sent.
        form = _unjudged(form)
    acceptance = Acceptance.objects.get(submission=submission)
    asked = version_asked(submission)
    context = {
        "form": form,
        "refusal": refusal,
        "edit": acceptance.edit,
        "sentences": sentences.versions(),
        "answered_at": acceptance.answered_at,
        "was_kept": "kept" in request.GET,
        "was_sent": "sent" in request.GET,
        "photo": submission.authors.get(position=0).photo_id,
        "refuses": _refuses(submission),
        "has_approval": asked is not None,
        "token": request.resolver_match.kwargs["token"] if request.resolver_match else "",
    }
    return shown(request, "submissions/acceptance/details.html", submission, context, status=status)


def _unjudged(form: DetailsForm) -> DetailsForm:
    fresh = DetailsForm(None, author=form.author, language=form.language)
    fresh.initial = {name: form.data[name] for name in form.names_of_fields if name in form.data}
    return fresh


def _refuses(submission: Submission) -> bool:
    """Whether the author said last that it may not be published."""
    essay: Any = submission.essay
    said = consents_of(essay).get("publish")
    return said is not None and not said.granted


def _kept(acceptance: Acceptance, form: DetailsForm) -> HttpResponse:
    """The answer to a script that keeps what is typed."""
    based_on = _number(form.data.get("edit"))
    try:
        return JsonResponse(
            {"edit": keep_details(acceptance=acceptance, details=form.typed, based_on=based_on)}
        )
    except ChangedElsewhere as refusal:
        return JsonResponse({"refusal": str(refusal)}, status=409)


def _photo(request: HttpRequest, submission: Submission) -> None:
    """Kept at once, whatever else is wrong with the form: a browser sends no file a second time."""
    sent = request.FILES.get("photo_file")
    if sent:
        if (sent.size or 0) > LARGEST_PHOTO:
            raise PhotoRefused(_("This file is larger than 10 MB. Save the picture smaller and try again."))
        keep_photo(submission=submission, data=sent.read())
    elif "remove_photo" in request.POST:
        forget_photo(submission=submission)


def _number(given: str | None) -> int:
    given = given or ""
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0


def _back(request: HttpRequest, done: str) -> HttpResponse:
    match: Any = request.resolver_match
    return HttpResponseRedirect(
        f"{reverse('acceptance:details', args=[match.kwargs['token']])}?{done}=1#done"
    )
