"""Threads and everything that is content: essays, editions, revisions, publications, and what is public."""
