from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
import time_machine

from responses.languages.codes import LANGUAGES
from responses.threads.services.publishing import withdraw
from tests.cast import FAN_ZHEN, LI_ZHI
from tests.factories import (
    edition_of,
    person,
    prompt_of,
    publish_all,
    response_to,
    theme,
    thread_with_prompt,
    translation_of,
)
from tests.reading.pages import read

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def dated(year: int, month: int | None = None, day: int | None = None) -> dict:
    precision = "day" if day else "month" if month else "year"
    parts = {"dated_year": year, "dated_month": month, "dated_day": day}
    return {"dated_precision": precision} | {key: value for key, value in parts.items() if value}


@pytest.fixture
def prompt(db):
    thread = thread_with_prompt(
        themes=[theme(zh_hans="形与神")], slug="spirit", prompt_slug="extinction", dated=dated(2017, 9, 1)
    )
    publish_all(thread)
    return prompt_of(thread)


@pytest.mark.parametrize(
    "path",
    ["/", "/threads/", "/responses/", "/themes/", "/people/", "/about/", "/for-authors/", "/corrections/"],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_site_has_every_page(db, path, language):
    page = read(("" if language == "en" else f"/{language}") + path)
    assert page.status == 200
    assert len(page.texts("h1")) == 1


def test_home_shows_the_current_thread_the_newest_responses_and_the_themes(prompt):
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=1)):
        publish_all(*(response_to(prompt, f"Reply {n}") for n in range(3)))
        page = read("/")
    assert page.texts(".current .title a")[:1] == ["Does the spirit outlive the body?"]
    assert "Reply 2" in page.body
    assert page.texts(".themes a") == ["Body and spirit"]


def test_years_are_listed_the_latest_first_and_before_the_common_era_in_words(prompt):
    for year in (2019, -81, 435):
        publish_all(response_to(prompt, f"In {year}", dated=dated(year)))
    publish_all(response_to(prompt, "When?"))
    response_to(prompt, "Only a draft", dated=dated(1999))
    page = read("/responses/")
    assert page.texts("nav.years a") == ["2019", "2017", "435 CE", "81 BCE", "Undated"]
    assert page.links("nav.years a")[-2:] == ["/responses/81-bce/", "/responses/undated/"]


def test_a_year_lists_its_essays_by_day(prompt):
    for title, day in [("Late", dated(2017, 12, 1)), ("Early", dated(2017, 1, 2)), ("Some day", dated(2017))]:
        publish_all(response_to(prompt, title, dated=day))
    page = read("/responses/2017/")
    assert page.texts(".rows .title a") == ["Some day", "Early", "On the extinction of the spirit", "Late"]


def test_a_year_before_the_common_era_has_its_page(prompt):
    publish_all(response_to(prompt, "Salt", dated=dated(-81)))
    assert read("/responses/81-bce/").texts(".rows .title a") == ["Salt"]


@pytest.mark.parametrize(
    "path", ["/responses/1999/", "/responses/0/", "/responses/02017/", "/responses/0-bce/"]
)
def test_a_year_without_texts_is_not_there(prompt, path):
    assert read(path).status == 404


def test_long_lists_come_in_parts_whose_addresses_stay_good_as_content_grows(prompt):
    publish_all(*(response_to(prompt, f"Reply {n:03}", slug=f"reply-{n:03}") for n in range(60)))
    first = read("/themes/body-and-spirit/")
    assert len(first.texts("section[aria-labelledby=responses-title] .rows .title a")) == 20
    (more,) = first.links('a[rel="next"]')
    assert more == "/themes/body-and-spirit/?from=reply-039"
    second = read(more).texts(".rows .title a")
    assert second == [f"Reply {n:03}" for n in range(39, 19, -1)]
    publish_all(response_to(prompt, "The newest"))
    assert read(more).texts(".rows .title a") == second


def test_a_part_of_a_list_that_begins_nowhere_is_not_there(prompt):
    assert read("/themes/body-and-spirit/?from=nothing").status == 404


