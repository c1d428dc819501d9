"""Lists of the reading room: newest, by year, by theme, by person, by thread."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, Subquery

from responses.lib import clock
from responses.reading.rows import EssayRow, rows_of
from responses.threads.models import Credit, Essay, EssayTheme, LivePeriod, Theme, Thread
from responses.threads.public import published_themes

# One probe of the index a year instead of one row an essay.
YEARS = """
WITH RECURSIVE years(year) AS (
    SELECT MAX(dated_year) FROM responses_essay
    UNION ALL
    SELECT (SELECT MAX(dated_year) FROM responses_essay WHERE dated_year < years.year)
    FROM years WHERE years.year IS NOT NULL
)
SELECT year FROM years WHERE year IS NOT NULL AND EXISTS (
    SELECT 1 FROM responses_essay e JOIN responses_liveperiod p ON p.essay_id = e.id
    WHERE e.dated_year = years.year AND p.starts <= %s AND p.ends > %s
)
"""


def essay_rows(pks: Sequence[int], language: str) -> list[EssayRow]:
    """Rows of these live essays in the order of ``pks``."""
    rows = rows_of(LivePeriod.objects.live().filter(essay__in=pks), language)
    return [rows[pk] for pk in pks if pk in rows]


def newest_pks(count: int, *, essays: Q | None = None) -> list[int]:
    """Essays by when they were first live on this site, the newest first.

    An essay counts by its newest edition; looks at a bounded number of editions.
    """
    periods = LivePeriod.objects.live().order_by("-first", "-essay")
    if essays is not None:
        periods = periods.filter(essays)
    found = periods.values_list("essay_id", flat=True)[: count * 4]
    return list(dict.fromkeys(found))[:count]


def current_thread() -> Thread | None:
    """The thread whose prompt went live last."""
    newest = (
        LivePeriod.objects.live()
        .filter(essay__kind=Essay.Kind.PROMPT)
        .order_by("-first", "-essay")
        .values_list("essay__thread_id", flat=True)[:1]
    )
    return Thread.objects.filter(pk=Subquery(newest)).first()


def years() -> list[int]:
    """Years of first publication of live essays, the latest first; negative years are BCE."""
    now = connection.ops.adapt_datetimefield_value(clock.now())
    with connection.cursor() as cursor:
        cursor.execute(YEARS, [now, now])
        return [year for (year,) in cursor.fetchall()]


def in_theme(theme: Theme) -> Q:
    """A condition on essays: that they carry ``theme``."""
    return Q(Exists(EssayTheme.objects.filter(tag=theme, content_object=OuterRef("pk"))))


def threads_in(theme: Theme) -> list[Thread]:
    """The theme's public threads, the newest first."""
    found = Thread.objects.published().filter(theme_links__tag=theme)
    newest = F("published_at").desc(nulls_last=True)
    return list(found.with_first_publication().order_by(newest, "-pk"))


def pks_by(person_pk: int) -> list[int]:
    """The live essays that credit a person, the latest first by date, undated last."""
    credited = Credit.objects.filter(person=person_pk, revision=OuterRef("revision"))
    live = LivePeriod.objects.live().filter(Exists(credited)).values("essay")
    return list(
        Essay.objects.filter(pk__in=live)
        .order_by(
            *(F(part).desc(nulls_last=True) for part in ("dated_year", "dated_month", "dated_day")), "-pk"
        )
        .values_list("pk", flat=True)
    )


def similar_pks(essay: Essay, themes: Sequence[Theme], *, besides: int, count: int = 3) -> list[int]:
    """“You might also like”: the newest live essays of the same themes from other threads."""
    if not themes:
        return []
    found = (
        Essay.objects.published()
        .filter(theme_links__tag__in=[theme.pk for theme in themes])
        .exclude(thread=essay.thread_id)
        .exclude(pk=besides)
        .order_by("-pk")
        .values_list("pk", flat=True)
    )
    return list(dict.fromkeys(found[: count * 3]))[:count]


def all_themes() -> list[Theme]:
    return list(published_themes().order_by("position", "pk"))
