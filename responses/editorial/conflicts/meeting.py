"""What a refused save shows: where both sides differ, what was put together already, what is to be chosen.

The base is what the writer had before them: of texts the saved version itself, of other values a few
characters of each, which the form brings along. What only they changed is taken over and stands in the form
already; where both changed the same, mine stands there, with theirs beside it.
"""

from dataclasses import dataclass
from typing import Any

from responses.editorial.conflicts.values import digests, take_over, text_values, unchanged, values
from responses.editorial.forms.base import DeskForm
from responses.editorial.forms.essays import TextForm
from responses.editorial.history.comparing import stretches
from responses.languages.codes import tag
from responses.lib.comparison import compare, compare_lines
from responses.lib.merging import Chunk, merge, merged
from responses.lib.stretches import Stretch
from responses.threads.models import Edition, Revision
from responses.threads.services.editions import content_of

BASE, FIELD, PLACE = "merge-base", "merge-field-", "merge-place-"
BODY = "body/"


@dataclass(frozen=True)
class FieldChoice:
    """One field that both sides changed; ``name`` is that of its radio buttons."""

    name: str
    label: str
    mine: str
    theirs: list[Stretch]


@dataclass(frozen=True)
class PlaceChoice:
    """One paragraph that both sides changed, each shown against what both began from."""

    name: str
    mine: list[Stretch]
    theirs: list[Stretch]


@dataclass(frozen=True)
class Meeting:
    """Both sides of a refused save. ``taken`` names what was taken over from theirs by itself."""

    base: str
    lang: str
    fields: list[FieldChoice]
    places: list[PlaceChoice]
    taken: list[str]
    taken_places: list[Stretch]


def meet(form: DeskForm, theirs: DeskForm, row: Any) -> Meeting:
    """Compare a refused form with what was saved meanwhile, and put together in its data what can be."""
    edition = form.edition_of(row) if isinstance(form, TextForm) else None
    base = edition.revisions.filter(pk=form.seen_number()).first() if edition else None
    fields, taken = _meet_fields(form, theirs, base)
    places, taken_places = _meet_bodies(form, edition, base) if edition else ([], [])
    data: Any = form.data
    data["was"] = digests(theirs)
    lang = tag(edition.language) if edition else ""
    return Meeting(str(base.pk) if base else "", lang, fields, places, taken, taken_places)


def _meet_fields(
    form: DeskForm, theirs: DeskForm, base: Revision | None
) -> tuple[list[FieldChoice], list[str]]:
    """The fields that both changed, and the labels of those that were taken over."""
    was = form.data.get("was", "")
    ours, others, said, said_there = values(form), values(theirs), form.said(), theirs.said()
    differing = [
        key for key in {**others, **ours} if key != BODY and ours.get(key, "") != others.get(key, "")
    ]
    untouched, untouched_there = (_untouched(each, was, base, differing) for each in (form, theirs))
    choices, taken = [], []
    for key in differing:
        if key in untouched_there:
            continue
        label = (said_there.get(key) or said[key])[0]
        if key in untouched:
            take_over(form.data, key, theirs)
            taken.append(label)
        else:
            here, there = (side.get(key, ("", ""))[1].replace("\r\n", "\n") for side in (said, said_there))
            choices.append(FieldChoice(FIELD + key, label, here, _shown_lines(here, there)))
    return choices, taken


def _untouched(form: DeskForm, was: str, base: Revision | None, keys: list[str]) -> set[str]:
    """The keys that hold what they held when the writer began."""
    found = unchanged(form, was, keys)
    if base is None:
        return found
    held, now = text_values(content_of(base)), values(form)
    return (found - held.keys()) | {key for key, value in held.items() if now.get(key) == value}


def _meet_bodies(
    form: DeskForm, edition: Edition, base: Revision | None
) -> tuple[list[PlaceChoice], list[Stretch]]:
    """The paragraphs that both changed; my text with what they alone changed goes into the form."""
    newest = edition.latest
    mine: str = form.cleaned_data["body"]
    chunks = merge(base.body if base else None, mine, newest.body if newest else "")
    together = merged(chunks)
    taken: list[Stretch] = []
    if together != mine:
        data: Any = form.data
        data["body"] = together
        taken = stretches(compare(mine, together), language=edition.language)
    return [_place(chunk, edition.language) for chunk in chunks if chunk.is_conflict], taken


def _place(chunk: Chunk, language: str) -> PlaceChoice:
    mine, theirs = (
        stretches(compare(chunk.base, side), language=language) for side in (chunk.mine, chunk.theirs)
    )
    return PlaceChoice(PLACE + chunk.key, mine, theirs)


def _shown_lines(mine: str, theirs: str) -> list[Stretch]:
    compared = compare_lines(*(text.split("\n") if text else [] for text in (mine, theirs)))
    return stretches(compared, language="")
