"""The edition of an essay that a page shows, and the languages it could be shown in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from responses.languages.codes import LANGUAGES, tag
from responses.languages.paths import address, in_language
from responses.lib import prose
from responses.lib.figures import Figure
from responses.reading.images import figure_of, images_at, images_in
from responses.reading.prepared import Prepared
from responses.reading.rows import EssayRow, Name, preference
from responses.threads.models import Credit, Edition, Essay, Image, LivePeriod, Revision


@dataclass
class ShownEdition:
    """One live edition on a page in ``page_language``, with the languages of all live ones.

    ``original`` is the original's language or, when that is withdrawn, of what stands in for it. A derived
    edition ``is_behind`` when readers of its source see a version that came after the one it was made from.
    ``titles`` are those of all live editions; ``number`` is that of ``numbered``, 0 where nobody asked.
    """

    essay: Essay
    edition: Edition
    revision: Revision
    page_language: str
    starts: datetime
    first: datetime
    original: str
    has_original: bool
    languages: tuple[str, ...]
    is_behind: bool = False
    titles: Mapping[str, str] = field(default_factory=dict)
    number: int = 0
    names: tuple[Name, ...] = ()
    takers: Mapping[int, list[EssayRow]] = field(default_factory=dict)
    images_at: str = field(default_factory=images_at)

    @property
    def language(self) -> str:
        return self.edition.language

    @property
    def tag(self) -> str:
        """The BCP 47 tag of the text itself."""
        return tag(self.edition.language)

    @property
    def is_foreign(self) -> bool:
        """Whether the page's language is one that this essay lacks."""
        return self.language != self.page_language

    @property
    def is_unreviewed_conversion(self) -> bool:
        return self.edition.kind == Edition.Kind.CONVERSION and self.edition.reviewed_at is None

    @property
    def authors(self) -> list[Name]:
        return [name for name in self.names if name.role == Credit.Role.AUTHOR]

    @property
    def translators(self) -> list[Name]:
        return [name for name in self.names if name.role == Credit.Role.TRANSLATOR]

    @property
    def bare_path(self) -> str:
        """The essay's address in English form, before a language is put in front."""
        if self.essay.is_prompt:
            return address("thread", self.essay.thread.slug, language="en")
        return address("response", self.essay.slug, language="en")

    @property
    def canonical(self) -> str:
        """The path of the shown text's own page: the original's when the page's language is lacking."""
        return in_language(self.bare_path, self.language)

    @property
    def alternates(self) -> list[tuple[str, str]]:
        """``(hreflang, path)`` of every live edition, then ``x-default``, the original."""
        found = [
            (tag(code), in_language(self.bare_path, code)) for code in LANGUAGES if code in self.languages
        ]
        return [*found, ("x-default", in_language(self.bare_path, self.original))]

    @cached_property
    def images(self) -> dict[str, Image]:
        """The images of this text by key; ``share_images`` asks for those of many at once."""
        return images_in([self.revision.body])

    @property
    def figures(self) -> dict[str, Figure]:
        """Its images by key as a page shows them, in the order of the text."""
        keys = [key for key in prose.images(self.revision.body) if key in self.images]
        return {key: figure_of(self.images[key], self.language, self.images_at) for key in keys}

    def body(
        self, *, prefix: str = "", link_label: str = "", beside: Mapping[int, SafeString] | None = None
    ) -> SafeString:
        """The text as HTML for the page, paragraphs with their ids, notes numbered at its end.

        As ``prose.render``: with a link to each paragraph, and with what stands ``beside`` them.
        """
        return prose.render(
            self.revision.body,
            self.revision.paragraph_ids,
            prefix=prefix,
            notes_title=_("Notes"),
            back_label=_("Back to the text"),
            labels_tag=tag(self.page_language) if self.is_foreign else "",
            figures=self.figures,
            link_label=link_label,
            beside=beside,
        )


def share_images(texts: Iterable[ShownEdition]) -> None:
    """Fetch the images of all these texts in one query; in none when they have none."""
    shown = list(texts)
    images = images_in(each.revision.body for each in shown)
    for each in shown:
        each.images = images


def shown_at(slug: str, language: str) -> ShownEdition | None:
    """The essay at this address as a page in ``language`` shows it, with its thread but for the texts of
    that; None when it has no live edition, or there is no essay. One query.
    """
    periods = _live(slug)
    return choose(periods[0].essay, periods, language) if periods else None


@Prepared
def _live(slug: str) -> QuerySet[LivePeriod]:
    found = numbered(LivePeriod.objects.live().filter(essay__slug=slug)).defer(*NOT_SHOWN)
    return found.select_related("essay__thread", "edition", "revision")


def numbered(periods: QuerySet[LivePeriod]) -> QuerySet[LivePeriod]:
    """With the ``number`` of each one's version among those that readers have seen of its edition.

    Not the desk's own number, which would tell how often a text was saved before it was published.
    """
    seen = LivePeriod.objects.begun().filter(edition=OuterRef("edition"), revision__lte=OuterRef("revision"))
    counted = seen.order_by().values("edition").annotate(number=Count("revision", distinct=True))
    return periods.annotate(number=Subquery(counted.values("number")))


# No page of an essay says them.
NOT_SHOWN = (
    *(
        f"essay__thread__{name}"
        for name in ("texts", "state", "facts", "created_at", "created_by", "version")
    ),
    *(
        f"essay__{name}"
        for name in ("created_at", "created_by", "version", "next_paragraph", "set_aside_at", "prompt_of")
    ),
    *(f"revision__{name}" for name in ("created_at", "created_by", "note")),
)


def choose(essay: Essay, periods: list[LivePeriod], language: str) -> ShownEdition:
    """The one of an essay's live periods to show, by rule 3 of what must always hold."""
    chosen = min(periods, key=lambda period: preference(period.language, period.edition.kind, language))
    fallback = min(periods, key=lambda period: preference(period.language, period.edition.kind, ""))
    return ShownEdition(
        essay=essay,
        edition=chosen.edition,
        revision=chosen.revision,
        page_language=language,
        starts=chosen.starts,
        first=chosen.first,
        original=fallback.language,
        has_original=fallback.edition.kind == Edition.Kind.ORIGINAL,
        languages=tuple(sorted(period.language for period in periods)),
        is_behind=_is_behind(chosen, periods),
        titles={period.language: period.revision.title for period in periods},
        number=getattr(chosen, "number", 0),
    )


def _is_behind(chosen: LivePeriod, periods: list[LivePeriod]) -> bool:
    # Versions are only appended, so the later one has the greater number.
    made_from, source = chosen.revision.made_from_id, chosen.edition.source_id
    seen = next((period.revision_id for period in periods if period.edition_id == source), None)
    return bool(made_from and seen and seen > made_from)
