"""The demonstration: two invented dialogues to look at, with every state that a text can be in.

The dialogues lie in ``demonstration/`` as schema 2, laid out for people: a list of records a file, a body as
a list of its lines. They come in by the import. What an import cannot say (a text corrected, withdrawn,
scheduled, or never shown) stands in ``desk.json`` and is done afterwards, as editors would.
"""

import json
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import transaction

from responses.interchange.answers import taken
from responses.interchange.images import FOLDER as IMAGES
from responses.interchange.records import AnswerRecord
from responses.interchange.services import import_files
from responses.lib import clock
from responses.people.models import Person
from responses.threads.models import Credit, Edition, Essay, Revision, Theme, Thread
from responses.threads.services.editions import Content, CreditLine, add_edition, content_of, save_revision
from responses.threads.services.essays import create_draft, create_thread
from responses.threads.services.passages import answer_passages
from responses.threads.services.publishing import publish, withdraw

FOLDER = Path(__file__).parent / "demonstration"
DIALOGUES = ("people.json", "who-keeps-a-shared-record.json", "do-we-mean-the-same-by-safety.json")


@transaction.atomic
def load_demonstration() -> bool:
    """Load the demonstration, all of it or nothing, where there is no thread yet; whether it did."""
    if Thread.objects.exists():
        return False
    with TemporaryDirectory() as folder:
        import_files([str(_as_lines(Path(folder)))])
    desk = _read("desk.json")
    for each in desk["corrections"]:
        _correct(each)
    for each in desk["withdrawals"]:
        withdraw(edition=_edition(each), user=None, note=each["note"])
    for each in desk["threads"]:
        themes = Theme.objects.filter(slug__in=each["themes"])
        create_thread(texts=each["texts"], user=None, slug=each["slug"], themes=themes)
    for each in desk["drafts"]:
        _draft(each)
    for each in desk["translations"]:
        _begin_translation(each)
    return True


def _as_lines(folder: Path) -> Path:
    """The dialogues as the JSON lines that ``import_threads`` reads, with their images beside them."""
    records = (record for name in DIALOGUES for record in _read(name))
    lines = folder / "dialogues.jsonl"
    lines.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    shutil.copytree(FOLDER / IMAGES, folder / IMAGES)
    return lines


def _read(name: str) -> Any:
    """A file of the demonstration, its bodies in one piece."""

    def whole(found: dict[str, Any]) -> dict[str, Any]:
        return {**found, "body_html": "\n".join(found["body_html"])} if "body_html" in found else found

    return json.loads((FOLDER / name).read_text(encoding="utf-8"), object_hook=whole)


def _correct(said: dict[str, Any]) -> None:
    """A later version of a text, published; what was translated from the earlier one stays as it was."""
    edition = _edition(said)
    earlier = edition.revisions.latest("number")
    content = content_of(earlier)
    content = replace(content, body=content.body.replace(said["before"], said["after"]))
    revision = save_revision(edition=edition, content=content, user=None, based_on=earlier, note=said["note"])
    publish(revision=revision, user=None)


def _draft(said: dict[str, Any]) -> None:
    """A text that nobody outside the desk sees, or not for some days."""
    days = said.get("scheduled_in_days")
    at = clock.now() + timedelta(days=days or 0)
    day = {"dated_precision": "day", "dated_year": at.year, "dated_month": at.month, "dated_day": at.day}
    essay = create_draft(
        thread=Thread.objects.get(slug=said["thread"]),
        kind=said["kind"],
        language=said["language"],
        content=_content(said),
        user=None,
        responding_to=Essay.objects.filter(slug=said["responding_to"]).first(),
        slug=said["slug"],
        dated=day if days else None,
    )
    answers = [AnswerRecord(**each) for each in said.get("answers", [])]
    answer_passages(essay=essay, taken=list(taken(essay, answers)))
    if days:
        publish(revision=Revision.objects.get(edition__essay=essay), user=None, at=at)


def _begin_translation(said: dict[str, Any]) -> None:
    essay = Essay.objects.get(slug=said["essay"])
    source = essay.editions.get(kind=Edition.Kind.ORIGINAL)
    edition = add_edition(
        essay=essay, language=said["language"], kind=Edition.Kind.TRANSLATION, source=source
    )
    save_revision(edition=edition, content=_content(said), user=None, based_on=None, made_from=source.latest)


def _edition(said: dict[str, Any]) -> Edition:
    return Edition.objects.get(essay__slug=said["essay"], language=said["language"])


def _content(said: dict[str, Any]) -> Content:
    people = {each.slug: each for each in Person.objects.all()}
    lines = [
        _credit(people[slug], role, said["language"])
        for role in Credit.Role.values
        for slug in said.get(f"{role}s", [])
    ]
    return Content(title=said["title"], body=said["body_html"], summary=said["summary"], credits=lines)


def _credit(person: Person, role: str, language: str) -> CreditLine:
    said = person.texts[language]
    return CreditLine(said["name"], person, role, said.get("affiliation", ""), said["bio"])
