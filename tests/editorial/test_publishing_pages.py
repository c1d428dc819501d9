"""The control that publishes: what it says before and after, one text or a thread's, once and never half."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from responses.threads.models import Edition, Publication, Release
from responses.threads.services.editions import convert_edition
from tests.cast import ALICE, CHARLIE
from tests.factories import (
    edition_of,
    make_user,
    prompt_of,
    publish_all,
    response_to,
    save,
    thread_with_prompt,
    translation_of,
)

pytestmark = pytest.mark.django_db

LATER = {"when": "later", "date": "2030-03-05", "time": "22:00", "zone": "America/New_York"}
WORDS = "Goes live Tue 5 Mar 2030, 22:00 Washington (Wed 6 Mar, 11:00 Beijing), in English"


@pytest.fixture
def thread():
    return thread_with_prompt()


def together(thread):
    return reverse("admin:responses_thread_publish", args=[thread.pk])


def alone(edition):
    return reverse("admin:responses_edition_publish", args=[edition.pk])


def ask(client, thread, *ticked, shown=(), **typed):
    address = reverse("admin:responses_edition_words")
    versions = {"revision": [each.latest.pk for each in ticked]}
    versions["shown"] = [each.latest.pk for each in (*ticked, *shown)]
    return client.get(address, versions | typed).json()


def test_the_words_name_both_clocks_the_weekday_and_the_languages(client, alice, thread):
    prompt = edition_of(prompt_of(thread))
    chinese = translation_of(prompt_of(thread), "zh-hans")
    traditional = convert_edition(source=chinese, user=alice).edition
    assert ask(client, thread, prompt, **LATER)["words"] == f"{WORDS}."
    assert ask(client, thread, prompt, chinese, **LATER)["words"] == f"{WORDS} and 简体."
    said = ask(client, thread, prompt, chinese, traditional, **LATER)["words"]
    assert said == f"{WORDS.removesuffix('English')}English, 简体 and 繁體."
    response = edition_of(response_to(prompt_of(thread)))
    assert ask(client, thread, prompt, response, **LATER)["words"] == f"2 texts. {WORDS}."


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-hans", "将于华盛顿时间2030年3月5日周二22:00（北京时间3月6日周三11:00）发布，语言：英文和简体。"),
        ("zh-hant", "將於華盛頓時間2030年3月5日週二22:00（北京時間3月6日週三11:00）發布，語言：英文和简体。"),
    ],
)
def test_the_words_are_in_the_language_of_the_desk(client, thread, language, words):
    client.force_login(make_user(ALICE, language=language))
    prompt = edition_of(prompt_of(thread))
    chinese = translation_of(prompt_of(thread), "zh-hans")
    assert ask(client, thread, prompt, chinese, **LATER)["words"] == words


def test_an_hour_that_clocks_skip_is_refused_by_naming_the_gap(client, alice, thread):
    said = ask(
        client, thread, edition_of(prompt_of(thread)), **LATER | {"date": "2030-03-10", "time": "02:30"}
    )
    assert (said["refused"], said["twice"]) == (True, [])
    assert said["words"] == (
        "On Sun 10 Mar 2030 clocks in Washington go forward from 02:00 to 03:00,"
        " so 02:30 does not exist there. Choose 03:00 or later."
    )


def test_an_hour_shown_twice_is_asked_about_and_no_other(client, alice, thread):
    prompt = edition_of(prompt_of(thread))
    fold = LATER | {"date": "2030-11-03", "time": "01:30"}
    said = ask(client, thread, prompt, **fold)
    assert said["refused"] is True
    assert said["twice"] == [
        "Sun 3 Nov 2030, 01:30 Washington (13:30 Beijing)",
        "Sun 3 Nov 2030, 01:30 Washington (14:30 Beijing)",
    ]
    second = ask(client, thread, prompt, **fold, fold="1")
    assert second["words"] == "Goes live Sun 3 Nov 2030, 01:30 Washington (14:30 Beijing), in English."
    assert ask(client, thread, prompt, **LATER)["twice"] == []


def test_a_leap_day_is_a_day_and_a_passed_one_is_refused(client, alice, thread):
    prompt = edition_of(prompt_of(thread))
    leap = ask(client, thread, prompt, **LATER | {"date": "2028-02-29", "time": "09:00"})
    assert leap["words"] == "Goes live Tue 29 Feb 2028, 09:00 Washington (22:00 Beijing), in English."
    passed = ask(client, thread, prompt, **LATER | {"date": "2020-02-29"})
    assert (passed["refused"], passed["words"]) == (
        True,
        "That time has passed. Choose “now” or a later time.",
    )


@pytest.mark.parametrize(
    "typed", [{"date": "9999-12-31", "time": "23:59"}, {"date": "0001-01-01"}, {"zone": "x"}]
)
def test_no_time_makes_the_words_fail(client, alice, thread, typed):
    said = ask(client, thread, edition_of(prompt_of(thread)), **LATER | typed)
    assert said["words"] != ""


def test_each_row_says_what_keeps_it_back_as_ticks_change(client, alice, thread):
    prompt = edition_of(prompt_of(thread))
    response = edition_of(response_to(prompt_of(thread)))
    alone = ask(client, thread, response, shown=[prompt], when="now")
    sentence = "What it answers is neither live at that time nor ticked."
    assert alone["why"] == {str(response.latest.pk): sentence}
    assert ask(client, thread, prompt, response, when="now")["why"] == {}


def test_looking_writes_nothing(client, alice, thread):
    prompt = edition_of(prompt_of(thread))
    ask(client, thread, prompt, **LATER)
    client.get(together(thread))
    client.get(alone(prompt))
    client.post(alone(prompt), LATER | {"revision": prompt.latest.pk, "check": "1"})
    assert (Publication.objects.count(), Release.objects.count()) == (0, 0)
    assert client.post(reverse("admin:responses_edition_words")).status_code == 405


def test_texts_of_a_thread_go_live_together_and_once_for_a_double_click(client, alice, thread):
    prompt = edition_of(prompt_of(thread))
    response = edition_of(response_to(prompt_of(thread)))
    data = LATER | {"revision": [response.latest.pk, prompt.latest.pk], "note": "Spring"}
    for _click in range(2):
        answer = client.post(together(thread), data, follow=True)
        assert f"2 texts. {WORDS}." in answer.text
    assert (Publication.objects.count(), Release.objects.get().note) == (2, "Spring")
    desk = client.get("/admin/")
    assert [each.what for each in desk.context["coming"]] == []
    with time_machine.travel(datetime(2030, 3, 4, tzinfo=UTC)):
        client.force_login(alice)
        desk = client.get("/admin/")
    assert [(each.when, each.what) for each in desk.context["coming"]] == [
        ("Tue 5 Mar 2030, 22:00 Washington (Wed 6 Mar, 11:00 Beijing)", "Spring: 2 texts together")
    ]


def test_what_is_not_ready_is_said_in_its_row_and_nothing_goes_live(client, alice, thread):
    prompt = edition_of(prompt_of(thread))
    response = edition_of(response_to(prompt_of(thread)))
    seen = response.latest
    save(response, "Saved meanwhile")
    answer = client.post(together(thread), {"revision": [prompt.latest.pk, seen.pk], "when": "now"})
    assert answer.status_code == 409
    whys = {row.edition: row.why for row in answer.context["publishing"].rows}
    assert whys == {prompt: "", response: "Somebody has saved a newer version. Look at it, then publish."}
    assert Publication.objects.count() == 0


@pytest.mark.parametrize("versions", [["nonsense"], ["0"], ["99999999999999999999"]])
def test_a_version_that_there_is_not_is_no_way_in(client, alice, thread, versions):
    answer = client.post(together(thread), {"revision": versions, "when": "now"})
    assert answer.status_code in (404, 409)
    other = edition_of(prompt_of(thread_with_prompt("Another?")))
    answer = client.post(together(thread), {"revision": [other.latest.pk], "when": "now"})
    assert answer.status_code == 404


def test_only_who_may_publish_sees_the_pages(client, thread):
    client.force_login(make_user(CHARLIE))
    prompt = edition_of(prompt_of(thread))
    addresses = [together(thread), alone(prompt), reverse("admin:responses_edition_words")]
    assert [client.get(address).status_code for address in addresses] == [403, 403, 403]


def test_the_page_of_one_edition_offers_its_essays_others_and_ticks_itself(client, alice, thread):
    prompt = edition_of(prompt_of(thread))
    chinese = translation_of(prompt_of(thread), "zh-hans")
    rows = client.get(alone(chinese)).context["publishing"].rows
    assert [(row.edition, row.ticked) for row in rows] == [(prompt, False), (chinese, True)]


def test_what_is_scheduled_is_shown_and_moved_and_called_off(client, alice, thread):
    prompt = edition_of(prompt_of(thread))
    response = edition_of(response_to(prompt_of(thread)))
    data = LATER | {"revision": [prompt.latest.pk, response.latest.pk]}
    client.post(together(thread), data)
    (coming,) = client.get(together(thread)).context["publishing"].coming
    assert coming.what == "2 texts together"
    moving = client.get(coming.move).context["publishing"]
    assert [row.ticked for row in moving.rows] == [True, True]
    assert (str(moving.form["date"].value()), f"{moving.form['time'].value():%H:%M}") == (
        "2030-03-05",
        "22:00",
    )
    client.post(together(thread), data | {"date": "2030-04-05"})
    assert len(set(Publication.objects.upcoming().values_list("instant"))) == 1
    (coming,) = client.get(together(thread)).context["publishing"].coming
    assert client.get(coming.unschedule).status_code == 200
    for _click in range(2):
        assert client.post(coming.unschedule).status_code == 302
    assert not Publication.objects.upcoming().exists()


def test_a_live_text_with_a_newer_version_is_updated(client, alice, thread):
    prompt = edition_of(prompt_of(thread))
    publish_all(thread)
    assert "there is nothing to publish" in client.get(alone(prompt)).text
    newer = save(prompt, "Newer")
    page = client.get(alone(prompt)).text
    assert "Publish update" in page
    assert reverse("admin:responses_edition_compare", args=[prompt.pk]) in page
    client.post(alone(prompt), {"revision": newer.pk, "when": "now"})
    assert Edition.objects.published().get().live_periods.last().revision == newer


def test_the_control_leads_to_withdrawing_and_reinstating(client, alice, thread):
    prompt = edition_of(prompt_of(thread))
    publish_all(thread)
    withdrawing = reverse("admin:responses_edition_withdraw", args=[prompt.pk])
    reinstating = reverse("admin:responses_edition_reinstate", args=[prompt.pk])
    assert client.get(alone(prompt)).text.count(f'href="{withdrawing}"') == 1
    client.post(withdrawing, {"note": "At the author’s wish."})
    assert client.get(alone(prompt)).text.count(f'href="{reinstating}"') == 1


def test_the_control_stands_on_the_pages_of_texts(client, alice, thread):
    prompt = edition_of(prompt_of(thread))
    chinese = translation_of(prompt_of(thread), "zh-hans")
    pages = [
        reverse("admin:responses_prompt_change", args=[prompt.essay_id]),
        reverse("admin:responses_edition_change", args=[chinese.pk]),
    ]
    shown = [client.get(page).context["publishing"] for page in pages]
    assert [[row.ticked for row in each.rows] for each in shown] == [[True, False], [False, True]]


# One query more where something answers something: whether that is live.
@pytest.mark.parametrize("number", [1, 15])
def test_the_pages_ask_as_much_for_one_text_as_for_fifteen(
    client, alice, thread, number, django_assert_num_queries
):
    more = 1 if number > 1 else 0
    prompt = prompt_of(thread)
    for n in range(number - 1):
        response_to(prompt, f"Response {n}")
    versions = [edition.latest.pk for edition in Edition.objects.all()]
    words = reverse("admin:responses_edition_words")
    client.get(together(thread))
    with django_assert_num_queries(13 + more):
        client.get(f"{together(thread)}?all")
    with django_assert_num_queries(8 + more):
        client.get(words, {"when": "now", "revision": versions, "shown": versions})
    with django_assert_num_queries(15):
        client.get(alone(edition_of(prompt)))
