import secrets
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from responses.languages.codes import CHOICES
from responses.lib import clock
from responses.people.models import Person
from responses.threads.models import Theme, Thread


class Wishes(models.Model):
    """How a reader wants to hear of what they follow."""

    class Rhythm(models.TextChoices):
        AT_ONCE = "at_once", _("as it happens")
        WEEKLY = "weekly", _("once a week, together")

    language = models.CharField(_("language"), max_length=10, choices=CHOICES)
    rhythm = models.CharField(_("how often"), max_length=10, choices=Rhythm, default=Rhythm.AT_ONCE)
    wants_responses = models.BooleanField(default=True)
    wants_closing_replies = models.BooleanField(default=True)
    wants_translations = models.BooleanField(default=True)
    wants_corrections = models.BooleanField(default=True)

    NAMES: ClassVar[tuple[str, ...]] = (
        "language",
        "rhythm",
        "wants_responses",
        "wants_closing_replies",
        "wants_translations",
        "wants_corrections",
    )

    class Meta:
        abstract = True

    @property
    def wishes(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.NAMES}


class Topic(models.Model):
    """What is followed: a thread, a theme, a person; with none of them, everything."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, null=True, related_name="+")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")

    # At most one of the three.
    ONE = Q(thread=None, theme=None) | Q(thread=None, person=None) | Q(theme=None, person=None)

    class Meta:
        abstract = True

    @property
    def key(self) -> tuple[str, int]:
        """“thread 7”, “everything 0”: what announcements are matched by."""
        for name in ("thread", "theme", "person"):
            if number := getattr(self, f"{name}_id"):
                return name, number
        return "everything", 0


def random_salt() -> str:
    return secrets.token_hex(16)


class Follower(Wishes):
    """A reader who confirmed that the address is theirs. No account: the links in their letters lead in.

    ``salt`` goes into those links with the site's own key, so that this table alone opens nothing. Whoever
    leaves has no subscriptions any more; the address is erased 30 days later, or at once if they say so.
    """

    address = models.EmailField(_("address"), unique=True)
    salt = models.CharField(max_length=32, default=random_salt, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), default=clock.now)
    left_at = models.DateTimeField(_("left"), null=True)
    # The weekly letter before this instant is written, or had nothing to say.
    digested_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("by mail", "follower")
        verbose_name_plural = pgettext_lazy("by mail", "followers")
        constraints = [
            models.CheckConstraint(
                condition=~Q(address="") & ~Q(address__contains="\n") & ~Q(address__contains="\r"),
                name="follower_has_one_address",
            ),
            models.CheckConstraint(
                condition=Q(rhythm__in=["at_once", "weekly"]), name="follower_rhythm_is_known"
            ),
        ]

    def __str__(self) -> str:
        # The log keeps this for ever, so it names nobody.
        return f"{self.confirmed_at:%Y-%m-%d %H:%M}"


class Subscription(Topic):
    """That a follower follows something, since an instant: of what was before it they hear nothing."""

    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="subscriptions")
    since = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            models.CheckConstraint(condition=Topic.ONE, name="subscription_is_to_one_thing"),
            models.UniqueConstraint(fields=["follower", "thread"], name="subscription_to_a_thread_once"),
            models.UniqueConstraint(fields=["follower", "theme"], name="subscription_to_a_theme_once"),
            models.UniqueConstraint(fields=["follower", "person"], name="subscription_to_a_person_once"),
            models.UniqueConstraint(
                fields=["follower"],
                condition=Q(thread=None, theme=None, person=None),
                name="subscription_to_everything_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key[0]} {self.key[1]}"


class FollowRequest(Topic, Wishes):
    """Somebody wrote this address into the form: nothing follows from it until its owner says yes.

    The token in their letter is kept as a hash. The row goes after 7 days, confirmed or not.
    """

    address = models.EmailField(_("address"))
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("request to follow")
        verbose_name_plural = _("requests to follow")
        indexes = [models.Index(fields=["created_at"], name="follow_request_by_age")]
        constraints = [
            models.CheckConstraint(condition=Topic.ONE, name="follow_request_is_for_one_thing"),
            models.CheckConstraint(
                condition=Q(rhythm__in=["at_once", "weekly"]), name="follow_request_rhythm_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M}"
