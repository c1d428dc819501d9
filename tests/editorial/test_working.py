"""A text while it is written: kept as it is typed, back after a closed window, shown before it is saved."""

import io
import os
import re
from copy import deepcopy

import PIL.Image
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from responses.editorial.working.intake import take_in_pictures
from responses.events.models import Event
from responses.lib.word import Manuscript, Picture, Refused
from responses.people.models import Person
from responses.threads.models import Consent, Edition, Essay, Image, KeptFile, Revision, WorkingCopy
from responses.threads.services.files import place_of
from tests.cast import ANNE_CONWAY, BOB, ERIN, FAN_ZHEN
from tests.editorial.forms import fields_of
from tests.factories import (
    edition_of,
    make_user,
    person,
    prompt_of,
    response_to,
    thread_with_prompt,
    translation_of,
)
from tests.lib.word.builders import document, p

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def private_folder(settings, tmp_path):
    settings.KEPT_FILES_ROOT = tmp_path / "kept"
    return settings.KEPT_FILES_ROOT


@pytest.fixture(scope="module")
def built(laid):
    with laid():
        yield prompt_of(thread_with_prompt()), make_user()


@pytest.fixture
def prompt(built):
    return deepcopy(built[0])


@pytest.fixture
def essay(prompt):
    return response_to(prompt, "A reply")


@pytest.fixture
def alice(client, built):
    client.force_login(user := deepcopy(built[1]))
    return user


def page(act, essay):
    return reverse(f"admin:responses_response_{act}", args=[essay.pk])


def keep(client, essay, **typed):
    data = fields_of(client, page("change", essay)) | typed
    return client.post(page("keep", essay), data)


def test_what_is_typed_comes_back_after_a_closed_window(client, alice, essay):
    kept = keep(client, essay, title="Half a tit", body="<p>Half a sen").json()
    shown = client.get(page("change", essay))
    form = shown.context["adminform"].form
    assert (form["title"].value(), form["body"].value()) == ("Half a tit", "<p>Half a sen")
    assert form["copy"].value() == kept["copy"]
    assert "Not saved yet" in shown.text
    assert edition_of(essay).latest.title == "A reply"
    assert Revision.objects.filter(edition__essay=essay).count() == 1


def test_keeping_changes_nothing_that_anybody_else_sees(client, alice, essay):
    keep(client, essay, title="A secret title")
    other = Client()
    other.force_login(make_user(BOB))
    assert "A secret title" not in other.get(page("change", essay)).text
    assert WorkingCopy.objects.get().user == alice


def test_a_save_ends_the_copy_that_it_came_from(client, alice, essay):
    token = keep(client, essay, title="Kept").json()["copy"]
    data = fields_of(client, page("change", essay)) | {"copy": token}
    assert client.post(page("change", essay), data).status_code == 302
    assert edition_of(essay).latest.title == "Kept"
    assert not WorkingCopy.objects.exists()


def test_two_windows_of_one_person_do_not_write_over_each_other(client, alice, essay):
    first = keep(client, essay, title="First window").json()["copy"]
    refused = keep(client, essay, title="Second window", copy="")
    assert refused.status_code == 409
    assert "another window" in refused.json()["refused"]
    again = keep(client, essay, title="First window, on", copy=first)
    assert again.json()["copy"].split(".") == [first.split(".")[0], "2"]
    assert WorkingCopy.objects.get().content["title"] == "First window, on"


def test_a_save_in_one_window_leaves_what_the_other_has_kept_since(client, alice, essay):
    first = keep(client, essay, title="Old state").json()["copy"]
    keep(client, essay, title="Newer state of the other window", copy=first)
    data = fields_of(client, page("change", essay)) | {"title": "Saved", "copy": first}
    assert client.post(page("change", essay), data).status_code == 302
    assert WorkingCopy.objects.get().content["title"] == "Newer state of the other window"


def test_what_was_based_on_an_older_version_still_meets_the_newer_one(client, alice, essay):
    keep(client, essay, title="Mine")
    other = Client()
    other.force_login(make_user(BOB))
    change = page("change", essay)
    other.post(change, fields_of(other, change) | {"title": "Theirs"})
    assert client.post(change, fields_of(client, change)).status_code == 409
    assert edition_of(essay).latest.title == "Theirs"


