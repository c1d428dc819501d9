"""People, themes, pages and the initiative: they save at once, and keep their addresses."""

import pytest
from django.urls import reverse

from responses.people.models import Person
from responses.threads.models import FormerSlug, Initiative, Page, Theme
from tests.cast import BOB
from tests.editorial.forms import fields_of
from tests.factories import make_user, person, prompt_of, publish_all, theme, thread_with_prompt

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def bob(client):
    user = make_user(BOB)
    client.force_login(user)
    return user


def test_a_person_is_made_with_an_address_and_sort_keys_from_the_name(client):
    client.post(reverse("admin:responses_person_add"), {"texts-zh-hans-name": "李贽", "texts-en-name": ""})
    made = Person.objects.get()
    assert (made.slug, made.texts) == ("li-zhi", {"zh-hans": {"name": "李贽"}})
    assert made.sort_zh_hans.startswith("li")


def test_a_person_needs_a_name_in_one_language(client):
    answer = client.post(reverse("admin:responses_person_add"), {"texts-en-bio": "<p>Nobody.</p>"})
    assert "name is needed in at least one language." in answer.text
    assert ">\nNobody.</textarea>" in answer.text
    assert not Person.objects.exists()


def test_a_public_persons_former_address_leads_on(client):
    thread = thread_with_prompt()
    publish_all(thread)
    who = prompt_of(thread).bylines.get().person
    address = reverse("admin:responses_person_change", args=[who.pk])
    client.post(address, fields_of(client, address) | {"web_address": "master-fan"})
    assert client.get("/people/fan-zhen/").url == "/people/master-fan/"
    assert FormerSlug.objects.get().person == who


def test_an_address_that_is_taken_is_refused_in_a_sentence(client):
    person()
    answer = client.post(
        reverse("admin:responses_person_add"), {"texts-en-name": "Other", "web_address": "anne-conway"}
    )
    assert "belongs, or once belonged, to something else" in answer.text
    assert Person.objects.count() == 1


def test_years_that_contradict_each_other_are_refused(client):
    anne = person()
    address = reverse("admin:responses_person_change", args=[anne.pk])
    answer = client.post(address, fields_of(client, address) | {"birth_year": "1679", "death_year": "1631"})
    assert "Nobody dies before they are born." in answer.text
    anne.refresh_from_db()
    assert anne.birth_year is None


def test_a_theme_is_made_with_its_title_as_its_name(client):
    client.post(reverse("admin:responses_theme_add"), {"texts-zh-hans-title": "形与神", "position": "0"})
    made = Theme.objects.get()
    assert (made.slug, made.name) == ("xing-yu-shen", "形与神")


def test_a_theme_is_changed_in_place(client):
    address = reverse("admin:responses_theme_change", args=[theme().pk])
    client.post(address, fields_of(client, address) | {"texts-en-title": "Spirit", "position": "3"})
    changed = Theme.objects.get()
    assert (changed.name, changed.position, changed.slug, changed.version) == (
        "Spirit",
        3,
        "body-and-spirit",
        2,
    )


@pytest.mark.parametrize("slug", ["threads", "people", "feed", "zh-hans", "admin", "accounts", "static"])
def test_a_page_stands_in_nobodys_way(client, slug):
    data = {"texts-en-title": "A page", "position": "0", "slug": slug}
    answer = client.post(reverse("admin:responses_page_add"), data)
    assert "is the address of something else on this site." in answer.text


def test_a_page_is_made_and_keeps_its_address(client):
    data = {"texts-en-title": "Donate", "texts-en-body": "<p>Thanks.</p>", "position": "9", "slug": "donate"}
    client.post(reverse("admin:responses_page_add"), data | {"in_menu": "on"})
    page = Page.objects.get(slug="donate")
    assert "Thanks." in client.get("/donate/").text
    address = reverse("admin:responses_page_change", args=[page.pk])
    client.post(address, fields_of(client, address) | {"slug": "give", "texts-en-title": "Give"})
    page.refresh_from_db()
    assert (page.slug, page.texts["en"]["title"]) == ("donate", "Give")


def test_the_initiatives_clocks_are_changed(client):
    address = reverse("admin:responses_initiative_change", args=[1])
    data = fields_of(client, address)
    assert data["zone-0"] == "America/New_York"
    refused = client.post(address, data | {"zone-0": "Mars/Olympus"})
    assert "“Mars/Olympus” is not a time zone." in refused.text
    client.post(address, data | {"zone-0": "America/Chicago", "place-0-en": "Chicago"})
    zones = Initiative.objects.get().zones
    assert (zones[0]["zone"], zones[0]["place"]["en"], zones[1]["zone"]) == (
        "America/Chicago",
        "Chicago",
        "Asia/Shanghai",
    )
