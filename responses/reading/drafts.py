"""Drafts in the reading room's own pages, as these would be if the drafts were live now.

For links to drafts, for the desk's look, and for authors who approve a version; no public page asks this.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from responses.lib import clock
from responses.reading import shelves
from responses.reading.dialogue import Place, Surroundings, place_names
from responses.reading.editions import ShownEdition, choose
from responses.reading.images import stem_of
from responses.reading.passages import TAKEN, Taken, first_live
from responses.reading.rows import FIELDS, EssayRow, of_thread, rows_of
from responses.reading.threads import ThreadPage
from responses.threads.models import Essay, LivePeriod, Passage, Revision, Thread
from responses.threads.models.publications import FOREVER


def show_images_at(context: dict[str, Any], address: str) -> None:
    """Let the texts of a page find their images where drafts' images are; ``address`` is that of "key"."""
    texts = context["page"].whole_texts if "page" in context else [context["shown"]]
    for text in texts:
        text.images_at = stem_of(address)


def page_of(revision: Revision, language: str) -> tuple[str, dict[str, Any]]:
    """The page in ``language`` that this version would be, were it live now: a template and its context.

    In a language that the essay has an edition of, that edition's newest version; in another, this one.
    """
    other = Revision.objects.filter(edition__essay=revision.edition.essay_id, edition__language=language)
    if language != revision.edition.language and other.exists():
        revision = with_essay(other.order_by("-number")[:1]).get()
    if revision.edition.essay.is_prompt:
        return _of_prompt(revision, language)
    return _of_response(revision, language)


def _of_prompt(revision: Revision, language: str) -> tuple[str, dict[str, Any]]:
    essay = revision.edition.essay
    rows = rows_of(of_thread(essay.thread_id), language) | draft_rows([revision], language, cited=essay.pk)
    page = DraftThreadPage(essay.thread, language, [revision], rows)
    return "reading/thread_detail.html", {"page": page, "call": "", "canonical": _canonical(page.prompt)}


def _of_response(revision: Revision, language: str) -> tuple[str, dict[str, Any]]:
    shown = _shown(revision, language)
    themes = shelves.themes_of(shown.essay.pk)
    also = shelves.similar_pks(shown.essay.pk, language)
    around = DraftSurroundings(shown, language, also)
    context = {"shown": shown, "around": around, "themes": themes, "canonical": shown.canonical}
    return "reading/response_detail.html", context


def with_essay(revisions: QuerySet[Revision]) -> QuerySet[Revision]:
    return revisions.select_related("edition__essay__thread")


def _would_be(revision: Revision) -> LivePeriod:
    """The live period that this version would have; never saved."""
    edition, now = revision.edition, clock.now()
    return LivePeriod(
        edition=edition,
        essay=edition.essay,
        revision=revision,
        language=edition.language,
        starts=now,
        ends=FOREVER,
        first=now,
    )


def _shown(revision: Revision, language: str) -> ShownEdition:
    """The version on a page in ``language``, among the languages that are live beside it."""
    edition = revision.edition
    beside = LivePeriod.objects.live().filter(essay=edition.essay_id).exclude(edition=edition)
    periods = [_would_be(revision), *beside.select_related("edition", "revision")]
    return choose(edition.essay, periods, language)


def _canonical(shown: ShownEdition | None) -> str:
    return shown.canonical if shown else ""


def draft_rows(revisions: Iterable[Revision], language: str, *, cited: int = 0) -> dict[int, EssayRow]:
    """These versions as the rows that they would be. Two queries."""
    found = Revision.objects.filter(pk__in=[revision.pk for revision in revisions])
    columns = [_column(name) for name in FIELDS[:-1]]
    now = clock.now()
    return rows_of([(*values, now) for values in found.values_list(*columns)], language, cited=cited)


def _column(name: str) -> str:
    """Where a column of a row, which starts at a live period, is found from a revision."""
    if name.startswith("revision_"):
        return name.removeprefix("revision__") if "__" in name else "pk"
    return name if name.startswith("edition__") else f"edition__{name}"


def drafts_taken(thread: int) -> list[Taken]:
    """What the essays of a thread answer, drafts among them, in thread order. One query."""
    found = Passage.objects.filter(essay__thread=thread).annotate(said=first_live("revision"))
    ordered = found.order_by("essay__position", "essay", "position")
    return [Taken(*values) for values in ordered.values_list(*TAKEN)]


class DraftSurroundings(Surroundings):
    """The dialogue around a response as it would be with this version live."""

    def __init__(self, shown: ShownEdition, language: str, further: list[int]) -> None:
        self._version = shown.revision
        super().__init__(shown, language, further)

    def _places(self) -> list[Place]:
        essay = self.essay
        taken = [each for each in drafts_taken(essay.thread_id) if each.essay == essay.pk]
        own = Place(essay.pk, essay.kind, essay.responding_to_id, essay.position, taken)
        others = [place for place in place_names(essay) if place.pk != essay.pk]
        return sorted([*others, own], key=lambda place: (place.position, place.pk))

    def _found(self, wanted: set[int], language: str) -> dict[int, EssayRow]:
        own_row = draft_rows([self._version], language, cited=self.essay.pk)
        rows = super()._found(wanted, language) | own_row
        own = rows[self.essay.pk]
        own.target = rows.get(own.responding_to or 0)
        return rows

    @property
    def is_ahead(self) -> bool:
        # Another draft's title is not this link's to tell.
        target = self.essay.responding_to_id
        return not Essay.objects.ever_published().filter(Q(pk=target)).exists()


class DraftThreadPage(ThreadPage):
    """A thread with these versions among its live texts."""

    def __init__(
        self,
        thread: Thread,
        language: str,
        versions: list[Revision],
        rows: dict[int, EssayRow],
        *,
        in_full: bool = False,
    ) -> None:
        self.thread, self.language, self._rows = thread, language, rows
        self._texts = self._chosen([_would_be(version) for version in versions])

    def _taken(self) -> list[Taken]:
        return drafts_taken(self.thread.pk)

    @property
    def published_at(self) -> Any:
        first = LivePeriod.objects.begun().filter(essay__prompt_of=self.thread.pk)
        return first.order_by("first").values_list("first", flat=True).first() or clock.now()
