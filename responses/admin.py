"""Imports each capability's admin."""

from responses.editorial import admin as editorial
from responses.events import admin as events
from responses.notifications import admin as notifications
from responses.people import admin as people
from responses.submissions.decisions import admin as decisions

__all__ = ["decisions", "editorial", "events", "notifications", "people"]
