"""How a text is cited: on its page, by files, by its short address."""

import json
from copy import deepcopy
from datetime import timedelta

import pytest

from responses.languages.codes import LANGUAGES
from responses.languages.paths import in_language
from responses.lib.short_ids import short_id
from responses.threads.services.addresses import claim_slug
from responses.threads.services.editions import convert_edition
from responses.threads.services.essays import save_essay
from responses.threads.services.publishing import publish, withdraw
from tests.cast import FAN_ZHEN, LI_ZHI
from tests.factories import (
    edition_of,
    person,
    prompt_of,
    publish_all,
    response_to,
    save,
    theme,
    thread_with_prompt,
    translation_of,
)
from tests.reading.pages import fold, read
from tests.reading.worlds import NOON, START, at

DATED = {"dated_precision": "day", "dated_year": 2017, "dated_month": 9, "dated_day": 21}
EXTENSIONS = ("bib", "ris", "json")


@pytest.fixture(scope="module")
def built(laid):
    with laid():
        with at(START):
            thread = thread_with_prompt(
                slug="spirit", prompt_slug="extinction", prompt="Extinction", dated=DATED, themes=[theme()]
            )
            publish_all(thread)
        yield thread, a_reply(thread)


@pytest.fixture
def thread(db, built):
    return deepcopy(built[0])


@pytest.fixture
def reply(db, built):
    return deepcopy(built[1])


def a_reply(thread):
    """By Fan Zhen, in Chinese, with an English translation by Li Zhi and a conversion."""
    with at(START):
        reply = response_to(
            prompt_of(thread),
            "形神",
            slug="reply",
            language="zh-hans",
            authors=[person(FAN_ZHEN)],
            dated=DATED,
        )
        publish_all(reply)
        publish_all(translation_of(reply, "en", "Body and Spirit", translator=person(LI_ZHI)))
        publish(revision=convert_edition(source=edition_of(reply), user=None), user=None)
    return reply


def cited(path):
    """Each style's reference on that page, and each one's to the exact version."""
    with at(NOON):
        page = read(path)
    lists = page.tree.cssselect("details.cite dl.references")
    terms = [[fold(each.text_content()) for each in one.cssselect("dt")] for one in lists]
    said = [[fold(each.text_content()) for each in one.cssselect("dd")] for one in lists]
    return [dict(zip(names, texts, strict=True)) for names, texts in zip(terms, said, strict=True)]


SHORT = f"http://testserver/t/{short_id('reply')}"


def test_a_text_names_its_references_in_four_styles(reply, settings):
    settings.SITE_URL = "http://testserver"
    plain, exact = cited("/responses/reply/")
    assert plain == {
        "APA 7": f"Fan, Z. (2017, September 21). Body and Spirit (李贽, Trans.). Dialogue Initiative. {SHORT}"
        " (Original work published in Chinese as “形神”)",
        "MLA 9": "Fan Zhen. “Body and Spirit.” Translated by 李贽. Dialogue Initiative, 21 Sept. 2017,"
        f" {SHORT}. Originally published in Chinese as “形神.”",
        "Chicago 17": "Fan Zhen. “Body and Spirit.” Translated by 李贽. Dialogue Initiative,"
        f" September 21, 2017. {SHORT}. Originally published in Chinese as “形神.”",
        "GB/T 7714—2015": "FAN Z. Body and Spirit: translated from 形神[EB/OL]. 李贽, trans."
        f" (2017-09-21)[2026-03-01]. {SHORT}.",
    }
    fingerprint = edition_of(reply, "en").latest.hash[:12]
    assert f"Version 1 (2026-03-01, SHA-256 {fingerprint})" in exact["GB/T 7714—2015"]


def test_the_original_names_what_it_is_called_in_english_and_a_conversion_what_it_is(reply, settings):
    settings.SITE_URL = "http://testserver"
    plain, _exact = cited("/zh-hans/responses/reply/")
    own = SHORT.replace("/t/", "/zh-hans/t/")
    assert list(plain.items())[:2] == [
        ("GB/T 7714—2015", f"范缜. 形神[EB/OL]. (2017-09-21)[2026-03-01]. {own}."),
        (
            "APA 7",
            f"Fan, Z. (2017, September 21). 形神 [Body and Spirit]. Dialogue Initiative. {own}",
        ),
    ]
    plain, _exact = cited("/zh-hant/responses/reply/")
    assert plain["GB/T 7714—2015"] == (
        "范縝. 形神: 由簡體自動轉換，未校[EB/OL]. (2017-09-21)[2026-03-01]. "
        f"{SHORT.replace('/t/', '/zh-hant/t/')}."
    )


