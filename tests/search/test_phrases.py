"""Phrases are exact, whatever was read before; texts are read once for all of them, and not without end."""

import random

import pytest

from responses.search import phrases
from responses.search.catalogue import last_catalogue
from responses.search.finding import find, newest
from responses.search.query import read
from responses.threads import lookups
from tests.factories import person, publish_all, response_to

pytestmark = pytest.mark.database

WORDS = ["river", "harbour", "of", "the", "treaty"]


@pytest.fixture
def readings(monkeypatch):
    """How many phrases were looked for in how many texts, each time that any were read."""
    made: list[tuple[int, int]] = []

    def saying(patterns, revisions, needed=0):
        made.append((len(patterns), len(revisions)))
        return lookups.saying(patterns, revisions, needed)

    monkeypatch.setattr(phrases, "saying", saying)
    return made


def slugs(typed: str) -> set[str]:
    return {hit.slug for hit in find(read(typed), narrowed={}, size=100).hits}


def test_phrases_are_found_exactly_in_any_order_of_asking(prompt):
    random_, said = random.Random(5), {}
    for number in range(12):
        said[f"reply-{number}"] = f" {' '.join(random_.choices(WORDS, k=12))} "
        author = person({"en": {"name": "River Treaty"}}, slug="river") if number == 3 else None
        response = response_to(
            prompt,
            slug=f"reply-{number}",
            body=f"<p>{said[f'reply-{number}']}</p>",
            authors=[author] if author else [],
        )
        publish_all(response)
    wrong = []
    for _each in range(60):
        wanted, refused = ([" ".join(random_.choices(WORDS, k=k)) for k in ks] for ks in ((2, 3), (2,)))
        typed = " ".join([*(f'"{each}"' for each in wanted), *(f'-"{each}"' for each in refused)])
        found = {
            slug
            for slug, text in said.items()
            if all(meets(slug, text, each) for each in wanted)
            and not any(meets(slug, text, each) for each in refused)
        }
        wrong += [typed] if slugs(typed) != found else []
    assert wrong == []


def meets(slug: str, text: str, phrase: str) -> bool:
    is_named = slug == "reply-3" and set(phrase.split()) <= {"river", "treaty"}
    return f" {phrase} " in text or is_named


def six_that_say(prompt, text: str) -> None:
    publish_all(*(response_to(prompt, slug=f"reply-{n}", body=f"<p>{text} {n}</p>") for n in range(6)))


def test_a_text_is_read_once_for_all_phrases_and_never_again(prompt, readings):
    six_that_say(prompt, "A river of the harbour, a treaty of the river")
    three = '"river of the" "treaty of the" -"harbour of the"'
    assert len(slugs(three)) == 6
    assert readings == [(3, 6)]
    assert (len(slugs(three)), len(slugs('"treaty of the"'))) == (6, 6)
    assert readings == [(3, 6)]
    assert slugs('"of the harbour" 3') == {"reply-3"}
    assert readings == [(3, 6), (1, 1)]


def test_what_lacks_one_phrase_is_not_looked_through_for_the_next(prompt):
    six_that_say(prompt, "A river of the harbour, the harbour of a river, the river")
    # Nothing is found, and what the newest of it are is asked, so that it is not also said what each finds.
    assert newest(read('"harbour of the river" "river of the harbour"'), narrowed={}, size=9) == []
    looked_in = {pattern: each.known["en"].bit_count() for pattern, each in last_catalogue().read.items()}
    assert looked_in == {" harbor of the river ": 6, " river of the harbor ": 0}


def test_a_single_phrase_is_read_for_whatever_it_costs_and_of_many_the_first(prompt, readings, monkeypatch):
    six_that_say(prompt, "A river of the harbour, a treaty of the river")
    monkeypatch.setattr(phrases, "LOOKS", 15)
    one = find(read('"river of the"'), narrowed={})
    assert (one.total, one.is_cut) == (6, False)
    many = find(read('"river of the" "of the river" -"treaty of the" "the harbour a"'), narrowed={})
    assert (many.total, many.is_cut) == (6, True)
    assert sum(patterns * texts for patterns, texts in readings) == 6


def test_the_page_says_that_the_end_was_left_out_where_it_was(prompt, client, monkeypatch):
    six_that_say(prompt, "A river of the harbour, a treaty of the river")
    monkeypatch.setattr(phrases, "LOOKS", 15)
    said = [
        client.get("/search/", {"q": typed}).content.decode().count("its end was left out")
        for typed in ('"river of the"', '"river of the" "of the river"')
    ]
    assert said == [0, 1]


def test_what_another_clause_rules_out_is_not_read(prompt, readings):
    six_that_say(prompt, "A river of the harbour")
    for typed in ('"river of the" xylography', '"harbour of" -river', '"river of the" author:nobody'):
        assert newest(read(typed), narrowed={}, size=9) == []
    assert readings == []
