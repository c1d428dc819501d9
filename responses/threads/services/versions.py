"""Saving threads, essays, themes and pages, which save at once, with this capability's own error."""

from collections.abc import Collection

from responses.lib import versions
from responses.lib.versions import Versioned
from responses.threads.errors import StaleSave


def save_if_current(
    row: Versioned, *, fields: list[str] | None = None, known: Collection[str] = ()
) -> Versioned:
    """As ``lib.versions.save_if_current``; raises ``StaleSave``."""
    try:
        return versions.save_if_current(row, fields=fields, known=known)
    except versions.StaleRow:
        raise StaleSave from None
