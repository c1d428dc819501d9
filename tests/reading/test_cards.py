"""Cards of links: of live texts only, in three languages, at addresses that follow the words."""

import io
import itertools
from datetime import timedelta

import pytest
from django.test import Client
from PIL import Image

from responses.languages.codes import LANGUAGES
from responses.languages.paths import in_language
from responses.reading import cards as reading_cards
from responses.threads.models import Essay
from responses.threads.services.publishing import publish, withdraw
from tests.factories import (
    edition_of,
    prompt_of,
    publish_all,
    response_to,
    save,
    thread_with_prompt,
    translation_of,
)
from tests.reading.pages import read
from tests.reading.test_queries import a_site
from tests.reading.test_withdrawn_and_renamed import rename
from tests.reading.worlds import LATER, NOON, add_secrets, answers, at, public_world

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
REPLY, THREAD = "/responses/plain-reply/", "/threads/spirit/"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path / "cards"


@pytest.fixture
def drawn(monkeypatch):
    """The cards that are drawn, instead of their pictures."""
    found = []

    def draw(card, faces):
        found.append(card)
        return repr(card).encode()

    monkeypatch.setattr(reading_cards.cards, "draw", draw)
    return found


def offered(path):
    """The card that a page names."""
    first, *_others = read(path).metas.get("og:image", [""])
    return first.removeprefix(SITE)


def get(path):
    return Client().get(path)


def test_a_page_names_its_card_and_says_what_it_is():
    public_world()
    with at(NOON):
        for path in (REPLY, THREAD):
            metas = read(path).metas
            address = metas["og:image"][0].removeprefix(SITE)
            assert address.partition("?v=")[0] == f"{path}card.png"
            assert metas["twitter:card"] == ["summary_large_image"]
            assert (metas["og:image:width"][0], metas["og:image:height"][0]) == ("1200", "630")
            answer = get(address)
            picture = Image.open(io.BytesIO(answer.content))
            assert (answer.status_code, picture.format, picture.size) == (200, "PNG", (1200, 630))
            assert answer.headers["Cache-Control"] == reading_cards.LASTING
            assert not answer.cookies
        assert read(REPLY).metas["og:image:alt"][0] == "A plain reply – Anne Conway"


def test_each_language_has_its_own_card_and_a_lacking_one_that_of_the_original(drawn):
    public_world()
    with at(NOON):
        assert offered("/zh-hans/responses/another-reply/").startswith(
            "/zh-hans/responses/another-reply/card.png"
        )
        assert offered("/zh-hant/responses/plain-reply/") == offered(REPLY)
        assert offered("/zh-hant/threads/spirit/") == offered(THREAD)
        get("/zh-hans/responses/another-reply/card.png")
        get("/zh-hant/responses/plain-reply/card.png")
    own, lacking = drawn
    assert (own.title, own.above[0]) == (("另一回应", "zh-hans"), ("回应：", "zh-hans"))
    assert (lacking.title, lacking.above[0]) == (("A plain reply", "en"), ("回應：", "zh-hant"))
    assert (lacking.date, lacking.below) == (("2017年9月21日", "zh-hant"), ("Anne Conway", "en"))


def test_the_card_of_a_thread_has_its_question_and_its_shape(drawn):
    a_site(3)
    get("/threads/spirit/card.png")
    (card,) = drawn
    assert (card.aside, len(card.dots), len(card.arcs)) == (("6 responses", "en"), 7, 6)
    assert [arc.is_reply for arc in card.arcs].count(True) == 3


def test_cards_of_what_is_not_live_answer_as_an_address_that_never_was():
    add_secrets(public_world())
    for code, method in itertools.product(LANGUAGES, ["GET", "HEAD"]):
        _are_as_none(code, method)


def _are_as_none(code, method):
    hidden = ("draftsecret", "scheduledsecret", "answersecret", "threadsecret")
    for kind in ("responses", "threads"):
        paths = {
            slug: in_language(f"/{kind}/{slug}/card.png", code) for slug in (*hidden, "neversecret-at-all")
        }
        found = answers(list(paths.values()), NOON, method=method)
        comparable = {slug: _comparable(found[path], slug) for slug, path in paths.items()}
        never = comparable["neversecret-at-all"]
        assert never[0] == 404
        assert [slug for slug in hidden if comparable[slug] != never] == []


