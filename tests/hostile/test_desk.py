"""No live script on any screen of the desk, whatever stands in any field (SAFETY, number 2; X2, X8)."""

from copy import deepcopy

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import resolve, reverse

from responses.calls.models import Call
from tests.cast import PASSWORD
from tests.editorial.forms import fields_of
from tests.factories import edition_of
from tests.hostile.corpus import batches, texts_in_turn
from tests.hostile.fields import fill, in_turn
from tests.hostile.judge import answers, differing, faults, found_faults
from tests.hostile.screens import names_of_the_desk, private
from tests.hostile.worlds import build

pytestmark = [pytest.mark.pages, pytest.mark.django_db]

# Long enough for two texts that say it to share it.
PLAIN = "Plain words, and so many of them that two texts share some."
EVERYTHING = batches(1)[0]
# Addresses that show no page of their own, and what they do instead.
NO_PAGES = {
    "jsi18n": "a script of Django's, of translated words only",
    "view_on_site": "leads to no page: no model says where it is seen",
    "app_list": "leads to the desk",
    "logout": "acts on POST only; the page that asks is account_logout",
    "password_change": "leads to the account's page",
    "password_change_done": "leads to the account's page",
    "login": "leads to the account's page",
    "(?P<url>.*)$": "Django's catch-all, a 404",
    "<path:object_id>/": "Django's old address of a change form, leading there",
}


@pytest.fixture(scope="module")
def built(laid):
    with laid():
        yield build(lambda length: PLAIN)


@pytest.fixture
def world(built):
    return deepcopy(built)


@pytest.fixture
def client(world):
    client = Client()
    client.force_login(world.user)
    return client


def test_every_screen_of_the_desk_is_visited(world):
    asked = {resolve(path.partition("?")[0]).url_name for path in private(world)}
    assert names_of_the_desk() - asked - set(NO_PAGES) == set()


@pytest.mark.timeout(300)  # hundreds of pages, each three times: minutes on a machine that is busy
def test_no_screen_of_the_desk_runs_what_stands_in_any_field(client, world):
    fill(lambda length: PLAIN)
    harmless = differing(answers(client, private(world)))
    assert [path for path, answer in harmless.items() if answer.status_code >= 500] == []
    fill(in_turn(texts_in_turn()))
    assert found_faults(client, harmless) == {}


def forms_of(world):
    """The address of each form that is filled in at the desk."""
    translation = edition_of(world.essays["draft"], "zh-hans")
    source = edition_of(world.essays["deeper"]).pk
    rows = {
        "thread": world.thread,
        "prompt": world.essays["prompt"],
        "response": world.essays["live"],
        "edition": translation,
        "theme": world.theme,
        "person": world.person,
        "page": world.page,
        "image": world.image,
        "call": Call.objects.get(slug="call"),
        "initiative": world.page.initiative,
        "user": world.user,
    }
    changes = [reverse(f"admin:responses_{table}_change", args=[row.pk]) for table, row in rows.items()]
    added = ("thread", "response", "theme", "person", "page", "user", "call")
    adds = [reverse(f"admin:responses_{table}_add") for table in added]
    return [*changes, *adds, f"{reverse('admin:responses_edition_add')}?source={source}&language=zh-hans"]


def typed(data, say):
    """The form's fields with a text in each, its version's token apart."""
    return {name: value if name in ("seen", "credits-rows") else say(0) for name, value in data.items()}


def test_every_form_is_known(world):
    tables = {resolve(path.partition("?")[0]).url_name.split("_")[1] for path in forms_of(world)}
    unknown = {model._meta.model_name for model in admin.site._registry} - tables
    # Led on, listed, read, sent again, read; and what is decided in forms of its own, asked below.
    assert unknown == {
        *("essay", "publication", "event", "letter", "dailyviews"),
        *("submission", "decision", "lettertemplate"),
    }


def test_a_refused_form_shows_what_was_typed_as_text(client, world):
    found, hostile = [], in_turn(texts_in_turn())
    for address in forms_of(world):
        sent = _sent(client, address)
        harmless = client.post(address, typed(sent, lambda length: "x" * 9) | {"seen": "0.0"})
        answer = client.post(address, typed(sent, hostile) | {"seen": "0.0"})
        found += [(address, wrong) for wrong in faults(answer, harmless)]
        found += [(address, answer.status_code)] if answer.status_code not in (200, 409) else []
    assert found == []


