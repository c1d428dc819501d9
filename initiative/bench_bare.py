"""The least that Django can cost on this machine: a constant view, and nothing of the site's around it.

By it one machine's budgets are read on another.
"""

import time

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path


def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse("constant\n", content_type="text/plain; charset=utf-8")


def spent(request: HttpRequest) -> HttpResponse:
    """CPU time of the serving process so far, in nanoseconds: of all its threads, user and system."""
    return HttpResponse(str(time.process_time_ns()), content_type="text/plain; charset=utf-8")


urlpatterns = [
    path("bench/constant/", constant, name="bench_constant"),
    path("bench/spent/", spent, name="bench_spent"),
]


def application() -> WSGIHandler:
    """What a server serves that has no other Django in its process."""
    settings.configure(ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, MIDDLEWARE=[])
    django.setup(set_prefix=False)
    return WSGIHandler()
