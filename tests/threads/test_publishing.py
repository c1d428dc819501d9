from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from responses.threads.errors import (
    InThePast,
    LeavesAnswersBehind,
    NeverLive,
    NothingToAnswer,
    NotLive,
    NotReady,
)
from responses.threads.models import Edition, Essay, LivePeriod, Publication
from responses.threads.models.publications import FOREVER
from responses.threads.services.editions import Content, content_of, save_revision
from responses.threads.services.essays import create_draft
from responses.threads.services.publishing import (
    live_periods_of,
    publish,
    rebuild_live_periods,
    reinstate,
    unschedule,
    withdraw,
)

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def at(instant: datetime):
    return time_machine.travel(instant, tick=False)


@pytest.fixture
def dialogue(dialogue_of):
    with at(NOON - 24 * HOUR):
        return dialogue_of()


@pytest.fixture
def draft(dialogue) -> Essay:
    with at(NOON):
        return create_draft(
            thread=dialogue.thread,
            kind="response",
            language="en",
            content=Content("A later answer", "<p>No.</p>"),
            user=dialogue.user,
            responding_to=dialogue.prompt,
        )


def second_version(essay: Essay):
    edition = essay.editions.get()
    latest = edition.latest
    content = Content("A later answer, corrected", "<p>No, no.</p>")
    return save_revision(edition=edition, content=content, user=None, based_on=latest)


def test_a_draft_is_in_no_public_list(dialogue, draft):
    assert not Essay.objects.published().filter(pk=draft.pk).exists()
    assert not Essay.objects.ever_published().filter(pk=draft.pk).exists()


def test_a_published_text_is_live_from_that_instant(draft):
    with at(NOON):
        publish(revision=draft.editions.get().latest, user=None)
        assert Essay.objects.published().filter(pk=draft.pk).exists()


def test_a_scheduled_text_is_live_at_its_instant_and_not_a_second_before(draft):
    with at(NOON):
        publish(revision=draft.editions.get().latest, user=None, at=NOON + HOUR)
    for second, live in [(-1, False), (0, True), (1, True)]:
        with at(NOON + HOUR + timedelta(seconds=second)):
            assert Essay.objects.published().filter(pk=draft.pk).exists() is live


def test_an_update_of_a_live_text_shows_at_its_instant(draft):
    edition = draft.editions.get()
    with at(NOON):
        first = publish(revision=edition.latest, user=None).revision
        second = second_version(draft)
        publish(revision=second, user=None, at=NOON + HOUR)
    with at(NOON + HOUR - timedelta(seconds=1)):
        assert LivePeriod.objects.live().get(edition=edition).revision == first
    with at(NOON + HOUR):
        period = LivePeriod.objects.live().get(edition=edition)
        assert (period.revision, period.first) == (second, NOON)


def test_saving_a_version_of_a_live_text_shows_nothing(draft):
    edition = draft.editions.get()
    with at(NOON):
        first = publish(revision=edition.latest, user=None).revision
        second_version(draft)
        assert LivePeriod.objects.live().get(edition=edition).revision == first


def test_a_withdrawn_text_is_withdrawn_and_was_public(draft):
    edition = draft.editions.get()
    with at(NOON):
        publish(revision=edition.latest, user=None)
    with at(NOON + HOUR):
        withdraw(edition=edition, user=None, note="At the author’s wish.")
        assert not Essay.objects.published().filter(pk=draft.pk).exists()
        assert Essay.objects.withdrawn().filter(pk=draft.pk).exists()


def test_a_reinstated_text_is_shown_as_it_last_was(draft):
    edition = draft.editions.get()
    with at(NOON):
        shown = publish(revision=edition.latest, user=None).revision
        second_version(draft)
    with at(NOON + HOUR):
        withdraw(edition=edition, user=None, note="")
    with at(NOON + 2 * HOUR):
        reinstate(edition=edition, user=None)
        assert LivePeriod.objects.live().get(edition=edition).revision == shown


def test_publishing_the_same_version_twice_is_one_act(draft):
    revision = draft.editions.get().latest
    with at(NOON):
        first = publish(revision=revision, user=None)
    with at(NOON + HOUR):
        assert publish(revision=revision, user=None) == first
    assert Publication.objects.filter(edition__essay=draft).count() == 1


def test_an_answer_to_what_is_not_live_then_is_refused(dialogue, draft):
    with at(NOON):
        answer = create_draft(
            thread=dialogue.thread,
            kind="response",
            language="en",
            content=Content("To the later answer", "<p>Well.</p>"),
            user=None,
            responding_to=draft,
        )
        publish(revision=draft.editions.get().latest, user=None, at=NOON + 2 * HOUR)
        with pytest.raises(NothingToAnswer):
            publish(revision=answer.editions.get().latest, user=None, at=NOON + HOUR)
        publish(revision=answer.editions.get().latest, user=None, at=NOON + 2 * HOUR)


