"""A linear reading of any HTML as a stream of tags and texts.

It forgives everything and promises two things: every character is looked at a
bounded number of times, and what is not clearly a tag comes out as text. Safety
does not rest on it agreeing with browsers: `prose.clean` escapes all text anew.
"""

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from responses.lib.characters import purge

# Browsers read these as raw text or as another language, so their content is never prose.
_RAW = {"script", "style", "textarea", "title", "noscript", "iframe", "xmp", "noembed", "noframes"}
_FOREIGN = {"svg", "math", "template"}

# Whatever follows, it matches, for the final ">" is optional: a broken tag is consumed in one go
# and becomes text, so no start can make the scanner read the same rest again.
_TAG = re.compile(r"""</?([a-zA-Z][^\s/<>]*+)((?:[^<>"'=]++|=\s*+"[^"]*+"|=\s*+'[^']*+'|["'=])*)(>?)""")
_ATTRIBUTE = re.compile(r"""([^\s/<>"'=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s<>"'=][^\s<>]*+)))?""")
# Names need their semicolon, or ?a=1&copy=2 would become a copyright sign.
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[a-zA-Z][a-zA-Z0-9]{1,31};)")


class Tag(NamedTuple):
    """One start or end tag; *raw* is the unread attribute text."""

    name: str
    closing: bool
    raw: str

    def attributes(self) -> dict[str, str]:
        """Return the attributes by lower-case name; of two with one name the first counts."""
        found: dict[str, str] = {}
        for name, double, single, bare in _ATTRIBUTE.findall(self.raw):
            found.setdefault(name.lower(), unescape(double or single or bare))
        return found


def unescape(text: str) -> str:
    """Resolve character references; an ampersand that starts none stays itself."""
    if "&" not in text:
        return text
    return purge(_REFERENCE.sub(lambda match: _resolved(match[0]), text))


# A text has few references, each of them many times.
_resolved = lru_cache(maxsize=256)(html.unescape)


def tokens(source: str) -> Iterator[Tag | str]:
    """Yield the tags and the unescaped texts of *source*, without foreign content."""
    skipping, depth = "", 0
    for token in _scan(source):
        if isinstance(token, str):
            if not skipping:
                yield token
        elif token.name in _FOREIGN and token.raw.endswith("/"):
            continue  # <svg/> has no content; waiting for its end would swallow the essay
        elif skipping:
            depth += 0 if token.name != skipping else -1 if token.closing else 1
            skipping = skipping if depth else ""
        elif token.name in _FOREIGN and not token.closing:
            skipping, depth = token.name, 1
        else:
            yield token


def _scan(source: str) -> Iterator[Tag | str]:
    here, end = 0, len(source)
    last_close, last_comment = source.rfind(">"), source.rfind("-->")
    while here < end:
        if source[here] != "<":
            start = source.find("<", here)
            start = end if start < 0 else start
            yield unescape(source[here:start])
            here = start
        elif match := _TAG.match(source, here):
            token = _token(match)
            yield token
            here = match.end()
            if isinstance(token, Tag) and token.name in _RAW and not token.closing:
                here = _after_raw(source, token.name, here)
        elif source.startswith("<!--", here) and last_comment > here:
            here = source.index("-->", here + 2) + 3
        elif source.startswith(("<!", "<?", "</"), here) and last_close > here:
            here = source.index(">", here) + 1
        else:
            yield "<"
            here += 1


def _token(match: re.Match[str]) -> Tag | str:
    if not match[3]:
        return unescape(match[0])
    return Tag(match[1].lower(), match[0][1] == "/", match[2])


def _after_raw(source: str, name: str, here: int) -> int:
    match = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(source, here)
    return match.start() if match else len(source)
