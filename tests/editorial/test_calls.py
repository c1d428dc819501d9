"""Calls at the desk: one form for all of it, and the acts beside it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from responses.calls.models import Call, Invitation
from responses.calls.services import invite
from responses.events.models import Event
from responses.lib import clock
from responses.submissions.models import Submission
from tests.cast import CHARLIE
from tests.editorial.forms import as_sent
from tests.factories import make_user
from tests.reading.worlds import at
from tests.submissions.making import call, submission, unfinished

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ADD = "/admin/responses/call/add/"
TYPED = {
    "texts-en-title": "Who owns a river?",
    "texts-zh-hans-title": "河流属于谁？",
    "zone": "America/New_York",
    "opens_date": "2026-08-10",
    "opens_time": "09:00",
    "closes_date": "2026-09-12",
    "closes_time": "22:00",
    "grace_minutes": "20",
    "shown": "draft",
    "entry": "anybody",
    "entries_per_person": "1",
    "most_coauthors": "2",
    "least-en": "800",
    "most-en": "1200",
    "most-zh-hans": "2000",
    "question-1-en": "Which river?",
    "question-1-zh-hant": "哪條河？",
    "required-1": "on",
    "question-3-en": "Why?",
    "kept_months": "6",
    "answer_by": "2026-10-01",
}


def page_of(made, act="change"):
    return reverse(f"admin:responses_call_{act}", args=[made.pk])


def errors_of(answer):
    return answer.context["adminform"].form.errors


def test_the_form_for_a_new_call_offers_washington_first(client, alice):
    form = client.get(ADD).context["adminform"].form
    assert [place for _zone, place in form.fields["zone"].choices] == ["Washington", "Beijing"]


def test_an_editor_says_a_whole_call_in_one_form(client, alice):
    client.post(ADD, TYPED)
    made = Call.objects.get()
    (first, second) = made.questions
    assert (made.slug, made.created_by, made.shown_from) == ("who-owns-a-river", alice, None)
    assert (made.opens_at, made.closes_at) == (
        datetime(2026, 8, 10, 13, tzinfo=UTC),
        datetime(2026, 9, 13, 2, tzinfo=UTC),
    )
    assert made.limits == {"en": {"least": 800, "most": 1200}, "zh-hans": {"most": 2000}}
    assert (first["texts"], first["required"]) == ({"en": "Which river?", "zh-hant": "哪條河？"}, True)
    assert (second["texts"], second["required"]) == ({"en": "Why?"}, False)
    assert (made.grace_minutes, made.most_coauthors, made.kept_months) == (20, 2, 6)
    assert list(Event.objects.values_list("verb", flat=True)) == ["created"]


def test_the_form_sent_back_as_it_stands_changes_nothing(client, alice):
    client.post(ADD, TYPED)
    made = Call.objects.get()
    was = {field.name: getattr(made, field.name) for field in Call._meta.fields}
    assert client.post(page_of(made), as_sent(client.get(page_of(made)))).status_code == 302
    made.refresh_from_db()
    assert {field.name: getattr(made, field.name) for field in Call._meta.fields} == was | {"version": 2}
    assert not Event.objects.filter(verb="changed the terms of a call").exists()


def test_a_question_keeps_its_key_when_another_goes(client, alice):
    client.post(ADD, TYPED)
    made = Call.objects.get()
    _first, second = made.questions
    sent = as_sent(client.get(page_of(made)))
    client.post(
        page_of(made),
        sent | {"question-1-en": "", "question-1-zh-hant": "", "question-5-en": "And the sea?"},
    )
    kept, new = Call.objects.get().questions
    assert (kept, new["texts"]) == (second, {"en": "And the sea?"})
    assert new["key"] not in {each["key"] for each in made.questions}


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        (
            {"opens_date": "2026-03-08", "opens_time": "02:30"},
            "opens_time",
            "On Sun 8 Mar 2026 clocks in Washington go forward from 02:00 to 03:00,"
            " so 02:30 does not exist there. Choose 03:00 or later.",
        ),
        (
            {"closes_date": "2026-11-01", "closes_time": "01:30"},
            "closes_fold",
            "Clocks are put back then and show this hour twice. Say which is meant.",
        ),
        ({"closes_date": "2026-08-01"}, "closes_date", "A call closes after it opens."),
        ({"closes_time": ""}, "closes_date", "A day and an hour are needed."),
        ({"shown": "later"}, "shown_date", "A day and an hour are needed."),
        ({"answer_by": "2026-09-01"}, "__all__", "Authors cannot hear before the call has closed."),
        ({"least-en": "1300"}, "__all__", "English: at least is more than at most."),
        (
            {"texts-en-title": "", "texts-zh-hans-title": ""},
            "texts",
            "title is needed in at least one language.",
        ),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence_and_nothing_typed_is_lost(
    client, alice, typed, field, sentence
):
    answer = client.post(ADD, TYPED | typed)
    assert errors_of(answer)[field] == [sentence]
    kept = as_sent(answer)
    assert {name: value for name, value in (TYPED | typed).items() if kept.get(name, [""]) != [value]} == {}


def test_an_hour_that_clocks_show_twice_is_asked_for_in_words_and_taken_as_chosen(client, alice):
    twice = TYPED | {"closes_date": "2026-11-01", "closes_time": "01:30", "answer_by": ""}
    asked = client.post(ADD, twice)
    words = [label for _value, label in asked.context["adminform"].form.fields["closes_fold"].choices]
    assert words[1:] == [
        "Sun 1 Nov 2026, 01:30 Washington (13:30 Beijing)",
        "Sun 1 Nov 2026, 01:30 Washington (14:30 Beijing)",
    ]
    assert html.fromstring(asked.text).xpath("//select[@name='closes_fold']")
    client.post(ADD, twice | {"closes_fold": "1"})
    made = Call.objects.get()
    assert made.closes_at == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    client.post(page_of(made), as_sent(client.get(page_of(made))) | {"closes_fold": "1"})
    assert Call.objects.get().closes_at == made.closes_at


def test_readers_see_a_call_from_when_the_form_says(client, alice):
    with at(NOON):
        client.post(ADD, TYPED | {"shown": "now"})
        made = Call.objects.get()
        assert (made.shown_from, client.get(f"/calls/{made.slug}/").status_code) == (NOON, 200)
        later = as_sent(client.get(page_of(made)))
        assert later["shown"] == ["later"]
        assert html.fromstring(client.get(page_of(made)).text).xpath("//*[@name='web_address']/@disabled")
    with at(NOON + timedelta(hours=1)):
        client.post(page_of(made), later | {"shown": "now"})
        assert Call.objects.get().shown_from == NOON
        client.post(page_of(made), as_sent(client.get(page_of(made))) | {"shown": "draft"})
        assert client.get(f"/calls/{made.slug}/").status_code == 404


def test_a_second_editors_save_shows_both_and_loses_neither(client, alice):
    client.post(ADD, TYPED)
    made = Call.objects.get()
    stale = as_sent(client.get(page_of(made)))
    client.post(page_of(made), stale | {"grace_minutes": "45", "texts-en-title": "Theirs?"})
    answer = client.post(page_of(made), stale | {"kept_months": "3", "texts-en-title": "Mine?"})
    assert answer.status_code == 409
    kept = as_sent(answer)
    assert (kept["grace_minutes"], kept["kept_months"], kept["texts-en-title"]) == (["45"], ["3"], ["Mine?"])
    assert "Theirs?" in answer.text
    client.post(page_of(made), kept)
    made.refresh_from_db()
    assert (made.grace_minutes, made.kept_months, made.title_in("en")[0]) == (45, 3, "Mine?")


def test_the_end_is_put_off_in_one_field_by_the_clocks_of_the_call(client, alice):
    made = call(closes_at=clock.now() + timedelta(days=1), answer_by=None)
    wall = "2031-01-05T22:00"
    assert client.get(page_of(made, "put_off")).status_code == 200
    answer = client.post(page_of(made, "put_off"), {"until": wall}, follow=True)
    assert Call.objects.get().closes_at == datetime(2031, 1, 6, 3, tzinfo=UTC)
    assert "Open until 5 Jan 2031, 22:00 Washington / 6 Jan 2031, 11:00 Beijing." in answer.text
    for refused in (wall, "2020-01-01T10:00", "x"):
        answer = client.post(page_of(made, "put_off"), {"until": refused})
        assert (answer.status_code, Call.objects.get().closes_at.year) == (409, 2031)


def test_last_years_call_is_copied_in_one_click_and_get_copies_nothing(client, alice):
    made = call("rivers-2026")
    client.get(page_of(made, "copy"))
    answer = client.post(page_of(made, "copy"))
    copy = Call.objects.exclude(pk=made.pk).get()
    assert (copy.copied_from, copy.created_by, answer["Location"]) == (made, alice, page_of(copy))
    assert (copy.is_published, copy.texts) == (False, made.texts)


def test_a_call_is_seen_at_the_desk_as_readers_will_see_it_in_any_language(client, alice):
    made = call(shown_from=None, texts={"en": {"title": "Unseen?"}, "zh-hant": {"title": "未見？"}})
    for code, title in (("en", "Unseen?"), ("zh-hant", "未見？")):
        answer = client.get(page_of(made, "look"), {"language": code})
        assert html.fromstring(answer.text).xpath("string(//h1)") == title
        assert answer["Cache-Control"] == "private, no-store"
    assert answer.text.count("讀者尚看不到此頁。") == 1
    assert '<link rel="canonical"' not in answer.text


# --- Codes


def test_codes_are_made_for_a_list_copied_as_lines_and_revoked(client, alice):
    made = call()
    client.post(page_of(made, "codes"), {"people": "Rivka\r\n\r\n Omar ", "uses": "2", "good_until": ""})
    first, second = Invitation.objects.order_by("pk")
    assert [(each.note, each.uses, each.created_by) for each in (first, second)] == [
        ("Rivka", 2, alice),
        ("Omar", 2, alice),
    ]
    page = html.fromstring(client.get(page_of(made, "codes")).text)
    link = "http://127.0.0.1:8000/calls/who-owns-a-river/submit/?code="
    assert page.xpath("string(//textarea[@readonly])").strip() == (
        f"Rivka\t{first.shown_code}\t{link}{first.code}\nOmar\t{second.shown_code}\t{link}{second.code}"
    )
    client.post(page_of(made, "codes"), {"revoke": str(first.pk)})
    page = html.fromstring(client.get(page_of(made, "codes")).text)
    assert first.code not in page.xpath("string(//textarea[@readonly])")
    assert page.xpath("//button[@name='revoke']/@value") == [str(second.pk)]


def test_a_code_may_be_good_after_the_end_by_the_clocks_of_the_call(client, alice):
    made = call()
    sent = {"people": "Rivka", "uses": "1", "good_until": "2031-01-05T22:00"}
    client.post(page_of(made, "codes"), sent)
    assert Invitation.objects.get().good_until == datetime(2031, 1, 6, 3, tzinfo=UTC)
    for wrong in ({"good_until": "2020-01-01T10:00"}, {"people": " \r\n "}, {"uses": "0"}):
        answer = client.post(page_of(made, "codes"), sent | wrong)
        assert (answer.status_code, Invitation.objects.count()) == (409, 1)


@pytest.mark.parametrize("number", ["x", "-1", "9" * 30, "²"])
def test_a_code_of_another_call_is_not_revoked_here(client, alice, number):
    (other,) = invite(call=call("other"), people=["Rivka"], user=None)
    made = call()
    for each in (number, str(other.pk)):
        assert client.post(page_of(made, "codes"), {"revoke": each}).status_code == 404
    other.refresh_from_db()
    assert other.revoked_at is None


def test_a_translator_sees_neither_calls_nor_codes(client):
    client.force_login(make_user(CHARLIE))
    made = call()
    for act in ("change", "look", "codes", "put_off", "copy", "history"):
        assert client.get(page_of(made, act)).status_code == 403
        assert client.post(page_of(made, act)).status_code == 403


# --- The list


@pytest.mark.parametrize("items", [1, 12])
def test_the_list_counts_essays_by_state_in_as_many_queries_however_many_there_are(client, alice, items):
    for number in range(items):
        made = call(f"call-{number}")
        submission(made, 100 + number)
        unfinished(made, 200 + number)
    Submission.objects.filter(call__slug="call-0", number=1).update(state="declined", ended_at=clock.now())
    submission(Call.objects.get(slug="call-0"), 3)
    address = reverse("admin:responses_call_changelist")
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        page = html.fromstring(client.get(address).text)
    assert len(queries) == LIST_QUERIES
    counts = page.xpath("//td[@class='field-essays']/text()")
    assert counts[-1] == "2: 1 received, 1 declined"
    assert set(counts[:-1]) <= {"1: 1 received"}


LIST_QUERIES = 7
