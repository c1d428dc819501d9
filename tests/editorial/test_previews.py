"""A draft by link: shown to whoever has the token, to nobody else, and no longer than was said."""

import json
import logging
import re
from copy import deepcopy
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from initiative.logs import JsonFormatter
from responses.editorial.errors import LastsTooLong, NoSuchPreview, NothingToShow, TooManyNotes
from responses.editorial.models import PreviewLink, PreviewNote
from responses.editorial.previews.services import (
    find_preview,
    hash_of,
    leave_note,
    make_preview_link,
    open_preview,
    revoke,
)
from responses.events.models import Event
from responses.threads.models import Thread
from responses.threads.services.editions import add_edition
from responses.threads.services.publishing import publish, withdraw
from tests.cast import ALICE, BOB, CHARLIE
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
from tests.reading.pages import read
from tests.reading.worlds import NOON, at

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(laid):
    with laid():
        thread = thread_with_prompt(slug="spirit", prompt_slug="extinction")
        publish_all(thread)
        yield thread, make_user(BOB)


@pytest.fixture
def bob(built):
    return deepcopy(built[1])


@pytest.fixture
def thread(built):
    return deepcopy(built[0])


@pytest.fixture
def draft(thread):
    return response_to(prompt_of(thread), "Draftsecret reply", slug="draftsecret", body="<p>Hiddenword.</p>")


def link_to(shown, user, **said):
    """The path of a new link, and the link."""
    language = {"language": "en"} if isinstance(shown, Thread) else {}
    link, token = make_preview_link(shown=shown, user=user, **language, **said)
    return f"/preview/{token}/", link


# --- What it shows


def test_a_draft_is_shown_with_its_band_and_as_it_will_look(draft, bob):
    path, _link = link_to(edition_of(draft), bob)
    shown = read(path)
    assert shown.status == 200
    assert shown.text("h1") == "Draftsecret reply"
    assert shown.text(".prose") == "Hiddenword."
    assert shown.text(".band strong") == "Draft, not for citation"
    assert shown.text("p.by") == "Anne Conway, Ragley Hall"
    assert shown.links("p.target a") == ["/threads/spirit/"]


def test_a_preview_differs_from_the_live_page_in_its_band_and_note_only(draft, bob, client):
    path, _link = link_to(edition_of(draft), bob)
    before = read(path)
    publish_all(draft)
    after = read("/responses/draftsecret/")
    # Files, and references to the exact version, are of what is public only.
    for part in ("article", "section.others", "details.cite > dl"):
        assert before.texts(part) == after.texts(part), part


def test_the_newest_saved_version_is_shown_also_beside_an_older_live_one(draft, bob):
    publish_all(draft)
    save(edition_of(draft), "Newer title")
    path, _link = link_to(edition_of(draft), bob)
    assert read(path).text("h1") == "Newer title"
    assert read("/responses/draftsecret/").text("h1") == "Draftsecret reply"


def test_the_page_is_in_the_language_of_the_text(draft, bob):
    path, _link = link_to(translation_of(draft, "zh-hans", "秘密译文"), bob)
    shown = read(path)
    assert (shown.attribute("html", "lang"), shown.headers["Content-Language"]) == ("zh-Hans", "zh-Hans")
    assert shown.text("h1") == "秘密译文"
    assert shown.text(".band strong") == "草稿，请勿引用"


def test_a_draft_prompt_is_shown_on_its_threads_page(bob):
    prompt = prompt_of(thread_with_prompt("Unaskedsecret?", prompt="Promptsecret"))
    path, _link = link_to(edition_of(prompt), bob)
    shown = read(path)
    assert shown.texts("h1, article h2")[:2] == ["Unaskedsecret?", "Promptsecret"]


def test_a_whole_thread_is_one_page_of_all_its_texts_in_their_newest_versions(thread, draft, bob):
    answer = response_to(draft, "Answersecret")
    save(edition_of(prompt_of(thread)), "Prompt, revised")
    path, _link = link_to(thread, bob)
    shown = read(path)
    titles = ["Prompt, revised", "Draftsecret reply", "Answersecret"]
    assert shown.texts("article > header h2") == titles
    assert shown.links("article p.target a") == ["#extinction", "#draftsecret"]
    assert shown.links(".contents a") == ["#extinction", "#draftsecret", f"#{answer.slug}"]


