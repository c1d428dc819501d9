"""One line of JSON for each thing worth knowing afterwards."""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from types import TracebackType

# Some addresses are their own key: to a draft, to what somebody follows, to an account, an essay or a call.
# Whoever reads the log must not be able to use them.
_KEY = re.compile(r"(/preview/+|/follow/+|/submissions/+|/password/+reset/+key/+|[?&]code=)[^/\s?#&\"']+")


def without_keys(message: str) -> str:
    """A message in which no address opens a draft, an essay sent in, an account or what a reader follows."""
    return _KEY.sub(r"\1…", message)


class JsonFormatter(logging.Formatter):
    """Time, level, logger, message and, for a failure, its kind and where it happened.

    The text of an exception is left out: a database error quotes the row it refused, and with it names,
    addresses or a draft.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_keys(record.getMessage()),
        }
        if status := getattr(record, "status_code", None):
            line["status"] = status
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["trace"] = _places(record.exc_info[2])
        # Escaped as ASCII, so no line break or direction mark of a stranger's reaches a terminal.
        return json.dumps(line)


def _places(trace: TracebackType | None) -> list[str]:
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
