"""Signing in and out, passwords and the second factor: nothing else of allauth has an address here.

The names are allauth's, which reverses them. A sign-up, an address of one's own to manage and the like
would be pages of a site where visitors make accounts.
"""

from allauth.account import views
from django.urls import include, path, re_path

from responses.people import accounts  # noqa: F401 - importing it makes what happens here a line of the log

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    # Who is signed in shows again that it is they.
    path("confirm/", views.reauthenticate, name="account_reauthenticate"),
    path("second-factor/", include("responses.people.factors.urls")),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    # A key has hyphens too, so no converter of `path` would part the two.
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]
