"""Reading a decoded JSON object field by field, with a problem for everything that is not as expected."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from responses.interchange.problems import Say, shown
from responses.languages.codes import LANGUAGES, code_of
from responses.lib import lines, prose

# What no text may hold; other invisible characters are taken out on saving, as everywhere on the site.
_UNFIT = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DEEPEST = 20
TAGS = ", ".join(f'"{each.tag}"' for each in LANGUAGES.values())


class Fields:
    """The fields of one object at ``path``; each is read once, and ``finish`` names the unread ones.

    A reading method returns a harmless value where the field is wrong: the problem is said, and
    whoever asks goes on to find the next one.
    """

    def __init__(self, value: object, path: str, say: Say) -> None:
        self.path, self.relay = path, say
        self._given: dict[str, Any] = dict(value) if isinstance(value, Mapping) else {}
        self._unread = set(self._given)
        if not isinstance(value, Mapping):
            say(path or "record", f"is {shown(value)}, expected an object")

    def say(self, name: str, sentence: str) -> None:
        self.relay(self.at(name), sentence)

    def at(self, name: str) -> str:
        """The path of a field of this object."""
        return f"{self.path}.{name}" if self.path else name

    def raw(self, name: str) -> Any:
        """The value as it is, None if absent."""
        self._unread.discard(name)
        return self._given.get(name)

    def text(self, name: str, *, limit: int, required: bool = True, expected: str = "text") -> str:
        """A string of at most ``limit`` characters, "" where it is absent or null and not required."""
        value = self.raw(name)
        if value is None and not required:
            return ""
        if value is None and name not in self._given:
            self.say(name, f"is missing, expected {expected}")
            return ""
        found = self._checked_text(self.at(name), value, limit, expected)
        if required and found == "" and value == "":
            self.say(name, f"is empty, expected {expected}")
        return found

    def texts(self, name: str, *, limit: int) -> list[str]:
        """A list of strings, empty where it is absent."""
        return [
            self._checked_text(at, value, limit, "text") for at, value in self.items(name, required=False)
        ]

    def _checked_text(self, path: str, value: object, limit: int, expected: str) -> str:
        if not isinstance(value, str):
            self.relay(path, f"is {shown(value)}, expected {expected}")
        elif len(value) > limit:
            self.relay(path, f"has {len(value)} characters, expected at most {limit}")
        elif match := _UNFIT.search(value):
            self.relay(path, f"holds the character U+{ord(match[0]):04X}, expected text without it")
        else:
            return value
        return ""

    def line(self, name: str, *, limit: int, required: bool = True) -> str:
        """Text on one line, as stored."""
        return lines.line(self.text(name, limit=limit, required=required))

    def html(self, name: str, *, limit: int = prose.LIMIT) -> str:
        """A body that is not empty, unread further: cleaning it needs its notes."""
        return self.text(name, limit=limit, expected="HTML")

    def slug(self, name: str) -> str:
        return self.text(name, limit=100, expected="a web address such as a-new-approach")

    def slugs(self, name: str, *, required: bool = True) -> tuple[str, ...]:
        """A list of slugs, each named once."""
        items = Items(self.raw(name), self.at(name), self.relay, required=required)
        found = [slug for place, value in items if (slug := self._listed_slug(place, value))]
        for slug in {slug for slug in found if found.count(slug) > 1}:
            self.say(name, f"names {shown(slug)} twice, expected each once")
        return tuple(dict.fromkeys(found))

    def _listed_slug(self, place: str, value: object) -> str:
        if value == "":
            self.relay(place, "is empty, expected a web address")
        return self._checked_text(place, value, 100, "a web address")

    def language(self, name: str, *, required: bool = True) -> str:
        """A language as the site's code, "" where it is wrong or absent."""
        value = self.raw(name)
        if value is None and not required:
            return ""
        try:
            return code_of(value)
        except (KeyError, AttributeError):
            self.say(name, f"is {shown(value)}, expected one of {TAGS}")
            return ""

    def choice(self, name: str, options: Sequence[str], *, default: str | None = None) -> str:
        value = self.raw(name)
        if value is None and default is not None:
            return default
        if isinstance(value, str) and value in options:
            return value
        self.say(name, f"is {shown(value)}, expected one of {', '.join(map(shown, options))}")
        return default or options[0]

    def flag(self, name: str) -> bool:
        value = self.raw(name)
        if value is not None and not isinstance(value, bool):
            self.say(name, f"is {shown(value)}, expected true or false")
        return value is True

    def year(self, name: str) -> int | None:
        """A historian's year, None where it is absent."""
        value = self.raw(name)
        if value is None:
            return None
        if type(value) is not int or value == 0 or abs(value) > 9999:  # True is an int to Python
            self.say(name, f"is {shown(value)}, expected a year from -9999 to 9999 without 0, or null")
            return None
        return value

    def number(self, name: str) -> int | None:
        """A whole number of at most four digits, None where it is absent."""
        value = self.raw(name)
        if value is None or (type(value) is int and abs(value) <= 9999):  # True is an int to Python
            return value
        self.say(name, f"is {shown(value)}, expected a whole number of at most four digits, or null")
        return None

    def items(self, name: str, *, required: bool = True) -> "Items":
        return Items(self.raw(name), self.at(name), self.relay, required=required)

    def object(self, name: str, *, required: bool = True) -> "Fields":
        value = self.raw(name)
        return Fields({} if value is None and not required else value, self.at(name), self.relay)

    def facts(self, *names: str) -> dict[str, Any]:
        """Those of these fields that say something, as they are."""
        found = {name: self.raw(name) for name in names}
        return self.sound({name: value for name, value in found.items() if value not in (None, "", [], {})})

    def rest(self) -> dict[str, Any]:
        """The fields that nobody has read."""
        return self.facts(*sorted(self._unread))

    def sound(self, facts: dict[str, Any]) -> dict[str, Any]:
        """The facts themselves, or none of them where the database could not keep them."""
        for name, value in facts.items():
            if sentence := _unsound(value):
                self.say(name, sentence)
                return {}
        return facts

    def finish(self, expected: Sequence[str]) -> None:
        """Say which fields nobody asked for."""
        for name in sorted(self._unread):
            self.say(shown(name)[1:-1], f"is not a field here, expected only {', '.join(expected)}")

    def names(self) -> Iterator[str]:
        return iter(list(self._given))


