from django.db import models
from django.utils.translation import gettext_lazy as _

from responses.lib import clock
from responses.submissions.models.submissions import Submission


class Acceptance(models.Model):
    """How far an accepted submission has come since its draft was made: what was asked, answered, told.

    ``details`` is what the author's form holds, by name, kept while they write and ``edit`` rising with
    each keeping. It goes with the submission; what the author agreed to stays with the essay.
    """

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="acceptance")
    made_at = models.DateTimeField(_("draft made"), default=clock.now)
    details = models.JSONField(default=dict, blank=True)
    edit = models.PositiveIntegerField(default=1)
    # The last time that the author sent the form, and that this went into the draft's credits.
    answered_at = models.DateTimeField(_("details sent"), null=True)
    carried_at = models.DateTimeField(_("details in the draft"), null=True)
    told_live_at = models.DateTimeField(_("told that it is live"), null=True)

    class Meta:
        verbose_name = _("acceptance")
        verbose_name_plural = _("acceptances")

    def __str__(self) -> str:
        return str(self.submission)
