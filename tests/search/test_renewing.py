"""What is live is read anew only where something changed, and is then the same as if all had been read."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from responses.lib import clock
from responses.people.models import Person
from responses.search.catalogue import Catalogue, last_catalogue
from responses.search.finding import find
from responses.search.holdings import Holdings
from responses.search.query import read
from responses.threads import guards
from responses.threads.models import Credit, Essay, Thread
from responses.threads.services.publishing import reinstate, withdraw
from tests.factories import (
    edition_of,
    person,
    prompt_of,
    publish_all,
    response_to,
    save,
    theme,
    thread_with_prompt,
    translation_of,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def seen(catalogue: Catalogue) -> dict[str, object]:
    names = ("slugs", "found_at", "came", "threads", "themes", "credits", "prompts", "versions")
    sets = (
        "of_kind",
        "of_year",
        "of_theme",
        "of_person",
        "of_author",
        "of_printed",
        "of_thread",
        "since",
        "until",
    )
    named = {
        kind: dict(getattr(catalogue, kind).names)
        for kind in ("public_people", "printed_names", "public_themes", "public_threads")
    }
    return {name: getattr(catalogue, name) for name in (*names, *sets)} | named


def renewed() -> tuple[Catalogue, int]:
    """The catalogue after a search, and how many queries that took."""
    with CaptureQueriesContext(connection) as queries:
        find(read(""), narrowed={})
    catalogue = last_catalogue()
    assert catalogue
    return catalogue, len(queries)


def test_a_renewed_catalogue_is_the_one_that_is_made_of_everything():
    author = person({"en": {"name": "Ottoline Vance"}}, slug="ottoline")
    thread = thread_with_prompt(slug="spirit", themes=[theme()])
    publish_all(thread)
    response = response_to(prompt_of(thread), slug="reply", authors=[author])
    publish_all(response)
    renewed()
    asked = {}
    for name, act in acts(thread, response, author).items():
        act()
        catalogue, asked[name] = renewed()
        whole = Catalogue(Holdings.read(clock.now()), clock.now())
        assert (name, seen(catalogue) | {"since": 0}) == (name, seen(whole) | {"since": 0})
    # The stamp; which tables have another; what is read of them, and of what they name that is new.
    assert asked == {
        "nothing": 1,
        "another version": 4,
        "a translation": 4,
        "withdrawn": 3,
        "reinstated": 3,
        "another date": 3,
        "renamed": 3,
        "another theme": 4,
        "erased": 3,
        "another thread": 6,
    }


def strike_from(response: Essay) -> None:
    with transaction.atomic(), guards.lifted(connection, "credit_is_only_appended"):
        Credit.objects.filter(revision__edition__essay=response).update(name="(withheld)", person=None)


def test_a_name_that_is_erased_is_found_no_more():
    thread = thread_with_prompt(slug="spirit")
    author = person({"en": {"name": "Ottoline Vance"}}, slug="ottoline")
    response = response_to(prompt_of(thread), slug="reply", authors=[author])
    publish_all(thread)
    before = find(read("author:vance"), narrowed={}).total
    strike_from(response)
    assert (before, find(read("author:vance"), narrowed={}).total) == (1, 0)


def acts(thread: Thread, response: Essay, author: Person) -> dict:
    def version() -> None:
        save(edition_of(response), "A reply", body="<p>Newer.</p>")
        publish_all(response)

    def renamed() -> None:
        author.texts = {"en": {"name": "Ottoline Vane"}}
        author.save()

    def another_date() -> None:
        Essay.objects.filter(pk=response.pk).update(dated_precision="year", dated_year=1644)

    return {
        "nothing": lambda: None,
        "another version": version,
        "a translation": lambda: publish_all(translation_of(response, "zh-hans")),
        "withdrawn": lambda: withdraw(edition=edition_of(response), user=None, note=""),
        "reinstated": lambda: reinstate(edition=edition_of(response), user=None),
        "another date": another_date,
        "renamed": renamed,
        "another theme": lambda: response.themes.add(theme("Rivers", slug="rivers")),
        "erased": lambda: strike_from(response),
        "another thread": lambda: publish_all(thread_with_prompt("Why?", slug="why")),
    }
