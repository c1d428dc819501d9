"""A site map of the tests' own: one page for each way in which an answer can come about."""

from django.contrib.admin import site
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError, connection
from django.http import HttpResponse, HttpResponseGone, HttpResponsePermanentRedirect
from django.urls import include, path


def plain(request):
    return HttpResponse("the same for everyone")


def personal(request):
    return HttpResponse(f"hello {request.user}")


def form(request):
    return HttpResponse(f"{request.POST.get('text', '')}|{request.GET.get('q', '')}")


def moved(request):
    return HttpResponsePermanentRedirect("/plain/")


def withdrawn(request):
    return HttpResponseGone("withdrawn")


def failing(request):
    raise ZeroDivisionError("a secret word")


def refusing(request):
    raise PermissionDenied


def suspicious(request):
    raise SuspiciousOperation


def locked(request):
    raise OperationalError("database is locked")


def mistaken(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM no_such_table")


views = (plain, personal, form, moved, withdrawn, failing, refusing, suspicious, locked, mistaken)
urlpatterns = [path(f"{view.__name__}/", view) for view in views] + [
    path("healthz", plain),
    path("accounts/personal/", personal),
    path("accounts/", include("allauth.urls")),
    path("admin/", site.urls),
]
