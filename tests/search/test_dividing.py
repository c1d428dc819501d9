"""How a result divides is counted one way for many hits and another for few, and is the same."""

import pytest

from responses.search import narrowing
from responses.search.catalogue import last_catalogue
from responses.search.finding import find
from responses.search.query import read
from tests.factories import person, prompt_of, publish_all, response_to, theme, thread_with_prompt

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_many_hits_divide_as_few_do(monkeypatch):
    people = [person({"en": {"name": f"Vance {n}"}}, slug=f"vance-{n}") for n in range(3)]
    themes = [theme()]
    for number, title in enumerate(("Of harbours", "Of rivers")):
        thread = thread_with_prompt(
            title, slug=f"thread-{number}", prompt_slug=f"prompt-{number}", themes=themes
        )
        for reply, authors in enumerate((people[:1], people[:2], people)):
            slug = f"reply-{number}-{reply}"
            response_to(prompt_of(thread), f"Of boats {reply}", slug=slug, authors=authors)
        publish_all(thread)
    told = []
    for much in (1, 10**6):  # never much, always much
        monkeypatch.setattr(narrowing, "MUCH", much)
        found = find(read("boats"), narrowed={})
        told.append(
            {kind: [(each.value, each.count) for each in values] for kind, values in found.facets.items()}
        )
        last_catalogue().divided.clear()

    assert told[0] == told[1]
    assert told[0]["person"] == [("vance-0", 6), ("vance-1", 4), ("vance-2", 2)]
    assert told[0]["thread"] == [("thread-0", 3), ("thread-1", 3)]


def test_the_next_page_of_a_search_divides_as_the_first(monkeypatch):
    publish_all(thread_with_prompt("Of harbours"))
    first = find(read("harbours"), narrowed={}).facets
    monkeypatch.setattr(narrowing, "_most", None)  # nothing is counted again
    assert find(read("harbours"), narrowed={}).facets == first
