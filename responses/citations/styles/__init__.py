"""The handbooks, one a file; each writes one reference to a work."""
