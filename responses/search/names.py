"""How people, threads and themes are called, for whoever types part of it: in any script, or as it sounds."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from responses.languages.codes import LANGUAGES
from responses.lib import terms
from responses.lib.texts import choose

# A character of a sort key in pinyin (``lib/names.py``): syllable, tone, strokes, code point.
_SYLLABLE = re.compile(r"([a-z]+)[1-5][0-9]{2}[0-9a-f]{5}")


@dataclass(frozen=True, slots=True)
class Names:
    """``texts`` are the names by language as printed, ``lines`` the same as texts are searched; ``words`` one
    form of each word in them and of what Chinese ones sound like, ``syllables`` that one by one; ``runs``
    their Chinese parts, folded."""

    slug: str
    texts: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]
    words: frozenset[str]
    syllables: frozenset[str]
    runs: tuple[str, ...]

    @classmethod
    def of_person(cls, row: tuple[int, str, str, str]) -> "Names":
        """Of a row's number, slug, texts as they are stored, and sort key in pinyin."""
        _pk, slug, texts, sort_key = row
        return _names(slug, _printed(texts, "name"), _sounds(sort_key))

    @classmethod
    def of_title(cls, row: tuple[int, str, str]) -> "Names":
        """Of the number, slug and texts of a thread or theme."""
        _pk, slug, texts = row
        return _names(slug, _printed(texts, "title"), ())

    @classmethod
    def of_printed(cls, name: str) -> "Names":
        """Of a name as it is printed above a text, whose language is not known."""
        return _names("", (("", name),), ())

    def has(self, name: str) -> bool:
        """Whether one of these names has this word, or these characters together."""
        return name in self.words or any(name in run for run in self.runs)

    def says(self, pattern: str) -> bool:
        """Whether these words stand in a title (``terms.pattern``)."""
        return any(pattern in line for line in self.lines)

    def in_language(self, language: str) -> tuple[str, str]:
        """The name for a page in ``language``, and the language that it is in."""
        name, found_in = choose(dict(self.texts), language)
        return name or self.slug, found_in


def _printed(stored: str, part: str) -> tuple[tuple[str, str], ...]:
    texts = json.loads(stored)
    return tuple((code, texts[code][part]) for code in LANGUAGES if texts.get(code, {}).get(part))


@lru_cache(maxsize=50_000)
def _names(slug: str, texts: tuple[tuple[str, str], ...], syllables: tuple[str, ...]) -> Names:
    read = [list(terms.words(text)) for _code, text in texts]
    words = {word.raw for found in read for word in found if not word.is_han}
    runs = [run for found in read for run in terms.line(word for word in found if word.is_han).split()]
    return Names(
        slug=slug,
        texts=texts,
        lines=tuple(map(terms.line, read)),
        words=frozenset(words.union(*map(_forms, _spellings(syllables)))),
        syllables=frozenset(each for spelt in _spellings(syllables) for each in spelt),
        runs=tuple(dict.fromkeys(runs)),
    )


def _sounds(sort_key: str) -> tuple[str, ...]:
    """A Chinese name in pinyin without tones."""
    return tuple(_SYLLABLE.findall(sort_key))


def _forms(syllables: Sequence[str]) -> set[str]:
    """As it may be written: the surname of one syllable or two, the given name, the whole."""
    starts = {"".join(syllables[:length]) for length in (1, 2, len(syllables))}
    return starts | {"".join(syllables[start:]) for start in (1, 2) if syllables[start:]}


def _spellings(syllables: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """As pinyin is typed: 吕 is lv, lu or lyu."""
    if not syllables or "zzz" in syllables:
        return
    yield syllables
    for written in ("u", "yu"):
        changed = tuple(re.sub(r"(?<=[ln])v", written, each) for each in syllables)
        if changed != syllables:
            yield changed
