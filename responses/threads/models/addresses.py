from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from responses.lib import clock
from responses.people.models import Person
from responses.threads.models.essays import Essay
from responses.threads.models.themes import Theme
from responses.threads.models.threads import Thread


class FormerSlug(models.Model):
    """A web address that once was public and now leads to its owner's present one, for ever.

    Kept only for addresses that were public: a draft's former slug redirects nobody.
    """

    slug = models.SlugField(_("former web address"), max_length=100)
    essay = models.ForeignKey(Essay, on_delete=models.PROTECT, null=True, related_name="former_slugs")
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, null=True, related_name="former_slugs")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, related_name="former_slugs")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="former_slugs")
    since = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("former web address")
        verbose_name_plural = _("former web addresses")
        constraints = [
            models.CheckConstraint(
                condition=Q(essay__isnull=False, thread=None, theme=None, person=None)
                | Q(essay=None, thread__isnull=False, theme=None, person=None)
                | Q(essay=None, thread=None, theme__isnull=False, person=None)
                | Q(essay=None, thread=None, theme=None, person__isnull=False),
                name="former_slug_has_one_owner",
            ),
            *(
                models.UniqueConstraint(
                    fields=["slug"],
                    condition=Q(**{f"{owner}__isnull": False}),
                    name=f"former_slug_of_one_{owner}",
                )
                for owner in ("essay", "thread", "theme", "person")
            ),
        ]

    def __str__(self) -> str:
        return self.slug
