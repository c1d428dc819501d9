"""Kept files are the desk's alone: no public route, guessed address, export or other role yields one."""

import io
from copy import deepcopy
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse

from responses.editorial.previews.services import make_preview_link
from responses.events.models import Event
from responses.threads.models import KeptFile
from responses.threads.services.files import place_of
from tests.cast import ALICE, CHARLIE, DORA, ERIN
from tests.editorial.unseen import BYTES, NAME, keep_papers
from tests.factories import edition_of, make_user
from tests.reading.worlds import NOON, add_secrets, answers, at, public_world

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def built(laid, tmp_path_factory):
    """A world with papers kept, which no test here changes but by asking."""
    folder = tmp_path_factory.mktemp("files")
    with override_settings(KEPT_FILES_ROOT=folder / "kept", MEDIA_ROOT=folder / "media"), laid():
        world = public_world()
        add_secrets(world)
        yield world, keep_papers(world)


@pytest.fixture
def world(built, db):
    return deepcopy(built[0])


@pytest.fixture
def papers(built, db):
    return deepcopy(built[1])


def guesses(kept: KeptFile, token: str) -> list[str]:
    """Where somebody would look who knew even the random name under which it lies."""
    places = [f"/kept/{kept.path}", f"/media/{kept.path}", f"/media/kept/{kept.path}", f"/static/{kept.path}"]
    places += [
        f"/{up}/kept/{kept.path}" for up in ("media/..", "static/..", "media/%2e%2e", "static/..%2f..")
    ]
    places += [
        f"/{top}/{kept.pk}/" for top in ("papers", "files", "responses/papers", "responses/plain-reply")
    ]
    places += [f"/responses/plain-reply/papers/{kept.pk}/", f"/responses/plain-reply/{kept.name}"]
    places += [f"/images/{kept.path[:32]}/480.png", f"/preview/{token}/images/{kept.path[:32]}/480.png"]
    return [*places, f"/preview/{token}/papers/{kept.pk}/", f"/preview/{token}/{kept.name}", f"/{kept.path}/"]


def secrets_of(papers: list[KeptFile]) -> list[bytes]:
    return [
        b"apersecret",
        *{each.path.encode() for each in papers},
        *{each.digest.encode() for each in papers},
    ]


def test_no_guessed_address_yields_one(world, papers):
    with at(NOON):
        _link, token = make_preview_link(shown=edition_of(world.response), user=papers[0].created_by)
    for kept in papers:
        assert place_of(kept).read_bytes() == BYTES
        for method in ("GET", "HEAD", "POST"):
            found = answers(guesses(kept, token), NOON, method=method)
            assert {
                path: each[0] for path, each in found.items() if each[0] not in (400, 403, 404, 405)
            } == {}
            said = {path: each[2] for path, each in found.items()}
            assert [path for path, body in said.items() if BYTES in body or b"consent" in body] == []


def test_no_preview_of_a_text_tells_of_its_papers(world, papers):
    user = papers[0].created_by
    with at(NOON):
        editions = [edition_of(kept.essay) for kept in papers if kept.essay]
        tokens = [make_preview_link(shown=each, user=user)[1] for each in editions]
        tokens.append(make_preview_link(shown=world.thread, user=user, language="en")[1])
    found = answers([f"/preview/{token}/" for token in tokens], NOON)
    hidden = secrets_of(papers)
    assert [path for path, each in found.items() if any(word in each[2] for word in hidden)] == []


def test_no_export_carries_one(papers, tmp_path):
    output = tmp_path / "out" / "threads.jsonl"
    output.parent.mkdir()
    with at(NOON):
        call_command("export_threads", output=str(output), stderr=io.StringIO())
    written = [each for each in output.parent.rglob("*") if each.is_file()]
    assert output in written
    held = b"".join(each.read_bytes() for each in written)
    assert [word for word in secrets_of(papers) if word in held] == []
    assert {each.suffix for each in written} == {".jsonl", ".png"}


