"""Links to drafts: made, revoked, opened, answered with a note."""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from responses.editorial.errors import LastsTooLong, NoSuchPreview, NoteRefused, NothingToShow, TooManyNotes
from responses.editorial.models import LONGEST, NOTE_LENGTH, HandledNote, PreviewLink, PreviewNote
from responses.events.services import record
from responses.lib import clock
from responses.lib.lines import paragraph
from responses.people.models import User
from responses.threads.errors import IsSetAside
from responses.threads.models import Edition, Revision, Thread

TOKEN_BYTES = 24  # 192 bits
NOTES_AN_HOUR = 5
NOTES_IN_ALL = 50


@transaction.atomic
def make_preview_link(
    *, shown: Edition | Thread, user: User, days: int = LONGEST, language: str = ""
) -> tuple[PreviewLink, str]:
    """A link to one edition or one thread, and its token, which nobody can be told again.

    An edition is shown in its own language, a thread in ``language``. Raises ``LastsTooLong``,
    ``NothingToShow`` or ``IsSetAside``.
    """
    if type(shown).objects.set_aside().filter(pk=shown.pk).exists():
        raise IsSetAside
    if not 1 <= days <= LONGEST:
        raise LastsTooLong
    edition = shown if isinstance(shown, Edition) else None
    thread = shown if isinstance(shown, Thread) else None
    saved = Revision.objects.filter(edition=edition) if edition else _saved_in(thread)
    if not saved.exists():
        raise NothingToShow
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = PreviewLink(edition=edition, thread=thread, days=days, token_hash=hash_of(token), created_by=user)
    link.language = edition.language if edition else language
    link.full_clean(exclude=["edition", "thread", "revoked_at"])
    link.save()
    record("made a preview link", subject=shown, actor=user, link=link.pk, days=days)
    return link, token


@transaction.atomic
def revoke(*, link: PreviewLink, user: User) -> PreviewLink:
    """Close a link at once and for good; a closed one stays as it is."""
    locked = PreviewLink.objects.select_for_update().get(pk=link.pk)
    if locked.revoked_at is None:
        locked.revoked_at = clock.now()
        locked.save(update_fields=["revoked_at"])
        shown = locked.edition or locked.thread
        record("revoked a preview link", subject=shown, actor=user, link=locked.pk)
    return locked


def find_preview(*, token: str) -> PreviewLink:
    """The open link that this token opens, to what is not set aside. Raises ``NoSuchPreview``. One query."""
    links = PreviewLink.objects.filter(edition__essay__set_aside_at=None)
    links = links.exclude(thread__in=Thread.objects.set_aside().values("pk"))
    links = links.select_related("edition__essay__thread", "thread")
    link = links.filter(token_hash=hash_of(token)).first()
    if link is None or not link.is_open:
        raise NoSuchPreview
    return link


def open_preview(*, token: str) -> PreviewLink:
    """As ``find_preview``, and counted: in one statement, so that no opening is lost or comes too late."""
    link = find_preview(token=token)
    if not PreviewLink.objects.filter(pk=link.pk, revoked_at=None).update(opened=F("opened") + 1):
        raise NoSuchPreview
    return link


@transaction.atomic
def leave_note(*, token: str, text: str) -> PreviewNote:
    """Keep what the reader of a preview says; the same words again are the same note.

    Raises ``NoSuchPreview``, ``NoteRefused`` or ``TooManyNotes``.
    """
    link = PreviewLink.objects.select_for_update().get(pk=find_preview(token=token).pk)
    said = paragraph(text)
    if not said:
        raise NoteRefused(_("The note is empty. Write it, then send it."))
    if len(said) > NOTE_LENGTH:
        sentence = _("The note has %(length)s characters; %(most)s fit. Shorten it, or send it in two.")
        raise NoteRefused(sentence % {"length": len(said), "most": NOTE_LENGTH})
    if same := link.notes.filter(text=said).first():
        return same
    lately = link.notes.filter(created_at__gt=clock.now() - timedelta(hours=1)).count()
    if lately >= NOTES_AN_HOUR or link.notes.count() >= NOTES_IN_ALL:
        raise TooManyNotes
    note = PreviewNote.objects.create(link=link, text=said)
    record("left a note", subject=link.edition or link.thread, link=link.pk)
    return note


@transaction.atomic
def handle_note(*, note: PreviewNote, user: User) -> HandledNote:
    """Somebody has dealt with a note; once is enough."""
    handled, is_new = HandledNote.objects.get_or_create(note=note, defaults={"created_by": user})
    if is_new:
        record("dealt with a note", subject=note.link.edition or note.link.thread, actor=user, note=note.pk)
    return handled


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _saved_in(thread: Thread | None) -> QuerySet[Revision]:
    return Revision.objects.filter(edition__essay__thread=thread)
