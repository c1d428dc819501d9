"""Where an essay stands in its dialogue: what it answers, what answers it, its neighbours."""

from dataclasses import dataclass, field
from functools import cached_property

from django.db import models
from django.db.models import Case, F, QuerySet, Value, When

from responses.reading.editions import ShownEdition
from responses.reading.passages import Quotation, Taken, Text, first_live, quotations, takers
from responses.reading.prepared import Prepared
from responses.reading.rows import FIELDS, EssayRow, of_essays, rows_of
from responses.threads.models import Essay, LivePeriod

# PRODUCT: all other responses up to twelve, else the twelve nearest.
NEAREST = 12


@dataclass(frozen=True)
class Place:
    """One essay of the same thread, as light as a place can be; ``taken`` is what it answers."""

    pk: int
    kind: str
    responding_to: int | None
    position: int
    taken: list[Taken] = field(default_factory=list)


def nearest(places: list[Place], pk: int, count: int = NEAREST) -> list[Place]:
    """At most ``count`` places around ``pk``, itself left out, in thread order.

    All when there are no more than that; otherwise the window slides at the ends, so that the first
    and the last essay see as many neighbours as one in the middle.
    """
    index = next(i for i, place in enumerate(places) if place.pk == pk)
    others = places[:index] + places[index + 1 :]
    if len(others) <= count:
        return others
    start = min(max(0, index - count // 2), len(others) - count)
    return others[start : start + count]


def place_names(essay: Essay) -> list[Place]:
    """The live essays around ``essay``: those that answer the same text, and those that answer it.

    What they answer comes along; its words those of ``essay`` alone. One query.
    """
    answered = essay.responding_to_id or essay.pk
    places: dict[int, Place] = {}
    found = _answering([essay.pk, answered], essay.thread_id, essay.pk)
    for pk, kind, target, position, paragraph, *words in found:
        place = places.setdefault(pk, Place(pk, kind, target, position))
        if paragraph:
            place.taken.append(Taken(pk, target, paragraph, *words))
    return list(places.values())


@Prepared
def _answering(essays: list[int], thread: int, own: int) -> QuerySet:
    found = Essay.objects.published().filter(responding_to__in=essays, thread=thread)
    said = Case(When(pk=own, then=first_live("passages__revision")))
    words = Case(When(pk=own, then=F("passages__words")), default=Value("", models.TextField()))
    ordered = found.annotate(taken_words=words, said=said).order_by("position", "pk", "passages__position")
    return ordered.values_list(
        "pk",
        "kind",
        "responding_to_id",
        "position",
        "passages__paragraph",
        "taken_words",
        "passages__revision__edition__language",
        "said",
    )


@Prepared
def _essays_and_text(essays: list[int], text: int) -> QuerySet:
    """As ``of_essays``, and of one of them its text."""
    live = LivePeriod.objects.live().filter(essay__in=essays)
    body = Case(When(essay=text, then=F("revision__body")), default=Value("", models.TextField()))
    ids = Case(
        When(essay=text, then=F("revision__paragraph_ids")), default=None, output_field=models.JSONField()
    )
    return live.annotate(body=body, ids=ids).values_list(*FIELDS, "body", "ids")


class Surroundings:
    """The dialogue around one live essay, for a page in ``language``: three queries in all.

    The essay's own credits go to ``shown``. ``further`` are essays elsewhere (“You might also like”)
    whose rows come in the same query.
    """

    def __init__(self, shown: ShownEdition, language: str, further: list[int]) -> None:
        essay = self.essay = shown.essay
        self.further = further
        self._target_texts: dict[str, Text] = {}
        places = self._places()
        self.siblings = [
            place
            for place in places
            if place.responding_to == essay.responding_to_id
            and (place.kind == Essay.Kind.RESPONSE or place.pk == essay.pk)
        ]
        self.answering = [place for place in places if place.responding_to == essay.pk]
        self.near = nearest(self.siblings, essay.pk) if essay.responding_to_id else []
        self.taken = [each for place in places if place.pk == essay.pk for each in place.taken]
        self.rows = self._found(self._wanted(), language)
        # Its own row comes along, so that its credits cost no query of their own.
        shown.names = tuple(self.rows[essay.pk].names)
        shown.takers = self.takers

    def _places(self) -> list[Place]:
        return place_names(self.essay)

    def _found(self, wanted: set[int], language: str) -> dict[int, EssayRow]:
        if not self.taken:
            return rows_of(of_essays(wanted), language, cited=self.essay.pk)
        found = _essays_and_text(wanted, self.essay.responding_to_id or 0)
        self._target_texts = {values[11]: Text(values[11], *values[-2:]) for values in found if values[-2]}
        return rows_of([values[:-2] for values in found], language, cited=self.essay.pk)

    def _wanted(self) -> set[int]:
        wanted = {place.pk for place in [*self.near, *self.answering]} | {self.essay.pk, *self.further}
        if self.essay.responding_to_id:
            wanted.add(self.essay.responding_to_id)
        return wanted | {pk for pk in (self._beside(-1), self._beside(1)) if pk}

    def _rows(self, pks: list[int]) -> list[EssayRow]:
        return [self.rows[pk] for pk in pks if pk in self.rows]

    @property
    def is_ahead(self) -> bool:
        """Whether what the essay answers is still to be published: never, of a live essay."""
        return False

    @cached_property
    def target(self) -> EssayRow | None:
        """What the essay answers; None for a prompt, and when that is withdrawn."""
        return self.rows.get(self.essay.responding_to_id) if self.essay.responding_to_id else None

    @cached_property
    def quotations(self) -> list[Quotation]:
        """The words that the essay answers, for the page's language; none when their text is withdrawn."""
        return quotations(self.taken, self._target_texts, self.target.language) if self.target else []

    @cached_property
    def takers(self) -> dict[int, list[EssayRow]]:
        """Who takes up which of the essay's paragraphs."""
        return takers((each for place in self.answering for each in place.taken), self.essay.pk, self.rows)

    @property
    def answers(self) -> list[EssayRow]:
        return self._rows([place.pk for place in self.answering])

    @property
    def others(self) -> list[EssayRow]:
        """Other Responses: to the same essay, closing reply left out."""
        return self._rows([place.pk for place in self.near if place.pk != self.essay.pk])

    @property
    def also(self) -> list[EssayRow]:
        return self._rows(self.further)

    @cached_property
    def number(self) -> int:
        """“3 of 9”: the 3. A closing reply has no number: 0."""
        return next((n for n, place in enumerate(self._counted, 1) if place.pk == self.essay.pk), 0)

    @property
    def total(self) -> int:
        return len(self._counted)

    @property
    def _counted(self) -> list[Place]:
        return [place for place in self.siblings if place.kind == Essay.Kind.RESPONSE]

    def _beside(self, step: int) -> int | None:
        index = self.number - 1 + step
        return self._counted[index].pk if self.number and 0 <= index < self.total else None

    @property
    def previous(self) -> EssayRow | None:
        return self.rows.get(self._beside(-1) or 0)

    @property
    def next(self) -> EssayRow | None:
        return self.rows.get(self._beside(1) or 0)
