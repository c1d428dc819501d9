"""Saved versions: who sees them, compared by address, restored as new ones."""

from copy import deepcopy
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from responses.editorial.working.services import keep_copy
from responses.threads.models import WorkingCopy
from responses.threads.services.editions import Content, content_of, save_revision
from responses.threads.services.publishing import withdraw
from tests.cast import ALICE, ANNE_CONWAY, BOB, CHARLIE, ERIN, FAN_ZHEN
from tests.factories import (
    credit,
    edition_of,
    make_user,
    person,
    prompt_of,
    publish_all,
    response_to,
    save,
    thread_with_prompt,
    translation_of,
)

pytestmark = pytest.mark.django_db

LATER = datetime(2090, 3, 5, 14, tzinfo=UTC)


@pytest.fixture(scope="module")
def built(laid):
    with laid():
        yield a_live_edition()


@pytest.fixture
def edition(built):
    return deepcopy(built)


def a_live_edition():
    """A live response with three saved versions, of which the second is live."""
    thread = thread_with_prompt()
    edition = edition_of(response_to(prompt_of(thread), "First title", body="<p>我们应该去。</p>"))
    save(edition, "Second title", body="<p>我们必须去。</p>", summary="A summary.")
    publish_all(thread)
    save(edition, "Third title", body="<p>我们必须去。</p><p>Added words.</p>")
    return edition


def history_of(edition):
    return reverse("admin:responses_edition_history", args=[edition.pk])


def compare_of(edition, query=""):
    return reverse("admin:responses_edition_compare", args=[edition.pk]) + query


def restore_of(edition, number):
    return reverse("admin:responses_edition_restore", args=[edition.pk, number])


def test_the_history_tells_of_each_version(client, alice, edition):
    page = client.get(history_of(edition)).context["page"]
    assert [(line.number, line.title, line.length, line.is_live, line.is_newest) for line in page.lines] == [
        (3, "Third title", "2 words, 5 字", False, True),
        (2, "Second title", "5 字", True, False),
        (1, "First title", "5 字", False, False),
    ]


def test_the_history_tells_when_a_version_was_is_and_will_be_live(client, alice, edition):
    withdraw(edition=edition, user=alice, note="")
    publish_all(edition, at=LATER)
    states = [line.states for line in client.get(history_of(edition)).context["page"].lines]
    assert states[0] == ["scheduled for 5 March 2090, 09:00 Washington / 22:00 Beijing"]
    assert [len(each) for each in states] == [1, 1, 0]
    assert states[1][0].startswith("was live until ")


def test_who_saved_and_why_is_said_as_text(client, alice, edition):
    said = content_of(edition.latest)
    content = Content(said.title, "<p>New.</p>", credits=said.credits)
    save_revision(
        edition=edition, content=content, user=alice, based_on=edition.latest, note="After <b>calls"
    )
    page = client.get(history_of(edition))
    assert (page.context["page"].lines[0].who, page.context["page"].lines[0].note) == (
        "Alice",
        "After <b>calls",
    )
    assert "After &lt;b&gt;calls" in page.text


@pytest.mark.parametrize("table", ["response", "prompt"])
def test_the_history_of_an_essay_is_that_of_its_original(client, alice, edition, table):
    essay = edition.essay if table == "response" else prompt_of(edition.essay.thread)
    address = reverse(f"admin:responses_{table}_history", args=[essay.pk])
    assert client.get(address).url == history_of(edition_of(essay))
    assert "Publication" not in client.get(address, {"log": "1"}).text
    assert client.get(address, {"log": "1"}).context["events"] != []


def test_two_versions_are_compared_by_an_address_that_can_be_shared(client, alice, edition):
    page = client.get(compare_of(edition, "?old=1&new=3"))
    assert page.context["difference"].sentence == (
        "1 paragraph changed, 1 paragraph added, 2 words added, 2 字 added, 2 字 removed, title changed."
    )
    assert '<del class="words"><span class="sign unseen">removed: </span>应该</del>' in page.text
    assert page.headers["Cache-Control"] == "private, no-store"


