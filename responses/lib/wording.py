"""A comparison in words: what kind of paragraph became which, and one sentence that sums it up."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from responses.lib.comparison import ADDED, CAME, REMOVED, WENT, Figures, Piece
from responses.lib.units import Form


def labels(piece: Piece) -> list[str]:
    """What is said beside a piece, without which colour alone would say it."""
    said = []
    if piece.kind in _KINDS:
        said.append(_kind(piece))
    if piece.was is not None:
        said.append(_reformed(piece.was, piece.form))
    if len(piece.new) > 1:
        said.append(_("split into %(count)s paragraphs") % {"count": len(piece.new)})
    if len(piece.old) > 1 and piece.new:
        said.append(_("merged from %(count)s paragraphs") % {"count": len(piece.old)})
    return said


_KINDS = (ADDED, REMOVED, CAME, WENT)


def _kind(piece: Piece) -> str:
    if piece.kind == CAME:
        return _("moved here from above") if piece.downwards else _("moved here from below")
    if piece.kind == WENT:
        return _("moved down from here") if piece.downwards else _("moved up from here")
    return _("new paragraph") if piece.kind == ADDED else _("paragraph removed")


def _reformed(was: Form, now: Form) -> str:
    before, after = form_words(was), form_words(now)
    return f"{before} → {after}" if before != after else _("structure changed")


def form_words(form: Form) -> str:
    """“Heading”, “numbered item, level 2”, “paragraph, quotation”."""
    names = {
        "p": _("paragraph"),
        "h2": _("heading"),
        "h3": _("subheading"),
        "h4": _("minor heading"),
        "li": _("numbered item") if form.is_numbered else _("list item"),
        "row": _("table row"),
        "caption": _("caption"),
        "figcaption": _("caption"),
        "figure": _("image"),
        "hr": _("line across"),
    }
    said = [names.get(form.kind, form.kind)]
    if form.level > 1:
        said.append(_("level %(number)s") % {"number": form.level})
    if form.is_quoted:
        said.append(_("quotation"))
    if form.lang:
        said.append(_("language %(tag)s") % {"tag": form.lang})
    return phrases(said)


def sentence(parts: Iterable[str]) -> str:
    """Parts as one sentence with a capital letter and a stop."""
    said = phrases(list(parts))
    return _("{sentence}.").format(sentence=said[:1].upper() + said[1:])


def figures_in_words(all_figures: Sequence[Figures]) -> list[str]:
    """“3 paragraphs changed”, “1 moved”, “12 words added”: what is not zero, summed up."""
    pairs = [
        (_total(all_figures, "changed"), _changed),
        (_total(all_figures, "moved"), _moved),
        (_total(all_figures, "added"), _added),
        (_total(all_figures, "removed"), _removed),
        (sum(each.came.words for each in all_figures), _words_added),
        (sum(each.gone.words for each in all_figures), _words_removed),
        (sum(each.came.characters for each in all_figures), _characters_added),
        (sum(each.gone.characters for each in all_figures), _characters_removed),
    ]
    return [say(number) for number, say in pairs if number]


def phrases(parts: Sequence[str]) -> str:
    text = parts[0] if parts else ""
    for each in parts[1:]:
        text = pgettext("phrases", "{0}, {1}").format(text, each)
    return text


def _total(all_figures: Sequence[Figures], name: str) -> int:
    return sum(getattr(each, name) for each in all_figures)


def _changed(n: int) -> str:
    return ngettext("%(n)s paragraph changed", "%(n)s paragraphs changed", n) % {"n": n}


def _moved(n: int) -> str:
    return ngettext("%(n)s paragraph moved", "%(n)s paragraphs moved", n) % {"n": n}


def _added(n: int) -> str:
    return ngettext("%(n)s paragraph added", "%(n)s paragraphs added", n) % {"n": n}


def _removed(n: int) -> str:
    return ngettext("%(n)s paragraph removed", "%(n)s paragraphs removed", n) % {"n": n}


def _words_added(n: int) -> str:
    return ngettext("%(n)s word added", "%(n)s words added", n) % {"n": n}


def _words_removed(n: int) -> str:
    return ngettext("%(n)s word removed", "%(n)s words removed", n) % {"n": n}


def _characters_added(n: int) -> str:
    return _("%(n)s 字 added") % {"n": n}


def _characters_removed(n: int) -> str:
    return _("%(n)s 字 removed") % {"n": n}
