"""Names that nobody can guess."""

import secrets


def new_key() -> str:
    """128 random bits in 22 characters of the URL-safe alphabet (RFC 4648 §5)."""
    return secrets.token_urlsafe(16)