def test_with_live_leads_to_the_numbers_of_today(client, alice, edition):
    assert client.get(compare_of(edition)).url == compare_of(edition, "?old=2&new=3")
    assert client.get(compare_of(edition, "?old=live&new=1")).url == compare_of(edition, "?old=2&new=1")
    assert client.get(compare_of(edition, "?new=newest&old=1")).url == compare_of(edition, "?old=1&new=3")


def test_the_same_version_twice_differs_in_nothing(client, alice, edition):
    assert (
        client.get(compare_of(edition, "?old=2&new=2")).context["difference"].sentence == "Nothing differs."
    )


@pytest.mark.parametrize(
    "query", ["?old=0&new=3", "?old=9&new=3", "?old=x&new=3", "?old=-1", "?old=1&new=9" * 2]
)
def test_a_version_that_is_none_is_not_found(client, alice, edition, query):
    assert client.get(compare_of(edition, query)).status_code == 404


def test_a_text_that_was_never_live_is_compared_with_nothing_live(client, alice):
    edition = edition_of(response_to(prompt_of(thread_with_prompt())))
    assert client.get(compare_of(edition)).status_code == 404
    assert "Newest with live" not in client.get(history_of(edition)).text


def test_versions_of_another_text_are_out_of_reach(client, alice, edition):
    """A number is one of this edition's own, and a key of another text's version is no number here."""
    other = edition_of(response_to(prompt_of(edition.essay.thread), "Other", body="<p>Other words.</p>"))
    foreign = edition.revisions.get(number=3)
    for query in (f"?old=1&new={foreign.pk + 1000}", "?old=1&new=2", "?old=1&new=3"):
        assert client.get(compare_of(other, query)).status_code == 404
    assert client.post(restore_of(other, 3), {"seen": other.latest.pk, "part": "all"}).status_code == 404
    assert client.post(restore_of(other, 1), {"seen": foreign.pk, "part": "all"}).status_code == 409
    assert other.revisions.count() == 1


PAGES = {
    "history": history_of,
    "compare": lambda edition: compare_of(edition, "?old=1&new=1"),
    "restore": lambda edition: restore_of(edition, 1),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_translator_sees_the_versions_of_translations_only(client, edition, page):
    translation = translation_of(edition.essay, "zh-hans")
    client.force_login(make_user(CHARLIE))
    answers = {each.kind: client.get(PAGES[page](each)).status_code for each in (edition, translation)}
    # The admin leads to its first page with a word where it has no such row for this user.
    assert answers == {"original": 404, "translation": 200}


@pytest.mark.parametrize("page", PAGES)
def test_nobody_else_sees_any(client, edition, page):
    assert client.get(PAGES[page](edition)).status_code == 302
    client.force_login(make_user(ERIN))
    assert client.get(PAGES[page](edition)).status_code in (403, 404)


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("all", ("First title", "", "<p>我们应该去。</p>")),
        ("title", ("First title", "", "<p>我们必须去。</p>\n<p>Added words.</p>")),
        ("body", ("Third title", "", "<p>我们应该去。</p>")),
    ],
)
def test_a_version_is_restored_as_a_new_one(client, alice, edition, part, expected):
    shown = client.get(restore_of(edition, 1))
    data = {"seen": shown.context["form"]["seen"].value(), "part": part}
    assert client.post(restore_of(edition, 1), data).url == history_of(edition)
    latest = edition.latest
    assert (latest.title, latest.summary, latest.body) == expected
    assert (latest.number, latest.note, latest.created_by) == (4, "Restored from version 1", alice)
    assert list(edition.revisions.order_by("number").values_list("title", flat=True))[:3] == [
        "First title",
        "Second title",
        "Third title",
    ]


def test_restored_credits_are_followed_by_the_bylines(client, alice, edition):
    fan = person(FAN_ZHEN)
    said = content_of(edition.latest)
    content = Content(said.title, said.body, credits=(credit(fan),))
    save_revision(edition=edition, content=content, user=alice, based_on=edition.latest)
    client.post(restore_of(edition, 3), {"seen": edition.latest.pk, "part": "credits"})
    assert [each.name for each in edition.latest.credits.all()] == [ANNE_CONWAY["en"]["name"]]
    assert [each.person.slug for each in edition.essay.bylines.all()] == ["anne-conway"]