def test_a_whole_thread_shows_each_text_in_the_language_of_the_link_or_else_its_original(thread, draft, bob):
    translation_of(draft, "zh-hans", "秘密译文")
    _link, token = make_preview_link(shown=thread, user=bob, language="zh-hans")
    shown = read(f"/preview/{token}/")
    assert shown.texts("article > header h2") == ["On the extinction of the spirit", "秘密译文"]


def test_a_whole_thread_leaves_out_what_is_withdrawn(thread, draft, bob):
    gone = response_to(prompt_of(thread), "Withdrawnsecret")
    publish_all(gone)
    withdraw(edition=edition_of(gone), user=None, note="")
    path, _link = link_to(thread, bob)
    assert "Withdrawnsecret" not in read(path).body


def test_a_link_to_one_text_tells_no_other_draft(thread, draft, bob):
    answer = response_to(draft, "Answer to it")
    response_to(prompt_of(thread), "Othersecret")
    path, _link = link_to(edition_of(answer), bob)
    shown = read(path)
    assert shown.text("p.target") == "Responding To: a text that is not published yet"
    assert [word for word in ("Draftsecret", "draftsecret", "Othersecret") if word in shown.body] == []


# --- Once it is live


def test_a_link_leads_to_the_live_page_once_that_very_version_is_live(draft, bob, client):
    path, _link = link_to(edition_of(draft), bob)
    publish_all(draft)
    answer = client.get(path)
    assert (answer.status_code, answer.url) == (302, "/responses/draftsecret/")
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_scheduled_text_is_a_draft_until_its_instant(bob, client):
    thread = thread_with_prompt()
    with at(NOON):
        publish_all(thread)
        draft = response_to(prompt_of(thread))
        path, _link = link_to(edition_of(draft), bob)
        publish(revision=edition_of(draft).latest, user=None, at=NOON + timedelta(hours=1))
        assert client.get(path).status_code == 200
    with at(NOON + timedelta(hours=1)):
        assert client.get(path).status_code == 302


def test_a_threads_link_leads_to_the_thread_once_all_of_it_is_live(thread, draft, bob, client):
    path, _link = link_to(thread, bob)
    assert client.get(path).status_code == 200
    publish_all(draft)
    assert client.get(path).url == "/threads/spirit/"
    save(edition_of(draft), "Changed again")
    assert client.get(path).status_code == 200


# --- Who opens it


def refused_paths(draft, user):
    """Wrong, malformed, expired and revoked addresses."""
    with at(NOON - timedelta(days=7)):
        expired, _link = link_to(edition_of(draft), user)
    with at(NOON):
        revoked, link = link_to(edition_of(draft), user)
        revoke(link=link, user=user)
    return [expired, revoked, "/preview/" + "x" * 32 + "/", "/preview/a/b/", "/preview/", "/preview/秘密/"]


def test_wrong_expired_and_revoked_links_answer_the_same_bytes(draft, bob, client):
    paths = refused_paths(draft, bob)
    with at(NOON):
        found = [client.get(path) for path in paths]
    kept = {(answer.status_code, answer.content, tuple(sorted(answer.headers.items()))) for answer in found}
    assert len(kept) == 1
    assert found[0].status_code == 404
    assert "preview" not in found[0].text


def test_a_wrong_link_answers_in_the_readers_own_language(client):
    answer = client.get("/preview/wrong/", headers={"Accept-Language": "zh-CN"})
    assert (answer.status_code, answer.headers["Content-Language"]) == (404, "zh-Hans")
    assert '<html lang="zh-Hans">' in answer.text


def test_a_note_by_a_wrong_link_answers_as_a_wrong_link(draft, bob, client):
    paths = refused_paths(draft, bob)[:3]
    with at(NOON):
        found = [client.post(path, {"note": "Hello"}) for path in paths]
        wrong = client.get(paths[0])
    assert {answer.content for answer in found} == {wrong.content}
    assert PreviewNote.objects.count() == 0


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_every_answer_is_private_unindexed_and_sends_no_referrer(draft, bob, method):
    path, _link = link_to(edition_of(draft), bob)
    for each in (path, "/preview/wrong/", path.rstrip("/")):
        answer = getattr(Client(), method)(each)
        wanted = ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")
        assert [answer.headers[name] for name in wanted] == [
            "private, no-store",
            "noindex, nofollow",
            "no-referrer",
        ]
        assert not answer.cookies


def test_an_opening_looks_at_no_session_and_costs_few_queries(draft, bob, django_assert_num_queries):
    path, _link = link_to(edition_of(draft), bob)
    client = Client()
    client.force_login(bob)
    client.get(path)
    with django_assert_num_queries(14) as asked:
        client.get(path)
    assert [each["sql"] for each in asked if "session" in each["sql"]] == []


