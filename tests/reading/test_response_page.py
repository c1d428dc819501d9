"""The response page says what PRODUCT.md says it says, in that order."""

from copy import deepcopy

import pytest

from responses.languages.codes import LANGUAGES
from responses.languages.paths import in_language
from responses.threads.models import Essay
from responses.threads.services.editions import convert_edition, mark_reviewed
from responses.threads.services.essays import save_essay
from responses.threads.services.publishing import publish, withdraw
from tests.cast import FAN_ZHEN, LI_ZHI
from tests.factories import (
    edition_of,
    make_user,
    person,
    prompt_of,
    publish_all,
    response_to,
    save,
    theme,
    thread_with_prompt,
    translation_of,
)
from tests.reading.pages import read

DATED = {"dated_precision": "day", "dated_year": 2017, "dated_month": 9, "dated_day": 21}


@pytest.fixture(scope="module")
def built(laid):
    with laid():
        found = thread_with_prompt(
            themes=[theme(zh_hans="形与神", zh_hant="形與神")],
            slug="spirit",
            prompt_slug="extinction",
            summary="The spirit is to the body as sharpness to the blade.",
        )
        publish_all(found)
        yield found


@pytest.fixture
def thread(db, built):
    return deepcopy(built)


@pytest.fixture
def prompt(thread):
    return prompt_of(thread)


def replies(target: Essay, count: int) -> list[Essay]:
    found = [response_to(target, f"Reply {n}", slug=f"reply-{n}", dated=DATED) for n in range(1, count + 1)]
    publish_all(*found)
    return found


def test_the_parts_stand_in_the_order_of_the_brief(prompt):
    first = replies(prompt, 2)[0]
    publish_all(response_to(first, "A reply to the reply"))
    publish_all(save(edition_of(first), summary="A summary.").edition)
    elsewhere = thread_with_prompt("Else?", themes=list(prompt.themes.all()), slug="else")
    publish_all(elsewhere)
    page = read("/responses/reply-1/")
    parts = [
        'a.skip[href="#content"]',
        'a[href="#menu"]',
        "nav.switch",
        ".themes",
        "p.date",
        "p.target",
        "h1",
        "p.by",
        "p.summary",
        "div.prose",
        "section.bios",
        "section.answers",
        "section.others",
        "section.also",
        "details.cite",
        "p.totop",
        "#menu",
    ]
    assert page.order(*parts) == parts


def test_there_is_one_h1_and_it_is_the_title(prompt):
    replies(prompt, 1)
    assert read("/responses/reply-1/").texts("h1") == ["Reply 1"]


def test_skip_links_and_back_to_top_lead_to_places_that_take_the_focus(prompt):
    replies(prompt, 1)
    page = read("/responses/reply-1/")
    for place in ("content", "menu", "top"):
        assert page.links(f'a[href="#{place}"]') != []
        assert page.attribute(f"#{place}", "tabindex") == "-1"


@pytest.mark.parametrize(
    ("dated", "text", "value"),
    [
        (DATED, "September 21, 2017", ["2017-09-21"]),
        ({"dated_precision": "month", "dated_year": 2017, "dated_month": 9}, "September 2017", ["2017-09"]),
        ({"dated_precision": "year", "dated_year": 1895}, "1895", ["1895"]),
        ({"dated_precision": "year", "dated_year": -81}, "81 BCE", []),
        ({"dated_precision": "words", "dated_words": "in the rainy season"}, "in the rainy season", []),
    ],
)
def test_the_date_is_in_long_form_and_for_machines_where_html_can_say_it(prompt, dated, text, value):
    publish_all(response_to(prompt, "Dated", slug="dated", dated=dated))
    page = read("/responses/dated/")
    assert page.text("p.date") == text
    assert [element.get("datetime") for element in page.tree.cssselect("p.date time")] == value


def test_a_text_without_a_date_has_no_date(prompt):
    publish_all(response_to(prompt, "Undated", slug="undated-reply"))
    assert read("/responses/undated-reply/").texts("p.date") == []


def test_chinese_dates_are_in_chinese(prompt):
    replies(prompt, 1)
    assert read("/zh-hans/responses/reply-1/").text("p.date") == "2017年9月21日"


def test_what_it_answers_is_linked_to_the_thread_for_a_prompt(prompt):
    replies(prompt, 1)
    page = read("/responses/reply-1/")
    assert page.text("p.target") == "Responding To: On the extinction of the spirit"
    assert page.links("p.target a") == ["/threads/spirit/"]


def test_what_it_answers_is_linked_to_its_page_for_a_response(prompt):
    (first,) = replies(prompt, 1)
    publish_all(response_to(first, "Back", slug="back"))
    assert read("/responses/back/").links("p.target a") == ["/responses/reply-1/"]


