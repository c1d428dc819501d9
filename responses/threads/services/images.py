"""Images: added, described, linked to the versions that show them, taken away while no text does."""

import hashlib
import logging
from collections.abc import Collection, Iterable
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from responses.events.services import record
from responses.lib import clock, prose
from responses.lib.lines import line, paragraph
from responses.lib.pictures import Picture, shelf
from responses.lib.texts import Texts
from responses.people.models import User
from responses.threads.errors import ImagesInUse, NoRoom
from responses.threads.models import Image, Revision, RevisionImage
from responses.threads.models.images import images_folder
from responses.threads.services.versions import save_if_current
from responses.threads.unsaved import keys_in_unsaved_texts

CHUNK = 500
LONGEST_NAME = 255
# An image that somebody has just added may stand in a text that has not reached the site yet.
FRESH = timedelta(hours=1)
logger = logging.getLogger(__name__)


def add_image(
    *,
    picture: Picture,
    file_name: str = "",
    texts: Texts | None = None,
    is_decorative: bool = False,
    source: str = "",
    user: User | None = None,
    key: str = "",
) -> Image:
    """An image of a picture that ``pictures.read_safely`` has read: better before a transaction begins.

    Its files are on the disk before its row is in the database. ``key`` is given for one that comes from
    elsewhere with its key. Raises ``NoRoom`` or ``ValidationError``; then nothing is left.
    """
    image = Image(key=key or Image.new_key(), texts=texts or {}, is_decorative=is_decorative)
    image.source, image.created_by = paragraph(source), user
    # Names of files may be paths, and may be anything: this one is only ever shown.
    image.file_name = line(file_name.replace("\\", "/").rsplit("/", 1)[-1])[:LONGEST_NAME]
    image.clean_fields(exclude=["folder", "kind", "width", "height", "bytes", "digest", "created_by"])
    _take(image, picture)
    image.folder = _stored(picture)
    try:
        with transaction.atomic():
            save_if_current(image)
            record("added an image", subject=image, actor=user)
    except BaseException:
        shelf.remove(images_folder(), image.folder)
        raise
    return image


def describe_image(*, image: Image) -> Image:
    """Save what an image's words say; the picture stays. Raises ``StaleSave`` or ``ValidationError``."""
    image.source = paragraph(image.source)
    return save_if_current(image, fields=["texts", "is_decorative", "source"])


def kept_images(images: Collection[Image], *, user: User | None) -> dict[int, str]:
    """Why these images stay, by number; none for what can go. Two queries."""
    links = RevisionImage.objects.filter(image__in=images)
    saved, unsaved = set(links.values_list("image", flat=True)), keys_in_unsaved_texts()
    found: dict[int, str] = {}
    for image in images:
        fresh = clock.now() - image.created_at < FRESH and image.created_by_id != (user.pk if user else None)
        if image.pk in saved:
            found[image.pk] = _("A saved version of a text shows this image, so it stays.")
        elif image.key in unsaved:
            found[image.pk] = _(
                "A text that is not saved yet shows it. Wait until that is saved or given up."
            )
        elif fresh:
            found[image.pk] = _(
                "Somebody added it within the hour and may be about to use it. Try again later."
            )
    return found


@transaction.atomic
def remove_images(*, images: Collection[Image], user: User | None) -> int:
    """Take images away for good, with their files: all of them or none; what is gone already is gone.

    Returns how many went. Raises ``ImagesInUse``.
    """
    held = list(Image.objects.select_for_update().filter(pk__in=[each.pk for each in images]).order_by("pk"))
    if refusals := kept_images(held, user=user):
        raise ImagesInUse(refusals)
    for image in held:
        record("deleted", subject=image, actor=user)
        image.delete()
        transaction.on_commit(partial(shelf.remove, images_folder(), image.folder))
    return len(held)


@transaction.atomic
def remove_what_came_along(*, keys: Collection[str], user: User | None) -> int:
    """Images that came with a text which was given up go with it, unless something else shows them."""
    came = list(Image.objects.filter(key__in=keys))
    kept = kept_images(came, user=user)
    return remove_images(images=[each for each in came if each.pk not in kept], user=user)


def without_strange_images(body: str) -> str:
    """A cleaned body with those images only that the site has; of others the captions stay, as paragraphs."""
    keys = prose.images(body)
    return prose.keep_images(body, _numbers(keys)) if keys else body


def link_images(revisions: Iterable[Revision]) -> None:
    """Note which images these new versions show. No query when they show none."""
    named = {revision: keys for revision in revisions if (keys := prose.images(revision.body))}
    numbers = _numbers(key for keys in named.values() for key in keys)
    RevisionImage.objects.bulk_create(
        (
            RevisionImage(revision=revision, image_id=numbers[key])
            for revision, keys in named.items()
            for key in keys
        ),
        batch_size=CHUNK,
    )


def _numbers(keys: Iterable[str]) -> dict[str, int]:
    """The primary key of each of these that is an image's."""
    wanted, found = list(dict.fromkeys(keys)), dict[str, int]()
    for start in range(0, len(wanted), CHUNK):
        rows = Image.objects.filter(key__in=wanted[start : start + CHUNK])
        found.update(dict(rows.values_list("key", "pk")))
    return found


def _take(image: Image, picture: Picture) -> None:
    image.kind, image.width, image.height = picture.kind, picture.width, picture.height
    image.bytes, image.digest = picture.bytes, hashlib.sha256(picture.master).hexdigest()


def _stored(picture: Picture) -> str:
    """The folder that the picture's files are in now. Raises ``NoRoom``."""
    taken = Image.objects.aggregate(total=Sum("bytes"))["total"] or 0
    if taken + picture.bytes > settings.IMAGES_QUOTA:
        raise NoRoom
    try:
        shelf.sweep(images_folder(), set(Image.objects.values_list("folder", flat=True)))
        return shelf.put(images_folder(), picture)
    except OSError as error:
        logger.exception("The files of an image cannot be written")
        raise NoRoom from error
