"""Figures on every page that shows a text, and the files behind them."""

import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from PIL import Image as Raster

from responses.threads.models import Image
from responses.threads.services.editions import convert_edition
from responses.threads.services.publishing import publish, withdraw
from tests.factories import (
    edition_of,
    figure_of,
    image,
    prompt_of,
    publish_all,
    response_to,
    save,
    thread_with_prompt,
    translation_of,
)
from tests.pictures import picture
from tests.reading.pages import read
from tests.reading.test_weight_and_data import data

pytestmark = pytest.mark.django_db

WORDS = {
    "en": {"alt": "A <red> pagoda", "credit": "Photo: Li & sons"},
    "zh-hans": {"alt": "红塔", "credit": "摄影：李"},
}


@pytest.fixture
def pagoda():
    return image(texts=WORDS, data=picture(1200, 600))


@pytest.fixture
def reply(pagoda):
    """A live English reply with a figure, in a live thread whose prompt has another."""
    other = image(texts={"zh-hant": {"alt": "一座橋"}}, data=picture(300, 200))
    thread = thread_with_prompt(slug="spirit", body=f"<p>One.</p>{figure_of(other)}")
    reply = response_to(
        prompt_of(thread), "A reply", slug="reply", body=f"<p>One.</p>{figure_of(pagoda, 'A view')}"
    )
    publish_all(thread)
    return reply


def images_on(path):
    return [dict(element.attrib) for element in read(path).tree.cssselect(".prose img")]


def test_a_figure_has_its_sizes_its_words_and_its_credit(reply, pagoda):
    at = f"/images/{pagoda.key}"
    assert images_on("/responses/reply/") == [
        {
            "src": f"{at}/960.png",
            "srcset": f"{at}/480.png 480w, {at}/960.png 960w, {at}/1200.png 1200w",
            "sizes": "(min-width: 46rem) 42rem, 100vw",
            "width": "960",
            "height": "480",
            "alt": "A <red> pagoda",
            "loading": "lazy",
            "decoding": "async",
        }
    ]
    page = read("/responses/reply/")
    assert page.text(".prose figcaption") == "A view Photo: Li & sons"
    assert page.attribute(".prose figcaption", "id") == "p2"


def test_words_are_in_the_language_of_the_text_or_say_their_own(reply, pagoda):
    publish_all(translation_of(reply, "zh-hans", body=f"<p>一。</p>{figure_of(pagoda, '景')}"))
    assert images_on("/zh-hans/responses/reply/")[0]["alt"] == "红塔"
    assert read("/zh-hans/responses/reply/").text(".prose figcaption") == "景 摄影：李"
    assert images_on("/zh-hant/responses/reply/")[0]["alt"] == "A <red> pagoda"
    (bridge,) = images_on("/threads/spirit/")
    assert (bridge["alt"], bridge["lang"]) == ("一座橋", "zh-Hant")


def test_a_decorative_image_has_an_empty_alternative_text(reply, pagoda):
    Image.objects.filter(pk=pagoda.pk).update(is_decorative=True)
    assert images_on("/responses/reply/")[0]["alt"] == ""


def test_a_conversion_shows_the_same_images(reply, pagoda):
    publish_all(translation_of(reply, "zh-hans", body=f"<p>一。</p>{figure_of(pagoda, '历史')}"))
    publish(revision=convert_edition(source=edition_of(reply, "zh-hans"), user=None), user=None)
    page = read("/zh-hant/responses/reply/")
    assert page.text(".prose figcaption").startswith("歷史 ")
    assert len(images_on("/zh-hant/responses/reply/")) == 1


def test_a_whole_thread_shows_the_images_of_all_its_texts(reply, pagoda):
    assert [each["alt"] for each in images_on("/threads/spirit/full/")] == ["一座橋", "A <red> pagoda"]


def test_feeds_show_images_at_their_full_addresses(reply, pagoda):
    feed = Client().get("/feed/").content
    contents = html.fromstring(feed).xpath("//content")
    sources = [source for each in contents for source in html.fromstring(each.text).xpath("//img/@src")]
    assert [source.partition("/images/")[0] for source in sources] == ["http://127.0.0.1:8000"] * 2
    assert f"/images/{pagoda.key}/960.png" in sources[0] + sources[1]