def test_an_expired_link_opens_until_the_very_second(draft, bob, client):
    with at(NOON):
        path, _link = link_to(edition_of(draft), bob, days=2)
    with at(NOON + timedelta(days=2, seconds=-1)):
        assert client.get(path).status_code == 200
    with at(NOON + timedelta(days=2)):
        assert client.get(path).status_code == 404


def test_openings_are_counted_and_looks_are_not(draft, bob, client):
    path, link = link_to(edition_of(draft), bob)
    client.get(path)
    client.get(path)
    client.head(path)
    client.get("/preview/wrong/")
    link.refresh_from_db()
    assert link.opened == 2


def test_a_link_that_is_revoked_between_looking_and_counting_stays_shut(draft, bob, monkeypatch):
    path, link = link_to(edition_of(draft), bob)
    revoke(link=link, user=bob)
    monkeypatch.setattr("responses.editorial.previews.services.find_preview", lambda token: link)
    with pytest.raises(NoSuchPreview):
        open_preview(token=path.split("/")[2])


# --- The token


def test_the_token_is_told_once_and_kept_as_a_hash_only(draft, bob):
    link, token = make_preview_link(shown=edition_of(draft), user=bob)
    assert re.fullmatch(r"[A-Za-z0-9_-]{32}", token)
    assert link.token_hash == hash_of(token)
    assert find_preview(token=token) == link
    with pytest.raises(NoSuchPreview):
        find_preview(token=link.token_hash)


def test_the_log_of_events_names_the_link_and_not_its_token(draft, bob):
    link, token = make_preview_link(shown=edition_of(draft), user=bob)
    leave_note(token=token, text="Hiddenwords of mine.")
    revoke(link=link, user=bob)
    events = Event.objects.filter(subject_type="edition", verb__contains="link") | Event.objects.filter(
        verb="left a note"
    )
    assert [(each.verb, each.actor_label, each.detail) for each in events.order_by("pk")] == [
        ("made a preview link", "Bob", {"link": link.pk, "days": 7}),
        ("left a note", "", {"link": link.pk}),
        ("revoked a preview link", "Bob", {"link": link.pk}),
    ]
    assert token not in str(list(Event.objects.values_list()))


def test_no_token_is_logged(draft, bob, caplog):
    path, link = link_to(edition_of(draft), bob)
    revoke(link=link, user=bob)
    with caplog.at_level(logging.INFO):
        Client().get(path)
        Client().put(path)
        Client().get(path + "%00")
    written = [JsonFormatter().format(record) for record in caplog.records]
    assert json.loads(written[0])["message"] == "Not Found: /preview/…/"
    assert [line for line in written if path.split("/")[2] in line] == []


@pytest.mark.parametrize("days", [0, 8])
def test_a_link_lasts_a_week_at_most(draft, bob, days):
    with pytest.raises(LastsTooLong):
        make_preview_link(shown=edition_of(draft), user=bob, days=days)


def test_what_has_no_text_yet_gets_no_link(draft, bob):
    empty = add_edition(essay=draft, language="zh-hant", kind="translation", source=edition_of(draft))
    with pytest.raises(NothingToShow):
        make_preview_link(shown=empty, user=bob)


# --- Notes


def test_an_author_leaves_a_note_in_plain_words(draft, bob, client, mailoutbox):
    path, link = link_to(edition_of(draft), bob)
    answer = client.post(path, {"note": "One <b>mistake</b>:\r\nthe name.\r\n"})
    assert (answer.status_code, answer.url) == (302, f"{path}?noted=1#note")
    assert link.notes.get().text == "One <b>mistake</b>:\nthe name."
    assert read(answer.url).text("[role=status]") == "Your note has reached the editors. Thank you."
    assert mailoutbox == []


def test_the_same_note_sent_twice_is_one(draft, bob, client):
    path, link = link_to(edition_of(draft), bob)
    for _time in range(2):
        client.post(path, {"note": "Thank you."})
    assert link.notes.count() == 1


@pytest.mark.parametrize(("typed", "said"), [(" \n ", "The note is empty."), ("x" * 4001, "4001 characters")])
def test_a_note_that_cannot_be_taken_is_given_back_with_the_reason(draft, bob, client, typed, said):
    path, link = link_to(edition_of(draft), bob)
    answer = client.post(path, {"note": typed})
    assert answer.status_code == 400
    assert said in answer.text
    assert typed.strip() in answer.text
    assert link.notes.count() == 0


