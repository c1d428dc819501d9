"""Drafts set aside, at the desk: gone from lists, counts and searches, found by a filter, taken back."""

from copy import deepcopy

import pytest
from django.test import Client
from django.urls import reverse

from responses.editorial.overview import thread_lines
from responses.editorial.previews.services import leave_note, make_preview_link
from responses.editorial.waiting import waiting_for
from responses.editorial.working.services import keep_copy
from responses.editorial.working.unfinished import unfinished_of
from responses.threads.errors import IsSetAside
from responses.threads.models import Essay
from responses.threads.services.aside import set_aside, take_back
from responses.threads.services.editions import convert_edition
from tests.cast import CHARLIE
from tests.editorial.forms import fields_of
from tests.factories import edition_of, make_user, prompt_of, publish_all, response_to, thread_with_prompt

pytestmark = pytest.mark.django_db

ACT = "admin:responses_essay_aside"
BACK = "admin:responses_essay_take_back"


@pytest.fixture(scope="module")
def built(laid):
    with laid():
        thread = thread_with_prompt(slug="spirit")
        publish_all(thread)
        yield response_to(prompt_of(thread), "论稿", language="zh-hans", slug="a-draft")


@pytest.fixture
def draft(built):
    return deepcopy(built)


def aside(*essays):
    set_aside(essays=essays, user=None)


def listed(client, table, **query):
    page = client.get(reverse(f"admin:responses_{table}_changelist"), query)
    return [row.pk for row in page.context["cl"].result_list]


def named(page, *essays, **more):
    query = "&".join([*(f"essay={each.pk}" for each in essays), *(f"{a}={b}" for a, b in more.items())])
    return f"{reverse(page)}?{query}"


def test_what_is_set_aside_leaves_lists_and_searches_and_is_found_by_the_filter(client, alice, draft):
    edition = edition_of(draft)
    assert draft.pk in listed(client, "response")
    aside(draft)
    for query in ({}, {"q": "论稿"}, {"q": "a-draft"}):
        assert draft.pk not in listed(client, "response", **query)
        assert edition.pk not in listed(client, "edition", **query)
        assert listed(client, "response", aside="yes", **query) == [draft.pk]
        assert listed(client, "edition", aside="yes", **query) == [edition.pk]
    assert edition.pk not in listed(client, "edition", state="draft")


def test_a_thread_whose_prompt_is_set_aside_leaves_its_list_too(client, alice, draft):
    other = thread_with_prompt("Another?")
    aside(prompt_of(other))
    assert listed(client, "thread") == [draft.thread_id]
    assert listed(client, "thread", aside="yes") == [other.pk]
    assert [line.essays for line in thread_lines(alice)] == [2]
    page = client.get(reverse("admin:responses_thread_change", args=[other.pk]))
    assert [essay for essay, *_rest in page.context["essays"]] == [prompt_of(other)]
    assert page.context["together"] == ""


def test_counts_of_what_waits_leave_it_out(alice, draft):
    convert_edition(source=edition_of(draft), user=alice)
    _link, token = make_preview_link(shown=edition_of(draft), user=alice)
    leave_note(token=token, text="Please wait.")
    keep_copy(user=alice, page="edition", edition=edition_of(draft), content={"title": "Typed"})
    assert (len(waiting_for(alice)), len(unfinished_of(alice))) == (4, 1)
    aside(draft)
    assert (waiting_for(alice), unfinished_of(alice)) == ([], [])
    take_back(essays=[draft], user=alice)
    assert (len(waiting_for(alice)), len(unfinished_of(alice))) == (4, 1)


def test_boxes_and_the_page_of_the_thread_do_not_offer_it(client, alice, draft):
    aside(draft)
    box = {"term": "稿", "app_label": "responses", "model_name": "response", "field_name": "responding_to"}
    assert client.get(reverse("admin:autocomplete"), box).json()["results"] == []
    page = client.get(reverse("admin:responses_thread_change", args=[draft.thread_id]))
    assert [essay.slug for essay, *_rest in page.context["essays"]] == [prompt_of(draft.thread).slug]
    together = client.get(reverse("admin:responses_thread_publish", args=[draft.thread_id]))
    assert [row.edition.essay_id for row in together.context["publishing"].rows] == [
        prompt_of(draft.thread).pk
    ]
    refused = client.get(f"{reverse('admin:responses_response_add')}?responding_to={draft.pk}")
    assert draft not in refused.context["adminform"].form.fields["responding_to"].queryset


