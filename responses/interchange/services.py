"""The verbs: import files, export threads."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import IntegrityError

from responses.interchange.checked import Checked, Found
from responses.interchange.exporting import export_threads
from responses.interchange.images import keep_beside, plan_image, write_image
from responses.interchange.plans import (
    ImagePlan,
    Plan,
    ThreadPlan,
    Verdict,
    plan_person,
    plan_theme,
    plan_thread,
)
from responses.interchange.problems import ImportRefused, Problem
from responses.interchange.reading import Reader
from responses.interchange.records import ImageRecord, PersonRecord, ThemeRecord
from responses.interchange.writing import Rows, Unwritable, write_people_and_themes, write_thread
from responses.lib.pictures import Refused
from responses.people.models import Person
from responses.threads.errors import ThreadsError
from responses.threads.models import Image, Theme
from responses.threads.services.likeness import liken_new

Tell = Callable[[str], None]
Write = Callable[..., object]  # OutputWrapper.write, which takes an ``ending``


@dataclass
class Report:
    """What an import did, or would do: how many of each kind came to which verdict."""

    counts: dict[str, Counter[Verdict]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def count(self, kind: str, verdict: Verdict) -> None:
        self.counts.setdefault(kind, Counter())[verdict] += 1

    def sentence(self, kind: str) -> str:
        found = self.counts.get(kind, Counter())
        return ", ".join(f"{found[verdict]} {verdict}" for verdict in Verdict if found[verdict]) or "none"


def import_files(
    files: Iterable[str],
    *,
    dry_run: bool = False,
    tell: Tell = lambda line: None,
    read: Callable[[int], None] = lambda size: None,
) -> Report:
    """Read all files, and only when nothing is wrong with any write them, thread by thread.

    ``tell`` is given a line for each thread and for everything left as it is, ``read`` the bytes of what was
    read, and those of each thread again when it is done. Raises ``ImportRefused`` before anything is written.
    ``problems`` of the report are what kept single threads from being written after all; each of those is
    wholly absent.
    """
    report, rows = Report(), Rows()
    with Checked() as checked:
        reader = _read_into(checked, files, read)
        _import_what_threads_name(reader, report, dry_run=dry_run, tell=tell)
        for found in checked:
            plan = plan_thread(found.record)
            if dry_run or _write(plan, rows, found, report):
                _tell_thread(plan, report, tell)
            read(found.size)
    if not dry_run:
        liken_new()
    return report


def _read_into(checked: Checked, files: Iterable[str], read: Callable[[int], None]) -> Reader:
    """A reader that has been through all files and found nothing wrong, else ``ImportRefused``."""
    reader = Reader(files, read=read)
    for found in reader.threads():
        checked.keep(found)
    if reader.problems:
        raise ImportRefused(reader.problems)
    return reader


def _import_what_threads_name(reader: Reader, report: Report, *, dry_run: bool, tell: Tell) -> None:
    given = reader.catalogue
    people = [plan_person(each) for slug, each in given.people.items() if slug in given.wanted_people]
    themes = [plan_theme(each) for slug, each in given.themes.items() if slug in given.wanted_themes]
    images = [plan_image(each) for each in given.images.values()]
    if not dry_run:
        _write_images(images, reader)
        _write_people_and_themes(people, themes, reader)
    found = [("image", each.record.slug, each.verdict, each.reason) for each in images]
    found += [("theme", each.record.slug, each.verdict, each.reason) for each in themes]
    found += [("person", each.record.slug, each.verdict, each.reason) for each in people]
    for kind, slug, verdict, reason in found:
        report.count(kind, verdict)
        if reason:
            tell(f"{kind} {slug}: {reason}; left as it is")


def _write_images(images: list[ImagePlan], reader: Reader) -> None:
    for plan in images:
        try:
            if plan.verdict in (Verdict.NEW, Verdict.CHANGED):
                write_image(plan)
        except (ThreadsError, ValidationError, OSError, Refused) as error:
            said = "; ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            reader.catalogue.origins[ImageRecord, plan.record.key]("key", f"was not written: {said}")
            raise ImportRefused(reader.problems) from None


def _write_people_and_themes(
    people: list[Plan[PersonRecord, Person]], themes: list[Plan[ThemeRecord, Theme]], reader: Reader
) -> None:
    try:
        write_people_and_themes(people, themes)
    except Unwritable as refused:
        say = reader.catalogue.origins[type(refused.record), refused.record.slug]
        say(refused.record.slug, f"cannot be written: {refused}")
        raise ImportRefused(reader.problems) from None


def _write(plan: ThreadPlan, rows: Rows, found: Found, report: Report) -> bool:
    """Write one thread; whether it came to be. The site may have changed since the files were checked."""
    if plan.is_done():
        return True
    try:
        write_thread(plan, rows)
    except (ThreadsError, ValidationError, IntegrityError) as error:
        said = "; ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        problem = Problem(found.file, found.number, found.record.slug, f"was not written: {said}")
        report.problems.append(problem)
        return False
    return True


def _tell_thread(plan: ThreadPlan, report: Report, tell: Tell) -> None:
    report.count("thread", plan.thread.verdict)
    here = Report()
    for each in plan.essays:
        report.count("essay", each.verdict)
        here.count("essay", each.verdict)
    tell(f"{plan.thread.record.slug}: {plan.thread.verdict}; texts: {here.sentence('essay')}")
    for sentence in plan.skipped():
        tell(f"  {sentence}")


def export_to(output: str | None, *, slugs: Iterable[str], stdout: Write, tell: Tell) -> None:
    """Export to a file, which is there whole or not at all, with its images beside it; or to ``stdout``.

    Raises ``NoSuchThread`` or ``OSError``.
    """
    if output is None:
        left: list[Image] = []
        export_threads(slugs=slugs, write=lambda line: stdout(line, ending=""), tell=tell, keep=left.append)
        if left:
            tell(f"files of images: {len(left)} left out; --output writes them beside its file")
        return
    unfinished = Path(f"{output}.part")
    try:
        with unfinished.open("w", encoding="utf-8", newline="\n") as stream:
            keep = partial(keep_beside, output)
            export_threads(slugs=slugs, write=stream.write, tell=tell, keep=keep)
        unfinished.replace(output)
    finally:
        unfinished.unlink(missing_ok=True)
