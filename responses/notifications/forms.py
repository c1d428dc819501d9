"""Asking for a new password, in a time that tells nothing."""

from contextlib import suppress
from typing import Any

from allauth.account import forms
from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest


class ResetPasswordForm(forms.ResetPasswordForm):
    """Takes as long, down to the wait for the disk, whether an account has the address or not."""

    # One transaction, hence one wait: allauth too writes a row for an account that it meets first.
    @transaction.atomic
    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email: str = super().save(request, **kwargs)
        if not self.users:
            # Of an address too long for a letter, nobody has an account either.
            with suppress(ValidationError):
                get_adapter().pretend_to_send_reset(request, email)
        return email
