"""Taking a person out of what is otherwise never changed: saved versions, the log, notes.

The guards of those tables are lifted for the one transaction that does it, and for nothing else.
"""

from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet

from responses.calls.models import Invitation
from responses.editorial.models import PreviewNote
from responses.events.models import Event
from responses.lib import clock
from responses.privacy.holdings import credits_of, essays_of, log_lines, never_shown, working_copies
from responses.privacy.subjects import Subject
from responses.threads import guards
from responses.threads.models import (
    Approval,
    ApprovalRequest,
    AuthorRemark,
    Byline,
    Consent,
    Credit,
    Declaration,
    Essay,
    KeptFile,
    Passage,
    Revision,
    RevisionImage,
    SearchText,
)
from responses.threads.services.editions import content_of
from responses.threads.services.files import place_of

LIFTED = (
    "revision_is_only_appended",
    "credit_is_only_appended",
    "revision_image_is_only_appended",
    "event_is_only_appended",
    "preview_note_is_only_appended",
    "consent_is_only_appended",
    "declaration_is_only_appended",
    "approval_request_is_only_appended",
    "approval_is_only_appended",
    "kept_file_stays_with_its_essay",
)
STRUCK = "–"
WITHHELD = {"en": "Name withheld", "zh-hans": "姓名从略", "zh-hant": "姓名從略"}


@transaction.atomic
def scrub(subject: Subject, *, byline_stays: bool) -> None:
    """Strike the subject out of texts, the log and notes; published bylines as the policy says."""
    names = sorted(subject.names, key=len, reverse=True)
    with guards.lifted(connection, *LIFTED):
        _strike_notes(names)
        AuthorRemark.objects.filter(revision__edition__essay__in=subject.essays_sent).delete()
        for copy in working_copies(subject):
            copy.content = struck(copy.content, names)
            copy.save(update_fields=["content"])
        emptied = _empty_drafts(subject)
        _strike_log(subject, names, emptied)
        _strike_bylines(subject, names, byline_stays)
    if not byline_stays:
        transaction.on_commit(_forget_cards)


def struck(value: Any, names: Collection[str]) -> Any:
    """The same value without these names, wherever they stand in its texts."""
    if isinstance(value, str):
        for name in names:
            value = value.replace(name, STRUCK)
        return value
    if isinstance(value, dict):
        return {struck(key, names): struck(each, names) for key, each in value.items()}
    return [struck(each, names) for each in value] if isinstance(value, list) else value


def _strike_notes(names: Collection[str]) -> None:
    for name in names:
        for code in Invitation.objects.filter(note__contains=name):
            Invitation.objects.filter(pk=code.pk).update(note=struck(code.note, names))
        for note in PreviewNote.objects.filter(text__contains=name):
            PreviewNote.objects.filter(pk=note.pk).update(text=struck(note.text, names))


def _empty_drafts(subject: Subject) -> list[Essay]:
    drafts = list(never_shown(subject))
    for essay in drafts:
        versions = Revision.objects.filter(edition__essay=essay)
        _empty(versions)
        Passage.objects.filter(essay=essay).delete()
        essay.slug, essay.facts = f"erased-{essay.pk}", {}
        essay.set_aside_at = essay.set_aside_at or clock.now()
        essay.save(update_fields=["slug", "facts", "set_aside_at"])
        essay.bylines.all().delete()
        _forget_agreements(essay)
        for kept in KeptFile.objects.filter(essay=essay):
            transaction.on_commit(partial(place_of(kept).unlink, missing_ok=True))
        KeptFile.objects.filter(essay=essay).delete()
        for edition in essay.editions.all():
            edition.working_copies.all().delete()
    return drafts


def _forget_agreements(essay: Essay) -> None:
    """Of what was never public nothing has to be proved."""
    Consent.objects.filter(essay=essay).delete()
    Declaration.objects.filter(essay=essay).delete()
    for table in (Approval, ApprovalRequest, AuthorRemark):
        table.objects.filter(revision__edition__essay=essay).delete()


def _empty(versions: QuerySet[Revision]) -> None:
    SearchText.objects.filter(revision__in=versions).delete()
    RevisionImage.objects.filter(revision__in=versions).delete()
    Credit.objects.filter(revision__in=versions).delete()
    nothing = {"summary": "", "body": "", "first_sentence": "", "note": "", "paragraph_ids": []}
    versions.update(title=STRUCK, words=0, characters=0, **nothing)
    _hash_anew(versions)


def _hash_anew(versions: QuerySet[Revision]) -> None:
    """A version's hash is of what it says: what it says now."""
    for version in versions.all():
        Revision.objects.filter(pk=version.pk).update(hash=content_of(version).hash())


def _strike_bylines(subject: Subject, names: Collection[str], byline_stays: bool) -> None:
    printed, person = credits_of(subject), subject.person
    if not byline_stays:
        touched = list(printed.values_list("pk", "revision_id"))
        lines = Credit.objects.filter(pk__in=[pk for pk, _revision in touched])
        versions = Revision.objects.filter(pk__in=[revision for _pk, revision in touched])
        for language, withheld in WITHHELD.items():
            of_language = lines.filter(revision__edition__language=language)
            of_language.update(name=withheld, affiliation="", bio="")
        lines.update(person=None)
        _hash_anew(versions)
        for given in Approval.objects.filter(revision__in=versions):
            said = {"name": struck(given.name, names), "wording": struck(given.wording, names)}
            Approval.objects.filter(pk=given.pk).update(**said)
    if person and not Credit.objects.filter(person=person).exists():
        Byline.objects.filter(person=person).delete()
        person.delete()


def _strike_log(subject: Subject, names: Collection[str], emptied: Collection[Essay]) -> None:
    lines = Q(pk__in=log_lines(subject).values("pk"))
    for essay in emptied:
        lines |= Q(subject_type="essay", subject_number=essay.pk)
        for kind, rows in (("edition", essay.editions.all()), ("keptfile", essay.kept_files.all())):
            lines |= Q(subject_type=kind, subject_number__in=[row.pk for row in rows])
    of_emptied = {("essay", essay.pk) for essay in emptied} | {
        ("edition", edition.pk) for essay in emptied for edition in essay.editions.all()
    }
    for line in Event.objects.filter(lines):
        label = struck(line.subject_label, names)
        if (line.subject_type, line.subject_number) in of_emptied:
            label = STRUCK
        Event.objects.filter(pk=line.pk).update(
            actor_label=struck(line.actor_label, names),
            subject_label=label,
            detail=struck(line.detail, names),
        )


def _forget_cards() -> None:
    """Pictures for links may show the name; they are drawn again when somebody asks."""
    for card in Path(settings.DATA_DIR, "cards").glob("*.png"):
        card.unlink(missing_ok=True)


def scheduled_of(subject: Subject) -> list[Essay]:
    """Texts of this person that are yet to go live: erasing must not empty what is about to be public."""
    now = clock.now()
    coming = essays_of(subject).filter(live_periods__starts__gt=now)
    return list(coming.exclude(live_periods__starts__lte=now).distinct())
