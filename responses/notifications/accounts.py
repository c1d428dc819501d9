"""The mails of allauth: written into the outbox instead of being sent while somebody waits."""

from typing import Any

from django.utils import translation

from responses.notifications.models import Letter
from responses.notifications.services import queue_letter
from responses.people import accounts

PASSWORD_RESET = "account/email/password_reset_key"  # noqa: S105 - a template's name


class AccountAdapter(accounts.AccountAdapter):
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the letter, in its reader's language, to the address that the account has.

        Never to the one that was typed: two addresses that compare as equal need not lead to one mailbox.
        """
        user = context.get("user")
        language = getattr(user, "language", "") or translation.get_language()
        is_reset = template_prefix == PASSWORD_RESET
        with translation.override(language):
            message = self.render_mail(template_prefix, email, context)
        queue_letter(
            purpose=Letter.Purpose.PASSWORD_RESET if is_reset else Letter.Purpose.ACCOUNT,
            recipient=getattr(user, "email", "") or email,
            subject=message.subject,
            text=message.body,
            language=language,
            holds_secret=is_reset,
        )