def test_notes_are_slowed_after_five_an_hour(draft, bob, client):
    with at(NOON):
        path, link = link_to(edition_of(draft), bob)
        answers = [client.post(path, {"note": f"Note {number}"}) for number in range(6)]
        assert [answer.status_code for answer in answers] == [302] * 5 + [429]
        assert "Note 5" in answers[5].text
    with at(NOON + timedelta(minutes=61)):
        assert client.post(path, {"note": "Note 5"}).status_code == 302
    assert link.notes.count() == 6


def test_a_link_takes_fifty_notes_in_all(draft, bob):
    _link, token = make_preview_link(shown=edition_of(draft), user=bob)
    link = find_preview(token=token)
    PreviewNote.objects.bulk_create(
        PreviewNote(link=link, text=f"{number}", created_at=link.created_at - timedelta(days=1))
        for number in range(50)
    )
    with pytest.raises(TooManyNotes):
        leave_note(token=token, text="One more")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 302),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 302),
        ({"Origin": "http://testserver"}, 302),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_a_note_comes_from_this_sites_own_form(draft, bob, headers, status):
    path, link = link_to(edition_of(draft), bob)
    answer = Client(enforce_csrf_checks=True).post(path, {"note": "Hello"}, headers=headers)
    assert (answer.status_code, link.notes.count()) == (status, int(status == 302))


# --- The desk


def desk_of(shown):
    kind = "thread" if isinstance(shown, Thread) else "edition"
    return reverse(f"admin:responses_{kind}_previews", args=[shown.pk])


def test_an_editor_makes_a_link_and_is_told_its_address_once(client, alice, draft):
    address = desk_of(edition_of(draft))
    made = client.post(address, {"days": "3"})
    (told,) = re.findall(r'value="[^"]+(/preview/[^"]+/)"', made.text)
    assert (Client().get(told).status_code, PreviewLink.objects.get().days) == (200, 3)
    assert "/preview/" not in client.get(address).text


def test_an_editor_makes_a_link_to_a_thread_in_a_language(client, alice, thread, draft):
    client.post(desk_of(thread), {"days": "7", "language": "zh-hant"})
    link = PreviewLink.objects.get()
    assert (link.thread, link.edition, link.language, link.created_by) == (thread, None, "zh-hant", alice)


def test_an_editor_revokes_a_link_by_a_post(client, alice, draft):
    path, link = link_to(edition_of(draft), alice)
    address = desk_of(edition_of(draft))
    assert client.get(f"{address}?revoke={link.pk}").status_code == 200
    assert Client().get(path).status_code == 200
    assert client.post(address, {"revoke": link.pk}).url == address
    assert Client().get(path).status_code == 404


def test_a_link_is_revoked_from_its_own_page_only(client, alice, thread, draft):
    _path, link = link_to(thread, alice)
    assert client.post(desk_of(edition_of(draft)), {"revoke": link.pk}).status_code == 404
    assert PreviewLink.objects.get().revoked_at is None


def test_the_pages_of_text_and_thread_show_links_and_notes_escaped(client, alice, thread, draft):
    translation = translation_of(draft, "zh-hans")
    pages = {
        edition_of(draft): reverse("admin:responses_response_change", args=[draft.pk]),
        translation: reverse("admin:responses_edition_change", args=[translation.pk]),
        thread: reverse("admin:responses_thread_change", args=[thread.pk]),
    }
    for shown, address in pages.items():
        path, _link = link_to(shown, alice)
        leave_note(token=path.split("/")[2], text="<script>alert(1)</script>")
        page = client.get(address)
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text, address
        assert "<script>alert" not in page.text
        assert "opened 0 times" in page.text
        assert desk_of(shown) in page.text


@pytest.mark.parametrize(("who", "status"), [(ALICE, 200), (CHARLIE, 403)])
def test_who_may_not_change_essays_makes_no_link(draft, who, status):
    translation = translation_of(draft, "zh-hans")
    client = Client()
    client.force_login(make_user(who))
    assert client.post(desk_of(translation), {"days": "7"}).status_code == status
    assert PreviewLink.objects.count() == int(status == 200)
    page = client.get(reverse("admin:responses_edition_change", args=[translation.pk]))
    assert ("Preview links" in page.text) is (status == 200)


def test_a_link_that_would_last_too_long_is_refused_in_a_sentence(client, alice, draft):
    answer = client.post(desk_of(edition_of(draft)), {"days": "8"})
    assert (answer.status_code, PreviewLink.objects.count()) == (409, 0)
    assert "less than or equal to 7" in answer.text
