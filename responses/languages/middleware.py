"""Which language a request is answered in."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from responses.languages.codes import tag
from responses.languages.paths import language_of

# Where people sign in.
PRIVATE_PREFIXES = ("/admin/", "/accounts/")
# Where a token in the address opens a draft: nobody signs in, and nothing is in three languages.
PREVIEW_PREFIX = "/preview/"
UNLISTED_PREFIXES = (*PRIVATE_PREFIXES, PREVIEW_PREFIX)


class LanguageMiddleware:
    """The reading room takes its language from the address alone; the admin from its user.

    Under ``/preview/`` it is the browser's, until a draft brings its own.

    Django's own middleware would add ``Vary: Accept-Language`` to pages that do not vary.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        private = request.path_info.startswith(PRIVATE_PREFIXES)
        unlisted = request.path_info.startswith(UNLISTED_PREFIXES)
        code = self._asked_for(request, private) if unlisted else language_of(request.path_info)
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

    def _asked_for(self, request: HttpRequest, private: bool) -> str:
        # Looking at the user opens the session, which a preview must never do.
        chosen = getattr(getattr(request, "user", None), "language", "") if private else ""
        return chosen or translation.get_language_from_request(request)