def looker():
    """Somebody of the desk who sees responses and prompts, and writes none."""
    user = make_user(ERIN)
    seen = ["view_response", "view_prompt", "view_thread", "view_event", "publish_edition", "change_edition"]
    user.user_permissions.set(Permission.objects.filter(codename__in=seen))
    return user


def reader():
    return make_user(ERIN, is_staff=False)


def addresses(papers):
    return [reverse("admin:responses_paper", args=[each.pk]) for each in papers]


@pytest.mark.parametrize("who", [lambda: make_user(CHARLIE), lambda: make_user(ERIN), looker])
def test_no_other_role_is_given_one_or_told_its_name(papers, who):
    client = Client()
    client.force_login(who())
    for address in addresses(papers):
        answer = client.get(address)
        assert (answer.status_code, b"apersecret" in answer.content) == (403, False)
    texts = [each.essay for each in papers if each.essay]
    for essay in texts:
        kind = "prompt" if essay.is_prompt else "response"
        for page in (f"{kind}_change", f"{kind}_history"):
            shown = client.get(reverse(f"admin:responses_{page}", args=[essay.pk]), {"log": ""})
            assert (shown.status_code in (200, 403), b"apersecret" in shown.content) == (True, False)
    assert not Event.objects.filter(verb="downloaded").exists()


def test_who_is_not_of_the_desk_is_led_to_the_way_in_whether_there_is_a_file_or_not(papers):
    stranger, other = Client(), Client()
    other.force_login(reader())
    missing = reverse("admin:responses_paper", args=[999])
    for client in (stranger, other):
        nothing = client.get(missing)
        for address in addresses(papers):
            answer = client.get(address)
            assert answer.status_code == nothing.status_code != 200
            assert b"apersecret" not in answer.content
            led = answer.headers.get("Location", "").replace(address, missing)
            assert led == nothing.headers.get("Location", "")


def test_a_right_to_responses_is_none_to_a_prompts_papers(papers):
    user = make_user(ERIN)
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_response", "change_response"]))
    client = Client()
    client.force_login(user)
    found = {
        (each.essay.kind, client.get(address).status_code)
        for each, address in zip(papers[:-1], addresses(papers), strict=False)
    }
    assert found == {("response", 200), ("prompt", 403)}


@pytest.mark.parametrize("account", [ALICE, DORA])
def test_an_editor_is_handed_it_to_keep_and_never_shown_it(papers, account):
    client = Client()
    client.force_login(make_user(account))
    *handed, unsaved = [client.get(address) for address in addresses(papers)]
    for answer in handed:
        assert (answer.status_code, answer.content) == (200, BYTES)
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{NAME}"'
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert "no-store" in answer.headers["Cache-Control"]
    # What belongs to a text that nobody has saved is nobody's to take, not even by its number.
    assert unsaved.status_code == 404
    lines = Event.objects.filter(verb="downloaded")
    assert (lines.count(), {key for line in lines for key in line.detail}) == (8, {"file"})


def test_another_editors_unsaved_text_opens_for_nobody_else(papers):
    copy = papers[-1].working_copy
    client = Client()
    client.force_login(make_user(ALICE))
    page = client.get(f"{reverse('admin:responses_response_add')}?copy={copy.key}")
    assert (page.status_code, b"apersecret" in page.content) == (200, False)


def test_no_line_of_the_log_gives_one_away(papers):
    lines = [f"{line.subject_label} {line.detail}" for line in Event.objects.all()]
    assert [line for line in lines if any(word.decode() in line for word in secrets_of(papers))] == []


def test_the_servers_examples_hand_out_no_folder_of_files():
    for example in (ROOT / "deploy").iterdir():
        served = [line for line in example.read_text().splitlines() if "alias" in line or "root " in line]
        assert [line for line in served if "kept" in line or "media" in line] == []
