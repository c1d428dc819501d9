"""The worst pages in a real Chromium, with the content policy out of the way: the canary stays silent."""

import pytest
from django.urls import reverse

from tests.factories import edition_of
from tests.hostile.corpus import MUTATIONS, batches, storable
from tests.hostile.fields import fill
from tests.hostile.worlds import build

pytestmark = [pytest.mark.pages, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What the page's own scripts made of the texts is looked at too, and stirred.
RUNS = r"/^on/i.test(one.name) || /^\s*javascript:/i.test(one.value)"
STIR = f"""() => [...document.querySelectorAll(':not(input, option, textarea, meta)')]
    .filter(each => [...each.attributes].some(one => {RUNS}))
    .map(each => (each.click?.(), each.outerHTML.slice(0, 200)))"""


@pytest.fixture
def bare(browser, live_server):
    """A page whose content policy is bypassed; what runs is heard, and everything else runs as it would."""
    context = browser.new_context(base_url=live_server.url, bypass_csp=True)
    page = context.new_page()
    page.ran = []
    page.on("dialog", lambda dialog: (page.ran.append(dialog.message), dialog.dismiss()))
    # Nothing is asked of another host, whatever a text says.
    page.route(lambda address: not address.startswith(live_server.url), lambda route: route.abort())
    yield page
    context.close()


def test_the_canary_is_heard_where_texts_are_not_escaped(bare):
    bare.set_content("<p>" + "</p><p>".join(storable(vector) for vector in MUTATIONS[:10]))
    bare.wait_for_timeout(100)
    assert "1" in bare.ran


def test_nothing_runs_on_the_worst_pages(bare, enter):
    world = build(lambda length: "Plain words.")
    enter(bare, world.user)
    fill(lambda length: batches(6)[0])
    stirred = {}
    for address in addresses(world):
        bare.goto(address, wait_until="load")
        stirred[address] = bare.evaluate(STIR)
    assert (bare.ran, {address: found for address, found in stirred.items() if found}) == ([], {})


def addresses(world):
    draft = world.essays["draft"]
    return [
        "/",
        "/threads/renamed-thread/full/",
        "/zh-hans/responses/live/",
        "/people/anne/",
        "/responses/gone/",
        reverse("editorial:preview", args=[world.tokens[0]]),
        "/admin/",
        reverse("admin:responses_response_changelist"),
        reverse("admin:responses_response_change", args=[draft.pk]),
        reverse("admin:responses_edition_publish", args=[edition_of(draft).pk]),
        reverse("admin:responses_edition_previews", args=[edition_of(draft).pk]),
        reverse("admin:responses_event_changelist"),
    ]