def test_a_thread_names_the_references_of_its_prompt(thread):
    plain, exact, _whole = cited("/threads/spirit/")
    assert plain["MLA 9"].startswith("Fan Zhen. “Extinction.” Dialogue Initiative, 21 Sept. 2017, http")
    assert len(exact) == 4


def test_a_thread_as_a_whole_is_cited_by_its_question_and_the_day_it_began_here(thread, settings):
    settings.SITE_URL = "http://testserver"
    thread.texts["zh-hans"] = {"title": "形谢则神灭？"}
    thread.save()
    whole = cited("/threads/spirit/")[-1]
    url = "http://testserver/threads/spirit/"
    assert whole == {
        "APA 7": f"Does the spirit outlive the body? (2026, March 1). Dialogue Initiative. {url}",
        "MLA 9": f"“Does the spirit outlive the body?” Dialogue Initiative, 1 Mar. 2026, {url}.",
        "Chicago 17": f"“Does the spirit outlive the body?” Dialogue Initiative, March 1, 2026. {url}.",
        "GB/T 7714—2015": f"Does the spirit outlive the body?[EB/OL]. (2026-03-01)[2026-03-01]. {url}.",
    }
    assert cited("/zh-hans/threads/spirit/")[-1]["GB/T 7714—2015"] == (
        "形谢则神灭？[EB/OL]. (2026-03-01)[2026-03-01]. http://testserver/zh-hans/threads/spirit/."
    )
    # In a language that it is not asked in, it goes by the question that the page shows.
    assert cited("/zh-hant/threads/spirit/")[-1]["APA 7"] == (
        "形谢则神灭？ [Does the spirit outlive the body?]. (2026, March 1). Dialogue Initiative."
        f" {url.replace('/threads', '/zh-hans/threads')}"
    )


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_a_thread_as_a_whole_has_files_for_as_long_as_it_has_a_page(thread, extension):
    path = f"/threads/spirit/full/cite.{extension}"
    assert path in read("/threads/spirit/").links("details.cite p.printing a")
    page = read(path)
    assert page.headers["Content-Disposition"] == f'attachment; filename="thread-spirit.{extension}"'
    assert ("Does the spirit outlive the body?" in page.body, "Fan" in page.body) == (True, False)
    with at(START + timedelta(hours=1)):
        withdraw(edition=edition_of(prompt_of(thread)), user=None, note="By mistake.")
    assert read(path).body == page.body
    assert [len(each) for each in cited("/threads/spirit/")] == [4]
    claim_slug(thread, "ghost")
    thread.save()
    assert read(path).headers["Location"] == f"/threads/ghost/full/cite.{extension}"
    draft = thread_with_prompt("Who else?", slug="elsewhere")
    assert read(f"/threads/{draft.slug}/full/cite.{extension}").status == 404


def test_a_pen_name_is_never_turned_round(thread):
    speaker = person({"en": {"name": "Plain Speaker"}}, slug="plain-speaker")
    speaker.is_pseudonym = True
    speaker.save()
    with at(START):
        publish_all(response_to(prompt_of(thread), slug="penned", authors=[speaker]))
    assert cited("/responses/penned/")[0]["APA 7"].startswith("Plain Speaker. (n.d.).")


def test_the_version_is_counted_among_those_that_readers_saw(reply):
    edition = edition_of(reply, "en")
    with at(START + timedelta(minutes=1)):
        save(edition, "Never shown")
        save(edition, "Nor this")
    assert "version 1 of 1 Mar. 2026" in cited("/responses/reply/")[1]["MLA 9"]
    with at(START + timedelta(hours=1)):
        publish(revision=save(edition, "Body and Spirit, Again"), user=None)
    found = cited("/responses/reply/")[1]["MLA 9"]
    assert ("Body and Spirit, Again" in found, "version 2 of 1 Mar. 2026" in found) == (True, True)


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_each_language_has_its_own_file(reply, extension):
    titles = {"en": "Body and Spirit", "zh-hans": "形神", "zh-hant": "形神"}
    names = {"en": "reply-en", "zh-hans": "reply", "zh-hant": "reply-zh-hant"}
    types = {
        "bib": "application/x-bibtex",
        "ris": "application/x-research-info-systems",
        "json": "application/vnd.citationstyles.csl+json",
    }
    for code in LANGUAGES:
        page = read(in_language(f"/responses/reply/cite.{extension}", code))
        assert (page.status, page.headers["Content-Type"]) == (200, f"{types[extension]}; charset=utf-8")
        name = f'attachment; filename="{names[code]}.{extension}"'
        assert page.headers["Content-Disposition"] == name
        assert titles[code] in page.body
        assert f"/t/{reply.short_id}" in page.body


