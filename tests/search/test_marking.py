"""The words that a text was found by are marked as they stand there, whole."""

import pytest

from responses.lib import terms
from responses.search.passages import passage, title_pieces
from responses.search.query import read
from responses.threads.models import Revision
from responses.threads.services.finding import parts_of, search_text

LONG = "Nothing of it. " * 60


def marked(typed: str, text: str) -> list[str]:
    """What is marked in the passage that is shown of this text."""
    body = f"<p>Of nothing, e mail.</p><p>{LONG}{text} {LONG}</p>"
    revision = Revision(title="A reply", body=body)
    pieces = passage(read(typed), search_text(revision).folded, parts_of("A reply", "", body))
    return [piece.text for piece in pieces if piece.is_marked]


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("email", "Send an E-mail today.", ["E-mail"]),
        ("emails", "Send e-mails today.", ["e-mails"]),
        ("covid19", "Since COVID-19 came.", ["COVID-19"]),
        ("newyork", "The New-York Gazette.", ["New-York"]),
        ("new-york", "The New York Gazette.", ["New York"]),
        ("decision-making", "Of decisionmaking.", ["decisionmaking"]),
        ("york", "The New-York Gazette.", ["York"]),
        ('"THAAD system"', "The THAAD [Terminal High] system.", ["THAAD [Terminal High] system"]),
        ("萨德系统", "部署萨德[终端高空区域防御]系统。", ["萨德[终端高空区域防御]系统"]),
        ("終端高空", "部署萨德[终端高空区域防御]系统。", ["终端高空"]),
        ("瞭解", "互相了解。", ["了解"]),
    ],
)
def test_what_was_found_is_marked_whole(typed, text, expected):
    assert marked(typed, text) == expected


@pytest.mark.parametrize(("typed", "title"), [("newyork", "New-York"), ("email", "E-Mail")])
def test_a_word_with_a_hyphen_is_marked_whole_in_a_title_too(typed, title):
    pieces = title_pieces(read(typed), f"Of {title} today")
    assert [piece.text for piece in pieces if piece.is_marked] == [title]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a [b] c", "a c"),
        ("a (b d) [e] c", "a c"),
        ("argument[s] and [t]heir claims", ""),
        ("[b] c", ""),
        ("a [b", ""),
        ("a [b], c (d).", "a c"),
    ],
)
def test_words_round_an_insertion_stand_side_by_side(text, expected):
    found = list(terms.round_insertions(list(terms.words(text)), text))
    assert " ".join(word.raw for word in (found[0] if found else [])) == expected


@pytest.mark.parametrize("unit", ["[", "(", "[a", "(a ", "[a] ", "（萨", "〔"])
def test_storms_of_brackets_take_linear_time(unit):
    text = unit * 20_000
    found = list(terms.words(text))
    assert sum(map(len, terms.round_insertions(found, text))) <= 2 * terms.ROUND * len(found)
