from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from responses.languages.codes import CHOICES, tag
from responses.lib import clock, prose
from responses.people.models import Person
from responses.threads.models.essays import Essay
from responses.threads.models.publications import LivePeriod


class EditionQuerySet(models.QuerySet["Edition"]):
    def published(self) -> "EditionQuerySet":
        """Editions that are live now."""
        return self.filter(Exists(LivePeriod.objects.live().filter(edition=OuterRef("pk"))))

    def at_hand(self) -> "EditionQuerySet":
        """Those of essays that are not set aside."""
        return self.filter(essay__set_aside_at=None)

    def set_aside(self) -> "EditionQuerySet":
        return self.filter(essay__set_aside_at__isnull=False)

    def derived(self) -> "EditionQuerySet":
        """Translations and conversions."""
        return self.exclude(kind=Edition.Kind.ORIGINAL)

    def saved_by(self, user: Any) -> "EditionQuerySet":
        """Those with a version that ``user`` saved."""
        return self.filter(Exists(Revision.objects.filter(edition=OuterRef("pk"), created_by=user)))

    def in_language(self, code: str) -> "EditionQuerySet":
        return self.filter(language=code)

    def stale(self) -> "EditionQuerySet":
        """Translations and conversions whose source has a newer version live than they were made from."""
        newest = Revision.objects.filter(edition=OuterRef("pk")).order_by("-number")
        newer = LivePeriod.objects.live().filter(
            edition=OuterRef("source"), revision__number__gt=OuterRef("follows")
        )
        followed = self.annotate(follows=Subquery(newest.values("made_from__number")[:1]))
        return followed.filter(Exists(newer))


class Edition(models.Model):
    """An essay in one language. A derived edition names the edition that it was made from."""

    class Kind(models.TextChoices):
        ORIGINAL = "original", _("original")
        TRANSLATION = "translation", _("translation")
        CONVERSION = "conversion", _("conversion")

    essay = models.ForeignKey(
        Essay, on_delete=models.PROTECT, related_name="editions", verbose_name=_("essay")
    )
    language = models.CharField(_("language"), max_length=10, choices=CHOICES)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.ORIGINAL)
    source = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="derived",
        verbose_name=_("made from"),
    )
    reviewed_at = models.DateTimeField(_("checked by a person"), null=True, blank=True, editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    facts = models.JSONField(_("facts from the source"), default=dict, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        permissions = [("publish_edition", "Can publish edition")]
        constraints = [
            models.UniqueConstraint(fields=["essay", "language"], name="edition_one_a_language"),
            models.CheckConstraint(
                condition=Q(language__in=[code for code, _name in CHOICES]), name="edition_language_is_known"
            ),
            models.UniqueConstraint(
                fields=["essay"], condition=Q(kind="original"), name="edition_at_most_one_original"
            ),
            models.CheckConstraint(
                condition=Q(kind="original", source=None) | (~Q(kind="original") & Q(source__isnull=False)),
                name="edition_derived_has_a_source",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["original", "translation", "conversion"]),
                name="edition_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{getattr(self, 'newest_title', '') or self.essay} [{tag(self.language)}]"

    @property
    def latest(self) -> "Revision | None":
        """The newest saved version, live or not."""
        return self.revisions.order_by("-number").first()


class Revision(models.Model):
    """A saved version of an edition. Only appended (guard ``revision_is_only_appended``).

    ``body`` is canonical HTML of the closed subset (``lib/prose.py``); ``paragraph_ids[k]`` is the
    essay's id of the k-th paragraph. ``hash`` is SHA-256 over title, summary, body and credits.
    ``first_sentence`` is the summary's, else the body's: what a row of a list says of the text.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=500)
    summary = models.TextField(_("summary"), blank=True)
    first_sentence = models.CharField(max_length=400, blank=True)
    paragraph_ids = models.JSONField(default=list, blank=True)
    words = models.PositiveIntegerField(default=0)
    characters = models.PositiveIntegerField(default=0)
    made_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    hash = models.CharField(max_length=64)
    note = models.CharField(_("note"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("saved"), default=clock.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # Behind what lists read: SQLite reads through a long text to come to the columns after it.
    body = models.TextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("saved version")
        verbose_name_plural = _("saved versions")
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="revision_number_is_given_once"),
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.number}"

    @property
    def paragraphs(self) -> dict[int, str]:
        """The plain text of each paragraph by its id, in the order of the text."""
        return dict(zip(self.paragraph_ids, prose.paragraphs(self.body), strict=False))


class Credit(models.Model):
    """One name on one revision, frozen: as printed, with affiliation and bio of that day.

    ``person`` is empty when the printed byline names nobody in particular. Only appended.
    """

    class Role(models.TextChoices):
        AUTHOR = "author", _("author")
        TRANSLATOR = "translator", _("translator")

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="credits")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="credits")
    role = models.CharField(max_length=20, choices=Role, default=Role.AUTHOR)
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=300)
    affiliation = models.CharField(max_length=300, blank=True)
    bio = models.TextField(blank=True)

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        constraints = [
            models.UniqueConstraint(fields=["revision", "role", "position"], name="credit_has_its_own_place"),
        ]

    def __str__(self) -> str:
        return self.name
