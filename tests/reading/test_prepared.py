"""Prepared queries give what the query set itself would give, at any moment and for any arguments."""

from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.db.models import F, Max, Model, QuerySet
from django.db.models.signals import post_init

from responses.lib import clock
from responses.reading.prepared import Prepared
from responses.threads.models import Essay, LivePeriod, Revision, Thread
from tests.factories import prompt_of, publish_all, response_to, thread_with_prompt

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@Prepared
def slugs_of(essays: list[int], without: str) -> QuerySet:
    found = Essay.objects.published().filter(pk__in=essays).exclude(slug=without)
    return found.order_by("slug").values_list("slug", flat=True)


@Prepared
def periods_of(essay: int) -> QuerySet[LivePeriod]:
    return LivePeriod.objects.live().filter(essay=essay).select_related("edition", "revision")


@Prepared
def thread_at(slug: str) -> QuerySet[Thread]:
    return Thread.objects.published().with_first_publication().filter(slug=slug)


@pytest.fixture
def answers():
    prompt = prompt_of(thread_with_prompt(slug="spirit"))
    publish_all(prompt)
    return [response_to(prompt, f"Reply {n}", slug=f"reply-{n}") for n in range(5)]


def test_rows_are_those_of_the_query_set_for_lists_of_any_length(answers):
    publish_all(*answers)
    for length in range(6):
        pks = [answer.pk for answer in answers[:length]]
        assert slugs_of(pks, "reply-1") == list(slugs_of.build(pks, "reply-1"))


def test_an_empty_list_finds_nothing_and_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert slugs_of([], "reply-1") == []


def test_the_clock_is_asked_each_time_and_not_when_the_sql_was_made(answers):
    at = clock.now() + timedelta(hours=1)
    publish_all(answers[0], at=at)
    with time_machine.travel(at - timedelta(seconds=1), tick=False):
        assert periods_of(answers[0].pk) == []
    with time_machine.travel(at, tick=False):
        assert [period.starts for period in periods_of(answers[0].pk)] == [at]
    assert periods_of(answers[0].pk) == []


def test_rows_of_a_model_bring_their_relations_and_annotations(answers, django_assert_num_queries):
    publish_all(answers[0])
    with django_assert_num_queries(2):
        (period,) = periods_of(answers[0].pk)
        (thread,) = thread_at("spirit")
        assert period.revision.title == "Reply 0"
        assert period.edition.kind == "original"
        assert thread.texts["en"]["title"] == "Does the spirit outlive the body?"
    assert thread.published_at == LivePeriod.objects.get(essay__kind="prompt").first


def essays_of(thread: int) -> QuerySet[Essay]:
    found = Essay.objects.filter(thread=thread).annotate(twice=F("position") * 2).order_by("pk")
    return found.select_related("thread", "responding_to__thread", "created_by").defer(
        "facts", "thread__texts"
    )


def parts_of(made):
    """All that an object holds, those that came along with it too."""
    if not isinstance(made, Model):
        return made
    held = {name: value for name, value in vars(made).items() if name != "_state"}
    beside = {name: parts_of(other) for name, other in made._state.fields_cache.items()}
    return type(made), made._state.adding, made._state.db, held, beside


def test_objects_are_what_the_query_set_would_make(answers, django_assert_num_queries):
    thread = answers[0].thread_id
    made = Prepared(essays_of)(thread)

    assert [parts_of(each) for each in made] == [parts_of(each) for each in essays_of(thread)]
    assert (made[0].responding_to, made[1].responding_to.thread.slug) == (None, "spirit")
    with django_assert_num_queries(1):
        assert made[0].facts == {}  # left out, and asked for when it is read
    made[0].responding_to_id = made[1].pk
    assert made[0].responding_to == made[1]


@pytest.mark.parametrize(
    ("refused", "why"),
    [
        (lambda slug: Essay.objects.filter(slug=slug).values("slug"), "objects, lists of values, or values"),
        (lambda slug: Revision.objects.filter(title=slug).select_related("approval"), "columns alone"),
    ],
    ids=["dictionaries", "backwards"],
)
def test_what_could_not_be_made_right_is_refused(refused, why):
    with pytest.raises(ValueError, match=why):
        Prepared(refused)("reply-0")


def test_a_model_whose_objects_somebody_waits_for_is_refused():
    def waits(**told):
        pass

    post_init.connect(waits, sender=Essay)
    try:
        with pytest.raises(ValueError, match="columns alone"):
            Prepared(kept_at.build)("reply-0")
    finally:
        post_init.disconnect(waits, sender=Essay)


INSTANTS = [
    datetime(2026, 1, 2, 3, 4, 5, 678_901, tzinfo=UTC),
    datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    datetime(2026, 1, 2, 3, 4, 5, tzinfo=ZoneInfo("Asia/Shanghai")),
    datetime(1, 1, 1, tzinfo=UTC),
]


@pytest.mark.parametrize("instant", INSTANTS, ids=["microseconds", "seconds", "elsewhere", "first"])
def test_an_instant_comes_back_as_it_was_given(answers, instant):
    Essay.objects.filter(pk=answers[0].pk).update(set_aside_at=instant)
    found = Essay.objects.get(set_aside_at=instant).set_aside_at
    assert (found, found.tzinfo) == (instant, UTC)
    assert Essay.objects.aggregate(last=Max("set_aside_at")) == {"last": instant}


@pytest.mark.parametrize("slug", ["", "%s", "%", "'; --", "\ue000", "31000", "形"])
def test_no_argument_is_taken_for_sql_or_for_a_mark(answers, slug):
    assert thread_at(slug) == []


def test_a_text_that_looks_like_this_very_moment_is_still_a_text(answers):
    now = str(connection.ops.adapt_datetimefield_value(clock.now()))
    assert thread_at(now) == []


@partial(Prepared, kept=True)
def kept_at(slug: str) -> QuerySet[Essay]:
    return Essay.objects.filter(slug=slug)


def test_what_is_kept_is_asked_each_time_and_made_anew_when_the_answer_differs(
    answers, django_assert_num_queries
):
    with django_assert_num_queries(4):
        (first,) = kept_at("reply-0")
        assert kept_at("reply-0")[0] is first
        assert [each.slug for each in kept_at("reply-1")] == ["reply-1"]
        assert kept_at("never") == []
    Essay.objects.filter(slug="reply-0").update(position=99)
    assert [each.position for each in kept_at("reply-0")] == [99]
    assert first.position != 99


COLUMNS = ("slug", "facts", "asks_no_indexing", "dated_year", "set_aside_at", "created_at", "thread__texts")


def said_of(slug: str) -> QuerySet:
    return Essay.objects.filter(slug=slug).values_list(*COLUMNS)


def test_values_are_converted_as_the_query_set_does_and_what_is_null_is_none(answers):
    asked = Prepared(said_of)("reply-0")

    assert asked == list(said_of("reply-0"))
    assert asked[0][3:5] == (None, None)


def test_a_distinct_query_ordered_by_what_it_does_not_give_is_refused(answers):
    distinct = Prepared(
        lambda kind: Essay.objects.filter(kind=kind).distinct().order_by("slug").values_list("kind")
    )

    with pytest.raises(ValueError, match="every column that it is ordered by"):
        distinct("response")