def test_a_passed_instant_is_refused(draft):
    with at(NOON), pytest.raises(InThePast):
        publish(revision=draft.editions.get().latest, user=None, at=NOON - HOUR)


def test_a_version_without_text_is_refused(dialogue, draft):
    edition = draft.editions.get()
    with at(NOON):
        empty = save_revision(
            edition=edition, content=Content("Only a title", ""), user=None, based_on=edition.latest
        )
        with pytest.raises(NotReady):
            publish(revision=empty, user=None)


def test_what_is_not_live_is_not_withdrawn(draft):
    with at(NOON), pytest.raises(NotLive):
        withdraw(edition=draft.editions.get(), user=None, note="")


def test_what_was_never_live_is_not_reinstated(draft):
    with at(NOON), pytest.raises(NeverLive):
        reinstate(edition=draft.editions.get(), user=None)


def test_an_undone_schedule_leaves_no_trace_in_public(draft):
    edition = draft.editions.get()
    with at(NOON):
        act = publish(revision=edition.latest, user=None, at=NOON + HOUR)
        unschedule(publication=act, user=None)
    with at(NOON + 2 * HOUR):
        assert not Essay.objects.ever_published().filter(pk=draft.pk).exists()


def test_an_undone_update_leaves_the_live_text_live(draft):
    edition = draft.editions.get()
    with at(NOON):
        first = publish(revision=edition.latest, user=None).revision
        act = publish(revision=second_version(draft), user=None, at=NOON + HOUR)
        unschedule(publication=act, user=None)
    with at(NOON + 2 * HOUR):
        period = LivePeriod.objects.live().get(edition=edition)
        assert (period.revision, period.starts, period.ends) == (first, NOON, FOREVER)


def test_what_has_taken_effect_is_not_unscheduled(draft):
    with at(NOON):
        act = publish(revision=draft.editions.get().latest, user=None)
    with at(NOON + HOUR), pytest.raises(InThePast):
        unschedule(publication=act, user=None)


def test_a_text_with_scheduled_answers_is_not_unscheduled(dialogue, draft):
    with at(NOON):
        answer = create_draft(
            thread=dialogue.thread,
            kind="response",
            language="en",
            content=Content("To the later answer", "<p>Well.</p>"),
            user=None,
            responding_to=draft,
        )
        act = publish(revision=draft.editions.get().latest, user=None, at=NOON + HOUR)
        publish(revision=answer.editions.get().latest, user=None, at=NOON + HOUR)
        with pytest.raises(LeavesAnswersBehind):
            unschedule(publication=act, user=None)


def test_content_comes_back_from_a_version_as_it_was_saved(dialogue):
    revision = dialogue.revision
    content = content_of(revision)
    again = save_revision(edition=dialogue.edition, content=content, user=None, based_on=revision)
    assert again == revision


ACTS = st.lists(
    st.tuples(st.integers(0, 6), st.sampled_from(list(Publication.Action)), st.integers(1, 3)), max_size=8
)


def live_by_definition(acts: list[Publication], instant: datetime) -> int | None:
    """PRODUCT’s own words: the latest publication with a passed instant is not *withdraw*."""
    undone = [act for act in acts if act.action == Publication.Action.UNSCHEDULE]
    passed = [
        act
        for act in acts
        if act.instant <= instant and not any(u.instant == act.instant and u.pk >= act.pk for u in undone)
    ]
    if not passed:
        return None
    latest = max(passed, key=lambda act: (act.instant, act.pk))
    return None if latest.action == Publication.Action.WITHDRAW else latest.revision_id


@given(ACTS)
def test_live_periods_say_what_the_definition_says(acts):
    publications = [
        Publication(pk=pk, instant=NOON + hour * HOUR, action=action, revision_id=revision)
        for pk, (hour, action, revision) in enumerate(acts, 1)
    ]
    periods = live_periods_of(publications)
    for half_hour in range(-1, 15):
        instant = NOON + half_hour * HOUR / 2
        found = [revision for starts, ends, revision in periods if starts <= instant < ends]
        expected = live_by_definition(publications, instant)
        assert found == ([] if expected is None else [expected])


@pytest.mark.database
def test_live_periods_are_made_anew_from_the_publications_alone(dialogue):
    before = list(LivePeriod.objects.order_by("edition").values_list("edition", "revision", "starts", "ends"))
    LivePeriod.objects.all().delete()
    rebuild_live_periods(Edition.objects.all())
    after = list(LivePeriod.objects.order_by("edition").values_list("edition", "revision", "starts", "ends"))
    assert after == before