def test_preview_links_to_it_open_nothing_until_it_is_taken_back(alice, draft):
    _link, token = make_preview_link(shown=edition_of(draft), user=alice)
    _link, whole = make_preview_link(shown=draft.thread, user=alice, language="en")
    visitor, address = Client(), reverse("editorial:preview", args=[token])
    aside(draft)
    assert visitor.get(address).status_code == 404
    assert visitor.post(address, {"note": "x"}).status_code == 404
    assert "论稿" not in visitor.get(reverse("editorial:preview", args=[whole])).text
    with pytest.raises(IsSetAside):
        make_preview_link(shown=edition_of(draft), user=alice)
    take_back(essays=[draft], user=alice)
    assert visitor.get(address).status_code == 200


def test_a_link_to_a_whole_thread_set_aside_opens_nothing(alice):
    thread = thread_with_prompt()
    _link, token = make_preview_link(shown=thread, user=alice, language="en")
    aside(prompt_of(thread))
    assert Client().get(reverse("editorial:preview", args=[token])).status_code == 404


def test_its_page_shows_it_closed_with_the_way_back(client, alice, draft):
    address = reverse("admin:responses_response_change", args=[draft.pk])
    open_page = client.get(address)
    assert open_page.context["set_aside"] == named(ACT, draft)
    aside(draft)
    page = client.get(address)
    assert page.context["aside"]["take_back"] == named(BACK, draft)
    assert (page.context["show_save"], "desk" in page.context, "publishing" in page.context) == (
        False,
        False,
        False,
    )
    assert page.context["adminform"].form.fields["title"].disabled
    assert [words for words, _address in page.context["editions"][0].acts] == ["History"]


def test_what_is_sent_from_a_page_opened_before_is_refused_and_given_back(client, alice, draft):
    address = reverse("admin:responses_response_change", args=[draft.pk])
    sent = fields_of(client, address) | {"title": "Typed meanwhile"}
    aside(draft)
    answer = client.post(address, sent)
    assert answer.status_code == 200
    assert "This text is set aside. Take it back, then go on." in answer.text
    assert ("Typed meanwhile" in answer.text, 'name="_save"' in answer.text) == (True, True)
    take_back(essays=[draft], user=alice)
    assert client.post(address, sent).status_code == 302
    assert edition_of(draft).latest.title == "Typed meanwhile"


def test_setting_aside_asks_first_and_acts_once(client, alice, draft):
    address = named(ACT, draft, list="response", filters="q%3D%E7%A8%BF")
    page = client.get(address)
    assert (page.status_code, [line.why for line in page.context["act"].lines]) == (200, [""])
    assert Essay.objects.set_aside().count() == 0
    first, second = (client.post(address, follow=True) for _click in range(2))
    assert first.redirect_chain == [(f"{reverse('admin:responses_response_changelist')}?q=%E7%A8%BF", 302)]
    assert [str(each) for each in first.context["messages"]] == [
        "1 text is set aside. The filter “set aside” of its list finds it again."
    ]
    assert [str(each) for each in second.context["messages"]] == [
        "Nothing was left to do: it had been done already."
    ]
    assert list(Essay.objects.set_aside()) == [draft]
    answer = client.post(named(BACK, draft), follow=True)
    assert answer.redirect_chain == [(reverse("admin:responses_response_change", args=[draft.pk]), 302)]
    assert Essay.objects.set_aside().count() == 0


def test_what_cannot_be_set_aside_says_why_and_offers_no_button(client, alice, draft):
    prompt = prompt_of(draft.thread)
    page = client.get(named(ACT, draft, prompt))
    whys = {line.title: line.why for line in page.context["act"].lines}
    assert whys["论稿"] == ""
    assert (
        whys[edition_of(prompt).latest.title]
        == "It has been public, so it stays. Withdraw it if readers should not see it."
    )
    assert 'type="submit" class="default"' not in page.text
    answer = client.post(named(ACT, draft, prompt))
    assert (answer.status_code, "Nothing was set aside." in answer.text) == (409, True)
    assert Essay.objects.set_aside().count() == 0


@pytest.mark.parametrize("page", [ACT, BACK, "admin:responses_essay_themes"])
def test_only_who_writes_texts_may(client, draft, page):
    client.force_login(make_user(CHARLIE))
    assert client.get(named(page, draft)).status_code == 403
    assert client.post(named(page, draft)).status_code == 403
    assert Essay.objects.set_aside().count() == 0


@pytest.mark.parametrize("query", ["", "?essay=0", "?essay=x", "?essay=99999999999999999999"])
def test_an_address_that_names_no_text_is_no_page(client, alice, query):
    assert client.get(f"{reverse(ACT)}{query}").status_code == 404


def test_a_way_back_leads_to_no_other_site(client, alice, draft):
    for table in ("//evil.example/", "user", ""):
        page = client.get(named(ACT, draft, list=table, filters="//evil.example/"))
        assert page.context["act"].back[1] == reverse("admin:responses_response_changelist")
