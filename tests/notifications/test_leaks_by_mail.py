"""No letter, and no page of following, says a word of what is not live (SAFETY L20)."""

from datetime import timedelta

import pytest
from django.test import Client

from responses.languages.codes import LANGUAGES
from responses.notifications.models import Letter
from responses.notifications.sender import settle
from responses.notifications.tokens import CHANGE, LEAVE, token_for
from tests.factories import edition_of, prompt_of, publish_all, response_to, save
from tests.notifications.followers import html_of, reader, told
from tests.reading.worlds import LATER, NOON, add_secrets, at, public_world, schedule_release, told_of

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)


def words_of(letters):
    # The receipt of an essay is plain text alone.
    pages = [html_of(each) if hasattr(each, "alternatives") else "" for each in letters]
    said = [f"{each.subject}{each.body}{each.extra_headers}" for each in letters]
    return "".join(said + pages).lower()


def test_no_letter_says_a_word_of_a_draft_or_of_what_is_scheduled_before_its_hour(settings):
    settings.LETTERS_A_MINUTE = 100_000
    world = public_world()
    with at(NOON - timedelta(hours=2)):
        for code in LANGUAGES:
            for rhythm in ("at_once", "weekly"):
                reader(f"{code}-{rhythm}@example.org", language=code, rhythm=rhythm)
                for kind in ("thread", "theme", "person"):
                    topic = {kind: getattr(world, kind)}
                    reader(f"{code}-{rhythm}-{kind}@example.org", language=code, rhythm=rhythm, **topic)
    secrets = add_secrets(world)
    schedule_release_secrets()
    with at(NOON):
        publish_all(
            response_to(prompt_of(world.thread), "An open reply", slug="open", authors=[world.person])
        )
        letters = told()
    # One for each reader of what is followed, and the receipt of an essay that was sent in.
    assert len(letters) == 13
    assert told_of(secrets, words_of(letters)) == []
    with at(LATER - timedelta(seconds=1)):
        assert told() == []
    with at(LATER):
        letters = told()
    # The update of a live text has no note for readers, so it is told to nobody.
    said = words_of(letters)
    assert ("scheduledsecret" in said, "updatesecret" in said, "draftsecret" in said) == (True, False, False)
    assert [word in said for word in ("releasesecret reply", "ghostsecret")] == [True, True]
    with at(LATER + WEEK):
        settle()
        digests = told()
    said = words_of(digests)
    assert (len(digests), "an open reply" in said, "scheduledsecret" in said) == (12, True, True)
    hidden = ("draftsecret", "revisedsecret", "answersecret", "aftersecret", "promptsecret", "译稿secret")
    assert [word for word in hidden if word in said] == []
    assert not Letter.objects.of_news().filter(state="waiting").exists()


def schedule_release_secrets():
    from responses.threads.models import Theme, Thread

    # The release brings a person, a theme and a thread of its own, under other addresses than the drafts.
    Theme.objects.filter(slug="hiddensecret").update(slug="hidden-draft", name="Hidden draft")
    Thread.objects.filter(slug="threadsecret").update(slug="thread-draft")
    schedule_release()


def test_a_correction_that_waits_for_its_hour_changes_no_letter_of_the_live_text():
    world = public_world()
    with at(NOON - timedelta(hours=2)):
        reader(thread=world.thread)
    with at(NOON):
        essay = response_to(prompt_of(world.thread), "Open title", slug="open", summary="Open words.")
        publish_all(essay)
        save(edition_of(essay), "Draftsecret", summary="Draftsecret.")
        (letter,) = told()
    assert ("Open words." in letter.body, "draftsecret" in words_of([letter])) == (True, False)


def test_pages_of_following_are_the_same_with_and_without_secrets():
    world = public_world()
    with at(NOON - timedelta(hours=2)):
        follower = reader(thread=world.thread)
    slugs = (
        "thread=spirit",
        "thread=threadsecret",
        "theme=hiddensecret",
        "person=ghostsecret",
        "person=never",
    )
    paths = [f"/zh-hans/follow/?{slug}" for slug in slugs] + [
        f"/follow/{token_for(follower, CHANGE)}/",
        f"/follow/{token_for(follower, LEAVE)}/leave/",
    ]

    def seen():
        with at(NOON):
            return [(answer.status_code, answer.content) for answer in map(Client().get, paths)]

    before = seen()
    add_secrets(world)
    assert seen() == before
    assert [status for status, _body in before] == [200, 404, 404, 404, 404, 200, 200]
