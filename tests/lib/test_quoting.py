"""Words quoted: found again, and their counterpart in a translation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responses.lib.quoting import counterpart, printed
from responses.lib.sentences import split

ENGLISH = "Spirit is to body as sharpness to a blade. Who has seen sharpness left behind? Nobody has."
CHINESE = "神之于形，犹利之于刃。谁见过刃没而利存？无人见过。"


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("sharpness to a blade", ENGLISH, "sharpness to a blade"),
        ("sharpness\n to  a blade", ENGLISH, "sharpness to a blade"),
        ("sharpness to a blade", ENGLISH.replace(" a ", " a\xa0"), "sharpness to a\xa0blade"),
        ("谁见过刃没而利存？", CHINESE, "谁见过刃没而利存？"),
        ("a blunt blade", ENGLISH, ""),
        ("", ENGLISH, ""),
        (" \n", ENGLISH, ""),
        ("left behind?", ENGLISH, "left behind?"),
        (".*", ENGLISH, ""),
    ],
)
def test_words_are_found_as_they_are_printed(words, text, found):
    assert printed(words, text) == found


@pytest.mark.parametrize(
    ("words", "other"),
    [
        ("sharpness to a blade", "神之于形，犹利之于刃。"),
        ("Who has seen sharpness left behind?", "谁见过刃没而利存？"),
        ("left behind? Nobody", "谁见过刃没而利存？无人见过。"),
        (ENGLISH, CHINESE),
        ("not there", CHINESE),
    ],
)
def test_the_counterpart_are_the_sentences_in_the_same_places(words, other):
    assert counterpart(words, ENGLISH, CHINESE) == other


def test_the_counterpart_in_a_paragraph_of_other_sentences_is_all_of_it():
    assert counterpart("Nobody has.", ENGLISH, "只有一句。") == "只有一句。"


def test_a_sentence_said_twice_is_counted_by_its_place():
    assert counterpart("Yes. No.", "Yes. Yes. No.", "是。是。否。") == "是。否。"


THREE = "It rained. The mail had stopped two years ago, and nobody had said why. We went on cutting filters."
FOUR = "下雨了。邮路两年前就断了。没有人说过为什么。我们还是接着切滤膜。"


@pytest.mark.parametrize(
    ("words", "other"),
    [
        ("It rained.", "下雨了。"),
        ("nobody had said why", "邮路两年前就断了。没有人说过为什么。"),
        ("cutting filters", "我们还是接着切滤膜。"),
    ],
)
def test_one_sentence_may_have_become_two(words, other):
    assert counterpart(words, THREE, FOUR) == other


@pytest.mark.parametrize(
    ("words", "other"),
    [("下雨了", "It rained."), ("没有人说过", THREE[11:71]), ("我们", "We went on cutting filters.")],
)
def test_two_sentences_may_have_become_one(words, other):
    assert counterpart(words, FOUR, THREE) == other


def test_texts_of_very_many_sentences_are_not_weighed():
    many = "是。" * 50_000
    assert counterpart("Yes.", "Yes. " * 50_000, many) == many


def test_titles_and_numbers_end_no_sentence():
    assert split("Dr. Li wrote No. 7 in Sept. 2017. He meant it.") == [
        "Dr. Li wrote No. 7 in Sept. 2017.",
        "He meant it.",
    ]


@given(st.text("ab .?。\n"), st.text("cd .?。\n"))
def test_no_text_breaks_it_and_nothing_is_said_that_does_not_stand_there(text, other):
    for words in [text, *split(text)]:
        assert counterpart(words, text, other) in other
    assert "".join("".join(split(text)).split()) == "".join(text.split())
