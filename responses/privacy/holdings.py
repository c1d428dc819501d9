"""What the site has about a subject, table by table, and what becomes of it when it is erased."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from responses.calls.models import Invitation
from responses.editorial.models import PreviewNote
from responses.events.models import Event
from responses.notifications.models import Follower, FollowRequest, Letter
from responses.privacy.striking import struck, struck_in_prose
from responses.privacy.subjects import Subject, in_json
from responses.threads.models import (
    Approval,
    AuthorRemark,
    Byline,
    Consent,
    Credit,
    Declaration,
    Essay,
    KeptFile,
    LivePeriod,
    WorkingCopy,
)


@dataclass(frozen=True)
class Holding:
    """Rows of one kind; ``fate`` is what erasing does with them, in a sentence."""

    label: str
    rows: Sequence[models.Model]
    fate: str
    stays: bool = False
    files: list[KeptFile] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.rows)


def credits_of(subject: Subject) -> QuerySet[Credit]:
    """Lines that print this person: by their page, or by the name alone in what they sent."""
    theirs = Q(person=None, name__in=subject.names, revision__edition__essay__in=subject.essays_sent)
    return Credit.objects.filter(theirs | Q(person=subject.person) if subject.person else theirs)


def essays_of(subject: Subject) -> QuerySet[Essay]:
    """Essays with this person in a byline or a credit, and what came of their submissions."""
    credited = credits_of(subject).filter(revision__edition__essay=OuterRef("pk"))
    found = Q(Exists(credited)) | Q(pk__in=subject.essays_sent)
    if subject.person:
        found |= Q(Exists(Byline.objects.filter(essay=OuterRef("pk"), person=subject.person)))
    return Essay.objects.filter(found).order_by("pk")


def never_shown(subject: Subject) -> QuerySet[Essay]:
    """Those that were never public and have no other author: their text is this person's alone."""
    shown = LivePeriod.objects.filter(essay=OuterRef("pk"))
    others = Credit.objects.filter(revision__edition__essay=OuterRef("pk"), role=Credit.Role.AUTHOR)
    others = others.exclude(pk__in=credits_of(subject).values("pk"))
    others = others.filter(Q(person__isnull=False) | ~Q(name__in=_names(subject)))
    return essays_of(subject).filter(~Exists(shown), ~Exists(others))


def _names(subject: Subject) -> list[str]:
    return list(credits_of(subject).values_list("name", flat=True).distinct())


def log_lines(subject: Subject) -> list[Event]:
    """Lines of the log that name the subject, as who acted, as what was acted upon, or in a detail."""
    named = Q(actor_label__in=subject.names) | Q(subject_label__in=subject.names)
    for name in subject.names:
        named |= in_json("detail", name)
    if subject.account:
        named |= Q(actor_number=subject.account.pk)
        named |= Q(subject_type="user", subject_number=subject.account.pk)
    if subject.person:
        named |= Q(subject_type="person", subject_number=subject.person.pk)
    lines = Event.objects.filter(named).order_by("pk")
    return [each for each in lines if _is_by_or_on(subject, each) or _names_in(subject, told_by(each))]


def acted(subject: Subject, line: Event) -> bool:
    """Whether their account did it, under whatever name then."""
    return subject.account is not None and line.actor_number == subject.account.pk


def acted_upon(subject: Subject, line: Event) -> bool:
    """Whether it was done to their account or their page."""
    own = {("user", subject.account), ("person", subject.person)}
    return any(row and (kind, row.pk) == (line.subject_type, line.subject_number) for kind, row in own)


def _is_by_or_on(subject: Subject, line: Event) -> bool:
    return acted(subject, line) or acted_upon(subject, line)


def told_by(line: Event) -> list[Any]:
    return [line.actor_label, line.subject_label, line.detail]


def _names_in(subject: Subject, value: Any) -> bool:
    return bool(struck(value, subject.names) != value)


def working_copies(subject: Subject) -> list[WorkingCopy]:
    """Unsaved texts at the desk that credit the person, or in which the address stands."""
    named = Q(pk=None)
    for name in subject.names:
        named |= in_json("content", name)
    copies = WorkingCopy.objects.filter(named).order_by("pk")
    return [each for each in copies if _names_in(subject, each.content)]


def preview_notes(subject: Subject) -> list[PreviewNote]:
    """Notes that readers of previews left, with a full name or the address in them."""
    notes = PreviewNote.objects.filter(_any("text", subject.names)).order_by("pk")
    return [each for each in notes if struck_in_prose(each.text, subject.names) != each.text]


