"""Images in and out: a line for the words of each, and beside the lines a folder with the pictures.

A picture's file is ``images/KEY.jpg`` or ``images/KEY.png``, whatever a line says: no path is read from one.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from django.db import transaction

from responses.interchange import marks, texts
from responses.interchange.fields import Fields
from responses.interchange.plans import EDITED, OWN, ImagePlan, Verdict
from responses.interchange.records import ImageRecord, fingerprint
from responses.lib import pictures, prose
from responses.lib.pictures import shelf
from responses.threads.models import Image
from responses.threads.models.images import IMAGE_PARTS
from responses.threads.services.images import add_image, describe_image

FOLDER = "images"
ANOTHER = "is another picture on this site"
KEY = 32  # hexadecimal digits


def read_image(fields: Fields, folder: Path) -> ImageRecord:
    """A line of an image, its file looked for in ``folder``; everything wrong with either is said."""
    key = fields.text("key", limit=KEY, expected="32 hexadecimal digits")
    if key and not prose.images(f'<figure data-image="{key}"></figure>'):
        fields.say("key", "is no key, expected 32 hexadecimal digits")
        key = ""
    kind = fields.choice("kind", Image.Kind.values)
    record = ImageRecord(
        key=key,
        kind=kind,
        texts=texts.by_language(fields, "texts", IMAGE_PARTS),
        is_decorative=fields.flag("is_decorative"),
        digest=fields.text("sha256", limit=64),
        file=str(folder / FOLDER / f"{key}.{shelf.EXTENSIONS[kind]}") if key and kind else "",
    )
    fields.finish(["schema", "type", "key", "kind", "texts", "is_decorative", "sha256"])
    if record.file and not Image.objects.filter(key=key).exists():
        _check_file(record, fields)
    return record


def _check_file(record: ImageRecord, fields: Fields) -> None:
    name = f"{FOLDER}/{Path(record.file).name}"
    try:
        data = _bytes(record)
        if hashlib.sha256(data).hexdigest() != record.digest:
            fields.say("sha256", f"is not that of {name}, expected it: the file is another one, or damaged")
            return
        pictures.read_safely(data)
    except OSError as error:
        fields.say("key", f"has no picture: {name} cannot be read ({error.strerror}), expected it here")
    except pictures.Refused as refusal:
        fields.say("key", f"has no picture: {name} cannot be taken ({refusal}), expected another")


def _bytes(record: ImageRecord) -> bytes:
    with Path(record.file).open("rb") as opened:
        return opened.read(pictures.MOST_BYTES + 1)


def image_record(row: Image) -> ImageRecord:
    return ImageRecord(row.key, row.kind, row.texts, row.is_decorative, row.digest)


def plan_image(record: ImageRecord) -> ImagePlan:
    """What importing an image would do; its picture is never replaced."""
    row = Image.objects.filter(key=record.key).first()
    if row is None:
        return ImagePlan(record, None, Verdict.NEW)
    current = image_record(row)
    mark = marks.of("image", [row.pk]).get(row.pk)
    if record.digest not in (row.digest, (mark or {}).get("given")):
        return ImagePlan(record, row, Verdict.KEPT, ANOTHER)
    if _words(current) == _words(record):
        return ImagePlan(record, row, Verdict.SAME)
    if mark is None:
        return ImagePlan(record, row, Verdict.KEPT, OWN)
    if mark.get("left") != fingerprint(_words(current)):
        return ImagePlan(record, row, Verdict.KEPT, EDITED)
    return ImagePlan(record, row, Verdict.CHANGED)


def _words(record: ImageRecord) -> ImageRecord:
    return replace(record, kind="", digest="", file="")


def write_image(plan: ImagePlan) -> None:
    """Raises ``pictures.Refused``, ``OSError``, ``ThreadsError`` or ``ValidationError``."""
    record, row = plan.record, plan.row
    if row is None:
        picture = pictures.read_safely(_bytes(record))
    with transaction.atomic():
        if row is None:
            row = add_image(
                picture=picture, key=record.key, texts=record.texts, is_decorative=record.is_decorative
            )
        else:
            row.texts, row.is_decorative = record.texts, record.is_decorative
            describe_image(image=row)
        marks.leave(row, left=fingerprint(_words(record)), given=record.digest)


def images_named_in(bodies: Iterable[str]) -> list[Image]:
    """The images in these texts, by key."""
    keys = {key for body in bodies for key in prose.images(body)}
    found: list[Image] = []
    for start in range(0, len(keys), marks.CHUNK):
        found += Image.objects.filter(key__in=sorted(keys)[start : start + marks.CHUNK])
    return sorted(found, key=lambda image: image.key)


def keep_beside(output: str, image: Image) -> None:
    """Put an image's file into the folder beside an export, there whole or not at all. Raises ``OSError``."""
    folder = Path(output).parent / FOLDER
    folder.mkdir(exist_ok=True)
    target = folder / f"{image.key}.{image.extension}"
    unfinished = target.with_name(f"{target.name}.part")
    try:
        unfinished.write_bytes(image.file().read_bytes())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
