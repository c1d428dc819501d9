from datetime import UTC, datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from responses.languages.codes import CHOICES
from responses.lib import clock

# A real instant instead of NULL: one range condition, one index, on both databases.
FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


class Publication(models.Model):
    """One editorial act on an edition, taking effect at an instant. Only appended.

    The clock alone decides: an edition is live when its latest publication with a passed instant
    is *publish* or *reinstate*, with that publication's revision.
    """

    class Action(models.TextChoices):
        PUBLISH = "publish", _("publish")
        WITHDRAW = "withdraw", _("withdraw")
        REINSTATE = "reinstate", _("reinstate")

    edition = models.ForeignKey("responses.Edition", on_delete=models.PROTECT, related_name="publications")
    revision = models.ForeignKey("responses.Revision", on_delete=models.PROTECT, related_name="publications")
    action = models.CharField(_("action"), max_length=20, choices=Action)
    instant = models.DateTimeField(_("takes effect"))
    note = models.CharField(_("public note"), max_length=1000, blank=True)
    created_at = models.DateTimeField(_("recorded"), default=clock.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        indexes = [models.Index(fields=["edition", "instant", "id"], name="publication_by_instant")]
        constraints = [
            models.CheckConstraint(
                condition=Q(action__in=["publish", "withdraw", "reinstate"]),
                name="publication_action_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.action} {self.instant:%Y-%m-%d %H:%M}"


class LivePeriodQuerySet(models.QuerySet["LivePeriod"]):
    def live(self, at: datetime | None = None) -> "LivePeriodQuerySet":
        """The periods that contain ``at``, by default now by the server's clock."""
        instant = at or clock.now()
        return self.filter(starts__lte=instant, ends__gt=instant)

    def begun(self, at: datetime | None = None) -> "LivePeriodQuerySet":
        """The periods that have begun, ended or not: what was ever public."""
        return self.filter(starts__lte=at or clock.now())

    def shown_in(self, language: str) -> "LivePeriodQuerySet":
        """Of each essay the one live period that a page in ``language`` shows: in that language,
        else of the original, else of the first of the site's languages that it has."""
        same = LivePeriod.objects.live().filter(essay=OuterRef("essay"))
        original = Q(edition__kind="original")
        else_first = ~Exists(same.filter(original)) & ~Exists(same.filter(language__lt=OuterRef("language")))
        return self.filter(
            Q(language=language) | ~Exists(same.filter(language=language)) & (original | else_first)
        )


class LivePeriod(models.Model):
    """From when to when one revision of an edition is what the public sees: ``starts ≤ t < ends``.

    Derived from the publications of its edition in the transaction that appends to them, and made
    anew from them by ``rebuild_live_periods``; it lets every public query ask the clock one question.
    ``first`` is when the edition was first live on this site.
    """

    edition = models.ForeignKey("responses.Edition", on_delete=models.CASCADE, related_name="live_periods")
    essay = models.ForeignKey("responses.Essay", on_delete=models.CASCADE, related_name="live_periods")
    revision = models.ForeignKey("responses.Revision", on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=10, choices=CHOICES)
    starts = models.DateTimeField()
    ends = models.DateTimeField(default=FOREVER)
    first = models.DateTimeField()

    objects = LivePeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("live period")
        verbose_name_plural = _("live periods")
        indexes = [
            models.Index(fields=["essay", "starts", "ends"], name="live_period_by_essay"),
            models.Index(fields=["first", "essay"], name="live_period_by_first"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="live_period_is_not_empty"),
            models.UniqueConstraint(fields=["edition", "starts"], name="live_period_begins_once"),
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.starts:%Y-%m-%d %H:%M}"
