"""Images on pages, and as answers of their own: the public's only while a live version shows them."""

import logging
from collections.abc import Iterable
from functools import cache

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse

from responses.languages.codes import tag
from responses.lib import prose
from responses.lib.figures import Figure
from responses.lib.texts import pick
from responses.reading.prepared import Prepared
from responses.threads.models import Image

logger = logging.getLogger(__name__)


@cache
def images_at() -> str:
    """Where the public's images are: their addresses up to the key."""
    return stem_of(reverse("site:image", args=["key", 1, "png"]))


def stem_of(address: str) -> str:
    """The part that comes before the key in the address of an image that is called "key"."""
    return address[: address.rindex("key/")]


def images_in(bodies: Iterable[str]) -> dict[str, Image]:
    """The images in these texts by key. One query; none where there are none."""
    keys = {key for body in bodies for key in prose.images(body)}
    return {image.key: image for image in Image.objects.filter(key__in=keys)} if keys else {}


def figure_of(image: Image, language: str, at: str) -> Figure:
    """The image as a text in ``language`` shows it, its files at addresses that begin with ``at``."""
    alt, alt_language = image.alt_in(language)
    credit, credit_language = pick(image.texts, "credit", language)
    return Figure(
        addresses={width: f"{at}{image.key}/{width}.{image.extension}" for width in image.widths},
        width=image.width,
        height=image.height,
        alt=alt,
        alt_tag="" if alt_language == language else tag(alt_language),
        credit=credit,
        credit_tag="" if credit_language == language else tag(credit_language),
    )


def live_image(key: str) -> Image | None:
    """The image with this key if a live version shows it. One query."""
    return next(iter(_live(key)), None)


@Prepared
def _live(key: str) -> QuerySet[Image]:
    return Image.objects.published().filter(key=key)


def picture_answer(image: Image | None, width: int, extension: str) -> HttpResponse:
    """One of an image's files. Raises ``Http404``, the same for none and for a size it does not have."""
    if image is None or width not in image.widths or extension != image.extension:
        raise Http404
    try:
        data = image.file(width).read_bytes()
    except OSError:
        logger.exception("A file of an image is missing")
        raise Http404 from None
    return HttpResponse(data, content_type=image.content_type)
