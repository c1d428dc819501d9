"""Figures: in a stored body the key of an image and perhaps a caption; on a page the image itself.

`<figure data-image="KEY"><figcaption>…</figcaption></figure>`, the caption left out where there is
none. KEY is 32 hexadecimal digits, the key of an image or, in a text that is still to be saved,
of a picture that comes along with it. No address and no alternative text: these are the image's.
"""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

_KEY = re.compile(r'<figure data-image="([0-9a-f]{32})">')
_WHOLE = re.compile(_KEY.pattern + r"(?:(<figcaption\b[^>]*>)(.*?)</figcaption>)?</figure>", re.DOTALL)
# A text is as wide as its measure, about 42rem, and on a narrower screen as wide as that.
_SIZES = "(min-width: 46rem) 42rem, 100vw"
_PREFERRED = 960  # pixels: for what does not know srcset


@dataclass(frozen=True)
class Figure:
    """An image as it stands on one page: an address for each width, and its words.

    The tags (BCP 47) of alternative text and credit are empty where they are the text's own language.
    """

    addresses: Mapping[int, str]
    width: int
    height: int
    alt: str
    alt_tag: str = ""
    credit: str = ""
    credit_tag: str = ""

    @property
    def src(self) -> str:
        return self.addresses[self.src_width]

    @property
    def src_width(self) -> int:
        fitting = [width for width in self.addresses if width <= _PREFERRED]
        return max(fitting) if fitting else min(self.addresses)

    @property
    def src_height(self) -> int:
        return max(1, round(self.height * self.src_width / self.width))


def images(html: str) -> list[str]:
    """The keys that the figures of *html*, which is cleaned, name: each once, in order."""
    return list(dict.fromkeys(_KEY.findall(html))) if "<figure" in html else []


def without(html: str, known: Container[str]) -> str:
    """*html* with a paragraph, of its caption, for each figure whose image is not *known*; to be cleaned."""

    def keep(match: re.Match[str]) -> str:
        key, start, caption = match.groups()
        if key in known:
            return match[0]
        return f"{start.replace('figcaption', 'p')}{caption}</p>" if start else ""

    return _WHOLE.sub(keep, html)


def shown(html: str, figures: Mapping[str, Figure]) -> str:
    """*html* with its figures as a page shows them."""

    def show(match: re.Match[str]) -> str:
        key, start, caption = match.groups()
        figure = figures.get(key)
        credit = _credit(figure) if figure else ""
        words = " ".join(filter(None, (caption, credit)))
        written = f"{start or '<figcaption>'}{words}</figcaption>" if words else ""
        image = _image(figure) if figure else ""
        return f"<figure>{image}{written}</figure>" if image or written else ""

    return _WHOLE.sub(show, html) if "<figure" in html else html


def _image(figure: Figure) -> SafeString:
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}"{}'
        ' loading="lazy" decoding="async">',
        figure.src,
        ", ".join(f"{address} {width}w" for width, address in sorted(figure.addresses.items())),
        _SIZES,
        figure.src_width,
        figure.src_height,
        figure.alt,
        _lang(figure.alt_tag),
    )


def _credit(figure: Figure) -> str:
    if not figure.credit:
        return ""
    return format_html("<small{}>{}</small>", _lang(figure.credit_tag), figure.credit)


def _lang(tag: str) -> SafeString | str:
    return format_html(' lang="{}"', tag) if tag else ""
