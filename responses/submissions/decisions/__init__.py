"""Decisions and their letters: written, looked at, let go, undone; and the rounds of a revision."""