def test_a_file_says_what_the_text_is_about(thread):
    (found,) = json.loads(read("/threads/spirit/cite.json").body)
    assert (found["title"], found["keyword"], found["author"]) == (
        "Extinction",
        "Body and spirit",
        [{"family": "Fan", "given": "Zhen"}],
    )


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_files_follow_their_text(thread, reply, extension):
    def answer(path):
        page = read(f"{path}cite.{extension}")
        return page.status, page.headers.get("Location", "")

    save_essay(essay=reply, slug="renamed")
    assert answer("/responses/reply/") == (301, f"/responses/renamed/cite.{extension}")
    assert answer("/zh-hans/responses/extinction/") == (301, f"/zh-hans/threads/spirit/cite.{extension}")
    assert answer("/responses/never/") == answer("/threads/never/") == (404, "")
    for edition in reply.editions.all():
        withdraw(edition=edition, user=None, note="At the author’s wish.")
    assert answer("/responses/renamed/") == (410, "")
    withdraw(edition=edition_of(prompt_of(thread)), user=None, note="By mistake.")
    page = read(f"/threads/spirit/cite.{extension}")
    assert (page.status, "By mistake." in page.body) == (410, True)


def test_a_short_address_leads_in_one_hop_to_the_text_in_its_language(thread, reply):
    for code in LANGUAGES:
        page = read(in_language(f"/t/{reply.short_id}", code))
        assert (page.status, page.headers["Location"]) == (302, in_language("/responses/reply/", code))
        page = read(in_language(f"/t/{prompt_of(thread).short_id}", code))
        assert (page.status, page.headers["Location"]) == (302, in_language("/threads/spirit/", code))


def test_a_short_address_stays_when_the_long_one_changes_and_may_be_typed_in_capitals(reply):
    save_essay(essay=reply, slug="renamed")
    for typed in (reply.short_id.upper(), f"{reply.short_id}/"):
        assert read(f"/t/{typed}").headers["Location"] == "/responses/renamed/"


def test_the_short_address_of_a_withdrawn_text_says_why(thread, reply):
    for edition in reply.editions.all():
        withdraw(edition=edition, user=None, note="At the author’s wish.")
    page = read(f"/t/{reply.short_id}")
    assert (page.status, "At the author’s wish." in page.body) == (410, True)
    withdraw(edition=edition_of(prompt_of(thread)), user=None, note="By mistake.")
    assert read(f"/t/{prompt_of(thread).short_id}").headers["Location"] == "/threads/spirit/"


def test_the_short_address_of_a_draft_answers_as_one_that_nothing_has(thread):
    draft = response_to(prompt_of(thread), slug="draft")
    unpublished = prompt_of(thread_with_prompt("Who else?", slug="elsewhere"))
    never = read("/t/bcdfgh")
    assert never.status == 404
    for essay in (draft, unpublished):
        page = read(f"/t/{essay.short_id}")
        assert (page.status, page.body.replace(essay.short_id, "bcdfgh")) == (404, never.body)


def test_the_page_tells_machines_what_to_cite_and_where_the_files_are(reply, settings):
    settings.SITE_URL = "http://testserver"
    page = read("/zh-hans/responses/reply/")
    assert page.links('link[rel="cite-as"]') == [SHORT.replace("/t/", "/zh-hans/t/")]
    offered = page.tree.cssselect('link[rel="alternate"][type^="application/"]:not([type*="atom"])')
    assert [(each.get("type"), each.get("href")) for each in offered] == [
        ("application/x-bibtex", "/zh-hans/responses/reply/cite.bib"),
        ("application/x-research-info-systems", "/zh-hans/responses/reply/cite.ris"),
        ("application/vnd.citationstyles.csl+json", "/zh-hans/responses/reply/cite.json"),
    ]
    assert page.links("details.cite p.printing a") == [each.get("href") for each in offered]


def test_the_page_tells_zotero_and_scholar_all_there_is_to_tell(reply):
    metas = read("/responses/reply/").metas
    assert {name: said for name, said in metas.items() if name.startswith(("citation_", "DC.", "z:"))} == {
        "citation_title": ["Body and Spirit"],
        "citation_author": ["Fan, Zhen"],
        "citation_publication_date": ["2017/09/21"],
        "citation_keywords": ["Body and spirit"],
        "DC.contributor": ["李贽"],
        "citation_online_date": ["2026/03/01"],
        "citation_language": ["en"],
        "citation_publisher": ["Dialogue Initiative"],
        "citation_public_url": metas["og:url"],
        "citation_fulltext_html_url": metas["og:url"],
        "z:itemType": ["webpage"],
    }
