"""Which language a request is answered in."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from responses.languages.codes import tag
from responses.languages.paths import language_of

PRIVATE_PREFIXES = ("/admin/", "/accounts/")


class LanguageMiddleware:
    """The reading room takes its language from the address alone; the admin from its user.

    Django's own middleware would add ``Vary: Accept-Language`` to pages that do not vary.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        private = request.path_info.startswith(PRIVATE_PREFIXES)
        code = self._private_language(request) if private else language_of(request.path_info)
        translation.activate(code)
        request.LANGUAGE_CODE = code
        try:
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", tag(code))
            if private:
                patch_vary_headers(response, ("Accept-Language", "Cookie"))
            return response
        finally:
            translation.activate(settings.LANGUAGE_CODE)

    def _private_language(self, request: HttpRequest) -> str:
        chosen = getattr(getattr(request, "user", None), "language", "")
        return chosen or translation.get_language_from_request(request)
