"""What is found follows publication in its own transaction, and the clock: nothing early, nothing late."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction

from responses.lib import clock
from responses.search.finding import find, named_like
from responses.search.query import read
from responses.threads.models import SearchStamp, SearchText
from responses.threads.services.finding import complete_search, rebuild_search
from responses.threads.services.publishing import publish, reinstate, unschedule, withdraw
from tests.factories import (
    edition_of,
    person,
    publish_all,
    response_to,
    save,
    theme,
    thread_with_prompt,
    translation_of,
)

pytestmark = pytest.mark.database


def slugs(typed: str, **narrowed: str) -> list[str]:
    return [hit.slug for hit in find(read(typed), narrowed=narrowed).hits]


def facets(typed: str) -> dict[str, list[tuple[str, int]]]:
    return {
        name: [(each.value, each.count) for each in found]
        for name, found in find(read(typed), narrowed={}).facets.items()
    }


def test_a_draft_is_found_only_once_it_is_published(prompt):
    response = response_to(prompt, slug="reply", body="<p>A word: quincunx.</p>")
    assert slugs("quincunx") == []
    publish_all(response)
    assert slugs("quincunx") == ["reply"]


def test_a_withdrawn_text_is_gone_at_once_and_back_when_reinstated(prompt):
    response = response_to(prompt, slug="reply", body="<p>A word: quincunx.</p>")
    publish_all(response)
    withdraw(edition=edition_of(response), user=None, note="At the author’s wish.")
    assert slugs("quincunx") == []
    reinstate(edition=edition_of(response), user=None)
    assert slugs("quincunx") == ["reply"]


def test_the_clock_alone_shows_a_scheduled_text_to_the_second(prompt):
    response = response_to(prompt, slug="reply", body="<p>A word: quincunx.</p>")
    instant = clock.now() + timedelta(hours=1)
    publish(revision=edition_of(response).latest, user=None, at=instant)
    seen = []
    for second in (-1, 0, 1):
        with time_machine.travel(instant + timedelta(seconds=second), tick=False):
            seen.append(slugs("quincunx"))
    assert seen == [[], ["reply"], ["reply"]]


def test_an_update_is_found_by_its_new_words_from_its_instant_and_by_the_old_ones_until_then(prompt):
    response = response_to(prompt, slug="reply", body="<p>A word: quincunx.</p>")
    publish_all(response)
    instant = clock.now() + timedelta(hours=1)
    revision = save(edition_of(response), "A reply", body="<p>A word: zeugma.</p>")
    publish(revision=revision, user=None, at=instant)
    assert (slugs("quincunx"), slugs("zeugma")) == (["reply"], [])
    with time_machine.travel(instant, tick=False):
        assert (slugs("quincunx"), slugs("zeugma")) == ([], ["reply"])


def test_what_was_called_off_is_never_found(prompt):
    response = response_to(prompt, slug="reply", body="<p>A word: quincunx.</p>")
    instant = clock.now() + timedelta(hours=1)
    unschedule(publication=publish(revision=edition_of(response).latest, user=None, at=instant), user=None)
    with time_machine.travel(instant, tick=False):
        assert slugs("quincunx") == []


def test_a_transaction_that_fails_leaves_the_index_as_it_was(prompt):
    response = response_to(prompt, slug="reply", body="<p>A word: quincunx.</p>")

    with transaction.atomic():
        publish_all(response)
        assert slugs("quincunx") == ["reply"]
        transaction.set_rollback(True)
    assert slugs("quincunx") == []


def test_a_draft_changes_neither_order_nor_counts_nor_names(prompt):
    for number in range(6):
        body = f"<p>{'Harbour and river. ' * (number + 1)}</p>"
        publish_all(response_to(prompt, slug=f"reply-{number}", body=body))
    before = slugs("harbour river"), facets("harbour"), named_like(read("an"))
    for number in range(6):
        author = person({"en": {"name": "Anders Hidden"}}, slug="hidden")
        response_to(prompt, slug=f"draft-{number}", body="<p>Harbour.</p>", authors=[author])
    thread_with_prompt("Anonymous harbours?", slug="another", themes=[theme("Analogues", slug="ana")])
    assert (slugs("harbour river"), facets("harbour"), named_like(read("an"))) == before


def test_a_secret_word_and_a_nonsense_word_get_the_same_answer(prompt):
    publish_all(response_to(prompt, slug="reply"))
    response_to(prompt, slug="draft", body="<p>The word is xylopyrography 无人知晓.</p>")
    assert find(read("xylopyrography"), narrowed={}) == find(read("nonsensewordhere"), narrowed={})
    assert find(read("无人知晓"), narrowed={}).total == 0


def test_each_language_is_found_by_itself_and_shown_under_one_essay(prompt):
    response = response_to(prompt, slug="reply", body="<p>A word: quincunx.</p>")
    publish_all(response)
    translation = translation_of(response, "zh-hans", body="<p>一个词：梅花形。</p>")
    assert slugs("梅花形") == []
    publish_all(translation)
    (hit,) = find(read("梅花形"), narrowed={}).hits
    assert (hit.slug, hit.languages) == ("reply", ("zh-hans",))
    assert slugs("quincunx 梅花形") == []


def test_facts_that_show_at_once_are_found_at_once(prompt):
    author = person({"en": {"name": "Ottoline Vance"}}, slug="ottoline")
    publish_all(response_to(prompt, slug="reply", authors=[author]))
    assert slugs("author:vance") == ["reply"]
    author.texts = {"en": {"name": "Ottoline Vane"}}
    author.set_sort_keys()
    author.save()
    assert slugs("author:vane") == ["reply"]
    # That is how the text prints its author, whoever that is now.
    assert slugs("author:vance") == ["reply"]


def test_one_edition_keeps_only_the_versions_that_can_be_found(prompt):
    response = response_to(prompt, slug="reply", body="<p>One.</p>")
    publish_all(response)
    for word in ("two", "three", "four"):
        save(edition_of(response), "A reply", body=f"<p>{word}</p>")
    assert SearchText.objects.filter(edition=edition_of(response)).count() == 2


def test_the_index_made_anew_is_the_same(prompt):
    response = response_to(prompt, slug="reply", body="<p>A word: quincunx.</p>")
    publish_all(response)
    save(edition_of(response), "A reply", body="<p>Newer.</p>")
    before = list(SearchText.objects.order_by("pk").values_list())
    SearchText.objects.all().delete()
    assert slugs("quincunx") == []
    assert list(rebuild_search()) == [(3, 3)]
    assert list(SearchText.objects.order_by("pk").values_list()) == before
    assert slugs("quincunx") == ["reply"]


def test_an_index_that_lacks_texts_is_completed_and_a_whole_one_is_left_alone(prompt):
    response = response_to(prompt, slug="reply", body="<p>A word: quincunx.</p>")
    publish_all(response)
    save(edition_of(response), "A reply", body="<p>Newer.</p>")
    whole = list(SearchText.objects.order_by("pk").values_list())
    stamp = list(SearchStamp.objects.values_list())
    complete_search()
    assert list(SearchStamp.objects.values_list()) == stamp
    # As a killed update leaves it: some versions are indexed, also of one text, others not yet.
    for gone in (SearchText.objects.filter(pk__gte=whole[1][0]), SearchText.objects.filter(pk=whole[2][0])):
        gone.delete()
        complete_search()
        assert list(SearchText.objects.order_by("pk").values_list()) == whole
    assert slugs("quincunx") == ["reply"]