class Items:
    """The items of a list, each with its path."""

    def __init__(self, value: object, path: str, say: Say, *, required: bool = True) -> None:
        self.path = path
        self._values: list[object] = value if isinstance(value, list) else []
        if not isinstance(value, list) and not (value is None and not required):
            say(path, f"is {shown(value)}, expected a list")

    def __iter__(self) -> Iterator[tuple[str, object]]:
        return ((f"{self.path}[{place}]", value) for place, value in enumerate(self._values))


def _unsound(value: object, depth: int = 0) -> str:
    """What is wrong with a fact of any kind, "" if nothing is."""
    if depth > _DEEPEST:
        return f"is nested more than {_DEEPEST} deep, expected less"
    if isinstance(value, str):
        match = _UNFIT.search(value)
        return f"holds the character U+{ord(match[0]):04X}, expected text without it" if match else ""
    if isinstance(value, float) and not math.isfinite(value):
        return f"is {value}, expected a finite number"
    if isinstance(value, int) and abs(value) >= 2**63:
        return "is a number of more than 64 bits, expected a smaller one"
    kids: Sequence[object] = ()
    if isinstance(value, Mapping):
        kids = [*value.keys(), *value.values()]
    elif isinstance(value, list):
        kids = value
    return next((wrong for kid in kids if (wrong := _unsound(kid, depth + 1))), "")