def test_people_are_sorted_by_family_name_in_english(prompt):
    chen = person(
        {"en": {"name": "Chenyu Wu", "family_name": "Wu"}, "zh-hans": {"name": "吴晨宇"}}, slug="wu"
    )
    publish_all(
        response_to(prompt, authors=[person(), chen]), response_to(prompt, "b", authors=[person(LI_ZHI)])
    )
    assert read("/people/").texts("main li a") == ["Anne Conway", "Fan Zhen", "李贽", "Chenyu Wu"]


def test_people_are_sorted_by_pinyin_in_simplified_chinese(prompt):
    people = {"zeng": "曾国", "an": "安然", "zhang": "张三", "shan": "单雄"}
    authors = [person({"zh-hans": {"name": name}}, slug=slug) for slug, name in people.items()]
    publish_all(response_to(prompt, authors=authors))
    assert read("/zh-hans/people/").texts("main li a") == ["安然", "范缜", "单雄", "曾国", "张三"]


def test_people_are_sorted_by_strokes_in_traditional_chinese(prompt):
    authors = [
        person({"zh-hant": {"name": name}}, slug=slug) for slug, name in {"a": "蕭統", "b": "丁一"}.items()
    ]
    publish_all(response_to(prompt, authors=authors))
    names = read("/zh-hant/people/").texts("main li a")
    assert names.index("丁一") < names.index("范縝") < names.index("蕭統")


def test_a_person_of_drafts_only_is_not_there(prompt):
    response_to(prompt, authors=[person()])
    assert read("/people/anne-conway/").status == 404
    assert "Anne Conway" not in read("/people/").body


def test_a_persons_page_lists_what_they_wrote_the_latest_first(prompt):
    publish_all(response_to(prompt, "Old", dated=dated(1670)), response_to(prompt, "New", dated=dated(1690)))
    page = read("/people/anne-conway/")
    assert page.texts("h1") == ["Anne Conway"]
    assert page.texts(".rows .title a") == ["New", "Old"]


def test_a_person_whose_texts_are_all_withdrawn_is_gone(prompt):
    reply = response_to(prompt, authors=[person()])
    publish_all(reply)
    withdraw(edition=edition_of(reply), user=None, note="")
    assert read("/people/anne-conway/").status == 410


def test_a_person_keeps_the_name_of_each_script(prompt):
    assert read("/people/fan-zhen/").texts("h1") == ["Fan Zhen"]
    assert read("/zh-hans/people/fan-zhen/").texts("h1") == ["范缜"]
    assert read("/zh-hant/people/fan-zhen/").texts("h1") == ["范縝"]
    assert person(FAN_ZHEN).slug == "fan-zhen"


@pytest.mark.parametrize(
    ("born", "died", "words"),
    [(1631, 1679, "1631–1679"), (None, 1679, "died 1679"), (1631, None, "born 1631")],
)
def test_a_person_with_one_year_known_is_not_given_half_a_span(prompt, born, died, words):
    author = person()
    author.birth_year, author.death_year = born, died
    author.save()
    publish_all(response_to(prompt, authors=[author]))
    assert words in read("/people/anne-conway/").text("main .head")


@pytest.mark.parametrize("path", ["/", "/themes/body-and-spirit/"])
def test_the_row_of_a_thread_says_who_asks_and_when_too(prompt, path):
    rows = read(path).texts("ol.rows:first-of-type > li.row:first-child > *")
    assert rows[0] == "Fan Zhen, Court of Qi"
    assert rows[1] == "Does the spirit outlive the body?"
    assert rows[-1] == "September 1, 2017"


def test_a_theme_says_its_title_in_the_page_language(prompt):
    assert read("/zh-hans/themes/body-and-spirit/").texts("h1") == ["形与神"]


def feed(path: str) -> ET.Element:
    return ET.fromstring(read(path).body.encode())


