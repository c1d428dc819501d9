"""What holds for every page of this package: no copy anywhere, no cookie, and a flood only slows itself."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from responses.lib.networks import WHILE, number_of

View = Callable[..., HttpResponse]

# In a quarter of an hour, of one network: a campus with a lecture hall full of authors stays below.
AT_ONCE = {"essay": 1500, "code": 30, "resume": 400}
LONGEST = 10  # seconds


def kept_private(view: View) -> View:
    """Nobody signs in here: whoever has the address, or fills the form in, may; nothing else is looked at."""

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return answer


def wait_of(request: HttpRequest) -> timedelta:
    """How long the letter that leads back to an essay waits before it is sent; counts it."""
    return WHILE * ((number_of(request, "resume") - 1) // AT_ONCE["resume"])


def slow_down(request: HttpRequest, act: str) -> None:
    """Beyond a high ceiling the answer travels later; it is never another one.

    The gateway waits, so that nobody else does: no thread is kept for it.
    """
    beyond = number_of(request, act) - AT_ONCE[act]
    if beyond > 0:
        request.META["responses.pause"] = min(LONGEST, 1 + beyond // 60)
