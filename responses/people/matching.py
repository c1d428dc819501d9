"""Whom a typed name may mean among the people known here, whatever script it is written in."""

import re
from collections.abc import Iterable

from responses.lib.chinese import fold
from responses.people.models import Person

_TITLES = re.compile(r"^(?:dr|prof|professor|mr|mrs|ms|amb|ambassador)\b\.?\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s.·•・‧,，'’\-‐]+")


def key_of(name: str) -> str:
    """One spelling for a name: script, case, titles, and what stands between its parts, left out."""
    return _BETWEEN.sub("", fold(_TITLES.sub("", name.strip())).casefold())


def people_called(names: Iterable[str]) -> dict[str, list[Person]]:
    """By the key of each of these names, everybody who has that name in some script. One query."""
    wanted = {key_of(name) for name in names} - {""}
    found: dict[str, list[Person]] = {key: [] for key in wanted}
    for person in Person.objects.only("slug", "texts").order_by("pk").iterator() if wanted else ():
        for key in {key_of(texts.get("name", "")) for texts in person.texts.values()} & wanted:
            found[key].append(person)
    return found
