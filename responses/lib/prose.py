"""Essay bodies: a closed HTML subset, its one sanitiser, and every reading of it.

Stored bodies are what `clean` returns. All functions but `clean` and `from_numbered`
take that form and trust it.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from html import escape, unescape

import nh3
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from responses.lib import sentences
from responses.lib.addressing import BLOCK, addressed
from responses.lib.attributes import ALLOWED
from responses.lib.canon import NOTE_START, canonical
from responses.lib.characters import purge
from responses.lib.figures import Figure, images, shown, without
from responses.lib.joints import joined

__all__ = [
    "LIMIT",
    "ProseError",
    "clean",
    "first_sentence",
    "from_numbered",
    "images",
    "keep_images",
    "paragraphs",
    "render",
    "text",
    "to_numbered",
]

LIMIT = 1_000_000  # bytes of UTF-8


class ProseError(ValueError):
    """A text that cannot be taken; the message is a plain sentence for its author."""


_CLEANER = nh3.Cleaner(
    tags=set(ALLOWED) | {"hr", "br", "em", "strong", "sub", "sup"},
    attributes={tag: set(names) for tag, names in ALLOWED.items()} | {"span": {"lang", "data-footnote"}},
    clean_content_tags={"script", "style"},
    link_rel=None,
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
)

_SPAN = re.compile(r"<span( data-footnote=\"\")?[^>]*>|</span>")
_SUP = re.compile(r"<sup>([0-9]{1,4})</sup>")
_TAG = re.compile(r"<[^>]*>")


def clean(html: str) -> str:
    """Return *html* in the closed subset, safe and in canonical form; idempotent.

    Raises ProseError when the text, or what it becomes, is longer than LIMIT bytes.
    """
    html = _bounded(purge(html))
    # Bounded and balanced first, because HTML5 parsing of hostile markup takes quadratic
    # time; then nh3, which knows what browsers do and decides; then in our own writing again.
    shaped = _bounded(canonical(html))
    checked = _CLEANER.clean(shaped).replace("&nbsp;", "\xa0")
    return shaped if checked == shaped else canonical(checked)


def keep_images(html: str, known: Container[str]) -> str:
    """Return cleaned *html* with those images only whose keys are *known*; captions stay as paragraphs."""
    if all(key in known for key in images(html)):
        return html
    return clean(without(html, known))


def _bounded(html: str) -> str:
    # Escapes count as the one character they show, or a body could outgrow its own limit.
    escapes = 4 * html.count("&amp;") + 3 * (html.count("&lt;") + html.count("&gt;"))
    if len(html) - escapes > LIMIT or len(html.encode()) - escapes > LIMIT:
        raise ProseError("This text is too long: at most 1 MB is possible.")
    return html


def from_numbered(html: str, footnotes: Sequence[str], *, html_notes: bool) -> str:
    """Return *html* cleaned, each `<sup>n</sup>` of footnote n replaced by the note itself.

    A sup that is no footnote's number stays. Notes are plain text unless *html_notes*.
    A note whose number never occurs follows the last paragraph, so that no word is lost.
    """
    notes = [_note(note if html_notes else escape(note, quote=False)) for note in footnotes]
    cited: set[int] = set()

    def place(match: re.Match[str]) -> str:
        number = int(match[1])
        if not 1 <= number <= len(notes):
            return match[0]
        cited.add(number)
        return notes[number - 1]

    body = _SUP.sub(place, html)
    rest = "".join(note for number, note in enumerate(notes, 1) if number not in cited)
    return _with_last(clean(body), rest) if rest else clean(body)


def _note(note: str) -> str:
    # Cleaned by itself first: a stray end tag must not let the note out into the text.
    inner = clean(note)
    return f"{NOTE_START}{inner}</span>" if inner else ""


def _with_last(body: str, notes: str) -> str:
    last = max(body.rfind("</p>"), body.rfind("</li>"))
    return clean(f"{body}<p>{notes}</p>" if last < 0 else body[:last] + notes + body[last:])


def to_numbered(html: str) -> tuple[str, list[str]]:
    """Return the body with `<sup>n</sup>` for its notes, and the notes as inline HTML.

    The inverse of from_numbered: numbers that are no notes are written so that it skips them.
    """
    notes: list[str] = []
    out: list[str] = []
    for inner, is_note in _split(html):
        if is_note:
            notes.append(inner)
            out.append(f"<sup>{len(notes)}</sup>")
        else:
            out.append(_SUP.sub(lambda match: f"<sup>&#{ord(match[1][0])};{match[1][1:]}</sup>", inner))
    return "".join(out), notes


def _split(html: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of *html* in order: what lies outside notes, and each note's inner HTML."""
    here, depth, started = 0, 0, 0
    for match in _SPAN.finditer(html) if NOTE_START in html else ():
        if match[1]:
            yield html[here : match.start()], False
            depth, started = 1, match.end()
        elif depth:
            depth += -1 if match[0] == "</span>" else 1
            if depth == 0:
                yield html[started : match.start()], True
                here = match.end()
    yield html[here:], False


