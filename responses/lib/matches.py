"""Which paragraphs of one text became which of another: kept, moved, split, merged, gone, new."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from responses.lib import paragraphs
from responses.lib.alignment import Budget, rising
from responses.lib.runs import likeness
from responses.lib.units import Paragraph

PART = 0.6  # of a paragraph must be in another to be called a part of it
FEW = 12  # paragraphs between two that were recognised: among more, none is looked for
IN_PLACE = 0.3  # is enough between two neighbours that were recognised
BRIEF = 40  # characters: so short a paragraph in the same place is the same one, rewritten


class Match(NamedTuple):
    """Indices of paragraphs that are one in both texts; empty on one side: new, or gone.

    One that moved is told of twice: where it ``leaves``, and where it arrives.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    moved: bool = False
    leaves: bool = False
    downwards: bool = False


def matched(old: Sequence[Paragraph], new: Sequence[Paragraph], budget: Budget) -> list[Match]:
    """Every paragraph of both texts, in the order of the new one, what is gone where it stood."""
    partner = _recognised(old, new)
    placed = sorted(partner)
    kept = {placed[n] for n in rising([partner[j] for j in placed])}
    _pair_in_gaps(old, new, partner, kept, budget)
    return _in_order(_with_parts(old, new, partner, kept, budget), partner, kept, len(old), len(new))


def _recognised(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> dict[int, int]:
    """{new: old} of paragraphs that read alike, by the rule that carries their ids."""
    before, after = [each.says for each in old], [each.says for each in new]
    ids, _next = paragraphs.carry(before, range(len(old)), after, next_id=len(old))
    return {j: i for j, i in enumerate(ids) if i < len(old)}


def _pair_in_gaps(
    old: Sequence[Paragraph],
    new: Sequence[Paragraph],
    partner: dict[int, int],
    kept: set[int],
    budget: Budget,
) -> None:
    """Pair what stands alone between the same neighbours, though much of it changed."""
    taken = set(partner.values())
    i = j = 0
    for y in [*sorted(kept), len(new)]:
        x = partner.get(y, len(old))
        gone = [n for n in range(i, x) if n not in taken]
        come = [n for n in range(j, y) if n not in partner]
        for p in gone if max(len(gone), len(come)) <= FEW else ():
            if (q := next((q for q in come if _is_alike(old[p], new[q], budget)), None)) is not None:
                partner[q] = p
                kept.add(q)
                come = come[come.index(q) + 1 :]
        i, j = x + 1, y + 1


def _is_alike(one: Paragraph, other: Paragraph, budget: Budget) -> bool:
    brief = max(len(one.text), len(other.text)) <= BRIEF and one.form.kind == other.form.kind
    if brief and one.form.kind != "row":
        return True
    return likeness(one.units, other.units, budget) >= IN_PLACE


Group = tuple[list[int], list[int]]


def _with_parts(
    old: Sequence[Paragraph],
    new: Sequence[Paragraph],
    partner: dict[int, int],
    kept: set[int],
    budget: Budget,
) -> dict[int, Group]:
    """{new: (old, new)} of paragraphs that stayed, with neighbours that are parts of them."""
    free_old = set(range(len(old))) - set(partner.values())
    free_new = set(range(len(new))) - set(partner)
    groups: dict[int, Group] = {}
    for j in sorted(kept):
        ours, theirs = [partner[j]], [j]
        if old[ours[0]].text != new[j].text:
            _gather(theirs, free_new, new, old[ours[0]], budget)
            if len(theirs) == 1:
                _gather(ours, free_old, old, new[j], budget)
        groups[j] = (ours, theirs)
    return groups


def _gather(
    group: list[int], free: set[int], texts: Sequence[Paragraph], whole: Paragraph, budget: Budget
) -> None:
    """Add to a group the free neighbours that the whole on the other side contains."""
    own = texts[group[0]]
    for step in (1, -1):
        place = group[0] + step
        while place in free and _has_room(whole, own, texts[place]) and _is_part(texts[place], whole, budget):
            free.discard(place)
            group.append(place)
            place += step
    group.sort()


def _has_room(whole: Paragraph, own: Paragraph, part: Paragraph) -> bool:
    """Whether the whole is long enough to hold something besides its own successor."""
    return len(whole.text) - len(own.text) > len(part.text) / 3


def _is_part(part: Paragraph, whole: Paragraph, budget: Budget) -> bool:
    return len(part.text) < len(whole.text) and likeness(part.units, whole.units, budget) >= PART


def _in_order(
    groups: dict[int, Group], partner: dict[int, int], kept: set[int], olds: int, news: int
) -> list[Match]:
    in_group = {j for _ours, theirs in groups.values() for j in theirs}
    old_in_group = {i for ours, _theirs in groups.values() for i in ours}
    successor = {i: j for j, i in partner.items()}
    found: list[Match] = []
    i = j = 0
    for ours, theirs in [*groups.values(), ([olds], [news])]:
        found += [_leaving(n, successor, partner, kept) for n in range(i, ours[0]) if n not in old_in_group]
        found += [_arriving(n, partner) for n in range(j, theirs[0]) if n not in in_group]
        if ours[0] < olds:
            found.append(Match(tuple(ours), tuple(theirs)))
        i, j = ours[-1] + 1, theirs[-1] + 1
    return _directed(found)


def _leaving(i: int, successor: dict[int, int], partner: dict[int, int], kept: set[int]) -> Match:
    moved = i in successor and successor[i] not in kept
    return Match((i,), (), moved=moved, leaves=moved)


def _arriving(j: int, partner: dict[int, int]) -> Match:
    return Match((partner[j],), (j,), moved=True) if j in partner else Match((), (j,))


def _directed(matches: list[Match]) -> list[Match]:
    """Say of each move whether it goes down."""
    place: defaultdict[int, list[int]] = defaultdict(list)
    for at, match in enumerate(matches):
        if match.moved:
            place[match.old[0]].append(at)
    down = {i for i, both in place.items() if len(both) == 2 and matches[both[0]].leaves}
    return [match._replace(downwards=match.moved and match.old[0] in down) for match in matches]
