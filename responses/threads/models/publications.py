from datetime import UTC, datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from responses.languages.codes import CHOICES
from responses.lib import clock

# A real instant instead of NULL: one range condition, one index, on both databases.
FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


class Release(models.Model):
    """Editions that go live in one act, at one instant: all of them or none. Only appended.

    Which they are, its publications say; ``note`` is the desk's own name for it.
    """

    instant = models.DateTimeField(_("goes live"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("recorded"), default=clock.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")

    def __str__(self) -> str:
        return f"{self.note} {self.instant:%Y-%m-%d %H:%M}".strip()


class PublicationQuerySet(models.QuerySet["Publication"]):
    def upcoming(self) -> "PublicationQuerySet":
        """Acts that will change what readers see: not those that a later entry for their instant undid."""
        same = {"edition": OuterRef("edition"), "instant": OuterRef("instant")}
        later = Publication.objects.filter(**same, pk__gt=OuterRef("pk"))
        own = LivePeriod.objects.filter(edition=OuterRef("edition"))
        withdraws = Q(action=Publication.Action.WITHDRAW)
        begins, ends = (
            Exists(own.filter(starts=OuterRef("instant"))),
            Exists(own.filter(ends=OuterRef("instant"))),
        )
        changes = (~withdraws & begins) | (withdraws & ends)
        return self.filter(changes, ~Exists(later), instant__gt=clock.now())

    def going_live(self) -> "PublicationQuerySet":
        """The upcoming acts that show something."""
        return self.upcoming().exclude(action=Publication.Action.WITHDRAW)


class Publication(models.Model):
    """One editorial act on an edition, taking effect at an instant. Only appended.

    The clock alone decides: an edition is live when its latest publication with a passed instant
    is *publish* or *reinstate*, with that publication's revision. *Unschedule* is no act of its own: it
    undoes those recorded before it for the same instant, which then count as never made.
    """

    class Action(models.TextChoices):
        PUBLISH = "publish", _("publish")
        WITHDRAW = "withdraw", _("withdraw")
        REINSTATE = "reinstate", _("reinstate")
        UNSCHEDULE = "unschedule", _("unschedule")

    edition = models.ForeignKey("responses.Edition", on_delete=models.PROTECT, related_name="publications")
    revision = models.ForeignKey("responses.Revision", on_delete=models.PROTECT, related_name="publications")
    action = models.CharField(_("action"), max_length=20, choices=Action)
    instant = models.DateTimeField(_("takes effect"))
    note = models.CharField(_("public note"), max_length=1000, blank=True)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, null=True, related_name="publications")
    created_at = models.DateTimeField(_("recorded"), default=clock.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        indexes = [models.Index(fields=["edition", "instant", "id"], name="publication_by_instant")]
        constraints = [
            models.CheckConstraint(
                condition=Q(action__in=["publish", "withdraw", "reinstate", "unschedule"]),
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

    def newest_first(self) -> "LivePeriodQuerySet":
        """Of live periods those whose edition came to this site last first."""
        # They have all come; so the index begins behind what is still to come, instead of reading past it.
        return self.filter(first__lte=clock.now()).order_by("-first", "-essay")

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
