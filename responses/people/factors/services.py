"""The verbs that write second factors, besides allauth's own; and what is known of an account's."""

from typing import NamedTuple

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from allauth.mfa.utils import decrypt
from django.db import transaction

from responses.events.services import record
from responses.people.factors.adapter import UnreadableSecret
from responses.people.models import User

APP, PASSKEY, CODES = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES


class Factors(NamedTuple):
    """What an account has beside its password."""

    app: Authenticator | None
    passkeys: list[Authenticator]
    codes: Authenticator | None

    @property
    def codes_left(self) -> int:
        """How many recovery codes were not used yet; without decrypting any."""
        if self.codes is None:
            return 0
        return app_settings.RECOVERY_CODE_COUNT - int(self.codes.data["used_mask"]).bit_count()


def factors_of(user: User) -> Factors:
    rows = list(Authenticator.objects.filter(user=user).order_by("pk"))
    return Factors(
        app=next((row for row in rows if row.type == APP), None),
        passkeys=[row for row in rows if row.type == PASSKEY],
        codes=next((row for row in rows if row.type == CODES), None),
    )


def note_factors(*, user_number: int) -> None:
    """Write beside the account whether it has a second factor: every page of the desk asks that."""
    rows = Authenticator.objects.filter(user_id=user_number).exclude(type=CODES)
    User.objects.filter(pk=user_number).update(has_second_factor=rows.exists())


def accept_code(*, authenticator: Authenticator, code: str) -> bool:
    """Whether this is a code of the app, or a recovery code; either is good once."""
    try:
        if authenticator.type == APP:
            return _accept_app_code(authenticator, code)
        return bool(authenticator.wrap().validate_code(code))
    except UnreadableSecret:
        return False


@transaction.atomic
def _accept_app_code(authenticator: Authenticator, code: str) -> bool:
    """By the row and not by the cache, as allauth does: a code is used up also when the cache forgets."""
    row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    secret, last = decrypt(row.data["secret"]), row.data.get("last_counter", 0)
    for counter in auth.yield_hotp_counters_from_time():
        expected = auth.format_hotp_value(auth.hotp_value(secret, counter))
        if counter > last and compare_user_code(actual=code, expected=expected):
            row.data["last_counter"] = counter
            row.save(update_fields=["data"])
            return True
    return False


@transaction.atomic
def take_away_factors(*, account: User, actor: User | None) -> int:
    """Take all second factors from somebody who lost them; the number of those that there were.

    Whether the actor may is for the caller to see to; None is whoever runs the server.
    """
    rows = Authenticator.objects.filter(user=account)
    count = rows.exclude(type=CODES).count()
    rows.delete()
    note_factors(user_number=account.pk)
    account.has_second_factor = False
    record("took away the second factors", subject=account, actor=actor, actor_label="manage.py", count=count)
    return count
