"""Which live texts meet the clauses of a query: asked of the index, of names, and for phrases of the texts.

Sets of places (``lib/bits``), one for each language: all clauses of a query are met by one edition.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from itertools import chain
from operator import and_, or_

from responses.lib import bits, terms
from responses.search import phrases
from responses.search.catalogue import CODES, Catalogue, Sets, catalogue_of, either, last_catalogue
from responses.search.directory import Directory
from responses.search.query import Clause, Part, Query
from responses.threads.lookups import Keys, ask
from responses.threads.services.finding import SUMMARY, THROUGHOUT, TITLE

# The parts of a text whose keys are marked. Of so many phrases it is not asked which of them run all through:
# for common words, to be told so takes long.
PARTS = (TITLE, SUMMARY, THROUGHOUT)
MANY = 3


class Matching:
    """One query with what the database said of it, in the catalogue of that moment.

    ``query`` lacks the last phrases, if to look for all would be too much for one request; ``parts`` are
    those of a text whose own keys were asked for.
    """

    def __init__(self, query: Query) -> None:
        self.parts = _parts(query)
        self.catalogue, self.sets = _looked_up(list(dict.fromkeys(_lookups(query, self.parts))))
        self._by_name: dict[Clause, int] = {}
        self._said: dict[str, Sets] = {}
        self.query = self._bounded(query)
        self._said = phrases.read(self.catalogue, self._to_read(self.query), self._needed())

    def _bounded(self, query: Query) -> Query:
        """Without its last phrases, if to look for all of them would be too much for one request."""
        told = sum(phrases.count(self.sets[option.keys]) for option in _options(query.clauses))
        bound = phrases.bound(self.catalogue) - told // phrases.TOLD
        while len(wanted := self._to_read(query)) > 1 and phrases.work(wanted) > bound:
            query = replace(query, clauses=tuple(_without_last(query.clauses)), is_cut=True)
        return query

    def _to_read(self, query: Query) -> dict[str, Sets]:
        """By pattern, what may be found: it has all keys that are wanted, and none that surely is refused."""
        possible = self._wanted(query)
        for clause in query.clauses:
            if clause.is_refused and not _phrases(clause):
                possible = _without(possible, self.met(clause))
        return self._having_keys(query.clauses, possible)

    def _needed(self) -> list[str]:
        """The patterns that everything has that is found: by nothing else can their clauses be met."""
        clauses = [clause for clause in self.query.wanted if _phrases(clause) and len(clause.options) == 1]
        if self._of_whole_name(self.query) or any(map(self.by_name, clauses)):
            return []
        return list(dict.fromkeys(clause.options[0].pattern for clause in clauses))

    def _having_keys(self, clauses: Iterable[Clause], possible: Sets) -> dict[str, Sets]:
        found: dict[str, Sets] = {}
        for option in filter(_is_phrase, _options(clauses)):
            before, sets = found.get(option.pattern, {}), self.sets[option.keys]
            found[option.pattern] = {
                code: before.get(code, 0) | sets[code] & possible[code] for code in CODES
            }
        return found

    def matching(self) -> Sets:
        """What meets every clause, by language."""
        found = self._wanted(self.query)
        for clause in self.query.clauses:
            if clause.is_refused:
                found = _without(found, self.met(clause))
        return found

    def _wanted(self, query: Query) -> Sets:
        live = self.catalogue.in_language
        wanted = [self.met(clause) for clause in query.wanted]
        people = self._of_whole_name(query)
        return {
            code: reduce(and_, (each[code] for each in wanted), live[code]) | people & live[code]
            for code in CODES
        }

    def met(self, clause: Clause) -> Sets:
        """What meets one clause; of phrases that nobody has looked for yet, what has all their keys."""
        live = self.catalogue.in_language
        if clause.field:
            named = self._by_author(clause) if clause.field == "author" else self._of_theme(clause)
            return {code: named & live[code] for code in CODES}
        return self.or_named(clause, [self._of(option) for option in clause.options])

    def _of(self, option: Part) -> Sets:
        sets, said = self.sets[option.keys], self._said.get(option.pattern)
        return {code: sets[code] & said[code] for code in CODES} if said else sets

    def or_named(self, clause: Clause, options: Sequence[Sets]) -> Sets:
        named, live = self.by_name(clause), self.catalogue.in_language
        return {code: reduce(or_, (each[code] for each in options), named & live[code]) for code in CODES}

    # --- Names

    def _by(self, named: Callable[[Directory], set[int]], of_people: Mapping[int, list[int]]) -> int:
        """What is by those who are ``named``: as they are called (``of_people``), or as they are printed."""
        catalogue = self.catalogue
        found = [of_people.get(pk, ()) for pk in named(catalogue.public_people)]
        if printed := named(catalogue.printed_names):
            found += [places for n, places in enumerate(catalogue.of_printed.values()) if n in printed]
        return bits.of(chain(*found), catalogue.size)

    def _by_author(self, clause: Clause) -> int:
        return self._by(lambda names: names.sounding(clause.names), self.catalogue.of_author)

    def _of_theme(self, clause: Clause) -> int:
        themes = self.catalogue.public_themes
        named = themes.saying(terms.pattern(clause.options[0].words))
        if (called := themes.called("-".join(clause.names))) is not None:
            named = named | {called}
        return reduce(or_, (self.catalogue.of_theme.get(pk, 0) for pk in named), 0)

    def by_name(self, clause: Clause) -> int:
        """What somebody of this name wrote or translated, or the prompt of a thread that is called so."""
        if clause not in self._by_name:
            catalogue, patterns = self.catalogue, [terms.pattern(option.words) for option in clause.options]
            called = {pk for pattern in patterns for pk in catalogue.public_threads.saying(pattern)}
            prompts = bits.of((catalogue.prompts[pk] for pk in called), catalogue.size)
            self._by_name[clause] = prompts | self._by(
                lambda names: names.having(clause.names), catalogue.of_person
            )
        return self._by_name[clause]

    def _of_whole_name(self, query: Query) -> int:
        """What somebody wrote or translated whose name the whole query is, perhaps syllable by syllable."""
        words = query.words
        if len(words) < 2 or len(words) != len(query.wanted):
            return 0
        names = [name for clause in words for name in clause.names]
        return self._by(lambda people: people.sounding(names), self.catalogue.of_person)

    def alone(self) -> list[tuple[Clause, int]]:
        """What each clause finds by itself; without the last phrases, if that is too much for one request."""
        counted, live = self.query.wanted, self.catalogue.in_language
        if len(counted) < 2:
            return []
        # It is only said in passing: for that less is read.
        bound = phrases.bound(self.catalogue) // 8
        while phrases.work(wanted := self._having_keys(counted, live)) > bound:
            counted = _without_last(counted)
        self._said = phrases.read(self.catalogue, wanted)
        return [(each, either(self.met(each)).bit_count()) for each in counted]


def _looked_up(lookups: Sequence[Keys]) -> tuple[Catalogue, dict[Keys, Sets]]:
    """What the database says, for as much of it as the present catalogue has not been told yet."""
    known = last_catalogue()
    kept = dict(known.kept) if known else {}
    missing = [each for each in lookups if each not in kept]
    stamp, found = ask(missing)
    catalogue = catalogue_of(stamp)
    if catalogue is not known and len(missing) < len(lookups):
        missing, (_stamp, found) = list(lookups), ask(lookups)
    told = {each: catalogue.sets(pks) for each, pks in zip(missing, found, strict=True)}
    catalogue.keep(told)
    return catalogue, {each: told.get(each) or kept[each] for each in lookups}


def _lookups(query: Query, parts: Sequence[str]) -> Iterator[Keys]:
    for clause in query.clauses:
        for option in _options([clause]):
            yield option.keys
            if not clause.is_refused:
                yield from (level(option, prefix) for prefix in parts)


def _parts(query: Query) -> tuple[str, ...]:
    return PARTS if sum(map(_is_phrase, _options(query.clauses))) < MANY else (TITLE, SUMMARY)


def level(option: Part, prefix: str) -> Keys:
    """The keys of single words, or of characters, as they are marked in that part of a text."""
    return tuple(f"{prefix}{key}" for key in option.keys if not key.startswith(terms.PAIR))


def _options(clauses: Iterable[Clause]) -> list[Part]:
    """What is looked for in texts."""
    return [option for clause in clauses if not clause.field for option in clause.options]


def _is_phrase(option: Part) -> bool:
    """Whether keys alone do not tell."""
    return bool(option.pattern)


def _phrases(clause: Clause) -> list[Part]:
    return list(filter(_is_phrase, _options([clause])))


def _without_last(clauses: Sequence[Clause]) -> list[Clause]:
    """The same without the last phrase."""
    last = max(n for n, clause in enumerate(clauses) if _phrases(clause))
    return [*clauses[:last], *clauses[last + 1 :]]


def _without(sets: Sets, refused: Sets) -> Sets:
    return {code: sets[code] & ~refused[code] for code in CODES}
