from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from responses.lib import clock, keys
from responses.threads.models.editions import Edition, Revision
from responses.threads.models.essays import Essay


class WorkingCopy(models.Model):
    """What one user has typed and not saved. Never a revision, never public.

    Of one edition, or, without an edition, of a text that is yet to be made (``page`` says which form).
    ``content`` is what the form's fields hold, by name; ``version`` rises with each keeping, so that two
    windows of one user notice each other. ``findings`` is what a Word file's reader had to say: ``guesses``
    (names of fields), ``report`` (counts by code), ``file`` (its name), ``images`` (keys of its pictures).
    """

    class Page(models.TextChoices):
        EDITION = "edition", _("text")
        RESPONSE = "response", _("new response")
        THREAD = "thread", _("new thread")
        TRANSLATION = "translation", _("new translation")

    key = models.CharField(max_length=40, unique=True, default=keys.new_key, editable=False)
    page = models.CharField(max_length=20, choices=Page, default=Page.EDITION)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, null=True, related_name="working_copies")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    based_on = models.ForeignKey(Revision, on_delete=models.PROTECT, null=True, related_name="+")
    content = models.JSONField(default=dict)
    findings = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("working copy")
        verbose_name_plural = _("working copies")
        constraints = [
            models.UniqueConstraint(fields=["edition", "user"], name="working_copy_one_a_user"),
            models.CheckConstraint(
                condition=Q(page="edition", edition__isnull=False) | (~Q(page="edition") & Q(edition=None)),
                name="working_copy_is_of_an_edition_or_of_a_new_text",
            ),
            models.CheckConstraint(
                condition=Q(page__in=["edition", "response", "thread", "translation"]),
                name="working_copy_page_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition or self.page} ({self.user})"


class KeptFile(models.Model):
    """A file as it was sent, kept privately with its essay: a manuscript, a letter of consent, a photograph.

    The bytes lie under ``path`` (a random name) in the private folder; ``name`` is what the sender called
    it, to show and to hand back, never to store under. Until the essay is saved it belongs to a working
    copy. Once it belongs to an essay it stays (guard ``kept_file_stays_with_its_essay``).
    """

    class Kind(models.TextChoices):
        MANUSCRIPT = "manuscript", _("manuscript")
        CONSENT = "consent", _("consent")
        PHOTO = "photo", _("photograph")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    essay = models.ForeignKey(Essay, on_delete=models.PROTECT, null=True, related_name="kept_files")
    working_copy = models.ForeignKey(
        WorkingCopy, on_delete=models.SET_NULL, null=True, related_name="kept_files"
    )
    path = models.CharField(max_length=40, unique=True, default=keys.new_key, editable=False)
    name = models.CharField(_("file name"), max_length=255)
    size = models.PositiveIntegerField(_("bytes"))
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(_("received"), default=clock.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("kept file")
        verbose_name_plural = _("kept files")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["manuscript", "consent", "photo"]), name="kept_file_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def files(self) -> list[Path]:
        """Where its bytes lie, for backups to look after."""
        return [Path(settings.KEPT_FILES_ROOT) / self.path]
