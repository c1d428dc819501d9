"""What the desk shows of an accepted essay: how far it has come, whose it is, what was agreed."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from responses.languages.codes import LANGUAGES
from responses.languages.paths import active
from responses.lib import clock, dates
from responses.people.models import Person
from responses.reading.site import Site
from responses.submissions.models import Submission, SubmissionAuthor
from responses.submissions.models.decisions import UNDO
from responses.submissions.services.accepting import ACCEPTING
from responses.submissions.services.crediting import matches_of
from responses.threads.models import Approval, ApprovalRequest, AuthorRemark, Consent, Edition, LivePeriod
from responses.threads.services.consents import consents_of

# The process that makes drafts looks once a minute; who is away for longer is missed.
LATE = 3 * UNDO


@dataclass(frozen=True)
class AuthorLine:
    """One author: whom their names may mean here, and the names in other scripts."""

    author: SubmissionAuthor
    matches: list[Person]

    @property
    def others(self) -> list[tuple[str, str]]:
        names: Any = self.author.names
        return [(LANGUAGES[code].name, name) for code, name in names.items() if code in LANGUAGES and name]

    @property
    def choices(self) -> list[tuple[str, str, str, bool]]:
        """Value, words, address of their page, whether it is so now."""
        now: Person | None = self.author.person
        people = list(dict.fromkeys([*([now] if now else []), *self.matches]))
        found = [(str(each.pk), _names(each), _page_of(each), each == now) for each in people]
        new = [] if now else [("new", _("a new person, made with what stands here"), "", False)]
        return [*found, *new, ("", _("nobody yet: only the name is printed"), "", now is None)]


@dataclass(frozen=True)
class ConsentLine:
    consent: Consent
    when: str


@dataclass
class Panel:
    """All that stands on the page, in words where it is words."""

    submission: Submission
    zones: list[tuple[str, str]]
    accepted_at: datetime | None
    authors: list[AuthorLine] = field(default_factory=list)
    edition: Edition | None = None
    consents: list[ConsentLine] = field(default_factory=list)
    asked: ApprovalRequest | None = None
    approval: Approval | None = None
    remarks: list[tuple[AuthorRemark, str]] = field(default_factory=list)
    newest: int = 0
    is_live: bool = False

    def said(self, instant: datetime | None) -> str:
        return dates.moment(instant, active(), self.zones) if instant else ""

    @property
    def needs_thread(self) -> bool:
        return self.submission.essay_id is None and self.submission.call.thread_id is None

    @property
    def when_made(self) -> str:
        """When the draft comes by itself, or for how long it should have been there."""
        if self.accepted_at is None:
            return ""
        due = self.accepted_at + UNDO
        late = clock.now() - due
        if late < LATE:
            return _("It is made by itself from %(moment)s on; until then the decision can be undone.") % {
                "moment": self.said(due)
            }
        minutes = int(late.total_seconds() // 60)
        return ngettext(
            "It should have been made %(minutes)s minute ago: is send_letters running?",
            "It should have been made %(minutes)s minutes ago: is send_letters running?",
            minutes,
        ) % {"minutes": minutes}

    @property
    def accepted(self) -> str:
        return self.said(self.accepted_at)

    @property
    def made(self) -> str:
        return self.said(self.submission.acceptance.made_at)

    @property
    def answered(self) -> str:
        return self.said(self.submission.acceptance.answered_at)

    @property
    def is_carried(self) -> bool:
        """Whether what was answered last stands in the draft's credits."""
        done = self.submission.acceptance
        return bool(done.carried_at and done.answered_at and done.carried_at >= done.answered_at)

    @property
    def told_live(self) -> str:
        return self.said(self.submission.acceptance.told_live_at)

    @property
    def asked_when(self) -> str:
        return self.said(self.asked.created_at) if self.asked else ""

    @property
    def approved_when(self) -> str:
        return self.said(self.approval.created_at) if self.approval else ""

    @property
    def is_approved_now(self) -> bool:
        return self.approval is not None and self.approval.revision.number == self.newest

    @property
    def difference(self) -> str:
        """Where the newest version stands beside the approved one."""
        if self.approval is None or self.edition is None or self.is_approved_now:
            return ""
        address = reverse("admin:responses_edition_compare", args=[self.edition.pk])
        return f"{address}?old={self.approval.revision.number}&new={self.newest}"


def panel_of(submission: Submission) -> Panel:
    """What there is to say of an accepted submission, with or without a draft."""
    decision = submission.decisions.filter(kind__in=ACCEPTING, applied_at__isnull=False)
    applied = decision.order_by("-applied_at").values_list("applied_at", flat=True).first()
    panel = Panel(submission, Site(active()).zones, applied)
    authors = list(submission.authors.select_related("person", "photo").order_by("position"))
    known = matches_of(authors)
    panel.authors = [AuthorLine(each, known[each.pk]) for each in authors]
    if submission.essay:
        _with_draft(panel, submission.essay)
    return panel


def _with_draft(panel: Panel, essay: Any) -> None:
    edition = Edition.objects.get(essay=essay, kind=Edition.Kind.ORIGINAL)
    panel.edition = edition
    panel.newest = edition.revisions.order_by("-number").values_list("number", flat=True)[0]
    held = consents_of(essay)
    panel.consents = [
        ConsentLine(held[each], panel.said(held[each].created_at))
        for each in Consent.Purpose.values
        if each in held
    ]
    ours = {"revision__edition": edition}
    panel.asked = _newest(ApprovalRequest.objects.filter(**ours))
    panel.approval = _newest(Approval.objects.filter(**ours))
    remarks = AuthorRemark.objects.filter(**ours).select_related("revision").order_by("handled_at", "pk")
    panel.remarks = [(each, panel.said(each.created_at)) for each in remarks]
    panel.is_live = LivePeriod.objects.live().filter(edition=edition).exists()


def _newest(rows: Any) -> Any:
    return rows.select_related("revision").order_by("-revision__number", "-pk").first()


def _names(person: Person) -> str:
    names = dict.fromkeys(
        person.texts[code]["name"] for code in LANGUAGES if person.texts.get(code, {}).get("name")
    )
    return f"{' · '.join(names)} [{person.slug}]"


def _page_of(person: Person) -> str:
    return reverse("admin:responses_person_change", args=[person.pk])
