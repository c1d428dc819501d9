"""Images as the desk lists them: where they are used, in what state, and how the editor is told of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from responses.editorial.states import Zones, state_of, with_state
from responses.editorial.texts import edition_address
from responses.languages.codes import LANGUAGES, tag
from responses.languages.paths import active
from responses.threads.models import Edition, Image, Revision, RevisionImage


@dataclass(frozen=True)
class Use:
    """One edition with a saved version that shows the image."""

    title: str
    language: str
    state: str
    address: str


def with_uses(images: models.QuerySet[Image]) -> models.QuerySet[Image]:
    """Images that know what ``uses_of`` asks: three queries more, however many there are."""
    links = RevisionImage.objects.order_by("-revision")
    versions = Revision.objects.only("pk", "edition_id")
    editions = with_state(Edition.objects.select_related("essay"))
    return images.prefetch_related(
        Prefetch("revision_links", links),
        Prefetch("revision_links__revision", versions),
        Prefetch("revision_links__revision__edition", editions),
    )


def uses_of(image: Image, zones: Zones, *, sees_drafts: bool) -> list[Use]:
    """Where an image that ``with_uses`` has fetched is used; of drafts only for who ``sees_drafts``."""
    editions: dict[int, tuple[Any, set[int]]] = {}
    for link in image.revision_links.all():
        edition = link.revision.edition
        editions.setdefault(edition.pk, (edition, set()))[1].add(link.revision_id)
    return [
        Use(
            edition.newest_title or edition.essay.slug,
            LANGUAGES[edition.language].name,
            _state(edition, versions, zones),
            edition_address(edition),
        )
        for edition, versions in editions.values()
        if sees_drafts or edition.live_revision or edition.kind != Edition.Kind.ORIGINAL
    ]


def _state(edition: Any, versions: set[int], zones: Zones) -> str:
    if edition.live_revision in versions:
        return _("shown to readers now")
    if edition.newest_revision in versions:
        return state_of(edition, zones)
    return _("in earlier versions only")


def matching(images: models.QuerySet[Image], typed: str) -> models.QuerySet[Image]:
    """Images that have each typed word in an alternative text, a credit or the name of the file."""
    for word in typed.split()[:10]:
        condition = Q(file_name__icontains=word)
        for code in LANGUAGES:
            condition |= Q(**{f"texts__{code}__alt__icontains": word})
            condition |= Q(**{f"texts__{code}__credit__icontains": word})
        images = images.filter(condition)
    return images


def file_address(image: Image, width: int) -> str:
    """Where the desk shows one of its files, public or not."""
    return reverse("admin:responses_image_file", args=[image.key, width, image.extension])


def said_of(image: Image) -> str:
    """What it shows, in the language of the interface if possible; '' when nobody has said."""
    return image.alt_in(active())[0]


def described_in(image: Image) -> str:
    """The languages in which somebody has said what it shows."""
    return ", ".join(LANGUAGES[code].name for code in LANGUAGES if image.texts.get(code, {}).get("alt"))


def as_json(images: Iterable[Image]) -> list[dict[str, Any]]:
    """What the editor needs to show images and to put them into a text; ``alt`` by BCP 47 tag."""
    return [
        {
            "key": image.key,
            "width": image.width,
            "height": image.height,
            "thumb": file_address(image, image.widths[0]),
            "alt": {tag(code): said["alt"] for code, said in sorted(image.texts.items()) if said.get("alt")},
            "decorative": image.is_decorative,
            "described": image.is_described,
            "name": image.file_name,
        }
        for image in images
    ]
