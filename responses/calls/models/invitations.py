import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from responses.calls.models.calls import Call
from responses.lib import clock

# Crockford's base 32 without vowels' look-alikes: no I, L, O, U.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12  # 60 bits; tries are counted


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _each in range(CODE_LENGTH))


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

    class Meta:
        verbose_name = _("access code")
        verbose_name_plural = _("access codes")
        constraints = [
            models.CheckConstraint(condition=Q(uses__gte=1, uses__lte=500), name="invitation_is_of_use"),
        ]

    def __str__(self) -> str:
        # The log keeps this for ever: neither the code nor whom it is for.
        return f"{self.created_at:%Y-%m-%d %H:%M}"
