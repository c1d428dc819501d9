"""Least privilege: every page of the admin, opened and posted to by every role."""

from copy import deepcopy
from datetime import UTC, datetime

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from responses.events.models import Event
from responses.notifications.services import queue_letter
from responses.people import roles
from responses.people.models import User
from responses.threads.models import Initiative, Page
from responses.visits.models import DailyViews
from tests.cast import ALICE, BOB, CHARLIE, DORA, ERIN, STAFF
from tests.editorial.forms import fields_of
from tests.factories import (
    edition_of,
    image,
    make_user,
    person,
    prompt_of,
    publish_all,
    response_to,
    theme,
    thread_with_prompt,
    translation_of,
)
from tests.reading.worlds import without_log

pytestmark = pytest.mark.django_db

EDITOR = {
    "thread",
    "prompt",
    "response",
    "essay",
    "edition",
    "publication",
    "call",
    "dailyviews",
    "theme",
    "person",
    "image",
}
MANAGING = EDITOR | {"page", "initiative", "event"}
LISTS = {
    ALICE: EDITOR,
    BOB: MANAGING,
    CHARLIE: {"edition", "image"},
    DORA: MANAGING | {"user", "letter"},
    ERIN: set(),
}
# What nobody writes in the admin.
READ_ONLY = {"event", "letter", "dailyviews"}
# What a role may see and not write.
LOOKED_AT = {CHARLIE: {"image"}}


@pytest.fixture(scope="module")
def built(laid):
    with laid():
        thread = thread_with_prompt()
        prompt = prompt_of(thread)
        response = response_to(prompt)
        publish_all(thread, at=datetime(2090, 1, 1, tzinfo=UTC))
        yield {
            "thread": thread,
            "prompt": prompt,
            "response": response,
            "essay": prompt,
            "edition": translation_of(response, "zh-hans"),
            "publication": edition_of(prompt).publications.get(),
            "dailyviews": DailyViews.objects.create(essay=prompt, language="en", day="2026-11-22", count=1),
            "theme": theme(),
            "person": person(),
            "image": image(),
            "page": Page.objects.first(),
            "initiative": Initiative.objects.get(),
            "event": Event.objects.first(),
            "letter": queue_letter(
                purpose="account", recipient="x@example.org", subject="News", text="News.", language="en"
            ),
            "user": make_user(BOB._replace(email="somebody@example.org", role="")),
        }


@pytest.fixture
def rows(built):
    """One row of every table, by the name of its page."""
    return deepcopy(built)


def tables():
    return {model._meta.model_name for model in admin.site._registry}


def opened(client, name, *args):
    return client.get(reverse(f"admin:responses_{name}", args=args)).status_code


def test_the_admin_holds_our_tables_and_no_library_s():
    # What comes in by calls is tried in tests/submissions: its pages are not the admin's usual ones.
    sent_in = {"submission", "decision", "lettertemplate"}
    assert tables() == MANAGING | {"user", "letter"} | sent_in
    assert all(model._meta.app_label == "responses" for model in admin.site._registry)


@pytest.mark.parametrize("account", STAFF, ids=[each.name for each in STAFF])
@without_log()
def test_a_role_opens_its_own_pages_and_no_others(client, rows, account):
    client.force_login(make_user(account))
    own = LISTS[account]
    led_on = {
        ("essay", "changelist"),
        ("initiative", "changelist"),
        ("essay", "change"),
        ("publication", "change"),
        ("prompt", "history"),
        ("response", "history"),
    }
    for table, row in rows.items():
        for page, args in (("changelist", []), ("change", [row.pk]), ("history", [row.pk])):
            expected = (302 if (table, page) in led_on else 200) if table in own else 403
            assert opened(client, f"{table}_{page}", *args) == expected, (table, page)
        assert opened(client, f"{table}_delete", row.pk) == 403, table


