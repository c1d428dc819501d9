"""Translations and conversions: added, brought up to date, checked."""

import pytest
from django.urls import reverse

from responses.threads.errors import WrittenByHand
from responses.threads.models import Edition
from responses.threads.services.editions import convert_edition
from tests.cast import FAN_ZHEN, LI_ZHI
from tests.editorial.forms import fields_of
from tests.factories import (
    edition_of,
    person,
    prompt_of,
    response_to,
    save,
    thread_with_prompt,
    translation_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def essay():
    return response_to(prompt_of(thread_with_prompt()), authors=[person(FAN_ZHEN)])


def add_address(source, language):
    return f"{reverse('admin:responses_edition_add')}?source={source.pk}&language={language}"


def test_a_translation_opens_with_its_source_and_its_authors_in_that_language(client, alice, essay):
    source = edition_of(essay)
    page = client.get(add_address(source, "zh-hans"))
    assert '<p id="source-p1">The first paragraph.</p>' in page.text
    row = page.context["adminform"].form["credits"].value()[0]
    assert (row["name"], row["affiliation"], row["was"]) == ("范缜", "南齐", "fan-zhen")


def test_a_translation_names_its_translator_and_its_source(client, alice, essay):
    person(LI_ZHI)
    source = edition_of(essay)
    address = add_address(source, "zh-hans")
    data = fields_of(client, address)
    data |= {
        "title": "回应",
        "body": "<p>第一段。</p>",
        "credits-rows": "2",
        "credits-1-person": "li-zhi",
        "credits-1-role": "translator",
    }
    answer = client.post(address, data)
    edition = essay.editions.get(language="zh-hans")
    assert answer.url == reverse("admin:responses_edition_change", args=[edition.pk])
    assert (edition.kind, edition.source, edition.latest.made_from) == ("translation", source, source.latest)
    assert [(each.role, each.name) for each in edition.latest.credits.order_by("role")] == [
        ("author", "范缜"),
        ("translator", "李贽"),
    ]
    bylines = {byline.role: byline.person.slug for byline in essay.bylines.all()}
    assert bylines == {"author": "fan-zhen", "translator": "li-zhi"}


def test_a_language_has_one_edition(client, alice, essay):
    translation_of(essay, "zh-hans")
    source = edition_of(essay)
    data = {"language": "zh-hans", "title": "又", "body": "<p>又。</p>"}
    answer = client.post(add_address(source, "zh-hans"), data)
    assert "Select a valid choice" in answer.text
    translation_of(essay, "zh-hant")
    assert client.get(add_address(source, "zh-hans")).status_code == 404


@pytest.mark.parametrize("query", ["", "?source=0", "?source=x", "?source=999999"])
def test_nothing_is_translated_from_nothing(client, alice, query):
    assert client.get(reverse("admin:responses_edition_add") + query).status_code == 404


def test_a_version_of_another_text_is_no_source(client, alice, essay):
    other = edition_of(response_to(prompt_of(thread_with_prompt("Another?"))))
    address = f"{add_address(edition_of(essay), 'zh-hans')}&version={other.latest.pk}"
    assert client.get(address).status_code == 404


def test_a_translation_says_that_its_source_has_moved_on(client, alice, essay):
    edition = translation_of(essay, "zh-hans")
    newest = save(edition_of(essay), "Moved on")
    address = reverse("admin:responses_edition_change", args=[edition.pk])
    assert "The source has been changed since" in client.get(address).text
    client.post(address, fields_of(client, address) | {"title": "小改"})
    assert "The source has been changed since" in client.get(address).text
    client.post(address, fields_of(client, address) | {"title": "跟上", "brought_up_to_date": "on"})
    assert edition.latest.made_from == newest
    assert "The source has been changed since" not in client.get(address).text


def test_a_translation_that_needs_no_change_can_be_called_up_to_date(client, alice, essay):
    edition = translation_of(essay, "zh-hans")
    newest = save(edition_of(essay), "Moved on")
    address = reverse("admin:responses_edition_change", args=[edition.pk])
    client.post(address, fields_of(client, address) | {"brought_up_to_date": "on"})
    assert edition.latest.made_from == newest


def test_a_translation_follows_the_version_that_its_translator_saw(client, alice, essay):
    source = edition_of(essay)
    shown = source.latest
    page = client.get(reverse("admin:responses_response_change", args=[essay.pk]))
    address = next(address for words, address in page.context["translations"] if "简体" in words)
    data = fields_of(client, address) | {"title": "译", "body": "<p>译。</p>"}
    second = save(source, "Changed meanwhile")
    client.post(address, data)
    edition = essay.editions.get(language="zh-hans")
    assert edition.latest.made_from == shown
    change = reverse("admin:responses_edition_change", args=[edition.pk])
    data = fields_of(client, change) | {"brought_up_to_date": "on"}
    save(source, "Changed again")
    client.post(change, data)
    assert edition.latest.made_from == second


def test_a_chinese_text_is_converted_and_then_checked(client, alice, essay):
    source = translation_of(essay, "zh-hans", "发展", body="<p>头发。</p>")
    convert = reverse("admin:responses_edition_convert", args=[source.pk])
    client.get(convert)
    assert not essay.editions.filter(language="zh-hant").exists()
    assert "Converted: “發展”." in client.post(convert, follow=True).text
    made = essay.editions.get(language="zh-hant")
    assert (made.kind, made.source, made.latest.body) == ("conversion", source, "<p>頭髮。</p>")
    reviewed = reverse("admin:responses_edition_reviewed", args=[made.pk])
    client.get(reviewed)
    made.refresh_from_db()
    assert made.reviewed_at is None
    client.post(reviewed)
    made.refresh_from_db()
    assert made.reviewed_by == alice
    assert client.post(reviewed).status_code == 404


def test_a_conversion_made_anew_is_unchecked_again(client, alice, essay):
    source = translation_of(essay, "zh-hans")
    convert = reverse("admin:responses_edition_convert", args=[source.pk])
    client.post(convert)
    made = essay.editions.get(language="zh-hant")
    client.post(reverse("admin:responses_edition_reviewed", args=[made.pk]))
    save(source, "新译", body="<p>新。</p>")
    client.post(convert)
    made.refresh_from_db()
    assert (made.reviewed_at, made.latest.title) == (None, "新譯")


def test_a_conversion_never_writes_over_a_persons_text(client, alice, essay):
    source = translation_of(essay, "zh-hans")
    by_hand = translation_of(essay, "zh-hant", "手譯")
    assert client.post(reverse("admin:responses_edition_convert", args=[source.pk])).status_code == 404
    with pytest.raises(WrittenByHand):
        convert_edition(source=source, user=alice)
    assert by_hand.latest.title == "手譯"


def test_an_english_text_is_not_converted(client, alice, essay):
    address = reverse("admin:responses_edition_convert", args=[edition_of(essay).pk])
    assert client.get(address).status_code == 404


def test_the_original_is_edited_with_its_essay(client, alice, essay):
    address = reverse("admin:responses_edition_change", args=[edition_of(essay).pk])
    own = reverse("admin:responses_response_change", args=[essay.pk])
    assert client.get(address).url == own
    assert client.post(address, {"title": "Other"}).url == own
    assert Edition.objects.get(essay=essay).revisions.count() == 1
