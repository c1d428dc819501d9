"""The desk of a site on which nothing was posted: every address that needs no row opens for every role."""

import re

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from tests.cast import STAFF
from tests.factories import make_user
from tests.reading.worlds import without_log

pytestmark = pytest.mark.django_db


def addresses() -> set[str]:
    """Of the index and all the admin's own pages, those that name no row."""
    names = {pattern.name for desk in admin.site._registry.values() for pattern in desk.get_urls()}
    found = {reverse("admin:index")}
    for name in names - {None}:
        try:
            found.add(reverse(f"admin:{name}"))
        except NoReverseMatch:
            continue
    return found


@pytest.mark.parametrize("account", STAFF, ids=[each.name for each in STAFF])
@without_log()
def test_every_page_opens_before_there_is_anything_to_show(client, account):
    client.force_login(make_user(account))
    found = addresses()
    assert len(found) > 60

    answers = {address: client.get(address).status_code for address in found}
    # Where nothing is shown, no words are looked for either.
    shown = [address for address, status in answers.items() if status == 200]
    searches = {address: client.get(f"{address}?q=reply").status_code for address in shown}

    assert {*answers.values(), *searches.values()} <= {200, 302, 400, 403, 404, 405}
    assert answers[reverse("admin:index")] == 200


@pytest.mark.parametrize("table", [model._meta.model_name for model in admin.site._registry])
def test_every_list_is_one_without_a_row(admin_client, table):
    answer = admin_client.get(reverse(f"admin:responses_{table}_changelist"), {"q": "reply"}, follow=True)
    assert answer.status_code == 200
    # They serve fields that fill one another, of which there are none.
    assert not re.search(r"admin/js/(urlify|prepopulate|vendor/xregexp)[./]", answer.text)
