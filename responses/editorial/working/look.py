"""A text as readers would see it, before it is saved: written, shown, and taken back in one transaction.

So the page is made by the very code that makes the public one, and no draft has to be imitated.
"""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from responses.editorial.forms.essays import TextForm
from responses.languages.codes import tag
from responses.reading.drafts import page_of, show_images_at
from responses.reading.site import page
from responses.threads.models import Revision
from responses.threads.services.editions import Content


def look_of(request: HttpRequest, desk: Any, form: Any, row: Any, language: str) -> HttpResponse:
    """The page in ``language`` (the text's own by default), or a sentence on what it still needs."""
    form.is_valid()
    with transaction.atomic():
        revision = desk.written_for_a_look(form, row)
        answer = _page(request, revision, language or revision.edition.language) if revision else None
        transaction.set_rollback(True)
    return answer or HttpResponse(_("Choose what this text answers; then it can be shown."), status=422)


def content_so_far(form: TextForm) -> Content:
    """What the form holds, as far as it is any good: a page can be shown long before a save would pass."""
    typed = form.cleaned_data
    return Content(
        title=typed.get("title") or _("Without a title yet"),
        summary=typed.get("summary", ""),
        body=typed.get("body", ""),
        credits=tuple(each.line for each in typed.get("credits", ())),
    )


def _page(request: HttpRequest, revision: Revision, language: str) -> HttpResponse:
    shape, context = page_of(revision, language)
    show_images_at(context, reverse("admin:responses_image_file", args=["key", 1, "png"]))
    with translation.override(language):
        given = {"canonical": "", **context, "alternates": [], "machine": None, "shape": shape}
        answer = page(request, "editorial/look.html", given)
    answer.headers["Content-Language"] = tag(language)
    return answer
