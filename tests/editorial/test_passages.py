"""Choosing the words that a response answers, on its form."""

from copy import deepcopy

import pytest
from django.urls import reverse

from responses.threads.models import Essay, Passage
from tests.editorial.forms import fields_of
from tests.factories import (
    answering,
    edition_of,
    make_user,
    prompt_of,
    publish_all,
    response_to,
    save,
    thread_with_prompt,
)

pytestmark = pytest.mark.django_db

BODY = "<p>Spirit is to body as sharpness to a blade. Who has seen it left behind?</p><p>One sentence.</p>"


@pytest.fixture(scope="module")
def built(laid):
    with laid():
        prompt = prompt_of(thread_with_prompt(body=BODY))
        yield prompt, response_to(prompt, "A reply", slug="reply"), make_user()


@pytest.fixture
def prompt(built):
    return deepcopy(built[0])


@pytest.fixture
def reply(built):
    return deepcopy(built[1])


@pytest.fixture
def alice(client, built):
    client.force_login(user := deepcopy(built[2]))
    return user


def change(essay):
    return reverse("admin:responses_response_change", args=[essay.pk])


def boxes(client, essay, **chosen):
    """The form as a browser sends it, with these paragraphs ticked."""
    sent = fields_of(client, change(essay))
    del sent["passages"]
    sent["passages-of"] = str(essay.responding_to_id)
    return sent | {name.replace("_", "-"): value for name, value in chosen.items()}


def held(essay):
    return list(essay.passages.order_by("position").values_list("paragraph", "words"))


def test_the_form_shows_the_text_with_its_sentences_to_choose_from(client, alice, reply):
    page = client.get(change(reply)).text
    assert '<option lang="en">Who has seen it left behind?</option>' in page
    assert page.count('value="1"\n                     aria-describedby="said-') == 2
    assert '<option lang="en">One sentence.</option>' not in page  # a sentence that is all of it


def test_ticked_paragraphs_and_chosen_words_are_saved(client, alice, reply):
    sent = boxes(
        client, reply, passages_1="1", passages_1_words="Who has seen it left behind?", passages_2="1"
    )
    assert client.post(change(reply), sent).status_code == 302
    assert held(reply) == [(1, "Who has seen it left behind?"), (2, "")]
    page = client.get(change(reply)).text
    assert page.count(" checked>") >= 2
    assert '<option lang="en" selected>Who has seen it left behind?</option>' in page


def test_a_tick_taken_away_lets_go_of_the_words(client, alice, reply):
    answering(reply, (0, ""), (1, ""))
    client.post(change(reply), boxes(client, reply, passages_2="1"))
    assert held(reply) == [(2, "")]


def test_choosing_other_words_counts_as_a_change_of_the_essay(client, alice, reply):
    before = Essay.objects.get(pk=reply.pk).version
    client.post(change(reply), boxes(client, reply, passages_2="1"))
    assert Essay.objects.get(pk=reply.pk).version == before + 1
    client.post(change(reply), boxes(client, reply, passages_2="1"))
    assert Essay.objects.get(pk=reply.pk).version == before + 1


def test_two_who_choose_at_once_meet(client, alice, reply):
    first, second = boxes(client, reply, passages_1="1"), boxes(client, reply, passages_2="1")
    assert client.post(change(reply), first).status_code == 302
    assert client.post(change(reply), second).status_code == 409
    assert held(reply) == [(1, "")]


def test_words_that_stand_nowhere_are_refused_in_a_sentence_and_stay_chosen(client, alice, reply):
    sent = boxes(client, reply, passages_1="1", passages_1_words="Nowhere to be found")
    answer = client.post(change(reply), sent)
    assert "“Nowhere to be found” does not stand in that paragraph" in answer.text
    assert '<option lang="en" selected>Nowhere to be found</option>' in answer.text
    assert held(reply) == []


def test_words_that_have_left_the_text_stay_until_they_are_let_go(client, alice, prompt, reply):
    answering(reply, (0, "Who has seen it left behind?"))
    save(edition_of(prompt), body=BODY.replace("Who has seen it left behind?", "Nobody saw it."))
    client.post(
        change(reply), boxes(client, reply, passages_1="1", passages_1_words="Who has seen it left behind?")
    )
    assert held(reply) == [(1, "Who has seen it left behind?")]
    client.post(change(reply), boxes(client, reply))
    assert held(reply) == []


def test_a_paragraph_that_has_left_the_text_can_still_be_let_go(client, alice, prompt, reply):
    answering(reply, (1, ""))
    save(edition_of(prompt), body="<p>Something else altogether, and nothing of what was.</p>")
    page = client.get(change(reply)).text
    assert 'name="passages-2"' in page
    client.post(change(reply), boxes(client, reply))
    assert held(reply) == []


def test_editors_read_what_readers_read(client, alice, prompt, reply):
    publish_all(prompt)
    save(edition_of(prompt), body="<p>A newer draft.</p>")
    page = client.get(change(reply)).text
    assert "sharpness to a blade" in page
    assert "A newer draft." not in page


def test_boxes_of_another_text_than_is_answered_now_say_nothing(client, alice, prompt, reply):
    answering(reply, (0, ""))
    other = response_to(prompt, "Another")
    sent = boxes(client, reply, passages_1="1") | {"responding_to": other.pk}
    client.post(change(reply), sent)
    assert Essay.objects.get(pk=reply.pk).responding_to_id == other.pk
    assert not Passage.objects.exists()


def test_a_form_that_does_not_ask_leaves_them_alone(client, alice, reply):
    answering(reply, (0, ""))
    sent = fields_of(client, change(reply)) | {"title": "Another title"}
    del sent["passages"]
    client.post(change(reply), sent)
    assert held(reply) == [(1, "")]


def test_a_new_response_is_posted_with_its_words(client, alice, prompt):
    add = f"{reverse('admin:responses_response_add')}?responding_to={prompt.pk}"
    typed = {"title": "New", "body": "<p>x</p>", "language": "en", "passages": "1 sharpness to a blade"}
    answer = client.post(add, fields_of(client, add) | typed)
    assert answer.status_code == 302, answer.context["errors"]
    assert held(Essay.objects.get(slug="new")) == [(1, "sharpness to a blade")]


def test_without_a_text_to_answer_the_form_says_how_to_go_on(client, alice):
    page = client.get(reverse("admin:responses_response_add")).text
    assert "Choose what this text answers, and save" in page


def test_the_page_beside_shows_the_words_before_they_are_saved(client, alice, reply):
    publish_all(prompt_of(reply.thread))
    sent = boxes(client, reply, passages_2="1")
    answer = client.post(reverse("admin:responses_response_look", args=[reply.pk]), sent)
    assert '<section class="answered"' in answer.text
    assert "One sentence." in answer.text
    assert not Passage.objects.exists()


@pytest.mark.parametrize("value", ["x", "1" * 30, "-1 x", "\x00", "99 x"])
def test_nonsense_is_refused_or_ignored(client, alice, reply, value):
    sent = fields_of(client, change(reply)) | {"passages": value}
    assert client.post(change(reply), sent).status_code in (200, 302)
    assert held(reply) == []
