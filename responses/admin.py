"""Imports each capability's admin."""
