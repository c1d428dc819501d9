from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, Func, OuterRef, Q, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Length
from django.db.models.lookups import Exact, In
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from responses.lib import clock
from responses.lib.dates import PartialDate
from responses.lib.short_ids import LENGTH as SHORT
from responses.people.models import Person
from responses.threads.models.publications import LivePeriod
from responses.threads.models.threads import Thread


def _leaps(year: Combinable) -> Q:
    return Q(Exact(year % 4, 0)) & (~Q(Exact(year % 100, 0)) | Q(Exact(year % 400, 0)))


# By today's calendar, carried back as ISO 8601 does: what is called 1 BCE is its year 0.
IN_A_LEAP_YEAR = Q(dated_year__gt=0) & _leaps(F("dated_year")) | Q(dated_year__lt=0) & _leaps(
    F("dated_year") + 1
)
_WITHOUT_DIGITS = Func(F("slug"), Value("0123456789"), function="TRIM", output_field=models.CharField())
# Addresses of the reading room's own: of a year, and of what belongs to a list.
NAMES_A_PAGE = Q(slug__in=["feed", "full", "undated"]) | Q(In(_WITHOUT_DIGITS, ["", "-bce"]))


class EssayQuerySet(models.QuerySet["Essay"]):
    def published(self) -> "EssayQuerySet":
        """Essays with a live edition: the one definition of what the public may see."""
        return self.filter(Exists(LivePeriod.objects.live().filter(essay=OuterRef("pk"))))

    def ever_published(self) -> "EssayQuerySet":
        """Essays that are live or once were: those whose address answers something."""
        return self.filter(Exists(LivePeriod.objects.begun().filter(essay=OuterRef("pk"))))

    def withdrawn(self) -> "EssayQuerySet":
        """Essays that were live and are not."""
        return self.ever_published().exclude(Exists(LivePeriod.objects.live().filter(essay=OuterRef("pk"))))

    def at_hand(self) -> "EssayQuerySet":
        """What the desk works on: all but the drafts that were set aside."""
        return self.filter(set_aside_at=None)

    def set_aside(self) -> "EssayQuerySet":
        return self.filter(set_aside_at__isnull=False)

    def answering(self, essay: "Essay | int") -> "EssayQuerySet":
        """What answers ``essay`` directly, a closing reply included, in thread order."""
        return self.filter(responding_to=essay).in_thread_order()

    def in_thread_order(self) -> "EssayQuerySet":
        return self.order_by("thread_id", "position", "pk")


