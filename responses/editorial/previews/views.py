"""A draft by link: GET shows it, POST leaves a note. No session, no cookie, no account."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import resolve, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from responses.editorial.errors import NoSuchPreview, NoteRefused, TooManyNotes
from responses.editorial.models import NOTE_LENGTH, PreviewLink
from responses.editorial.previews.pages import images_shown_by, preview_of
from responses.editorial.previews.services import find_preview, leave_note, open_preview
from responses.languages.codes import tag
from responses.lib.origin import is_from_here
from responses.reading.drafts import show_images_at
from responses.reading.images import picture_answer
from responses.reading.site import page


# No cookie is looked at here, so a forged request could use no right of its victim's: whoever can name the
# address may act by it anyway. A csrf cookie would add nothing but something to track by.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """The newest saved version, in the reading room's dress; once that is live, the way there."""
    try:
        if request.method == "POST":
            return _note(request, token)
        # Looking whether the link works, and coming back from one's own note, are no openings.
        uncounted = request.method == "HEAD" or "noted" in request.GET
        return _shown(request, (find_preview if uncounted else open_preview)(token=token))
    except NoSuchPreview:
        raise Http404 from None


@require_safe
def preview_image(request: HttpRequest, token: str, key: str, width: int, extension: str) -> HttpResponse:
    """A picture of a text that this link shows; of no other."""
    try:
        image = images_shown_by(find_preview(token=token)).filter(key=key).first()
    except NoSuchPreview:
        raise Http404 from None
    return picture_answer(image, width, extension)


def _note(request: HttpRequest, token: str) -> HttpResponse:
    link = find_preview(token=token)
    text = request.POST.get("note", "")
    with translation.override(link.language):
        if not is_from_here(request):
            return _shown(request, link, text, _("Please send the note from this page."), 403)
        try:
            leave_note(token=token, text=text)
        except (NoteRefused, TooManyNotes) as refusal:
            status = 429 if isinstance(refusal, TooManyNotes) else 400
            return _shown(request, link, text, str(refusal), status)
    return HttpResponseRedirect(f"{reverse('editorial:preview', args=[token])}?noted=1#note")


def _shown(
    request: HttpRequest, link: PreviewLink, typed: str = "", refusal: str = "", status: int = 200
) -> HttpResponse:
    found = preview_of(link)
    if found.context:
        token = resolve(request.path_info).kwargs["token"]
        show_images_at(found.context, reverse("editorial:preview_image", args=[token, "key", 1, "png"]))
    if found.live_at and not typed:
        return HttpResponseRedirect(found.live_at)
    with translation.override(link.language):
        context = {
            "canonical": "",
            **(found.context or {}),
            "alternates": [],
            "machine": None,
            "call": "",
            "shape": found.shape or "reading/base.html",
            "link": link,
            "typed": typed,
            "refusal": refusal,
            "noted": "noted" in request.GET,
            "note_length": NOTE_LENGTH,
        }
        answer = page(request, "editorial/preview.html", context, status=status)
    answer.headers["Content-Language"] = tag(link.language)
    return answer
