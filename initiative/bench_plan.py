"""What the measured site is like: its threads and trees, dates, languages, and what of it is public."""

from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from initiative.bench_texts import Outline
from responses.people.models import Person
from responses.threads.models import Essay

LONG, DEEP, USUAL = 62, 12, 12  # responses to a thread: the first, the second, all others
CHAIN = 10  # so deep is the second
# Years of first publication: most of our own time, some as old as the oldest that a dialogue took up.
YEARS = [*range(1985, 2026), *range(1890, 1980, 6), 1776, 1644, 1271, 845, 507, 435, -81, -221, -479]


@dataclass
class Planned:
    """One essay before it is written: what it answers, its languages, and whether it is public."""

    row: Essay
    outline: Outline
    authors: list[Person]
    languages: list[tuple[str, str]]  # code and kind, the source first
    state: str  # "live", "draft", "scheduled" or "withdrawn"
    instant: datetime


def sizes(responses: int) -> list[int]:
    """How many responses each thread has, together ``responses``."""
    first = min(LONG, responses // 2)
    second = min(DEEP, responses - first)
    threads, rest = divmod(responses - first - second, USUAL)
    return [first, second, *[USUAL] * threads, *([rest] if rest else [])]


def parent_of(random: Random, thread: int, number: int) -> int:
    """Which essay of its thread a response answers; 0 is the prompt."""
    if thread == 1:
        return number - 1 if number <= CHAIN else 0
    return 0 if number <= 4 or random.random() < 0.7 else random.randrange(1, number)


def dated(random: Random, year: int) -> dict[str, Any]:
    """A date of first publication in or about ``year``, mostly to the day."""
    chance = random.random()
    month, day = random.randrange(1, 13), random.randrange(1, 29)
    if chance < 0.8:
        return {"dated_precision": "day", "dated_year": year, "dated_month": month, "dated_day": day}
    if chance < 0.9:
        return {"dated_precision": "month", "dated_year": year, "dated_month": month}
    if chance < 0.97:
        return {"dated_precision": "circa" if year < 1900 else "year", "dated_year": year}
    return {"dated_precision": "words", "dated_words": "in a year of flood"} if chance < 0.985 else {}


def languages(random: Random) -> list[tuple[str, str]]:
    """Codes and kinds of an essay's editions, the original first; three in ten are Chinese."""
    chance, further = random.random(), random.random()
    if chance < 0.7:
        found = [("en", "original")]
        found += [("zh-hans", "translation")] if further < 0.35 else []
        return found + ([("zh-hant", "conversion")] if further < 0.2 else [])
    own, other = ("zh-hans", "zh-hant") if chance < 0.9 else ("zh-hant", "zh-hans")
    found = [(own, "original"), (other, "conversion")]
    return found + ([("en", "translation")] if further < 0.35 else [])


def state(turn: int, position: int, answered: bool) -> str:
    """In fifty essays one is withdrawn, two are drafts, one waits; none of these three has been answered."""
    if not position:
        return "withdrawn" if turn % 100 == 75 else "live"
    hidden = {7: "withdrawn", 11: "draft", 31: "draft", 37: "scheduled"}.get(turn % 50, "live")
    return "live" if answered and hidden != "withdrawn" else hidden
