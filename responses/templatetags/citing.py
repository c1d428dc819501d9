"""How a text is cited, on its own page: written in Python, for it is on every one of them."""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from responses.citations.files.formats import Format
from responses.citations.pieces import Piece, Reference
from responses.citations.references import references
from responses.citations.work import Work
from responses.languages.codes import tag
from responses.languages.paths import active
from responses.lib import dates
from responses.lib.filling import fill, together
from responses.reading.editions import ShownEdition
from responses.reading.machine import MachineData
from responses.reading.site import Site
from responses.reading.threads import ThreadPage
from responses.reading.works import file_paths, thread_file_paths, work_of, work_of_thread
from responses.templatetags.languages import attribute

register = template.Library()

# On paper stands the first reference alone.
FIRST, OTHER = fill(' class="citation"'), fill(' class="printing"')


@register.simple_tag
def links_to_cite(machine: MachineData) -> SafeString:
    """In the head: the address to cite (RFC 8574), and the files."""
    files = [
        fill('<link rel="alternate" type="{}" href="{}">', form.media_type, path)
        for form, path in file_paths(machine.shown)
    ]
    return together([fill('<link rel="cite-as" href="{}">', machine.work.url), *files])


@register.simple_tag
def cited(shown: ShownEdition, site: Site, machine: MachineData | None) -> SafeString:
    """References in every style; for a text that readers see, the files and the references to its version.

    ``machine`` is what the page's head says of the text; a draft's says nothing.
    """
    work = machine.work if machine else work_of(shown, site)
    plain, exact = _said_once(work, active())
    if not work.version:
        return plain
    return together([plain, _files(file_paths(shown)), exact])


@register.simple_tag
def cited_thread(page: ThreadPage, site: Site, machine: MachineData | None) -> SafeString:
    """References to a thread as a whole, and the files; closed, for it is most often a text that is cited."""
    plain, _exact = _said_once(work_of_thread(page, site), active())
    # A draft's page, which alone says nothing of its prompt to machines, has no files yet.
    files = fill("") if page.prompt and not machine else _files(thread_file_paths(page.thread))
    whole = '<details class="printing"><summary>{}</summary>{}{}</details>'
    return fill(whole, _("The thread as a whole"), plain, files)


def _files(found: Iterable[tuple[Format, str]]) -> SafeString:
    files = [fill('<a href="{}">{}</a>', path, form.name) for form, path in found]
    return fill('<p class="printing">{} {}</p>', _("For reference managers:"), together(files, " · "))


def _said(work: Work, page: str) -> tuple[SafeString, SafeString]:
    """The references to a text, and those to its exact version."""
    found = references(work, page)
    plain = _listed([(style, reference) for style, reference, _exact in found], page, first=FIRST)
    if not work.version:
        return plain, fill("")
    since = dates.long(work.version.since, page)
    label = _("This exact version: no. {number}, since {day}").format(number=work.version.number, day=since)
    kept = _("The address goes on showing the newest version; the editors keep every earlier one.")
    exact = _listed([(style, reference) for style, _plain, reference in found], page)
    folded = '<details class="printing"><summary>{}</summary><p>{}</p>{}</details>'
    return plain, fill(folded, label, kept, exact)


# What they say is the key, the day included, so what is kept can never be old.
_said_once = lru_cache(maxsize=1024)(_said)


def _listed(named: Iterable[tuple[str, Reference]], page: str, *, first: SafeString = OTHER) -> SafeString:
    items = []
    for place, (style, reference) in enumerate(named):
        written = together([_piece(piece, reference.language) for piece in reference.pieces])
        if lang := attribute(reference.language, page):
            written = fill("<span{}>{}</span>", lang, written)
        items.append(fill("<div{}><dt>{}</dt><dd>{}</dd></div>", OTHER if place else first, style, written))
    return fill('<dl class="references">{}</dl>', together(items))


def _piece(piece: Piece, language: str) -> str:
    if piece.language and piece.language != language:
        return fill('<span lang="{}">{}</span>', tag(piece.language), piece.text)
    return fill("<i>{}</i>", piece.text) if piece.is_slanted else piece.text