def test_a_stale_save_shows_both_texts_as_text(client, world):
    stale = [reverse("admin:responses_response_change", args=[world.essays["draft"].pk])]
    stale.append(
        reverse("admin:responses_edition_change", args=[edition_of(world.essays["draft"], "zh-hans").pk])
    )
    for address in stale:
        sent = fields_of(client, address) | {"seen": "0.0"}
        harmless = client.post(address, sent | {"title": "A title", "body": "<p>x</p>", "summary": "x"})
        assert harmless.status_code == 409
        for batch in batches(2):
            text = batch.replace("\x00", "")  # which no form takes
            said = {"title": text[:400], "body": text, "summary": text[:4000], "note": ""}
            answer = client.post(address, sent | said)
            assert (answer.status_code, faults(answer, harmless)) == (409, [])


def test_an_act_shows_what_was_typed_as_text(client, world):
    edition = edition_of(world.essays["live"])
    boxes = ("note", "when", "date", "time", "zone", "fold", "revision", "days", "check")
    for act in ("publish", "withdraw", "previews"):
        address = reverse(f"admin:responses_edition_{act}", args=[edition.pk])
        harmless = client.post(address, dict.fromkeys(boxes, "x" * 2000))
        answer = client.post(address, dict.fromkeys(boxes, EVERYTHING))
        assert (act, faults(answer, harmless), answer.status_code) == (act, [], harmless.status_code)


def test_an_act_on_a_call_shows_what_was_typed_as_text(client, world):
    boxes = ("people", "uses", "good_until", "until")
    for act in ("codes", "put_off"):
        address = reverse(f"admin:responses_call_{act}", args=[Call.objects.get(slug="call").pk])
        harmless = client.post(address, dict.fromkeys(boxes, "x" * 2000))
        answer = client.post(address, dict.fromkeys(boxes, EVERYTHING))
        assert (act, faults(answer, harmless), answer.status_code, harmless.status_code) == (
            act,
            [],
            409,
            409,
        )


def test_a_decision_shows_what_was_typed_as_text(client, world):
    pending, _applied = world.decided
    typed = ("subject", "text", "remarks", "reason", "due", "new_points", "point-0", "place-0", "shown")
    forms = {
        reverse("admin:responses_decision_change", args=[pending.pk]): dict.fromkeys(typed, EVERYTHING)
        | {"save": "1"},
        reverse("admin:responses_decision_decide", args=[pending.submission.pk]): {
            **dict.fromkeys((*typed, "kind"), EVERYTHING),
            "about": "1",
        },
        reverse("admin:responses_lettertemplate_change", args=["accept"]): {
            **{f"texts-en-{part}": EVERYTHING for part in ("subject", "text")},
            "seen": "0",
        },
    }
    for address, sent in forms.items():
        harmless = client.post(address, dict.fromkeys(sent, "x" * 300))
        answer = client.post(address, sent)
        assert (address, faults(answer, harmless), answer.status_code) == (address, [], 409)


def test_an_account_shows_what_was_typed_as_text(world):
    visitor = Client(raise_request_exception=False)
    for page in ("login", "reset_password"):
        address = reverse(f"account_{page}")
        harmless = visitor.post(
            address, {"login": "x", "password": PASSWORD, "email": "x", "next": "/admin/"}
        )
        said = dict.fromkeys(("login", "password", "email", "next", "remember"), EVERYTHING)
        assert faults(visitor.post(address, said), harmless) == []


def test_a_note_on_a_draft_is_shown_as_text(client, world):
    for number, token in enumerate(world.tokens):
        address = reverse("editorial:preview", args=[token])
        harmless = client.post(address, {"note": "x" * 5000})
        batch = batches(len(world.tokens))[number]
        answer = client.post(address, {"note": batch})
        assert (answer.status_code, faults(answer, harmless)) == (400, [])
        assert client.post(address, {"note": batch[:3900]}).status_code == 302


def _sent(client, address):
    page = client.get(address)
    form = page.context["adminform"].form
    boxes = {bound.name: "" for bound in form.visible_fields()}
    texts = {
        f"texts-{code}-{part}": ""
        for code in ("en", "zh-hans", "zh-hant")
        for part in ("title", "name", "body")
    }
    names = {
        f"credits-{n}-{part}": ""
        for n in range(3)
        for part in ("person", "name", "affiliation", "bio", "place")
    }
    return boxes | texts | names | {"credits-rows": "3", "seen": ""}
