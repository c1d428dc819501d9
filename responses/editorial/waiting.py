"""What waits, as simple counts for the first page of the admin, and what goes live this week."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from django.db.models import Count, Exists, Max, Min, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from responses.editorial.coming import Coming, comings
from responses.editorial.editions import PUBLISH
from responses.editorial.previews.listing import unhandled_notes
from responses.editorial.states import site_zones
from responses.lib import clock
from responses.lib.waiting import Waiting
from responses.threads.models import Edition, LivePeriod, Publication

WEEK = timedelta(days=7)
NOTES = "responses.change_response"
MOST = 12  # lines of coming acts on the first page


def waiting_for(user: AbstractBaseUser | AnonymousUser) -> list[Waiting]:
    """What asks for ``user``, the longest waiting first, then the drafts of others; one query a line.

    Nothing that is at zero, and nothing that its list would not show to this user.
    """
    lines: list[Waiting] = []
    others: list[Waiting] = []
    if _may(user, "responses.change_edition"):
        editions = Edition.objects.at_hand()
        if not _may(user, PUBLISH):
            editions = editions.derived()
        drafts = editions.filter(~Exists(LivePeriod.objects.filter(edition=OuterRef("pk"))))
        mine = drafts.saved_by(user)
        unchecked = editions.filter(kind=Edition.Kind.CONVERSION, reviewed_at=None)
        lines += [
            _editions(mine, _("drafts of yours"), "mine"),
            _editions(editions.stale(), _("translations of an older version"), "stale"),
            _editions(unchecked, _("automatic conversions, unchecked"), "unchecked"),
        ]
        others.append(_editions(drafts.exclude(pk__in=mine.values("pk")), _("drafts of others"), "others"))
    if _may(user, NOTES):
        notes = unhandled_notes().aggregate(number=Count("pk"), since=Min("created_at"))
        address = reverse("admin:responses_edition_notes")
        lines.append(Waiting(notes["number"], _("notes from authors"), address, notes["since"]))
    lines.sort(key=lambda each: each.since or clock.now())
    return [each for each in (*lines, *others) if each.number]


def coming_for(user: AbstractBaseUser | AnonymousUser) -> tuple[list[Coming], int]:
    """What goes live by itself within a week, by the hour, and how many acts are scheduled in all."""
    if not _may(user, PUBLISH):
        return [], 0
    upcoming = Publication.objects.upcoming()
    this_week = upcoming.filter(instant__lte=clock.now() + WEEK)
    return comings(this_week, site_zones(), MOST), upcoming.count()


def _may(user: AbstractBaseUser | AnonymousUser, permission: str) -> bool:
    return isinstance(user, PermissionsMixin) and user.has_perm(permission)


def _editions(editions: Any, words: str, state: str) -> Waiting:
    """Editions in a state of the list of editions; each waits since its newest version was saved."""
    saved = editions.annotate(saved=Max("revisions__created_at"))
    found = saved.aggregate(number=Count("pk"), since=Min("saved"))
    address = f"{reverse('admin:responses_edition_changelist')}?state={state}"
    return Waiting(found["number"], words, address, found["since"])
