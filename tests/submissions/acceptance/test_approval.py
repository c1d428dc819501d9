"""The author sees the page as it will be, remarks on it, and lets one exact version carry their name."""

import pytest
from django.test import Client
from django.urls import reverse

from responses.lib.seals import unsealed
from responses.notifications.models import Letter
from responses.submissions.services.approving import ask_author
from responses.threads.models import Approval, AuthorRemark
from responses.threads.services.publishing import publish
from tests.factories import edition_of, figure_of, image, save, translation_of
from tests.reading.pages import read
from tests.submissions.acceptance.pages import path_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(made, alice):
    ask_author(submission=made, user=alice)
    return made


def answer(submission, **said):
    seen = {"revision": edition_of(submission.essay).latest.pk}
    return Client().post(path_of(submission, "approval"), seen | said)


def test_there_is_nothing_to_approve_before_the_editors_ask(made):
    assert Client().get(path_of(made, "approval")).status_code == 404


def test_the_author_is_asked_by_letter_and_a_button_pressed_twice_asks_once(made, alice):
    ask_author(submission=made, user=alice)
    ask_author(submission=made, user=alice)

    letter = Letter.objects.get(purpose="submission", subject__contains="look at it")
    assert path_of(made, "approval") in unsealed(letter.text)


def test_the_page_is_the_one_that_readers_will_see_with_a_band_that_says_which_version(asked):
    shown = read(path_of(asked, "approval"))

    assert shown.text("h1") == "The river in turn 1"
    assert shown.text("p.by") == "Rivka Example 1, Example College"
    assert shown.text(".prose p:nth-of-type(1)").startswith("Water finds its way")
    assert shown.text(".band strong") == f"Your essay {asked.reference} as it will be: version 1"


def test_what_was_asked_about_is_shown_and_no_newer_version_or_other_edition(asked):
    save(edition_of(asked.essay), "Not yet to be seen")
    translation_of(asked.essay, "zh-hans", "还没有")

    assert read(path_of(asked, "approval")).text("h1") == "The river in turn 1"
    assert read(path_of(asked, "approval", "zh-hans")).text("h1") == "The river in turn 1"


def test_the_furniture_of_the_text_is_in_its_language_and_the_rest_in_the_authors(asked):
    shown = read(path_of(asked, "approval", "zh-hans"))

    assert shown.text("p.target .label") == "Responding To:"
    assert [shown.attribute(css, "lang") for css in ("html", ".band", "#say")] == ["en", "zh-Hans", "zh-Hans"]
    assert "可以署我的名字" in shown.text("#say")


def test_one_exact_version_may_carry_the_name_and_what_was_shown_is_kept(asked):
    done = answer(asked, approve="1")

    assert done.status_code == 302
    given = Approval.objects.get()
    assert (given.revision, given.name) == (edition_of(asked.essay).latest, "Rivka Example 1")
    assert (
        given.wording
        == "Version 1, as it stands on this page, may carry my name, printed so: Rivka Example 1"
    )
    assert given.wording in Client().get(path_of(asked, "approval")).text
    answer(asked, approve="1")
    assert Approval.objects.count() == 1


def test_a_version_that_was_not_shown_is_never_approved(asked, alice):
    save(edition_of(asked.essay), "A newer title")
    ask_author(submission=asked, user=alice)
    old = edition_of(asked.essay).revisions.get(number=1)

    refused = answer(asked, approve="1", revision=old.pk)

    assert refused.status_code == 409
    assert "A newer title" in refused.text
    assert Approval.objects.count() == 0


def test_a_remark_is_kept_with_its_paragraph_and_shown_to_both_sides(asked, client, alice):
    second = edition_of(asked.essay).latest.paragraph_ids[1]

    answer(asked, text="It carries one flag.", paragraph=second)
    answer(asked, text="It carries one flag.", paragraph=second)
    answer(asked, text="Thank you!", paragraph="999999999")

    kept = AuthorRemark.objects.order_by("pk")
    assert [(each.text, each.paragraph, each.place) for each in kept] == [
        ("It carries one flag.", second, 2),
        ("Thank you!", None, None),
    ]
    assert "Paragraph 2:" in Client().get(path_of(asked, "approval")).text
    client.force_login(alice)
    desk = client.get(reverse("admin:responses_submission_acceptance", args=[asked.pk]))
    assert "It carries one flag." in desk.text


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 4001])
def test_a_remark_that_cannot_be_kept_is_said_and_stays_typed(asked, text):
    refused = answer(asked, text=text)

    assert refused.status_code == 400
    assert 'role="alert"' in refused.text
    assert AuthorRemark.objects.count() == 0


def test_pictures_of_the_version_are_seen_here_and_nowhere_else(asked, alice):
    shown, other = image(), image("Another", data=b"")
    save(edition_of(asked.essay), body=f"<p>x</p>{figure_of(shown)}")
    ask_author(submission=asked, user=alice)
    stem = path_of(asked, "approval")

    source = read(stem).attribute("figure img", "src")
    assert source.startswith(f"{stem}images/{shown.key}/")
    assert Client().get(source).status_code == 200
    assert Client().get(f"/images/{shown.key}/{shown.widths[0]}.{shown.extension}").status_code == 404
    assert Client().get(f"{stem}images/{other.key}/{other.widths[0]}.{other.extension}").status_code == 404


def test_the_page_is_private_and_stays_so_once_the_text_is_live(asked, alice):
    publish(revision=edition_of(asked.essay).latest, user=alice)

    headers = Client().get(path_of(asked, "approval")).headers

    assert headers["Cache-Control"] == "private, no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in headers


def test_a_form_of_another_site_changes_nothing(asked):
    refused = Client().post(
        path_of(asked, "approval"),
        {"revision": edition_of(asked.essay).latest.pk, "approve": "1"},
        headers={"Sec-Fetch-Site": "cross-site"},
    )

    assert refused.status_code == 403
    assert Approval.objects.count() == 0
