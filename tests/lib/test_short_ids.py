import pytest

from responses.lib.short_ids import ALPHABET, LENGTH, is_short_id, short_id


def test_a_name_follows_from_the_address_alone():
    # Kept by every site that ever imported this dialogue: never to be changed.
    names = [short_id("finding-a-new-approach", attempt) for attempt in range(3)]
    assert names == [
        "9wg5jy",
        "yfkshq",
        "x9cd8m",
    ]


def test_a_name_has_no_sign_that_could_be_taken_for_another_and_makes_no_word():
    assert set("01ilo") & set(ALPHABET) == set()
    assert set("aeiou") & set(ALPHABET) == set()
    names = [short_id(f"text-{number}") for number in range(500)]
    assert [name for name in names if not is_short_id(name)] == []
    assert len(set(names)) == 500


@pytest.mark.parametrize("text", ["", "bcdfg", "bcdfghj", "bcdfg1", "BCDFGH", "bcdfg h"])
def test_other_texts_are_no_names(text):
    assert (is_short_id(text), len("bcdfgh")) == (False, LENGTH)
