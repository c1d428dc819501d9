"""Imports each capability's admin."""

from responses.editorial import admin as editorial
from responses.events import admin as events
from responses.notifications import admin as notifications
from responses.people import admin as people

__all__ = ["editorial", "events", "notifications", "people"]