def _comparable(answer, slug):
    status, headers, body = answer
    kept = [header for header in headers if header[0] not in {"etag", "content-length"}]
    return status, kept, body.replace(slug.encode(), b"SLUG")


def test_drafts_change_no_byte_of_a_card_and_draw_none(drawn, folder):
    world = public_world()
    paths = [f"{path}card.png" for path in (REPLY, THREAD)]
    before = answers(paths, NOON)
    add_secrets(world)
    assert answers(paths, NOON) == before
    assert len(list(folder.iterdir())) == len(drawn) == 2
    assert "secret" not in repr(drawn).lower()


def test_a_scheduled_text_has_its_card_at_its_instant(drawn):
    add_secrets(public_world())
    path = "/responses/scheduledsecret/card.png"
    assert answers([path], LATER - timedelta(seconds=1))[path][0] == 404
    assert answers([path], LATER)[path][0] == 200


def test_the_card_of_a_withdrawn_text_is_gone_though_it_was_drawn(drawn):
    world = public_world()
    path = f"{REPLY}card.png"
    with at(NOON):
        assert get(path).status_code == 200
        withdraw(edition=edition_of(world.response), user=None, note="")
        assert get(path).status_code == 410
        assert get("/responses/gone-reply/card.png").status_code == 410
        withdraw(edition=edition_of(prompt_of(world.thread)), user=None, note="")
        assert get(f"{THREAD}card.png").status_code == 410
        assert offered(THREAD) == ""
        assert get("/responses/another-reply/card.png").status_code == 200
    assert drawn[-1].above[1] == ("a withdrawn essay", "en")


def test_a_new_version_has_a_new_address_and_the_old_one_shows_the_present_card(drawn):
    world = public_world()
    with at(NOON):
        old = offered(REPLY)
        revision = save(edition_of(world.response), "A better reply")
        assert offered(REPLY) == old
        publish(revision=revision, user=None)
        new = offered(REPLY)
        assert new != old
        found = {address: get(address) for address in (old, new, f"{REPLY}card.png?v=1", f"{REPLY}card.png")}
    assert len({answer.content for answer in found.values()}) == 1
    assert b"A better reply" in found[old].content
    lasting = [address for address, a in found.items() if a.headers["Cache-Control"] == reading_cards.LASTING]
    assert lasting == [new]


def test_former_addresses_lead_to_the_present_card():
    world = public_world()
    with at(NOON):
        rename(Essay.objects.get(pk=world.response.pk), "renamed")
        answer = get("/zh-hans/responses/plain-reply/card.png")
        assert (answer.status_code, answer.headers["Location"]) == (
            301,
            "/zh-hans/responses/renamed/card.png",
        )
        prompt = get("/responses/extinction/card.png")
        assert (prompt.status_code, prompt.headers["Location"]) == (301, f"{THREAD}card.png")


def test_a_card_is_drawn_once_and_kept(drawn, folder):
    public_world()
    with at(NOON):
        bodies = {get(f"{REPLY}card.png").content for _ in range(5)}
    assert (len(bodies), len(drawn), len(list(folder.iterdir()))) == (1, 1, 1)


def test_where_no_font_can_draw_it_no_card_is_offered(settings, tmp_path):
    public_world()
    settings.CARD_FONTS = [str(tmp_path / "none")]
    with at(NOON):
        metas = read("/responses/another-reply/").metas
        assert ("og:image" in metas, metas["twitter:card"]) == (False, ["summary"])
        never = "/responses/never/card.png"
        bare, other = (get(path) for path in ("/responses/another-reply/card.png", never))
    assert (bare.status_code, other.status_code) == (404, 404)
    assert bare.content == other.content.replace(b"never", b"another-reply")


def test_a_title_that_no_font_has_keeps_its_page_and_has_no_card():
    thread = thread_with_prompt(slug="spirit")
    publish_all(thread, response_to(prompt_of(thread), "Smile \U0001f600", slug="smile"))
    assert offered("/responses/smile/") == ""
    assert get("/responses/smile/card.png").status_code == 404


def test_authors_are_joined_in_the_language_of_the_text(drawn):
    thread = thread_with_prompt(slug="spirit")
    publish_all(thread)
    publish_all(translation_of(prompt_of(thread), "zh-hant"))
    get("/zh-hant/threads/spirit/card.png")
    assert drawn[0].below.language == "zh-hant"
