"""What search asks: derived from versions, made anew by ``rebuild_search``."""

from django.db import models
from django.db.models import F, Q

from responses.threads.models.editions import Edition, Revision
from responses.threads.models.essays import Essay


class SearchText(models.Model):
    """One version as it is found: of each edition the newest, and each that is live or is to be.

    ``folded`` has a line for the title, one for the summary, one for each paragraph, then the notes
    (``lib/terms.line``); ``keys`` are all that it can be asked by, with a space between, in ASCII. The
    database's own index is over ``keys`` (``threads/index.py``). Whether a version may be shown is not said
    here: a public reader asks the live periods.
    """

    revision = models.OneToOneField(
        Revision, on_delete=models.CASCADE, primary_key=True, related_name="search_text"
    )
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    folded = models.TextField()
    keys = models.TextField()

    class Meta:
        verbose_name = "search text"
        verbose_name_plural = "search texts"

    def __str__(self) -> str:
        return str(self.revision_id)


class SearchStamp(models.Model):
    """The sum of these numbers is another after whatever changes what is found: what follows from it may be
    kept as long as it is the same. So it is with the sum of one ``source``, a table, and what follows from
    that table. Written by triggers only (``threads/index.py``)."""

    value = models.BigIntegerField()
    source = models.CharField(max_length=63, null=True)

    class Meta:
        verbose_name = "search stamp"
        verbose_name_plural = "search stamps"

    def __str__(self) -> str:
        return str(self.value)


class Likeness(models.Model):
    """How much two essays of different threads have in common: words that they are about, themes, authors.

    Both ways. Worked out when a text is published, never when a page is read; who shows it asks what is live.
    """

    essay = models.ForeignKey(Essay, on_delete=models.CASCADE, related_name="likenesses")
    like = models.ForeignKey(Essay, on_delete=models.CASCADE, related_name="+")
    points = models.PositiveIntegerField()

    class Meta:
        verbose_name = "likeness"
        verbose_name_plural = "likenesses"
        indexes = [models.Index(fields=["essay", "-points", "like"], name="likeness_by_points")]
        constraints = [
            models.UniqueConstraint(fields=["essay", "like"], name="likeness_is_said_once"),
            models.CheckConstraint(condition=~Q(essay=F("like")), name="likeness_is_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.essay_id} {self.like_id} {self.points}"