def test_restoring_shows_by_get_and_acts_by_post(client, alice, edition):
    client.get(restore_of(edition, 1), {"seen": edition.latest.pk, "part": "all"})
    assert edition.revisions.count() == 3


@pytest.mark.parametrize("part", ["", "everything", "hash"])
def test_a_part_that_is_none_restores_nothing(client, alice, edition, part):
    answer = client.post(restore_of(edition, 1), {"seen": edition.latest.pk, "part": part})
    assert (answer.status_code, edition.revisions.count()) == (409, 3)


def test_a_version_saved_meanwhile_is_never_restored_over_unseen(client, alice, edition):
    data = {"seen": edition.latest.pk, "part": "title"}
    save(edition, "Bob’s title")
    refused = client.post(restore_of(edition, 1), data)
    assert refused.status_code == 409
    assert "Somebody else saved this while you were editing." in refused.text
    again = refused.context["form"]
    assert (again["seen"].value(), again["part"].value()) == (edition.latest.pk, "title")
    client.post(restore_of(edition, 1), {"seen": again["seen"].value(), "part": "title"})
    assert (edition.latest.number, edition.latest.title) == (5, "First title")


def test_what_the_newest_version_says_already_makes_no_version(client, alice, edition):
    answer = client.post(restore_of(edition, 2), {"seen": edition.latest.pk, "part": "credits"}, follow=True)
    assert "The newest version says that already; nothing was saved." in answer.text
    assert edition.revisions.count() == 3


def test_a_text_kept_unsaved_survives_a_restoring(client, alice, edition):
    keep_copy(user=alice, page=WorkingCopy.Page.EDITION, edition=edition, content={"title": "Typed"})
    client.post(restore_of(edition, 1), {"seen": edition.latest.pk, "part": "all"})
    assert WorkingCopy.objects.get().content == {"title": "Typed"}


def test_restoring_changes_nothing_that_readers_see(client, alice, edition):
    essay = edition.essay
    before = client.get(f"/responses/{essay.slug}/").content
    client.post(restore_of(edition, 1), {"seen": edition.latest.pk, "part": "all"})
    assert client.get(f"/responses/{essay.slug}/").content == before


def test_every_list_leads_to_what_changed_since_the_live_version(client, alice, edition):
    prompt = prompt_of(edition.essay.thread)
    save(edition_of(prompt), "Newer prompt")
    for table, subject in (("response", edition), ("prompt", edition_of(prompt)), ("edition", edition)):
        page = client.get(reverse(f"admin:responses_{table}_changelist"))
        assert f'<a href="{compare_of(subject)}"' in page.text
    form = client.get(reverse("admin:responses_response_change", args=[edition.essay.pk]))
    assert f'href="{compare_of(edition)}"' in form.text
    assert f'href="{history_of(edition)}"' in form.text


def test_a_list_leads_nowhere_while_the_newest_version_is_live(client, alice, edition):
    publish_all(edition)
    for table in ("response", "edition"):
        page = client.get(reverse(f"admin:responses_{table}_changelist"))
        assert "Compare with live" not in page.text


# Four of them for the session, its user and their rights.
@pytest.mark.parametrize("count", [1, 15])
def test_the_history_asks_as_much_for_one_version_as_for_fifteen(client, django_assert_num_queries, count):
    client.force_login(make_user(BOB))
    thread = thread_with_prompt()
    edition = edition_of(response_to(prompt_of(thread)))
    for number in range(1, count):
        save(edition, f"Title {number}")
    publish_all(thread)
    client.get(history_of(edition))
    with django_assert_num_queries(9):
        page = client.get(history_of(edition))
    assert len(page.context["page"].lines) == count
    with django_assert_num_queries(11):
        client.get(compare_of(edition, f"?old=1&new={count}"))


def test_a_long_history_goes_on_from_a_named_version(client, edition):
    client.force_login(make_user(ALICE))
    for number in range(4, 54):
        save(edition, f"Title {number}")
    first = client.get(history_of(edition))
    assert (len(first.context["page"].lines), first.context["page"].older) == (50, 3)
    second = client.get(history_of(edition), {"from": "3"})
    assert [line.number for line in second.context["page"].lines] == [3, 2, 1]
    assert client.get(history_of(edition), {"from": "x"}).status_code == 200
