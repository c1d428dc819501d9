"""The links to a draft as the desk lists them, with the notes left there."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from responses.editorial.models import PreviewLink, PreviewNote
from responses.editorial.states import Zones, moment
from responses.threads.models import Edition, Essay, Thread


@dataclass(frozen=True)
class LinkLine:
    """One link in words; ``pk`` is what revoking it names."""

    pk: int
    state: str
    made: str
    opened: str
    is_open: bool


@dataclass(frozen=True)
class NoteLine:
    when: str
    text: str


def links_to(shown: Edition | Thread | Essay) -> QuerySet[PreviewLink]:
    """Newest first; those to any edition of an essay, when that is asked for."""
    links = PreviewLink.objects.select_related("created_by").order_by("-created_at", "-pk")
    if isinstance(shown, Thread):
        return links.filter(thread=shown)
    return links.filter(edition__essay=shown) if isinstance(shown, Essay) else links.filter(edition=shown)


def link_lines(shown: Edition | Thread, zones: Zones) -> list[LinkLine]:
    return [
        LinkLine(
            link.pk,
            _state(link, zones),
            _("made %(moment)s by %(user)s")
            % {"moment": moment(link.created_at, zones), "user": link.created_by},
            ngettext("opened %(count)s time", "opened %(count)s times", link.opened) % {"count": link.opened},
            link.is_open,
        )
        for link in links_to(shown)
    ]


def note_lines(shown: Edition | Thread | Essay, zones: Zones) -> list[NoteLine]:
    """What the links' readers left, newest first."""
    notes = PreviewNote.objects.filter(link__in=links_to(shown)).order_by("-created_at", "-pk")
    return [NoteLine(moment(note.created_at, zones), note.text) for note in notes]


def unhandled_notes() -> QuerySet[PreviewNote]:
    """The notes that nobody has dealt with, oldest first; not those on what was set aside."""
    notes = PreviewNote.objects.filter(handled=None, link__edition__essay__set_aside_at=None)
    aside = Thread.objects.set_aside().values("pk")
    return notes.exclude(link__thread__in=aside).order_by("created_at", "pk")


def _state(link: PreviewLink, zones: Zones) -> str:
    if link.revoked_at:
        return _("revoked %(moment)s") % {"moment": moment(link.revoked_at, zones)}
    pattern = _("open until %(moment)s") if link.is_open else _("expired %(moment)s")
    return pattern % {"moment": moment(link.expires_at, zones)}