def test_the_feed_holds_full_texts_by_instant_of_publication(prompt):
    start = datetime.now(UTC)
    for hour, title in [(2, "Second"), (1, "First")]:
        with time_machine.travel(start + timedelta(hours=hour)):
            publish_all(response_to(prompt, title, dated=dated(1700 + hour)))
    with time_machine.travel(start + timedelta(hours=3)):
        entries = feed("/feed/").findall(f"{ATOM}entry")
    titles = [entry.findtext(f"{ATOM}title") for entry in entries]
    assert titles == ["Second", "First", "On the extinction of the spirit"]
    assert "The first paragraph." in (entries[0].findtext(f"{ATOM}content") or "")
    assert entries[0].findtext(f"{ATOM}author/{ATOM}name") == "Anne Conway"


def test_feeds_are_per_language_with_the_original_for_what_is_lacking(prompt):
    reply = response_to(prompt, "A reply")
    publish_all(reply)
    publish_all(translation_of(reply, "zh-hans", "一个回应"))
    found = feed("/zh-hans/feed/")
    titles = {entry.findtext(f"{ATOM}title") for entry in found.findall(f"{ATOM}entry")}
    assert titles == {"一个回应", "On the extinction of the spirit"}
    languages = [
        entry.get("{http://www.w3.org/XML/1998/namespace}lang") for entry in found.iter(f"{ATOM}entry")
    ]
    assert sorted(languages) == ["en", "zh-Hans"]


@pytest.mark.parametrize("path", ["/threads/spirit/", "/themes/body-and-spirit/", "/people/fan-zhen/"])
def test_threads_themes_and_people_have_feeds_of_their_own(prompt, path):
    elsewhere = thread_with_prompt("Else?", prompt="Elsewhere", slug="else", authors=[person()])
    publish_all(elsewhere)
    entries = feed(f"{path}feed/").findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["On the extinction of the spirit"]


def test_a_feed_is_well_formed_whatever_the_text_holds(prompt):
    publish_all(response_to(prompt, "]]><script>&amp;", body="<p>]]&gt; &amp;lt; 𥌃</p>"))
    titles = [entry.findtext(f"{ATOM}title") for entry in feed("/feed/").findall(f"{ATOM}entry")]
    assert "]]><script>&amp;" in titles


def sitemap() -> list[str]:
    parts = [loc.text or "" for loc in ET.fromstring(read("/sitemap.xml").body).iter(f"{SITEMAP}loc")]
    found = []
    for part in parts:
        tree = ET.fromstring(read("/" + part.split("/", 3)[3]).body)
        found += ["/" + (loc.text or "").split("/", 3)[3] for loc in tree.iter(f"{SITEMAP}loc")]
    return found


def test_the_sitemap_names_live_editions_only(prompt):
    reply = response_to(prompt, "A reply", slug="a-reply")
    publish_all(reply)
    publish_all(translation_of(reply, "zh-hans"))
    response_to(prompt, "Draft", slug="draft")
    found = sitemap()
    assert len(found) == len(set(found))
    assert {"/threads/spirit/", "/responses/a-reply/", "/zh-hans/responses/a-reply/"} <= set(found)
    assert "/zh-hant/responses/a-reply/" not in found
    assert "/responses/draft/" not in found


def test_the_sitemap_names_pages_themes_and_people_in_every_language(prompt):
    found = set(sitemap())
    for path in ("/", "/about/", "/themes/body-and-spirit/", "/people/fan-zhen/"):
        assert {path, f"/zh-hans{path}", f"/zh-hant{path}"} <= found


def test_a_part_of_the_sitemap_beyond_the_last_is_not_there(prompt):
    assert read("/sitemap-9.xml").status == 404


def test_robots_names_no_private_path(db):
    page = read("/robots.txt")
    assert page.body.splitlines()[:2] == ["User-agent: *", "Disallow:"]
    assert "admin" not in page.body


def test_healthz_says_ok(db):
    assert read("/healthz").body == "ok\n"
