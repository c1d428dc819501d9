"""The list of images: filtered by use and by description; what nothing shows is removed, and nothing else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from responses.threads.models import Image, WorkingCopy
from responses.threads.services.aside import set_aside
from tests.cast import CHARLIE
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
)
from tests.lib.word.builders import p, parts, relations, zipped
from tests.lib.word.test_pictures import picture
from tests.pictures import picture as png

pytestmark = pytest.mark.django_db

LIST = "admin:responses_image_changelist"
REMOVE = "admin:responses_image_remove"


@pytest.fixture
def library(alice):
    """An image in each state of use, by the name of the state."""
    made = {name: image(name, user=alice) for name in ("live", "draft", "former", "aside", "typed", "unused")}
    thread = thread_with_prompt(body=f"<p>x</p>{figure_of(made['live'])}")
    publish_all(thread)
    prompt = prompt_of(thread)
    response_to(prompt, "Draft", body=f"<p>x</p>{figure_of(made['draft'])}")
    former = response_to(prompt, "Former", body=f"<p>x</p>{figure_of(made['former'])}")
    save(edition_of(former), body="<p>Without.</p>")
    set_aside(essays=[response_to(prompt, "Aside", body=f"<p>x</p>{figure_of(made['aside'])}")], user=None)
    WorkingCopy.objects.create(user=alice, page="response", content={"body": figure_of(made["typed"])})
    return made


def named(*images, **more):
    query = "&".join([*(f"image={each.pk}" for each in images), *(f"{a}={b}" for a, b in more.items())])
    return f"{reverse(REMOVE)}?{query}"


def names(answer):
    return {row.texts["en"]["alt"] for row in answer.context["cl"].result_list}


@pytest.mark.parametrize(
    ("use", "expected"),
    [
        ("live", {"live"}),
        ("hidden", {"draft", "former", "aside"}),
        ("unused", {"unused"}),
        ("nonsense", {"live", "draft", "former", "aside", "typed", "unused"}),
    ],
)
def test_images_are_listed_by_use(client, library, use, expected):
    assert names(client.get(reverse(LIST), {"use": use})) == expected


def test_the_list_says_how_each_is_used_and_in_which_languages_it_is_described(client, alice, library):
    page = client.get(reverse(LIST)).text
    assert "a text that is not saved yet" in page
    assert "Aside (English): set aside" in page
    assert '<td class="field-used_in">unused</td>' in page
    assert "live<div>English</div>" in page
    assert "640 × 480" in page


def test_images_are_listed_by_description(client, alice):
    image("Described", user=alice)
    bare = image(texts={}, user=alice)
    both = image(texts={"en": {"alt": "Both"}, "zh-hans": {"alt": "塔"}}, user=alice)
    found = {
        value: {row.pk for row in client.get(reverse(LIST), {"described": value}).context["cl"].result_list}
        for value in ("no", "en", "zh-hans")
    }
    assert found["no"] == {bare.pk} == found["en"]
    assert both.pk not in found["zh-hans"]
    assert len(found["zh-hans"]) == 2


def test_what_nothing_shows_is_removed_after_it_was_asked_and_once(
    client, library, django_capture_on_commit_callbacks
):
    unused = library["unused"]
    ticked = client.post(
        f"{reverse(LIST)}?use=unused", {"action": "remove", "_selected_action": [unused.pk]}
    ).headers["Location"]
    assert client.get(ticked).status_code == 200
    assert Image.objects.filter(pk=unused.pk).exists()
    with django_capture_on_commit_callbacks(execute=True):
        first = client.post(ticked, follow=True)
    assert first.redirect_chain == [(f"{reverse(LIST)}?use=unused", 302)]
    assert [str(each) for each in first.context["messages"]] == ["1 image is removed."]
    assert (Image.objects.filter(pk=unused.pk).exists(), unused.file().exists()) == (False, False)
    second = client.post(ticked, follow=True)
    assert [str(each) for each in second.context["messages"]] == [
        "Nothing was left to do: it had been done already."
    ]


@pytest.mark.parametrize("state", ["live", "draft", "former", "aside", "typed"])
def test_what_anything_shows_stays_and_says_why(client, library, state):
    page = client.get(named(library[state], library["unused"]))
    whys = [bool(line.why) for line in page.context["act"].lines]
    assert sorted(whys) == [False, True]
    assert 'type="submit" class="default"' not in page.text
    assert client.post(named(library[state], library["unused"])).status_code == 409
    assert Image.objects.count() == 6


def test_its_own_page_offers_removal_only_where_no_version_shows_it(client, library):
    pages = {
        name: client.get(reverse("admin:responses_image_change", args=[library[name].pk])).context
        for name in ("live", "former", "unused")
    }
    assert {name: "remove" in page for name, page in pages.items()} == {
        "live": False,
        "former": False,
        "unused": True,
    }
    assert pages["unused"]["remove"] == named(library["unused"])


def test_django_s_own_deletion_stays_shut(client, library):
    address = reverse("admin:responses_image_delete", args=[library["unused"].pk])
    assert [client.get(address).status_code, client.post(address, {"post": "yes"}).status_code] == [403, 403]
    ticked = {"action": "delete_selected", "_selected_action": [library["unused"].pk], "post": "yes"}
    client.post(reverse(LIST), ticked)
    assert Image.objects.count() == 6


def test_who_may_only_look_is_offered_nothing(client):
    made = image()
    client.force_login(make_user(CHARLIE))
    page = client.get(reverse(LIST))
    assert page.context["action_form"] is None
    assert [client.get(named(made)).status_code, client.post(named(made)).status_code] == [403, 403]
    assert Image.objects.count() == 1


def test_pictures_of_a_manuscript_that_is_given_up_go_with_it(
    client, alice, django_capture_on_commit_callbacks
):
    thread = thread_with_prompt()
    library = image("Library", user=alice)
    rels = relations(("a", "image", "media/a"))
    entries = parts(p("A title."), p("Text."), p(picture("a", "A view")), rels=rels)
    data = zipped(entries | {"word/media/a": png()})
    sent = SimpleUploadedFile("reply.docx", data)
    address = reverse("admin:responses_response_from_file")
    client.post(address, {"responding_to": prompt_of(thread).pk, "file": sent})
    copy = WorkingCopy.objects.get()
    came = Image.objects.exclude(pk=library.pk).get()
    assert copy.findings["images"] == [came.key]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("admin:responses_response_discard_new"), {"copy": f"{copy.key}.{copy.version}"})
    assert list(Image.objects.all()) == [library]
    assert not came.file().exists()


@pytest.mark.parametrize("count", [1, 15])
def test_the_list_asks_as_much_for_one_image_as_for_fifteen(client, alice, count):
    prompt = prompt_of(thread_with_prompt())
    for n in range(count):
        made = image(f"{n}", user=alice)
        response_to(prompt, f"Reply {n}", body=f"<p>x</p>{figure_of(made)}")
        image(f"Unused {n}", user=alice)
    client.get(reverse(LIST))
    found = {}
    for query in ("", "?use=live", "?use=hidden", "?use=unused", "?described=no"):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{reverse(LIST)}{query}")
        found[query] = len(queries)
    assert found == {"": 10, "?use=live": 6, "?use=hidden": 9, "?use=unused": 9, "?described=no": 6}
