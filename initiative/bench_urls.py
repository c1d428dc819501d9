"""The site map with two addresses that only the bench's own server has."""

import time

from django.http import HttpRequest, HttpResponse
from django.urls import path

from initiative import urls
from initiative.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def constant(request: HttpRequest) -> HttpResponse:
    """The least that a page can cost here: the server, Django and the site's middleware."""
    return HttpResponse("constant\n", content_type="text/plain; charset=utf-8")


def spent(request: HttpRequest) -> HttpResponse:
    """CPU time of the serving process so far, in nanoseconds: of all its threads, user and system."""
    return HttpResponse(str(time.process_time_ns()), content_type="text/plain; charset=utf-8")


urlpatterns = [
    path("bench/constant/", constant, name="bench_constant"),
    path("bench/spent/", spent, name="bench_spent"),
    *urls.urlpatterns,
]
