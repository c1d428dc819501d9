"""A letter to a follower, written in the moment in which it is sent, of what is live and wanted then.

So nothing is told that was withdrawn meanwhile, or to whom it is no longer told. Until then the outbox holds
no text; of what went it keeps the words, without the links that act for their reader.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from responses.languages.codes import tag
from responses.languages.paths import absolute, address
from responses.lib.lines import line
from responses.lib.texts import pick
from responses.notifications.delivery import headers_of
from responses.notifications.errors import NoLongerWanted
from responses.notifications.models import Announcement, Follower, Letter
from responses.notifications.news.items import Item, items_of
from responses.notifications.news.matching import subjects_of, wanted_by
from responses.notifications.tokens import CHANGE, LEAVE, TOKEN, token_for
from responses.threads.models import Initiative

# More would be cut by mailboxes, and read by nobody.
MOST = 20
# Stands for a follower's own links where somebody else reads the letter.
HIDDEN = "hidden"


@dataclass(frozen=True)
class Said:
    """What a letter says, in both its forms."""

    subject: str
    text: str
    html: str
    leave_at: str
    contact: str


def compose(letter: Letter) -> EmailMessage:
    """The mail. Raises ``NoLongerWanted`` when nothing of it is live and wanted any more."""
    said = said_in(letter)
    mail = EmailMultiAlternatives(
        said.subject,
        said.text,
        settings.DEFAULT_FROM_EMAIL,
        [letter.recipient],
        headers=headers_of(letter) | _list_headers(said),
    )
    mail.attach_alternative(said.html, "text/html")
    return mail


def kept_of(text: str) -> str:
    """A text that went, without what opens a follower's own pages: as the outbox keeps it."""
    return TOKEN.sub(HIDDEN, text)


def said_in(letter: Letter, *, to_desk: bool = False) -> Said:
    """What this letter says if it is sent now; ``to_desk`` without the links that act for its reader."""
    follower = Follower.objects.filter(notices__letter=letter).first()
    if follower is None:
        raise NoLongerWanted
    told = list(Announcement.objects.filter(notices__letter=letter).select_related("edition__essay"))
    wanted = wanted_by(follower, follower.subscriptions.all(), told, subjects_of(told))
    with translation.override(letter.language):
        items = items_of(wanted, letter.language)
        if not items:
            raise NoLongerWanted
        return _written(letter, items, _frame(follower, letter.language, to_desk=to_desk))


def _frame(follower: Follower, language: str, *, to_desk: bool) -> dict[str, Any]:
    """What surrounds the news: whose letter it is, and the ways to change or end it."""
    initiative = Initiative.objects.first() or Initiative()
    links = {
        f"{purpose}_at": absolute(
            reverse(f"notifications:{purpose}", args=[HIDDEN if to_desk else token_for(follower, purpose)])
        )
        for purpose in (CHANGE, LEAVE)
    }
    return {
        "site": pick(initiative.texts, "name", language)[0] or urlsplit(settings.SITE_URL).hostname,
        "contact": initiative.contact_email,
        "tag": tag(language),
        "home": absolute(address("home", language=language)),
        "archive": absolute(address("archive", language=language)),
        **links,
    }


def _written(letter: Letter, items: list[Item], frame: dict[str, Any]) -> Said:
    context = frame | {
        "items": items[:MOST],
        "further": len(items) - len(items[:MOST]),
        "weekly": letter.purpose == Letter.Purpose.DIGEST,
    }
    return Said(
        subject=line(_subject(items, frame["site"], weekly=context["weekly"]))[:200],
        text=render_to_string("emails/news.txt", context),
        html=render_to_string("emails/news.html", context),
        leave_at=frame["leave_at"],
        contact=frame["contact"],
    )


def _subject(items: list[Item], site: str, *, weekly: bool) -> str:
    first = items[0]
    if weekly:
        words = ngettext("{site}: {count} text this week", "{site}: {count} texts this week", len(items))
        return words.format(site=site, count=len(items))
    if len(items) > 1:
        words = ngettext("{site}: {count} new text", "{site}: {count} new texts", len(items))
        return words.format(site=site, count=len(items))
    return _("{event}: {title}").format(event=first.label, title=first.title)


def _list_headers(said: Said) -> dict[str, str]:
    """That this is a list, and how a mailbox leaves it by one press of a button (RFC 2369, 2919, 8058)."""
    ways = [f"<{said.leave_at}>"]
    if said.contact:
        ways.append(f"<mailto:{said.contact}?subject=unsubscribe>")
    return {
        "List-Id": f"<follow.{urlsplit(settings.SITE_URL).hostname}>",
        "List-Unsubscribe": ", ".join(ways),
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Precedence": "bulk",
    }
