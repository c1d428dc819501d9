"""What waits, as simple counts for the first page of the admin."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from responses.lib import clock
from responses.lib.waiting import Waiting
from responses.threads.models import Edition, LivePeriod


def waiting_for(user: AbstractBaseUser | AnonymousUser) -> list[Waiting]:
    """Drafts, what is scheduled, and conversions that nobody has checked; nothing that is at zero."""
    if not isinstance(user, PermissionsMixin) or not user.has_perm("responses.publish_edition"):
        return []
    now = clock.now()
    live = LivePeriod.objects.filter(edition=OuterRef("pk"))
    drafts = Edition.objects.filter(~Exists(live)).count()
    scheduled = LivePeriod.objects.filter(starts__gt=now).count()
    unchecked = Edition.objects.filter(kind=Edition.Kind.CONVERSION, reviewed_at=None).count()
    editions = reverse("admin:responses_edition_changelist")
    return [
        each
        for each in (
            Waiting(drafts, _("drafts, never published"), f"{editions}?state=draft"),
            Waiting(
                scheduled, _("going live by themselves"), reverse("admin:responses_publication_changelist")
            ),
            Waiting(unchecked, _("automatic conversions, unchecked"), f"{editions}?state=unchecked"),
        )
        if each.number
    ]
