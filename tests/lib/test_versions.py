"""Rows that save at once: what a constraint refuses is said in its sentence, asked only then."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from responses.lib.versions import save_if_current
from responses.threads.models import Edition, Essay
from responses.threads.services.editions import add_edition
from tests.factories import prompt_of, response_to, thread_with_prompt

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def essay():
    return response_to(prompt_of(thread_with_prompt()))


def test_what_a_check_refuses_is_said_in_a_sentence_and_the_work_goes_on(essay):
    essay.dated_precision, essay.dated_year = Essay.Precision.DAY, None
    with pytest.raises(ValidationError) as refused:
        save_if_current(essay)
    assert "essay_date" in str(refused.value)
    assert Essay.objects.get(pk=essay.pk).version == 1
    with pytest.raises(ValidationError):
        save_if_current(Essay(thread=essay.thread, kind="response", slug="no-target"))


def test_a_second_edition_in_a_language_is_refused_in_a_sentence(essay):
    with pytest.raises(ValidationError, match=r"edition_one_a_language|already exists"):
        add_edition(essay=essay, language="en", kind=Edition.Kind.TRANSLATION, source=essay.editions.get())
    assert essay.editions.count() == 1


def test_what_only_a_guard_knows_stays_an_error_of_the_database(essay):
    elsewhere = prompt_of(thread_with_prompt(slug="elsewhere"))
    essay.responding_to = elsewhere
    with pytest.raises(IntegrityError), transaction.atomic():
        save_if_current(essay)


def test_a_row_that_is_right_asks_no_constraint(essay, django_assert_num_queries):
    with django_assert_num_queries(9):
        save_if_current(essay)
