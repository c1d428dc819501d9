"""The guarantees of the table of passages, by raw SQL on both databases."""

import pytest
from django.db import connection

from tests.factories import answering, edition_of, response_to
from tests.threads.test_guards import named

pytestmark = pytest.mark.database

PASSAGE = (
    "INSERT INTO responses_passage (essay_id, revision_id, paragraph, words, position)"
    " VALUES (%s, %s, %s, '', %s)"
)


@pytest.fixture
def reply(dialogue):
    return response_to(dialogue.prompt, "A reply")


def test_words_of_what_is_answered_are_taken(dialogue, reply):
    with connection.cursor() as cursor:
        cursor.execute(PASSAGE, [reply.pk, edition_of(dialogue.prompt).latest.pk, 1, 0])
    assert reply.passages.count() == 1


def test_words_of_another_text_are_refused(dialogue, reply):
    other = edition_of(response_to(dialogue.prompt, "Another")).latest
    said = named(PASSAGE, [reply.pk, other.pk, 1, 0])
    assert "words answered stand in the text that is answered" in said


def test_words_of_ones_own_are_refused(reply):
    said = named(PASSAGE, [reply.pk, edition_of(reply).latest.pk, 1, 0])
    assert "words answered stand in the text that is answered" in said


def test_a_prompt_answers_no_words(dialogue):
    said = named(PASSAGE, [dialogue.prompt.pk, edition_of(dialogue.prompt).latest.pk, 1, 0])
    assert "words answered stand in the text that is answered" in said


@pytest.mark.parametrize(("paragraph", "position"), [(1, 5), (2, 0)])
def test_a_paragraph_is_answered_once_and_each_has_its_place(dialogue, reply, paragraph, position):
    answering(reply, (0, ""))
    revision = edition_of(dialogue.prompt).latest.pk
    said = named(PASSAGE, [reply.pk, revision, paragraph, position])
    assert "passage_" in said or "responses_passage" in said


def test_an_essay_with_words_does_not_go_on_to_answer_another(dialogue, reply):
    other = response_to(dialogue.prompt, "Another")
    answering(reply, (0, ""))
    move = "UPDATE responses_essay SET responding_to_id = %s WHERE id = %s"
    assert "an essay that answers words of a text answers that text" in named(move, [other.pk, reply.pk])
