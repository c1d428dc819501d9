"""Where an essay stands in its dialogue: what it answers, what answers it, its neighbours."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from responses.reading.editions import ShownEdition
from responses.reading.prepared import Prepared
from responses.reading.rows import EssayRow, of_essays, rows_of
from responses.threads.models import Essay

# PRODUCT: all other responses up to twelve, else the twelve nearest.
NEAREST = 12


@dataclass(frozen=True)
class Place:
    """One essay of the same thread, as light as a place can be."""

    pk: int
    kind: str
    responding_to: int | None
    position: int


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
    """The live essays around ``essay``: those that answer the same text, and those that answer it."""
    answered = essay.responding_to_id or essay.pk
    return [Place(*values) for values in _answering([essay.pk, answered], essay.thread_id)]


@Prepared
def _answering(essays: list[int], thread: int) -> QuerySet:
    found = Essay.objects.published().filter(responding_to__in=essays, thread=thread)
    return found.order_by("position", "pk").values_list("pk", "kind", "responding_to_id", "position")


class Surroundings:
    """The dialogue around one live essay, for a page in ``language``: three queries in all.

    The essay's own credits go to ``shown``. ``further`` are essays elsewhere (“You might also like”)
    whose rows come in the same query.
    """

    def __init__(self, shown: ShownEdition, language: str, further: list[int]) -> None:
        essay = self.essay = shown.essay
        self.further = further
        places = self._places()
        self.siblings = [
            place
            for place in places
            if place.responding_to == essay.responding_to_id
            and (place.kind == Essay.Kind.RESPONSE or place.pk == essay.pk)
        ]
        self.answering = [place for place in places if place.responding_to == essay.pk]
        self.near = nearest(self.siblings, essay.pk) if essay.responding_to_id else []
        self.rows = self._found(self._wanted(), language)
        # Its own row comes along, so that its credits cost no query of their own.
        shown.names = tuple(self.rows[essay.pk].names)

    def _places(self) -> list[Place]:
        return place_names(self.essay)

    def _found(self, wanted: set[int], language: str) -> dict[int, EssayRow]:
        return rows_of(of_essays(wanted), language)

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
