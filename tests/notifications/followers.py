"""Readers of the tests who follow something, and what has come to them."""

import re
from datetime import UTC, datetime

from django.core import mail

from responses.lib import clock
from responses.notifications.forms import EVENTS, new_stamp
from responses.notifications.models import Follower, Subscription
from responses.notifications.sender import look
from responses.notifications.services import send_due_letters

MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
ADDRESS = "reader@example.org"


def reader(address=ADDRESS, *, language="en", **topic) -> Follower:
    """A confirmed follower of a thread, a theme, a person or, with none of them, of everything."""
    wishes = {name: topic.pop(name) for name in list(topic) if name.startswith("wants_") or name == "rhythm"}
    now = clock.now()
    made = Follower.objects.create(
        address=address, language=language, confirmed_at=now, digested_at=now, **wishes
    )
    Subscription.objects.create(follower=made, since=now, **topic)
    return made


def form(**changes):
    asked = {"address": ADDRESS, "language": "en", "rhythm": "at_once", "events": list(EVENTS)}
    return asked | {"stamp": new_stamp()} | changes


def ask(client, clock, path="/follow/?thread=spirit", *, after=10, headers=None, **changes):
    """Fill in the form, so many seconds after it was opened."""
    typed = form(**changes)
    clock.shift(after)
    return client.post(path, typed, headers=headers)


def sent():
    """The mails that go now."""
    send_due_letters()
    found, mail.outbox[:] = list(mail.outbox), []
    return found


def told():
    """The same, once what went live was looked for."""
    while look():
        pass
    return sent()


def link_in(letter, words=""):
    """The path of the first link to following in a mail that ends so."""
    return re.search(rf"http://127.0.0.1:8000(/follow/[\w-]+/{words})\s", letter.body)[1]


def html_of(letter):
    return letter.alternatives[0].content
