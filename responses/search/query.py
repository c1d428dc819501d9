"""What a reader typed, as clauses: pure, total, and linear in a bounded length."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from responses.lib import terms
from responses.lib.characters import purge
from responses.lib.idle import IDLE

# What is beyond is not read: nobody types it, and the answer's page says so.
LONGEST = 400
CLAUSES = 8
RUN = 60  # characters of one phrase

_QUOTES = '"“”„«»＂「」『』'
_PIECE = re.compile(
    rf"(?P<minus>(?<!\S)[-−－])?"
    rf"(?:(?P<field>author|theme|作者|主题|主題)[:：]\s?)?"
    rf"(?:[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)[{_QUOTES}]|(?P<bare>[^\s\u3000{_QUOTES}]+))",
    re.IGNORECASE,
)
_FIELDS = {"author": "author", "作者": "author", "theme": "theme", "主题": "theme", "主題": "theme"}


@dataclass(frozen=True, slots=True)
class Part:
    """Words in this order. ``keys`` all have to be a text's; with a ``pattern``, its lines must have that."""

    words: tuple[terms.Word, ...]
    keys: tuple[str, ...]
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """What a text has to have, or with a minus must not: one of ``options``; ``names`` are its words as names
    of people and titles have them. ``field`` is "", "author" or "theme", ``typed`` what was typed."""

    typed: str
    options: tuple[Part, ...]
    names: tuple[str, ...]
    field: str = ""
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """``text`` is what was typed, on one line; ``is_cut`` says that its end was left out."""

    text: str
    clauses: tuple[Clause, ...]
    is_cut: bool = False

    @property
    def wanted(self) -> list[Clause]:
        return [clause for clause in self.clauses if not clause.is_refused]

    @property
    def words(self) -> list[Clause]:
        """The clauses that are looked for in texts."""
        return [clause for clause in self.wanted if not clause.field]

    @property
    def pairs(self) -> list[str]:
        """The patterns of words that were typed one after the other, without quotation marks."""
        return [
            terms.pattern([*first.options[0].words, *_going_on(first, second)])
            for first, second in pairwise(self.words)
        ]


def _going_on(first: Clause, second: Clause) -> list[terms.Word]:
    begin, *rest = second.options[0].words
    joins = begin.is_han and first.options[0].words[-1].is_han
    return [begin._replace(joins=joins), *rest]


def read(typed: str) -> Query:
    """Read a query; whatever is typed is one, perhaps without any clause."""
    text = " ".join(purge(typed[: LONGEST + 1].replace("\u3000", " ")).split())
    found = [clause for match in _PIECE.finditer(text[:LONGEST]) for clause in _clauses(match)]
    telling = [clause for clause in found if not _is_idle(clause)]
    chosen = telling if any(not clause.is_refused for clause in telling) else found
    is_cut = len(typed) > LONGEST or len(chosen) > CLAUSES
    return Query(text[:LONGEST], tuple(dict.fromkeys(chosen[:CLAUSES])), is_cut)


def _is_idle(clause: Clause) -> bool:
    if clause.field or len(clause.options) != 1 or len(clause.options[0].words) != 1:
        return False
    word = clause.options[0].words[0]
    return not word.besides and word.raw in IDLE and not clause.typed.startswith(tuple(_QUOTES))


def _clauses(match: re.Match[str]) -> Iterator[Clause]:
    field = _FIELDS.get((match["field"] or "").lower(), "")
    is_refused = match["minus"] is not None
    written = match["quoted"] if match["quoted"] is not None else match["bare"]
    found = list(terms.words(written))
    if not found:
        return
    if field or match["quoted"] is not None:
        yield Clause(match[0], (_part(found),), _names(found), field, is_refused)
        return
    for typed, options in _bare(written, found):
        yield Clause(typed, tuple(_part(option) for option in options), _names(options[0]), "", is_refused)


def _bare(written: str, found: list[terms.Word]) -> Iterator[tuple[str, list[list[terms.Word]]]]:
    """Each word by itself, each run of characters together, of decision-making the halves or the whole."""
    groups: list[list[terms.Word]] = []
    for word in found:
        if groups and (word.joins if word.is_han else _is_half(groups[-1][-1], word)):
            groups[-1].append(word)
        else:
            groups.append([word])
    for group in groups:
        typed = written[group[0].start : group[-1].end]
        if group[0].is_han or len(group) == 1:
            yield typed, [group]
        else:
            whole = next(terms.words("".join(word.raw for word in group)))
            yield typed, [group, [whole]]


def _is_half(before: terms.Word, word: terms.Word) -> bool:
    return not before.is_han and not word.is_han and any(not more.endswith("_") for more in word.besides)


def _part(found: list[terms.Word]) -> Part:
    found = found[:RUN]
    acronyms = [more for word in found for more in word.besides if more.endswith("_")]
    keys = [*terms.keys(found), *map(terms.key, acronyms), *terms.pairs(found)]
    pattern = "" if terms.tell_all(found) else terms.pattern(found)
    return Part(tuple(found), tuple(dict.fromkeys(keys)), pattern)


def _names(found: list[terms.Word]) -> tuple[str, ...]:
    """Words and whole runs, as ``people.Names`` keeps them."""
    names: list[str] = []
    for word in found[:RUN]:
        if word.joins and names:
            names[-1] += word.raw
        else:
            names.append(word.raw)
    return tuple(names)
