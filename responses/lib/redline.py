"""A comparison as HTML: what went in `del`, what came in `ins`, each said in words to those who listen.

Whatever is not the texts' own stands in elements of class "sign"; without these, and without `ins` (or
`del`), the text of the page is the old text (or the new one). Links are shown, not made.
"""

import re
from collections.abc import Iterable, Sequence
from html import unescape
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from responses.lib.comparison import CAME, WENT, Piece
from responses.lib.runs import Run
from responses.lib.units import BREAK, CELL, END, NOTE, THING, Marks

_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_SHAPES = ("em", "strong", "sub", "sup")
_NAMES = {
    "em": gettext_noop("emphasis"),
    "strong": gettext_noop("strong emphasis"),
    "sub": gettext_noop("subscript"),
    "sup": gettext_noop("superscript"),
    "a": gettext_noop("link"),
    "span": gettext_noop("language"),
    "th": gettext_noop("head cell"),
    "td": gettext_noop("cell"),
}


def redline(piece: Piece, *, tag: str = "") -> SafeString:
    """The inside of a piece's element; *tag* is the language of the page, where the text is in another."""
    # What moved away is told of as a whole: struck through word by word it would look like lost.
    runs = [run._replace(op="=") for run in piece.runs] if piece.kind == WENT else piece.runs
    body = _joined(_stretch(stretch, tag) for stretch in _by_notes(runs))
    if piece.kind == CAME:
        return format_html('<ins class="moved">{}{}</ins>', sign(_("moved here:"), tag, hidden=True), body)
    if piece.kind == WENT:
        return format_html('<del class="moved">{}{}</del>', sign(_("moved away:"), tag, hidden=True), body)
    return body


def sign(words: str, tag: str = "", *, hidden: bool = False) -> SafeString:
    """Words of ours amid a text; ``hidden`` ones are for those who listen."""
    lang = format_html(' lang="{}"', tag) if tag else ""
    return format_html('<span class="{}"{}>{} </span>', "sign unseen" if hidden else "sign", lang, words)


def _by_notes(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs in stretches: the text, a note, the text again."""
    stretches: list[list[Run]] = []
    for run in runs:
        if not stretches or run.kind == NOTE or run.in_note != stretches[-1][-1].in_note:
            stretches.append([])
        stretches[-1].append(run)
    return stretches


def _stretch(runs: Sequence[Run], tag: str) -> SafeString:
    body = _joined(_changed(op, list(same), tag) for op, same in groupby(runs, key=lambda run: run.op))
    return format_html('<span class="note">{}</span>', body) if runs[0].in_note else body


def _changed(op: str, runs: Sequence[Run], tag: str) -> SafeString:
    body = _joined(_run(run, tag) for run in runs)
    if op == "=":
        return body
    name = "words" if any(run.kind or run.text.strip() for run in runs) else "space"
    if op == "+":
        return format_html('<ins class="{}">{}{}</ins>', name, sign(_("added:"), tag, hidden=True), body)
    return format_html('<del class="{}">{}{}</del>', name, sign(_("removed:"), tag, hidden=True), body)


def _run(run: Run, tag: str) -> SafeString:
    if run.kind:
        return _structure(run, tag)
    shown: SafeString | str = run.text
    for name, attributes in reversed(run.marks):
        shown = _marked(name, attributes, shown)
    if run.was is None:
        return format_html("{}", shown)
    words = _restyled(run.was, run.marks)
    return format_html('<span class="restyled">{}{}</span>', shown, sign(f"[{words}]", tag))


def _structure(run: Run, tag: str) -> SafeString:
    if run.kind == CELL:
        edge = sign("│", tag) if run.text else ""
        words = sign(f"[{_restyled(run.was, run.marks)}]", tag) if run.was is not None else ""
        return format_html("{}{}{}", edge, run.text, words)
    if run.kind == BREAK:
        return format_html("{}{}<br>", sign("↵", tag) if run.op != "=" else "", run.text)
    if run.kind == END:
        return format_html("{}{}<br>", sign("¶", tag), run.text)
    if run.kind == NOTE:
        return sign(_("Note:"), tag)
    return sign(_thing(run.kind.removeprefix(f"{THING} ")), tag)


def _thing(written: str) -> str:
    if written.startswith("figure"):
        return _("[image %(key)s]") % {"key": _values(written).get("data-image", "")[:8]}
    return _("[line across]") if written == "hr" else f"[{written}]"


def _marked(name: str, attributes: str, shown: SafeString | str) -> SafeString:
    values = _values(attributes)
    if name == "a":
        return format_html('<span class="link" title="{}">{}</span>', values.get("href", ""), shown)
    if name in _SHAPES:
        return format_html(f"<{name}>{{}}</{name}>", shown)
    if values.get("lang"):
        return format_html('<span lang="{}">{}</span>', values["lang"], shown)
    return format_html("{}", shown)


def _values(attributes: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}


def _restyled(was: Marks, marks: Marks) -> str:
    """What became of the markup, in words: “emphasis added; link: old → new”."""
    gone, come = (dict(side) for side in (was, marks))
    said = []
    for name in dict.fromkeys([*gone, *come]):
        before, after = gone.get(name), come.get(name)
        if before == after:
            continue
        word = _(_NAMES[name]) if name in _NAMES else name
        if before is not None and after is not None:
            said.append(f"{word}: {_plain(before)} → {_plain(after)}")
        else:
            pattern = _("%(what)s added") if before is None else _("%(what)s removed")
            target = _plain(after or before or "")
            said.append(pattern % {"what": f"{word} {target}" if target != "–" else word})
    return "; ".join(said) or _("order of markup")


def _plain(attributes: str) -> str:
    return ", ".join(_values(attributes).values()) or "–"


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))
