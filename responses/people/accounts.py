"""How allauth is bent to this site: accounts are made by administrators, never by visitors."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up; a session follows the browser's clock no longer than settings allow."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
