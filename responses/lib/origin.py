"""Whether a form without a cookie was this site's own, as far as the browser says."""

from urllib.parse import urlsplit

from django.http import HttpRequest

# A browser that sends no referrer calls its own origin "null".
OWN_SITE = ("same-origin", "none")


def is_from_here(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin", "null")
    at_home = origin == "null" or urlsplit(origin).netloc == request.get_host()
    return at_home and request.headers.get("Sec-Fetch-Site", "none") in OWN_SITE
