"""What texts hold that are typed and not saved yet."""

import re

from django.db.models.fields.json import KT

from responses.threads.models import WorkingCopy

_KEY = re.compile(r"[0-9a-f]{32}")


def keys_in_unsaved_texts() -> set[str]:
    """The keys of all images in what anybody has typed and not saved. One query.

    Anything that looks like a key counts: an image too many stays, none too many goes.
    """
    bodies = WorkingCopy.objects.annotate(body=KT("content__body")).values_list("body", flat=True)
    return {key for body in bodies.iterator() for key in _KEY.findall(body or "")}
