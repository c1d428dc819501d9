"""What all pages about decisions do alike."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse

from responses.submissions.desk import chosen
from responses.submissions.models import Submission

VIEW, MAY = "responses.view_submission", "responses.decide_submission"


def address_of(submission: Submission, request: HttpRequest | None = None) -> str:
    """The page on which a submission is read, within the list that ``request`` came from."""
    return chosen.address_of(submission.pk, chosen.asked_in(request) if request else QueryDict())


def onward(request: HttpRequest, name: str, *parts: object) -> str:
    """Another page about decisions, from which one comes back into the same list."""
    address = reverse(f"admin:responses_decision_{name}", args=parts)
    return chosen.with_list(address, chosen.asked_in(request))


def let_in(request: HttpRequest, right: str) -> None:
    if not request.user.has_perm(right):
        raise PermissionDenied


def data_of(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def number_in(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def page(
    request: HttpRequest, desk: Any, template: str, context: dict[str, Any], *, refused: bool = False
) -> HttpResponse:
    around = {**desk.admin_site.each_context(request), "subtitle": None, "opts": desk.opts}
    return TemplateResponse(
        request, f"submissions/decisions/{template}.html", around | context, status=409 if refused else 200
    )
