"""The lists of prompts and responses by what is to be done with an edition of theirs."""

import pytest
from django.urls import reverse

from tests.factories import prompt_of, publish_all, response_to, save, thread_with_prompt, translation_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("draft", {"draft", "half"}),
        ("live", {"live", "half", "newer"}),
        ("newer", {"newer"}),
        ("scheduled", set()),
        ("nonsense", {"draft", "half", "live", "newer"}),
    ],
)
def test_responses_are_listed_by_the_state_of_an_edition(client, alice, state, expected):
    prompt = prompt_of(thread_with_prompt())
    publish_all(prompt)
    made = {slug: response_to(prompt, slug, slug=slug) for slug in ("draft", "half", "live", "newer")}
    publish_all(made["half"], made["live"], made["newer"])
    translation_of(made["half"], "zh-hans")
    save(made["newer"].editions.get(), "A newer title")
    page = client.get(f"{reverse('admin:responses_response_changelist')}?state={state}")
    assert {each.slug for each in page.context["cl"].result_list} == expected
