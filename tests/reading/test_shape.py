"""The drawing of a dialogue: honest with few texts and with many, left out where it says nothing."""

import re
from copy import deepcopy

import pytest

from responses.languages.codes import LANGUAGES
from responses.languages.paths import in_language
from responses.threads.models import Essay
from responses.threads.services.publishing import withdraw
from tests.factories import edition_of, prompt_of, publish_all, response_to, thread_with_prompt
from tests.reading.pages import read

pytestmark = pytest.mark.django_db


def dated(year):
    return {"dated_precision": "year", "dated_year": year}


@pytest.fixture(scope="module")
def built(laid):
    with laid():
        prompt = prompt_of(thread_with_prompt(slug="spirit", prompt_slug="extinction", dated=dated(507)))
        publish_all(prompt)
        yield prompt


@pytest.fixture
def prompt(built):
    return deepcopy(built)


def answers(target, count, **fields):
    made = [response_to(target, f"Reply {number}", **fields) for number in range(count)]
    publish_all(*made)
    return made


def drawn(path="/threads/spirit/"):
    """How many marks, arcs to the prompt and arcs to responses the page draws."""
    page = read(path).tree
    arcs = [len(re.findall("A", each.get("d"))) for each in page.cssselect(".arcs")]
    return (len(page.cssselect(".shape .mark")), *arcs)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_few_who_answer_the_prompt_alone_are_not_drawn(prompt, count):
    answers(prompt, count)
    assert read("/threads/spirit/").tree.cssselect(".shape") == []


def test_two_of_whom_one_answers_the_other_are_drawn(prompt):
    (first,) = answers(prompt, 1)
    answers(first, 1)
    assert drawn() == (3, 1, 1)


@pytest.mark.parametrize("count", [4, 7, 62])
def test_each_text_has_its_mark_in_thread_order_and_within_the_drawing(prompt, count):
    answers(prompt, count)
    page = read("/threads/spirit/")
    places = [float(each.get("cx")) for each in page.tree.cssselect(".shape circle")]
    assert drawn() == (count + 1, count, 0)
    assert places == sorted(set(places))
    assert (places[0], places[-1]) == (14, 626)
    links = page.links(".shape svg a")
    assert links[0] == "#extinction"
    assert links[1:] == page.links(".responses .title a")


def test_ten_deep_is_a_chain_of_ten_arcs(prompt):
    (here,) = answers(prompt, 1)
    for _step in range(9):
        (here,) = answers(here, 1)
    assert drawn() == (11, 1, 9)


def test_chinese_originals_have_a_mark_of_their_own_and_a_word_for_it(prompt):
    answers(prompt, 3)
    assert "◆" not in read("/threads/spirit/").body
    answers(prompt, 2, language="zh-hans")
    page = read("/threads/spirit/")
    assert (len(page.tree.cssselect(".shape circle")), len(page.tree.cssselect(".shape polygon"))) == (4, 2)
    assert "● written in English, ◆ in Chinese." in page.text(".shape figcaption")


def test_the_caption_says_from_when_to_when_and_how_many_answer_responses(prompt):
    first, *_rest = answers(prompt, 4, dated=dated(510))
    answers(first, 2)
    said = read("/threads/spirit/").text(".shape figcaption")
    assert said == "From 507 CE to 510 CE. 2 responses answer another response. The same as a list"
    assert "其中2篇回应另一篇回应。" in read("/zh-hans/threads/spirit/").text(".shape figcaption")


def test_a_dialogue_without_dates_is_drawn_and_says_none(prompt):
    undated = prompt_of(thread_with_prompt("Undated?", slug="no-dates"))
    publish_all(undated)
    answers(undated, 4)
    assert read("/threads/no-dates/").text(".shape figcaption") == "The same as a list"


def test_drafts_and_withdrawn_texts_are_in_no_drawing(prompt):
    made = answers(prompt, 6)
    replies = answers(made[0], 2)
    response_to(prompt, "Draftsecret")
    assert drawn() == (9, 6, 2)
    withdraw(edition=edition_of(made[1]), user=None, note="")
    assert drawn() == (8, 5, 2)
    withdraw(edition=edition_of(made[0]), user=None, note="")
    assert drawn() == (7, 4, 0)  # whom the two replies answer is no mark any more
    assert "Draftsecret" not in read("/threads/spirit/").body
    assert len(replies) == 2


def test_the_drawing_is_for_the_eye_and_the_list_for_everyone(prompt):
    answers(prompt, 5)
    page = read("/threads/spirit/")
    assert page.attribute(".shape svg", "aria-hidden") == "true"
    assert {link.get("tabindex") for link in page.tree.cssselect(".shape svg a")} == {"-1"}
    assert page.links(".shape figcaption a") == ["#responses"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_marks_lead_to_the_texts_in_the_language_of_the_page(prompt, code):
    answers(prompt, 4)
    links = read(in_language("/threads/spirit/", code)).links(".shape svg a")[1:]
    assert links == [
        in_language(f"/responses/{each.slug}/", code) for each in Essay.objects.exclude(kind="prompt")
    ]


def test_hostile_names_are_text_in_a_drawing(prompt):
    for number in range(4):
        publish_all(response_to(prompt, f"</title><script>alert({number})</script>"))
    assert read("/threads/spirit/").tree.cssselect(".shape script") == []
