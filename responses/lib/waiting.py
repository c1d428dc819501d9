"""What waits, as the first page of the admin lists it; each capability counts its own."""

from typing import NamedTuple


class Waiting(NamedTuple):
    """One line of the list: how many of what, and where they are."""

    number: int
    words: str
    address: str
