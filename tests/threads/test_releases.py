"""Publish together: all or none, in the order of who answers whom, once however often it is asked."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from responses.events.models import Event
from responses.threads.errors import InThePast, LeavesAnswersBehind, NothingChosen, NotTogether
from responses.threads.models import Edition, Essay, LivePeriod, Publication, Release
from responses.threads.services.publishing import publish, unschedule, withdraw
from responses.threads.services.releases import release, unschedule_release
from tests.factories import (
    edition_of,
    prompt_of,
    publish_all,
    response_to,
    save,
    thread_with_prompt,
    translation_of,
)
from tests.threads.test_concurrency import at_once

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


def at(instant):
    return time_machine.travel(instant, tick=False)


def versions(*editions):
    return [edition.latest for edition in editions]


@pytest.fixture
def texts():
    """A draft thread: prompt, its translation, a response, an answer to the response."""
    with at(NOON - HOUR):
        prompt = prompt_of(thread_with_prompt())
        chinese = translation_of(prompt, "zh-hans")
        response = response_to(prompt, "First")
        answer = response_to(response, "To the first")
    return edition_of(prompt), chinese, edition_of(response), edition_of(answer)


def live():
    return list(Edition.objects.published().order_by("pk"))


def test_everything_is_live_at_the_instant_and_nothing_a_second_before(texts):
    with at(NOON):
        release(revisions=versions(*reversed(texts)), user=None, at=NOON + HOUR, note="Spring")
    for moment, shown in [(NOON + HOUR - SECOND, []), (NOON + HOUR, list(texts))]:
        with at(moment):
            assert live() == shown
    made = Release.objects.get()
    assert (made.note, made.instant) == ("Spring", NOON + HOUR)
    assert [act.edition for act in made.publications.order_by("pk")] == list(texts)


def test_one_text_that_is_not_ready_keeps_all_back_and_each_says_why(texts):
    prompt, chinese, response, answer = texts
    with at(NOON):
        with pytest.raises(NotTogether) as refused:
            release(revisions=versions(chinese, answer), user=None)
        assert refused.value.refusals == {
            answer.latest.pk: "What it answers is neither live at that time nor ticked."
        }
        empty = edition_of(response_to(prompt.essay, "No author", authors=[]))
        with pytest.raises(NotTogether) as refused:
            release(revisions=versions(prompt, empty), user=None)
        assert refused.value.refusals == {
            empty.latest.pk: "This version names no author. Add one, save, then publish."
        }
        seen = response.latest
        save(response, "Saved meanwhile")
        with pytest.raises(NotTogether) as refused:
            release(revisions=[prompt.latest, seen], user=None)
        assert refused.value.refusals == {
            seen.pk: "Somebody has saved a newer version. Look at it, then publish."
        }
    assert (Publication.objects.count(), Release.objects.count()) == (0, 0)


def test_nothing_chosen_and_a_passed_hour_are_refused(texts):
    with at(NOON):
        with pytest.raises(NothingChosen):
            release(revisions=[], user=None)
        with pytest.raises(InThePast):
            release(revisions=versions(*texts), user=None, at=NOON - HOUR)


def test_what_answers_a_live_text_goes_without_it(texts):
    prompt, _chinese, response, _answer = texts
    with at(NOON):
        publish_all(prompt)
        (act,) = release(revisions=versions(response), user=None)
    assert (act.release, act.edition) == (None, response)


def test_the_same_act_twice_is_one_act(texts):
    for _time in range(2):
        with at(NOON):
            acts = release(revisions=versions(*texts), user=None, at=NOON + HOUR)
    assert (Publication.objects.count(), Release.objects.count(), len(acts)) == (4, 1, 4)
    with at(NOON + 2 * HOUR):
        again = release(revisions=versions(*texts), user=None)
        assert [act.pk for act in again] == [act.pk for act in acts]
        assert Publication.objects.count() == 4


def test_a_new_hour_takes_the_place_of_the_old_one(texts):
    with at(NOON):
        release(revisions=versions(*texts), user=None, at=NOON + HOUR)
        release(revisions=versions(*texts), user=None, at=NOON + 3 * HOUR)
        assert set(Publication.objects.upcoming().values_list("instant", flat=True)) == {NOON + 3 * HOUR}
    for moment, shown in [(NOON + 2 * HOUR, []), (NOON + 3 * HOUR, list(texts))]:
        with at(moment):
            assert live() == shown


def test_an_older_version_that_was_scheduled_does_not_come_back(texts):
    prompt = texts[0]
    with at(NOON):
        release(revisions=versions(prompt), user=None, at=NOON + HOUR)
        newer = save(prompt, "Newer")
        release(revisions=[newer], user=None)
    with at(NOON + 2 * HOUR):
        assert LivePeriod.objects.live().get(edition=prompt).revision == newer


def test_a_prompt_does_not_move_behind_what_answers_it(texts):
    prompt, _chinese, response, _answer = texts
    with at(NOON):
        release(revisions=versions(prompt, response), user=None, at=NOON + HOUR)
        with pytest.raises(LeavesAnswersBehind):
            release(revisions=versions(prompt), user=None, at=NOON + 2 * HOUR)
    with at(NOON + HOUR):
        assert live() == [prompt, response]


def test_a_release_is_called_off_in_one_act(texts):
    with at(NOON):
        release(revisions=versions(*texts), user=None, at=NOON + HOUR)
        made = Release.objects.get()
        assert len(unschedule_release(release=made, user=None)) == 4
        assert unschedule_release(release=made, user=None) == []
    with at(NOON + 2 * HOUR):
        assert not Essay.objects.ever_published().exists()
        with pytest.raises(InThePast):
            unschedule_release(release=made, user=None)
    assert [event.verb for event in Event.objects.order_by("-pk")[:1]] == ["unscheduled a release"]


def test_a_release_with_answers_of_another_hour_is_not_called_off(texts):
    prompt, _chinese, response, answer = texts
    with at(NOON):
        release(revisions=versions(prompt, response), user=None, at=NOON + HOUR)
        publish(revision=answer.latest, user=None, at=NOON + 2 * HOUR)
        with pytest.raises(LeavesAnswersBehind):
            unschedule_release(release=Release.objects.get(), user=None)
        assert Publication.objects.upcoming().count() == 3


def test_acts_called_off_in_any_order_leave_nothing_to_come(texts):
    prompt = texts[0]
    with at(NOON):
        first = publish(revision=prompt.latest, user=None, at=NOON + HOUR)
        second = publish(revision=save(prompt, "Second"), user=None, at=NOON + 2 * HOUR)
        unschedule(publication=second, user=None)
        unschedule(publication=first, user=None)
        assert unschedule(publication=first, user=None).action == "unschedule"
        assert not Publication.objects.upcoming().exists()
    with at(NOON + 3 * HOUR):
        assert live() == []


def test_a_withdrawn_text_goes_live_again_with_others(texts):
    prompt, _chinese, response, _answer = texts
    with at(NOON):
        release(revisions=versions(prompt), user=None)
    with at(NOON + HOUR):
        withdraw(edition=prompt, user=None, note="")
        release(revisions=versions(response, prompt), user=None)
        assert live() == [prompt, response]


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_make_one_release():
    prompt = prompt_of(thread_with_prompt())
    response = response_to(prompt)
    found = versions(edition_of(response), edition_of(prompt))
    instant = datetime(2090, 3, 3, 12, tzinfo=UTC)
    results = at_once(*[lambda: release(revisions=found, user=None, at=instant)] * 4)
    assert {type(result) for result in results} == {list}
    assert (Release.objects.count(), Publication.objects.count()) == (1, 2)


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_of_an_answer_scheduled_and_its_prompt_called_off_at_once_one_is_refused():
    for _round in range(5):
        prompt = prompt_of(thread_with_prompt())
        answer = edition_of(response_to(prompt)).latest
        instant = datetime(2090, 3, 3, 12, tzinfo=UTC)
        act = publish(revision=edition_of(prompt).latest, user=None, at=instant)
        results = at_once(
            lambda act=act: unschedule(publication=act, user=None),
            lambda answer=answer: release(revisions=[answer], user=None, at=datetime(2090, 4, 1, tzinfo=UTC)),
        )
        refused = [result for result in results if isinstance(result, LeavesAnswersBehind | NotTogether)]
        assert len(refused) == 1
