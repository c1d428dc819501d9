from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from responses.lib.texts import Part, PerLanguageTextField, pick

THEME_PARTS = {
    "title": Part(120, required=True, label=_("title")),
    "description": Part(2000, prose=True, label=_("description")),
}


class Theme(TagBase):
    """A curated subject. taggit's ``name`` is the English title, kept by the service that saves it."""

    texts = PerLanguageTextField(_("texts"), parts=THEME_PARTS)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return pick(self.texts, "title", "en")[0] or self.name


class ThreadTheme(ItemBase):
    content_object = models.ForeignKey(
        "responses.Thread", on_delete=models.CASCADE, related_name="theme_links"
    )
    tag = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="thread_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="thread_has_a_theme_once"),
        ]


class EssayTheme(ItemBase):
    content_object = models.ForeignKey(
        "responses.Essay", on_delete=models.CASCADE, related_name="theme_links"
    )
    tag = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="essay_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="essay_has_a_theme_once"),
        ]
        indexes = [models.Index(fields=["tag", "content_object"], name="essay_theme_by_theme")]
