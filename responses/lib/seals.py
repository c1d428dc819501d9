"""A piece of a text that is kept where others read it, and opened only by whoever hands the text on.

A letter stays in the outbox as a record; the link in it opens somebody's page. Sealed under the site's own
key it is there to be sent, and neither a copy of the database nor the desk can use it.
"""

import re
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet
from django.utils.crypto import salted_hmac

# Nothing that Fernet writes is shorter; no stranger's words in a letter hold these brackets (``mailed``).
_SEAL = re.compile(r"⟦([A-Za-z0-9_=-]{90,2000})⟧")


def seal(text: str) -> str:
    return f"⟦{_cipher().encrypt(text.encode()).decode()}⟧"


def unsealed(text: str) -> str:
    """*text* with every seal opened. Raises ``cryptography.fernet.InvalidToken`` under another SECRET_KEY."""
    return _SEAL.sub(lambda match: _cipher().decrypt(match[1].encode()).decode(), text)


def covered(text: str, words: str) -> str:
    """*text* with ``words`` in place of every seal: as it may be shown."""
    return _SEAL.sub(lambda match: words, text)


def _cipher() -> Fernet:
    # A key of its own, so that nothing else that is made from SECRET_KEY can ever be taken for it.
    key = salted_hmac("responses.lib.seals", "pieces of letters", algorithm="sha256").digest()
    return Fernet(urlsafe_b64encode(key))
