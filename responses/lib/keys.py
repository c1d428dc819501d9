"""Names that nobody can guess."""

import re
import secrets

_KEY = re.compile(r"[A-Za-z0-9_-]{22}")


def new_key() -> str:
    """128 random bits in 22 characters of the URL-safe alphabet (RFC 4648 §5)."""
    return secrets.token_urlsafe(16)


def is_key(text: str) -> bool:
    """Whether a text could be such a name; a form that came back may say anything."""
    return _KEY.fullmatch(text) is not None