def test_a_copy_is_thrown_away_when_asked(client, alice, essay):
    token = keep(client, essay, title="Never mind").json()["copy"]
    client.post(page("discard", essay), {"copy": token})
    assert client.get(page("change", essay)).context["adminform"].form["title"].value() == "A reply"


def test_nobody_opens_or_throws_away_the_copy_of_another(client, alice, prompt):
    add = reverse("admin:responses_response_add")
    kept = client.post(
        reverse("admin:responses_response_keep_new"), {"title": "Mine alone", "responding_to": prompt.pk}
    ).json()["copy"]
    other = Client()
    other.force_login(make_user(BOB))
    assert "Mine alone" not in other.get(f"{add}?copy={kept}").text
    other.post(reverse("admin:responses_response_discard_new"), {"copy": kept})
    assert "Mine alone" in client.get(f"{add}?copy={kept}").text


def test_a_new_text_is_kept_before_there_is_any_row_of_it(client, alice, prompt):
    keeping = reverse("admin:responses_response_keep_new")
    first = client.post(keeping, {"title": "A new", "responding_to": prompt.pk, "credits-rows": "0"}).json()
    client.post(keeping, {"title": "A new title", "responding_to": prompt.pk, "copy": first["copy"]})
    copy = WorkingCopy.objects.get()
    assert (copy.page, copy.version, copy.content["title"]) == ("response", 2, "A new title")
    assert Essay.objects.count() == 1


@pytest.mark.parametrize("model", ["thread", "edition"])
def test_new_threads_and_translations_are_kept_too(client, alice, prompt, model):
    query = f"?source={edition_of(prompt).pk}" if model == "edition" else ""
    keeping = reverse(f"admin:responses_{model}_keep_new") + query
    token = client.post(keeping, {"title": "Begun", "language": "zh-hans"}).json()["copy"]
    add = reverse(f"admin:responses_{model}_add") + (f"{query}&" if query else "?") + f"copy={token}"
    assert client.get(add).context["adminform"].form["title"].value() == "Begun"


def test_who_may_not_write_keeps_nothing(client, essay):
    client.force_login(make_user(ERIN))
    assert client.post(page("keep", essay), {"title": "x"}).status_code in {302, 403}
    assert not WorkingCopy.objects.exists()


def test_a_form_that_outlived_its_session_gets_a_new_token(alice, essay):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)
    assert strict.post(page("keep", essay), {"title": "x"}).status_code == 403
    token = strict.get(page("keep", essay)).json()["csrf"]
    answer = strict.post(page("keep", essay), {"title": "x", "csrfmiddlewaretoken": token})
    assert answer.status_code == 200


# --- How it will look


def test_a_text_is_shown_as_it_will_look_and_nothing_is_saved(client, alice, essay):
    data = fields_of(client, page("change", essay)) | {"title": "Shown title", "body": "<p>Shown text.</p>"}
    essay.refresh_from_db()
    before = (Revision.objects.count(), Event.objects.count(), essay.next_paragraph)
    answer = client.post(page("look", essay), data)
    assert "<h1>Shown title</h1>" in answer.text
    assert re.search(r'<p id="p\d+">Shown text\.<a class="self"', answer.text)
    essay.refresh_from_db()
    assert (Revision.objects.count(), Event.objects.count(), essay.next_paragraph) == before


def test_a_look_in_a_language_that_the_text_lacks_says_so(client, alice, essay):
    data = fields_of(client, page("change", essay)) | {"look": "zh-hans"}
    answer = client.post(page("look", essay), data)
    assert '<html lang="zh-Hans">' in answer.text
    assert "本文暂无简体版，以下为英文原文。" in answer.text


def test_a_new_text_is_shown_long_before_a_save_would_pass(client, alice, prompt):
    answer = client.post(reverse("admin:responses_response_look_new"), {"responding_to": prompt.pk})
    assert "Without a title yet" in answer.text
    assert Essay.objects.count() == 1
    assert client.post(reverse("admin:responses_response_look_new"), {}).status_code == 422


