"""The short names of texts (``/t/…``), each given once."""

from collections.abc import Iterable, Mapping

from responses.lib.short_ids import short_id
from responses.threads.models import Essay

CHUNK = 500


def free_short_id(slug: str) -> str:
    """The short name of a new text at this address."""
    return free_short_ids({slug: ""})[slug]


def free_short_ids(wanted: Mapping[str, str]) -> dict[str, str]:
    """The short names of new texts by address: what is wanted, unless that is taken; '' wants none.

    One query for five hundred of them, as long as nobody has one.
    """
    found: dict[str, str] = {}
    waiting = {slug: own or short_id(slug) for slug, own in wanted.items()}
    attempt = 0
    while waiting:
        held = _held(list(waiting.values())) | set(found.values())
        for slug, name in waiting.items():
            if name not in held:
                found[slug] = name
                held.add(name)
        waiting = {slug: short_id(slug, attempt) for slug in waiting if slug not in found}
        attempt += 1
    return found


def _held(names: list[str]) -> set[str]:
    chunks: Iterable[list[str]] = (names[start : start + CHUNK] for start in range(0, len(names), CHUNK))
    return {name for some in chunks for name in _of_these(some)}


def _of_these(names: list[str]) -> Iterable[str]:
    return Essay.objects.filter(short_id__in=names).values_list("short_id", flat=True)
