"""Error pages: 404 in the reading room's own dress, the others without touching the database."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from responses.reading.site import page


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same answer for what never existed and for what is not public; says nothing of either."""
    context: dict[str, object] = {"canonical": "", "alternates": []}
    return page(request, "reading/not_found.html", context, status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)