def test_the_link_to_what_it_answers_follows_a_changed_title(prompt):
    replies(prompt, 1)
    publish(revision=save(edition_of(prompt), "On the spirit, corrected"), user=None)
    assert read("/responses/reply-1/").text("p.target") == "Responding To: On the spirit, corrected"


def test_what_it_answers_is_marked_with_its_own_language(prompt):
    replies(prompt, 1)
    page = read("/zh-hans/responses/reply-1/")
    assert page.attribute("p.target a", "lang") == "en"
    assert read("/responses/reply-1/").attribute("p.target a", "lang") is None


def test_a_withdrawn_target_is_named_without_title_or_link(prompt):
    replies(prompt, 2)
    withdraw(edition=edition_of(prompt), user=None, note="At the author’s wish.")
    page = read("/responses/reply-1/")
    assert page.status == 200
    assert page.text("p.target") == "Responding To: a withdrawn essay"
    assert "On the extinction of the spirit" not in page.body


def test_credits_stay_as_they_were_when_the_text_was_published(prompt):
    replies(prompt, 1)
    author = person()
    author.texts = {"en": {"name": "Anne Finch", "affiliation": "Nowhere", "bio": "<p>Changed.</p>"}}
    author.set_sort_keys()
    author.save()
    page = read("/responses/reply-1/")
    assert page.text("p.by") == "Anne Conway, Ragley Hall"
    assert page.text("section.bios .bio").endswith("Anne Conway is a philosopher.")


def test_two_authors_are_named_in_their_order(prompt):
    both = [person(FAN_ZHEN), person()]
    publish_all(response_to(prompt, "Together", slug="together", authors=both))
    page = read("/responses/together/")
    assert page.texts("p.by bdi") == ["Fan Zhen", "Anne Conway"]
    assert page.links("p.by a") == ["/people/fan-zhen/", "/people/anne-conway/"]


def test_answers_are_absent_when_there_are_none(prompt):
    replies(prompt, 1)
    assert read("/responses/reply-1/").texts("section.answers") == []


def test_answers_are_listed_in_thread_order(prompt):
    (first,) = replies(prompt, 1)
    publish_all(*(response_to(first, f"Back {n}") for n in range(3)))
    assert read("/responses/reply-1/").texts("section.answers .title a") == ["Back 0", "Back 1", "Back 2"]


def test_other_responses_are_absent_for_an_only_response(prompt):
    replies(prompt, 1)
    assert read("/responses/reply-1/").texts("section.others") == []


def test_other_responses_tell_the_place_and_the_neighbours(prompt):
    replies(prompt, 9)
    page = read("/responses/reply-3/")
    assert page.text("section.others h2") == "Other Responses to On the extinction of the spirit"
    assert page.text("section.others > p.summary") == "The spirit is to the body as sharpness to the blade."
    assert page.text("nav.place .number") == "3 of 9"
    assert page.links('nav.place a[rel="prev"]') == ["/responses/reply-2/"]
    assert page.links('nav.place a[rel="next"]') == ["/responses/reply-4/"]
    assert page.text("section.others p.all") == "Read all 9"
    expected = [f"Reply {n}" for n in (1, 2, 4, 5, 6, 7, 8, 9)]
    assert page.texts("section.others .title a") == expected


def test_the_first_response_has_no_previous_and_the_last_no_next(prompt):
    replies(prompt, 3)
    assert read("/responses/reply-1/").links('nav.place a[rel="prev"]') == []
    assert read("/responses/reply-3/").links('nav.place a[rel="next"]') == []


def test_of_more_than_twelve_others_the_twelve_nearest_are_listed(prompt):
    replies(prompt, 20)
    nearest = {1: range(2, 14), 10: [*range(4, 10), *range(11, 17)], 20: range(8, 20)}
    for number, listed in nearest.items():
        page = read(f"/responses/reply-{number}/")
        assert page.texts("section.others .title a") == [f"Reply {n}" for n in listed]
        assert page.text("nav.place .number") == f"{number} of 20"


def test_a_closing_reply_is_neither_listed_nor_counted(prompt):
    replies(prompt, 2)
    publish_all(response_to(prompt, "The last word", slug="last-word", kind="closing_reply"))
    page = read("/responses/reply-1/")
    assert page.texts("section.others .title a") == ["Reply 2"]
    assert page.text("nav.place .number") == "1 of 2"
    closing = read("/responses/last-word/")
    assert closing.texts("nav.place") == []
    assert closing.texts("section.others .title a") == ["Reply 1", "Reply 2"]


