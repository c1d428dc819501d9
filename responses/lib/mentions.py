"""Where a text names certain people, their schools or addresses: in any script, turned round, initialled.

Names are compared as they are read, without spaces, hyphens, case and accents, in the one form of 简 and 繁;
a Chinese name also by its pinyin, and a name in pinyin by the characters that sound like it and begin with a
surname. A surname alone is no mention: it is a word too often.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from responses.lib import terms
from responses.lib.chinese import has_han
from responses.lib.names import is_surname, spoken
from responses.lib.terms import Word

NAME, SCHOOL, ADDRESS = "name", "school", "address"
PERHAPS = "perhaps"  # two characters that sound like a name are often a word, or parts of two

MOST_WORDS = 12  # of one mention
# One word says a name only where it is as long as that, or is all there is of the name.
LONG_WORD = 7
SHORTEST = 4
_BETWEEN = re.compile(r"(?:[^\S\n]|[.·・\-‐‑–’'(（)）,，]){0,3}")
_PARTS = re.compile(r"[,;/|()，；、（）\n]+")


class Mention(NamedTuple):
    start: int
    end: int
    kind: str


@dataclass
class Sought:
    """What is looked for: each form without spaces, and the kind of thing that it names."""

    forms: dict[str, str] = field(default_factory=dict)
    initialled: set[str] = field(default_factory=set)  # never as one word
    alone: set[str] = field(default_factory=set)  # also as one short word
    sounds: set[str] = field(default_factory=set)  # of Chinese names that are known in pinyin only
    capitals: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)

    def add_name(self, name: str) -> None:
        found = list(terms.words(name))
        characters = "".join(word.term for word in found if word.is_han)
        if len(characters) > 1:
            self._add_chinese(characters, "".join(name[w.start : w.end] for w in found if w.is_han))
        self._add_latin([word.raw for word in found if not word.is_han], known=bool(characters))

    def add_school(self, school: str) -> None:
        for part in filter(None, map(str.strip, _PARTS.split(school))):
            found = list(terms.words(part))
            whole = "".join(word.raw for word in found)
            if len(found) == 1 and part.isupper():
                self.capitals.add(part)
            elif len(found) > (3 if found and found[0].is_han else 1):
                self.forms.setdefault(whole.removeprefix("the"), SCHOOL)

    def add_address(self, address: str) -> None:
        if len(address) > SHORTEST:
            self.addresses.add(address.casefold())

    def _add_chinese(self, folded: str, written: str) -> None:
        self.forms[folded] = NAME
        surname, given = ("".join(part) for part in spoken(written))
        for said in (surname + given, given + surname):
            # 吕 is typed lv, lu or lyu.
            self.forms |= dict.fromkeys((said, said.replace("v", "u"), said.replace("v", "yu")), NAME)

    def _add_latin(self, words: Sequence[str], *, known: bool) -> None:
        if len(words) < 2:
            self.alone |= {word for word in words if len(word) >= SHORTEST}
            self.forms |= dict.fromkeys(self.alone, NAME)
            return
        first, last = words[0], words[-1]
        orders = [words, [last, *words[:-1]], [*words[1:], first], [first, last], [last, first]]
        self.forms |= dict.fromkeys(map("".join, orders), NAME)
        letters = "".join(word[0] for word in words[:-1])
        self.initialled |= {letters + last, first[0] + last, last + letters, last + first[0]}
        if not known:
            self.sounds |= {"".join(words), last + "".join(words[:-1])}

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted({*self.forms, *self.initialled})

    def begins(self, said: str) -> bool:
        """Whether any of it begins so: else a reading stops. What one begins with sorts next to it."""
        at = bisect_left(self._sorted, said)
        return at < len(self._sorted) and self._sorted[at].startswith(said)


def mentions(text: str, sought: Sought) -> list[Mention]:
    """The mentions in a plain text, in order, none within another. Linear."""
    words = list(terms.words(text))
    found = [*_read(text, words, sought), *_heard(words, text, sought), *_addresses(text, sought)]
    kept: list[Mention] = []
    for each in sorted(found, key=lambda mention: (mention.start, -mention.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _read(text: str, words: Sequence[Word], sought: Sought) -> Iterator[Mention]:
    for at, word in enumerate(words):
        if text[word.start : word.end] in sought.capitals:
            yield Mention(word.start, word.end, SCHOOL)
        if sought.begins(word.raw) and (found := _longest(text, words, at, sought)):
            yield found


def _longest(text: str, words: Sequence[Word], at: int, sought: Sought) -> Mention | None:
    said, found = "", None
    for further in range(at, min(at + MOST_WORDS, len(words))):
        if further > at and not _BETWEEN.fullmatch(text, words[further - 1].end, words[further].start):
            break
        said += words[further].raw
        if not sought.begins(said):
            break
        kind = _kind(said, sought, whole_word=further == at)
        found = Mention(words[at].start, words[further].end, kind) if kind else found
    return found


def _kind(said: str, sought: Sought, *, whole_word: bool) -> str:
    if said in sought.forms and (not whole_word or said in sought.alone or len(said) >= LONG_WORD):
        return sought.forms[said]
    return NAME if said in sought.initialled and not whole_word else ""


def _heard(words: Sequence[Word], text: str, sought: Sought) -> Iterator[Mention]:
    """Characters that sound like a name and begin with a surname; not those that are a word themselves."""
    if not sought.sounds or not has_han(text):
        return
    for at, word in enumerate(words):
        run = _run_from(words, at) if word.is_han else []
        written = text[run[0].start : run[-1].end] if run else ""
        for length in range(len(run), 1, -1):
            part = written[:length]
            if _may_be_name(part) and "".join(map(_sound, part)) in sought.sounds:
                yield Mention(word.start, run[length - 1].end, PERHAPS if length == 2 else NAME)
                break


def _may_be_name(written: str) -> bool:
    begins = is_surname(written[0]) or (len(written) > 2 and is_surname(written[:2]))
    return begins and not _is_word(written)


def _run_from(words: Sequence[Word], at: int) -> list[Word]:
    """At most four characters with nothing between them, the longest that a Chinese name is."""
    run = [words[at]]
    for word in words[at + 1 : at + 4]:
        if not word.is_han or word.start != run[-1].end:
            break
        run.append(word)
    return run


@lru_cache(maxsize=20_000)
def _sound(character: str) -> str:
    from pypinyin import Style, lazy_pinyin  # megabytes of readings, wanted only where names are hidden

    return "".join(lazy_pinyin(character, style=Style.NORMAL, errors="ignore"))


def _is_word(written: str) -> bool:
    from pypinyin.phrases_dict import phrases_dict

    return written in phrases_dict


def _addresses(text: str, sought: Sought) -> Iterator[Mention]:
    plain = text.casefold()
    if len(plain) != len(text):  # where folding changes lengths, places are not to be told
        plain = text.lower() if len(text.lower()) == len(text) else text
    for address in sought.addresses:
        for match in re.finditer(re.escape(address), plain):
            yield Mention(match.start(), match.end(), ADDRESS)


def sought_of(names: Iterable[str], schools: Iterable[str], addresses: Iterable[str]) -> Sought:
    sought = Sought()
    for name in names:
        sought.add_name(name)
    for school in schools:
        sought.add_school(school)
    for address in addresses:
        sought.add_address(address)
    return sought
