"""The page of a refused save: yours, theirs and both put together, nothing typed again."""

from copy import deepcopy

import pytest
from django.test import Client
from django.urls import reverse

from responses.threads.models import Thread, WorkingCopy
from tests.cast import ALICE, BOB, FAN_ZHEN, LI_ZHI
from tests.editorial.forms import address_of, as_sent
from tests.factories import (
    edition_of,
    make_user,
    person,
    prompt_of,
    response_to,
    save,
    thread_with_prompt,
    translation_of,
)
from tests.hostile.corpus import MUTATIONS
from tests.hostile.judge import Page

pytestmark = pytest.mark.django_db

ONE = "<p>The first paragraph stands.</p>"
TWO = "<p>The second paragraph stands too.</p>"
THREE = "<p>The third paragraph ends it all.</p>"


@pytest.fixture(scope="module")
def built(laid):
    with laid():
        essay = response_to(prompt_of(thread_with_prompt()), "A reply", body=ONE + TWO + THREE)
        users = make_user(ALICE), make_user(BOB)
        yield essay, users, [as_sent(signed_in(user).get(address_of(essay))) for user in users]


def signed_in(user):
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture
def essay(built):
    return deepcopy(built[0])


@pytest.fixture
def alice(built):
    return deepcopy(built[1][0])


@pytest.fixture
def client(alice):
    return signed_in(alice)


@pytest.fixture
def bob(built):
    return signed_in(deepcopy(built[1][1]))


@pytest.fixture
def pages(built):
    """What Alice's browser would send of the essay's page as it stands, and Bob's."""
    return deepcopy(built[2])


@pytest.fixture
def meet(client, bob, essay, pages):
    """Bob saves his changes, then Alice hers: the page that she gets."""

    def save_both(hers, his):
        address = address_of(essay)
        assert bob.post(address, pages[1] | his).status_code == 302
        return client.post(address, pages[0] | hers)

    return save_both


def body(*parts):
    return "\n".join(parts)


def test_paragraphs_that_one_side_changed_are_put_together_in_the_form(client, essay, meet):
    mine, theirs = ONE.replace("stands", "stood"), THREE.replace("ends", "ended")
    refused = meet({"body": mine + TWO + THREE}, {"body": ONE + TWO + theirs})
    assert refused.status_code == 409
    assert refused.context["adminform"].form["body"].value() == body(mine, TWO, theirs)
    assert client.post(address_of(essay), as_sent(refused)).status_code == 302
    assert edition_of(essay).latest.body == body(mine, TWO, theirs)
    assert edition_of(essay).revisions.count() == 3


@pytest.mark.parametrize("choice", ["mine", "theirs", "both"])
def test_where_both_changed_a_paragraph_one_press_saves_what_is_chosen(client, essay, meet, choice):
    mine, theirs = TWO.replace("stands", "stood"), TWO.replace("stands", "will stand")
    refused = meet({"body": ONE + mine + THREE}, {"body": ONE + theirs + THREE})
    (place,) = refused.context["both"].places
    data = as_sent(refused)
    assert data[place.name] == ["mine"]
    assert client.post(address_of(essay), data | {place.name: choice}).status_code == 302
    middle = {"mine": [mine], "theirs": [theirs], "both": [mine, theirs]}[choice]
    assert edition_of(essay).latest.body == body(ONE, *middle, THREE)


def test_what_is_edited_after_the_refusal_is_kept_with_the_choice(client, essay, meet):
    mine, theirs = TWO.replace("stands", "stood"), TWO.replace("stands", "will stand")
    refused = meet({"body": ONE + mine + THREE}, {"body": ONE + theirs + THREE})
    (place,) = refused.context["both"].places
    edited = ONE.replace("first", "very first") + mine + THREE
    client.post(address_of(essay), as_sent(refused) | {place.name: "theirs", "body": edited})
    assert edition_of(essay).latest.body == body(ONE.replace("first", "very first"), theirs, THREE)


@pytest.mark.parametrize(("choice", "title"), [("mine", "Alice’s title"), ("theirs", "Bob’s title")])
def test_a_title_that_both_changed_is_chosen(client, essay, meet, choice, title):
    refused = meet({"title": "Alice’s title"}, {"title": "Bob’s title", "summary": "Bob’s summary."})
    both = refused.context["both"]
    assert [(each.name, each.mine) for each in both.fields] == [("merge-field-title/", "Alice’s title")]
    assert both.taken == ["Summary"]
    client.post(address_of(essay), as_sent(refused) | {"merge-field-title/": choice})
    latest = edition_of(essay).latest
    assert (latest.title, latest.summary) == (title, "Bob’s summary.")


@pytest.mark.parametrize(("choice", "names"), [("mine", ["Fan Zhen"]), ("theirs", ["李贽", "Printed"])])
def test_credits_that_both_changed_are_chosen_whole(client, essay, meet, choice, names):
    person(FAN_ZHEN)
    person(LI_ZHI)
    empty = {f"credits-0-{part}": "" for part in ("name", "affiliation", "bio", "was")}
    hers = empty | {"credits-0-person": "fan-zhen"}
    his = empty | {"credits-0-person": "li-zhi", "credits-1-name": "Printed"}
    refused = meet(hers, his)
    assert [each.label for each in refused.context["both"].fields] == ["Authors and translators"]
    answer = client.post(address_of(essay), as_sent(refused) | {"merge-field-credits/": choice})
    assert answer.status_code == 302
    assert [each.name for each in edition_of(essay).latest.credits.order_by("position")] == names


