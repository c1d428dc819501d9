"""Striking a person out of what others wrote: their name as a whole, never letters inside a word.

Whoever is called Li, or says in a form to be called “the”, must not take letters out of others' texts.
"""

import re
from collections.abc import Collection, Iterable
from typing import Any

from responses.lib.chinese import has_han

STRUCK = "–"


def struck(value: Any, names: Collection[str]) -> Any:
    """The same value (of JSON) without texts that are one of these names, and without any address."""
    if isinstance(value, str):
        return STRUCK if value.strip() in names else without(value, filter(_is_address, names))
    if isinstance(value, dict):
        return {key: struck(each, names) for key, each in value.items()}
    return [struck(each, names) for each in value] if isinstance(value, list) else value


def struck_in_prose(text: str, names: Collection[str]) -> str:
    """A note without these names, where they are full ones (of two words or two 汉字) that stand alone."""
    return without(text, filter(_is_telling, names))


def without(text: str, names: Iterable[str]) -> str:
    """A text of their own without any of these names; of others' words, ``struck_in_prose`` takes less."""
    # The longest first, so that no half of a name is left.
    for name in sorted(names, key=len, reverse=True):
        whole = re.escape(name) if has_han(name) else rf"(?<!\w){re.escape(name)}(?!\w)"
        text = re.sub(whole, STRUCK, text)
    return text


def _is_telling(name: str) -> bool:
    return _is_address(name) or (len(name) >= 2 if has_han(name) else len(name.split()) >= 2)


def _is_address(name: str) -> bool:
    return "@" in name
