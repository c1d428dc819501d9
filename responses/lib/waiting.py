"""What waits, as the first page of the admin lists it; each capability counts its own."""

from datetime import datetime
from typing import NamedTuple


class Waiting(NamedTuple):
    """One line of the list: how many of what, where they are, since when the oldest of them waits.

    ``address`` is '' for what its reader may know of and not open.
    """

    number: int
    words: str
    address: str
    since: datetime | None = None
