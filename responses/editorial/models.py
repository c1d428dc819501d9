from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from responses.languages.codes import CHOICES
from responses.lib import clock
from responses.threads.models import Edition, Thread

LONGEST = 7  # days
NOTE_LENGTH = 4000  # characters


class PreviewLink(models.Model):
    """An address that shows one edition, or one whole thread, before it is public, to whoever has it.

    The address holds a token that is told once; here is only its SHA-256 in hexadecimal. What a link shows
    and how long never grows (guard ``preview_link_keeps_its_terms``).
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, related_name="preview_links")
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, null=True, related_name="preview_links")
    language = models.CharField(_("language"), max_length=10, choices=CHOICES)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    days = models.PositiveSmallIntegerField(_("days"), default=LONGEST)
    opened = models.PositiveIntegerField(_("times opened"), default=0)
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    created_at = models.DateTimeField(_("made"), default=clock.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        constraints = [
            models.CheckConstraint(
                condition=Q(edition__isnull=False, thread=None) | Q(edition=None, thread__isnull=False),
                name="preview_link_shows_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=LONGEST), name="preview_link_lasts_a_week_at_most"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition or self.thread} {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def expires_at(self) -> datetime:
        # Computed, so that no row can say otherwise: both databases hold `days` to a week.
        return self.created_at + timedelta(days=self.days)

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and clock.now() < self.expires_at


class PreviewNote(models.Model):
    """What a reader of a preview, usually the author, says to the editors: plain text.

    Only appended (guard ``preview_note_is_only_appended``); read at the desk, mailed to nobody.
    """

    link = models.ForeignKey(PreviewLink, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField(_("note"))
    created_at = models.DateTimeField(_("left"), default=clock.now)

    class Meta:
        verbose_name = _("note on a preview")
        verbose_name_plural = _("notes on previews")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="preview_note_says_something"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("text"), NOTE_LENGTH), name="preview_note_is_short"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.link} {self.created_at:%Y-%m-%d %H:%M}"


class HandledNote(models.Model):
    """That somebody at the desk has dealt with a note: it waits no longer. Only appended."""

    note = models.OneToOneField(PreviewNote, on_delete=models.PROTECT, related_name="handled")
    created_at = models.DateTimeField(_("done"), default=clock.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("note dealt with")
        verbose_name_plural = _("notes dealt with")

    def __str__(self) -> str:
        return f"{self.note} {self.created_at:%Y-%m-%d %H:%M}"
