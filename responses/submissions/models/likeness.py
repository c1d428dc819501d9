from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from responses.submissions.models.versions import SubmissionVersion
from responses.threads.models import Revision


class Sketch(models.Model):
    """What is kept of the newest version of a submission, to find others that say the same.

    ``sample`` are hashes (``lib.shingles``), from which no word can be read. A version without a sketch was
    not compared yet.
    """

    version = models.OneToOneField(
        SubmissionVersion, on_delete=models.CASCADE, primary_key=True, related_name="sketch"
    )
    sample = models.BinaryField()

    class Meta:
        verbose_name = "sketch"
        verbose_name_plural = "sketches"

    def __str__(self) -> str:
        return str(self.version)


class Overlap(models.Model):
    """That ``share`` percent of a version stand in another submission, or in a text of the site."""

    version = models.ForeignKey(SubmissionVersion, on_delete=models.CASCADE, related_name="overlaps")
    other = models.ForeignKey(SubmissionVersion, on_delete=models.CASCADE, null=True, related_name="+")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, null=True, related_name="+")
    share = models.PositiveSmallIntegerField(_("percent"))

    class Meta:
        verbose_name = "overlap"
        verbose_name_plural = "overlaps"
        constraints = [
            models.UniqueConstraint(fields=["version", "other"], name="overlap_with_a_version_is_said_once"),
            models.UniqueConstraint(fields=["version", "revision"], name="overlap_with_a_text_is_said_once"),
            models.CheckConstraint(
                condition=Q(other=None, revision__isnull=False) | Q(other__isnull=False, revision=None),
                name="overlap_is_with_one_text",
            ),
            models.CheckConstraint(
                condition=Q(other=None) | ~Q(other=F("version")), name="overlap_is_with_another_text"
            ),
            models.CheckConstraint(condition=Q(share__gte=1, share__lte=100), name="overlap_is_in_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.version} · {self.share} %"