def invitations(subject: Subject) -> list[Invitation]:
    """Access codes of which an editor wrote down that they are for this person."""
    codes = Invitation.objects.filter(_any("note", subject.names)).order_by("pk")
    return [each for each in codes if struck_in_prose(each.note, subject.names) != each.note]


def holdings_of(subject: Subject, *, byline_stays: bool = True) -> list[Holding]:
    """All there is, kinds without rows left out."""
    found = [*_by_address(subject), *_sent_in(subject), *_printed(subject, byline_stays), *_beside(subject)]
    return [holding for holding in found if holding.rows]


def _by_address(subject: Subject) -> Iterable[Holding]:
    if not subject.address:
        return
    gone = _("Deleted.")
    yield Holding(_("Follows"), list(Follower.objects.filter(address__iexact=subject.address)), gone)
    asked = FollowRequest.objects.filter(address__iexact=subject.address)
    yield Holding(_("Requests to follow"), list(asked.order_by("pk")), gone)
    letters = Letter.objects.filter(recipient__iexact=subject.address).order_by("pk")
    yield Holding(_("E-mails in the outbox"), list(letters), gone)
    if subject.account:
        yield Holding(
            _("Account"),
            [subject.account],
            _("Shut for good; name, address, password and second factors go, what it did at the desk stays."),
        )


def _sent_in(subject: Subject) -> Iterable[Holding]:
    rows = list(subject.submissions)
    files = KeptFile.objects.filter(
        Q(pk__in=[row.file_id for row in rows])
        | Q(pk__in=[version.file_id for row in rows for version in row.versions.all()])
        | Q(pk__in=[author.photo_id for row in rows for author in row.authors.all()])
    )
    yield Holding(
        _("Submissions, with versions, notes, decisions and files"),
        list(rows),
        _("Deleted. Of one that became a response, only its number stays beside the response."),
        files=list(files),
    )


def _printed(subject: Subject, byline_stays: bool) -> Iterable[Holding]:
    drafts = list(never_shown(subject))
    yield Holding(
        _("Texts that were never public, of this author alone"),
        list(drafts),
        _("Emptied, set aside, their files deleted; only a number stays."),
        files=list(KeptFile.objects.filter(essay__in=drafts)),
    )
    others = essays_of(subject).exclude(pk__in=[each.pk for each in drafts])
    printed = credits_of(subject).filter(revision__edition__essay__in=others).order_by("pk")
    if byline_stays:
        fate = _("Stay: the initiative keeps the bylines of what it published, with the bio of that day.")
    else:
        fate = _("The name is replaced by “Name withheld” in every version; affiliation and bio go.")
    yield Holding(_("Bylines of published texts"), list(printed), fate, stays=byline_stays)
    if subject.person:
        kept = byline_stays and printed.filter(person=subject.person).exists()
        person_fate = _("Stays, for published bylines lead to it.") if kept else _("Deleted, with its page.")
        yield Holding(_("Person"), [subject.person], person_fate, stays=kept)
    consents = Consent.objects.filter(essay__in=others).order_by("pk")
    proof = _("Stay: they prove that what is public may be.")
    yield Holding(_("Consents to published texts"), list(consents), proof, stays=True)
    approvals = Approval.objects.filter(revision__edition__essay__in=others).order_by("pk")
    yield Holding(_("Approvals of published versions"), list(approvals), proof, stays=True)
    declared = Declaration.objects.filter(essay__in=others).order_by("pk")
    yield Holding(_("Declarations about published texts"), list(declared), proof, stays=True)


def _beside(subject: Subject) -> Iterable[Holding]:
    fate = _("The name and the address are struck out; the rest stays.")
    yield Holding(_("Essays of others that they wrote with them"), list(subject.co_authorships), fate)
    yield Holding(_("Unsaved texts at the desk"), working_copies(subject), fate)
    yield Holding(_("Whom access codes are for"), invitations(subject), fate)
    yield Holding(_("Notes on previews"), preview_notes(subject), fate)
    remarks = AuthorRemark.objects.filter(revision__edition__essay__in=subject.essays_sent).order_by("pk")
    yield Holding(_("Remarks on versions"), list(remarks), _("Deleted."))
    yield Holding(_("Lines of the log"), log_lines(subject), fate)


def _any(column: str, names: Iterable[str]) -> Q:
    found = Q(pk=None)
    for name in names:
        found |= Q(**{f"{column}__contains": name})
    return found
