"""A stranger's words in a letter of ours: one line of plain words that no mail program makes a link of."""

import re

from responses.lib.lines import line
from responses.lib.sentences import cut

_ADDRESS = re.compile(r"\b(?:[a-z][a-z0-9+.-]{1,20}:(?://|\\\\)|www\.)\S*|\bmailto:\S*", re.IGNORECASE)
# What a mail program takes for a host although nothing says so: “example.org”; not “J. R.” or “3.14”.
_HOST = re.compile(r"(?<=\w)[.．](?=[^\W\d_]{2})")
_SIGNS = re.compile(r"[<>⟦⟧{}\\]")


def harmless(text: str, *, most: int = 300) -> str:
    """*text* without addresses, markup, controls and marks of direction, of *most* characters at most."""
    plain = _SIGNS.sub(" ", _ADDRESS.sub("", line(text)))
    plain = _HOST.sub(r"\g<0> ", plain).replace("@", " @ ")
    return cut(line(plain), most)
