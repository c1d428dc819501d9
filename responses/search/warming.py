"""What a process that begins to serve reads before somebody waits for it."""

import logging

from django.db import DatabaseError, connection

from responses.search.finding import find
from responses.search.query import read

logger = logging.getLogger(__name__)

ASKED = "river 河"  # anything, in both scripts


def warm() -> None:
    """Search once: the catalogue is read, and what searches are made with is loaded."""
    try:
        find(read(ASKED), narrowed={})
    except DatabaseError:
        logger.warning("The search could not be warmed; the first search will take longer")
    finally:
        connection.close()
