"""Imports each capability's admin."""

from responses.editorial import admin as editorial
from responses.events import admin as events
from responses.notifications import admin as notifications
from responses.people import admin as people
from responses.submissions.decisions import admin as decisions
from responses.submissions.desk import admin as submissions

__all__ = ["decisions", "editorial", "events", "notifications", "people", "submissions"]
