"""Places in Chinese at which no line may end or begin, though browsers break it there."""

import re

from responses.lib.characters import HAN

DOT = "·"
# A tag, which stays as it is, or a foreign name's dot with the character on either side.
_JOINT = re.compile(f"<[^>]*>|[{HAN}](?:{DOT}[{HAN}])+")


def joined(html: str) -> str:
    """Mark the dots of foreign names (约翰·密尔): none begins or ends a line (GB/T 15834, 间隔号)."""
    return _JOINT.sub(_marked, html) if DOT in html else html


def _marked(found: re.Match[str]) -> str:
    text = found[0]
    return text if text.startswith("<") else f'<span class="joint">{text}</span>'
