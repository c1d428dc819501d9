"""The e-mails that wait for a person's decision, and what waits for a sender that does not come."""

from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from django.db.models import Count, Exists, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from responses.lib import clock
from responses.lib.waiting import Waiting
from responses.notifications.models import Bulletin, Letter
from responses.notifications.news.finding import untold

# A sender looks every second; who is away for this long is missed.
LATE = timedelta(minutes=5)


def waiting_for(user: AbstractBaseUser | AnonymousUser) -> list[Waiting]:
    """What is late, for all at the desk; letters in doubt and given up, for those who may send again."""
    letters = reverse("admin:responses_letter_changelist")
    late = _late(letters if _may(user, "responses.view_letter") else "")
    if not _may(user, "responses.resend_letter"):
        return late
    words = {
        Letter.State.UNCERTAIN: _("e-mails, uncertain whether sent"),
        Letter.State.GIVEN_UP: _("e-mails given up"),
    }
    found = [
        Waiting(number, sentence, f"{letters}?state__exact={state}")
        for state, sentence in words.items()
        if (number := Letter.objects.filter(state=state).count())
    ]
    return [*late, *found]


def _may(user: AbstractBaseUser | AnonymousUser, permission: str) -> bool:
    return isinstance(user, PermissionsMixin) and user.has_perm(permission)


def _late(letters: str) -> list[Waiting]:
    """What should have gone minutes ago: then the process that sends is down, or cannot keep up.

    Whoever may not open the list of ``letters`` is told whom to tell. Four queries.
    """
    now = clock.now()
    limit = now - LATE
    # Those to followers wait their turn, by the rate that is set; while some go, the others are not late.
    goes_on = Letter.objects.filter(turn=1, handed_over_at__gt=limit)
    due = Letter.objects.due(limit).filter(Q(turn=0) | ~Exists(goes_on))
    bulletins = Bulletin.objects.filter(done_at=None, created_at__lte=limit)
    unsaid = untold(now).filter(starts__lte=limit)
    found = []
    for rows, column, sentence in (
        (due, "due_at", _letters_late(letters)),
        (bulletins, "created_at", _news_late(letters)),
        (unsaid, "starts", _texts_late(letters)),
    ):
        said = rows.aggregate(number=Count("pk"), since=Min(column))
        if said["number"]:
            minutes = int((now - said["since"]).total_seconds() // 60)
            found.append(Waiting(said["number"], sentence.format(minutes=minutes), letters, said["since"]))
    return found


def _letters_late(letters: str) -> str:
    if letters:
        return _("e-mails not sent for {minutes} minutes: is send_letters running?")
    return _("e-mails not sent for {minutes} minutes: tell whoever runs the site")


def _news_late(letters: str) -> str:
    if letters:
        return _("news not written for {minutes} minutes: is send_letters running?")
    return _("news not written for {minutes} minutes: tell whoever runs the site")


def _texts_late(letters: str) -> str:
    if letters:
        return _("texts live and not told of for {minutes} minutes: is send_letters running?")
    return _("texts live and not told of for {minutes} minutes: tell whoever runs the site")
