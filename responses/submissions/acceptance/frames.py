"""What the author's pages have in common: their key, no cookie, no copy, nobody else's."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from responses.languages.codes import LANGUAGES
from responses.languages.paths import in_language
from responses.notifications.frame import frame
from responses.submissions.models import Submission
from responses.submissions.tokens import submission_by

View = Callable[..., HttpResponse]


def for_the_author(view: View) -> View:
    """The view of an accepted submission that has a draft, by its token; 404, the same for all others.

    No cookie is looked at, so a forged request could use no right of its victim's: whoever can name such an
    address may act by it.
    """

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answer(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        submission = submission_by(token)
        if submission is None or submission.essay_id is None:
            raise Http404
        response = view(request, submission, token, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return answer


def shown(
    request: HttpRequest, template: str, submission: Submission, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    paths = [(code, in_language(request.path, code)) for code in LANGUAGES]
    carried = frame(paths) | {"submission": submission, "number": submission.reference}
    return render(request, template, carried | context, status=status)
