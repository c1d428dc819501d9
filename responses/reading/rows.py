"""Essays as lists show them: one row each, in the page's language or else in the original's."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Case, F, Q, When

from responses.languages.codes import tag
from responses.languages.paths import address
from responses.lib.dates import PartialDate
from responses.lib.texts import Texts
from responses.reading.prepared import Prepared
from responses.threads.models import Credit, Edition, Essay, LivePeriod

ORIGINAL = Edition.Kind.ORIGINAL.value
AUTHOR = Credit.Role.AUTHOR.value


class Name(NamedTuple):
    """A printed name, and the address of the person's page when it names one person."""

    name: str
    slug: str
    affiliation: str
    bio: str
    role: str
    # Of a name that is to be cited: the person's own texts, None where the name stands for nobody.
    texts: Texts | None = None
    is_pseudonym: bool = False

    @property
    def url(self) -> str:
        return address("person", self.slug) if self.slug else ""


@dataclass(slots=True)
class EssayRow:
    """One live essay in a list. ``language`` is the shown edition's, ``languages`` all live ones.

    ``first`` is when the first of these was first live on this site.
    """

    pk: int
    slug: str
    kind: str
    position: int
    thread_pk: int
    responding_to: int | None
    date: PartialDate
    language: str
    edition_kind: str
    is_reviewed: bool
    revision_pk: int
    title: str
    sentence: str
    has_summary: bool
    page_language: str
    languages: tuple[str, ...]
    first: datetime
    thread_slug: str = ""
    original: str = ""  # the language of the original, or of what stands in for it
    names: list[Name] = field(default_factory=list)
    target: "EssayRow | None" = None

    @property
    def authors(self) -> list[Name]:
        return [name for name in self.names if name.role == AUTHOR]

    @property
    def tag(self) -> str:
        """The BCP 47 tag of the shown edition when it is not the page's own language, else ''."""
        return tag(self.language) if self.is_foreign else ""

    @property
    def is_foreign(self) -> bool:
        return self.language != self.page_language

    @property
    def is_prompt(self) -> bool:
        return self.kind == Essay.Kind.PROMPT

    @property
    def is_closing_reply(self) -> bool:
        return self.kind == Essay.Kind.CLOSING_REPLY

    @property
    def url(self) -> str:
        """Where the essay is read, in the page's language: a prompt on its thread's page."""
        if self.is_prompt:
            return address("thread", self.thread_slug, language=self.page_language)
        return address("response", self.slug, language=self.page_language)


FIELDS = (
    "essay_id",
    "essay__slug",
    "essay__kind",
    "essay__position",
    "essay__thread_id",
    "essay__responding_to_id",
    "essay__dated_year",
    "essay__dated_month",
    "essay__dated_day",
    "essay__dated_precision",
    "essay__dated_words",
    "language",
    "edition__kind",
    "edition__reviewed_at",
    "revision_id",
    "revision__title",
    "revision__first_sentence",
    "revision__summary",
    "essay__thread__slug",
    "first",
)


@Prepared
def of_essays(essays: list[int]) -> models.QuerySet:
    return LivePeriod.objects.live().filter(essay__in=essays).values_list(*FIELDS)


@Prepared
def of_thread(thread: int) -> models.QuerySet:
    return LivePeriod.objects.live().filter(essay__thread=thread).values_list(*FIELDS)


@Prepared
def of_prompts(threads: list[int]) -> models.QuerySet:
    prompts = LivePeriod.objects.live().filter(essay__prompt_of__in=threads)
    return prompts.values_list(*FIELDS)


def rows_of(found: list[tuple[Any, ...]], language: str, *, cited: int = 0) -> dict[int, EssayRow]:
    """Rows by essay pk for these live periods (``of_essays`` and its like), in their order. One query.

    An essay that is live in several languages is shown in ``language``, else in its original's,
    else in the first of the site's languages that it has. The names of the ``cited`` essay bring what a
    reference needs of their persons.
    """
    rows = _chosen(found, language)
    revision = rows[cited].revision_pk if cited in rows else 0
    names = credits_by_revision([row.revision_pk for row in rows.values()], cited=revision)
    for row in rows.values():
        row.names = names.get(row.revision_pk, [])
        row.target = rows.get(row.responding_to) if row.responding_to else None
    return rows


def credits_by_revision(revisions: Iterable[int], *, cited: int = 0) -> dict[int, list[Name]]:
    """The printed names of each revision, authors first, in their order. One query.

    Those of the revision that is ``cited`` bring their persons' texts along, which are long.
    """
    names: dict[int, list[Name]] = {}
    for revision, name, slug, *said in _credits(revisions, cited):
        names.setdefault(revision, []).append(Name(name, slug or "", *said))
    return names


@Prepared
def _credits(revisions: list[int], cited: int) -> models.QuerySet:
    found = Credit.objects.filter(revision__in=revisions).order_by("role", "position")
    own = Q(revision=cited)
    return found.annotate(
        texts=Case(When(own, then=F("person__texts")), default=None, output_field=models.JSONField()),
        is_whole=Case(When(own, then=F("person__is_pseudonym")), default=False),
    ).values_list("revision_id", "name", "person__slug", "affiliation", "bio", "role", "texts", "is_whole")


def _chosen(found: Iterable[tuple[Any, ...]], language: str) -> dict[int, EssayRow]:
    by_essay: dict[int, list[tuple[Any, ...]]] = {}
    for values in found:
        by_essay.setdefault(values[0], []).append(values)
    rows = {}
    for pk, editions in by_essay.items():
        chosen = min(editions, key=lambda values: preference(values[11], values[12], language))
        rows[pk] = _row(chosen, language, tuple(sorted(values[11] for values in editions)))
        # The same on the page of every language, however late its own edition came.
        rows[pk].first = min(values[-1] for values in editions)
        originals = [values[11] for values in editions if values[12] == ORIGINAL]
        rows[pk].original = originals[0] if originals else min(values[11] for values in editions)
    return rows


def preference(language: str, kind: str, wanted: str) -> tuple[bool, bool, str]:
    """Sorts an essay's live editions for a page in ``wanted``: that language, the original, by code."""
    return (language != wanted, kind != ORIGINAL, language)


def _row(values: tuple[Any, ...], page_language: str, languages: tuple[str, ...]) -> EssayRow:
    pk, slug, kind, position, thread, target, year, month, day, precision, words, *edition = values
    language, edition_kind, reviewed_at, revision, title, sentence, summary, thread_slug, first = edition
    return EssayRow(
        pk=pk,
        slug=slug,
        kind=kind,
        position=position,
        thread_pk=thread,
        responding_to=target,
        date=PartialDate(year=year, month=month, day=day, precision=precision, words=words),
        language=language,
        edition_kind=edition_kind,
        is_reviewed=reviewed_at is not None,
        revision_pk=revision,
        title=title,
        sentence=sentence,
        has_summary=bool(summary),
        page_language=page_language,
        languages=languages,
        first=first,
        thread_slug=thread_slug,
    )