def test_machines_are_told_of_the_first_image_after_the_card(reply, pagoda):
    page = read("/responses/reply/")
    address = f"http://127.0.0.1:8000/images/{pagoda.key}/1200.png"
    assert page.metas["og:image"][1:] == [address]
    assert (page.metas["og:image:width"], page.metas["og:image:height"]) == (["1200"] * 2, ["630", "600"])
    assert page.metas["og:image:alt"][1:] == ["A <red> pagoda"]
    assert data(page)["image"] == address


def test_a_text_without_figures_tells_machines_of_its_card_alone(reply):
    publish_all(response_to(reply, "Plain", slug="plain"))
    page = read("/responses/plain/")
    assert [each.partition("?")[0] for each in page.metas["og:image"]] == [
        "http://127.0.0.1:8000/responses/plain/card.png"
    ]
    assert "image" not in data(page)


def test_an_image_is_served_as_the_picture_it_is_and_as_nothing_else(reply, pagoda):
    answer = Client().get(f"/images/{pagoda.key}/480.png")
    shown = Raster.open(io.BytesIO(answer.content))
    assert (answer.status_code, shown.format, shown.size) == (200, "PNG", (480, 240))
    headers = {name: answer.headers[name] for name in ("Content-Type", "X-Content-Type-Options")}
    assert headers == {"Content-Type": "image/png", "X-Content-Type-Options": "nosniff"}
    assert answer.headers["Content-Security-Policy"] == (
        "default-src 'none'; sandbox; frame-ancestors 'none'"
    )
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "public, max-age=30, must-revalidate"
    assert not answer.cookies


@pytest.mark.parametrize(
    "size", ["1600.png", "481.png", "480.jpg", "480.svg", "master.png", "480.png/", "0.png"]
)
def test_sizes_that_an_image_does_not_have_are_not_found(reply, pagoda, size):
    assert Client().get(f"/images/{pagoda.key}/{size}").status_code == 404


def test_an_image_whose_file_is_lost_is_not_found_and_the_loss_is_logged(reply, pagoda, caplog):
    caplog.set_level("CRITICAL")
    pagoda.file(480).unlink()
    assert Client().get(f"/images/{pagoda.key}/480.png").status_code == 404
    assert Client().get(f"/images/{pagoda.key}/960.png").status_code == 200


def test_an_image_goes_with_the_last_live_version_that_shows_it(reply, pagoda):
    publish_all(translation_of(reply, "zh-hans", body=f"<p>一。</p>{figure_of(pagoda)}"))
    address = f"/images/{pagoda.key}/480.png"
    publish(revision=save(edition_of(reply), body="<p>Without.</p>"), user=None)
    assert Client().get(address).status_code == 200
    withdraw(edition=edition_of(reply, "zh-hans"), user=None, note="")
    assert Client().get(address).status_code == 404


QUERIES = {
    # path: without images, with them
    "/threads/spirit/": (7, 8),
    "/threads/spirit/full/": (7, 8),
    "/responses/reply/": (7, 8),
    "/feed/": (3, 4),
    "/threads/spirit/feed/": (4, 5),
}


@pytest.mark.parametrize("count", [0, 1, 15])
def test_images_cost_one_query_a_page_however_many_there_are(count):
    figures = "".join(figure_of(image(f"Picture {number}")) for number in range(count))
    body = f"<p>One.</p>{figures}"
    thread = thread_with_prompt(slug="spirit", body=body)
    replies = [
        response_to(prompt_of(thread), "A reply", slug=slug, body=body) for slug in ("reply", "second")
    ]
    publish_all(prompt_of(thread), *replies)
    client, found = Client(), {}
    for path in QUERIES:
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        found[path] = len(queries)
    assert found == {path: counts[bool(count)] for path, counts in QUERIES.items()}


def test_an_image_costs_one_query(reply, pagoda, django_assert_num_queries):
    with django_assert_num_queries(1):
        Client().get(f"/images/{pagoda.key}/480.png")
