"""What will go live by itself: single texts and releases, by the hour, in words."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from responses.editorial.states import Zones, announced
from responses.languages.codes import LANGUAGES
from responses.threads.models import Publication


@dataclass(frozen=True)
class Coming:
    """One coming act: when, what, and where it is called off or moved."""

    instant: datetime
    when: str
    what: str
    unschedule: str
    move: str


def comings_of(editions: Collection[int], zones: Zones) -> list[Coming]:
    """What is to come of these editions; one query."""
    return comings(Publication.objects.upcoming().filter(edition__in=editions), zones)


def comings(publications: models.QuerySet[Publication], zones: Zones, most: int = 100) -> list[Coming]:
    """The acts in order of their instants; those of one release, which are one act, in one line."""
    acts = publications.select_related("edition__essay", "revision", "release").order_by(
        "instant", "release", "pk"
    )[:most]
    found: list[Coming] = []
    for (instant, release), together in groupby(acts, lambda act: (act.instant, act.release_id)):
        lines = list(together)
        if release is None or len(lines) == 1:
            found += [_single(act, announced(instant, zones)) for act in lines]
        else:
            found.append(_together(lines, announced(instant, zones)))
    return found


def _single(act: Publication, when: str) -> Coming:
    language = LANGUAGES[act.edition.language].name
    what = _("%(title)s (%(language)s): %(act)s") % {
        "title": act.revision.title,
        "language": language,
        "act": act.get_action_display(),
    }
    return Coming(
        act.instant,
        when,
        what,
        reverse("admin:responses_publication_unschedule", args=[act.pk]),
        reverse("admin:responses_edition_publish", args=[act.edition_id]),
    )


def _together(acts: list[Publication], when: str) -> Coming:
    release = acts[0].release
    count = ngettext("%(count)s text together", "%(count)s texts together", len(acts)) % {"count": len(acts)}
    what = (
        _("%(note)s: %(count)s") % {"note": release.note, "count": count}
        if release and release.note
        else count
    )
    number, threads = acts[0].release_id, {act.edition.essay.thread_id for act in acts}
    page = reverse("admin:responses_edition_publish_ticked")
    if len(threads) == 1:  # there its other texts can be ticked too
        page = reverse("admin:responses_thread_publish", args=[*threads])
    calling_off = reverse("admin:responses_publication_unschedule_release", args=[number])
    return Coming(acts[0].instant, when, what, calling_off, f"{page}?release={number}")