def test_a_translation_and_a_thread_are_shown_too(client, alice, prompt):
    edition = translation_of(prompt, "zh-hans")
    change = reverse("admin:responses_edition_change", args=[edition.pk])
    look = reverse("admin:responses_edition_look", args=[edition.pk])
    assert "<h1" in client.post(look, fields_of(client, change) | {"title": "新的题目"}).text
    new = f"{reverse('admin:responses_edition_look_new')}?source={edition_of(prompt).pk}"
    assert "试译" in client.post(new, {"language": "zh-hant", "title": "试译"}).text
    assert Edition.objects.filter(language="zh-hant").count() == 0
    thread = client.post(
        reverse("admin:responses_thread_look_new"), {"texts-en-title": "A question?", "title": "Prompt"}
    )
    assert "A question?" in thread.text


# --- From a Word file


def manuscript(*blocks, name="canal.docx"):
    return SimpleUploadedFile(name, document(*blocks))


CANAL = (
    p("What the Canal Teaches", style="Title"),
    p("By Anne Conway and Mei Harrow"),
    p("The keeper counts boats."),
    p("Mei Harrow is a plainly invented student."),
)


def send(client, prompt, file):
    address = reverse("admin:responses_response_from_file")
    return client.post(address, {"responding_to": prompt.pk, "file": file})


def test_a_word_file_opens_the_form_filled(client, alice, prompt):
    anne = person(ANNE_CONWAY)
    answer = send(client, prompt, manuscript(*CANAL))
    shown = client.get(answer["Location"])
    form = shown.context["adminform"].form
    assert form["title"].value() == "What the Canal Teaches"
    assert form["responding_to"].value() == str(prompt.pk)
    assert "By Anne Conway" not in form["body"].value()
    rows = form["credits"].value()
    assert [(row["name"], row["was"], row["new"]) for row in rows] == [
        ("Anne Conway", anne.slug, ""),
        ("Mei Harrow", "", "1"),
    ]
    assert "Filled from “canal.docx”" in shown.text
    assert not Essay.objects.filter(kind="response").exists()


def test_saving_it_makes_the_new_person_and_keeps_the_file_with_the_essay(
    client, alice, prompt, private_folder
):
    person(ANNE_CONWAY)
    file = manuscript(*CANAL)
    sent = file.read()
    file.seek(0)
    address = send(client, prompt, file)["Location"]
    data = fields_of(client, address)
    assert client.post(address, data).status_code == 302
    essay = Essay.objects.get(kind="response")
    names = [credit.name for credit in edition_of(essay).latest.credits.order_by("position")]
    assert names == ["Anne Conway", "Mei Harrow"]
    assert Person.objects.get(slug="mei-harrow").texts["en"]["name"] == "Mei Harrow"
    kept = KeptFile.objects.get()
    assert (kept.essay, kept.name, place_of(kept).read_bytes()) == (essay, "canal.docx", sent)
    assert not WorkingCopy.objects.exists()


def test_authors_are_matched_in_any_script(client, alice, prompt):
    person(FAN_ZHEN)
    file = manuscript(p("神滅論", style="Title"), p("作者：范縝"), p("神即形也，形即神也。"))
    form = client.get(send(client, prompt, file)["Location"]).context["adminform"].form
    assert [row["was"] for row in form["credits"].value()] == ["fan-zhen"]
    assert form["language"].value() == "zh-hant"


def test_a_refused_file_says_why_and_leaves_nothing(client, alice, prompt, private_folder):
    answer = client.post(
        reverse("admin:responses_response_from_file"),
        {"responding_to": prompt.pk, "file": SimpleUploadedFile("a.docx", b"MZ not a document")},
        follow=True,
    )
    assert [str(each) for each in answer.context["messages"]] == [f"a.docx: {Refused('kind')}"]
    assert not WorkingCopy.objects.exists()
    assert not private_folder.exists()


