"""Counting views in the memory of a serving process: a page costs no query, and a minute's views one write.

A process that is killed loses what it counted since the last minute; one that ends writes it down first.
"""

import logging
import re
import threading
from collections import Counter
from multiprocessing.util import Finalize

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest

from responses.lib import clock
from responses.visits.services import Seen, add_views

logger = logging.getLogger(__name__)

EVERY = 60.0  # seconds
MOST = 20_000  # different texts; more in a minute is no reading
# Whoever says so reads for a machine; what they say of themselves is looked at and not kept.
MACHINES = re.compile(
    r"bot|crawl|spider|slurp|preview|monitor|curl|wget|python|http-?client|headless", re.IGNORECASE
)


class Tally:
    """What was seen since it was last written down; counts nothing until it is started."""

    def __init__(self) -> None:
        self.counts: Counter[Seen] = Counter()
        self.lock = threading.Lock()
        self.started = False

    def start(self) -> None:
        """Count from now on, and write it down every minute and at the end of the process."""
        if not self.started and not settings.READ_ONLY:
            self.started = True
            threading.Thread(target=self._write_on, name="views", daemon=True).start()
            # A child of a server ends without ``atexit``, but not without this.
            Finalize(None, self.write, exitpriority=0)

    def add(self, essay: int, language: str) -> None:
        seen = (essay, language, clock.now().date())
        with self.lock:
            if self.started and (seen in self.counts or len(self.counts) < MOST):
                self.counts[seen] += 1

    def write(self) -> None:
        """Write down what was counted; what the database does not take now waits for the next time."""
        with self.lock:
            counts, self.counts = self.counts, Counter()
        try:
            if counts:
                add_views(counts)
        except DatabaseError:
            logger.warning("Views could not be written down")
            with self.lock:
                self.counts += counts

    def _write_on(self) -> None:
        pause = threading.Event()
        while not pause.wait(EVERY):
            self.write()
            # Between two minutes it needs none, and a server that was restarted would have closed it.
            connection.close()


tally = Tally()


def saw(request: HttpRequest, essay: int, language: str) -> None:
    """Somebody opened this text, in this language: not a machine, and not a browser by way of precaution."""
    # Not by ``request.headers``, which would be made of all of them for this alone.
    ahead = request.META.get("HTTP_SEC_PURPOSE") or request.META.get("HTTP_PURPOSE")
    agent = request.META.get("HTTP_USER_AGENT", "")
    if request.method == "GET" and not ahead and agent and not MACHINES.search(agent):
        tally.add(essay, language)
