from django.db import models
from django.utils.translation import gettext_lazy as _

from responses.lib.texts import Part, PerLanguageTextField, pick

INITIATIVE_PARTS = {
    "name": Part(120, required=True, label=_("name")),
    "sentence": Part(300, required=True, label=_("what it is, in a sentence")),
    "licence": Part(300, label=_("licence of the texts")),
    "contact": Part(300, label=_("contact")),
}
PAGE_PARTS = {
    "title": Part(120, required=True, label=_("title")),
    "body": Part(50_000, prose=True, label=_("text")),
}


def default_zones() -> list[dict[str, object]]:
    """The two clocks that dates are shown in: an IANA zone and the place's name per language."""
    return [
        {
            "zone": "America/New_York",
            "place": {"en": "Washington", "zh-hans": "华盛顿", "zh-hant": "華盛頓"},
        },
        {"zone": "Asia/Shanghai", "place": {"en": "Beijing", "zh-hans": "北京", "zh-hant": "北京"}},
    ]


class Initiative(models.Model):
    """The site's own settings, in each language. There is one row."""

    texts = PerLanguageTextField(_("texts"), parts=INITIATIVE_PARTS)
    zones = models.JSONField(_("time zones"), default=default_zones)
    licence_url = models.URLField(_("address of the licence"), blank=True)
    # What becomes of a byline when its person asks to be forgotten.
    keeps_bylines = models.BooleanField(_("published bylines stay when data are erased"), default=True)
    contact_email = models.EmailField(_("contact address"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiative")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="initiative_is_one")]

    def __str__(self) -> str:
        return pick(self.texts, "name", "en")[0]


class Page(models.Model):
    """A page about the site itself: About, For authors, Corrections. Saves at once, has no drafts."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, default=1, editable=False)
    slug = models.SlugField(_("web address"), max_length=60, unique=True)
    texts = PerLanguageTextField(_("texts"), parts=PAGE_PARTS)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    in_menu = models.BooleanField(_("in the menu"), default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return pick(self.texts, "title", "en")[0] or self.slug