def test_a_given_up_text_takes_its_file_along(
    client, alice, prompt, private_folder, django_capture_on_commit_callbacks
):
    address = send(client, prompt, manuscript(*CANAL))["Location"]
    token = fields_of(client, address)["copy"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("admin:responses_response_discard_new"), {"copy": token})
    assert list(private_folder.iterdir()) == []
    assert not KeptFile.objects.exists()


def test_no_room_is_said_and_nothing_is_half_kept(client, alice, prompt, settings, private_folder):
    settings.KEPT_FILES_QUOTA = 10
    answer = client.post(
        reverse("admin:responses_response_from_file"),
        {"responding_to": prompt.pk, "file": manuscript(*CANAL)},
        follow=True,
    )
    assert "There is no room for this file just now." in answer.text
    assert not WorkingCopy.objects.exists()


def test_a_file_that_no_row_knows_is_swept_after_an_hour(client, alice, prompt, private_folder):
    send(client, prompt, manuscript(*CANAL))
    old, young = private_folder / "old.part", private_folder / "young"
    for each in (old, young):
        each.write_bytes(b"cut short")
    os.utime(old, (0, 0))
    send(client, prompt, manuscript(*CANAL))
    known = set(KeptFile.objects.values_list("path", flat=True))
    assert {each.name for each in private_folder.iterdir()} == known | {"young"}


def test_a_kept_file_is_handed_over_and_logged_never_shown(client, alice, prompt):
    address = send(client, prompt, manuscript(*CANAL, name='a"b\r\n题.docx'))["Location"]
    client.post(address, fields_of(client, address))
    kept = KeptFile.objects.get()
    answer = client.get(reverse("admin:responses_paper", args=[kept.pk]))
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer.content == place_of(kept).read_bytes()
    assert Event.objects.filter(verb="downloaded", actor_number=alice.pk).count() == 1
    stranger = Client()
    assert stranger.get(reverse("admin:responses_paper", args=[kept.pk])).status_code == 302


# --- Consent


def test_consent_is_noted_with_its_letter(client, alice, essay):
    data = fields_of(client, page("change", essay)) | {
        "consent_way": "email",
        "consent_on": "2026-03-01",
        "consent_wording": "Yes, please publish it.",
        "consent_file": SimpleUploadedFile("yes.eml", b"From: author\n\nYes."),
    }
    assert client.post(page("change", essay), data).status_code == 302
    consent = Consent.objects.get()
    assert (consent.essay, consent.way, str(consent.given_on)) == (essay, "email", "2026-03-01")
    assert place_of(consent.file).read_bytes() == b"From: author\n\nYes."
    assert "yes.eml" in client.get(page("change", essay)).text


def test_words_of_consent_need_a_way(client, alice, essay):
    data = fields_of(client, page("change", essay)) | {"consent_wording": "Yes."}
    answer = client.post(page("change", essay), data)
    assert "Say how the author agreed: by e-mail or by form." in answer.text
    assert not Consent.objects.exists()


# --- Pictures and pasting


def test_the_pictures_of_a_manuscript_become_images_and_what_is_none_is_told_of(alice, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    drawn = io.BytesIO()
    PIL.Image.new("RGB", (600, 400), "teal").save(drawn, "PNG")
    lock, junk = "a" * 32, "b" * 32
    manuscript = Manuscript(
        body_html=f'<figure data-image="{lock}"></figure>\n<figure data-image="{junk}"></figure>',
        images=[Picture(lock, "png", drawn.getvalue(), "A lock"), Picture(junk, "png", b"no picture")],
    )
    take_in_pictures(manuscript, user=alice)
    image = Image.objects.get()
    assert manuscript.body_html.startswith(f'<figure data-image="{image.key}">')
    assert image.texts == {"en": {"alt": "A lock"}}
    assert manuscript.report == Manuscript(findings={"images": 1}).report


def test_what_word_puts_on_the_clipboard_comes_back_plain(client, alice, essay):
    word = '<p class="MsoNormal"><b style="mso-bidi-font-weight:normal">Bold</b><o:p></o:p></p>'
    assert client.post(page("paste", essay), {"html": word}).text == "<p><strong>Bold</strong></p>"
