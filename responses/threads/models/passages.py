from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from responses.threads.models.editions import Revision
from responses.threads.models.essays import Essay
from responses.threads.models.publications import LivePeriod


class PassageQuerySet(models.QuerySet["Passage"]):
    def published(self) -> "PassageQuerySet":
        """Those of essays that are live."""
        return self.filter(Exists(LivePeriod.objects.live().filter(essay=OuterRef("essay"))))


class Passage(models.Model):
    """Words that an essay answers, in a paragraph of the text that it responds to.

    ``paragraph`` is the id that all editions of that text share (``Revision.paragraph_ids``), ``words`` what
    was chosen there in ``revision``, as it prints them; '' is the whole paragraph. Like themes, it is a fact
    about the essay and shows at once, while both texts are live; words that were never live never show.
    """

    essay = models.ForeignKey(
        Essay, on_delete=models.CASCADE, related_name="passages", verbose_name=_("essay")
    )
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    paragraph = models.PositiveIntegerField(_("paragraph"))
    words = models.TextField(_("words"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = PassageQuerySet.as_manager()

    class Meta:
        verbose_name = _("passage answered")
        verbose_name_plural = _("passages answered")
        constraints = [
            models.UniqueConstraint(fields=["essay", "paragraph"], name="passage_once_a_paragraph"),
            models.UniqueConstraint(fields=["essay", "position"], name="passage_has_its_own_place"),
        ]

    def __str__(self) -> str:
        return f"{self.essay} ¶{self.paragraph}"
