"""allauth's forms for the second factor, with this site's words and limits."""

import json
from typing import Any

from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.mfa import signals
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal import auth as totp_auth
from allauth.mfa.webauthn import forms as webauthn
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.utils.translation import gettext_lazy as _

from responses.people.accounts import too_many_tries
from responses.people.factors.adapter import check_origin
from responses.people.factors.services import accept_code
from responses.people.models import User

# What parsing raises for a credential that no browser made: wrong types, broken base64, CBOR cut short.
MALFORMED = (
    TypeError,
    ValueError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
)
LONGEST_CREDENTIAL = 20_000  # characters


class Tries:
    """One try of an account, counted by account and by network address; 429 when there were too many.

    allauth forgets an address's failures whenever some account succeeds there; taking back one try does not.
    """

    def __init__(self, user: User) -> None:
        self.usage = ratelimit.consume(
            context.request, app="allauth.account", action="login_failed", key=f"second-factor-{user.pk}"
        )
        if self.usage is None:
            raise ImmediateHttpResponse(too_many_tries(context.request))

    def succeeded(self) -> None:
        if self.usage:
            self.usage.rollback()


def code_field(label: Any, help_text: Any = "") -> forms.CharField:
    attributes = {
        "autocomplete": "one-time-code",
        "inputmode": "numeric",
        "autofocus": True,
        "spellcheck": "false",
    }
    return forms.CharField(
        label=label, help_text=help_text, max_length=40, widget=forms.TextInput(attrs=attributes)
    )


class _CodeForm(base.BaseAuthenticateForm):
    code = code_field(_("Code"), _("From your authenticator app, or one of your recovery codes."))

    def clean_code(self) -> str:
        tries = Tries(self.user)
        typed = Authenticator.objects.filter(user=self.user).exclude(type=Authenticator.Type.WEBAUTHN)
        for authenticator in typed:
            if accept_code(authenticator=authenticator, code=self.cleaned_data["code"]):
                tries.succeeded()
                self.authenticator = authenticator
                return self.cleaned_data["code"]
        if main := typed.order_by("-type").first():
            self._emit_authentication_failed(main)
        raise get_adapter().validation_error("incorrect_code")


class AuthenticateForm(_CodeForm, base.AuthenticateForm):
    """The second step of signing in."""


class ReauthenticateForm(_CodeForm, base.ReauthenticateForm):
    """Showing the second factor again."""


class ActivateAppForm(totp.ActivateTOTPForm):
    code = code_field(_("Code that the app shows"))

    def clean_code(self) -> str:
        tries = Tries(self.user)
        code: str = self.cleaned_data["code"]
        if not totp_auth.validate_totp_code(self.secret, code):
            raise get_adapter().validation_error("incorrect_code")
        tries.succeeded()
        return code


class CredentialField(forms.CharField):
    """What a browser says of a passkey, as JSON."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        try:
            return json.loads(text) if 0 < len(text) <= LONGEST_CREDENTIAL else None
        except (ValueError, RecursionError):
            raise get_adapter().validation_error("incorrect_code") from None

    def validate(self, value: Any) -> None:
        if not isinstance(value, dict) or not value:
            raise get_adapter().validation_error("incorrect_code")


class AddPasskeyForm(webauthn.AddWebAuthnForm):
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=100,
        help_text=_("To tell several apart, such as “office laptop”."),
    )
    credential = CredentialField()

    def clean(self) -> dict[str, Any]:
        if "credential" not in self.cleaned_data:
            return self.cleaned_data
        credential = self.cleaned_data["credential"]
        try:
            response = auth.parse_registration_response(credential).response
            check_origin(response.client_data.origin)
            auth.complete_registration(credential)
        except forms.ValidationError:
            raise
        except MALFORMED:
            raise get_adapter().validation_error("incorrect_code") from None
        return self.cleaned_data


class _PasskeyForm(webauthn.AuthenticateWebAuthnForm):
    credential = CredentialField()

    def clean_credential(self) -> Authenticator:
        tries, credential = Tries(self.user), self.cleaned_data["credential"]
        try:
            check_origin(auth.parse_authentication_response(credential).response.client_data.origin)
            authenticator = auth.complete_authentication(self.user, credential)
        except (forms.ValidationError, *MALFORMED):
            self._say_refused()
            raise get_adapter().validation_error("incorrect_code") from None
        tries.succeeded()
        return authenticator

    def _say_refused(self) -> None:
        if one := Authenticator.objects.filter(user=self.user, type=Authenticator.Type.WEBAUTHN).first():
            signals.authentication_failed.send(
                sender=Authenticator, request=context.request, user=self.user, authenticator=one
            )


class AuthenticatePasskeyForm(_PasskeyForm):
    """The second step of signing in."""


class ReauthenticatePasskeyForm(_PasskeyForm):
    reauthenticated = True