def paragraphs(html: str) -> list[str]:
    """Return the plain text of every paragraph in document order, notes left out.

    A paragraph is a p, h2-h4, the caption of a figure, a li without blocks in it, or a whole
    table (its caption and rows on lines, its cells parted by tabs).
    """
    body = "".join(piece for piece, is_note in _split(html) if not is_note)
    found = (match[2] or match[4] or match[6] or "" for match in BLOCK.finditer(body))
    return [_plain(inner) for inner in found]


def _plain(inner: str) -> str:
    if "<" in inner:
        lines = inner.replace("<br>", "\n").replace("</tr>", "\n").replace("</caption>", "\n")
        inner = _TAG.sub("", re.sub(r"</t[dh]>(?=<t[dh])", "\t", lines)).removesuffix("\n")
    return unescape(inner) if "&" in inner else inner


def text(html: str) -> str:
    """Return the plain text of all paragraphs, an empty line between them."""
    return "\n\n".join(paragraphs(html))


def first_sentence(html: str, *, limit: int = 300) -> str:
    """Return the first sentence of the first p, cut with "…" when over *limit* characters."""
    body = "".join(piece for piece, is_note in _split(html) if not is_note)
    match = re.search(r"<p\b[^>]*>(.*?)</p>", body)
    return sentences.first(_plain(match[1]), limit=limit) if match else ""


def render(
    html: str,
    ids: Sequence[int],
    *,
    prefix: str = "",
    notes_title: str,
    back_label: str,
    labels_tag: str = "",
    figures: Mapping[str, Figure] | None = None,
    link_label: str = "",
    beside: Mapping[int, SafeString] | None = None,
) -> SafeString:
    """Return the stored form as a page shows it: paragraphs with ids, notes as endnotes.

    *ids* are those of `paragraphs(html)`, in order; paragraphs beyond them get none.
    *prefix* keeps ids apart where several bodies share a page; *labels_tag* is the language (BCP 47) of
    title and label where the text around them is in another. *figures* are the images by key;
    of one that is missing only the caption shows. With a *link_label* each paragraph ends in a link to
    itself, called so; *beside* is what stands beside a paragraph, by its id.
    """
    notes: list[str] = []
    out: list[str] = []
    for inner, is_note in _split(html):
        if is_note:
            notes.append(joined(inner))
            out.append(_reference(prefix, len(notes)))
        else:
            out.append(joined(inner))
    lang = format_html(' lang="{}"', labels_tag) if labels_tag else ""
    label = format_html('aria-label="{}"{}', link_label, lang) if link_label else ""
    body = shown(addressed("".join(out), ids, prefix, label, beside or {}), figures or {})
    return mark_safe(body + _endnotes(notes, prefix, notes_title, back_label, lang))  # noqa: S308 - clean


def _reference(prefix: str, number: int) -> str:
    return (
        f'<sup class="note-ref" id="{prefix}fnref{number}">'
        f'<a href="#{prefix}fn{number}" role="doc-noteref">{number}</a></sup>'
    )


def _endnotes(notes: list[str], prefix: str, title: str, back_label: str, lang: str) -> str:
    if not notes:
        return ""
    items = "".join(
        f'<li id="{prefix}fn{number}">{note} <a href="#{prefix}fnref{number}" role="doc-backlink"'
        f' aria-label="{escape(back_label)}"{lang}>↩</a></li>'
        for number, note in enumerate(notes, 1)
    )
    heading = format_html("<h2{}>{}</h2>", lang, title)
    return f'<section class="notes" role="doc-endnotes">{heading}<ol>{items}</ol></section>'
