"""What a page weighs, and what it tells machines."""

import json
from pathlib import Path

import pytest
from django.conf import settings

from responses.threads.services.editions import convert_edition
from responses.threads.services.publishing import publish
from tests.cast import LI_ZHI
from tests.factories import (
    edition_of,
    person,
    prompt_of,
    publish_all,
    response_to,
    thread_with_prompt,
    translation_of,
)
from tests.reading.pages import PageRead, read

ROOT = Path(settings.BASE_DIR)


@pytest.fixture
def prompt(db):
    thread = thread_with_prompt(slug="spirit", prompt_slug="extinction")
    publish_all(thread)
    return prompt_of(thread)


def data(page: PageRead) -> dict:
    (script,) = page.tree.cssselect('script[type="application/ld+json"]')
    return json.loads(script.text)


DESK = {"copies.css", "decisions.css", "desk.css", "essay.css", "history.css", "publish.css"}  # no reader’s
# What a page loads after site.css: one shown by link, one to sign in, one to follow, one to search,
# one that is a whole thread, one that is a call, one to send an essay, one of an accepted author.
BESIDE = (
    {"preview.css"},
    {"full.css"},
    {"private.css"},
    {"private.css", "follow.css"},
    {"private.css", "acceptance.css"},
    {"search.css"},
    {"call.css"},
    {"submit.css"},
)


def test_the_styles_of_any_page_for_readers_weigh_at_most_25_kilobytes():
    weights = {path.name: path.stat().st_size for path in (ROOT / "static/css").glob("*.css")}
    assert set(weights) == {"site.css", *DESK, *set.union(*BESIDE)}
    pages = [weights["site.css"] + sum(weights[name] for name in beside) for beside in BESIDE]
    assert max(pages) <= 25_000


def test_pages_load_nothing_from_another_host_and_two_small_scripts_that_wait(prompt):
    publish_all(response_to(prompt, slug="reply"))
    finds, copies = "/static/js/search.js", "/static/js/copy.js"
    loading = {"/": [finds], "/search/?q=reply": [finds], "/people/": [finds]}
    loading |= {"/threads/spirit/": [finds, copies], "/responses/reply/": [finds, copies]}
    for path, scripts in loading.items():
        page = read(path)
        loaded = page.tree.cssselect("script[src]")
        assert [(each.get("src"), each.get("defer")) for each in loaded] == [
            (src, "defer") for src in scripts
        ]
        loaded = page.tree.cssselect('link[rel="stylesheet"], link[rel="icon"], img, iframe, video, audio')
        assert [
            each.get("href") or each.get("src") for each in loaded if "//" in (each.get("href") or "")
        ] == []


def test_reading_pages_set_no_cookie_and_vary_by_none(prompt):
    for path in ("/", "/threads/spirit/", "/nowhere/", "/feed/"):
        headers = read(path).headers
        assert "Set-Cookie" not in headers
        assert "Cookie" not in headers.get("Vary", "")


def test_a_page_beside_twice_its_text_weighs_at_most_40_kilobytes(prompt):
    body = "<p>" + "A sentence of some length, as essays have. " * 20 + "</p>"
    replies = [response_to(prompt, f"Reply {n}", slug=f"reply-{n}", body=body * 8) for n in range(20)]
    publish_all(*replies)
    for path in ("/responses/reply-5/", "/threads/spirit/", "/themes/", "/people/"):
        page = read(path)
        text = sum(len(each.encode()) for each in page.texts("div.prose"))
        assert len(page.body.encode()) - 2 * text <= 40_000


def test_json_ld_says_what_the_text_answers(prompt):
    publish_all(response_to(prompt, "A reply", slug="reply"))
    found = data(read("/responses/reply/"))
    assert found["isBasedOn"]["@id"].endswith("/threads/spirit/")
    assert found["headline"] == "A reply"
    assert [author["name"] for author in found["author"]] == ["Anne Conway"]


def test_json_ld_of_a_translation_names_its_original_and_its_translator(prompt):
    reply = response_to(prompt, "A reply", slug="reply")
    publish_all(reply)
    publish_all(translation_of(reply, "zh-hans", "回应", translator=person(LI_ZHI)))
    found = data(read("/zh-hans/responses/reply/"))
    assert found["inLanguage"] == "zh-Hans"
    assert found["translationOfWork"]["@id"].endswith("/responses/reply/")
    assert "zh-hans" not in found["translationOfWork"]["@id"]
    assert found["translator"] == [{"@type": "Person", "name": "李贽", "url": found["translator"][0]["url"]}]


def test_a_page_in_a_lacking_language_tells_machines_of_the_original(prompt):
    publish_all(response_to(prompt, "A reply", slug="reply"))
    found = data(read("/zh-hant/responses/reply/"))
    assert (found["inLanguage"], found["headline"]) == ("en", "A reply")


def test_open_graph_names_the_other_live_languages_only(prompt):
    reply = response_to(prompt, "回应", slug="reply", language="zh-hans")
    publish_all(reply)
    publish(revision=convert_edition(source=edition_of(reply), user=None), user=None)
    metas = read("/zh-hans/responses/reply/").metas
    assert (metas["og:locale"], metas["og:locale:alternate"]) == (["zh_CN"], ["zh_TW"])


def test_the_thread_page_is_data_of_its_prompt(prompt):
    found = data(read("/threads/spirit/"))
    assert found["headline"] == "On the extinction of the spirit"
    assert "isBasedOn" not in found
