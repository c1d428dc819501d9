"""The process beside the server that sends what is due, second by second, until it is told to end.

It also looks what went live, and writes down who is to hear of it.
"""

import logging
import signal
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from types import FrameType

from django.db import DatabaseError, close_old_connections, connection

from responses.lib import clock
from responses.notifications.follows import settle_followers
from responses.notifications.models import Letter
from responses.notifications.news.finding import Watch, announce
from responses.notifications.news.weekly import last_digest
from responses.notifications.news.writing import write_digests, write_waiting
from responses.notifications.services import send_due_letters, settle_letters

logger = logging.getLogger(__name__)

LOOK = 1.0  # seconds; asking costs one query with an index
SETTLE = timedelta(minutes=1)
AFTER_TROUBLE = 10.0


def look(watch: Watch | None = None) -> bool:
    """Write down what went live, and one batch of those who hear of it; whether there is more to write."""
    now = clock.now()
    if watch is None or watch.is_time(now):
        announce(now=now)
    return write_waiting()


def settle() -> None:
    """What is due once a minute."""
    settle_letters()
    settle_followers()
    write_digests(until=last_digest(clock.now()))


class Sender:
    """Sends until asked to stop; a letter being sent is sent to its end first.

    Between letters it looks what went live and writes down, batch by batch, who is to hear of it. ``beside``
    is what else is due once a minute, of capabilities that stand above this one.
    """

    def __init__(self, *, beside: Sequence[Callable[[], object]] = ()) -> None:
        self.beside = beside
        self.stopping = False
        self.watch = Watch()
        self.settled_at = clock.now() - SETTLE
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def run(self) -> None:
        while not self.stopping:
            self._rest(self._round())

    def _round(self) -> float:
        """Do what is due; how many seconds to rest."""
        close_old_connections()
        try:
            if clock.now() - self.settled_at >= SETTLE:
                settle()
                for each in self.beside:
                    each()
                self.settled_at = clock.now()
            more = look(self.watch)
            # Looking first: an update, even of nothing, would make SQLite's other writers wait.
            if Letter.objects.due(clock.now()).exists():
                send_due_letters(stopping=lambda: self.stopping)
        except DatabaseError:
            logger.exception("The outbox cannot be read")
            connection.close()
            return AFTER_TROUBLE
        return 0.0 if more else LOOK

    def _rest(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self.stopping and time.monotonic() < until:
            time.sleep(0.1)