def test_you_might_also_like_never_shows_the_text_itself_or_anything_twice(prompt):
    replies(prompt, 3)
    subject = list(prompt.themes.all())
    for n in range(4):
        publish_all(
            thread_with_prompt(f"Else {n}?", prompt=f"Elsewhere {n}", themes=subject, slug=f"else-{n}")
        )
    page = read("/responses/reply-1/")
    also = page.texts("section.also .title a")
    assert (len(also), set(also) <= {f"Elsewhere {n}" for n in range(4)}) == (3, True)
    rows = page.links("main .rows .title a")
    assert len(rows) == len(set(rows))
    assert "/responses/reply-1/" not in rows


def test_cite_print_and_licence_are_closed(prompt):
    replies(prompt, 1)
    page = read("/responses/reply-1/")
    assert page.text("details.cite > summary") == "Cite · Print · Licence"
    assert page.attribute("details.cite", "open") is None


@pytest.mark.parametrize(("prefix", "tag"), [("", "en"), ("/zh-hans", "zh-Hans"), ("/zh-hant", "zh-Hant")])
def test_the_page_says_its_own_language(prompt, prefix, tag):
    replies(prompt, 1)
    assert read(f"{prefix}/responses/reply-1/").tree.get("lang") == tag


def test_the_switch_leads_to_this_text_in_each_language_under_its_own_name(prompt):
    replies(prompt, 1)
    page = read("/zh-hans/responses/reply-1/")
    found = {
        a.text_content().strip(): (a.get("href"), a.get("lang")) for a in page.tree.cssselect("nav.switch a")
    }
    assert found["English"] == ("/responses/reply-1/", "en")
    assert found["繁體"] == ("/zh-hant/responses/reply-1/", "zh-Hant")


def test_a_lacking_language_shows_the_original_under_a_notice(prompt):
    replies(prompt, 1)
    page = read("/zh-hans/responses/reply-1/")
    assert page.status == 200
    assert page.text("p.notice") == "本文暂无简体版，以下为英文原文。"
    assert page.attribute("h1", "lang") == "en"
    assert page.attribute("div.prose", "lang") == "en"
    assert page.attribute('link[rel="canonical"]', "href").endswith("/responses/reply-1/")
    assert "zh-hans" not in page.attribute('link[rel="canonical"]', "href")
    assert set(page.alternates) == {"en", "x-default"}


def test_a_translation_is_shown_in_its_language_with_its_translator(prompt):
    (first,) = replies(prompt, 1)
    publish_all(translation_of(first, "zh-hans", "一个回应", translator=person(LI_ZHI)))
    page = read("/zh-hans/responses/reply-1/")
    assert page.texts("p.notice") == []
    assert page.texts("h1") == ["一个回应"]
    assert "李贽" in page.text("p.credit")
    assert page.attribute("h1", "lang") is None


def test_hreflang_names_live_editions_themselves_and_the_original(prompt):
    (first,) = replies(prompt, 1)
    publish_all(translation_of(first, "zh-hans", "一个回应"))
    expected = {
        "en": "/responses/reply-1/",
        "zh-Hans": "/zh-hans/responses/reply-1/",
        "x-default": "/responses/reply-1/",
    }
    for path in ("/responses/reply-1/", "/zh-hans/responses/reply-1/"):
        found = {code: "/" + href.split("/", 3)[3] for code, href in read(path).alternates.items()}
        assert found == expected


def test_x_default_of_a_chinese_original_is_the_chinese_page(prompt):
    publish_all(response_to(prompt, "中文回应", slug="zhongwen", language="zh-hans"))
    assert (
        read("/zh-hans/responses/zhongwen/").alternates["x-default"].endswith("/zh-hans/responses/zhongwen/")
    )


def test_a_conversion_is_called_automatic_until_a_person_has_checked_it(prompt):
    answer = response_to(prompt, "发展", slug="fazhan", language="zh-hans", body="<p>发展。</p>")
    publish_all(answer)
    publish(revision=convert_edition(source=edition_of(answer), user=None), user=None)
    page = read("/zh-hant/responses/fazhan/")
    assert page.texts("h1") == ["發展"]
    assert page.text("p.credit") == "繁體（自動轉換，未校）"
    mark_reviewed(edition=edition_of(answer, "zh-hant"), user=make_user())
    assert "未校" not in read("/zh-hant/responses/fazhan/").text("p.credit")


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_survive_character_for_character(prompt, language):
    body = "<p>[The] “quoted” state’s 10\u00a0percent — 蕭𥌃素、伏𠷐, ⿻ and 㐀.</p>"
    publish_all(response_to(prompt, "蕭𥌃素 [sic]", slug="rare", body=body))
    page = read(("" if language == "en" else f"/{language}") + "/responses/rare/")
    assert page.texts("h1") == ["蕭𥌃素 [sic]"]
    (paragraph,) = page.tree.cssselect("div.prose p")
    assert paragraph.text_content() == "[The] “quoted” state’s 10\u00a0percent — 蕭𥌃素、伏𠷐, ⿻ and 㐀."


