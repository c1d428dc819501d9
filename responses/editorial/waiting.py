"""What waits, as simple counts for the first page of the admin, and what goes live this week."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from django.db.models import Count, Exists, Max, Min, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from responses.editorial.coming import Coming, comings
from responses.editorial.previews.listing import unhandled_notes
from responses.editorial.states import site_zones
from responses.lib import clock
from responses.lib.waiting import Waiting
from responses.threads.models import Edition, LivePeriod, Publication

WEEK = timedelta(days=7)
MOST = 12  # lines of coming acts on the first page


def waiting_for(user: AbstractBaseUser | AnonymousUser) -> list[Waiting]:
    """What asks for somebody, the longest waiting first; nothing that is at zero. One query a line."""
    if not _may_publish(user):
        return []
    live = LivePeriod.objects.filter(edition=OuterRef("pk"))
    unchecked = Edition.objects.at_hand().filter(kind=Edition.Kind.CONVERSION, reviewed_at=None)
    notes = unhandled_notes().aggregate(number=Count("pk"), since=Min("created_at"))
    lines = [
        _editions(Edition.objects.at_hand().filter(~Exists(live)), _("drafts, never published"), "draft"),
        _editions(Edition.objects.stale(), _("translations of an older version"), "stale"),
        _editions(unchecked, _("automatic conversions, unchecked"), "unchecked"),
        Waiting(
            notes["number"], _("notes from authors"), reverse("admin:responses_edition_notes"), notes["since"]
        ),
    ]
    return sorted((each for each in lines if each.number), key=lambda each: each.since or clock.now())


def coming_for(user: AbstractBaseUser | AnonymousUser) -> tuple[list[Coming], int]:
    """What goes live by itself within a week, by the hour, and how many acts are scheduled in all."""
    if not _may_publish(user):
        return [], 0
    upcoming = Publication.objects.upcoming()
    this_week = upcoming.filter(instant__lte=clock.now() + WEEK)
    return comings(this_week, site_zones(), MOST), upcoming.count()


def _may_publish(user: AbstractBaseUser | AnonymousUser) -> bool:
    return isinstance(user, PermissionsMixin) and user.has_perm("responses.publish_edition")


def _editions(editions: Any, words: str, state: str) -> Waiting:
    """Editions in a state of the list of editions; each waits since its newest version was saved."""
    saved = editions.annotate(saved=Max("revisions__created_at"))
    found = saved.aggregate(number=Count("pk"), since=Min("saved"))
    address = f"{reverse('admin:responses_edition_changelist')}?state={state}"
    return Waiting(found["number"], words, address, found["since"])
