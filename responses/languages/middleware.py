"""Which language a request is answered in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from responses.languages.codes import tag
from responses.languages.paths import PLAIN, in_language, language_of

# Where people sign in.
PRIVATE_PREFIXES = ("/admin/", "/accounts/")
# Where a token in the address opens a draft, or what a reader follows: nobody signs in, and nothing is in
# three languages. Without a token, the latter is a page of the reading room.
KEYED_PREFIXES = ("/preview/", "/follow/")
# Where a token opens what an author wrote: its own key too, but in three languages.
AUTHORS_PREFIX = "/submissions/"


def is_keyed(path: str) -> bool:
    """Whether an address is its own key."""
    return _is_keyed_in_one_language(path) or is_authors(path)


def is_authors(path: str) -> bool:
    """Whether an address is the key to an author's own page."""
    bare = in_language(path, PLAIN)
    return bare.startswith(AUTHORS_PREFIX) and bare != AUTHORS_PREFIX


def _is_keyed_in_one_language(path: str) -> bool:
    return f"{path}/".startswith("/preview/") or (path.startswith("/follow/") and path != "/follow/")


def is_unlisted(path: str) -> bool:
    """Whether an address belongs to no language, and is nobody else's business."""
    return path.startswith(PRIVATE_PREFIXES) or _is_keyed_in_one_language(path)


class LanguageMiddleware:
    """The reading room takes its language from the address alone; the admin from its user.

    Where the address is a key it is the browser's, until a draft or a follower brings its own.

    Django's own middleware would add ``Vary: Accept-Language`` to pages that do not vary.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        private = request.path_info.startswith(PRIVATE_PREFIXES)
        unlisted = is_unlisted(request.path_info)
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
            translation.activate(PLAIN)

    def _asked_for(self, request: HttpRequest, private: bool) -> str:
        # Looking at the user opens the session, which a preview must never do.
        chosen = getattr(getattr(request, "user", None), "language", "") if private else ""
        return chosen or translation.get_language_from_request(request)
