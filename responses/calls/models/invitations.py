import secrets
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from responses.calls.models.calls import Call
from responses.lib import clock

# Crockford's base 32 without vowels' look-alikes: no I, L, O, U.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12  # 60 bits; tries are counted
LONGEST = 80
_READ_AS = str.maketrans("ILOU", "110V")


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _each in range(CODE_LENGTH))


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def with_uses(self) -> "InvitationQuerySet":
        """Adds ``used``: the essays sent with it. An essay that is only begun uses nothing up."""
        return self.annotate(used=Count("submissions", filter=Q(submissions__number__isnull=False)))

    def in_order(self) -> "InvitationQuerySet":
        """As they were made, the newest lot first."""
        return self.order_by("-created_at", "pk")


class Invitation(models.Model):
    """An access code to one call: for an essay that comes late, or where only the invited send.

    Editors read it again to hand it on, so it is kept as it is. ``uses`` essays may be sent with it.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="invitations")
    code = models.CharField(_("code"), max_length=20, unique=True, default=new_code, editable=False)
    note = models.CharField(_("for whom"), max_length=200, blank=True)
    uses = models.PositiveSmallIntegerField(_("essays that may be sent with it"), default=1)
    # Until when, also after the call has closed; without it, as long as the call is open.
    good_until = models.DateTimeField(_("good until"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)
    created_at = models.DateTimeField(_("made"), default=clock.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("access code")
        verbose_name_plural = _("access codes")
        constraints = [
            models.CheckConstraint(condition=Q(uses__gte=1, uses__lte=500), name="invitation_is_of_use"),
        ]

    def __str__(self) -> str:
        # The log keeps this for ever: neither the code nor whom it is for.
        return f"{self.created_at:%Y-%m-%d %H:%M}"

    @property
    def ends_at(self) -> datetime:
        """Until when it opens its call, revoked or not: the truth, with the grace of the call."""
        return self.good_until or self.call.ends_at

    def is_in_time(self, now: datetime | None = None) -> bool:
        """Whether an essay may be sent with it now, as far as clock and editors say; see ``is_used_up``."""
        now = now or clock.now()
        return self.revoked_at is None and self.call.opens_at <= now < self.ends_at

    @property
    def is_used_up(self) -> bool:
        """Whether as many essays were sent with it as it is for. One query."""
        return self.submissions.filter(number__isnull=False).count() >= self.uses

    @property
    def shown_code(self) -> str:
        """In groups of four, as people read it out."""
        return "-".join(self.code[at : at + 4] for at in range(0, len(self.code), 4))


def plain_code(typed: str) -> str:
    """A code as it was meant, whatever case, spaces, hyphens or look-alikes it was typed with."""
    return "".join(sign for sign in typed.upper().translate(_READ_AS) if sign in ALPHABET)
