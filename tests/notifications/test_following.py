"""Following by e-mail without an account: asked for, confirmed, changed, ended, erased."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from responses.notifications import follows
from responses.notifications.models import Follower, FollowRequest, Letter, Notice, Subscription
from responses.notifications.sender import settle
from responses.notifications.tokens import CHANGE, LEAVE, follower_by, token_for
from tests.factories import prompt_of, publish_all, response_to, theme, thread_with_prompt
from tests.notifications.followers import ADDRESS, MONDAY, ask, form, link_in, reader, sent, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def thread(clock):
    thread = thread_with_prompt(slug="spirit", themes=[theme()])
    publish_all(thread)
    clock.shift(3600)
    return thread


@pytest.fixture
def client():
    return Client(enforce_csrf_checks=True)


def publish_a_response(thread, title="Of Souls", **said):
    essay = response_to(prompt_of(thread), title, **said)
    publish_all(essay)
    return essay


def test_the_whole_way(client, clock, thread):
    assert "/follow/?thread=spirit" in client.get("/threads/spirit/").text
    assert ask(client, clock).url == "/follow/?thread=spirit&asked=1"
    assert "Look into your mailbox" in client.get("/follow/?thread=spirit&asked=1").text
    (letter,) = sent()
    subject = "Please confirm: follow Does the spirit outlive the body?"
    assert (letter.to, letter.subject) == ([ADDRESS], subject)

    link = link_in(letter, "confirm/")
    assert "Does the spirit" in client.get(link).text
    assert not Follower.objects.exists()
    page = client.post(link, follow=True)
    assert "Confirmed." in page.text

    clock.shift(60)
    publish_a_response(thread)
    (news,) = told()
    assert (news.to, news.subject) == ([ADDRESS], "New response: Of Souls")
    assert told() == []

    way = re.match(r"<http://127.0.0.1:8000([^>]+)>", news.extra_headers["List-Unsubscribe"])[1]
    assert "Shall no more e-mails come?" in client.get(way).text
    assert Subscription.objects.count() == 1
    answer = client.post(way, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, answer.cookies.output()) == (200, "")
    publish_a_response(thread, "Another")
    assert told() == []


def test_no_page_of_following_sets_a_cookie_or_is_kept(client, clock, thread):
    follower = reader(thread=thread)
    ask(client, clock, address="b@example.org")
    pages = ["/follow/", "/zh-hans/follow/?thread=spirit", link_in(sent()[0], "confirm/")]
    pages += [f"/follow/{token_for(follower, CHANGE)}/", f"/follow/{token_for(follower, LEAVE)}/leave/"]
    pages += ["/follow/nonsense/"]
    for path in pages:
        answer = client.get(path)
        assert answer.headers["Cache-Control"] == "private, no-store", path
        assert (answer.cookies.output(), '<meta name="robots" content="noindex">' in answer.text) == (
            "",
            True,
        )
        keyed = not path.startswith(("/zh-hans", "/follow/?")) and path != "/follow/"
        policy = "no-referrer" if keyed else "strict-origin-when-cross-origin"
        assert answer.headers["Referrer-Policy"] == policy


def test_a_known_an_unknown_and_a_tired_address_get_one_answer_for_the_same_work(client, clock, thread):
    reader("known@example.org")
    ask(client, clock, address="tired@example.org")
    answers = {}
    for address in ("unknown@example.org", "known@example.org", "tired@example.org"):
        typed = form(address=address)
        clock.shift(10)
        with CaptureQueriesContext(connection) as queries:
            answer = client.post("/follow/?thread=spirit", typed)
        kinds = [query["sql"].split()[0] for query in queries if "cache" not in query["sql"]]
        answers[address] = (answer.status_code, answer.headers["Location"], answer.content, kinds[:-1])
    assert answers["known@example.org"] == answers["unknown@example.org"]
    # Written and taken back instead of only written.
    status, location, content, kinds = answers["tired@example.org"]
    assert (status, location, content) == answers["unknown@example.org"][:3]
    assert kinds.count("INSERT") == answers["unknown@example.org"][3].count("INSERT") == 2
    assert FollowRequest.objects.filter(address="tired@example.org").count() == 1


def test_the_letter_says_that_a_known_reader_follows_something_already(client, clock, thread):
    follower = reader(theme=theme("Other", slug="other"))
    ask(client, clock)
    ask(client, clock, address="new@example.org")
    known, new = sent()
    words = "You follow something here already."
    assert (words in known.body, words in new.body) == (True, False)
    client.post(link_in(known, "confirm/"))
    assert sorted(each.key[0] for each in follower.subscriptions.all()) == ["theme", "thread"]


def test_a_stranger_makes_us_write_three_times_a_day_and_puts_no_word_into_it(client, clock, thread):
    for _hour in range(6):
        assert (
            ask(client, clock, "/follow/?thread=spirit&note=BUY", after=3600, name="BUY").status_code == 302
        )
    letters = sent()
    assert len(letters) == 3
    assert [letter.body.count("BUY") + letter.subject.count("BUY") for letter in letters] == [0, 0, 0]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"after": 1}, 400),
        ({"after": 25 * 3600}, 400),
        ({"stamp": "1:forged"}, 400),
        ({"website": "http://spam.example"}, 302),
        ({"address": "nobody"}, 400),
        ({"address": "a@example.org\nBcc: b@example.org"}, 400),
        ({"events": []}, 400),
        ({"language": "fr"}, 400),
        ({"headers": {"Origin": "https://evil.example"}}, 403),
        ({"headers": {"Sec-Fetch-Site": "cross-site"}}, 403),
    ],
)
def test_what_no_reader_sends_makes_no_letter(client, clock, thread, changes, status):
    answer = ask(client, clock, **changes)
    assert (answer.status_code, Letter.objects.count()) == (status, 0)
    if status == 400 and "address" not in changes:
        assert f'value="{ADDRESS}"' in answer.text  # nothing typed is thrown away


def test_beyond_a_high_ceiling_letters_asked_for_from_one_network_wait(client, clock, thread):
    for number in range(32):
        ask(client, clock, after=2, address=f"r{number}@example.org")
    assert len(sent()) == 30
    clock.shift(15 * 60)
    assert len(sent()) == 2


def test_nothing_that_is_not_public_can_be_followed_and_a_draft_answers_as_nothing(client, clock, thread):
    thread_with_prompt("Hidden?", prompt="Hidden", slug="hidden")
    pages = [client.get(f"/follow/?thread={slug}") for slug in ("hidden", "never-there")]
    assert [page.status_code for page in pages] == [404, 404]
    assert pages[0].content == pages[1].content.replace(b"never-there", b"hidden")
    for query in ("?thread=spirit&theme=body-and-spirit", "?thread=spirit&thread=spirit", "?person="):
        assert client.get(f"/follow/{query}").status_code == 404


def test_a_request_is_good_for_seven_days_and_confirmed_once(client, clock, thread):
    ask(client, clock)
    link = link_in(sent()[0], "confirm/")
    first = client.post(link)
    assert client.post(link).url == first.url
    assert Subscription.objects.count() == 1
    follows.leave(follower=Follower.objects.get())
    assert client.post(link).status_code == 404
    ask(client, clock, after=3600)
    late = link_in(sent()[0], "confirm/")
    clock.shift(7 * 24 * 3600)
    assert (client.get(late).status_code, client.post(late).status_code) == (404, 404)
    settle()
    assert not FollowRequest.objects.exists()
    assert Follower.objects.get().left_at


def test_a_reader_who_comes_back_hears_of_nothing_that_was_between(client, clock, thread):
    follows.leave(follower=reader(thread=thread))
    clock.shift(60)
    publish_a_response(thread, "Between")
    ask(client, clock)
    client.post(link_in(sent()[0], "confirm/"))
    clock.shift(60)
    publish_a_response(thread, "After")
    assert [letter.subject for letter in told()] == ["New response: After"]


def test_a_reader_changes_what_they_follow_and_how(client, clock, thread):
    follower = reader(thread=thread)
    kept = Subscription.objects.create(follower=follower, theme=theme("Other", slug="other"))
    page = f"/follow/{token_for(follower, CHANGE)}/"
    assert ADDRESS in client.get(page).text
    typed = {"language": "zh-hant", "rhythm": "weekly", "events": ["wants_corrections"], "keep": [kept.pk]}
    answer = client.post(page, typed | {"save": "1"}, follow=True)
    assert ("已儲存" in answer.text, answer.headers["Content-Language"]) == (True, "zh-Hant")
    follower.refresh_from_db()
    assert (follower.wishes, [each.pk for each in follower.subscriptions.all()]) == (
        {
            "language": "zh-hant",
            "rhythm": "weekly",
            "wants_responses": False,
            "wants_closing_replies": False,
            "wants_translations": False,
            "wants_corrections": True,
        },
        [kept.pk],
    )
    client.post(page, typed | {"keep": []})
    follower.refresh_from_db()
    assert follower.left_at is not None


def test_nobody_keeps_another_readers_subscription(client, clock, thread):
    other = reader("other@example.org", thread=thread).subscriptions.get()
    follower = reader(theme=thread.themes.get())
    page = f"/follow/{token_for(follower, CHANGE)}/"
    client.post(
        page, {"language": "en", "rhythm": "weekly", "events": ["wants_corrections"], "keep": [other.pk]}
    )
    assert list(Subscription.objects.values_list("pk", flat=True)) == [other.pk]


def test_an_address_is_erased_at_once_when_its_owner_says_so(client, clock, thread):
    follower = reader(thread=thread)
    ask(client, clock)
    publish_a_response(thread)
    told()
    publish_a_response(thread, "Waiting to be sent")
    settle()
    page = client.post(f"/follow/{token_for(follower, LEAVE)}/leave/", {"erase": "1"})
    assert "Your address is erased" in page.text
    tables = (Follower, Subscription, FollowRequest, Notice, Letter)
    assert [table.objects.count() for table in tables] == [0] * 5
    assert client.get(f"/follow/{token_for(follower, LEAVE)}/leave/").status_code == 404


def test_no_answer_of_a_mail_server_outlives_the_erasure_of_an_address(clock, thread, sink):
    follower, other = reader(thread=thread), reader("other@example.com", thread=thread)
    clock.shift(1)
    publish_a_response(thread)
    sink.answers["RCPT"] = f"550 {ADDRESS} and reader are forwarded to: {ADDRESS.upper()}"
    told()
    assert set(Letter.objects.values_list("state", "answer")) == {
        ("given_up", "550 … and … are forwarded to: …"),
        ("given_up", "550 … and reader are forwarded to: …"),
    }
    follows.erase(follower=follower)
    kept = Letter.objects.get()
    assert (kept.recipient, ADDRESS in str(vars(kept)).lower()) == (other.address, False)


def test_an_address_is_erased_thirty_days_after_leaving(clock, thread):
    follows.leave(follower=reader(thread=thread))
    clock.shift(timedelta(days=30) - timedelta(seconds=1))
    settle()
    assert Follower.objects.count() == 1
    clock.shift(1)
    settle()
    assert Follower.objects.count() == 0


def test_a_token_opens_one_page_of_one_reader_and_nothing_in_the_table_makes_it(clock, thread):
    alice, bob = reader("a@example.org"), reader("b@example.org")
    change, leave = (token_for(alice, purpose) for purpose in (CHANGE, LEAVE))
    assert (follower_by(change, CHANGE), follower_by(leave, LEAVE)) == (alice, alice)
    wrong = [leave, token_for(bob, CHANGE).replace(f"{bob.pk}-", f"{alice.pk}-"), "", "x", "9" * 70, "٣-x"]
    assert [follower_by(token, CHANGE) for token in wrong] == [None] * len(wrong)
    assert len(change.partition("-")[2]) * 4 >= 128
    assert alice.salt not in change


def test_wrong_links_get_one_answer_and_no_log_tells_a_link(client, clock, thread):
    pages = ["/follow/nonsense/", "/follow/1-abc/", "/follow/nonsense/leave/"]
    answers = {(client.get(page).status_code, client.get(page).content) for page in pages}
    assert len(answers) == 1
    from initiative.logs import without_keys

    assert without_keys("Not Found: /follow/1-abc/leave/") == "Not Found: /follow/…/leave/"
    assert without_keys("Bad Request: /follow/?thread=x") == "Bad Request: /follow/?thread=x"
