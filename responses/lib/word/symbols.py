"""Characters of the fonts Symbol and Wingdings, which Word stores by their place in the font.

Source: the encodings that Unicode publishes for both fonts (VENDORS/ADOBE/symbol.txt, and L2/11-052
for Wingdings), as far as they occur in prose.
"""

_GREEK = dict(zip("abcdefghijklmnopqrstuvwxyz", "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
_GREEK |= dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
_SYMBOL = {ord(place): char for place, char in _GREEK.items()}
_SYMBOL |= dict(zip(range(0xA0, 0xB0), "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓", strict=True))
_SYMBOL |= dict(zip(range(0xB0, 0xC0), "°±″≥×∝∂•÷≠≡≈…⏐⎯↵", strict=True))
_SYMBOL |= dict(zip(range(0xC0, 0xD0), "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉", strict=True))
_SYMBOL |= dict(zip(range(0xD0, 0xE0), "∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓", strict=True))
_SYMBOL |= {0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥"}
_SYMBOL |= {0x7E: "∼", 0xE0: "◊", 0xE1: "〈", 0xE5: "∑", 0xF1: "〉", 0xF2: "∫"}
_SAME = {place: chr(place) for place in [*range(0x20, 0x40), 0x5B, 0x5D, 0x5F, 0x7B, 0x7C, 0x7D]}

_WINGDINGS = {
    0x21: "✏", 0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x6C: "●", 0x6D: "❍",
    0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9F: "•", 0xA1: "○",
    0xA7: "▪", 0xA8: "◻", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔",
    0xEF: "⇦", 0xF0: "⇨", 0xF3: "⬄", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip

_FONTS = {"symbol": _SAME | _SYMBOL, "wingdings": _WINGDINGS}


def character(font: str, code: str) -> str:
    """The character at the hexadecimal place `code` of a font, "" if unknown.

    Word adds F000 to places in symbol fonts; in any other font the place is the code point itself.
    """
    try:
        place = int(code, 16)
    except ValueError:
        return ""
    table = _FONTS.get(font.strip().lower())
    if table is not None:
        return table.get(place & 0xFF, "") if place < 0x100 or 0xF000 <= place <= 0xF0FF else chr(place)
    usable = 0x20 <= place <= 0x10FFFF and not (0xD800 <= place <= 0xDFFF or 0xE000 <= place <= 0xF8FF)
    return chr(place) if usable else ""
