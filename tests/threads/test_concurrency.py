"""Two at once: nothing is lost, nothing happens twice. Real connections, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from responses.threads.errors import StaleSave
from responses.threads.models import Essay, Publication, Revision, Thread
from responses.threads.services.editions import Content, content_of, save_revision
from responses.threads.services.essays import create_draft, create_thread, save_essay
from responses.threads.services.publishing import publish
from tests.factories import edition_of, prompt_of, publish_all, response_to, thread_with_prompt

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Start all acts at the same moment, each on a connection of its own; results or the errors raised."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            start.wait(timeout=30)
            return act()
        except Exception as error:  # noqa: BLE001 - the test looks at which it was
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.fixture
def prompt():
    thread = thread_with_prompt()
    publish_all(thread)
    return prompt_of(thread)


def test_of_two_simultaneous_saves_none_is_lost_in_a_hundred_pairs(prompt):
    edition = edition_of(prompt)
    for pair in range(100):
        latest = edition.latest

        def save(who: str, latest: Revision = latest, pair: int = pair) -> Revision:
            content = Content(f"{who} {pair}", f"<p>{who} {pair}</p>")
            return save_revision(edition=edition, content=content, user=None, based_on=latest)

        results = at_once(lambda: save("Alice"), lambda: save("Bob"))
        saved = [result for result in results if isinstance(result, Revision)]
        refused = [result for result in results if isinstance(result, StaleSave)]
        assert (len(saved), len(refused)) == (1, 1)
        assert refused[0].current == saved[0]
    assert edition.revisions.count() == 101


def test_a_thread_alone_is_refused_when_its_transaction_ends():
    with pytest.raises(IntegrityError):
        create_thread(texts={"en": {"title": "Who asks?"}}, user=None)
    assert not Thread.objects.exists()


def test_equal_titles_at_the_same_moment_become_two_addresses(prompt):
    def post() -> Essay:
        return create_draft(
            thread=Thread.objects.get(pk=prompt.thread_id),
            kind="response",
            language="en",
            content=Content("The same title", "<p>Text.</p>"),
            user=None,
            responding_to=prompt,
        )

    results = at_once(*[post] * 4)
    slugs = sorted(essay.slug for essay in results if isinstance(essay, Essay))
    assert slugs == ["the-same-title", "the-same-title-2", "the-same-title-3", "the-same-title-4"]


def test_two_editors_publishing_the_same_version_make_one_publication(prompt):
    answer = response_to(prompt)
    revision = edition_of(answer).latest
    results = at_once(*[lambda: publish(revision=revision, user=None)] * 4)
    assert {type(result) for result in results} == {Publication}
    assert answer.editions.get().publications.count() == 1


def test_of_two_changes_to_an_essays_own_facts_the_second_is_refused(prompt):
    copies = [Essay.objects.get(pk=prompt.pk) for _ in range(2)]
    for number, copy in enumerate(copies):
        copy.dated_precision, copy.dated_year = "year", 1700 + number
    results = at_once(*[lambda copy=copy: save_essay(essay=copy) for copy in copies])
    assert sorted(type(result).__name__ for result in results) == ["Essay", "StaleSave"]


class Killed(Exception):
    """Stands for whatever ends a process between two steps."""


@transaction.atomic
def save_publish_and_die(answer: Essay) -> None:
    edition = edition_of(answer)
    content = Content("New", content_of(edition.latest).body)
    revision = save_revision(edition=edition, content=content, user=None, based_on=edition.latest)
    publish(revision=revision, user=None)
    raise Killed


def test_an_act_that_dies_half_way_leaves_everything_as_it_was(prompt):
    answer = response_to(prompt)
    before = (Revision.objects.count(), Publication.objects.count())
    with pytest.raises(Killed):
        save_publish_and_die(answer)
    assert (Revision.objects.count(), Publication.objects.count()) == before
    assert not Essay.objects.published().filter(pk=answer.pk).exists()
