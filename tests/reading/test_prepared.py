"""Prepared queries give what the query set itself would give, at any moment and for any arguments."""

from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.db import connection
from django.db.models import QuerySet

from responses.lib import clock
from responses.reading.prepared import Prepared
from responses.threads.models import Essay, LivePeriod, Thread
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
