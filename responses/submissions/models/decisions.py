from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from responses.lib import clock
from responses.lib.texts import Part, PerLanguageTextField
from responses.notifications.models import Letter
from responses.submissions.models.submissions import Submission
from responses.submissions.models.versions import SubmissionVersion

UNDO = timedelta(minutes=1)  # how long an applied decision can be taken back, and its letter waits

LETTER_PARTS = {
    "subject": Part(200, label=pgettext_lazy("letter template", "subject")),
    "text": Part(8000, spaced=True, label=pgettext_lazy("letter template", "text")),
}


class LetterTemplate(models.Model):
    """The words of one kind of letter to authors, in each language, with placeholders in braces: {name}.

    Saves at once, version-checked. Without a row, or without a text in a language, the site's own words go.
    """

    class Kind(models.TextChoices):
        ACCEPT = "accept", _("accept")
        ACCEPT_WITH_CHANGES = "accept_with_changes", _("accept with changes")
        REVISE = "revise", _("revise and resubmit")
        DECLINE = "decline", _("decline")
        RETURN = "return", _("return for fixes")

    kind = models.CharField(_("what for"), max_length=20, choices=Kind, unique=True)
    texts = PerLanguageTextField(_("texts"), parts=LETTER_PARTS)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("letter template")
        verbose_name_plural = _("letter templates")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["accept", "accept_with_changes", "revise", "decline", "return"]),
                name="letter_template_kind_is_known",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class DecisionQuerySet(models.QuerySet["Decision"]):
    def pending(self) -> "DecisionQuerySet":
        """Those that nobody has heard of yet."""
        return self.filter(applied_at=None)

    def applied(self) -> "DecisionQuerySet":
        return self.filter(applied_at__isnull=False)

    def undoable(self, now: datetime) -> "DecisionQuerySet":
        """Applied so lately that the letter has not gone and the author sees nothing of it yet."""
        return self.filter(applied_at__gt=now - UNDO)


class Decision(models.Model):
    """What an editor decides on the version they read: pending, and nothing to the author, until applied.

    ``letter`` waits in the outbox as a draft, placeholders unfilled, so that writing it needs no name; it is
    filled when the decision is applied, and what it was before is kept in ``subject`` and ``text``, for who
    takes it back within the minute and for the record. ``template_version`` is that of the words it was made
    from, and ``is_edited`` that somebody changed them by hand since. ``remarks`` go to the author.
    """

    class Kind(models.TextChoices):
        ACCEPT = "accept", _("accept")
        ACCEPT_WITH_CHANGES = "accept_with_changes", _("accept with changes")
        REVISE = "revise", _("revise and resubmit")
        DECLINE = "decline", _("decline")
        RETURN = "return", _("return for fixes")

    # What a submission becomes.
    BECOMES: dict[str, str] = {
        Kind.ACCEPT: Submission.State.ACCEPTED,
        Kind.ACCEPT_WITH_CHANGES: Submission.State.ACCEPTED,
        Kind.REVISE: Submission.State.REVISION_ASKED,
        Kind.DECLINE: Submission.State.DECLINED,
        Kind.RETURN: Submission.State.RETURNED,
    }

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="decisions")
    # The version it is about: a newer one makes a pending decision stale.
    about = models.ForeignKey(SubmissionVersion, on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField(pgettext_lazy("submission", "decision"), max_length=20, choices=Kind)
    reason = models.TextField(_("for editors only"), blank=True)
    remarks = models.TextField(_("to the author"), blank=True)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, null=True, related_name="decision")
    subject = models.CharField(max_length=200, blank=True, editable=False)
    text = models.TextField(blank=True, editable=False)
    template_version = models.PositiveIntegerField(default=0, editable=False)
    is_edited = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(_("made"), default=clock.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="+"
    )
    applied_at = models.DateTimeField(_("applied"), null=True, editable=False)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    # How the submission stood before it was applied: what taking it back returns to.
    state_before = models.CharField(max_length=20, blank=True, editable=False, choices=Submission.State)
    due_before = models.DateTimeField(null=True, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("submission", "decision")
        verbose_name_plural = pgettext_lazy("submission", "decisions")
        constraints = [
            models.UniqueConstraint(
                fields=["submission"], condition=Q(applied_at=None), name="decision_pending_is_one"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["accept", "accept_with_changes", "revise", "decline", "return"]),
                name="decision_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(applied_at=None, applied_by=None)
                | Q(applied_at__isnull=False, applied_by__isnull=False),
                name="decision_is_applied_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["revise", "return"]) | Q(due_at=None),
                name="decision_is_due_if_the_author_answers",
            ),
            models.CheckConstraint(
                condition=Q(applied_at__isnull=False) | Q(state_before="", due_before=None),
                name="decision_pending_has_changed_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission} · {self.get_kind_display()}"

    @property
    def becomes(self) -> str:
        """The state that it brings the submission into."""
        return self.BECOMES[self.kind]

    @property
    def undoable_until(self) -> datetime | None:
        return self.applied_at + UNDO if self.applied_at else None

    def is_undoable(self, now: datetime | None = None) -> bool:
        return self.applied_at is not None and (now or clock.now()) < self.applied_at + UNDO


class Point(models.Model):
    """One thing that a revision must answer, and what the author answered when they sent it."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="points")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(_("point"))
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("point of a revision")
        verbose_name_plural = _("points of a revision")
        constraints = [
            models.UniqueConstraint(fields=["decision", "position"], name="point_has_a_place"),
            models.CheckConstraint(condition=~Q(text=""), name="point_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.decision} · {self.position + 1}"