class Essay(models.Model):
    """One authored text in a thread, in one or more editions.

    The date is that of *first* publication anywhere; when it went live here is in its publications.
    A draft that was never public may be set aside: it is kept, and out of the desk's way until taken back.
    """

    class Kind(models.TextChoices):
        PROMPT = "prompt", _("Prompt")
        RESPONSE = "response", _("Response")
        CLOSING_REPLY = "closing_reply", _("Closing reply")

    class Precision(models.TextChoices):
        DAY = "day", _("a day")
        MONTH = "month", _("a month")
        YEAR = "year", _("a year")
        CIRCA = "circa", _("about a year")
        WORDS = "words", _("words only")
        UNKNOWN = "unknown", _("unknown")

    thread = models.ForeignKey(
        Thread, on_delete=models.PROTECT, related_name="essays", verbose_name=_("thread")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    responding_to = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="answers",
        verbose_name=_("responding to"),
    )
    slug = models.SlugField(_("web address"), max_length=100, unique=True)
    # Of the short address, /t/…: given once, by ``services.short_ids``, and kept whatever else changes.
    short_id = models.CharField(_("short address"), max_length=SHORT, editable=False)
    position = models.PositiveIntegerField(_("position in the thread"), default=0)
    dated_precision = models.CharField(
        _("first published: as exactly as"), max_length=10, choices=Precision, default=Precision.UNKNOWN
    )
    dated_year = models.SmallIntegerField(
        _("year"), null=True, blank=True, help_text=_("Minus for BCE: −81 is 81 BCE.")
    )
    dated_month = models.PositiveSmallIntegerField(_("month"), null=True, blank=True)
    dated_day = models.PositiveSmallIntegerField(_("day"), null=True, blank=True)
    dated_words = models.CharField(_("date in words"), max_length=200, blank=True)
    facts = models.JSONField(_("facts from the source"), default=dict, blank=True)
    next_paragraph = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("created"), default=clock.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    set_aside_at = models.DateTimeField(_("set aside"), null=True, blank=True, editable=False)
    # Its author does not want search engines to show it; what the newest consent says.
    asks_no_indexing = models.BooleanField(_("kept from search engines"), default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    # The number of the thread whose prompt this is; none of what answers. By it a thread knows its prompt.
    prompt_of = models.GeneratedField(
        expression=Case(When(kind="prompt", then=F("thread"))),
        output_field=models.BigIntegerField(null=True),
        db_persist=True,
    )

    people = models.ManyToManyField(Person, through="responses.Byline", related_name="essays")
    themes = TaggableManager(_("themes"), through="responses.EssayTheme", blank=True)
    objects = EssayQuerySet.as_manager()

    class Meta:
        verbose_name = _("essay")
        verbose_name_plural = _("essays")
        indexes = [
            models.Index(fields=["thread", "position"], name="essay_in_thread_order"),
            models.Index(fields=["responding_to", "position"], name="essay_by_what_it_answers"),
            models.Index(fields=["dated_year", "dated_month", "dated_day", "id"], name="essay_by_date"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="prompt", responding_to=None) | ~Q(kind="prompt"),
                name="essay_prompt_answers_nothing",
            ),
            models.CheckConstraint(
                condition=Q(kind="prompt") | Q(responding_to__isnull=False),
                name="essay_response_answers_something",
            ),
            models.CheckConstraint(
                condition=Q(responding_to=None) | ~Q(responding_to=F("pk")),
                name="essay_never_answers_itself",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["prompt", "response", "closing_reply"]), name="essay_kind_is_known"
            ),
            models.UniqueConstraint(fields=["prompt_of"], name="essay_one_prompt_a_thread"),
            models.UniqueConstraint(
                fields=["thread"],
                condition=Q(kind="closing_reply", set_aside_at=None),
                name="essay_one_closing_reply_a_thread",
            ),
            models.CheckConstraint(
                condition=Q(
                    dated_precision="day",
                    dated_year__isnull=False,
                    dated_month__isnull=False,
                    dated_day__isnull=False,
                )
                | Q(
                    dated_precision="month",
                    dated_year__isnull=False,
                    dated_month__isnull=False,
                    dated_day=None,
                )
                | Q(
                    dated_precision__in=["year", "circa"],
                    dated_year__isnull=False,
                    dated_month=None,
                    dated_day=None,
                )
                | (Q(dated_precision="words", dated_month=None, dated_day=None) & ~Q(dated_words=""))
                | Q(dated_precision="unknown", dated_year=None, dated_month=None, dated_day=None),
                name="essay_date_fits_its_precision",
            ),
            models.CheckConstraint(
                condition=Q(dated_year=None)
                | (~Q(dated_year=0) & Q(dated_year__gte=-9999) & Q(dated_year__lte=9999)),
                name="essay_has_no_year_zero",
            ),
            models.CheckConstraint(
                condition=(Q(dated_month=None) | Q(dated_month__gte=1, dated_month__lte=12))
                & (Q(dated_day=None) | Q(dated_day__gte=1, dated_day__lte=31)),
                name="essay_date_is_on_the_calendar",
            ),
            models.CheckConstraint(
                condition=Q(dated_day=None)
                | Q(dated_day__lte=28)
                | Q(dated_day__lte=30, dated_month__in=[4, 6, 9, 11])
                | Q(dated_month__in=[1, 3, 5, 7, 8, 10, 12])
                | Q(dated_day=29, dated_month=2) & IN_A_LEAP_YEAR,
                name="essay_day_is_in_its_month",
            ),
            models.CheckConstraint(condition=~NAMES_A_PAGE, name="essay_slug_names_no_page"),
            models.UniqueConstraint(fields=["short_id"], name="essay_short_id_is_given_once"),
            models.CheckConstraint(
                condition=Exact(Length("short_id"), SHORT), name="essay_short_id_is_of_one_length"
            ),
        ]

    def __str__(self) -> str:
        """Its newest title, where a query fetched it along; else its web address, which costs nothing."""
        return getattr(self, "newest_title", "") or self.slug

    @property
    def date(self) -> PartialDate:
        """The date of first publication."""
        return PartialDate(
            year=self.dated_year,
            month=self.dated_month,
            day=self.dated_day,
            precision=self.dated_precision,
            words=self.dated_words,
        )

    @property
    def is_prompt(self) -> bool:
        return self.kind == self.Kind.PROMPT


class PromptManager(models.Manager.from_queryset(EssayQuerySet)):  # type: ignore[misc]  # built at run time
    def get_queryset(self) -> EssayQuerySet:
        return super().get_queryset().filter(kind=Essay.Kind.PROMPT)


class ResponseManager(models.Manager.from_queryset(EssayQuerySet)):  # type: ignore[misc]  # built at run time
    def get_queryset(self) -> EssayQuerySet:
        return super().get_queryset().exclude(kind=Essay.Kind.PROMPT)


class Prompt(Essay):
    """The essay that asks: one in each thread."""

    objects = PromptManager()  # type: ignore[misc]  # Django’s way of narrowing a manager

    class Meta:
        proxy = True
        verbose_name = _("prompt")
        verbose_name_plural = _("prompts")


class Response(Essay):
    """An essay that answers the prompt or another response; the closing reply is one of them."""

    objects = ResponseManager()  # type: ignore[misc]  # Django’s way of narrowing a manager

    class Meta:
        proxy = True
        verbose_name = _("response")
        verbose_name_plural = _("responses")


class Byline(models.Model):
    """The current link of a person to an essay, as the desk means it now.

    What the public sees is the credit frozen in the live revision; a byline prefills the next one.
    """

    class Role(models.TextChoices):
        AUTHOR = "author", _("author")
        TRANSLATOR = "translator", _("translator")

    essay = models.ForeignKey(Essay, on_delete=models.CASCADE, related_name="bylines")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="bylines")
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.AUTHOR)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("authors")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["essay", "person", "role"], name="byline_names_a_person_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"
