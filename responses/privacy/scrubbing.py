"""Taking a person out of what is otherwise never changed: saved versions, the log, notes.

The guards of those tables are lifted for the one transaction that does it, and for nothing else.
"""

from collections.abc import Collection
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet

from responses.calls.models import Invitation
from responses.editorial.models import PreviewNote
from responses.events.models import Event
from responses.lib import clock
from responses.privacy.holdings import (
    acted,
    acted_upon,
    credits_of,
    essays_of,
    invitations,
    log_lines,
    never_shown,
    preview_notes,
    told_by,
    working_copies,
)
from responses.privacy.striking import STRUCK, struck, struck_in_prose, without
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
WITHHELD = {"en": "Name withheld", "zh-hans": "姓名从略", "zh-hant": "姓名從略"}


@transaction.atomic
def scrub(subject: Subject, *, byline_stays: bool) -> None:
    """Strike the subject out of texts, the log and notes; published bylines as the policy says."""
    with guards.lifted(connection, *LIFTED):
        _strike_notes(subject)
        _strike_coauthor(subject)
        AuthorRemark.objects.filter(revision__edition__essay__in=subject.essays_sent).delete()
        for copy in working_copies(subject):
            copy.content = struck(copy.content, subject.names)
            copy.save(update_fields=["content"])
        emptied = _empty_drafts(subject)
        _strike_log(subject, emptied)
        _strike_bylines(subject, byline_stays)
    if not byline_stays:
        transaction.on_commit(_forget_cards)


def _strike_notes(subject: Subject) -> None:
    for code in invitations(subject):
        Invitation.objects.filter(pk=code.pk).update(note=struck_in_prose(code.note, subject.names))
    for note in preview_notes(subject):
        PreviewNote.objects.filter(pk=note.pk).update(text=struck_in_prose(note.text, subject.names))


def _strike_coauthor(subject: Subject) -> None:
    """What others sent stays theirs; of who wrote it with them, nothing does."""
    for author in subject.co_authorships:
        sent = author.submission
        sent.content = struck(sent.content, subject.names)
        sent.save(update_fields=["content"])
        author.name, author.email, author.school, author.affiliation, author.bio = STRUCK, "", "", "", ""
        author.names, author.person = {}, None
        author.save()


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


def _strike_bylines(subject: Subject, byline_stays: bool) -> None:
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
            said = {each: without(getattr(given, each), subject.names) for each in ("name", "wording")}
            Approval.objects.filter(pk=given.pk).update(**said)
    if person and not Credit.objects.filter(person=person).exists():
        Byline.objects.filter(person=person).delete()
        person.delete()


def _strike_log(subject: Subject, emptied: Collection[Essay]) -> None:
    lines = Q(pk__in=[each.pk for each in log_lines(subject)])
    for essay in emptied:
        lines |= Q(subject_type="essay", subject_number=essay.pk)
        for kind, rows in (("edition", essay.editions.all()), ("keptfile", essay.kept_files.all())):
            lines |= Q(subject_type=kind, subject_number__in=[row.pk for row in rows])
    of_emptied = {("essay", essay.pk) for essay in emptied} | {
        ("edition", edition.pk) for essay in emptied for edition in essay.editions.all()
    }
    for line in Event.objects.filter(lines):
        actor, label, detail = struck(told_by(line), subject.names)
        if acted(subject, line):
            actor = STRUCK
        if acted_upon(subject, line) or (line.subject_type, line.subject_number) in of_emptied:
            label = STRUCK
        Event.objects.filter(pk=line.pk).update(actor_label=actor, subject_label=label, detail=detail)


def _forget_cards() -> None:
    """Pictures for links may show the name; they are drawn again when somebody asks."""
    for card in Path(settings.DATA_DIR, "cards").glob("*.png"):
        card.unlink(missing_ok=True)


def scheduled_of(subject: Subject) -> list[Essay]:
    """Texts of this person that are yet to go live: erasing must not empty what is about to be public."""
    now = clock.now()
    coming = essays_of(subject).filter(live_periods__starts__gt=now)
    return list(coming.exclude(live_periods__starts__lte=now).distinct())
