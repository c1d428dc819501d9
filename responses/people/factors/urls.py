"""Addresses of the second factor; the names are allauth's, which reverses them."""

from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path

from responses.people.factors import (
    log,  # noqa: F401 - importing it makes what happens here a line of the log
    views,
)

urlpatterns = [
    path("", views.index, name="mfa_index"),
    path("code/", views.Authenticate.as_view(), name="mfa_authenticate"),
    path("app/add/", views.AddApp.as_view(), name="mfa_activate_totp"),
    path("app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("passkeys/add/", views.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/remove/", views.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("recovery-codes/", views.recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("recovery-codes/download/", views.download_codes, name="mfa_download_recovery_codes"),
    path("confirm/", views.Reauthenticate.as_view(), name="mfa_reauthenticate"),
    path("confirm/passkey/", views.ReauthenticatePasskey.as_view(), name="mfa_reauthenticate_webauthn"),
]
