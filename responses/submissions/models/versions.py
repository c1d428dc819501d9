from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from responses.languages.codes import CHOICES
from responses.lib import clock
from responses.submissions.models.submissions import Submission
from responses.threads.models import KeptFile


class SubmissionVersionQuerySet(models.QuerySet["SubmissionVersion"]):
    def newest(self) -> "SubmissionVersionQuerySet":
        """Of each submission what was sent last: what editors read."""
        newer = SubmissionVersion._base_manager.filter(
            submission=OuterRef("submission"), number__gt=OuterRef("number")
        )
        return self.filter(~Exists(newer))


class SubmissionVersion(models.Model):
    """What an author sent, once: never changed after that (guard), gone only with the whole submission.

    ``body`` is cleaned HTML of the closed subset. ``lib.counting`` counts its words and 字.
    ``declarations`` holds what was declared and the sentences it was declared to, in the author's language:
    {"own_work": {"said": "…"}, "ai_use": {"asked": "…", "answer": "…"}}; ``answers`` what was answered to the
    call's questions, by key. ``round`` is 0 until a revision is asked. ``digest`` is SHA-256 in hexadecimal
    over all of it: the same sent again is no new version.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    round = models.PositiveSmallIntegerField(_("round"), default=0)
    language = models.CharField(_("language of the essay"), max_length=10, choices=CHOICES)
    title = models.CharField(pgettext_lazy("submission", "title"), max_length=300)
    body = models.TextField(_("text"))
    words = models.PositiveIntegerField(_("words"))
    characters = models.PositiveIntegerField(_("字"))
    declarations = models.JSONField(_("declarations"), default=dict, blank=True)
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    file = models.ForeignKey(KeptFile, on_delete=models.SET_NULL, null=True, related_name="+")
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField(_("sent"), default=clock.now)

    objects = SubmissionVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a submission")
        verbose_name_plural = _("versions of submissions")
        constraints = [
            models.UniqueConstraint(fields=["submission", "number"], name="submission_version_has_a_number"),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(body=""), name="submission_version_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission} · {self.number}"
