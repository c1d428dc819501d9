"""The author sees the page as it will be, says what is wrong, and that it may carry their name."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from responses.languages.codes import tag
from responses.languages.paths import active
from responses.lib import prose
from responses.lib.origin import is_from_here
from responses.lib.sentences import cut
from responses.reading.drafts import page_of, show_images_at
from responses.reading.images import picture_answer
from responses.reading.site import page
from responses.submissions.acceptance import sentences
from responses.submissions.acceptance.frames import for_the_author
from responses.submissions.models import Submission
from responses.submissions.services.approving import version_asked
from responses.threads.errors import RemarkRefused
from responses.threads.models import Approval, AuthorRemark, Image, Revision
from responses.threads.models.agreements import REMARK_LENGTH
from responses.threads.services.approvals import approve, printed_names, remark

BEGINNING = 60  # characters of a paragraph, enough to know it by


@dataclass(frozen=True)
class Typed:
    """A remark that was not taken, to be shown again with why."""

    text: str = ""
    paragraph: str = ""
    refusal: str = ""


@for_the_author
def approval(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """The version that was asked about last. Approved is what the page showed, or nothing."""
    revision = version_asked(submission)
    if revision is None:
        raise Http404
    if request.method != "POST":
        return _shown(request, submission, revision, Typed())
    if not is_from_here(request):
        said = _("Please send this from here, not from another site.")
        return _shown(request, submission, revision, _typed(request, said), 403)
    if request.POST.get("revision") != str(revision.pk):
        said = _("The editors have saved another version since. This is it: please look once more.")
        return _shown(request, submission, revision, _typed(request, said), 409)
    return _done(request, submission, revision)


def _done(request: HttpRequest, submission: Submission, revision: Revision) -> HttpResponse:
    if "approve" in request.POST:
        approve(
            revision=revision,
            wording=sentences.approval_of(printed_names(revision), revision.number),
            version=sentences.APPROVAL_VERSION,
            language=active(),
        )
        return _back(request, "approved")
    try:
        remark(
            revision=revision,
            text=request.POST.get("text", ""),
            paragraph_id=_number(request.POST.get("paragraph")),
        )
    except RemarkRefused as refusal:
        return _shown(request, submission, revision, _typed(request, str(refusal)), 400)
    return _back(request, "remarked")


@for_the_author
def image(request: HttpRequest, submission: Submission, token: str, **wanted: Any) -> HttpResponse:
    """A picture of the version that is shown here; of no other."""
    revision = version_asked(submission)
    shown = (
        Image.objects.filter(revision_links__revision=revision, key=wanted["key"]).first()
        if revision
        else None
    )
    return picture_answer(shown, wanted["width"], wanted["extension"])


def _shown(
    request: HttpRequest, submission: Submission, revision: Revision, typed: Typed, status: int = 200
) -> HttpResponse:
    match: Any = request.resolver_match
    token = match.kwargs["token"]
    # Never in another language: that would be another edition.
    shape, found = page_of(revision, revision.edition.language)
    show_images_at(found, reverse("acceptance:approval_image", args=[token, "key", 1, "png"]))
    own = active()
    context = found | {
        "own_language": own,
        "own_tag": tag(own),
        "canonical": "",
        "alternates": [],
        "machine": None,
        "shape": shape,
        "number": submission.reference,
        "typed": typed,
        "was_approved": "approved" in request.GET,
        "was_remarked": "remarked" in request.GET,
        "details_at": reverse("acceptance:details", args=[token]),
    }
    context |= _asked(revision)
    # The page is in the text's language, as it will be; what is asked beside it in the author's.
    with translation.override(revision.edition.language):
        answer = page(request, "submissions/acceptance/approval.html", context, status=status)
    answer.headers["Content-Language"] = tag(revision.edition.language)
    return answer


def _asked(revision: Revision) -> dict[str, Any]:
    """What is asked about this version, and what the author has said of it."""
    remarks = AuthorRemark.objects.filter(revision=revision).select_related("revision").order_by("pk")
    return {
        "revision": revision,
        "text_tag": tag(revision.edition.language),
        "approved": Approval.objects.filter(revision=revision).first(),
        "sentence": sentences.approval_of(printed_names(revision), revision.number),
        "remarks": remarks,
        "paragraphs": _paragraphs(revision),
        "remark_length": REMARK_LENGTH,
    }


def _paragraphs(revision: Revision) -> list[tuple[int, int, str]]:
    """The id, the number on the page and the first words of each paragraph."""
    found = zip(revision.paragraph_ids, prose.paragraphs(revision.body), strict=False)
    return [(pk, place, cut(text, BEGINNING)) for place, (pk, text) in enumerate(found, start=1)]


def _typed(request: HttpRequest, refusal: str) -> Typed:
    return Typed(request.POST.get("text", ""), request.POST.get("paragraph", ""), refusal)


def _number(given: str | None) -> int | None:
    given = given or ""
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else None


def _back(request: HttpRequest, done: str) -> HttpResponse:
    match: Any = request.resolver_match
    return HttpResponseRedirect(
        f"{reverse('acceptance:approval', args=[match.kwargs['token']])}?{done}=1#say"
    )
