"""Dialogues in and out as JSON lines: schema 1 read, schema 2 read and written (docs/interchange.md)."""
