"""Asking for a new password, in a time that tells nothing; and how to hear of what is followed."""

from contextlib import suppress
from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from responses.languages.codes import CHOICES
from responses.lib import stamps
from responses.notifications.models import Follower
from responses.notifications.models.followers import Wishes

STAMP = "follow a thing"
EVENTS = {
    "wants_responses": _("new responses"),
    "wants_closing_replies": _("closing replies"),
    "wants_translations": _("translations into my language"),
    "wants_corrections": _("corrections"),
}


class ResetPasswordForm(account.ResetPasswordForm):
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


class WishesForm(forms.Form):
    """Language, rhythm and events: what holds for all letters to one reader."""

    language = forms.ChoiceField(
        label=_("Language of the e-mails"), choices=CHOICES, widget=forms.RadioSelect
    )
    rhythm = forms.ChoiceField(
        label=_("How often"), choices=Wishes.Rhythm.choices, widget=forms.RadioSelect, initial="at_once"
    )
    events = forms.MultipleChoiceField(
        label=_("What to write about"),
        choices=list(EVENTS.items()),
        widget=forms.CheckboxSelectMultiple,
        initial=tuple(EVENTS),
        error_messages={"required": _("Choose one at least.")},
    )

    @property
    def helper(self) -> FormHelper:
        """The fields alone: the pages have their own form elements and buttons, and no cookie for a token."""
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        return helper

    @property
    def wishes(self) -> dict[str, Any]:
        """As the tables keep them."""
        said = self.cleaned_data
        chosen = {name: name in said["events"] for name in EVENTS}
        return {"language": said["language"], "rhythm": said["rhythm"]} | chosen

    @staticmethod
    def of(follower: Follower) -> dict[str, Any]:
        """What the form shows of a follower."""
        events = [name for name in EVENTS if getattr(follower, name)]
        return {"language": follower.language, "rhythm": follower.rhythm, "events": events}


class FollowForm(WishesForm):
    """The same with an address, for somebody who has no account and no cookie.

    ``stamp`` says when the form was given out; ``website`` is for machines that fill in everything.
    """

    address = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )
    website = forms.CharField(required=False, max_length=200)
    stamp = forms.CharField(required=False, max_length=200)
    field_order = ("address", "language", "rhythm", "events")

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.layout = Layout("address", "language", "rhythm", "events")
        return helper

    @property
    def is_filled_by_a_machine(self) -> bool:
        return bool(self.cleaned_data["website"])

    def clean(self) -> dict[str, Any]:
        if not stamps.is_timely(self.cleaned_data.get("stamp", ""), STAMP):
            raise ValidationError(_("Please press the button once more."), code="stamp")
        return self.cleaned_data

    @property
    def next_stamp(self) -> str:
        """For the form as it is shown again: the one that it has, while that may still become good."""
        return stamps.renewed(self.data.get("stamp", "") if self.is_bound else "", STAMP)


def new_stamp() -> str:
    return stamps.new_stamp(STAMP)