def test_credits_that_they_alone_changed_are_taken_over(client, essay, meet):
    refused = meet({"title": "Alice’s title"}, {"credits-0-affiliation": "Bob’s court"})
    assert (refused.context["both"].fields, refused.context["both"].taken) == (
        [],
        ["Authors and translators"],
    )
    client.post(address_of(essay), as_sent(refused))
    latest = edition_of(essay).latest
    assert (latest.title, latest.credits.get().affiliation) == ("Alice’s title", "Bob’s court")


def test_the_place_of_an_essay_is_put_together_too(client, essay, meet):
    refused = meet({"title": "Alice’s title"}, {"dated_precision": "year", "dated_year": "1625"})
    assert refused.context["both"].fields == []
    client.post(address_of(essay), as_sent(refused))
    essay.refresh_from_db()
    assert (edition_of(essay).latest.title, essay.dated_year) == ("Alice’s title", 1625)


def test_a_third_save_meanwhile_is_met_again_and_loses_nothing(client, essay, meet):
    mine, theirs = ONE.replace("stands", "stood"), TWO.replace("stands", "stood")
    refused = meet({"body": mine + TWO + THREE}, {"body": ONE + theirs + THREE})
    third = THREE.replace("ends", "ended")
    save(edition_of(essay), body=ONE + theirs + third)
    again = client.post(address_of(essay), as_sent(refused))
    assert again.status_code == 409
    assert client.post(address_of(essay), as_sent(again)).status_code == 302
    assert edition_of(essay).latest.body == body(mine, theirs, third)


def test_what_was_typed_is_kept_as_it_was_typed(client, alice, essay, meet):
    mine = ONE.replace("stands", "stood") + TWO + THREE
    meet({"body": mine}, {"body": ONE + TWO + THREE.replace("ends", "ended")})
    assert WorkingCopy.objects.get(user=alice).content["body"] == mine


def test_whoever_leaves_the_page_of_a_refusal_meets_theirs_again(client, essay, meet):
    mine, theirs = ONE.replace("stands", "stood"), THREE.replace("ends", "ended")
    meet({"body": mine + TWO + THREE}, {"body": ONE + TWO + theirs})
    back = as_sent(client.get(address_of(essay)))
    assert back["body"][0].strip() == mine + TWO + THREE
    again = client.post(address_of(essay), back)
    assert again.status_code == 409
    client.post(address_of(essay), as_sent(again))
    assert edition_of(essay).latest.body == body(mine, TWO, theirs)


def test_a_base_of_another_text_is_none(client, alice, essay, meet):
    other = edition_of(response_to(essay, "Other", body=ONE))
    mine, theirs = TWO.replace("stands", "stood"), TWO.replace("stands", "will stand")
    refused = meet({"body": ONE + mine + THREE}, {"body": ONE + theirs + THREE})
    data = as_sent(refused) | {"merge-base": str(other.latest.pk)}
    client.post(address_of(essay), data | {refused.context["both"].places[0].name: "theirs"})
    # Without a base that is its own, the choice names no place: hers stays.
    assert edition_of(essay).latest.body == body(ONE, mine, THREE)


@pytest.mark.parametrize("base", ["", "x", "-1", "9" * 30])
def test_a_hostile_base_or_choice_ends_in_a_page(client, essay, pages, base):
    data = pages[0]
    evil = {
        "merge-base": base,
        "merge-place-x": "both",
        "merge-field-nothing/at/all": "theirs",
        "merge-field-": "theirs",
    }
    assert client.post(address_of(essay), data | evil | {"seen": base}).status_code == 409
    assert client.post(address_of(essay), data | evil | {"title": "Saved"}).status_code == 302
    assert edition_of(essay).latest.title == "Saved"


def test_a_translation_is_put_together_too(client, alice, bob):
    edition = translation_of(
        prompt_of(thread_with_prompt()), "zh-hans", body="<p>第一段。</p><p>第二段。</p>"
    )
    address = reverse("admin:responses_edition_change", args=[edition.pk])
    hers, his = as_sent(client.get(address)), as_sent(bob.get(address))
    bob.post(address, his | {"body": "<p>第一段。</p><p>第二段改了。</p>"})
    refused = client.post(address, hers | {"body": "<p>第一段也改。</p><p>第二段。</p>"})
    assert refused.context["both"].places == []
    client.post(address, as_sent(refused))
    assert edition.latest.body == "<p>第一段也改。</p>\n<p>第二段改了。</p>"


def test_the_texts_of_a_thread_are_put_together_part_by_part(client, alice, bob):
    thread = thread_with_prompt("Question?")
    address = reverse("admin:responses_thread_change", args=[thread.pk])
    hers, his = as_sent(client.get(address)), as_sent(bob.get(address))
    bob.post(address, his | {"texts-zh-hans-title": "问题？", "texts-en-title": "Bob’s question?"})
    refused = client.post(
        address, hers | {"texts-zh-hant-title": "問題？", "texts-en-title": "Alice’s question?"}
    )
    both = refused.context["both"]
    assert [each.name for each in both.fields] == ["merge-field-texts/en/title"]
    assert len(both.taken) == 1
    client.post(address, as_sent(refused) | {"merge-field-texts/en/title": "theirs"})
    texts = Thread.objects.get(pk=thread.pk).texts
    assert {code: each["title"] for code, each in texts.items()} == {
        "en": "Bob’s question?",
        "zh-hans": "问题？",
        "zh-hant": "問題？",
    }


@pytest.mark.parametrize("evil", MUTATIONS[::9])
def test_hostile_text_on_either_side_is_text(essay, meet, evil):
    refused = meet(
        {"title": evil, "body": f"<p>x2 {evil} mine</p>"},
        {"title": f"{evil}!", "body": f"<p>x2 {evil} theirs</p>"},
    )
    assert refused.status_code == 409
    assert "x2" in refused.text
    assert Page(refused.text).live == []
