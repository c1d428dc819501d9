"""What is missing before a text goes live: each with its grade, its words, and a jump that arrives."""

import pytest
from django.urls import reverse
from lxml import html

from responses.editorial.checklist import FIELDS, WORDS
from responses.lib.proofing import FLAWS
from responses.threads.services.editions import Content, convert_edition, save_revision
from tests.cast import FAN_ZHEN
from tests.factories import (
    credit,
    edition_of,
    image,
    person,
    prompt_of,
    response_to,
    save,
    thread_with_prompt,
    translation_of,
)

pytestmark = pytest.mark.django_db

DATED = {"dated_precision": "year", "dated_year": 507}


@pytest.fixture
def thread():
    return thread_with_prompt(dated=DATED)


def said(client, edition):
    """Grade and words of each remark on the page that publishes this edition."""
    page = client.get(reverse("admin:responses_edition_publish", args=[edition.pk]))
    (row,) = [row for row in page.context["publishing"].rows if row.edition == edition]
    return [("must" if remark.must else "should", remark.words) for remark in row.remarks]


def test_a_text_in_order_has_no_remark(client, alice, thread):
    assert said(client, edition_of(prompt_of(thread))) == []


def test_what_must_be_there_is_said_first(client, alice, thread):
    response = edition_of(response_to(prompt_of(thread), authors=[], dated=DATED))
    assert said(client, response) == [("must", "This version names no author. Add one, save, then publish.")]
    empty = Content("A title", "", credits=[credit(person(FAN_ZHEN))])
    save_revision(edition=response, content=empty, user=None, based_on=response.latest)
    assert said(client, response) == [("must", "This version has no text. Add it, save, then publish.")]


def test_facts_that_are_missing_are_remarked_on(client, alice, thread):
    nobody = person({"en": {"name": "Al Fresco"}}, slug="al-fresco")
    response = edition_of(response_to(prompt_of(thread), authors=[nobody]))
    assert said(client, response) == [
        ("should", "The date of first publication is missing."),
        ("should", "Al Fresco has no bio in this version."),
    ]


def test_translations_and_conversions_say_what_they_were_made_from(client, alice, thread):
    prompt = prompt_of(thread)
    chinese = translation_of(prompt, "zh-hans")
    converted = convert_edition(source=chinese, user=alice).edition
    assert said(client, chinese) == []
    assert said(client, converted) == [("should", "Converted by a program; nobody has checked it yet.")]
    save(edition_of(prompt), "Newer")
    assert said(client, chinese) == [("should", "Made from an older version of its source.")]


def test_flaws_of_typing_are_named_with_what_was_found(client, alice, thread):
    response = edition_of(
        response_to(
            prompt_of(thread),
            "神灭论 Маo",
            language="zh-hans",
            body="<p>他後來說，神即形也,形即神也。他後來說，他後來說，关於乾隆</p><h3>结</h3>",
            authors=[person(FAN_ZHEN)],
            dated=DATED,
        )
    )
    assert said(client, response) == [
        ("should", "Letters of another alphabet that look like Latin ones: Маo"),
        ("should", "A heading skips a level: 结"),
        ("should", "Half-width marks between Chinese characters: 說，神即形也,形即神也。他"),
        ("should", "Characters of the other script: 後 · 來 · 說 · 於"),
    ]


def test_an_image_without_a_description_leads_to_the_image(client, alice, thread):
    told, untold = image(alt="A canal"), image(alt="")
    body = "".join(f'<p>Text.</p><figure data-image="{each.key}"></figure>' for each in (told, untold))
    save(edition_of(prompt_of(thread)), "With images", body=body)
    page = client.get(reverse("admin:responses_edition_publish", args=[edition_of(prompt_of(thread)).pk]))
    ((remark, address),) = page.context["publishing"].rows[0].jumps
    assert (remark.must, remark.words) == (False, f"An image has no description: {untold}")
    target, _hash, field = address.partition("#")
    assert target == reverse("admin:responses_image_change", args=[untold.pk])
    assert field in html.fromstring(client.get(target).text).xpath("//@id")


def test_every_rule_has_its_words():
    assert set(WORDS) == set(FLAWS)


def test_every_jump_arrives_at_a_field(client, alice, thread):
    prompt = prompt_of(thread)
    chinese = translation_of(prompt, "zh-hans")
    save(edition_of(prompt), "Newer")
    pages = {
        "original": reverse("admin:responses_prompt_change", args=[prompt.pk]),
        "translation": reverse("admin:responses_edition_change", args=[chinese.pk]),
    }
    ids = {name: html.fromstring(client.get(page).text).xpath("//@id") for name, page in pages.items()}
    beside = ("source", "image", "version", "came_in")
    of_originals = {field for name, field in FIELDS.items() if name not in beside}
    of_translations = {
        field for name, field in FIELDS.items() if name in ("title", "summary", "body", "credits", "source")
    }
    assert of_originals - set(ids["original"]) == set()
    assert of_translations - set(ids["translation"]) == set()
