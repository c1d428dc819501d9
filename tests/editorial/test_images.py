"""Images at the desk: the list, adding, describing, what the editor asks for, and hostile uploads."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from responses.editorial.previews.services import make_preview_link
from responses.threads.models import Image
from tests import pictures
from tests.cast import BOB, CHARLIE, ERIN
from tests.editorial.forms import fields_of
from tests.factories import (
    edition_of,
    figure_of,
    image,
    make_user,
    prompt_of,
    publish_all,
    response_to,
    save,
    thread_with_prompt,
    translation_of,
)
from tests.reading.pages import read

pytestmark = pytest.mark.django_db

LIST, ADD = "admin:responses_image_changelist", "admin:responses_image_add"
UPLOAD, PICK = "admin:responses_image_upload", "admin:responses_image_pick"

HOSTILE = {
    "svg": pictures.SVG,
    "html": b"<html><script>alert(1)</script></html>",
    "script in gif": pictures.joker(),
    "zip": b"PK\x03\x04" + b"\0" * 500,
    "huge": pictures.huge(),
    "torn": lambda: pictures.photograph()[:9000],
    "profile bomb": pictures.profile_bomb,
    "empty": b"",
    "nothing": b"\x89PNG\r\n\x1a\n",
}
ODD = {
    "animated": pictures.animated(),
    "cmyk": pictures.picture(mode="CMYK", kind="JPEG"),
    "16-bit": pictures.picture(mode="I;16"),
    "see-through": pictures.see_through(),
    "script in exif": pictures.turned(),
    "gif and script": pictures.animated() + b"<script>alert(1)</script>",
    "profile": pictures.with_profile(),
}


def sent(data, name="tower.png"):
    return SimpleUploadedFile(name, data, content_type="image/png")


def rows(answer):
    return [row.pk for row in answer.context["cl"].result_list]


def test_an_image_is_added_with_its_words_at_once(client, alice):
    answer = client.post(
        reverse(ADD),
        {
            "picture": sent(pictures.picture(), "塔.png"),
            "texts-en-alt": "A pagoda",
            "texts-zh-hans-alt": "塔",
            "texts-en-credit": "Photo: Li",
            "source": "By mail from Li",
        },
    )
    made = Image.objects.get()
    assert answer.headers["Location"] == reverse("admin:responses_image_change", args=[made.pk])
    assert made.texts == {"en": {"alt": "A pagoda", "credit": "Photo: Li"}, "zh-hans": {"alt": "塔"}}
    assert (made.file_name, made.source, made.created_by) == ("塔.png", "By mail from Li", alice)


def test_an_image_is_described_or_said_to_be_decorative(client, alice):
    answer = client.post(reverse(ADD), {"picture": sent(pictures.picture()), "texts-en-credit": "Kept words"})
    assert (answer.status_code, Image.objects.count()) == (200, 0)
    assert "Say what the picture shows" in answer.text
    assert "Kept words" in answer.text
    client.post(reverse(ADD), {"picture": sent(pictures.picture()), "is_decorative": "on"})
    assert Image.objects.get().is_described is True


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_upload_is_refused_with_a_sentence_and_leaves_nothing(client, alice, name):
    data = pictures.made(HOSTILE[name])
    form = client.post(reverse(ADD), {"picture": sent(data), "texts-en-alt": "x"})
    asked = client.post(reverse(UPLOAD), {"picture": sent(data)})
    assert (form.status_code, asked.status_code, Image.objects.count()) == (200, 400, 0)
    assert form.context["adminform"].form.errors["picture"][0] == asked.json()["error"] != ""


@pytest.mark.parametrize("name", ODD)
def test_an_honest_odd_upload_is_taken(client, alice, name):
    answer = client.post(reverse(UPLOAD), {"picture": sent(ODD[name], "<b>../x.svg"), "alt-en": "x"})
    made = Image.objects.get()
    assert (answer.status_code, answer.json()["key"], made.file_name) == (201, made.key, "x.svg")
    shown = client.get(answer.json()["thumb"])
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, made.content_type)
    assert b"script" not in shown.content


def test_a_stale_description_answers_409_with_both(client, alice):
    made = image()
    address = reverse("admin:responses_image_change", args=[made.pk])
    mine = fields_of(client, address)
    client.post(address, mine | {"texts-en-alt": "Theirs"})
    answer = client.post(address, mine | {"texts-en-alt": "Mine"})
    assert answer.status_code == 409
    assert ("Mine" in answer.text, "Theirs" in answer.text) == (True, True)
    made.refresh_from_db()
    assert made.texts["en"]["alt"] == "Theirs"
    again = fields_of(client, address) | {"texts-en-alt": "Mine"}
    assert client.post(address, again).status_code == 302


def test_the_picture_is_not_replaced_by_describing_it(client, alice):
    made = image()
    address = reverse("admin:responses_image_change", args=[made.pk])
    client.post(address, fields_of(client, address) | {"picture": sent(pictures.photograph())})
    assert Image.objects.get().digest == made.digest


@pytest.mark.parametrize("typed", ["pagoda", "塔", "Li", "tower", "tower li"])
def test_images_are_found_by_alternative_text_credit_and_file_name(client, alice, typed):
    made = image(
        texts={"en": {"alt": "A pagoda", "credit": "Li"}, "zh-hans": {"alt": "塔"}}, file_name="tower.png"
    )
    image("A bridge")
    assert rows(client.get(reverse(LIST), {"q": typed})) == [made.pk]
    assert [each["key"] for each in client.get(reverse(PICK), {"q": typed}).json()["images"]] == [made.key]


def test_the_list_says_where_an_image_is_used_and_in_what_state(client, alice):
    made = image()
    thread = thread_with_prompt("Why?", prompt="Prompt", body=f"<p>x</p>{figure_of(made)}")
    publish_all(thread)
    draft = response_to(prompt_of(thread), "Draft", body=f"<p>x</p>{figure_of(made)}")
    former = response_to(prompt_of(thread), "Former", body=f"<p>x</p>{figure_of(made)}")
    save(edition_of(former), body="<p>Without.</p>")
    page = client.get(reverse(LIST)).text
    cell = page.split('class="field-used_in">')[1].split("</td>")[0]
    assert sorted(html.fromstring(cell).xpath("//div/text()")) == [
        "Draft (English): draft",
        "Former (English): in earlier versions only",
        "Prompt (English): shown to readers now",
    ]
    detail = client.get(reverse("admin:responses_image_change", args=[made.pk])).text
    assert reverse("admin:responses_response_change", args=[draft.pk]) in detail


def test_a_translator_looks_changes_nothing_and_learns_of_no_draft(client):
    client.force_login(make_user(CHARLIE))
    made = image()
    thread = thread_with_prompt(prompt="Hiddentitle", body=f"<p>x</p>{figure_of(made)}")
    response_to(prompt_of(thread))
    address = reverse("admin:responses_image_change", args=[made.pk])
    for page in (client.get(reverse(LIST)), client.get(address)):
        assert (page.status_code, "Hiddentitle" in page.text) == (200, False)
    assert client.get(reverse("admin:responses_image_file", args=[made.key, 480, "png"])).status_code == 200
    assert client.post(address, {}).status_code == 403
    assert client.post(reverse(UPLOAD), {"picture": sent(pictures.picture())}).status_code == 403
    assert client.get(reverse(ADD)).status_code == 403


@pytest.mark.parametrize("name", ["pick", "file", "download", "upload"])
def test_nobody_else_reaches_images_at_the_desk(client, name):
    made = image()
    args = {"file": [made.key, 480, "png"], "download": [made.pk]}.get(name, [])
    address = reverse(f"admin:responses_image_{name}", args=args)
    ask = Client().post if name == "upload" else Client().get
    assert ask(address).status_code == 302
    client.force_login(make_user(ERIN))
    assert (client.post if name == "upload" else client.get)(address).status_code == 403


def test_drafts_pictures_at_the_desk_are_private(client, alice):
    made = image()
    answer = client.get(reverse("admin:responses_image_file", args=[made.key, 480, "png"]))
    assert answer.content == made.file(480).read_bytes()
    assert (answer.headers["Cache-Control"], answer.headers["X-Content-Type-Options"]) == (
        "private, no-store",
        "nosniff",
    )
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_the_whole_picture_is_downloaded_under_its_old_name(client, alice):
    made = image(file_name='a "塔"; x.jpeg')
    answer = client.get(reverse("admin:responses_image_download", args=[made.pk]))
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''a%20%22%E5%A1%94%22%3B%20x.png"
    )
    assert b"".join(answer.streaming_content) == made.file().read_bytes()


def test_the_editor_is_told_what_it_needs(client, alice):
    answer = client.post(
        reverse(UPLOAD),
        {"picture": sent(pictures.picture(), "x.png"), "alt-en": "Tower", "alt-zh-Hans": "塔"},
    )
    made = Image.objects.get()
    expected = {
        "key": made.key,
        "width": 640,
        "height": 480,
        "thumb": f"/admin/responses/image/file/{made.key}/480.png",
        "alt": {"en": "Tower", "zh-Hans": "塔"},
        "decorative": False,
        "described": True,
        "name": "x.png",
    }
    assert answer.json() == expected
    assert client.get(reverse(PICK)).json() == {"images": [expected], "more": False}


def test_the_editor_is_refused_without_a_picture_a_token_or_room(alice, client, settings):
    assert client.post(reverse(UPLOAD), {}).json() == {"error": "Choose a picture first."}
    settings.IMAGES_QUOTA = 0
    assert client.post(reverse(UPLOAD), {"picture": sent(pictures.picture())}).status_code == 507
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)
    assert strict.post(reverse(UPLOAD), {"picture": sent(pictures.picture())}).status_code == 403


def test_too_long_a_description_is_refused_in_a_sentence(client, alice):
    answer = client.post(reverse(UPLOAD), {"picture": sent(pictures.picture()), "alt-en": "x" * 301})
    assert (answer.status_code, "at most 300" in answer.json()["error"]) == (400, True)


@pytest.mark.parametrize("count", [1, 15])
def test_the_list_and_the_editors_choice_cost_the_same_for_one_and_for_fifteen(client, alice, count):
    thread = thread_with_prompt()
    for number in range(count):
        made = image(f"Picture {number}")
        response_to(prompt_of(thread), f"Reply {number}", body=f"<p>x</p>{figure_of(made)}")
    found = {}
    for name in (LIST, PICK):
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(name))
        found[name] = len(queries)
    assert found == {LIST: 12, PICK: 5}


# Previews


def test_a_preview_shows_the_images_of_its_draft_under_its_own_address():
    made, other = image(), image()
    thread = thread_with_prompt()
    publish_all(thread)
    draft = response_to(prompt_of(thread), body=f"<p>x</p>{figure_of(made)}")
    response_to(prompt_of(thread), "Other", body=f"<p>x</p>{figure_of(other)}")
    _link, token = make_preview_link(shown=edition_of(draft), user=make_user(BOB))
    (shown,) = read(f"/preview/{token}/").tree.cssselect(".prose img")
    assert shown.get("src") == f"/preview/{token}/images/{made.key}/640.png"
    answer = Client().get(shown.get("src"))
    assert (answer.status_code, answer.content) == (200, made.file(640).read_bytes())
    assert (answer.headers["Cache-Control"], answer.headers["Referrer-Policy"]) == (
        "private, no-store",
        "no-referrer",
    )
    assert Client().get(f"/images/{made.key}/640.png").status_code == 404
    for path in (
        f"/preview/{token}/images/{other.key}/640.png",
        f"/preview/x{token}/images/{made.key}/640.png",
    ):
        assert Client().get(path).status_code == 404


def test_a_preview_of_a_thread_shows_the_images_of_all_its_newest_versions():
    made, old, apart = image(), image(), image()
    thread = thread_with_prompt(body=f"<p>x</p>{figure_of(old)}")
    publish_all(thread)
    save(edition_of(prompt_of(thread)), body=f"<p>x</p>{figure_of(made)}")
    translation_of(prompt_of(thread), "zh-hans", body=f"<p>x</p>{figure_of(made)}")
    thread_with_prompt("Apart?", prompt="Apart", body=f"<p>x</p>{figure_of(apart)}")
    _link, token = make_preview_link(shown=thread, user=make_user(BOB), language="en")
    statuses = [
        Client().get(f"/preview/{token}/images/{each.key}/480.png").status_code for each in (made, old, apart)
    ]
    assert statuses == [200, 404, 404]


def test_a_look_beside_the_form_shows_the_images_of_a_draft_from_the_desk(client, alice):
    made = image()
    essay = response_to(prompt_of(thread_with_prompt()), body=f"<p>x</p>{figure_of(made)}")
    data = fields_of(client, reverse("admin:responses_response_change", args=[essay.pk]))
    page = client.post(reverse("admin:responses_response_look", args=[essay.pk]), data)
    (shown,) = html.fromstring(page.content).cssselect(".prose img")
    assert shown.get("src") == f"/admin/responses/image/file/{made.key}/640.png"
    assert client.get(shown.get("src")).status_code == 200
