"""The threads as the desk's first page lists them: newest work first, with what is live and what is not."""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from django.db.models import Count, Exists, Max, OuterRef, Q
from django.urls import reverse

from responses.languages.paths import active
from responses.threads.models import LivePeriod, Thread

SHOWN = 12


@dataclass(frozen=True)
class ThreadLine:
    """A thread, the address of its page at the desk, and how many of its essays readers see."""

    title: str
    address: str
    essays: int
    live: int

    @property
    def unseen(self) -> int:
        return self.essays - self.live


def thread_lines(user: AbstractBaseUser | AnonymousUser) -> list[ThreadLine]:
    """The threads in which something was written last. One query."""
    if not isinstance(user, PermissionsMixin) or not user.has_perm("responses.view_thread"):
        return []
    live = Exists(LivePeriod.objects.live().filter(essay=OuterRef("essays")))
    at_hand = Q(essays__set_aside_at=None)
    threads = Thread.objects.at_hand().annotate(
        total=Count("essays", filter=at_hand),
        live=Count("essays", filter=Q(live)),
        last=Max("essays__created_at"),
    )
    return [
        ThreadLine(
            thread.title_in(active())[0] or thread.slug,
            reverse("admin:responses_thread_change", args=[thread.pk]),
            thread.total,
            thread.live,
        )
        for thread in threads.order_by("-last", "-pk")[:SHOWN]
    ]
