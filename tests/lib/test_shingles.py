import random

import pytest

from responses.lib.chinese import convert
from responses.lib.shingles import Shingled, numbers, share_of

ENGLISH = (
    "The river has always carried more than water between its banks. Whoever says that it carries peace has "
    "never stood on the bridge at dusk, when the merchants count their losses aloud and the poets pretend "
    "not to hear. A treaty is a sentence that two people agree to misread; a river is longer than that."
)
OTHER = (
    "Nobody asked the fishermen. They mend nets on the eastern shore, talk of prices, and remember the flood "
    "of that spring by the height of a mark on the temple wall, which children now can touch without effort."
)
CHINESE = (
    "河流从来不只是把水带到对岸，它带来的还有商人的账本与诗人的叹息。"
    "谁要是说河流带来和平，他一定没有在黄昏时站在桥上看过。"
)
ELSE = (
    "没有人问过渔夫。他们在东岸补网，谈论鱼价，"
    "记得那年春天的洪水涨到庙墙上的那道刻痕，如今孩子们伸手就能摸到。"
)


def share(first, second):
    return Shingled(first).share_in(Shingled(second))


def test_a_copy_stands_in_its_original_whole():
    assert share(ENGLISH, ENGLISH) == 100
    assert share(ENGLISH, f"{OTHER} {ENGLISH}") == 100


def test_a_copy_in_the_other_script_is_a_copy():
    assert share(CHINESE, convert(CHINESE, source="zh-hans", target="zh-hant")) == 100


def test_case_punctuation_and_the_form_of_words_make_no_other_text():
    assert share(ENGLISH.upper().replace(",", " –"), ENGLISH) == 100


def test_a_word_changed_here_and_there_hides_nothing():
    words = ENGLISH.split()
    words[::9] = ["otherwise"] * len(words[::9])

    assert 75 <= share(" ".join(words), ENGLISH) <= 95


def test_texts_of_different_people_share_nothing():
    assert (share(ENGLISH, OTHER), share(CHINESE, ELSE), share(CHINESE, ENGLISH)) == (0, 0, 0)


def test_half_a_copy_is_half_a_copy_and_its_stretch_is_told():
    mixed = f"{OTHER} {ENGLISH}"
    (stretch,) = Shingled(mixed).shared_with([Shingled(ENGLISH)])

    assert mixed[stretch.start : stretch.end] == ENGLISH.rstrip(".")
    assert share(mixed, ENGLISH) == round(100 * len(Shingled(ENGLISH).words) / len(Shingled(mixed).words))


def test_a_phrase_that_anybody_may_write_is_no_copy():
    assert share(f"On the other hand and at the same time, {OTHER}", f"{ENGLISH} On the other hand too.") == 0


@pytest.mark.parametrize("text", ["", "One.", "三个字"])
def test_what_is_too_short_to_be_compared_stands_in_nothing(text):
    found = Shingled(text)

    assert (found.number, found.sample, found.share_in(Shingled(ENGLISH))) == (0, b"", 0)


def test_what_is_kept_of_two_texts_estimates_what_they_share():
    chance = random.Random(6)
    words = [f"word{chance.randrange(5000)}" for _each in range(1200)]
    first, second = Shingled(" ".join(words[:1000])), Shingled(" ".join(words[400:]))
    sample = frozenset(numbers(first.sample))

    assert 150 <= len(sample) <= 350
    assert 0.5 <= share_of(sample, second.sample) <= 0.7  # of 60 in a hundred
