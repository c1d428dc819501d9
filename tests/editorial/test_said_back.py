"""What the desk says after an act, and in which order a page says it."""

import pytest
from django.urls import reverse

from tests.editorial.forms import fields_of
from tests.factories import edition_of, prompt_of, response_to, thread_with_prompt, translation_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("of", ["response", "edition"])
def test_a_save_is_confirmed_by_the_title_as_it_now_is(client, alice, of):
    response = response_to(prompt_of(thread_with_prompt()), "A reply", slug="plain-address")
    row = response if of == "response" else translation_of(response, "zh-hans", "旧题")
    address = reverse(f"admin:responses_{of}_change", args=[row.pk])
    answer = client.post(address, fields_of(client, address) | {"title": "A better title"}, follow=True)
    (said,) = answer.context["messages"]
    assert "A better title" in str(said)
    assert "plain-address" not in str(said)


def test_the_page_of_a_thread_lists_its_essays_before_its_long_form(client, alice):
    thread = thread_with_prompt()
    page = client.get(reverse("admin:responses_thread_change", args=[thread.pk])).text
    assert 0 < page.index('id="essays-title"') < page.index("texts-en-title")


def test_a_page_beside_the_form_has_words_for_when_it_cannot_be_made(client, alice):
    edition = edition_of(prompt_of(thread_with_prompt()))
    page = client.get(reverse("admin:responses_prompt_change", args=[edition.essay_id])).text
    assert 'data-words="The page could not be made just now.' in page
