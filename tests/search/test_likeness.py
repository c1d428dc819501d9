"""“You might also like”: by words, themes and authors; only what is live, the page's language first."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection

from responses.lib import clock
from responses.reading.shelves import similar_pks
from responses.threads.models import Essay, Likeness
from responses.threads.services.likeness import liken_new
from responses.threads.services.publishing import publish, withdraw
from tests.cast import LI_ZHI
from tests.factories import (
    edition_of,
    person,
    prompt_of,
    publish_all,
    response_to,
    theme,
    thread_with_prompt,
    translation_of,
)

pytestmark = pytest.mark.database

ORCHARDS = "<p>An orchard is patient. The orchard waits. Whose orchard? Our orchard.</p>"


def planter():
    return person({"en": {"name": "Solo Planter"}}, slug="solo")


@pytest.fixture
def reply(db):
    thread = thread_with_prompt("Who plants?", prompt="On planting", slug="planting")
    publish_all(thread)
    response = response_to(
        prompt_of(thread), "Of orchards and harvests", slug="reply", body=ORCHARDS, authors=[planter()]
    )
    publish_all(response)
    return response


def elsewhere(slug: str, title: str, body: str = "<p>Nothing.</p>", **given) -> Essay:
    thread = thread_with_prompt(f"About {slug}?", slug=f"thread-{slug}", prompt=f"Prompt of {slug}")
    publish_all(thread)
    return response_to(prompt_of(thread), title, slug=slug, body=body, **given)


def also(essay: Essay, language: str = "en") -> list[str]:
    slugs = dict(Essay.objects.values_list("pk", "slug"))
    return [slugs[pk] for pk in similar_pks(essay.pk, language)]


def test_what_is_about_the_same_comes_first_and_is_shown_on_both_pages(reply):
    far = elsewhere("far", "Of harbours")
    near = elsewhere("near", "Gardens", "<p>Orchard after orchard, an orchard and another orchard.</p>")
    publish_all(far, near)
    assert also(reply)[:1] == ["near"]
    assert also(near)[:1] == ["reply"]
    assert "far" not in also(reply)


def test_a_shared_author_and_a_shared_theme_count_too(reply):
    subject = theme()
    subject_reply = elsewhere("by-theme", "Of harbours", themes=[subject])
    by_author = elsewhere("by-author", "Of rivers", authors=[person(LI_ZHI)])
    third = elsewhere("third", "Of roads", themes=[subject], authors=[person(LI_ZHI)])
    publish_all(subject_reply, by_author, third)
    assert set(also(third)) == {"by-author", "by-theme"}


def test_nothing_of_its_own_thread_and_nothing_twice(reply):
    publish_all(response_to(prompt_of(reply.thread), "Orchards too", slug="beside", body=ORCHARDS))
    assert also(reply) == []


def test_the_pages_language_comes_first(reply):
    first = elsewhere("first", "A harvest", "<p>Orchard, orchard, orchard, orchard.</p>")
    second = elsewhere("second", "Fields", "<p>Orchard, orchard, orchard, orchard.</p>")
    publish_all(first, second)
    publish_all(translation_of(second, "zh-hans"))
    assert also(reply) == ["first", "second"]
    assert also(reply, "zh-hans") == ["second", "first"]


def test_a_draft_is_never_shown_a_scheduled_one_from_its_instant_and_a_withdrawn_one_no_more(reply):
    other = elsewhere("other", "Orchards again", ORCHARDS)
    assert also(reply) == []
    instant = clock.now() + timedelta(hours=1)
    publish(revision=edition_of(other).latest, user=None, at=instant)
    assert also(reply) == []
    with time_machine.travel(instant, tick=False):
        assert also(reply) == ["other"]
        withdraw(edition=edition_of(other), user=None, note="")
        assert also(reply) == []


def test_many_at_once_are_likened_as_one_by_one(reply):
    publish_all(*(elsewhere(f"other-{n}", f"Orchards {n}", ORCHARDS * (n + 1)) for n in range(3)))
    pairs = set(Likeness.objects.values_list("essay", "like"))
    Likeness.objects.all().delete()
    liken_new()
    assert set(Likeness.objects.values_list("essay", "like")) == pairs


def steps(ask) -> int:
    """How many steps of its machine SQLite takes."""
    taken = []
    connection.connection.set_progress_handler(lambda: taken.append(1), 1)
    try:
        ask()
    finally:
        connection.connection.set_progress_handler(None, 0)
    return len(taken)


@pytest.mark.skipif(
    settings.DATABASES["default"]["ENGINE"] != "initiative.sqlite", reason="counts SQLite's steps"
)
def test_to_be_like_many_costs_a_page_no_more_than_to_be_like_a_few(reply):
    prompt = elsewhere("first", "Of harbours").responding_to
    many = [response_to(prompt, f"Of rivers {n}", slug=f"other-{n}") for n in range(12)]
    publish_all(prompt.thread)

    def alike(essays):
        Likeness.objects.all().delete()
        Likeness.objects.bulk_create(
            Likeness(essay=reply, like=each, points=100 - n) for n, each in enumerate(essays)
        )
        return similar_pks(reply.pk, "en"), steps(lambda: similar_pks(reply.pk, "en"))

    few, of_few = alike(many[:4])
    found, of_many = alike(many)
    assert found == few == [each.pk for each in many[:3]]
    assert of_many <= of_few
