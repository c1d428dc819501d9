"""No live script in the reading room, whatever stands in any field (SAFETY, number 2; X1, X6, X8)."""

import pytest
from django.test import Client
from django.urls import resolve

from responses.notifications.models import Letter
from responses.notifications.news.composing import compose
from responses.reading.urls import unprefixed, urlpatterns
from responses.threads.models import Initiative
from tests.hostile.corpus import ADDRESSES, storable, texts_in_turn
from tests.hostile.fields import fill, in_turn, text_fields
from tests.hostile.judge import Page, answers, found_faults
from tests.hostile.screens import public
from tests.hostile.worlds import build

pytestmark = [pytest.mark.pages, pytest.mark.django_db]

PLAIN = "Plain words."


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


def test_every_public_route_is_visited():
    paths = [path for path in public(build(lambda length: PLAIN)) if not path.startswith("/zh-")]
    asked = {resolve(path.partition("?")[0]).url_name for path in paths}
    assert {pattern.name for pattern in [*urlpatterns, *unprefixed]} - asked == set()


@pytest.mark.timeout(300)  # hundreds of pages, each three times: minutes on a machine that is busy
def test_no_public_page_runs_what_stands_in_any_field(client):
    world = build(lambda length: PLAIN)
    fill(lambda length: PLAIN)
    harmless = answers(client, public(world))
    fill(in_turn(texts_in_turn()))
    assert found_faults(client, harmless) == {}
    letter = compose(Letter.objects.of_news().get())
    html = letter.alternatives[0].content
    assert (Page(html).live, html.count("<style"), html.count("<img")) == ([], 1, 0)
    assert "\n" not in letter.subject


@pytest.mark.parametrize(
    "field", [field.name for field in text_fields(Initiative) if not field.has_default()]
)
def test_no_address_in_a_field_of_its_own_is_followed_into_a_script(client, field):
    fill(lambda length: PLAIN)
    harmless = answers(client, ["/"])
    found = []
    for address in ADDRESSES:
        Initiative.objects.update(**{field: storable(address)})
        found += found_faults(client, harmless).items()
    assert found == []
