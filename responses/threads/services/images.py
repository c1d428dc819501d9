"""Images: added, described, linked to the versions that show them, taken away while no version does."""

import hashlib
import logging
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from responses.events.services import record
from responses.lib import prose
from responses.lib.lines import line, paragraph
from responses.lib.pictures import Picture, shelf
from responses.lib.texts import Texts
from responses.people.models import User
from responses.threads.errors import ImageInUse, NoRoom
from responses.threads.models import Image, Revision, RevisionImage
from responses.threads.models.images import images_folder
from responses.threads.services.versions import save_if_current

CHUNK = 500
LONGEST_NAME = 255
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


def delete_image(*, image: Image, user: User | None) -> None:
    """Take an image away for good. Raises ``ImageInUse`` when any saved version shows it."""
    with transaction.atomic():
        locked = Image.objects.select_for_update().get(pk=image.pk)
        if locked.revision_links.exists():
            raise ImageInUse
        record("deleted", subject=locked, actor=user)
        locked.delete()
        transaction.on_commit(lambda: shelf.remove(images_folder(), locked.folder))


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
