"""Short names of texts, for addresses that are read aloud, typed from paper and kept for ever.

Made from the web address, so that the same dialogue gets the same ones on every site that imports it; the
migration that gave the first texts theirs asks this too, so what it answers may never change.
"""

from hashlib import sha256

# No 0 and o, no 1, i and l; without vowels no word comes about.
ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"
LENGTH = 6


def short_id(slug: str, attempt: int = 0) -> str:
    """The name for the text at ``slug``; a further ``attempt`` is for when that is taken."""
    number = int.from_bytes(sha256(f"{slug}\n{attempt}".encode()).digest())
    letters = []
    for _place in range(LENGTH):
        number, letter = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[letter])
    return "".join(letters)


def is_short_id(text: str) -> bool:
    return len(text) == LENGTH and set(text) <= set(ALPHABET)
