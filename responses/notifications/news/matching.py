"""Which news are for whom: what announcements are about, against what followers follow and wish."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from responses.notifications.models import Announcement, Follower, Subscription
from responses.threads.models import Credit, EssayTheme, LivePeriod, ThreadTheme

Key = tuple[str, int]
EVERYTHING: Key = ("everything", 0)
Subjects = dict[int, set[Key]]  # by announcement


def subjects_of(announcements: Iterable[Announcement]) -> Subjects:
    """What each announcement is about, as subscriptions name it; of what is not live, nothing. Four queries.

    A new text is live in any language; of a translation or a correction, that very edition is.

    With ``edition__essay`` at hand.
    """
    told = list(announcements)
    essays = {each.edition.essay_id for each in told}
    live = LivePeriod.objects.live().filter(essay__in=essays)
    shown: dict[Key, set[int]] = defaultdict(set)
    for text, edition, revision in live.values_list("essay_id", "edition_id", "revision_id"):
        shown["essay", text].add(revision)
        shown["edition", edition].add(revision)
    revisions = {revision for each in shown.values() for revision in each}
    credited = Credit.objects.filter(revision__in=revisions, person__isnull=False)
    people = _grouped(credited, "revision", "person")
    by_essay = _grouped(EssayTheme.objects.filter(content_object__in=essays), "content_object", "tag")
    threads = {each.edition.essay.thread_id for each in told}
    by_thread = _grouped(ThreadTheme.objects.filter(content_object__in=threads), "content_object", "tag")
    found: Subjects = {}
    for each in told:
        essay = each.edition.essay
        is_new = each.event in Announcement.NEW
        if versions := shown["essay", essay.pk] if is_new else shown["edition", each.edition_id]:
            found[each.pk] = {
                EVERYTHING,
                ("thread", essay.thread_id),
                *(("theme", pk) for pk in by_essay[essay.pk] | by_thread[essay.thread_id]),
                *(("person", pk) for version in versions for pk in people[version]),
            }
    return found


def _grouped(rows: QuerySet[Any], key: str, value: str) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for group, number in rows.values_list(f"{key}_id", f"{value}_id"):
        found[group].add(number)
    return found


def following(subjects: Subjects) -> Q:
    """A condition on subscriptions: that they are to any of these."""
    named: dict[str, set[int]] = defaultdict(set)
    for keys in subjects.values():
        for kind, number in keys:
            named[kind].add(number)
    wanted = Q(thread=None, theme=None, person=None) if "everything" in named else Q(pk__in=())
    for kind in ("thread", "theme", "person"):
        if named[kind]:
            wanted |= Q(**{f"{kind}__in": named[kind]})
    return wanted


def wanted_by(
    follower: Follower,
    subscriptions: Iterable[Subscription],
    announcements: Iterable[Announcement],
    subjects: Subjects,
) -> list[Announcement]:
    """Those of the announcements that this follower wants to hear of."""
    since = {each.key: each.since for each in subscriptions}
    return [
        each
        for each in announcements
        if each.event != Announcement.Event.NOTHING
        and getattr(follower, Announcement.WISHES[each.event])
        and _in_their_language(follower, each)
        and any(key in since and since[key] < each.starts for key in subjects.get(each.pk, ()))
    ]


def _in_their_language(follower: Follower, told: Announcement) -> bool:
    """A translation is news in its own language; a correction to those who may have read that text."""
    if told.event == Announcement.Event.TRANSLATION:
        return told.edition.language == follower.language
    if told.event == Announcement.Event.CORRECTION:
        return told.edition.language == follower.language or told.edition.kind == "original"
    return True
