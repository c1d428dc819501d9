"""How allauth is bent to this site: accounts are made by administrators, and what happens is logged."""

from typing import Any

from allauth.account import signals
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from responses.events.services import record
from responses.languages.paths import absolute
from responses.people.models import User


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up; limits answer 429; links carry the site's own address.

    Its mails are the business of ``notifications.accounts``, which settings name.
    """

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except Exception as error:
            # allauth says it on the form with status 200; a program that guesses reads the status alone.
            if getattr(error, "code", "") == "too_many_login_attempts":
                raise ImmediateHttpResponse(too_many_tries(request)) from None
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        # Only whom it concerned: people type their passwords into the wrong box.
        user = User.objects.filter(email=str(credentials.get("email", "")).strip().lower()).first()
        record("sign-in refused", subject=user)

    def get_reset_password_from_key_url(self, key: str) -> str:
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        # Never from the request: its Host header is whatever its sender wrote.
        return absolute(path.replace("UID-KEY", key))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("admin:index")

    def format_email_subject(self, subject: str) -> str:
        return str(subject)


def too_many_tries(request: HttpRequest) -> HttpResponse:
    """The answer to whoever guesses, and to the owner whose account is being guessed at."""
    return render(request, "429.html", status=429)


@receiver(signals.user_logged_in)
def _signed_in(user: User, **kwargs: Any) -> None:
    record("signed in", subject=user, actor=user)


@receiver(signals.user_logged_out)
def _signed_out(user: User | None, **kwargs: Any) -> None:
    if user is not None:
        record("signed out", subject=user, actor=user)


@receiver([signals.password_changed, signals.password_set])
def _password_changed(user: User, **kwargs: Any) -> None:
    record("changed the password", subject=user, actor=user)


@receiver(signals.password_reset)
def _password_reset(user: User, **kwargs: Any) -> None:
    record("reset the password", subject=user, actor=user)