@pytest.mark.parametrize("account", STAFF, ids=[each.name for each in STAFF])
@without_log()
def test_a_role_adds_what_is_its_own_to_add(client, rows, account):
    client.force_login(make_user(account))
    added = LISTS[account] & {
        "thread",
        "response",
        "theme",
        "person",
        "image",
        "page",
        "user",
    } - LOOKED_AT.get(account, set())
    for table in rows.keys() - {"edition"}:
        expected = 200 if table in added else 403
        assert opened(client, f"{table}_add") == expected, table
        if expected == 403:
            assert client.post(reverse(f"admin:responses_{table}_add"), {}).status_code == 403, table
    add = (
        f"{reverse('admin:responses_edition_add')}?source={edition_of(rows['response']).pk}&language=zh-hant"
    )
    assert client.get(add).status_code == (200 if account in (ALICE, BOB, DORA) else 403)


@pytest.mark.parametrize("account", STAFF, ids=[each.name for each in STAFF])
@without_log()
def test_a_role_writes_what_is_its_own_to_write(client, rows, account):
    client.force_login(make_user(account))
    for table, row in rows.items():
        address = reverse(f"admin:responses_{table}_change", args=[row.pk])
        answer = client.post(address, {})
        if table not in LISTS[account] - LOOKED_AT.get(account, set()) or table in READ_ONLY:
            assert answer.status_code == 403, table
        else:
            assert answer.status_code in (200, 302), table


@pytest.mark.parametrize("account", STAFF, ids=[each.name for each in STAFF])
def test_only_editors_act_on_what_readers_see(client, rows, account):
    client.force_login(make_user(account))
    allowed = account in (ALICE, BOB, DORA)
    for act in ("publish", "withdraw", "reinstate", "convert", "unschedule"):
        table = "publication" if act == "unschedule" else "edition"
        address = reverse(f"admin:responses_{table}_{act}", args=[rows[table].pk])
        assert client.get(address).status_code == (200 if allowed else 403), act
        if not allowed:
            assert client.post(address, {"when": "now", "note": "x"}).status_code == 403, act


def test_a_translator_sees_and_saves_translations_alone(client, rows):
    client.force_login(make_user(CHARLIE))
    listed = client.get(reverse("admin:responses_edition_changelist"))
    assert [each.pk for each in listed.context["cl"].result_list] == [rows["edition"].pk]
    original = reverse("admin:responses_edition_change", args=[edition_of(rows["response"]).pk])
    assert client.get(original).status_code == 404
    address = reverse("admin:responses_edition_change", args=[rows["edition"].pk])
    page = client.get(address)
    assert "Publish…" not in page.text
    assert "fan-zhen" not in page.text  # no more people than those of this text
    assert client.post(address, fields_of(client, address) | {"title": "更好的译文"}).status_code == 302
    assert rows["edition"].latest.title == "更好的译文"


@pytest.mark.parametrize("account", STAFF, ids=[each.name for each in STAFF])
def test_searching_for_a_box_respects_the_rights_of_the_page(client, rows, account):
    client.force_login(make_user(account))
    query = {
        "app_label": "responses",
        "model_name": "response",
        "field_name": "responding_to",
        "term": "reply",
    }
    answer = client.get("/admin/autocomplete/", query)
    assert answer.status_code == (200 if account in (ALICE, BOB, DORA) else 403)
    if answer.status_code == 200:
        label = "Does the spirit outlive the body? · Anne Conway · A reply · English"
        assert answer.json()["results"] == [{"id": str(rows["response"].pk), "text": label}]
    boxes = {
        ("byline", "person"): (ALICE, BOB, DORA),
        ("revision", "created_by"): (DORA,),
        ("user", "groups"): (),
    }
    for (model, field), allowed in boxes.items():
        answer = client.get("/admin/autocomplete/", query | {"model_name": model, "field_name": field})
        assert answer.status_code == (200 if account in allowed else 403), model


def test_an_editor_finds_no_rights_to_give(client, rows):
    alice = make_user(ALICE)
    client.force_login(alice)
    for address in (f"/admin/responses/user/{alice.pk}/change/", "/admin/responses/user/add/"):
        answer = client.post(address, {"email": ALICE.email, "is_superuser": "on", "is_staff": "on"})
        assert answer.status_code == 403
    alice.refresh_from_db()
    assert not alice.is_superuser


