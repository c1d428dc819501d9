"""The e-mails that wait for a person's decision, and what waits for a sender that does not come."""

from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from responses.lib import clock
from responses.lib.waiting import Waiting
from responses.notifications.models import Bulletin, Letter
from responses.notifications.news.finding import untold

# A sender looks every second; who is away for this long is missed.
LATE = timedelta(minutes=5)


def waiting_for(user: AbstractBaseUser | AnonymousUser) -> list[Waiting]:
    """Letters in doubt and letters given up, each where there are any; what is late."""
    if not isinstance(user, PermissionsMixin) or not user.has_perm("responses.resend_letter"):
        return []
    letters = reverse("admin:responses_letter_changelist")
    words = {
        Letter.State.UNCERTAIN: _("e-mails, uncertain whether sent"),
        Letter.State.GIVEN_UP: _("e-mails given up"),
    }
    found = [
        Waiting(number, sentence, f"{letters}?state__exact={state}")
        for state, sentence in words.items()
        if (number := Letter.objects.filter(state=state).count())
    ]
    return [*_late(letters), *found]


def _late(letters: str) -> list[Waiting]:
    """What should have gone minutes ago: then the process that sends is down, or cannot keep up."""
    now = clock.now()
    limit = now - LATE
    # Those to followers wait their turn, by the rate that is set; while some go, the others are not late.
    goes_on = Letter.objects.filter(turn=1, handed_over_at__gt=limit).exists()
    due = Letter.objects.due(limit).filter(turn__lte=0 if goes_on else 1)
    bulletins = Bulletin.objects.filter(done_at=None, created_at__lte=limit)
    unsaid = untold(now).filter(starts__lte=limit)
    found = []
    for rows, column, sentence in (
        (due, "due_at", _("e-mails not sent for {minutes} minutes: is send_letters running?")),
        (bulletins, "created_at", _("news not written for {minutes} minutes: is send_letters running?")),
        (unsaid, "starts", _("texts live and not told of for {minutes} minutes: is send_letters running?")),
    ):
        said = rows.aggregate(number=Count("pk"), since=Min(column))
        if said["number"]:
            minutes = int((now - said["since"]).total_seconds() // 60)
            found.append(Waiting(said["number"], sentence.format(minutes=minutes), letters, said["since"]))
    return found
