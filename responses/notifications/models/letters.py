from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from responses.languages.codes import CHOICES
from responses.lib import clock


class LetterQuerySet(models.QuerySet["Letter"]):
    def due(self, now: datetime) -> "LetterQuerySet":
        """Waiting until now, or claimed by a sender that has gone silent before handing over."""
        waiting = Q(state=Letter.State.WAITING)
        forsaken = Q(state=Letter.State.SENDING, handed_over_at=None)
        return self.filter(waiting | forsaken, due_at__lte=now)

    def in_doubt(self, now: datetime) -> "LetterQuerySet":
        """Handed over by a sender that never said how it went: perhaps sent, perhaps not."""
        return self.filter(state=Letter.State.SENDING, handed_over_at__isnull=False, due_at__lte=now)

    def of_news(self) -> "LetterQuerySet":
        return self.filter(purpose__in=Letter.NEWS)

    def in_need(self) -> "LetterQuerySet":
        """Those that nobody will get unless a person acts."""
        return self.filter(state__in=(Letter.State.UNCERTAIN, Letter.State.GIVEN_UP))


class Letter(models.Model):
    """A mail in the outbox, to one recipient.

    One that holds a secret (a link that opens an account) loses its text as soon as that is not needed to
    send it. News have none here: they are written when they are sent, of what is live then, and keep only
    their subject. The whole row goes after 14 days (``services.settle_letters``).
    """

    class Purpose(models.TextChoices):
        PASSWORD_RESET = "password_reset", _("new password")
        ACCOUNT = "account", _("news of the account")
        FOLLOW = "follow", _("asking whether to follow")
        NEWS = "news", _("news for followers")
        DIGEST = "digest", _("weekly e-mail for followers")
        RESUME = "resume", _("where an unfinished essay is")
        RECEIPT = "receipt", _("receipt of an essay")
        DECISION = "decision", _("decision on an essay")
        SUBMISSION = "submission", _("news of an essay sent in")

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("e-mail", "draft")
        WAITING = "waiting", pgettext_lazy("e-mail", "waiting")
        SENDING = "sending", pgettext_lazy("e-mail", "being sent")
        SENT = "sent", pgettext_lazy("e-mail", "sent")
        UNCERTAIN = "uncertain", pgettext_lazy("e-mail", "uncertain whether sent")
        GIVEN_UP = "given_up", pgettext_lazy("e-mail", "given up")
        DROPPED = "dropped", pgettext_lazy("e-mail", "no longer wanted")

    class Failure(models.TextChoices):
        """The kind of what went wrong; what the server said of it stands in ``answer``."""

        UNREACHABLE = "unreachable", _("the mail server cannot be reached")
        NOT_LET_IN = "not_let_in", _("the mail server refuses this site")
        LATER = "later", _("the mail server asks to come back later")
        REFUSED = "refused", _("refused for good")
        BROKEN_OFF = "broken_off", _("broken off while the text was handed over")
        TOO_LATE = "too_late", _("its link is no longer good")
        BROKEN = "broken", _("a mistake of this site’s own")

    # Which state may follow which. A letter in doubt or sent goes again by a person only, never by itself.
    MOVES: dict[str, frozenset[str]] = {
        # Written for a person to look at; goes when they say so, comes back if they do.
        State.DRAFT: frozenset({State.WAITING}),
        State.WAITING: frozenset({State.SENDING, State.GIVEN_UP, State.DRAFT}),
        State.SENDING: frozenset(State) - {State.DRAFT},
        State.SENT: frozenset({State.WAITING}),
        State.UNCERTAIN: frozenset({State.WAITING, State.GIVEN_UP}),
        State.GIVEN_UP: frozenset({State.WAITING}),
        # Whoever it was for has left, or what it told of is live no more.
        State.DROPPED: frozenset(),
    }
    # What a stranger can make us send, by naming an address: three a day of each reach one address.
    STRANGERS = frozenset({Purpose.PASSWORD_RESET, Purpose.FOLLOW, Purpose.RESUME})
    # Sent after everything else, and only so many a minute.
    NEWS = frozenset({Purpose.NEWS, Purpose.DIGEST})

    purpose = models.CharField(_("what for"), max_length=20, choices=Purpose)
    recipient = models.EmailField(pgettext_lazy("e-mail", "to"))
    language = models.CharField(_("language"), max_length=10, choices=CHOICES)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    text = models.TextField(_("text"), blank=True)
    holds_secret = models.BooleanField(_("holds a secret"), default=False)
    # Belongs to a record that is kept (a decision), and stays as long as that does.
    is_kept = models.BooleanField(default=False, editable=False)
    # Whom it is to is not shown at the desk: names are hidden there until a decision.
    hides_recipient = models.BooleanField(default=False, editable=False)
    message_id = models.CharField(max_length=200, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    # 0 goes before 1, so that nobody waits for a new password behind ten thousand letters.
    turn = models.PositiveSmallIntegerField(default=0, editable=False)
    failure = models.CharField(_("what went wrong"), max_length=20, choices=Failure, blank=True)
    # To the last try. A server may quote the address or the text: that is struck out (``answers.kept``).
    # Null where there was no answer: nobody there, a line that broke, a folder instead of a server.
    answer = models.CharField(_("what the mail server said"), max_length=200, null=True, editable=False)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    created_at = models.DateTimeField(pgettext_lazy("e-mail", "written"), default=clock.now)
    changed_at = models.DateTimeField(_("last change"), default=clock.now)
    # When a sender next looks at it: to try, or, while one has claimed it, to see what became of that one.
    due_at = models.DateTimeField(_("next try"), default=clock.now)
    claim = models.CharField(max_length=32, blank=True, editable=False)
    handed_over_at = models.DateTimeField(_("handed over"), null=True, editable=False)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        permissions = [("resend_letter", "Can send letters again")]
        indexes = [
            models.Index(fields=["turn", "state", "due_at"], name="letter_by_what_is_due"),
            models.Index(
                fields=["handed_over_at"], condition=Q(turn=1), name="letter_of_news_by_when_it_went"
            ),
            models.Index(fields=["recipient", "created_at"], name="letter_by_recipient"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["message_id"], name="letter_is_written_once"),
            models.CheckConstraint(
                condition=Q(
                    purpose__in=[
                        "password_reset",
                        "account",
                        "follow",
                        "news",
                        "digest",
                        "resume",
                        "receipt",
                        "decision",
                        "submission",
                    ]
                ),
                name="letter_purpose_is_known",
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=["news", "digest"], turn=1)
                | (~Q(purpose__in=["news", "digest"]) & Q(turn=0)),
                name="letter_of_news_waits_its_turn",
            ),
            models.CheckConstraint(
                condition=~Q(recipient="") & ~Q(recipient__contains="\n") & ~Q(recipient__contains="\r"),
                name="letter_goes_to_one_address",
            ),
            models.CheckConstraint(
                condition=~Q(subject__contains="\n") & ~Q(subject__contains="\r"),
                name="letter_subject_is_one_line",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["waiting", "sending"]) | ~Q(text="") | Q(turn=1),
                name="letter_to_be_sent_says_something",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "given_up"]) | Q(holds_secret=False) | Q(text=""),
                name="letter_keeps_no_secret_at_its_end",
            ),
            models.CheckConstraint(
                condition=Q(state="sending", claim__gt="") | (~Q(state="sending") & Q(claim="")),
                name="letter_being_sent_is_claimed",
            ),
            # No other state is known either.
            models.CheckConstraint(
                condition=Q(state="sending")
                | Q(state__in=["sent", "uncertain"], handed_over_at__isnull=False)
                | Q(state__in=["draft", "waiting", "given_up", "dropped"], handed_over_at=None),
                name="letter_is_handed_over_or_waits",
            ),
        ]

    def __str__(self) -> str:
        # The log keeps this for ever, so it names nobody.
        return f"{self.get_purpose_display()} {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def may_be_sent_again(self) -> bool:
        """Whether a person may: only they can weigh a second mail against none."""
        return self.state in (self.State.UNCERTAIN, self.State.GIVEN_UP) and self.has_something_to_say

    @property
    def may_be_sent_twice(self) -> bool:
        """Whether a person may who means it: it was sent, and may have gone astray behind the mail server."""
        return self.state == self.State.SENT and self.has_something_to_say

    @property
    def has_something_to_say(self) -> bool:
        """Whether it keeps its text, or is written when it is sent."""
        return bool(self.text) or self.is_news

    @property
    def is_news(self) -> bool:
        return self.purpose in self.NEWS

    @classmethod
    def sources_of(cls, state: str) -> list[str]:
        """The states from which a letter may come into ``state``."""
        return [source for source, targets in cls.MOVES.items() if state in targets]

    @staticmethod
    def link_lasts() -> int:
        """For how many seconds a secret is any use to its recipient."""
        return int(settings.PASSWORD_RESET_TIMEOUT)
