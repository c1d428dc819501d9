"""What importing a record would do to the site, found out without writing."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Generic, TypeVar

from responses.interchange import marks, site
from responses.interchange.records import (
    EssayRecord,
    ImageRecord,
    PersonRecord,
    ThemeRecord,
    ThreadRecord,
    fingerprint,
)
from responses.interchange.site import SiteEssay
from responses.people.models import Person
from responses.threads.models import Essay, Image, Theme, Thread

R = TypeVar("R", PersonRecord, ThemeRecord, ThreadRecord)
M = TypeVar("M", Person, Theme, Thread)


class Verdict(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "unchanged"
    KEPT = "skipped"


EDITED = "was edited on this site since it was imported"
OWN = "was not imported, but written on this site"
ASIDE = "was set aside on this site"
MOVED = "has another address on this site now"


@dataclass(frozen=True)
class Plan(Generic[R, M]):
    """For a person, a theme, or what a thread says of itself; ``row`` is None when it is new."""

    record: R
    row: M | None
    verdict: Verdict
    reason: str = ""


@dataclass(frozen=True)
class ImagePlan:
    """``row`` is None when it is new."""

    record: ImageRecord
    row: Image | None
    verdict: Verdict
    reason: str = ""


@dataclass(frozen=True)
class EssayPlan:
    """``row`` is None when it is new; ``place`` counts from 0 in the order of the file."""

    record: EssayRecord
    row: SiteEssay | None
    verdict: Verdict
    reason: str = ""


@dataclass(frozen=True)
class ThreadPlan:
    thread: Plan[ThreadRecord, Thread]
    essays: list[EssayPlan]

    def is_done(self) -> bool:
        """Whether there is nothing to write."""
        done = (Verdict.SAME, Verdict.KEPT)
        return self.thread.verdict in done and all(each.verdict in done for each in self.essays)

    def skipped(self) -> list[str]:
        """A sentence for everything that is left as it is, though the file says otherwise."""
        found = [("thread", self.thread.record.slug, self.thread.reason)]
        found += [("essay", each.record.slug, each.reason) for each in self.essays]
        return [f"{kind} {slug}: {reason}; left as it is" for kind, slug, reason in found if reason]


def plan_person(record: PersonRecord) -> Plan[PersonRecord, Person]:
    row = site.find_person(record.slug)
    current = site.person_record(row) if row else None
    return _plan(record, row, current, "person")


def plan_theme(record: ThemeRecord) -> Plan[ThemeRecord, Theme]:
    row = site.find_theme(record.slug)
    current = site.theme_record(row) if row else None
    return _plan(record, row, current, "theme")


def plan_thread(record: ThreadRecord) -> ThreadPlan:
    row = site.find_thread(record.slug)
    bare = replace(record, essays=())
    current = site.thread_record(row, themes=site.themes_of(row)) if row else None
    on_site = site.essays_of(row) if row else {}
    return ThreadPlan(_plan(bare, row, current, "thread"), _plan_essays(record, on_site))


def _plan(record: R, row: M | None, current: R | None, kind: str) -> Plan[R, M]:
    if row is None or current is None:
        return Plan(record, None, Verdict.NEW)
    if current == record:
        return Plan(record, row, Verdict.SAME)
    if row.slug != record.slug:
        return Plan(record, row, Verdict.KEPT, MOVED)
    mark = marks.of(kind, [row.pk]).get(row.pk)
    if mark is None:
        return Plan(record, row, Verdict.KEPT, OWN)
    if mark.get("left") != fingerprint(current):
        return Plan(record, row, Verdict.KEPT, EDITED)
    return Plan(record, row, Verdict.CHANGED)


def _plan_essays(record: ThreadRecord, on_site: dict[int, SiteEssay]) -> list[EssayPlan]:
    by_slug = {each.row.slug: each for each in on_site.values()}
    missing = [each.slug for each in record.essays if each.slug not in by_slug] if on_site else []
    moved = _moved(missing)
    differing = [
        by_slug[each.slug].row.pk
        for each in record.essays
        if each.slug in by_slug and not _says(by_slug[each.slug], each)
    ]
    left = marks.of("essay", differing)
    return [
        EssayPlan(each, on_site.get(moved[each.slug]), Verdict.KEPT, MOVED)
        if each.slug in moved
        else _plan_essay(each, by_slug.get(each.slug), left)
        for each in record.essays
    ]


def _moved(slugs: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for start in range(0, len(slugs), marks.CHUNK):
        rows = Essay.objects.filter(former_slugs__slug__in=slugs[start : start + marks.CHUNK])
        found.update(dict(rows.values_list("former_slugs__slug", "pk")))
    return found


def _says(row: SiteEssay, record: EssayRecord) -> bool:
    """Whether the site shows what the record says; editions that the record lacks don't matter."""
    if row.record != replace(record, editions=()):
        return False
    return all(
        each.language in row.editions and row.editions[each.language].record == each
        for each in record.editions
    )


def _plan_essay(record: EssayRecord, row: SiteEssay | None, left: dict[int, marks.Mark]) -> EssayPlan:
    if row is None:
        return EssayPlan(record, None, Verdict.NEW)
    if _says(row, record):
        return EssayPlan(record, row, Verdict.SAME)
    if row.row.set_aside_at:
        return EssayPlan(record, row, Verdict.KEPT, ASIDE)
    mark = left.get(row.row.pk)
    if mark is None:
        return EssayPlan(record, row, Verdict.KEPT, OWN)
    if not _untouched(record, row, mark):
        return EssayPlan(record, row, Verdict.KEPT, EDITED)
    return EssayPlan(record, row, Verdict.CHANGED)


def _untouched(record: EssayRecord, row: SiteEssay, mark: marks.Mark) -> bool:
    if mark.get("left") != fingerprint(row.record):
        return False
    here = [row.editions[each.language] for each in record.editions if each.language in row.editions]
    return all(
        each.record is not None
        and not each.has_more
        and mark.get("editions", {}).get(each.row.language) == fingerprint(each.record)
        for each in here
    )


def mark_of(record: EssayRecord) -> marks.Mark:
    """What is kept in the log of an essay that the site now shows as the record says."""
    return {
        "left": fingerprint(replace(record, editions=())),
        "editions": {each.language: fingerprint(each) for each in record.editions},
    }
