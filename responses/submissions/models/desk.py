from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from responses.lib import clock
from responses.submissions.models.submissions import Submission


class SubmissionNote(models.Model):
    """What an editor writes down about a submission, for editors alone. It goes with the submission."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("note"))
    created_at = models.DateTimeField(_("written"), default=clock.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("note on a submission")
        verbose_name_plural = _("notes on submissions")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="submission_note_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.submission} {self.created_at:%Y-%m-%d %H:%M}"


class Mark(models.Model):
    """How one editor finds one submission, so far: one mark each, changed at will."""

    class Value(models.TextChoices):
        YES = "yes", _("yes")
        PERHAPS = "perhaps", _("perhaps")
        NO = "no", _("no")

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="marks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(_("mark"), max_length=10, choices=Value)
    changed_at = models.DateTimeField(_("changed"), default=clock.now)

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        constraints = [
            models.UniqueConstraint(fields=["submission", "user"], name="mark_is_one_a_user"),
            models.CheckConstraint(condition=Q(value__in=["yes", "perhaps", "no"]), name="mark_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.submission} {self.value}"
