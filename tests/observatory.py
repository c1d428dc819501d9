"""What Mozilla's HTTP Observatory would say of one answer.

Its published rules, from the repository mdn/mdn-http-observatory: the modifiers are those of
``src/grader/charts.js``, each test is the file of its name in ``src/analyzer/tests/``, and the sum is that of
``src/scanner/index.js``. Left out is what needs more than one answer: whether the site is on browsers'
preload list (taken as no), certificates, and policies in ``<meta http-equiv>``, of which this site has none.
"""

from collections.abc import Mapping
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

BASE = 100
# charts.js: MINIMUM_SCORE_FOR_EXTRA_CREDIT
NEEDED_FOR_BONUS = 90

BROAD = {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}
INLINE = {"'unsafe-inline'", "data:"}
SIX_MONTHS = 15_552_000  # the rule's own white lie of 180 days
PRIVATE_REFERRERS = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
OTHER_REFERRERS = {"origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"}


def score(headers: Mapping[str, str], body: str, cookies: SimpleCookie, *, url: str) -> int:
    """The points of one answer: 100 less its faults; with its merits only if 90 are left."""
    points = modifiers(headers, body, cookies, url=url).values()
    kept = BASE + sum(point for point in points if point < 0)
    return max(0, BASE + sum(points) if kept >= NEEDED_FOR_BONUS else kept)


def modifiers(headers: Mapping[str, str], body: str, cookies: SimpleCookie, *, url: str) -> dict[str, int]:
    """Each test's points, by the names that the Observatory gives its tests."""
    given = {name.lower(): value for name, value in headers.items()}
    policy = directives(given.get("content-security-policy", ""))
    return {
        "content-security-policy": _policy(policy),
        "cookies": _cookies(cookies, has_hsts=_hsts(given) == 0),
        "cross-origin-resource-sharing": _sharing(given),
        "cross-origin-resource-policy": _resource_policy(given),
        "redirection": _redirection(given, url),
        "referrer-policy": _referrer(given),
        "strict-transport-security": _hsts(given) if url.startswith("https:") else -20,
        "subresource-integrity": _integrity(given, body, url),
        "x-content-type-options": 0 if given.get("x-content-type-options") == "nosniff" else -5,
        "x-frame-options": _frames(given, policy),
    }


def directives(text: str) -> dict[str, set[str]]:
    """A content policy's directives (``cspParser.js``); a repeated one is an error there too."""
    found: dict[str, set[str]] = {}
    for part in filter(None, (each.split() for each in text.lower().split(";"))):
        if part[0] in found:
            raise ValueError(f"{part[0]} stands twice in the content policy")
        found[part[0]] = set(part[1:]) or {"'none'"}
    return found


def _policy(policy: dict[str, set[str]]) -> int:
    # csp.js, in its order: the first that applies.
    if not policy:
        return -25
    default = policy.get("default-src", {"*"})
    script, style = (policy.get(name, default) for name in ("script-src", "style-src"))
    active = {
        source
        for name, sources in policy.items()
        if name not in ("img-src", "media-src")
        for source in sources
    }
    passive = {source for name in ("img-src", "media-src") for source in policy.get(name, default)}
    rules = [
        (-20, script & (BROAD | INLINE) or policy.get("object-src", default) & BROAD),
        (-20, any(source.startswith(("http:", "ftp:")) for source in active)),
        (-10, "'unsafe-eval'" in script | style),
        (-10, any(source.startswith(("http:", "ftp:")) for source in passive)),
        (0, style & (BROAD | INLINE)),
        (10, default == {"'none'"}),
    ]
    return next((points for points, applies in rules if applies), 5)


def _cookies(cookies: SimpleCookie, *, has_hsts: bool) -> int:
    # cookies.js; the worst of all cookies counts.
    if not cookies:
        return 0
    found = [_cookie(name.lower(), each, has_hsts=has_hsts) for name, each in cookies.items()]
    return min(found)


def _cookie(name: str, cookie: Mapping[str, str], *, has_hsts: bool) -> int:
    signs_in = "login" in name or "sess" in name
    same_site = str(cookie["samesite"]).lower()
    rules = [
        (-40, signs_in and not cookie["secure"] and not has_hsts),
        (-30, signs_in and not cookie["httponly"]),
        (-20, "csrf" in name and not same_site),
        (-20, same_site not in ("", "lax", "strict", "none")),
        (-20, same_site == "none" and not cookie["secure"]),
        (-10, signs_in and not cookie["secure"]),
        (-20, not cookie["secure"] and not has_hsts),
        (-5, not cookie["secure"]),
        (0, not same_site),
    ]
    return next((points for points, applies in rules if applies), 5)


def _sharing(given: Mapping[str, str]) -> int:
    # cors.js: an origin that is echoed, with credentials, gives everything away.
    shared = given.get("access-control-allow-origin", "*")
    return -50 if shared != "*" and given.get("access-control-allow-credentials") == "true" else 0


def _resource_policy(given: Mapping[str, str]) -> int:
    # cross-origin-resource-policy.js
    said = given.get("cross-origin-resource-policy", "").strip().lower()
    return {"": 0, "cross-origin": 0, "same-site": 10, "same-origin": 10}.get(said, -5)


def _redirection(given: Mapping[str, str], url: str) -> int:
    # redirection.js: from http one goes first to https on the same host; https never leads back to http.
    here, there = urlsplit(url), urlsplit(given.get("location", ""))
    if here.scheme == "http":
        if there.scheme != "https":
            return -20
        return 0 if there.hostname == here.hostname else -5
    return -20 if there.scheme == "http" else 0


def _referrer(given: Mapping[str, str]) -> int:
    # referrer-policy.js: the last value that is one.
    if "referrer-policy" not in given:
        return 0
    said = [each.strip().lower() for each in given["referrer-policy"].split(",")]
    known = [each for each in said if each in PRIVATE_REFERRERS | OTHER_REFERRERS]
    return 5 if known and known[-1] in PRIVATE_REFERRERS else -5


def _hsts(given: Mapping[str, str]) -> int:
    # strict-transport-security.js
    parts = [part.strip().lower() for part in given.get("strict-transport-security", "").split(";")]
    ages = [part.removeprefix("max-age=") for part in parts if part.startswith("max-age=")]
    if not ages or not ages[0].isdecimal():
        return -20
    return 0 if int(ages[0]) >= SIX_MONTHS else -10


def _integrity(given: Mapping[str, str], body: str, url: str) -> int:
    # subresource-integrity.js: nothing to fault where every script is the site's own.
    if not given.get("content-type", "").startswith(("text/html", "application/xhtml+xml")):
        return 0
    sources = [str(node.attributes.get("src") or "") for node in LexborHTMLParser(body).css("script[src]")]
    own = f"https://{urlsplit(url).hostname}/"
    foreign = [src for src in sources if src.startswith("//") or ("://" in src and not src.startswith(own))]
    if any(not src.startswith("https:") for src in foreign):
        return -50
    return -5 if foreign else 0


def _frames(given: Mapping[str, str], policy: dict[str, set[str]]) -> int:
    # x-frame-options.js: the content policy's word comes before the old header's.
    if "frame-ancestors" in policy:
        return 5
    return 0 if given.get("x-frame-options", "").strip().lower() in ("deny", "sameorigin") else -20
