"""What the public may see, of the things that are not essays themselves.

A person is public through a credit on a live revision, a theme through a live essay that carries it,
alone or by its thread. ``ever`` includes what was public and is withdrawn: such an address answers 410.
"""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from responses.people.models import Person
from responses.threads.models import Credit, Essay, EssayTheme, LivePeriod, Theme, Thread, ThreadTheme


def credits_in(periods: models.QuerySet[LivePeriod]) -> models.QuerySet[Credit]:
    """The credits on the revisions of these live periods."""
    return Credit.objects.filter(Exists(periods.filter(revision=OuterRef("revision"))))


def published_people() -> models.QuerySet[Person]:
    return _people_in(LivePeriod.objects.live())


def ever_published_people() -> models.QuerySet[Person]:
    return _people_in(LivePeriod.objects.begun())


def _people_in(periods: models.QuerySet[LivePeriod]) -> models.QuerySet[Person]:
    return Person.objects.filter(Exists(credits_in(periods).filter(person=OuterRef("pk"))))


def published_themes() -> models.QuerySet[Theme]:
    return _themes_of(Essay.objects.published(), Thread.objects.published())


def ever_published_themes() -> models.QuerySet[Theme]:
    return _themes_of(Essay.objects.ever_published(), Thread.objects.published())


def _themes_of(essays: models.QuerySet[Essay], threads: models.QuerySet[Thread]) -> models.QuerySet[Theme]:
    # Asked link by link: a list of all live essays would grow with the site.
    live, open_ = essays.filter(pk=OuterRef("content_object")), threads.filter(pk=OuterRef("content_object"))
    by_essay = EssayTheme.objects.filter(Exists(live), tag=OuterRef("pk"))
    by_thread = ThreadTheme.objects.filter(Exists(open_), tag=OuterRef("pk"))
    return Theme.objects.filter(Q(Exists(by_essay)) | Q(Exists(by_thread)))


def is_public(row: models.Model) -> bool:
    """Whether the public has ever been shown this thread, essay, theme or person."""
    shown: dict[type[models.Model], models.QuerySet[models.Model]] = {
        Essay: Essay.objects.ever_published(),
        Thread: Thread.objects.published(),
        Theme: ever_published_themes(),
        Person: ever_published_people(),
    }
    return shown[row._meta.concrete_model or type(row)].filter(pk=row.pk).exists()
