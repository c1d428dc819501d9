"""Calls for essays in the reading room: what they say before, while and after they take essays."""

import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from responses.calls.models import Call
from responses.languages.codes import LANGUAGES
from responses.languages.paths import in_language
from tests.factories import publish_all, thread_with_prompt
from tests.reading.pages import PageRead, read
from tests.reading.test_calendars import events_of, lines_of
from tests.reading.test_feeds import ATOM, LANG, entries
from tests.reading.worlds import at
from tests.submissions.making import call

pytestmark = pytest.mark.django_db

OPENS = datetime(2026, 8, 10, 13, tzinfo=UTC)
CLOSES = datetime(2026, 9, 13, 2, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PAGE = "/calls/a-river/"
TEXTS = {
    "en": {
        "title": "Who owns a river?",
        "text": "<p>Say what you think. In your own words.</p>",
        "who": "Students.",
        "after": "Two editors read it.",
    },
    "zh-hans": {"title": "河流属于谁？"},
}


def river(**fields) -> Call:
    return call(
        "a-river",
        **({"texts": TEXTS, "shown_from": OPENS - DAY, "opens_at": OPENS, "closes_at": CLOSES} | fields),
    )


def shown_at(instant: datetime, path: str = PAGE) -> PageRead:
    with at(instant):
        return read(path)


PHASES = {
    "before": (OPENS - HOUR, "Not yet open. Opens 10 Aug 2026, 09:00 Washington / 21:00 Beijing."),
    "open": (OPENS, "Open until 12 Sept 2026, 22:00 Washington / 13 Sept 2026, 10:00 Beijing."),
    "closing": (
        CLOSES - 24 * HOUR,
        "Closing soon: open until 12 Sept 2026, 22:00 Washington / 13 Sept 2026, 10:00 Beijing.",
    ),
    "closed": (CLOSES, "Closed 12 Sept 2026, 22:00 Washington / 13 Sept 2026, 10:00 Beijing."),
}


@pytest.mark.parametrize("phase", PHASES)
def test_a_call_says_honestly_where_it_stands_and_what_can_be_done(phase):
    river(grace_minutes=60, answer_by=date(2026, 10, 1))
    instant, words = PHASES[phase]
    page = shown_at(instant)
    assert page.texts(".window > span")[0] == words
    said = {
        "before": "You can write your essay already: what is asked, and how long it may be, stands below.",
        "open": "Submit an essay",
        "closing": "Submit an essay",
        "closed": "Authors hear from us by October 1, 2026.",
    }
    assert page.texts(".head > p")[2] == said[phase]
    assert page.links(".send") == ([f"{PAGE}submit/"] if phase in ("open", "closing") else [])


def test_the_window_is_told_in_each_language_by_the_clocks_of_both_places():
    river()
    found = {code: shown_at(OPENS, in_language(PAGE, code)).text(".window") for code in LANGUAGES}
    assert found == {
        "en": "Open until 12 Sept 2026, 22:00 Washington / 13 Sept 2026, 10:00 Beijing.",
        "zh-hans": "截止时间：2026年9月12日22:00（华盛顿）/ 9月13日10:00（北京）。",
        "zh-hant": "截止時間：2026年9月12日22:00（華盛頓）/ 9月13日10:00（北京）。",
    }


def test_a_text_that_a_language_lacks_stands_in_another_and_says_so():
    river()
    page = shown_at(OPENS, f"/zh-hant{PAGE}")
    assert (page.text("h1"), page.attribute("h1", "lang")) == ("河流属于谁？", "zh-Hans")
    assert page.attribute("div.prose", "lang") == "en"
    assert [each.get("lang") for each in page.tree.cssselect(".terms dd[lang]")] == ["en", "en"]


def terms(**fields) -> list[str]:
    river(**fields)
    return shown_at(OPENS).texts(".terms dd")


def test_a_call_says_how_long_an_essay_may_be_in_each_language_that_it_takes():
    limits = {
        "en": {"least": 800, "most": 1200},
        "zh-hans": {"least": 1600, "most": 2400},
        "zh-hant": {"most": 1},
    }
    assert terms(limits=limits)[:4] == [
        "English: 800–1,200 words",
        "简体: 1,600–2,400 字",
        "繁體: at most 1 字",
        "A little more or less is no reason not to send it."
        " Each Chinese character counts one, and so does each word of any other script.",
    ]


def test_a_call_with_hard_limits_says_so():
    found = terms(limits={"en": {"least": 300}}, limits_are_hard=True)
    assert found[:2] == [
        "English: at least 300 words",
        "What is longer or shorter cannot be sent."
        " Each Chinese character counts one, and so does each word of any other script.",
    ]


def test_a_call_without_limits_takes_every_language_at_any_length():
    assert terms()[:3] == ["English: any length", "简体: any length", "繁體: any length"]


def test_a_call_says_who_may_send_with_whom_and_what_else_is_asked():
    questions = [
        {"key": "q1", "required": True, "texts": {"en": "Which river?"}},
        {"key": "q2", "required": False, "texts": {"zh-hans": "哪条河？"}},
    ]
    found = terms(questions=questions, entries_per_person=2, most_coauthors=1, kept_months=6)
    assert found[3:7] == [
        "Students.",
        "Up to 2 essays per person. You may write it with one other.",
        "Which river?",
        "哪条河？ (if you like)",
    ]
    assert "Essays that are declined or never sent are erased after 6 months at most." in found


def test_a_call_by_code_says_so():
    river(entry="invited", texts={"en": {"title": "By code"}})
    page = shown_at(OPENS)
    assert page.texts(".head > p")[2] == "For this call you need an access code from the editors."
    assert page.texts(".terms dd")[3] == "Whoever has an access code from the editors."


def test_a_call_is_as_absent_before_it_is_shown_as_one_that_never_was_and_stays_after_it_closed():
    river()
    instants = {OPENS - DAY - timedelta(seconds=1): 404, OPENS - DAY: 200, CLOSES + 900 * DAY: 200}
    assert {instant: shown_at(instant).status for instant in instants} == instants
    assert shown_at(OPENS, "/calls/another/").status == 404


def test_a_call_names_its_thread_once_readers_know_that():
    thread = thread_with_prompt("Whose water?", slug="water")
    river(thread=thread)
    assert shown_at(OPENS).texts(".target") == []
    with at(OPENS):
        publish_all(thread)
    page = shown_at(OPENS)
    assert (page.text(".target"), page.links(".target a")) == (
        "For the thread: Whose water?",
        ["/threads/water/"],
    )


def test_a_thread_and_the_first_page_lead_to_the_call_until_it_closes():
    with at(OPENS - 2 * DAY):
        thread, other = thread_with_prompt(slug="water"), thread_with_prompt(slug="air")
        publish_all(thread, other)
    river(thread=thread)
    found = {}
    for name, (instant, _words) in PHASES.items():
        found[name] = [
            shown_at(instant, path).links(".note.call a")
            for path in ("/", "/threads/water/", "/threads/air/")
        ]
    both = [[PAGE, PAGE], [PAGE], []]
    assert found == {"before": both, "open": both, "closing": both, "closed": [[], [], []]}


def test_the_menu_names_calls_from_the_instant_at_which_there_is_one():
    river()
    for instant, there in [(OPENS - DAY - timedelta(seconds=1), False), (OPENS - DAY, True), (CLOSES, True)]:
        page = shown_at(instant, "/zh-hans/about/")
        assert ("/zh-hans/calls/" in page.links(".menu a")) is there
        assert ("投稿" in page.texts(".menu a")) is there


def test_calls_are_listed_open_ones_first_then_coming_then_past():
    for slug, opens, closes in [
        ("past", -9, -1),
        ("long-past", -30, -20),
        ("open-long", -1, 30),
        ("open-short", -1, 3),
        ("far", 40, 50),
        ("near", 20, 60),
    ]:
        call(slug, shown_from=OPENS - 99 * DAY, opens_at=OPENS + opens * DAY, closes_at=OPENS + closes * DAY)
    call("draft", shown_from=None)
    page = shown_at(OPENS, "/calls/")
    assert page.texts("h2") == ["Open now", "Coming", "Closed"]
    assert [path.split("/")[2] for path in page.links(".row .title a")] == [
        "open-short",
        "open-long",
        "near",
        "far",
        "past",
        "long-past",
    ]


def test_a_list_without_calls_says_so():
    assert (
        shown_at(OPENS, "/calls/").text("main > p:not(.totop)")
        == "No call for essays has been announced yet."
    )
    river()
    assert shown_at(CLOSES, "/calls/").text("main > p:not(.totop)") == (
        "No call is open now, and none has been announced."
    )


def test_the_calendar_file_rings_a_day_before_the_end_and_keeps_its_name(client):
    river()
    with at(OPENS):
        english, chinese = (events_of(client, f"{code}{PAGE}calendar.ics")[0] for code in ("", "/zh-hans"))
        alarm = lines_of(client, f"{PAGE}calendar.ics")
    assert {name: english[name] for name in ("DTSTART", "SUMMARY", "URL", "TRIGGER")} == {
        "DTSTART": "20260913T020000Z",
        "SUMMARY": "Last hour to send: Who owns a river?",
        "URL": "http://127.0.0.1:8000/calls/a-river/",
        "TRIGGER": "-P1D",
    }
    assert (english["UID"], chinese["SUMMARY"]) == (chinese["UID"], "投稿截止：河流属于谁？")
    assert [line for line in alarm if "VALARM" in line] == ["BEGIN:VALARM", "END:VALARM"]


def test_feeds_tell_of_a_call_at_the_instant_from_which_it_is_shown():
    with at(OPENS - 2 * DAY):
        publish_all(thread_with_prompt(slug="water"))
    river()
    with at(OPENS):
        entry, prompt = entries("/zh-hant/feed/")
        (alone,) = entries("/calls/feed/")
    assert (entry.get(LANG), entry.findtext(f"{ATOM}title")) == ("zh-Hans", "征稿：河流属于谁？")
    assert (entry.findtext(f"{ATOM}updated"), prompt.get(LANG)) == ("2026-08-09T13:00:00+00:00", "en")
    assert alone.findtext(f"{ATOM}content") == (
        '<p lang="en">Open from 10 Aug 2026, 09:00 Washington / 21:00 Beijing'
        " until 12 Sept 2026, 22:00 Washington / 13 Sept 2026, 10:00 Beijing.</p>"
        "<p>Say what you think. In your own words.</p>"
    )
    assert alone.findtext(f"{ATOM}summary") == "Say what you think."


def test_the_sitemap_names_calls_in_every_language():
    river()
    with at(OPENS):
        tree = ET.fromstring(read("/sitemap-0.xml").body)
    found = {loc.text for loc in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    assert {f"http://127.0.0.1:8000{in_language(PAGE, code)}" for code in LANGUAGES} <= found


def test_a_page_of_a_call_sets_no_cookie_and_may_be_kept_as_other_pages_are():
    river()
    page, about = shown_at(OPENS), shown_at(OPENS, "/about/")
    assert "Set-Cookie" not in page.headers
    assert page.headers["Cache-Control"] == about.headers["Cache-Control"]


def test_an_essay_is_sent_at_the_address_that_the_page_leads_to():
    try:
        found = reverse("submissions:submit", kwargs={"slug": "a-river"})
    except NoReverseMatch:
        pytest.skip("nothing takes essays yet")
    assert found == f"{PAGE}submit/"


QUERIES = {
    "/": 7,
    "/threads/water/": 8,
    "/about/": 2,
    "/calls/": 2,
    "/zh-hans/calls/call-0/": 2,
    "/calls/call-0/calendar.ics": 1,
    "/calls/feed/": 2,
    "/feed/": 4,
    "/sitemap-0.xml": 3,
}


@pytest.mark.parametrize("items", [1, 20])
def test_pages_of_calls_ask_a_fixed_number_of_queries(client, items):
    thread = thread_with_prompt(slug="water")
    publish_all(thread)
    for number in range(items):
        call(f"call-{number}", thread=thread)
    found = {}
    for path in QUERIES:
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        found[path] = len(queries)
    assert found == QUERIES
