"""Lists of the reading room: newest, by year, by theme, by person, by thread."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from responses.lib import clock
from responses.reading.prepared import Prepared
from responses.reading.rows import EssayRow, of_essays, rows_of
from responses.threads.models import (
    Credit,
    Essay,
    EssayTheme,
    Likeness,
    LivePeriod,
    Theme,
    Thread,
    ThreadTheme,
)
from responses.threads.public import published_themes

# The prompt of a thread in a query of threads.
PROMPT = Essay.objects.filter(prompt_of=OuterRef("pk")).values("pk")[:1]

# Of a theme; more would make its page grow with the site.
THREADS = 6
SIMILAR = 3
NEWEST = 12
NEWEST_RESPONSES = 8

# One probe of the index a year instead of one row an essay; with EXISTS, PostgreSQL would join all of them.
YEARS = """
WITH RECURSIVE years(year) AS (
    SELECT MAX(dated_year) FROM responses_essay
    UNION ALL
    SELECT (SELECT MAX(dated_year) FROM responses_essay WHERE dated_year < years.year)
    FROM years WHERE years.year IS NOT NULL
)
SELECT year FROM years WHERE year IS NOT NULL AND (
    SELECT 1 FROM responses_essay e JOIN responses_liveperiod p ON p.essay_id = e.id
    WHERE e.dated_year = years.year AND p.starts <= %s AND p.ends > %s LIMIT 1
) = 1
ORDER BY year DESC
"""


def threads_and_rows(
    threads: Sequence[Thread], pks: Sequence[int], language: str
) -> tuple[list[tuple[Thread, EssayRow | None]], list[EssayRow]]:
    """Each thread with its prompt's row (None when that is withdrawn), and the rows of ``pks``.

    All in the two queries that the rows alone would take. The threads carry ``prompt_pk``.
    """
    prompts: list[int] = [thread.prompt_pk for thread in threads]  # type: ignore[attr-defined]  # annotated above
    rows = {row.pk: row for row in essay_rows([*prompts, *pks], language)}
    heads = [(thread, rows.get(pk)) for thread, pk in zip(threads, prompts, strict=True)]
    return heads, [rows[pk] for pk in pks if pk in rows]


def essay_rows(pks: Sequence[int], language: str) -> list[EssayRow]:
    """Rows of these live essays in the order of ``pks``."""
    rows = rows_of(of_essays(pks), language)
    return [rows[pk] for pk in pks if pk in rows]


@Prepared
def newest_pks(language: str) -> QuerySet:
    """Essays by when the edition that ``language`` shows was first live on this site, the newest first."""
    return _newest(language)[:NEWEST]


@Prepared
def newest_response_pks(language: str) -> QuerySet:
    """The same without prompts, and fewer."""
    return _newest(language).exclude(essay__kind=Essay.Kind.PROMPT)[:NEWEST_RESPONSES]


def _newest(language: str) -> QuerySet:
    shown = LivePeriod.objects.live().shown_in(language)
    return shown.newest_first().values_list("essay_id", flat=True)


@Prepared
def current_threads() -> QuerySet[Thread]:
    """The thread whose prompt went live last; none on an empty site."""
    prompts = LivePeriod.objects.live().filter(essay__kind=Essay.Kind.PROMPT)
    newest = prompts.newest_first().values_list("essay__thread_id", flat=True)[:1]
    return Thread.objects.filter(pk=Subquery(newest)).annotate(prompt_pk=Subquery(PROMPT))


def years() -> list[int]:
    """Years of first publication of live essays, the latest first; negative years are BCE."""
    now = connection.ops.adapt_datetimefield_value(clock.now())
    with connection.cursor() as cursor:
        cursor.execute(YEARS, [now, now])
        return [year for (year,) in cursor.fetchall()]


@Prepared
def threads_in(theme: int) -> QuerySet[Thread]:
    """The newest of the theme's public threads; its list of essays names the prompts of the others.

    Looks at a bounded number of those that were given the theme last.
    """
    public = Thread.objects.published().filter(pk=OuterRef("content_object"))
    last = ThreadTheme.objects.filter(Exists(public), tag=theme).order_by("-pk").values("content_object")
    found = Thread.objects.with_first_publication().filter(pk__in=last[: 4 * THREADS])
    found = found.annotate(prompt_pk=Subquery(PROMPT))
    return found.order_by(F("published_at").desc(nulls_last=True), "-pk")[:THREADS]


def credited_to(person: int) -> Q:
    """A condition on live periods: that they credit a person. A list, for that is short, not a probe each."""
    return Q(revision__in=Credit.objects.filter(person=person).values("revision"))


def within(theme: int) -> Q:
    """A condition on live periods: that their essay has a theme."""
    return Q(Exists(EssayTheme.objects.filter(tag=theme, content_object=OuterRef("essay"))))


@Prepared
def pks_by(person: int) -> QuerySet:
    """The live essays that credit a person, the latest first by date, undated last."""
    live = LivePeriod.objects.live().filter(credited_to(person)).values("essay")
    latest = (F(part).desc(nulls_last=True) for part in ("dated_year", "dated_month", "dated_day"))
    return Essay.objects.filter(pk__in=live).order_by(*latest, "-pk").values_list("pk", flat=True)


@Prepared
def themes_of(essay: int) -> QuerySet[Theme]:
    return Theme.objects.filter(essay_links__content_object=essay).order_by("position", "pk")


@Prepared
def similar_pks(essay: int, language: str) -> QuerySet:
    """“You might also like”: the live essays of other threads most like it, those in ``language`` first."""
    live = LivePeriod.objects.live().filter(essay=OuterRef("like"))
    here = Exists(live.filter(language=language))
    # Thousands may be like one essay; by the index, each of these looks at the first few of them.
    alike = Likeness.objects.filter(essay=essay).order_by("-points", "-like").values("pk")
    first = Q(pk__in=alike.filter(here)[:SIMILAR]) | Q(pk__in=alike.filter(Exists(live))[:SIMILAR])
    found = Likeness.objects.filter(first).order_by(here.desc(), "-points", "-like")
    return found.values_list("like", flat=True)[:SIMILAR]


@Prepared
def all_themes() -> QuerySet[Theme]:
    return published_themes().order_by("position", "pk")


@Prepared
def undated() -> QuerySet:
    """The number of one live essay without a year, if there is any."""
    return Essay.objects.published().filter(dated_year=None).values_list("pk", flat=True)[:1]
