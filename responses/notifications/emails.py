"""The letter that asks whether its reader wants to follow something."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from responses.languages.paths import absolute
from responses.notifications.models import Follower, FollowRequest, Letter
from responses.notifications.topics import Followed


def confirmation(topic: Followed, token: str, asked: FollowRequest, known: Follower | None) -> dict[str, Any]:
    """What to queue. Nothing in it was written by whoever asked; ``known`` follows something already."""
    with translation.override(asked.language):
        title, _language = topic.title_in(asked.language)
        context = {
            "topic": title,
            "everything": topic.row is None,
            "site": settings.SITE_URL,
            "confirm_at": absolute(reverse("notifications:confirm", args=[token])),
            "known": known is not None,
        }
        return {
            "purpose": Letter.Purpose.FOLLOW,
            "subject": _("Please confirm: follow {topic}").format(topic=title),
            "text": render_to_string("emails/follow.txt", context),
            "language": asked.language,
        }
