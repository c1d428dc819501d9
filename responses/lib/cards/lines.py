"""Where a line may end: English between words, Chinese between characters but for its punctuation."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

# By the rules for Chinese typesetting (GB/T 15834, W3C clreq): what begins no line, and what ends none.
NEVER_FIRST = frozenset("，。、；：？！）》〉」』】〕］｝”’·…—～％‰℃.,;:?!)]}%»›")
NEVER_LAST = frozenset("（《〈「『【〔［｛“‘([{«‹¥￥$")
_DASHES = frozenset("-‐–—/")
_PAUSES = frozenset("，。、；：？！—,;:?!–")
_NO_BREAK = frozenset("\u00a0\u202f\u2060")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_MOST_BALANCED = 4  # lines; more fill the card anyway
MOST_CHARACTERS = 320  # more would not be seen on a card

Width = Callable[[str], float]


def plain(text: str) -> str:
    """As it is drawn: composed, on one line, without what has no form of its own, and not endless."""
    kept = _SELECTORS.sub("", unicodedata.normalize("NFC", text[: 4 * MOST_CHARACTERS]))
    if not kept.isprintable():
        kept = "".join(filter(_has_form, kept))
    # White space is folded but for spaces at which no line ends.
    folded = re.sub(r"[ \t\n\r\u2028\u2029]+", " ", kept).strip()
    return folded if len(folded) <= MOST_CHARACTERS else f"{folded[:MOST_CHARACTERS].rstrip()}…"


def _has_form(character: str) -> bool:
    is_space = character in "\t\n\r\u2028\u2029"
    return is_space or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Cn", "Co")


def clusters(text: str) -> list[str]:
    """Characters, each with the marks that are set on it."""
    found: list[str] = []
    for character in text:
        if found and unicodedata.category(character) in ("Mn", "Me", "Mc"):
            found[-1] += character
        else:
            found.append(character)
    return found


def pieces(text: str) -> list[str]:
    """The text cut wherever a line may end; a space stays with what comes before it."""
    found: list[str] = []
    before = ""
    for cluster in clusters(text):
        if found and not _may_part(before, cluster):
            found[-1] += cluster
        else:
            found.append(cluster)
        before = cluster
    return found


def _may_part(before: str, after: str) -> bool:
    first, second = before[0], after[0]
    if second.isspace() or first in _NO_BREAK or second in NEVER_FIRST or first in NEVER_LAST:
        return False
    if first.isspace():
        return True
    return (first in _DASHES and second.isalpha()) or _is_wide(first) or _is_wide(second)


@lru_cache(maxsize=4096)
def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("W", "F")


def broken(text: str, width: Width, most: float) -> list[str]:
    """The lines of a text, none wider than ``most``; a word that is wider is cut between characters."""
    lines: list[str] = []
    for piece in pieces(text):
        if lines and width((lines[-1] + piece).rstrip()) <= most:
            lines[-1] += piece
        elif width(piece.rstrip()) <= most:
            lines.append(piece)
        else:
            _add_cut(lines, piece, width, most)
    return [line.strip() for line in lines]


def _add_cut(lines: list[str], piece: str, width: Width, most: float) -> None:
    for number, cluster in enumerate(clusters(piece)):
        if number and width(lines[-1] + cluster) <= most:
            lines[-1] += cluster
        else:
            lines.append(cluster)


def balanced(text: str, width: Width, most: float) -> list[str]:
    """As many lines as ``broken`` makes, as equal in length as can be; they end at a pause if one is near."""
    lines, parts = broken(text, width, most), pieces(text)
    bare = [width(part.rstrip()) for part in parts]
    if not 1 < len(lines) <= _MOST_BALANCED or max(bare) > most:
        return lines
    starts = [0.0, *accumulate(width(part) for part in parts)]
    even = starts[-1] / len(lines)

    def cost(start: int, end: int) -> float | None:
        """Of a line from one piece to another; None where it is too long."""
        long = starts[end - 1] - starts[start] + bare[end - 1]
        return ((even - long) / most) ** 2 - _rest(parts, end) if long <= most else None

    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [0])}
    for _line in lines:
        best = _one_more(best, len(parts), cost)
    ends = best[len(parts)][1]
    return ["".join(parts[start:end]).strip() for start, end in pairwise(ends)]


def _one_more(
    best: dict[int, tuple[float, list[int]]], count: int, cost: Callable[[int, int], float | None]
) -> dict[int, tuple[float, list[int]]]:
    """The cheapest ways to reach each piece with a line more than in ``best``."""
    longer: dict[int, tuple[float, list[int]]] = {}
    for start, (before, ends) in best.items():
        for end in range(start + 1, count + 1):
            own = cost(start, end)
            if own is None:
                break
            if end not in longer or before + own < longer[end][0]:
                longer[end] = (before + own, [*ends, end])
    return longer


def _rest(parts: Sequence[str], end: int) -> float:
    """What a line is worth for ending where one who reads it aloud would rest."""
    return 0.1 if end < len(parts) and parts[end - 1].rstrip()[-1:] in _PAUSES else 0.0


def shortened(text: str, width: Width, most: float) -> str:
    """The text, or as much of it as is no wider than ``most`` with “…” behind it."""
    if width(text) <= most:
        return text
    kept = clusters(text)
    low, high = 0, len(kept)
    while low < high:
        middle = (low + high + 1) // 2
        if width(_ended(kept[:middle])) <= most:
            low = middle
        else:
            high = middle - 1
    return _ended(kept[:low])


def _ended(kept: Sequence[str]) -> str:
    bare = "".join(kept).rstrip()
    while bare and (bare[-1] in NEVER_LAST or bare[-1] in "，。、；：,.;:·—…" or bare[-1].isspace()):
        bare = bare[:-1]
    return f"{bare}…"
