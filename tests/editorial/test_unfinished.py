"""The desk's first page leads back to every text that was typed and not saved."""

import pytest
from django.urls import reverse

from responses.editorial.working.services import keep_copy
from tests.cast import BOB
from tests.factories import edition_of, make_user, prompt_of, publish_all, response_to, thread_with_prompt

pytestmark = pytest.mark.django_db


def unfinished(client):
    return [(each.title, each.kind, each.address) for each in client.get("/admin/").context["unfinished"]]


def test_every_kind_of_unfinished_text_leads_back_to_its_form(client, alice):
    prompt = prompt_of(thread_with_prompt())
    edition = edition_of(response_to(prompt))
    keep_copy(user=alice, page="edition", edition=edition, content={"title": "Changed"})
    keep_copy(user=alice, page="response", content={"title": "New"})
    keep_copy(user=alice, page="thread", content={"title": ""})
    source = edition_of(prompt).latest
    keep_copy(user=alice, page="translation", content={"title": "译"}, based_on=source)
    keep_copy(user=make_user(BOB), page="response", content={"title": "Bob’s own"})
    found = unfinished(client)
    assert [each[:2] for each in found] == [
        ("Changed", "text"),
        ("New", "new response"),
        ("Without a title yet", "new thread"),
        ("译", "new translation"),
    ]
    titles = [client.get(each[2]).context["adminform"].form["title"].value() for each in found]
    assert titles == ["Changed", "New", "", "译"]
    assert reverse("admin:responses_response_change", args=[edition.essay_id]) == found[0][2]


@pytest.mark.parametrize("number", [1, 25])
def test_the_first_page_asks_as_much_for_one_as_for_many(client, alice, number, django_assert_num_queries):
    for place in range(number):
        keep_copy(user=alice, page="response", content={"title": str(place)})
    client.get("/admin/")
    with django_assert_num_queries(22):
        client.get("/admin/")


def test_the_first_page_lists_threads_with_what_is_live(client, alice):
    first = thread_with_prompt("Live?")
    publish_all(prompt_of(first))
    response_to(prompt_of(first))
    thread_with_prompt("Draft?")
    lines = client.get("/admin/").context["threads"]
    assert [(each.title, each.essays, each.live, each.unseen) for each in lines] == [
        ("Draft?", 1, 0, 1),
        ("Live?", 2, 1, 1),
    ]
