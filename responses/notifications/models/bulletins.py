from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from responses.lib import clock
from responses.notifications.models.followers import Follower
from responses.notifications.models.letters import Letter
from responses.threads.models import Edition


class Bulletin(models.Model):
    """What went live since somebody last looked, to be told to those who follow it.

    ``cursor`` is the last follower for whom that is written: whoever carries on begins behind it.
    """

    created_at = models.DateTimeField(default=clock.now)
    cursor = models.BigIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("bulletin")
        verbose_name_plural = _("bulletins")
        indexes = [
            models.Index(fields=["created_at"], condition=Q(done_at=None), name="bulletin_to_be_written")
        ]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M}"


class Announcement(models.Model):
    """That one edition went live at one instant; once, whoever looks and however often."""

    class Event(models.TextChoices):
        THREAD = "thread", _("New thread")
        RESPONSE = "response", _("New response")
        CLOSING_REPLY = "closing_reply", _("Closing reply")
        TRANSLATION = "translation", _("Now in your language")
        CORRECTION = "correction", _("Correction")
        # Told to nobody: an update without a public note, a text shown again, one of several first editions.
        NOTHING = "nothing", _("nothing to tell")

    bulletin = models.ForeignKey(Bulletin, on_delete=models.CASCADE, related_name="announcements")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    starts = models.DateTimeField()
    event = models.CharField(max_length=20, choices=Event)

    NEW: frozenset[str] = frozenset({Event.THREAD, Event.RESPONSE, Event.CLOSING_REPLY})
    # Which wish of a follower an event is for.
    WISHES: dict[str, str] = {
        Event.THREAD: "wants_responses",
        Event.RESPONSE: "wants_responses",
        Event.CLOSING_REPLY: "wants_closing_replies",
        Event.TRANSLATION: "wants_translations",
        Event.CORRECTION: "wants_corrections",
    }

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        constraints = [
            models.UniqueConstraint(fields=["edition", "starts"], name="announcement_is_made_once"),
            models.CheckConstraint(
                condition=Q(
                    event__in=["thread", "response", "closing_reply", "translation", "correction", "nothing"]
                ),
                name="announcement_event_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.starts:%Y-%m-%d %H:%M}"


class Notice(models.Model):
    """That one announcement is for one follower: in a letter, or waiting for the weekly one.

    It goes with its letter; whose news were read is nobody's business after that.
    """

    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="notices")
    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="notices")
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, null=True, related_name="notices")

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["follower"], condition=Q(letter=None), name="notice_for_the_weekly_letter")
        ]
        constraints = [
            models.UniqueConstraint(fields=["follower", "announcement"], name="notice_is_given_once"),
        ]

    def __str__(self) -> str:
        return f"{self.announcement_id} {self.follower_id}"
