"""How fast one network may make us write to addresses: beyond a high ceiling slower, never refused."""

from datetime import timedelta

from django.http import HttpRequest

from responses.lib.networks import WHILE, number_of

AT_ONCE = 30  # letters in a quarter of an hour that do not wait


def wait_of(request: HttpRequest) -> timedelta:
    """How long the letter that this request asks for waits before it is sent; counts the request."""
    return WHILE * ((number_of(request, "follow") - 1) // AT_ONCE)
