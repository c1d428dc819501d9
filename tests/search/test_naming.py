"""A text is found by whoever wrote it: as they are known here, and as that very text prints them."""

import re
from datetime import timedelta

import pytest
import time_machine

from responses.lib import clock
from responses.search.finding import find, named_like
from responses.search.query import read
from responses.threads.models import Edition, Essay, Thread
from responses.threads.services.editions import Content, CreditLine, add_edition, save_revision
from responses.threads.services.essays import create_draft
from responses.threads.services.publishing import publish
from tests.factories import (
    credit,
    edition_of,
    person,
    publish_all,
    response_to,
    translation_of,
)

pytestmark = pytest.mark.database

COMMUNITY = "E. Glen Weyl, Audrey Tang and ⿻ Community"


def slugs(typed: str, **narrowed: str) -> list[str]:
    return [hit.slug for hit in find(read(typed), narrowed=narrowed).hits]


def people(typed: str) -> list[tuple[str, int]]:
    return [(each.value, each.count) for each in find(read(typed), narrowed={}).facets["person"]]


def printing(prompt: Essay, *printed: CreditLine, slug: str = "reply") -> Essay:
    """An unpublished answer with these names above it."""
    said = Content(title="A reply", body="<p>Nothing.</p>", credits=printed)
    return create_draft(
        thread=prompt.thread,
        kind=Essay.Kind.RESPONSE,
        language="en",
        content=said,
        user=None,
        responding_to=prompt,
        slug=slug,
    )


def renamed(essay: Essay, name: str):
    """The next version of the essay, with this name above it."""
    edition = edition_of(essay)
    said = Content(title="A reply", body="<p>Nothing.</p>", credits=(CreditLine(name),))
    return save_revision(edition=edition, content=said, user=None, based_on=edition.latest)


@pytest.mark.parametrize(
    "typed",
    ["Audrey Tang", "weyl", "author:weyl", "author:tang", '"Audrey Tang"', "tang nothing", "⿻ Community"],
)
def test_a_name_that_belongs_to_nobody_known_is_found_as_it_is_printed(prompt, typed):
    publish_all(printing(prompt, CreditLine(COMMUNITY)))
    assert slugs(typed) == ["reply"]
    assert slugs("author:weyl -author:tang") == []


@pytest.mark.parametrize("typed", ["唐鳳", "唐凤", "作者：唐鳳", "author:唐凤"])
def test_a_printed_name_is_found_in_either_script_whatever_language_the_text_is_found_in(prompt, typed):
    response = printing(prompt, CreditLine(COMMUNITY))
    publish_all(response)
    source = edition_of(response)
    edition = add_edition(essay=response, language="zh-hant", kind=Edition.Kind.TRANSLATION, source=source)
    said = Content(title="回應", body="<p>無。</p>", credits=(CreditLine("衛谷倫、唐鳳與⿻社群"),))
    save_revision(edition=edition, content=said, user=None, based_on=None, made_from=source.latest)
    assert slugs(typed) == []
    publish_all(edition)
    assert slugs(typed) == ["reply"]


def test_a_pen_name_is_found_beside_the_name_of_whom_it_stands_for(prompt):
    madison = person({"en": {"name": "James Madison"}}, slug="james-madison")
    publish_all(printing(prompt, CreditLine("Publius", madison)))
    found = {
        typed: slugs(typed) for typed in ("author:Publius", "publius", "author:madison", "James Madison")
    }
    assert found == {typed: ["reply"] for typed in found}
    assert people("publius") == [("james-madison", 1)]


def test_a_printed_name_is_found_only_while_a_text_that_prints_it_is_live(prompt):
    response = printing(prompt, CreditLine("Ottoline Vance"))
    assert slugs("author:vance") == []
    publish_all(response)
    version = renamed(response, "Quintilian Secret")
    assert (slugs("author:vance"), slugs("author:secret"), slugs("quintilian")) == (["reply"], [], [])
    instant = clock.now() + timedelta(hours=1)
    publish(revision=version, user=None, at=instant)
    assert find(read("quintilian"), narrowed={}) == find(read("nonsensewordhere"), narrowed={})
    with time_machine.travel(instant, tick=False):
        assert (slugs("author:vance"), slugs("author:secret"), slugs("quintilian")) == (
            [],
            ["reply"],
            ["reply"],
        )


def test_a_draft_that_prints_a_name_changes_no_answer(prompt):
    publish_all(printing(prompt, CreditLine(COMMUNITY)))
    asked = ("community", "author:community", "author:tang", "quintilian", "nothing")
    before = [find(read(typed), narrowed={}) for typed in asked], named_like(read("quin"))
    printing(prompt, CreditLine("Quintilian Tang and Community"), slug="draft")
    assert ([find(read(typed), narrowed={}) for typed in asked], named_like(read("quin"))) == before


def test_author_means_authors_and_a_plain_name_also_who_translated(prompt):
    translator = person({"en": {"name": "Ottoline Vance"}}, slug="ottoline")
    response = response_to(prompt, slug="reply")
    publish_all(response, translation_of(response, "zh-hans", translator=translator))
    publish_all(response_to(prompt, slug="own", authors=[translator]))
    assert slugs("author:vance") == ["own"]
    assert slugs("author:vance", person="ottoline") == ["own"]
    assert slugs("", person="ottoline") == ["own"]
    assert sorted(slugs("Ottoline Vance")) == ["own", "reply"]
    assert people("") == [("anne-conway", 1), ("fan-zhen", 1), ("ottoline", 1)]


def test_the_printed_name_of_a_translator_is_no_authors(prompt):
    publish_all(printing(prompt, CreditLine(COMMUNITY), CreditLine("Ottoline Vance", role="translator")))
    publish_all(printing(prompt, credit(person()), slug="other"))
    assert slugs("author:vance") == []


@pytest.mark.parametrize("number", [1, 3])
def test_however_many_names_are_printed_it_is_one_query(prompt, number, django_assert_num_queries):
    for each in range(number):
        publish_all(printing(prompt, CreditLine(f"Quill {each}"), slug=f"reply-{each}"))
    slugs("author:quill")
    with django_assert_num_queries(1):
        assert len(slugs("author:quill")) == number


@pytest.mark.parametrize(
    ("path", "name"), [("/zh-hant/", "欧阳菲"), ("/zh-hans/", "欧阳菲"), ("/", "Ouyang Fei")]
)
def test_a_name_is_suggested_and_counted_as_its_own_page_is_headed(client, prompt, path, name):
    ouyang = person({"en": {"name": "Ouyang Fei"}, "zh-hans": {"name": "欧阳菲"}}, slug="ouyang")
    publish_all(response_to(prompt, slug="reply", authors=[ouyang]))
    (offered,) = client.get(f"{path}search/suggestions/?q=ouy").json()["found"]
    assert (offered["name"], offered["lang"]) == (name, "en" if name.isascii() else "zh-Hans")
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", client.get(f"{path}people/ouyang/").text, re.DOTALL)
    assert name in heading[1]
    assert f">{name}</" in client.get(f"{path}search/?q=paragraph").text


def test_a_title_is_suggested_in_the_other_script_before_english(client, prompt):
    texts = {"en": {"title": "On harbours"}, "zh-hant": {"title": "論港口"}}
    Thread.objects.filter(pk=prompt.thread_id).update(texts=texts)
    found = {path: client.get(f"{path}search/suggestions/?q=harb").json() for path in ("/", "/zh-hans/")}
    assert [each["found"][0]["name"] for each in found.values()] == ["On harbours", "論港口"]
