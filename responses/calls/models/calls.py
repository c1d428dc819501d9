from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from responses.calls.models.terms import clean_limits, clean_questions
from responses.languages.codes import CHINESE
from responses.lib import clock
from responses.lib.counting import Count
from responses.lib.texts import Part, PerLanguageTextField, pick
from responses.threads.models import Thread

CALL_PARTS = {
    "title": Part(300, required=True, label=pgettext_lazy("call for essays", "title")),
    "text": Part(20_000, prose=True, label=_("what is asked")),
    "who": Part(1000, label=_("who may send an essay")),
    "after": Part(1000, label=_("what happens next, and by when")),
}
CLOSING = timedelta(hours=24)  # from so long before its end on, a call is said to be closing


class Limit(NamedTuple):
    """How long an essay in one language may be, in words and 字 together (``lib.counting``)."""

    least: int | None
    most: int | None

    def allows(self, count: Count) -> bool:
        return (self.least or 0) <= count.total and (self.most is None or count.total <= self.most)


class CallQuerySet(models.QuerySet["Call"]):
    def published(self) -> "CallQuerySet":
        """Calls that readers may see: shown since an instant that has passed."""
        return self.filter(shown_from__lte=clock.now())

    def not_closed(self) -> "CallQuerySet":
        """Open or coming by the server's clock; grace is not counted."""
        return self.filter(closes_at__gt=clock.now())

    def taking_essays(self) -> "CallQuerySet":
        """Published calls whose window is open by the server's clock; grace is not counted."""
        return self.published().not_closed().filter(opens_at__lte=clock.now())


class Call(models.Model):
    """An invitation to send essays, to a thread or alone.

    The window is kept in UTC; ``zone`` is the IANA zone in which an editor said it. ``grace_minutes`` after
    the end essays are still taken, which only editors know. Saves at once and is version-checked.
    """

    class Phase(models.TextChoices):
        """Where a call stands by the clock; no column, for the clock alone decides."""

        NOT_YET = "not_yet", _("Not yet open")
        OPEN = "open", pgettext_lazy("call for essays", "Open")
        CLOSING = "closing", _("Closing soon")
        CLOSED = "closed", pgettext_lazy("call for essays", "Closed")

    class Entry(models.TextChoices):
        ANYBODY = "anybody", _("anybody")
        INVITED = "invited", _("only with an access code")

    slug = models.SlugField(_("web address"), max_length=100, unique=True)
    thread = models.ForeignKey(
        Thread,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="calls",
        verbose_name=_("thread"),
    )
    texts = PerLanguageTextField(_("texts"), parts=CALL_PARTS)
    shown_from = models.DateTimeField(_("shown from"), null=True, blank=True)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    zone = models.CharField(_("time zone"), max_length=60)
    grace_minutes = models.PositiveSmallIntegerField(_("grace period, in minutes"), default=0)
    entry = models.CharField(_("who may send"), max_length=10, choices=Entry, default=Entry.ANYBODY)
    entries_per_person = models.PositiveSmallIntegerField(_("essays per person"), default=1)
    most_coauthors = models.PositiveSmallIntegerField(_("co-authors, at most"), default=0)
    # {"en": {"least": 800, "most": 1200}}: languages that are not named are not taken, unless none is.
    limits = models.JSONField(_("length by language"), default=dict, blank=True)
    limits_are_hard = models.BooleanField(_("refuse what is longer or shorter"), default=False)
    # [{"key": "q1", "required": false, "texts": {"en": "…"}}], five at most.
    questions = models.JSONField(_("further questions"), default=list, blank=True)
    names_hidden = models.BooleanField(_("hide names until a decision"), default=False)
    answer_by = models.DateField(_("authors hear by"), null=True, blank=True)
    kept_months = models.PositiveSmallIntegerField(_("months that declined essays are kept"), default=12)
    copied_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(_("created"), default=clock.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call for essays")
        verbose_name_plural = _("calls for essays")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="call_closes_after_it_opens"
            ),
            models.CheckConstraint(condition=Q(entry__in=["anybody", "invited"]), name="call_entry_is_known"),
            models.CheckConstraint(
                condition=Q(grace_minutes__lte=10080), name="call_grace_is_a_week_at_most"
            ),
            models.CheckConstraint(
                condition=Q(entries_per_person__gte=1, entries_per_person__lte=20),
                name="call_takes_an_essay_of_each",
            ),
            models.CheckConstraint(condition=Q(most_coauthors__lte=10), name="call_coauthors_are_few"),
            models.CheckConstraint(
                condition=Q(kept_months__gte=1, kept_months__lte=12), name="call_keeps_essays_a_year_at_most"
            ),
        ]

    def __str__(self) -> str:
        return self.title_in("en")[0] or self.slug

    def clean(self) -> None:
        self.limits = clean_limits(self.limits)
        self.questions = clean_questions(self.questions)
        try:
            info = clock.zone_of(self.zone)
        except ValueError as unknown:
            raise ValidationError({"zone": str(unknown)}) from None
        if self.answer_by and self.closes_at and self.answer_by < self.closes_at.astimezone(info).date():
            raise ValidationError({"answer_by": _("Authors cannot hear before the call has closed.")})

    def title_in(self, language: str) -> tuple[str, str]:
        """The title for a page in ``language``, and the language that it is in."""
        return pick(self.texts, "title", language)

    @property
    def ends_at(self) -> datetime:
        """Until when essays are taken in truth: the end and its grace. For the desk, never for a page."""
        return self.closes_at + timedelta(minutes=self.grace_minutes)

    @property
    def is_published(self) -> bool:
        return self.shown_from is not None and self.shown_from <= clock.now()

    def phase(self, now: datetime | None = None) -> "Call.Phase":
        """What readers are told; a grace period changes nothing about it."""
        now = now or clock.now()
        if now < self.opens_at:
            return self.Phase.NOT_YET
        if now >= self.closes_at:
            return self.Phase.CLOSED
        return self.Phase.CLOSING if self.closes_at - now <= CLOSING else self.Phase.OPEN

    @property
    def languages(self) -> list[str]:
        """The languages in which essays are taken, in the site's order."""
        known = [code for code, _name in settings.LANGUAGES]
        return [code for code in known if code in self.limits] or known

    def limit_in(self, language: str) -> Limit:
        said = self.limits.get(language) or {}
        return Limit(said.get("least"), said.get("most"))

    @property
    def takes_every_language(self) -> bool:
        return not self.limits

    @staticmethod
    def counts_characters(language: str) -> bool:
        """Whether a limit in this language is said in 字 rather than in words."""
        return language in CHINESE
