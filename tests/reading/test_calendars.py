"""Calendars: what went live and when, in the form of RFC 5545."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responses.reading.calendars import escaped, folded
from tests.cast import FAN_ZHEN, LI_ZHI
from tests.factories import (
    person,
    prompt_of,
    publish_all,
    response_to,
    theme,
    thread_with_prompt,
    translation_of,
)
from tests.reading.worlds import at

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def lines_of(client, path):
    answer = client.get(path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return answer.content.decode().replace("\r\n ", "").split("\r\n")


def events_of(client, path):
    """Each event as a mapping of its properties."""
    text = "\n".join(lines_of(client, path))
    blocks = [each.split("END:VEVENT")[0] for each in text.split("BEGIN:VEVENT\n")[1:]]
    return [dict(line.split(":", 1) for line in block.strip().split("\n")) for block in blocks]


@pytest.fixture
def thread(db):
    with at(NOON):
        thread = thread_with_prompt("Body; spirit, both?", slug="spirit", prompt="The \\ prompt; one, two")
        publish_all(thread)
        reply = response_to(prompt_of(thread), "A reply", slug="a-reply", summary="In a sentence.")
        publish_all(reply)
        publish_all(translation_of(reply, "zh-hant", "一個回應"))
        publish_all(response_to(prompt_of(thread), "Later"), at=NOON.replace(hour=18))
    return thread


@pytest.mark.parametrize("path", ["/calendar.ics", "/threads/spirit/calendar.ics"])
def test_a_calendar_tells_of_what_is_live_and_of_nothing_else(client, thread, path):
    with at(NOON):
        prompt, reply = events_of(client, path)
    assert prompt["SUMMARY"] == "Fan Zhen: The \\\\ prompt\\; one\\, two"
    assert {name: reply[name] for name in ("SUMMARY", "DESCRIPTION", "DTSTART", "URL")} == {
        "SUMMARY": "Anne Conway: A reply",
        "DESCRIPTION": "In a sentence.",
        "DTSTART": "20260301T120000Z",
        "URL": "http://127.0.0.1:8000/responses/a-reply/",
    }
    with at(NOON.replace(hour=18)):
        assert [each["SUMMARY"] for each in events_of(client, path)][2:] == ["Anne Conway: Later"]


def test_a_theme_and_a_person_have_a_calendar_of_their_own(client, thread):
    with at(NOON):
        body = theme(zh_hans="形与神")
        publish_all(response_to(prompt_of(thread), "On both", authors=[person(FAN_ZHEN)], themes=[body]))
        theme("Nothing yet", slug="nothing-yet")
        response_to(prompt_of(thread), "A draft", authors=[person(LI_ZHI)], themes=[body])

        def told(path):
            return [each["SUMMARY"] for each in events_of(client, path)]

        assert told("/themes/body-and-spirit/calendar.ics") == ["Fan Zhen: On both"]
        assert told("/people/fan-zhen/calendar.ics")[1:] == ["Fan Zhen: On both"]
        assert told("/people/anne-conway/calendar.ics") == ["Anne Conway: A reply"]
        assert "X-WR-CALNAME:形与神" in lines_of(client, "/zh-hans/themes/body-and-spirit/calendar.ics")
        for path in ("/themes/nothing-yet/", "/people/li-zhi/", "/themes/nowhere/"):
            assert client.get(f"{path}calendar.ics").status_code == 404


def test_an_event_keeps_its_name_in_every_language(client, thread):
    with at(NOON):
        english, chinese = (events_of(client, f"{code}/calendar.ics") for code in ("", "/zh-hant"))
    assert [each["UID"] for each in english] == [each["UID"] for each in chinese]
    assert [each["SUMMARY"].rpartition(": ")[2] for each in (english[1], chinese[1])] == [
        "A reply",
        "一個回應",
    ]


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_no_line_is_longer_than_75_octets_and_none_breaks_out_of_its_property(text):
    lines = folded(f"SUMMARY:{escaped(text)}").split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    assert all(line.startswith(" ") for line in lines[1:])
    whole = lines[0] + "".join(line[1:] for line in lines[1:])
    assert ("\n" in whole, "\r" in whole, whole) == (False, False, f"SUMMARY:{escaped(text)}")
