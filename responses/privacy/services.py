"""Erasing what is known of a person, in one transaction, and saying so without naming them."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from responses.events.services import record
from responses.notifications import follows
from responses.notifications.models import Follower, FollowRequest, Letter
from responses.people.models import User
from responses.privacy.errors import NothingKnown, NotYet
from responses.privacy.holdings import holdings_of
from responses.privacy.scrubbing import scheduled_of, scrub
from responses.privacy.subjects import Subject
from responses.submissions.services.erasing import erase_submission
from responses.threads.models import Initiative


@transaction.atomic
def erase_person(*, subject: Subject, byline_stays: bool, user: User | None) -> None:
    """Erase all that ``holdings_of`` shows, as it says there. Raises ``NothingKnown`` or ``NotYet``."""
    holdings = holdings_of(subject, byline_stays=byline_stays)
    if not holdings:
        raise NothingKnown
    counts = {each.rows[0]._meta.model_name: each.count for each in holdings if not each.stays}
    _check(subject, user)
    sent = list(subject.submissions)
    # First what is found by the names, for these are read from the rows that go after it.
    scrub(subject, byline_stays=byline_stays)
    for submission in sent:
        erase_submission(submission=submission, user=user)
    if subject.address:
        for follower in Follower.objects.filter(address__iexact=subject.address):
            follows.erase(follower=follower)
        FollowRequest.objects.filter(address__iexact=subject.address).delete()
        Letter.objects.filter(recipient__iexact=subject.address).delete()
    if subject.account:
        _shut(subject.account)
    record("erased a person’s data", actor=user, byline_stays=byline_stays, rows=counts)


def _check(subject: Subject, user: User | None) -> None:
    account = subject.account
    if account and account == user:
        raise NotYet(_("This is your own account. Let another administrator erase it."))
    if (
        account
        and account.is_superuser
        and User.objects.filter(is_superuser=True, is_active=True).count() == 1
    ):
        raise NotYet(_("This is the only account that may do everything. Make another one first."))
    if (
        subject.address
        and Letter.objects.filter(recipient__iexact=subject.address, state=Letter.State.SENDING).exists()
    ):
        raise NotYet(_("An e-mail to this address is being sent. Try again in five minutes."))
    if coming := scheduled_of(subject):
        titles = ", ".join(str(essay) for essay in coming)
        raise NotYet(_("These texts are to go live; unschedule them first: %s") % titles)


def _shut(account: User) -> None:
    """Nobody signs in with it again; the row stays, for what it wrote names it."""
    EmailAddress.objects.filter(user=account).delete()
    Authenticator.objects.filter(user=account).delete()
    account.groups.clear()
    account.user_permissions.clear()
    account.email, account.name = f"erased-{account.pk}@erased.invalid", ""
    account.is_active = account.is_staff = account.is_superuser = account.has_second_factor = False
    account.set_unusable_password()
    account.save()


def byline_policy() -> bool:
    """Whether the initiative keeps the bylines of what it published when somebody asks to be forgotten."""
    return Initiative.objects.values_list("keeps_bylines", flat=True).first() is not False
