"""The attributes of the closed HTML subset: which, where, and with what values."""

import re

from responses.lib.markup import Tag

_LANG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}")
_HREF = re.compile(r"(https?://|mailto:)(?=[^\s/?#])[^\s\\]{1,2000}", re.IGNORECASE)
# The key of an image: 128 random bits. Also what stands for a picture that is still to be stored.
_IMAGE = re.compile(r"[0-9a-f]{32}")
_SCOPES = {"row", "col", "rowgroup", "colgroup"}
_SMALLEST, _LARGEST = 2, {"start": 99_999, "colspan": 100, "rowspan": 100}

ALLOWED = {
    "a": ("href",),
    "ol": ("lang", "start"),
    "th": ("lang", "scope", "colspan", "rowspan"),
    "td": ("lang", "colspan", "rowspan"),
    "figure": ("data-image",),
} | dict.fromkeys(
    "p h2 h3 h4 blockquote ul li table caption figcaption thead tbody tr span".split(),
    ("lang",),
)


def escape(text: str) -> str:
    """Return *text* for an HTML text node."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute_text(tag: str, token: Tag) -> str:
    """Return the permitted attributes in canonical writing, each with a leading space."""
    if not token.raw or tag not in ALLOWED:
        return ""
    found = token.attributes()
    written = ((name, _value(name, found.get(name, ""))) for name in ALLOWED[tag])
    return "".join(f' {name}="{value}"' for name, value in written if value)


def _value(name: str, value: str) -> str:
    value = value.strip()
    if name == "href":
        return _link(value)
    if name == "lang":
        return value if _LANG.fullmatch(value) else ""
    if name == "data-image":
        return value if _IMAGE.fullmatch(value) else ""
    if name == "scope":
        return value.lower() if value.lower() in _SCOPES else ""
    small = value.isascii() and value.isdigit() and len(value) <= 5
    return str(int(value)) if small and _SMALLEST <= int(value) <= _LARGEST[name] else ""


def _link(value: str) -> str:
    value = re.sub(r"[\t\n\r]", "", value).replace(" ", "%20")
    match = _HREF.fullmatch(value)
    if not match:
        return ""
    return escape(match[1].lower() + value[match.end(1) :]).replace('"', "&quot;")
