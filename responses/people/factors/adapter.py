"""How allauth's second factor is bent to this site: what it is called, and how its secrets are kept."""

from base64 import urlsafe_b64encode
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _


class UnreadableSecret(ValueError):
    """A secret that was encrypted under another SECRET_KEY."""


class FactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "This is not right, or it was used already. A code of an app changes every 30 seconds."
        ),
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            raise UnreadableSecret from None

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": passkey_host(), "name": self._get_site_name()}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 - allauth's word
        return gettext("Passkey")

    def _get_site_name(self) -> str:
        """What an app lists the account under: from the settings, never from a request's Host header."""
        return f"{urlsplit(settings.SITE_URL).hostname} · {pgettext('in an authenticator app', 'Desk')}"


def passkey_host() -> str:
    """The name that passkeys are bound to.

    Browsers give none to a bare number, so that a local site has them at http://localhost only.
    """
    return "localhost" if settings.LOCAL else urlsplit(settings.SITE_URL).hostname or ""


def check_origin(origin: str) -> None:
    """Refuse a passkey that was asked for by another address, also by one below the site's own name."""
    # allauth has compared the host by then, and on a local site any port will do.
    if not settings.LOCAL and origin != _origin(settings.SITE_URL):
        raise ValidationError(_("Passkeys work at %s only.") % _origin(settings.SITE_URL))


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _cipher() -> Fernet:
    # A key of its own, so that nothing else that is made from SECRET_KEY can ever be taken for it.
    key = salted_hmac("responses.people.factors", "secrets at rest", algorithm="sha256").digest()
    return Fernet(urlsafe_b64encode(key))
