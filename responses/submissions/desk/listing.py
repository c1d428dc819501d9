"""The list of submissions: its rows, what is found in it, what each column says."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Subquery
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from responses.languages.codes import LANGUAGES, tag
from responses.lib.chinese import fold
from responses.submissions.desk.covering import Covering
from responses.submissions.desk.length import against_limits, length_of
from responses.submissions.models import Mark, Overlap, Submission, SubmissionAuthor, SubmissionVersion

MOST_FOUND = 5000


def for_list(submissions: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """What was sent, with all that a row says of it."""
    newest = SubmissionVersion.objects.newest().defer("body", "declarations", "answers")
    share = Overlap.objects.filter(version__submission=OuterRef("pk")).order_by("-share")
    over = Submission.objects.more_than_allowed().filter(pk=OuterRef("pk"))
    rows: Any = submissions
    found: models.QuerySet[Any] = (
        rows.sent()
        .with_names_rule()
        .annotate(shares=Subquery(share.values("share")[:1]), is_over=Exists(over))
        .prefetch_related(
            Prefetch("versions", newest, to_attr="newest"),
            Prefetch("authors", SubmissionAuthor.objects.order_by("position")),
            Prefetch("marks", Mark.objects.select_related("user").order_by("changed_at", "pk")),
        )
    )
    return found


def newest_of(row: Any) -> SubmissionVersion | None:
    """What was sent last; None of one that became a response and whose author had all else erased."""
    found: list[SubmissionVersion] = row.newest
    return found[0] if found else None


def matching(submissions: models.QuerySet[Any], typed: str) -> models.QuerySet[Any]:
    """By number or title, by name, school or address where names are shown; in either Chinese script.

    Who wrote an essay is never found by their name while names are hidden, nor by a title that says it.
    """
    words = [fold(word) for word in typed.split()[:10]]
    if not words:
        return submissions
    rows: Any = submissions.order_by("-pk")[:MOST_FOUND]
    found = [row.pk for row in rows if _has(words, _said_of(row))]
    return submissions.filter(pk__in=found)


def _said_of(row: Any) -> str:
    covering = Covering(row)
    titles = [covering.title(version) for version in row.newest]
    people = [part for each in covering.authors for part in (each.name, each.school, each.email)]
    return fold(" ".join([row.reference, *titles, *people]))


def _has(words: Iterable[str], said: str) -> bool:
    return all(word in said for word in words)


@admin.display(description=pgettext_lazy("submissions", "number"), ordering="number")
def reference(row: Any) -> str:
    if row.opened_at is None and row.state == Submission.State.RECEIVED:
        return format_html("<strong>{}</strong> · {}", row.reference, _("new"))
    return format_html("{}", row.reference)


@admin.display(description=pgettext_lazy("submission", "title"))
def title(row: Any) -> str:
    version = newest_of(row)
    if version is None:
        return _("erased; its response stays")
    return format_html('<span lang="{}">{}</span>', tag(version.language), Covering(row).title(version))


@admin.display(description=pgettext_lazy("submission", "by"))
def who(row: Any) -> str:
    covering = Covering(row)
    if covering.hides:
        return format_html('<span class="quiet">{}</span>', _("hidden"))
    return ", ".join(author.name for author in covering.authors)


@admin.display(description=gettext_lazy("length"))
def length(row: Any) -> str:
    version = newest_of(row)
    if version is None:
        return ""
    wrong = against_limits(version, row.call)
    said = f"{LANGUAGES[version.language].name}, {length_of(version)}"
    return format_html("{} <strong>({})</strong>", said, wrong) if wrong else said


@admin.display(description=gettext_lazy("state"), ordering="state")
def state(row: Any) -> str:
    return ", ".join([row.get_state_display(), *remarks_on(row)])


def remarks_on(row: Any) -> list[str]:
    """What stands out about how it came; of who sent it, no more than that they sent another."""
    said = [(row.is_late, _("late")), (row.is_over, _("more than one person may send"))]
    return [words for holds, words in said if holds]


@admin.display(description=gettext_lazy("marks"))
def marks(row: Any) -> str:
    return format_html_join(
        "", "<div>{}: {}</div>", ((m.user, m.get_value_display()) for m in row.marks.all())
    )


@admin.display(description=gettext_lazy("shared"), ordering="shares")
def shares(row: Any) -> str:
    return _("%(share)s %% elsewhere") % {"share": row.shares} if row.shares else ""


COLUMNS = (reference, title, who, length, state, marks, shares)
