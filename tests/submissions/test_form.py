"""The form without script: every button keeps what was typed, then does what it says."""

import re
from datetime import date
from html import unescape

import pytest
import time_machine

from responses.events.models import Event
from responses.lib import clock
from responses.notifications.models import Letter
from responses.submissions.models import Submission, SubmissionVersion
from responses.submissions.tokens import code_of, submission_by
from tests.submissions.forms import SUBMIT, TEXT, filled, hidden, opened, press, token_in
from tests.submissions.making import call, unfinished

pytestmark = pytest.mark.django_db


def sent_one():
    return Submission.objects.get()


def message(page):
    found = re.search(r'<section class="message" role="alert">(.*?)</section>', page, re.DOTALL)
    return re.findall(r">([^<>\s][^<>]*)<", unescape(found[1])) if found else []


def test_an_essay_is_sent_and_its_receipt_is_on_the_screen_and_in_the_mail(client):
    river = call(answer_by=date(2100, 3, 2))

    answer = press(client, "send")

    page = client.get(answer.headers["Location"]).content.decode()
    essay = sent_one()
    version = SubmissionVersion.objects.get()
    assert (version.title, version.words) == ("The river in turn 1", 14)
    assert version.body == "\n".join(f"<p>{each}</p>" for each in TEXT.split("\n") if each)
    assert version.declarations == {
        "own_work": {
            "said": "This is my own work. I name every source, and it has not been published elsewhere."
        },
        "ai_use": {
            "asked": "How did you use AI, if at all? In your own words; “none” will do.",
            "answer": "None.",
        },
    }
    assert "Your essay has come" in page
    assert f"Number {river.pk}-001" in page
    assert "You hear from us by March 2, 2100." in page
    receipt = Letter.objects.get(purpose="receipt")
    assert (receipt.recipient, receipt.subject) == (
        "author1@example.org",
        f"Your essay has come: {river.pk}-001",
    )
    assert f"/submissions/{token_in(answer)}/" in receipt.text
    assert essay.state == Submission.State.RECEIVED


def test_no_letter_says_a_word_that_somebody_typed(client):
    call()

    press(client, "save", title="BUY GOLD", name="BUY GOLD", school="BUY GOLD", text="BUY GOLD")
    press(client, "send", number=2, title="BUY GOLD", name="BUY GOLD", school="BUY GOLD")

    letters = [f"{each.subject}\n{each.text}" for each in Letter.objects.order_by("purpose")]
    assert [each for each in letters if "BUY" in each] == []
    assert len(letters) == 2


def test_what_is_missing_is_said_and_everything_typed_stays(client):
    call()

    answer = press(client, "send", own_work=None, email="rivka@", ai_use="", title="")

    page = client.get(answer.headers["Location"].partition("#")[0]).content.decode()
    assert message(page) == [
        "Not sent yet. This is still missing:",
        "Give your essay a title.",
        "Look at this e-mail address again: something is missing.",
        "Say that this is your own work, if it is.",
        "Say whether and how you used AI; “none” will do.",
    ]
    assert 'value="rivka@"' in page
    assert "carries no flag" in page
    assert SubmissionVersion.objects.count() == 0


def test_to_save_and_go_on_later_shows_the_code_and_mails_the_link_once(client):
    call()

    answer = press(client, "save", text="The first let")
    again = press(client, "save", f"/submissions/{token_in(answer)}/write/", text="The first letters")

    page = client.get(again.headers["Location"]).content.decode()
    essay = sent_one()
    assert essay.content["text"] == "The first letters"
    assert code_of(essay) in page
    assert "Saved, and not sent." in page
    (letter,) = Letter.objects.all()
    assert (letter.purpose, letter.recipient) == ("resume", "author1@example.org")
    assert code_of(essay) in letter.text


def test_the_code_opens_the_essay_on_another_device_and_a_wrong_one_none(client):
    essay = unfinished(call())

    right = client.post("/submissions/", {"code": code_of(essay).lower()})
    wrong = client.post("/submissions/", {"code": "7KQM-3RWD-9XTB-2HJF"})
    none = client.post("/submissions/", {"code": "x"})

    assert right.status_code == 302
    assert submission_by(token_in(right)) == essay
    assert [wrong.status_code, none.status_code] == [404, 404]
    assert "No essay has this code." in wrong.content.decode()


def test_how_it_looks_is_shown_as_the_reading_room_writes_it(client):
    call()

    answer = press(client, "look", text="One & two.\n\nThree.")

    page = client.get(answer.headers["Location"].partition("#")[0]).content.decode()
    assert '<div class="prose"><p>One &amp; two.</p>\n<p>Three.</p></div>' in page
    assert answer.headers["Location"].endswith("?look#look")


