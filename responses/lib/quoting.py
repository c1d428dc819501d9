"""Words quoted from a paragraph: found again in it, and their counterpart in another language."""

import re

from responses.lib.sentences import spans

LONGEST = 1000  # characters of one quotation


def printed(words: str, text: str) -> str:
    """Return the first place of *words* in *text* as it is printed there; '' when it is nowhere.

    White space of any kind and length counts as the same, between words.
    """
    parts = words.split()
    found = re.search(r"\s+".join(map(re.escape, parts)), text) if parts else None
    return found[0] if found else ""


def counterpart(words: str, text: str, other: str) -> str:
    """Return the sentences of *other* that stand where *words* stand in *text*, its translation.

    Sentences are paired one to one when both have as many; otherwise, and when *words* are nowhere, all of
    *other* is returned: too much is better than what was not meant.
    """
    ours, theirs = spans(text), spans(other)
    start = text.find(words)
    end = start + len(words)
    if start < 0 or len(ours) != len(theirs):
        return other
    chosen = [there for here, there in zip(ours, theirs, strict=True) if here[0] < end and start < here[1]]
    return other[chosen[0][0] : chosen[-1][1]] if chosen else other
