import secrets
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from responses.calls.models import Call, Invitation
from responses.languages.codes import CHOICES
from responses.lib import clock, keys
from responses.people.models import Person
from responses.threads.models import Essay, KeptFile


def random_salt() -> str:
    return secrets.token_hex(16)


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def sent(self) -> "SubmissionQuerySet":
        """What counts: sent at least once. Unfinished ones are nobody's but their author's."""
        return self.exclude(state=Submission.State.UNFINISHED)

    def unfinished(self) -> "SubmissionQuerySet":
        return self.filter(state=Submission.State.UNFINISHED)

    def more_than_allowed(self) -> "SubmissionQuerySet":
        """What was sent beyond the essays that its call takes of one address, the later ones.

        For editors to see: to refuse it on the spot would tell a stranger who has sent something.
        """
        first = SubmissionAuthor.objects.filter(submission=OuterRef("pk"), position=0).values("email")[:1]
        earlier = SubmissionAuthor.objects.filter(
            position=0,
            email=OuterRef("sender"),
            submission__call=OuterRef("call"),
            submission__number__lt=OuterRef("number"),
        ).exclude(submission__state=Submission.State.WITHDRAWN)
        counted = earlier.order_by().values("email").annotate(much=Count("pk")).values("much")
        sent = self.sent().annotate(sender=Subquery(first), earlier=Coalesce(Subquery(counted), 0))
        return sent.filter(earlier__gte=F("call__entries_per_person"))

    def to_read(self) -> "SubmissionQuerySet":
        """Where the next step is an editor's."""
        return self.filter(state__in=(Submission.State.RECEIVED, Submission.State.REVISION_IN))

    def naming_authors(self) -> "SubmissionQuerySet":
        """Those whose names the desk may see: in all that shows names, searches them or sorts by them."""
        return self.filter(Q(call__names_hidden=False) | Exists(_decided()))

    def with_names_rule(self) -> "SubmissionQuerySet":
        """Rows that know ``hides_names`` without another query."""
        return self.select_related("call").annotate(is_decided=Exists(_decided()))


def _decided() -> Any:
    """Applied decisions, of whatever kind, on the submission of the outer query."""
    decisions = apps.get_model("responses", "Decision")._base_manager
    return decisions.filter(submission=OuterRef("pk"), applied_at__isnull=False)