def test_the_same_form_sent_again_is_one_essay(client):
    call()
    carried = opened(client) | filled(1, act="send")

    with time_machine.travel(clock.now().timestamp() + 30):
        first, second = client.post(SUBMIT, carried), client.post(SUBMIT, carried)

    assert first.headers["Location"] == second.headers["Location"]
    assert [Submission.objects.count(), SubmissionVersion.objects.count()] == [1, 1]
    assert Letter.objects.filter(purpose="receipt").count() == 1


def test_who_goes_back_changes_and_sends_again_sends_the_next_version(client):
    call()
    carried = opened(client)

    with time_machine.travel(clock.now().timestamp() + 30):
        client.post(SUBMIT, carried | filled(1, act="send"))
        client.post(SUBMIT, carried | filled(1, act="send", title="Another title"))

    assert list(SubmissionVersion.objects.order_by("number").values_list("title", flat=True)) == [
        "The river in turn 1",
        "Another title",
    ]


@pytest.mark.parametrize(
    ("later", "sentence"),
    [
        (0, "Please press the button once more. Everything you wrote is here."),
        (25 * 3600, "Please press the button once more. Everything you wrote is here."),
    ],
)
def test_a_form_too_fresh_or_too_old_asks_to_press_again_with_everything_in_it(client, later, sentence):
    call(closes_at=clock.now().replace(year=clock.now().year + 1))
    carried = opened(client)

    with time_machine.travel(clock.now().timestamp() + later):
        refused = client.post(SUBMIT, carried | filled(1, act="send"))
        page = refused.content.decode()
    with time_machine.travel(clock.now().timestamp() + later + 30):
        taken = client.post(SUBMIT, hidden(page) | filled(1, act="send"))

    assert (refused.status_code, message(page)) == (400, [sentence])
    assert "carries no flag" in page
    assert taken.headers["Location"].endswith("?sent=1")


def test_a_filled_trap_and_a_form_from_another_site_take_nothing_and_throw_nothing_away(client):
    call()
    carried = opened(client) | filled(1, act="send")

    with time_machine.travel(clock.now().timestamp() + 30):
        trapped = client.post(SUBMIT, carried | {"website": "https://spam.example"})
        foreign = client.post(SUBMIT, carried, headers={"Sec-Fetch-Site": "cross-site"})

    assert [trapped.status_code, foreign.status_code] == [400, 403]
    assert ["carries no flag" in each.content.decode() for each in (trapped, foreign)] == [True, True]
    assert Submission.objects.count() == 0


def test_two_windows_meet_and_both_texts_are_on_the_page(client):
    essay = unfinished(call(), text="Of the first kind.", rich=False)
    path = f"/submissions/{token_in(client.post('/submissions/', {'code': code_of(essay)}))}/write/"
    carried = opened(client, path)

    client.post(path, carried | filled(1, act="save", text="In the first window."))
    met = client.post(path, carried | filled(1, act="save", text="In the second window."))

    page = met.content.decode()
    assert met.status_code == 409
    assert ["In the first window." in page, "In the second window." in page] == [True, True]
    kept = client.post(path, hidden(page) | filled(1, act="save", text="In the second window."))
    essay.refresh_from_db()
    assert kept.status_code == 302
    assert essay.content["text"] == "In the second window."


def test_every_page_is_in_the_language_of_its_address_and_so_are_the_letters(client):
    call()

    answer = press(client, "send", language="zh-hans")

    assert answer.headers["Location"].startswith("/zh-hans/submissions/")
    assert {each.language for each in Letter.objects.all()} == {"zh-hans"}
    assert sent_one().language == "zh-hans"
    receipt = Letter.objects.get(purpose="receipt")
    assert f"/zh-hans/submissions/{token_in(answer)}/" in receipt.text


def test_the_log_names_the_essay_by_its_number_alone(client):
    river = call()

    press(client, "send")

    event = Event.objects.get(verb="sent in")
    assert (event.subject_label, event.actor_label, event.detail) == (f"{river.pk}-001", "", {"version": 1})


def test_no_page_sets_a_cookie_is_kept_or_names_itself_to_others(client):
    call()
    token = token_in(press(client, "send"))
    paths = [SUBMIT, "/submissions/", f"/submissions/{token}/", f"/zh-hans/submissions/{token}/write/"]

    answers = [client.get(path) for path in paths]

    assert [each.headers["Cache-Control"] for each in answers] == ["private, no-store"] * 4
    assert [each.headers["Referrer-Policy"] for each in answers[2:]] == ["no-referrer"] * 2
    assert [each.headers["X-Robots-Tag"] for each in answers[2:]] == ["noindex, nofollow"] * 2
    assert ['<meta name="robots" content="noindex">' in each.content.decode() for each in answers] == [
        True
    ] * 4
    assert client.cookies == {}
