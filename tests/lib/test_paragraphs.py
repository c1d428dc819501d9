import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responses.lib.paragraphs import carry, shared

LAW = "The law of nations is naturally founded on this principle, that nations ought in peace to do good."
SEA = (
    "Whoever commands the sea commands the trade of the world, and whoever commands that commands its riches."
)
ART = "Painters of the southern school thought more of the brush and its traces than of any likeness."
SALT = "盐铁均输，万民所戴仰而取给者，今罢之，不便也。"
SPIRIT = "神即形也，形即神也，是以形存則神存，形謝則神滅也。"
FIVE = [LAW, SEA, ART, SALT, SPIRIT]
IDS = [1, 2, 3, 4, 5]

texts = st.lists(st.one_of(st.sampled_from(FIVE), st.text(max_size=30)), max_size=12)


def test_unchanged_text_keeps_its_ids() -> None:
    assert carry(FIVE, IDS, FIVE, next_id=6) == (IDS, 6)


def test_a_new_paragraph_gets_a_fresh_id() -> None:
    assert carry(FIVE, IDS, [LAW, "A new thought.", *FIVE[1:]], next_id=6) == ([1, 6, 2, 3, 4, 5], 7)


def test_the_id_of_a_deleted_paragraph_is_not_given_again() -> None:
    ids, next_id = carry(FIVE, IDS, FIVE[:4], next_id=6)
    assert (ids, next_id) == ([1, 2, 3, 4], 6)
    assert carry(FIVE[:4], ids, [*FIVE[:4], "Something else"], next_id=next_id) == ([1, 2, 3, 4, 6], 7)


def test_swapped_paragraphs_take_their_ids_along() -> None:
    assert carry(FIVE, IDS, [SEA, LAW, SPIRIT, ART, SALT], next_id=6) == ([2, 1, 5, 3, 4], 6)


def test_copies_keep_their_ids_in_order() -> None:
    assert carry(["* * *", LAW, "* * *"], [1, 2, 3], ["* * *", "* * *"], next_id=4) == ([1, 3], 4)


def test_an_edited_english_paragraph_keeps_its_id_also_when_it_moved() -> None:
    edited = SEA.replace("the trade of the world", "all trade").replace("riches", "wealth")
    assert carry(FIVE, IDS, [edited, LAW, ART], next_id=6) == ([2, 1, 3], 6)


def test_an_edited_chinese_paragraph_keeps_its_id() -> None:
    assert carry(FIVE, IDS, [LAW, "盐铁均输，万民所仰而取给者，今欲罢之，不便。"], next_id=6) == ([1, 4], 6)


def test_case_and_spaces_do_not_count() -> None:
    assert carry([LAW], [1], [LAW.upper().replace(" ", "  ")], next_id=2) == ([1], 2)


def test_unrelated_english_paragraphs_are_not_taken_for_each_other() -> None:
    assert carry([LAW], [1], [ART], next_id=2) == ([2], 3)


def test_the_larger_part_of_a_split_paragraph_keeps_the_id() -> None:
    assert carry([f"{LAW} {SEA[:60]}"], [1], [SEA[:60], LAW], next_id=2) == ([2, 1], 3)


def test_a_merged_paragraph_has_the_id_of_its_larger_part() -> None:
    assert carry([SEA[:60], LAW], [1, 2], [f"{SEA[:60]} {LAW}"], next_id=3) == ([2], 3)


def test_a_heavily_edited_paragraph_is_recognised_between_its_neighbours_only() -> None:
    edited = SEA.replace("commands the sea", "rules the sea").replace("the world, and", "all lands; for")
    edited = edited.replace("that commands its riches", "trade has the riches of it")
    assert carry([LAW, SEA, ART], [1, 2, 3], [LAW, edited, ART], next_id=4) == ([1, 2, 3], 4)
    assert carry([LAW, SEA, ART], [1, 2, 3], [edited], next_id=4) == ([4], 5)


def test_every_old_paragraph_needs_an_id() -> None:
    with pytest.raises(ValueError, match="exactly one id"):
        carry([LAW], [], [LAW], next_id=1)


def test_a_next_id_below_a_given_one_is_not_believed() -> None:
    assert carry([LAW], [7], [LAW, SALT], next_id=2) == ([7, 8], 9)


@given(texts, texts)
def test_ids_are_unique_and_fresh_ones_are_new(old: list[str], new: list[str]) -> None:
    ids, next_id = carry(old, range(1, len(old) + 1), new, next_id=100)
    fresh = sorted(number for number in ids if number > len(old))
    assert len(set(ids)) == len(ids) == len(new)
    assert fresh == list(range(100, next_id))


@given(texts)
def test_any_unchanged_text_keeps_its_ids(old: list[str]) -> None:
    ids = list(range(5, 5 + len(old)))
    assert carry(old, ids, old, next_id=50) == (ids, 50)


@given(st.permutations(FIVE))
def test_any_order_of_the_same_paragraphs_keeps_their_ids(new: list[str]) -> None:
    assert carry(FIVE, IDS, new, next_id=6) == ([FIVE.index(text) + 1 for text in new], 6)


@given(texts)
def test_ids_never_fall_below_next_id_over_many_revisions(revision: list[str]) -> None:
    seen: set[int] = set()
    text, ids, next_id = list(FIVE), list(IDS), 6
    for step in (revision, revision[::-1], [*revision, "end"], FIVE):
        new_ids, later = carry(text, ids, step, next_id=next_id)
        assert not (set(new_ids) - set(ids)) & seen
        assert later >= next_id
        seen |= set(ids)
        text, ids, next_id = step, new_ids, later


def test_three_hundred_changed_paragraphs_are_matched_quickly_and_rightly() -> None:
    old = [" ".join(f"{word}{number * 7919 % 997}" for word in LAW.split()) for number in range(300)]
    new = [text.replace("nations", "peoples") for text in reversed(old)]
    begun = time.process_time()
    ids, next_id = carry(old, range(300), new, next_id=300)
    assert (ids, next_id) == (list(range(299, -1, -1)), 300)
    assert time.process_time() - begun < 2  # measured 0.2 s; the rest is for slow machines


def test_a_translation_with_as_many_paragraphs_shares_the_ids() -> None:
    assert shared([1, 4], [LAW, SEA], ["法", "海"], next_id=6) == ([1, 4], 6)


def test_a_translation_of_another_length_shares_none() -> None:
    assert shared([1, 4], [LAW, SEA], ["法", "海", "画"], next_id=6) == ([6, 7, 8], 9)


def test_the_ids_of_an_edited_book_stay_in_order() -> None:
    old = [f"{number}. {LAW} {SEA[number:]}" for number in range(40)]
    ids, _ = carry(old, range(40), [text + " More." for text in old], next_id=40)
    assert all(one < other for one, other in pairwise(ids))
