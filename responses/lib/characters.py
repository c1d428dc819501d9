"""Characters that no stored text may hold, and the ones that count as Chinese.

Nothing here composes or decomposes (no NFC): rare characters and variation
selectors stay as they were typed.
"""

import re

# Tab and the line ends are left to the caller: they separate words.
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x9f"
_SURROGATES = "\ud800-\udfff"
_BIDI = "\u202a-\u202e\u2066-\u2069"
_TAGS = "\U000e0000-\U000e007f"
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17)
)

FORBIDDEN = re.compile(f"[{_CONTROLS}{_SURROGATES}{_BIDI}{_TAGS}{_NONCHARACTERS}\u200b\ufeff]")
# Nearly every text is of these alone, none of them forbidden, and is looked through fifteen times quicker so.
_ORDINARY = re.compile("[ -~\u206a-\ud7ff\xa0-\u200a\u200c-\u2029\t\n\r\uff00-\uffef\U00020000-\U0002fffd]*")

# What XML 1.0 cannot write in any way (its production Char).
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# The unified ideographs with extensions A-I, the compatibility ideographs, and 々 〇,
# which Unicode keeps among the punctuation though Chinese writes them as characters.
HAN = (
    "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0002a6df\U0002a700-\U0002ee5d\U0002f800-\U0002fa1f\U00030000-\U000323af"
)


def purge(text: str) -> str:
    """Return *text* without controls, bidi overrides, tag characters and noncharacters."""
    return text if _ORDINARY.fullmatch(text) else FORBIDDEN.sub("", text)


def for_xml(text: str) -> str:
    """Return *text* without what would make an XML document malformed; stored texts have none of it."""
    return _NOT_IN_XML.sub("", text)
