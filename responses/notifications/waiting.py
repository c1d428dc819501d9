"""The e-mails that wait for a person's decision."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from django.urls import reverse
from django.utils.translation import gettext as _

from responses.lib.waiting import Waiting
from responses.notifications.models import Letter


def waiting_for(user: AbstractBaseUser | AnonymousUser) -> list[Waiting]:
    """Letters in doubt and letters given up, each where there are any."""
    if not isinstance(user, PermissionsMixin) or not user.has_perm("responses.resend_letter"):
        return []
    letters = reverse("admin:responses_letter_changelist")
    words = {
        Letter.State.UNCERTAIN: _("e-mails, uncertain whether sent"),
        Letter.State.GIVEN_UP: _("e-mails given up"),
    }
    return [
        Waiting(number, sentence, f"{letters}?state__exact={state}")
        for state, sentence in words.items()
        if (number := Letter.objects.filter(state=state).count())
    ]
