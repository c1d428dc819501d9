"""The pages of the second factor: allauth's, but for what this site shows or asks differently."""

from typing import Any

from allauth.mfa.base import views as base
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from responses.people.factors import forms, gate
from responses.people.factors.adapter import passkey_host
from responses.people.factors.services import factors_of
from responses.people.signed_in import signed_in


@require_safe
@login_required
def index(request: HttpRequest) -> HttpResponse:
    """What the account has, and where more is added."""
    user = signed_in(request)
    context = {
        "factors": factors_of(user),
        "must": gate.lacks_factor(user),
        "required": settings.REQUIRE_SECOND_FACTOR and user.is_staff,
        "elsewhere": _elsewhere(request),
    }
    return render(request, "mfa/index.html", context)


def _elsewhere(request: HttpRequest) -> str:
    """For a local site looked at by its number: the address at which browsers have passkeys."""
    host, _colon, port = request.get_host().partition(":")
    if not settings.LOCAL or host == passkey_host():
        return ""
    return (
        f"http://{passkey_host()}:{port}{request.path}" if port else f"http://{passkey_host()}{request.path}"
    )


@login_required
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """New codes, shown until their owner says that they are kept, for a quarter of an hour at most."""
    factors = factors_of(signed_in(request))
    if request.method == "POST":
        gate.stop_showing(request)
        return redirect("mfa_index")
    if not gate.may_show(request, factors.codes):
        return redirect("mfa_index")
    return render(request, "mfa/recovery_codes/index.html", {"codes": _unused(factors.codes)})


@require_safe
@login_required
def download_codes(request: HttpRequest) -> HttpResponse:
    """The same codes as a text file."""
    factors = factors_of(signed_in(request))
    if not gate.may_show(request, factors.codes):
        raise PermissionDenied
    answer = render(
        request,
        "mfa/recovery_codes/download.txt",
        {"codes": _unused(factors.codes), "site": settings.SITE_URL},
        content_type="text/plain; charset=utf-8",
    )
    answer.headers["Content-Disposition"] = 'attachment; filename="recovery-codes.txt"'
    return answer


def _unused(authenticator: Any) -> list[str]:
    return list(authenticator.wrap().get_unused_codes())


class Authenticate(base.AuthenticateView):
    """The second step of signing in, with the ways that this account has."""

    form_class = forms.AuthenticateForm
    webauthn_form_class = forms.AuthenticatePasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        factors = factors_of(self.stage.login.user)
        return super().get_context_data(**kwargs) | {"factors": factors}


class Reauthenticate(base.ReauthenticateView):
    form_class = forms.ReauthenticateForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"owes": gate.owes_factor(self.request)}


class ReauthenticatePasskey(webauthn.ReauthenticateWebAuthnView):
    form_class = forms.ReauthenticatePasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super(webauthn.ReauthenticateWebAuthnView, self).get_context_data(**kwargs)
        options = webauthn.auth.begin_authentication(self.request.user)
        return context | {"js_data": {"request_options": options}, "owes": gate.owes_factor(self.request)}

    def form_invalid(self, form: Any) -> HttpResponse:
        # allauth leads to the log-in, which leads whoever is signed in away from what is the matter.
        return self.render_to_response(self.get_context_data(form=form))


class AddApp(totp.ActivateTOTPView):
    form_class = forms.ActivateAppForm


class AddPasskey(webauthn.AddWebAuthnView):
    form_class = forms.AddPasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # allauth's own leaves out the form, and with it what was wrong with it.
        return super().get_context_data() | kwargs | {"elsewhere": _elsewhere(self.request)}


class RemovePasskey(webauthn.RemoveWebAuthnView):
    success_url = reverse_lazy("mfa_index")
