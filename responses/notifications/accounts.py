"""The mails of allauth: written into the outbox instead of being sent while somebody waits."""

from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest
from django.utils import translation

from responses.notifications.models import Letter
from responses.notifications.services import pretend_to_queue_letter, queue_letter
from responses.people import accounts
from responses.people.models import User

PASSWORD_RESET = "account/email/password_reset_key"  # noqa: S105 - a template's name


class AccountAdapter(accounts.AccountAdapter):
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        queue_letter(**self._letter(template_prefix, email, context))

    def pretend_to_send_reset(self, request: HttpRequest, email: str) -> None:
        """All the work of a link to a new password, for an address that no account has; nothing is sent."""
        nobody = User(pk=0, email=email)
        # Django's token, not allauth's, which would keep the address.
        address = self.get_reset_password_from_key_url(f"0-{default_token_generator.make_token(nobody)}")
        context = {"user": nobody, "password_reset_url": address, "request": request}
        pretend_to_queue_letter(**self._letter(PASSWORD_RESET, email, context))

    def _letter(self, template_prefix: str, email: str, context: dict[str, Any]) -> dict[str, Any]:
        """In its reader's language, to the address that the account has.

        Never to the one that was typed: two addresses that compare as equal need not lead to one mailbox.
        """
        user = context.get("user")
        language = getattr(user, "language", "") or translation.get_language()
        is_reset = template_prefix == PASSWORD_RESET
        with translation.override(language):
            message = self.render_mail(template_prefix, email, context)
        return {
            "purpose": Letter.Purpose.PASSWORD_RESET if is_reset else Letter.Purpose.ACCOUNT,
            "recipient": getattr(user, "email", "") or email,
            "subject": message.subject,
            "text": message.body,
            "language": language,
            "holds_secret": is_reset,
        }
