"""The author's side of a revision, in the form in which the essay was written; no script is needed."""

from datetime import timedelta

import pytest
from lxml import html

from responses.lib import clock
from responses.notifications.models import Letter
from responses.submissions.models import Decision, Point, Submission
from responses.submissions.services.applying import apply, undo
from responses.submissions.services.ending import withdraw
from responses.submissions.tokens import token_of
from tests.cast import ALICE
from tests.factories import make_user
from tests.submissions.deciding import POINTS, applied, decided, letters, settled
from tests.submissions.making import call, submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return make_user(ALICE)


@pytest.fixture
def sent():
    return submission(call())


def at(sent, page=""):
    return f"/submissions/{token_of(sent)}/{page}"


def text_of(page):
    return " ".join(html.fromstring(page.text).xpath("//main")[0].text_content().split())


def form_of(page):
    (form,) = html.fromstring(page.text).xpath("//form[@class='essay-form']")
    # A browser drops the first line end in a textarea.
    return {name: value.removeprefix("\n") for name, value in form.form_values() if name != "file"}


def boxes(asked):
    return [f"point-{pk}" for pk in asked.points.order_by("position").values_list("pk", flat=True)]


def test_a_revision_has_its_own_day_and_not_the_hour_at_which_the_call_closed(client, alice, sent):
    before = text_of(client.get(at(sent, "write/")))
    settled(applied(sent, "revise", alice))
    asked = text_of(client.get(at(sent, "write/")))

    said = ("Open until", "You can change it until the end.", "Please send it by")
    assert [words in before for words in said] == [True, True, False]
    assert [words in asked for words in said] == [False, False, True]


def test_the_author_s_page_says_what_is_asked_and_until_when(client, alice, sent):
    settled(applied(sent, "revise", alice, remarks="A strong beginning."))

    said = text_of(client.get(at(sent)))

    assert "A revision is asked for" in said
    assert "A strong beginning." in said
    assert f"{POINTS[0]} not answered yet {POINTS[1]} not answered yet" in said
    assert "Please send it by" in said


def test_points_are_answered_and_the_essay_changed_in_one_form_sent_by_one_button(client, alice, sent):
    first, second = boxes(settled(applied(sent, "revise", alice)))
    Letter.objects.filter(purpose="receipt").delete()
    page = client.get(at(sent, "write/"))
    typed = form_of(page)
    # Of two days only that of the revision is said: the call's would be read as the nearer one.
    assert ["Please send it by" in page.text, "Open until" in page.text] == [True, False]
    assert [typed[first], typed[second]] == ["", ""]
    typed |= {
        first: "The Danube.",
        second: "That of 1948.\r\n\r\nAnd its protocol.",
        "text": "Water is shared.",
    }

    answer = client.post(at(sent, "write/"), typed | {"act": "send"}, follow=True)

    assert "Your essay has come" in text_of(answer)
    sent.refresh_from_db()
    assert (sent.state, sent.versions.count()) == ("revision_in", 2)
    assert list(Point.objects.order_by("position").values_list("answer", flat=True)) == [
        "The Danube.",
        "That of 1948.\n\nAnd its protocol.",
    ]
    client.post(at(sent, "write/"), typed | {"act": "send"})  # the button pressed twice
    assert (sent.versions.count(), Letter.objects.filter(purpose="receipt").count()) == (2, 1)


def test_what_is_missing_is_said_at_its_box_and_everything_typed_stays(client, alice, sent):
    first, second = boxes(settled(applied(sent, "revise", alice)))
    typed = form_of(client.get(at(sent, "write/"))) | {first: "The Danube."}

    page = client.post(at(sent, "write/"), typed | {"act": "send"}, follow=True)

    sentence = f"Point 2 is not answered yet: “{POINTS[1]}”"
    assert html.fromstring(page.text).xpath(f"//a[@href='#id_{second}']/text()") == [sentence]
    assert form_of(page)[first] == "The Danube."
    sent.refresh_from_db()
    assert sent.state == "revision_asked"
    assert "The Danube." not in text_of(client.get(at(sent)))
    assert f"{POINTS[0]} answered, not sent yet" in text_of(client.get(at(sent)))


def test_what_is_typed_is_kept_at_every_pause(client, alice, sent):
    (first, _second) = boxes(settled(applied(sent, "revise", alice)))
    typed = form_of(client.get(at(sent, "write/"))) | {first: "The Dan"}

    answer = client.post(at(sent, "keep/"), typed)

    assert answer.status_code == 200
    assert form_of(client.get(at(sent, "write/")))[first] == "The Dan"


def test_answers_of_an_earlier_round_stay_with_their_points(client, alice, sent):
    (first,) = boxes(settled(applied(sent, "revise", alice, points=("First?",))))
    typed = form_of(client.get(at(sent, "write/"))) | {first: "Yes.", "text": "Water is shared."}
    client.post(at(sent, "write/"), typed | {"act": "send"})
    sent.refresh_from_db()
    (again,) = boxes(settled(applied(sent, "revise", alice, points=("Second?",))))

    form = form_of(client.get(at(sent, "write/")))

    assert first not in form
    client.post(at(sent, "write/"), form | {again: "No.", "text": "Water is ours.", "act": "send"})
    assert list(Point.objects.order_by("pk").values_list("answer", flat=True)) == ["Yes.", "No."]


def test_after_its_day_a_revision_is_taken_and_the_editors_see_that_it_is_late(client, alice, sent):
    asked = settled(applied(sent, "revise", alice, points=("First?",)))
    Decision.objects.filter(pk=asked.pk).update(due_at=clock.now() - timedelta(hours=1))
    typed = form_of(client.get(at(sent, "write/"))) | {boxes(asked)[0]: "Yes.", "text": "Water."}

    client.post(at(sent, "write/"), typed | {"act": "send"})

    assert Submission.objects.get().state == "revision_in"
    client.force_login(alice)
    page = client.get(f"/admin/responses/decision/submission/{sent.pk}/rounds/")
    assert "later than was asked" in page.text


def test_what_was_returned_shows_the_editor_s_words_and_no_points(client, alice, sent):
    settled(applied(sent, "return", alice, remarks="Name your sources."))

    page = client.get(at(sent, "write/"))

    assert "Name your sources." in text_of(page)
    assert [name for name in form_of(page) if name.startswith("point-")] == []


def test_nothing_of_a_decision_shows_while_it_can_be_undone(client, alice, sent):
    before = {page: text_of(client.get(at(sent, page))) for page in ("", "write/")}
    for kind in ("accept", "decline", "revise", "return"):
        decision = decided(sent, kind, alice)
        apply(decision=decision, user=alice)

        assert {page: text_of(client.get(at(sent, page))) for page in before} == before

        undo(decision=decision, user=alice)
        assert {page: text_of(client.get(at(sent, page))) for page in before} == before
        decision.refresh_from_db()
        decision.delete()


def test_who_withdraws_leaves_no_decision_behind(alice, sent):
    decided(sent, "accept", alice)

    withdraw(submission=sent)

    assert (Decision.objects.count(), letters().count()) == (0, 0)
