"""What a person is handed when they ask what is known of them: one ZIP of JSON and the files themselves."""

import json
import zipfile
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from responses.events.services import record
from responses.people.models import User
from responses.privacy.errors import NothingKnown
from responses.privacy.holdings import Holding, holdings_of
from responses.privacy.subjects import Subject
from responses.submissions.models import Submission
from responses.threads.models import Essay, KeptFile, Revision
from responses.threads.services.files import place_of

# What opens something, or is of use to the site alone.
LEFT_OUT = frozenset(
    {"password", "salt", "token_hash", "code_hash", "claim", "key", "path", "digest", "hash"}
)
# What editors wrote for themselves is about their work, and names others.
HANGS_ON: dict[type[models.Model], tuple[str, ...]] = {
    Submission: ("versions", "authors", "decisions"),
    Essay: ("editions", "consents", "declarations"),
    Revision: ("approval_requests", "author_remarks"),
}


def export_person(*, subject: Subject, user: User | None) -> bytes:
    """The ZIP. Raises ``NothingKnown``."""
    holdings = holdings_of(subject)
    if not holdings:
        raise NothingKnown
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        told = {each.label: [_told(row) for row in each.rows] for each in holdings}
        archive.writestr("data.json", _json(told))
        for each in holdings:
            _pack(archive, each)
    record("exported a person’s data", actor=user)
    return packed.getvalue()


def _told(row: models.Model) -> dict[str, Any]:
    said: dict[str, Any] = {
        field.attname: field.value_from_object(row)
        for field in row._meta.concrete_fields
        if field.name not in LEFT_OUT
    }
    for name in HANGS_ON.get(type(row), ()):
        said[name] = [_told(each) for each in getattr(row, name).all()]
    if (revisions := getattr(row, "revisions", None)) is not None:
        said["revisions"] = [_told(each) for each in revisions.all()]
    return said


def _pack(archive: zipfile.ZipFile, holding: Holding) -> None:
    for kept in holding.files:
        place = place_of(kept)
        if place.exists():
            archive.write(place, f"files/{kept.pk}-{_name(kept)}")


def _name(kept: KeptFile) -> str:
    """A file's name without anything that an unpacking program could take for a path."""
    return PurePosixPath(kept.name.replace("\\", "/")).name.lstrip(".") or "file"


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
