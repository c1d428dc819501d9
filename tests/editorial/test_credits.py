"""Who a text is by: chosen, printed, ordered."""

from copy import deepcopy

import pytest
from django.urls import reverse

from tests.cast import ANNE_CONWAY, FAN_ZHEN, LI_ZHI
from tests.editorial.forms import address_of, fields_of
from tests.factories import edition_of, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client, reply):
    client.force_login(user := deepcopy(reply[0]))
    return user


@pytest.fixture
def save(client, alice, essay, reply):
    own = {name: value for name, value in reply[2].items() if not name.startswith("credits")}

    def post(*rows):
        boxes = {f"credits-{n}-{part}": text for n, row in enumerate(rows) for part, text in row.items()}
        return client.post(address_of(essay), own | {"credits-rows": str(len(rows))} | boxes)

    return post


def printed(essay):
    lines = edition_of(essay).latest.credits.order_by("role", "position")
    return [(each.name, each.affiliation, each.bio) for each in lines]


@pytest.mark.parametrize(
    "typed", ["fan-zhen", "Fan Zhen", "范缜", "范縝", "Fan Zhen · 范缜 · 范縝 [fan-zhen]"]
)
def test_a_person_is_found_by_any_name_and_prefills_the_line(save, essay, typed):
    person(FAN_ZHEN)
    assert save({"person": typed}).status_code == 302
    assert printed(essay) == [("Fan Zhen", "Court of Qi", "<p>Fan Zhen is an official.</p>")]
    assert [byline.person.slug for byline in essay.bylines.all()] == ["fan-zhen"]


def test_what_is_typed_is_printed_for_this_text_alone(save, essay):
    fan = person(FAN_ZHEN)
    save({"person": "fan-zhen", "affiliation": "Court of Liang"})
    assert printed(essay) == [("Fan Zhen", "Court of Liang", "<p>Fan Zhen is an official.</p>")]
    fan.refresh_from_db()
    assert fan.texts == FAN_ZHEN


def test_what_is_emptied_stays_empty(save, essay):
    save({"person": "anne-conway", "was": "anne-conway", "name": "Anne Conway", "bio": ""})
    assert printed(essay) == [("Anne Conway", "", "")]


def test_authors_stand_in_the_order_of_their_places(save, essay):
    person(FAN_ZHEN)
    person(LI_ZHI)
    save({"person": "li-zhi", "place": "2"}, {"person": "fan-zhen", "place": "1"}, {"person": "anne-conway"})
    assert [name for name, _affiliation, _bio in printed(essay)] == ["Fan Zhen", "李贽", "Anne Conway"]
    assert [byline.person.slug for byline in essay.bylines.all()] == ["fan-zhen", "li-zhi", "anne-conway"]


def test_a_printed_name_needs_no_person(save, essay):
    save({"name": "The editors"})
    assert printed(essay) == [("The editors", "", "")]


def test_a_name_is_not_left_to_another_person(save, essay):
    person(FAN_ZHEN)
    answer = save({"person": "fan-zhen", "was": "anne-conway", "name": "Anne Conway"})
    assert "“Anne Conway” is still printed for Fan Zhen" in answer.text


def test_nobody_stands_twice(save, essay):
    assert "Somebody stands here twice." in save({"person": "anne-conway"}, {"person": "Anne Conway"}).text


def test_namesakes_are_told_apart_by_their_addresses(save, essay):
    person(ANNE_CONWAY, slug="anne-conway-2")
    assert "More than one person is called “Anne Conway”" in save({"person": "Anne Conway"}).text
    assert save({"person": "Anne Conway [anne-conway-2]"}).status_code == 302


@pytest.mark.parametrize("rows", ["-1", "x", "99999999"])
def test_a_count_of_lines_that_is_none_harms_nothing(client, alice, essay, rows):
    address = reverse("admin:responses_response_change", args=[essay.pk])
    data = fields_of(client, address) | {"credits-rows": rows}
    assert client.post(address, data).status_code in (200, 302)