def account_data(user, **changes):
    data = {"email": user.email, "name": user.name, "language": "", "is_active": "on", "is_staff": "on"}
    return data | changes


def test_an_administrator_makes_an_account_without_a_password(client):
    client.force_login(make_user(DORA))
    editor = Group.objects.get(name=roles.EDITOR)
    data = account_data(User(email="New@Example.org", name="New"), groups=[editor.pk])
    assert client.post("/admin/responses/user/add/", data).status_code == 302
    made = User.objects.get(email="new@example.org")
    assert (made.has_usable_password(), list(made.groups.all()), made.is_superuser) == (
        False,
        [editor],
        False,
    )
    assert list(Event.objects.values_list("verb", "subject_label", "actor_label"))[-1] == (
        "created",
        "New",
        "Dora",
    )


def test_an_administrator_makes_no_superuser_and_touches_none(client):
    dora = make_user(DORA)
    root = User.objects.create_superuser("root@example.org", "a very long secret")
    client.force_login(dora)
    own = f"/admin/responses/user/{dora.pk}/change/"
    assert "is_superuser" not in client.get(own).context["adminform"].form.fields
    client.post(own, account_data(dora, is_superuser="on", user_permissions=["1"]))
    dora.refresh_from_db()
    assert (dora.is_superuser, dora.user_permissions.count()) == (False, 0)
    address = f"/admin/responses/user/{root.pk}/change/"
    assert client.post(address, account_data(root, email="dora2@example.org")).status_code == 403
    root.refresh_from_db()
    assert root.email == "root@example.org"


def test_nobody_gives_a_role_whose_rights_they_lack(client):
    dora, erin = make_user(DORA), make_user(ERIN)
    stronger = Group.objects.create(name="Stronger")
    stronger.permissions.add(Permission.objects.get(codename="delete_group"))
    client.force_login(dora)
    address = f"/admin/responses/user/{erin.pk}/change/"
    offered = client.get(address).context["adminform"].form.fields["groups"].queryset
    assert {group.name for group in offered} == set(roles.RIGHTS)
    answer = client.post(address, account_data(erin, groups=[stronger.pk]))
    assert answer.status_code == 200
    assert erin.groups.count() == 0
    erin.groups.add(stronger)
    assert client.post(address, account_data(erin, is_active="")).status_code == 403


def test_bulk_actions_are_not_offered_nor_obeyed(client, rows):
    client.force_login(User.objects.create_superuser("root@example.org", "a very long secret"))
    data = {"action": "delete_selected", "_selected_action": [rows["person"].pk], "post": "yes"}
    client.post(reverse("admin:responses_person_changelist"), data)
    rows["person"].refresh_from_db()
    assert "delete_selected" not in client.get(reverse("admin:responses_person_changelist")).text


def test_laying_the_roles_again_changes_nothing_and_takes_back_what_was_added():
    group = Group.objects.get(name=roles.TRANSLATOR)
    before = {each.name: set(each.permissions.all()) for each in Group.objects.all()}
    group.permissions.add(Permission.objects.get(codename="delete_group"))
    roles.lay_roles()
    assert {each.name: set(each.permissions.all()) for each in Group.objects.all()} == before
    assert {each.name for each in Group.objects.all()} == set(roles.RIGHTS)


def test_a_changed_account_is_recorded_once_with_the_names_of_its_fields(client):
    dora, erin = make_user(DORA), make_user(ERIN)
    client.force_login(dora)
    address = f"/admin/responses/user/{erin.pk}/change/"
    editor = Group.objects.get(name=roles.EDITOR)
    before = [event.pk for event in Event.objects.all()]
    client.post(address, account_data(erin, name="Erin Ash", groups=[editor.pk]))
    client.post(address, account_data(erin, name="Erin Ash", groups=[editor.pk]))
    event = Event.objects.exclude(pk__in=before).get()
    assert (event.verb, event.subject_label, event.actor_label) == ("changed", "Erin Ash", "Dora")
    assert event.detail == {"fields": ["name", "groups"]}
    assert list(erin.groups.all()) == [editor]
