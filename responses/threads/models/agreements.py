from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from responses.languages.codes import CHOICES
from responses.lib import clock
from responses.threads.models.editions import Revision
from responses.threads.models.essays import Essay
from responses.threads.models.working import KeptFile

REMARK_LENGTH = 4000  # characters


class Consent(models.Model):
    """What an author agreed to, or did not: how, when, in which words. Only appended.

    ``wording`` is what was shown or asked, ``version`` that of the site's own sentence (0 for any other
    words), ``language`` the one it was shown in; ``file`` the e-mail or form itself, where there is one.
    Of one purpose the newest row holds: a change of mind is another row.
    """

    class Way(models.TextChoices):
        EMAIL = "email", _("by e-mail")
        FORM = "form", _("by form")

    class Purpose(models.TextChoices):
        PUBLISH = "publish", _("publish")
        TRANSLATE = "translate", _("translate")
        PHOTO = "photo", _("photograph")
        VOLUME = "volume", _("volume")
        INDEX = "index", _("search engines")

    essay = models.ForeignKey(Essay, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(_("to what"), max_length=10, choices=Purpose, default=Purpose.PUBLISH)
    granted = models.BooleanField(_("agreed"), default=True)
    way = models.CharField(_("how"), max_length=10, choices=Way)
    given_on = models.DateField(_("given on"))
    wording = models.TextField(_("wording"), blank=True)
    version = models.PositiveSmallIntegerField(_("version of the sentence"), default=0)
    language = models.CharField(_("language"), max_length=10, choices=CHOICES, blank=True)
    file = models.ForeignKey(KeptFile, on_delete=models.PROTECT, null=True, related_name="consents")
    created_at = models.DateTimeField(_("recorded"), default=clock.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.CheckConstraint(condition=Q(way__in=["email", "form"]), name="consent_way_is_known"),
            models.CheckConstraint(
                condition=Q(purpose__in=["publish", "translate", "photo", "volume", "index"]),
                name="consent_purpose_is_known",
            ),
            models.CheckConstraint(
                condition=Q(version=0) | (~Q(wording="") & ~Q(language="")),
                name="consent_to_a_sentence_keeps_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.essay} {self.given_on}"


class Declaration(models.Model):
    """What an author declared of a text, in their own words, and what they were asked. Only appended."""

    class Kind(models.TextChoices):
        OWN_WORK = "own_work", _("own work")
        AI_USE = "ai_use", _("use of AI")

    essay = models.ForeignKey(Essay, on_delete=models.PROTECT, related_name="declarations")
    kind = models.CharField(_("of what"), max_length=10, choices=Kind)
    asked = models.TextField(_("sentence or question"), blank=True)
    said = models.TextField(_("answer"), blank=True)
    language = models.CharField(_("language"), max_length=10, choices=CHOICES)
    created_at = models.DateTimeField(_("declared"), default=clock.now)

    class Meta:
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["own_work", "ai_use"]), name="declaration_kind_is_known"
            ),
            models.CheckConstraint(condition=~Q(asked="") | ~Q(said=""), name="declaration_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.essay} {self.kind}"


class ApprovalRequest(models.Model):
    """That the author was asked whether one version may carry their name. Only appended."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="approval_requests")
    created_at = models.DateTimeField(_("asked"), default=clock.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("request to approve")
        verbose_name_plural = _("requests to approve")

    def __str__(self) -> str:
        return f"{self.revision} {self.created_at:%Y-%m-%d %H:%M}"


class Approval(models.Model):
    """That one exact version may carry its author's name, in the words that were shown. Only appended.

    ``name`` is what that version prints.
    """

    revision = models.OneToOneField(Revision, on_delete=models.PROTECT, related_name="approval")
    name = models.TextField(_("name as printed"))
    wording = models.TextField(_("wording"))
    version = models.PositiveSmallIntegerField(_("version of the sentence"))
    language = models.CharField(_("language"), max_length=10, choices=CHOICES)
    created_at = models.DateTimeField(_("approved"), default=clock.now)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(wording=""), name="approval_says_of_what"),
        ]

    def __str__(self) -> str:
        return f"{self.revision} {self.created_at:%Y-%m-%d %H:%M}"


class AuthorRemark(models.Model):
    """What an author finds wrong in a version they were shown, of one paragraph or of all. Plain text.

    Its words stay as they were said (guard ``author_remark_keeps_its_words``); somebody deals with it.
    """

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="author_remarks")
    # The id that the essay has given the paragraph; none for a remark on the whole.
    paragraph = models.PositiveIntegerField(_("paragraph"), null=True)
    text = models.TextField(_("remark"))
    created_at = models.DateTimeField(_("said"), default=clock.now)
    handled_at = models.DateTimeField(_("dealt with"), null=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("remark of an author")
        verbose_name_plural = _("remarks of authors")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="author_remark_says_something"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("text"), REMARK_LENGTH), name="author_remark_is_short"
            ),
            models.CheckConstraint(
                condition=Q(handled_at=None, handled_by=None)
                | Q(handled_at__isnull=False, handled_by__isnull=False),
                name="author_remark_is_dealt_with_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.revision} {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def place(self) -> int | None:
        """Which paragraph of its version it is about, counted as readers do; None for the whole."""
        ids: list[int] = self.revision.paragraph_ids
        return ids.index(self.paragraph) + 1 if self.paragraph in ids else None
