"""Lists of the reading room: newest, by year, by theme, by person, by thread."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from responses.lib import clock
from responses.reading.rows import EssayRow, rows_of
from responses.threads.models import Credit, Essay, EssayTheme, LivePeriod, Theme, Thread
from responses.threads.public import published_themes

# Of a theme; more would make its page grow with the site.
THREADS = 12

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


def essays_in(theme: Theme, *, besides: Sequence[Thread]) -> QuerySet[EssayTheme]:
    """The links of live essays to a theme; no prompt of the threads ``besides``, which are shown already."""
    live = LivePeriod.objects.live().filter(essay=OuterRef("content_object"))
    shown = Q(content_object__kind=Essay.Kind.PROMPT, content_object__thread__in=besides)
    return EssayTheme.objects.filter(Exists(live), tag=theme).exclude(shown)


def threads_in(theme: Theme) -> list[Thread]:
    """The newest of the theme's public threads; its list of essays names the prompts of the others."""
    found = Thread.objects.published().filter(theme_links__tag=theme)
    newest = F("published_at").desc(nulls_last=True)
    return list(found.with_first_publication().order_by(newest, "-pk")[:THREADS])


def credited_to(person_pk: int) -> Q:
    """A condition on live periods: that they credit a person. A list, for that is short, not a probe each."""
    return Q(revision__in=Credit.objects.filter(person=person_pk).values("revision"))


def pks_by(person_pk: int) -> list[int]:
    """The live essays that credit a person, the latest first by date, undated last."""
    live = LivePeriod.objects.live().filter(credited_to(person_pk)).values("essay")
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
    # A list for each theme, read off its index from the new end: a theme's size is no matter.
    newest = [_newest_elsewhere(theme, essay, besides, count) for theme in themes]
    found = Essay.objects.filter(reduce(or_, (Q(pk__in=pks) for pks in newest)))
    return list(found.order_by("-pk").values_list("pk", flat=True)[:count])


def _newest_elsewhere(theme: Theme, essay: Essay, besides: int, count: int) -> QuerySet[EssayTheme]:
    live = LivePeriod.objects.live().filter(essay=OuterRef("content_object"))
    links = EssayTheme.objects.filter(Exists(live), tag=theme).exclude(content_object=besides)
    found = links.exclude(content_object__thread=essay.thread_id).order_by("-content_object")
    return found.values("content_object")[:count]


def all_themes() -> list[Theme]:
    return list(published_themes().order_by("position", "pk"))
