import pytest
from hypothesis import given
from hypothesis import strategies as st

from responses.lib.lines import line, paragraph


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  A  title \t with\nspaces ", "A title with spaces"),
        ("one\r\ntwo\u2028three", "one two three"),
        ("nul\x00 and\x1b esc\x85", "nul and esc"),
        ("gnp.\u202etxt\u202c", "gnp.txt"),
        ("\u2066isolated\u2069 \u200fmark", "isolated mark"),
        ("zero\u200bwidth\u2060join\ufeffer\u200d", "zerowidthjoiner"),
        ("flag\U000e0067\U000e007f", "flag"),
        ("lone\ud800 surrogate", "lone surrogate"),
        ("non\ufffechar\U0010ffff", "nonchar"),
        ("Z" + "\u0301" * 40 + "algo", "Z" + "\u0301" * 8 + "algo"),
        ("\x00 ", ""),
        ("a \u200b b", "a b"),
    ],
)
def test_a_line_loses_what_cannot_be_seen(typed: str, kept: str) -> None:
    assert line(typed) == kept


@pytest.mark.parametrize(
    "text",
    [
        "No.\xa07",
        "李\u3000明",
        "𥌃𠷐⿻",
        "葛\U000e0100",
        "cafe\u0301",
        "café",
        "“Quoted” [sic]",
        "豈",
        "☺\ufe0f",
    ],
)
def test_a_line_keeps_every_character_that_can_be_seen(text: str) -> None:
    assert line(text) == text


def test_a_paragraph_keeps_single_newlines_and_drops_empty_lines() -> None:
    assert paragraph(" one \r\n\n \x00\n two  words\n") == "one\ntwo words"


@given(st.text())
def test_cleaning_a_line_twice_changes_nothing(text: str) -> None:
    assert line(line(text)) == line(text)


@given(st.text(alphabet=st.sampled_from("a \n\r\u0301\u200b\u202e\u3000\xa0\x00")))
def test_cleaning_a_paragraph_twice_changes_nothing(text: str) -> None:
    assert paragraph(paragraph(text)) == paragraph(text)


@given(st.text())
def test_a_line_is_one_line(text: str) -> None:
    assert len(line(text).splitlines()) <= 1
