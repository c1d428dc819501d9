from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from responses.lib import clock
from responses.lib.foreign_keys import DeferredForeignKey
from responses.lib.texts import Part, PerLanguageTextField, pick
from responses.threads.models.publications import LivePeriod

THREAD_PARTS = {
    "title": Part(300, required=True, label=_("question")),
    "framing": Part(5000, prose=True, label=_("framing paragraph")),
}


def _prompts_set_aside() -> models.QuerySet[models.Model]:
    # By name: essays know their threads, not the other way round.
    essays = apps.get_model("responses", "Essay")._default_manager
    return essays.filter(kind="prompt", set_aside_at__isnull=False)


class ThreadQuerySet(models.QuerySet["Thread"]):
    def published(self) -> "ThreadQuerySet":
        """Threads whose prompt is live, or was live and is withdrawn.

        Such a thread keeps its page: what answered a withdrawn prompt stays.
        """
        begun = LivePeriod.objects.begun().filter(essay__prompt_of=OuterRef("pk"))
        return self.filter(Exists(begun))

    def at_hand(self) -> "ThreadQuerySet":
        """What the desk works on: a thread goes aside with its prompt."""
        return self.exclude(essays__in=_prompts_set_aside())

    def set_aside(self) -> "ThreadQuerySet":
        return self.filter(essays__in=_prompts_set_aside())

    def with_first_publication(self) -> "ThreadQuerySet":
        """Adds ``published_at``: when the prompt was first live on this site."""
        first = LivePeriod.objects.begun().filter(essay__prompt_of=OuterRef("pk"))
        return self.annotate(published_at=models.Subquery(first.order_by("first").values("first")[:1]))


class Thread(models.Model):
    """A dialogue: a question, a framing paragraph, themes, one prompt essay, its responses.

    ``state`` is what editors say of it; nothing follows from it, least of all that anything is public.
    """

    class State(models.TextChoices):
        ANNOUNCED = "announced", _("Announced")
        OPEN = "open", _("Open for essays")
        EDITING = "editing", _("Being edited")
        PUBLISHED = "published", _("Ongoing")
        CLOSING_REPLY_DUE = "closing_reply_due", _("Closing reply due")
        CLOSED = "closed", _("Closed")

    slug = models.SlugField(_("web address"), max_length=100, unique=True)
    texts = PerLanguageTextField(_("texts"), parts=THREAD_PARTS)
    state = models.CharField(_("state"), max_length=20, choices=State, blank=True)
    facts = models.JSONField(_("facts from the source"), default=dict, blank=True)
    created_at = models.DateTimeField(_("created"), default=clock.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    themes = TaggableManager(_("themes"), through="responses.ThreadTheme", blank=True)
    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "",
                        "announced",
                        "open",
                        "editing",
                        "published",
                        "closing_reply_due",
                        "closed",
                    ]
                ),
                name="thread_state_is_known",
            ),
            DeferredForeignKey(
                name="thread_has_a_prompt", column="id", to_table="responses_essay", to_column="prompt_of"
            ),
        ]

    def __str__(self) -> str:
        return self.title_in("en")[0] or self.slug

    def title_in(self, language: str) -> tuple[str, str]:
        """The question for a page in ``language``, and the language that it is in."""
        return pick(self.texts, "title", language)
