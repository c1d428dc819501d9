"""The forms of the desk, and its first page, ask as much of the database for one of anything as for many."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from responses.editorial.previews.services import leave_note, make_preview_link
from responses.editorial.working.services import keep_copy
from responses.notifications.services import queue_letter
from responses.threads.models import Essay
from responses.threads.services.aside import set_aside
from responses.threads.services.consents import note_consent
from responses.threads.services.editions import convert_edition
from tests.cast import DORA
from tests.editorial.forms import fields_of
from tests.factories import (
    edition_of,
    figure_of,
    image,
    make_user,
    person,
    prompt_of,
    publish_all,
    response_to,
    save,
    theme,
    thread_with_prompt,
    translation_of,
)

pytestmark = pytest.mark.django_db

SOON = datetime.now(UTC) + timedelta(days=1)


@pytest.fixture(scope="module", params=[1, 25])
def many(request):
    return request.param


@pytest.fixture(scope="module")
def built(laid, many):
    """Dora, and a desk with so many of everything."""
    with laid():
        user = make_user(DORA)
        yield user, a_desk(user, many)


@pytest.fixture
def essay(client, built):
    user, essay = deepcopy(built)
    client.force_login(user)
    return essay


def a_desk(user, many: int) -> Essay:
    """A response with so many authors, images, themes, versions, answers, papers, links, neighbours."""
    themes = [theme(f"Theme {n}", slug=f"theme-{n}") for n in range(many)]
    authors = [person({"en": {"name": f"Author {n:02}"}}, slug=f"author-{n}") for n in range(many)]
    figures = "".join(figure_of(image(f"{n}", user=user)) for n in range(many))
    thread = thread_with_prompt(slug="spirit", themes=themes)
    prompt = prompt_of(thread)
    publish_all(prompt)
    body = f"<p>x</p>{figures}"
    essay = response_to(prompt, "A reply", slug="a-reply", authors=authors, themes=themes, body=body)
    _link, token = make_preview_link(shown=edition_of(essay), user=user)
    for n in range(many):
        save(edition_of(essay), f"Version {n}", body=body)
        response_to(essay, f"An answer {n}")
        publish_all(response_to(prompt, f"Beside {n}"), at=SOON)
        link, _token = make_preview_link(shown=edition_of(essay), user=user)
        link.notes.create(text=f"Note {n}")
        note_consent(essay=essay, way="email", given_on=SOON.date(), user=user, letter=(f"{n}.eml", b"Yes."))
        set_aside(essays=[response_to(prompt, f"Aside {n}")], user=user)
        keep_copy(user=user, page="response", content={"title": f"Typed {n}"})
    leave_note(token=token, text="Please wait.")
    chinese = translation_of(essay, "zh-hans")
    convert_edition(source=chinese, user=user)
    return essay


def change(table, row):
    return reverse(f"admin:responses_{table}_change", args=[row.pk])


def pages(essay) -> dict[str, str]:
    chinese, original = edition_of(essay, "zh-hans"), edition_of(essay)
    add = reverse("admin:responses_response_add")
    latest = original.latest
    other = prompt_of(essay.thread)
    return {
        "the desk": reverse("admin:index"),
        "a response to be posted": f"{add}?responding_to={other.pk}",
        "a response": change("response", essay),
        "a prompt": change("prompt", other),
        "a thread": change("thread", essay.thread),
        "a translation": change("edition", chinese),
        "a conversion": change("edition", edition_of(essay, "zh-hant")),
        "a translation to be made": (
            f"{reverse('admin:responses_edition_add')}?source={edition_of(other).pk}&language=zh-hans"
        ),
        "an image": change("image", latest.image_links.first().image),
        "a person": change("person", essay.people.first()),
        "a theme": change("theme", essay.themes.first()),
        "notes": reverse("admin:responses_edition_notes"),
        "links": reverse("admin:responses_edition_previews", args=[original.pk]),
        "what waits: drafts": f"{reverse('admin:responses_edition_changelist')}?state=draft",
        "what waits: unchecked": f"{reverse('admin:responses_edition_changelist')}?state=unchecked",
        "set aside": f"{reverse('admin:responses_response_changelist')}?aside=yes",
        "a search": f"{reverse('admin:responses_response_changelist')}?q=reply",
        "a box": (
            f"{reverse('admin:autocomplete')}"
            "?term=a&app_label=responses&model_name=response&field_name=responding_to"
        ),
    }


# Four of each for the session, its user and their rights.
COUNTS = {
    "the desk": 24,
    "a response to be posted": 11,
    "a response": 38,
    "a prompt": 29,
    "a thread": 18,
    "a translation": 33,
    "a conversion": 33,
    "a translation to be made": 13,
    "an image": 9,
    "a person": 5,
    "a theme": 5,
    "notes": 6,
    "links": 9,
    "what waits: drafts": 6,
    "what waits: unchecked": 6,
    "set aside": 8,
    "a search": 9,
    "a box": 8,
}


def test_every_page_asks_a_fixed_number_of_queries(client, essay):
    addresses = pages(essay)
    found = {}
    for name, address in addresses.items():
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        found[name] = len(queries)
    assert found == COUNTS


def ticked(essay) -> dict[str, str]:
    essays = "&".join(f"essay={pk}" for pk in essay.answers.values_list("pk", flat=True))
    aside = "&".join(f"essay={pk}" for pk in Essay.objects.set_aside().values_list("pk", flat=True))
    images = "&".join(f"image={link.image_id}" for link in edition_of(essay).latest.image_links.all())
    return {
        "publish": f"{reverse('admin:responses_edition_publish_ticked')}?{essays}",
        "set aside": f"{reverse('admin:responses_essay_aside')}?{essays}",
        "take back": f"{reverse('admin:responses_essay_take_back')}?{aside}",
        "themes": f"{reverse('admin:responses_essay_themes')}?{essays}",
        "remove": f"{reverse('admin:responses_image_remove')}?{images}",
    }


TICKED = {
    "publish": 13,
    "set aside": 11,
    "take back": 9,
    "themes": 13,
    "remove": 7,
}


def test_the_pages_of_what_is_ticked_ask_a_fixed_number_of_queries(client, essay):
    addresses = ticked(essay)
    found = {}
    for name, address in addresses.items():
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        found[name] = len(queries)
    assert found == TICKED


# A version with its credits and images, its place, the bylines, the log: whatever their number.
SAVED, POSTED = 67, 67


def test_saving_asks_as_much_of_twenty_five_of_everything_as_of_one(client, essay):
    address = change("response", essay)
    sent = fields_of(client, address) | {"title": "Saved"}
    with CaptureQueriesContext(connection) as queries:
        assert client.post(address, sent).status_code == 302
    assert edition_of(essay).latest.title == "Saved"
    assert len(queries) == SAVED


def test_posting_asks_as_much_of_twenty_five_of_everything_as_of_one(client, essay, many):
    address = pages(essay)["a response to be posted"]
    sent = fields_of(client, address) | {"title": "Posted", "language": "en"}
    sent["body"] = edition_of(essay).latest.body
    sent |= {f"credits-{n}-person": f"Author {n:02} [author-{n}]" for n in range(many)}
    sent |= {f"credits-{n}-role": "author" for n in range(many)} | {"credits-rows": str(many)}
    sent["themes"] = list(essay.themes.values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as queries:
        assert client.post(address, sent).status_code == 302
    latest = edition_of(Essay.objects.get(slug="posted")).latest
    assert (latest.credits.count(), latest.image_links.count()) == (many, many)
    assert len(queries) == POSTED


def test_the_list_of_letters_asks_a_fixed_number_of_queries(client, essay, many):
    for n in range(many):
        queue_letter(
            purpose="account", recipient=f"{n}@example.org", subject="x", text="x", language="en", key=f"{n}"
        )
    address = reverse("admin:responses_letter_changelist")
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert len(client.get(address).context["cl"].result_list) == many
    assert len(queries) == 6
