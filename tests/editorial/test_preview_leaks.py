"""Each link to a draft opens its own draft only; that none changes a public byte, the leak test asks."""

from copy import deepcopy

import pytest
from django.test import Client

from responses.editorial.previews.services import make_preview_link, revoke
from responses.threads.models import Edition, Essay, Thread
from tests.cast import ALICE
from tests.editorial.unseen import link_everything
from tests.factories import make_user
from tests.reading.worlds import NOON, add_secrets, answers, at, public_world

pytestmark = pytest.mark.django_db

WRONG = "/preview/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/"


@pytest.fixture(scope="module")
def built(laid):
    with laid():
        world = public_world()
        add_secrets(world)
        yield world, link_everything()


@pytest.fixture
def world(built, db):
    return deepcopy(built[0])


@pytest.fixture
def links(built, db):
    """The path of a link to each edition and each thread."""
    return built[1]


def test_each_link_opens_its_own_secret_and_no_other(links):
    titles = {edition: edition.latest.title for edition in Edition.objects.all()}
    secret = {edition: title for edition, title in titles.items() if "secret" in title}
    found = answers(list(links.values()), NOON)
    for shown, path in links.items():
        if isinstance(shown, Thread) or found[path][0] != 200:
            continue
        body = found[path][2].decode()
        others = {title for other, title in secret.items() if other.essay_id != shown.essay_id}
        assert titles[shown] in body
        assert [title for title in others if title in body and title not in titles[shown]] == [], shown


def test_a_threads_link_opens_that_thread_only(world, links):
    hidden = Thread.objects.get(slug="threadsecret")
    found = answers([links[world.thread], links[hidden]], NOON)
    shown, apart = (found[links[thread]][2].decode() for thread in (world.thread, hidden))
    words = ["Draftsecret reply", "Answersecret", "Scheduledsecret", "Revisedsecret", "Updatesecret"]
    assert [word for word in words if word not in shown] == []
    assert [word for word in words if word in apart] == []
    assert ("Threadsecret?" in shown, "Threadsecret?" in apart) == (False, True)
    assert "Withdrawnsecret" not in shown


def test_a_token_opens_nothing_but_its_own_address(links):
    token = links[Essay.objects.get(slug="draftsecret").editions.get()].split("/")[2]
    paths = [f"/{token}/", f"/responses/{token}/", f"/zh-hans/preview/{token}/", f"/preview/{token}/full/"]
    queries = ["/?preview=", "/responses/draftsecret/?preview=", "/threads/spirit/?token="]
    found = answers([*paths, *(query + token for query in queries)], NOON)
    assert [path for path in paths if found[path][0] != 404] == []
    assert [path for path, (_status, _headers, body) in found.items() if b"Draftsecret" in body] == []


def test_after_a_link_is_revoked_nothing_of_the_draft_is_left(built, db):
    edition = Essay.objects.get(slug="draftsecret").editions.get()
    with at(NOON):
        link, token = make_preview_link(shown=edition, user=make_user(ALICE))
        assert Client().get(f"/preview/{token}/").status_code == 200
        revoke(link=link, user=link.created_by)
    found = answers([f"/preview/{token}/", WRONG], NOON)
    assert found[f"/preview/{token}/"] == found[WRONG]
