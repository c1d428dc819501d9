"""What a mail server answered, as far as it may be kept: no address, no link, and nothing of the letter.

A server may quote all of these, and its answer stands at the desk, where names are hidden and a letter that
opens an account is not shown.
"""

import re
from contextlib import suppress
from urllib.parse import unquote

from django.core.mail import EmailMessage
from django.utils.encoding import punycode

from responses.lib.lines import line

LONGEST = 200
READ = 500  # characters of what was said; a reason is shorter
QUOTED = 12  # so many characters in a row that also stand in the letter are taken from it
STRUCK = "…"

_END = r"\s<>\"'(),;"
# Also as other commands of SMTP and quoted-printable write an address: reader+40example.org.
_ADDRESS = re.compile(rf"[^{_END}:]*(?:[@＠]|[+=]40(?=[\w-]+\.\w))(?:\[[^\]\s]*\]|[^{_END}:]*)")
_LINK = re.compile(r"\b[a-z][a-z0-9+.-]*://\S+|\bwww\.\S+", re.IGNORECASE)
_TWICE = re.compile(rf"{STRUCK}(?:[\s.:;,<>-]*{STRUCK})+")


def kept(code: int, said: bytes | str, message: EmailMessage) -> str:
    """The answer to this mail on one line: its code, and its words without what they may not tell."""
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    if len(words) > READ:
        # No half of an address at the end.
        words = words[:READ].rpartition(" ")[0]
    text = line(unquote(words))
    for pattern in (_LINK, _ADDRESS, *_parts_of(message.to)):
        text = pattern.sub(STRUCK, text)
    text = _TWICE.sub(STRUCK, _unquoted(text, _all_of(message)))
    return f"{code} {text}"[:LONGEST].strip()


def _parts_of(recipients: list[str]) -> list[re.Pattern[str]]:
    """What stands before an “@”, which a server may name alone, and the host, which may be somebody's own."""
    found = []
    for address in recipients:
        name, _at, host = address.rpartition("@")
        names = {name, name.strip('"'), name.partition("+")[0]}
        hosts = {host}
        with suppress(UnicodeError):
            hosts.add(punycode(host))
        found += [rf"(?<!\w){re.escape(each)}(?!\w)" for each in names if each]
        found += [rf"[\w.-]*{re.escape(each)}" for each in hosts if each]
    return [re.compile(each, re.IGNORECASE) for each in found]


def _all_of(message: EmailMessage) -> str:
    """What the letter says, in all its forms, on one line."""
    others = [each[0] for each in getattr(message, "alternatives", ())]
    return line(" ".join(str(each) for each in (message.subject, message.body, *others)))


def _unquoted(said: str, letter: str) -> str:
    found, at = "", 0
    while at < len(said):
        end = at + QUOTED
        if end <= len(said) and said[at:end] in letter:
            # To the end of the word: the rest of it is no reason.
            while end < len(said) and (said[at : end + 1] in letter or said[end].isalnum()):
                end += 1
            found, at = found + STRUCK, end
        else:
            found, at = found + said[at], at + 1
    return found