class Submission(models.Model):
    """One essay on its way: from the first letter typed to a draft response, a refusal or a withdrawal.

    ``content`` is what the form's fields hold now, by name, kept at every pause in typing; ``edit`` rises
    with each keeping, so that two windows notice each other. What was *sent* is in ``versions``, and editors
    read that alone. ``number`` counts the essays sent to a call and is what an essay is called while
    names are hidden. Who wrote it stands apart, in ``SubmissionAuthor``: whoever reads may not know.

    The link to the author's page and the code that opens it elsewhere are made of the row, ``salt`` and the
    site's own key (``tokens``): this table opens nothing. ``code_hash`` finds the row of a code.
    """

    class State(models.TextChoices):
        UNFINISHED = "unfinished", pgettext_lazy("submission", "unfinished")
        RECEIVED = "received", pgettext_lazy("submission", "received")
        RETURNED = "returned", _("returned for fixes")
        REVISION_ASKED = "revision_asked", _("revision asked")
        REVISION_IN = "revision_in", _("revision in")
        ACCEPTED = "accepted", pgettext_lazy("submission", "accepted")
        DECLINED = "declined", pgettext_lazy("submission", "declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("submission", "withdrawn")

    # Which state may follow which; received may follow itself: changed before the deadline.
    MOVES: dict[str, frozenset[str]] = {
        State.UNFINISHED: frozenset({State.RECEIVED}),
        State.RECEIVED: frozenset(
            {
                State.RECEIVED,
                State.RETURNED,
                State.REVISION_ASKED,
                State.ACCEPTED,
                State.DECLINED,
                State.WITHDRAWN,
            }
        ),
        State.RETURNED: frozenset({State.RECEIVED, State.DECLINED, State.WITHDRAWN}),
        State.REVISION_ASKED: frozenset({State.REVISION_IN, State.DECLINED, State.WITHDRAWN}),
        State.REVISION_IN: frozenset(
            {State.RETURNED, State.REVISION_ASKED, State.ACCEPTED, State.DECLINED, State.WITHDRAWN}
        ),
        State.ACCEPTED: frozenset(),
        State.DECLINED: frozenset(),
        State.WITHDRAWN: frozenset(),
    }
    # Where the author may still write; until the deadline also when RECEIVED.
    WITH_AUTHOR = frozenset({State.UNFINISHED, State.RETURNED, State.REVISION_ASKED})
    ENDED = frozenset({State.ACCEPTED, State.DECLINED, State.WITHDRAWN})

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="submissions")
    key = models.CharField(max_length=40, unique=True, default=keys.new_key, editable=False)
    number = models.PositiveIntegerField(_("number"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.UNFINISHED)
    language = models.CharField(_("author’s language"), max_length=10, choices=CHOICES)
    content = models.JSONField(default=dict)
    # What the reader of an uploaded file had to say, and the file itself.
    findings = models.JSONField(default=dict, blank=True)
    file = models.ForeignKey(KeptFile, on_delete=models.SET_NULL, null=True, related_name="+")
    edit = models.PositiveIntegerField(default=1)
    invitation = models.ForeignKey(
        Invitation, on_delete=models.PROTECT, null=True, related_name="submissions"
    )
    salt = models.CharField(max_length=32, default=random_salt, editable=False)
    code_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)
    created_at = models.DateTimeField(_("begun"), default=clock.now)
    updated_at = models.DateTimeField(_("last change"), default=clock.now)
    sent_at = models.DateTimeField(_("sent"), null=True)
    # First sent after the end of the call: in its grace, or with a code.
    is_late = models.BooleanField(_("late"), default=False)
    opened_at = models.DateTimeField(_("first read"), null=True)
    # Until when a revision is awaited, or fixes; or an essay that could not be taken when it was sent.
    due_at = models.DateTimeField(_("due"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    essay = models.OneToOneField(
        Essay, on_delete=models.PROTECT, null=True, related_name="submission", verbose_name=_("response")
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        permissions = [("decide_submission", "Can decide on submissions")]
        indexes = [
            models.Index(fields=["call", "state", "number"], name="submission_by_call_and_state"),
            models.Index(fields=["state", "updated_at"], name="submission_by_state_and_age"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="submission_number_is_its_own"),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "unfinished",
                        "received",
                        "returned",
                        "revision_asked",
                        "revision_in",
                        "accepted",
                        "declined",
                        "withdrawn",
                    ]
                ),
                name="submission_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state="unfinished", number=None, sent_at=None)
                | (~Q(state="unfinished") & Q(number__isnull=False, sent_at__isnull=False)),
                name="submission_counts_once_it_is_sent",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["accepted", "declined", "withdrawn"], ended_at__isnull=False)
                | (~Q(state__in=["accepted", "declined", "withdrawn"]) & Q(ended_at=None)),
                name="submission_ends_at_an_instant",
            ),
            models.CheckConstraint(
                condition=Q(essay=None) | Q(state="accepted"),
                name="submission_becomes_a_response_if_accepted",
            ),
        ]

    def __str__(self) -> str:
        # The log keeps this for ever, and readers of blind essays see it: neither name nor title.
        return self.reference

    @property
    def reference(self) -> str:
        """What authors and editors call it: “7-012”, the call and the number; “7-…” while unfinished."""
        return f"{self.call_id}-{self.number:03d}" if self.number else f"{self.call_id}-…"

    @property
    def hides_names(self) -> bool:
        """Whether nobody at the desk may learn who wrote it: the call says so, and nothing is decided yet."""
        if not self.call.names_hidden:
            return False
        if (known := self.__dict__.get("is_decided")) is not None:
            return not known
        return not self.decisions.filter(applied_at__isnull=False).exists()

    @property
    def latest(self) -> "models.Model | None":
        """The newest version sent."""
        return self.versions.order_by("-number").first()

    def may_become(self, state: str) -> bool:
        return state in self.MOVES[self.state]

    def is_open_for_author(self, now: datetime | None = None) -> bool:
        """Whether the author may change the text and send: the grace period counts, for it is the truth."""
        now = now or clock.now()
        if self.state in (self.State.RETURNED, self.State.REVISION_ASKED):
            return True
        if self.state not in (self.State.UNFINISHED, self.State.RECEIVED):
            return False
        return self.call.opens_at <= now < self.closes_in_truth

    @property
    def closes_in_truth(self) -> datetime:
        """When this author can no longer send: with grace, a code, or put off because of many essays."""
        late = self.invitation.good_until if self.invitation and not self.invitation.revoked_at else None
        return max(each for each in (self.call.ends_at, late, self.due_at) if each)


class SubmissionAuthor(models.Model):
    """Who wrote a submission, in order; the first is who sent it and gets the letters.

    Apart from the text, so that a read of the text names nobody. ``names`` are the name in other scripts,
    {"zh-hans": "…"}; ``bio`` and ``affiliation`` are asked for on acceptance only.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="authors")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"), blank=True)
    school = models.CharField(_("school"), max_length=300, blank=True)
    names = models.JSONField(_("name in other scripts"), default=dict, blank=True)
    affiliation = models.CharField(_("affiliation"), max_length=300, blank=True)
    bio = models.TextField(_("bio"), blank=True)
    # Encoded anew. The site shows no pictures of people: it is the editors'.
    photo = models.ForeignKey(KeptFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("person")
    )

    class Meta:
        verbose_name = _("author of a submission")
        verbose_name_plural = _("authors of submissions")
        indexes = [models.Index(fields=["email"], name="submission_author_by_address")]
        constraints = [
            models.UniqueConstraint(fields=["submission", "position"], name="submission_author_has_a_place"),
            models.CheckConstraint(
                condition=Q(position__gt=0) | ~Q(email=""), name="submission_sender_has_an_address"
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(name__contains="\n") & ~Q(name__contains="\r"),
                name="submission_author_has_a_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission} · {self.position + 1}"