def test_footnotes_are_numbered_and_lead_both_ways(prompt):
    body = '<p>One<span data-footnote="">First note.</span> and two<span data-footnote="">Second.</span>.</p>'
    publish_all(response_to(prompt, "Noted", slug="noted", body=body))
    page = read("/responses/noted/")
    assert page.texts("sup.note-ref") == ["1", "2"]
    assert page.links("sup.note-ref a") == ["#fn1", "#fn2"]
    assert [item.get("id") for item in page.tree.cssselect("section.notes li")] == ["fn1", "fn2"]


def test_machines_are_told_of_the_text_in_its_own_language(prompt):
    answer = response_to(prompt, "中文回应", slug="zhongwen", language="zh-hans", dated=DATED)
    publish_all(answer)
    metas = read("/responses/zhongwen/").metas
    assert metas["citation_title"] == ["中文回应"]
    assert metas["citation_author"] == ["Conway, Anne"]
    assert metas["citation_publication_date"] == ["2017/09/21"]
    assert metas["citation_language"] == ["zh-Hans"]
    assert metas["og:locale"] == ["zh_CN"]


def test_hostile_titles_and_names_are_text(prompt):
    hostile = '</script><script>alert(1)</script>" onload="x'
    author = person({"en": {"name": "<img src=x onerror=alert(1)>"}}, slug="hostile")
    publish_all(response_to(prompt, hostile, slug="hostile", authors=[author]))
    page = read("/responses/hostile/")
    assert [s.get("type") for s in page.tree.cssselect("script:not([src])")] == ["application/ld+json"]
    assert page.tree.cssselect("img") == []
    assert page.texts("h1") == [hostile]


def test_a_former_address_leads_to_the_present_one_in_one_hop_in_every_language(prompt):
    (first,) = replies(prompt, 1)
    save_essay(essay=first, slug="renamed")
    save_essay(essay=first, slug="renamed-again")
    for prefix in ("", "/zh-hans", "/zh-hant"):
        for old in ("reply-1", "renamed"):
            page = read(f"{prefix}/responses/{old}/")
            assert (page.status, page.headers["Location"]) == (301, f"{prefix}/responses/renamed-again/")


def test_an_essay_may_take_back_an_address_of_its_own(prompt):
    (first,) = replies(prompt, 1)
    save_essay(essay=first, slug="renamed")
    save_essay(essay=first, slug="reply-1")
    assert read("/responses/reply-1/").status == 200
    assert read("/responses/renamed/").headers["Location"] == "/responses/reply-1/"


def test_a_prompt_has_no_page_but_its_thread(prompt):
    for path in ("/prompts/extinction/", "/responses/extinction/"):
        page = read(path)
        assert (page.status, page.headers["Location"]) == (301, "/threads/spirit/")
    for code in LANGUAGES:
        cut_short = read(in_language("/prompts/", code))
        assert (cut_short.status, cut_short.headers["Location"]) == (301, in_language("/threads/", code))


def test_a_prompts_former_address_leads_to_its_thread_in_one_hop(prompt):
    save_essay(essay=prompt, slug="on-the-spirit")
    for path in ("/prompts/extinction/", "/responses/extinction/"):
        assert read(path).headers["Location"] == "/threads/spirit/"


def test_the_summary_of_a_live_text_is_shown_and_its_rows_use_it(prompt):
    answer = response_to(prompt, "Summed up", slug="summed", summary="It is so. And more.")
    publish_all(answer, *replies(prompt, 1))
    assert read("/responses/summed/").text("article p.summary") == "It is so. And more."


def test_readers_are_told_when_a_translation_follows_an_earlier_version_of_its_source(client, prompt):
    (first,) = replies(prompt, 1)
    words = "The source has been changed since; this text follows an earlier version of it."
    told = "原文此后有改动，本文依据的是较早的版本。"
    publish_all(translation_of(first, "zh-hans", "一个回应"))
    page = f"/zh-hans/responses/{first.slug}/"
    draft = save(edition_of(first), "A reply, corrected")
    assert told not in client.get(page).text  # a draft of the source is nobody's business
    publish(revision=draft, user=None)
    assert told in client.get(page).text
    assert told in client.get(f"/zh-hans/threads/{first.thread.slug}/full/").text
    assert words not in client.get(f"/responses/{first.slug}/").text
