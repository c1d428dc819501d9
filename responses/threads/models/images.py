import secrets
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from responses.lib import clock
from responses.lib.pictures import shelf, widths_of
from responses.lib.texts import Part, PerLanguageTextField, pick
from responses.threads.models.publications import LivePeriod

IMAGE_PARTS = {
    "alt": Part(300, label=_("alternative text")),
    "credit": Part(300, label=pgettext_lazy("of an image", "credit")),
}


def images_folder() -> Path:
    """Where the files of images are: never served from there, only by views that ask who may see them."""
    return Path(settings.MEDIA_ROOT) / "images"


class ImageQuerySet(models.QuerySet["Image"]):
    def published(self) -> "ImageQuerySet":
        """Images that a live version shows: the public may see these and no others."""
        live = LivePeriod.objects.live().filter(revision__image_links__image=OuterRef("pk"))
        return self.filter(Exists(live))

    def unused(self) -> "ImageQuerySet":
        """Images that no saved version shows."""
        return self.filter(revision_links=None)

    def undescribed(self, *languages: str) -> "ImageQuerySet":
        """Images that need an alternative text and have none in any of these languages."""
        lacking = {f"texts__{code}__alt__isnull": True for code in languages}
        return self.filter(is_decorative=False, **lacking)


class Image(models.Model):
    """A picture that texts may show, encoded by us; its words in each language save at once.

    ``key`` (128 random bits) is its address and stands in the texts; ``folder`` holds its files and is told
    to nobody. ``width`` and ``height`` are the master's, ``bytes`` what all its files take, ``digest`` the
    SHA-256 of the master in hexadecimal. The picture itself is never replaced (guard ``image_stays_itself``).
    """

    class Kind(models.TextChoices):
        JPEG = "jpeg", "JPEG"
        PNG = "png", "PNG"

    key = models.CharField(max_length=32, unique=True, editable=False)
    folder = models.CharField(max_length=32, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    bytes = models.PositiveIntegerField(editable=False)
    digest = models.CharField(max_length=64, editable=False)
    file_name = models.CharField(_("file name"), max_length=255, blank=True, editable=False)
    texts = PerLanguageTextField(_("texts"), parts=IMAGE_PARTS)
    is_decorative = models.BooleanField(_("decorative"), default=False)
    source = models.TextField(_("source and licence"), max_length=1000, blank=True)
    created_at = models.DateTimeField(_("added"), default=clock.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["jpeg", "png"]), name="image_kind_is_known"),
            models.CheckConstraint(condition=Q(width__gte=1, height__gte=1), name="image_has_a_size"),
            models.CheckConstraint(condition=Exact(Length("key"), 32), name="image_key_is_whole"),
        ]

    def __str__(self) -> str:
        return self.file_name or self.key

    @staticmethod
    def new_key() -> str:
        return secrets.token_hex(16)

    @property
    def extension(self) -> str:
        return shelf.EXTENSIONS[self.kind]

    @property
    def content_type(self) -> str:
        return f"image/{self.kind}"

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths in which it is shown, ascending."""
        return widths_of(self.width)

    @property
    def is_described(self) -> bool:
        """Whether someone who cannot see it is told what it shows, or that it shows nothing of weight."""
        return self.is_decorative or any(said.get("alt") for said in self.texts.values())

    def alt_in(self, language: str) -> tuple[str, str]:
        """The alternative text for a text in ``language``, and the language it is in; '' when decorative."""
        return ("", language) if self.is_decorative else pick(self.texts, "alt", language)

    def file(self, width: int | None = None) -> Path:
        """The file of one of its widths, or the master."""
        return shelf.path(images_folder(), self.folder, self.kind, width)

    def files(self) -> list[Path]:
        """All its files, for backups to look after."""
        return [self.file(), *(self.file(width) for width in self.widths)]


class RevisionImage(models.Model):
    """That a saved version shows an image. Written with the version, from its text; only appended."""

    revision = models.ForeignKey("responses.Revision", on_delete=models.PROTECT, related_name="image_links")
    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="revision_links")

    class Meta:
        verbose_name = _("image of a version")
        verbose_name_plural = _("images of versions")
        constraints = [
            models.UniqueConstraint(fields=["revision", "image"], name="revision_names_an_image_once"),
        ]

    def __str__(self) -> str:
        return f"{self.revision} {self.image}"
