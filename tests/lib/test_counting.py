"""The counting rule, by judged strings: what a person counts, the site counts too."""

import json
from pathlib import Path
from unicodedata import category

import pytest

from responses.lib import plain, prose
from responses.lib.counting import count

ROOT = Path(__file__).parents[2]
# [text, words, Chinese characters], each counted by hand.
JUDGED = json.loads((ROOT / "tests/lib/judged_counts.json").read_text())


def test_each_han_character_and_each_other_word_counts_one() -> None:
    """As the site stores what was typed, for that is what editors count."""
    found = [[text, *count(prose.text(plain.body_of(text)))] for text, _words, _characters in JUDGED]

    assert found == JUDGED


def test_the_total_is_words_and_characters_together() -> None:
    assert count("我们用Python写代码").total == 7


@pytest.mark.parametrize("unit", ["-.", "a-", "1,", "你a", "http://", "_", "a\u0301", "—"])
@pytest.mark.timeout(5)
def test_a_storm_of_punctuation_is_counted_in_linear_time(unit: str) -> None:
    once = count(unit * 10)
    assert count(unit * 200_000).total in {once.total, once.total * 20_000}


def test_every_combining_mark_belongs_to_its_word():
    marks = [chr(n) for n in range(0x110000) if category(chr(n)) in {"Mn", "Mc", "Me"}]
    assert len(marks) > 2000
    assert [mark for mark in marks if count(f"a{mark}b").words != 1] == []
