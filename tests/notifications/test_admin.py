"""The outbox in the admin: for administrators, without the texts, and one act."""

import pytest
from django.urls import reverse
from django.utils import timezone

from responses.events.models import Event
from responses.notifications.models import Letter
from responses.notifications.services import send_due_letters
from tests.cast import ALICE, DORA
from tests.factories import make_user

pytestmark = pytest.mark.django_db

LIST = "/admin/responses/letter/"
State = Letter.State


@pytest.fixture
def dora(client):
    user = make_user(DORA)
    client.force_login(user)
    return user


def in_state(letter, state, **changes):
    handed_over_at = timezone.now() if state in (State.SENT, State.UNCERTAIN) else None
    values = {"state": state, "handed_over_at": handed_over_at} | changes
    Letter.objects.filter(pk=letter.pk).update(**values)
    letter.refresh_from_db()
    return letter


def again(letter):
    return reverse("admin:responses_letter_again", args=[letter.pk])


def test_no_page_shows_what_a_letter_says(client, dora, write):
    letter = in_state(write(subject="Hidden subject", text="http://x/hidden/"), State.UNCERTAIN)
    pages = [LIST, f"{LIST}{letter.pk}/change/", f"{LIST}{letter.pk}/history/", again(letter)]
    texts = [client.get(page, follow=True).text for page in pages]
    assert ["reader@example.org" in text for text in texts] == [True, True, False, True]
    assert [text.lower().count("hidden subject") + text.count("/hidden/") for text in texts] == [0] * 4


@pytest.mark.parametrize("state", [State.UNCERTAIN, State.GIVEN_UP])
def test_a_letter_in_need_is_sent_again_by_post_alone(client, dora, write, sink, state):
    letter = in_state(write(), state, tries=8, failure="unreachable")
    assert client.get(again(letter)).status_code == 200
    assert send_due_letters() == 0
    assert client.post(again(letter)).url == LIST
    letter.refresh_from_db()
    assert (letter.state, letter.tries, letter.failure) == (State.WAITING, 0, "")
    assert send_due_letters() == 1
    event = Event.objects.get()
    assert (event.verb, event.actor_label) == ("sent an e-mail again", "Dora")
    assert "@" not in event.subject_label


@pytest.mark.parametrize(
    ("state", "changes"),
    [(State.WAITING, {}), (State.SENT, {}), (State.GIVEN_UP, {"text": "", "holds_secret": True})],
)
def test_a_letter_that_needs_nothing_or_says_nothing_is_not_sent_again(client, dora, write, state, changes):
    letter = in_state(write(), state, **changes)
    answer = client.post(again(letter), follow=True)
    assert "This e-mail is not sent again" in answer.text
    assert "Send again…" not in answer.text
    letter.refresh_from_db()
    assert letter.state == state


def test_others_see_no_letters_and_send_none_again(client, write):
    client.force_login(make_user(ALICE))
    letter = in_state(write(), State.UNCERTAIN)
    codes = [client.get(LIST).status_code, client.get(again(letter)).status_code]
    assert [*codes, client.post(again(letter)).status_code] == [403, 403, 403]
    assert "E-mails" not in client.get("/admin/").text


def test_the_desk_counts_what_is_in_doubt_and_what_was_given_up(client, dora, write):
    assert client.get("/admin/").context["waiting"] == []
    for number, state in enumerate([State.UNCERTAIN, State.GIVEN_UP, State.GIVEN_UP, State.SENT]):
        in_state(write(f"reader{number}@example.org"), state)
    waiting = client.get("/admin/").context["waiting"]
    assert [(each.number, each.words, each.address) for each in waiting] == [
        (1, "e-mails, uncertain whether sent", f"{LIST}?state__exact=uncertain"),
        (2, "e-mails given up", f"{LIST}?state__exact=given_up"),
    ]
    for each in waiting:
        assert client.get(each.address).context["cl"].result_count == each.number


def test_the_site_is_well_though_its_mail_is_not(client, write):
    in_state(write(), State.GIVEN_UP)
    assert client.get("/healthz").status_code == 200


def test_the_page_of_a_letter_shows_what_the_mail_server_said(client, dora, write, sink):
    letter = write()
    page = f"{LIST}{letter.pk}/change/"
    assert "no answer" not in client.get(page).text
    sink.answers["RCPT"] = "550 5.1.1 reader@example.org: <b>no such person</b>"
    send_due_letters()
    assert "550 5.1.1 …: &lt;b&gt;no such person&lt;/b&gt;" in client.get(page).text
    in_state(letter, State.GIVEN_UP, answer=None)
    assert "no answer: nobody was there" in client.get(page).text
    client.post(again(in_state(letter, State.GIVEN_UP, answer="550 No")))
    letter.refresh_from_db()
    assert letter.answer is None


@pytest.mark.parametrize("state", State)
def test_only_a_letter_that_waits_has_a_next_try(client, dora, write, state):
    letter = in_state(write(), state, claim="x" if state == State.SENDING else "")
    page = client.get(f"{LIST}{letter.pk}/change/").text
    assert ("Next try" in page) == (state == State.WAITING)


def test_a_letter_that_was_sent_goes_again_if_it_is_meant(client, dora, write, sink):
    letter = write()
    send_due_letters()
    assert "Send again…" not in client.get(LIST).text
    assert again(letter) in client.get(f"{LIST}{letter.pk}/change/").text
    page = client.get(again(letter)).text
    assert ("The mail server said: 250 OK" in page, 'name="twice" required' in page) == (True, True)
    client.post(again(letter))
    assert (send_due_letters(), len(sink.mails)) == (0, 1)
    client.post(again(letter), {"twice": "on"})
    assert (send_due_letters(), sink.recipients) == (1, ["reader@example.org"] * 2)
    assert Event.objects.get().verb == "sent an e-mail again"


def test_a_letter_that_was_sent_and_held_a_secret_goes_no_second_time(client, dora, write, sink):
    letter = write(holds_secret=True)
    send_due_letters()
    assert again(letter) not in client.get(f"{LIST}{letter.pk}/change/").text
    assert "This e-mail is not sent again" in client.post(again(letter), {"twice": "on"}, follow=True).text
    assert (send_due_letters(), len(sink.mails)) == (0, 1)
