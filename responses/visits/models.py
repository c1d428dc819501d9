from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from responses.languages.codes import CHOICES
from responses.threads.models import Essay


class DailyViewsQuerySet(models.QuerySet["DailyViews"]):
    def since(self, day: date) -> "DailyViewsQuerySet":
        return self.filter(day__gte=day)


class DailyViews(models.Model):
    """How often an essay was opened on one day (UTC) in one language.

    No cookie, network address or browser stands behind it, so one reader's two visits are two, unless their
    browser still had the page, which it keeps for half a minute.
    """

    essay = models.ForeignKey(
        Essay, on_delete=models.CASCADE, related_name="daily_views", verbose_name=_("essay")
    )
    language = models.CharField(_("language"), max_length=10, choices=CHOICES)
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("views"))

    objects = DailyViewsQuerySet.as_manager()

    class Meta:
        verbose_name = _("views of a day")
        verbose_name_plural = _("views")
        indexes = [models.Index(fields=["day"], name="daily_views_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["essay", "language", "day"], name="daily_views_are_counted_once"),
            models.CheckConstraint(condition=Q(count__gt=0), name="daily_views_are_some"),
        ]

    def __str__(self) -> str:
        return f"{self.essay_id} {self.language} {self.day}: {self.count}"
