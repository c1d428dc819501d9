from django.http import HttpRequest, HttpResponse


def revision(request: HttpRequest, token: str) -> HttpResponse:
    raise NotImplementedError


def keep_typed(request: HttpRequest, token: str) -> HttpResponse:
    raise NotImplementedError
