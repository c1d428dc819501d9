"""The paragraphs of a body in the closed subset: found in its markup, given addresses and neighbours."""

import re
from collections.abc import Mapping, Sequence

# All that comes before an end tag. In runs, for ``.*?`` asks at each character whether it was the last.
_UNTIL = r"([^<]*(?:<(?!/{}>)[^<]*)*)"
_IN_SAME, _IN_TABLE, _IN_ITEM = (_UNTIL.format(tag) for tag in (r"\1", "table", "li"))
# A li with blocks inside is a frame; its paragraphs are the blocks.
BLOCK = re.compile(
    rf"<(?:(p|h[2-4]|figcaption)\b[^>]*>{_IN_SAME}</\1>"
    rf"|(table)\b[^>]*>{_IN_TABLE}</table>"
    rf"|(li)\b[^>]*>(?!<(?:p|h[2-4]|hr|ul|ol|blockquote|table|figure)\b){_IN_ITEM}</li>)"
)
_START = re.compile(
    r"<(p|h[2-4]|figcaption|table|li(?=[^>]*>(?!<(?:p|h[2-4]|hr|ul|ol|blockquote|table|figure)\b)))(?=[ >])"
)
_FRAMED = ("li", "figcaption")  # only in there can something stand beside what they say


def addressed(body: str, ids: Sequence[int], prefix: str, label: str, beside: Mapping[int, str]) -> str:
    """Return *body* with an id on each paragraph, in the order of *ids*; beyond them paragraphs get none.

    With *label*, attributes of a link, each paragraph of words ends in a link to itself, without a text of
    its own: the style sheet draws its sign, so that nobody copies it along. What is *beside* a
    paragraph follows it, in one element with it.
    """
    waiting = iter(ids)
    if not label and not beside:
        return _START.sub(lambda match: _named(match[0], next(waiting, None), prefix), body)

    def address(match: re.Match[str]) -> str:
        number = next(waiting, None)
        if number is None:
            return match[0]
        tag, block = match[1] or match[3] or match[5], match[0]
        name = f"{prefix}p{number}"
        end = len(block) - len(tag) - 3
        link = f'<a class="self" href="#{name}" {label}></a>' if label and tag != "table" else ""
        inner = f'<{tag} id="{name}"{block[len(tag) + 1 : end]}{link}'
        neighbour = beside.get(number, "")
        if not neighbour or tag in _FRAMED:
            return inner + neighbour + block[end:]
        return f'<div class="taken">{inner}{block[end:]}{neighbour}</div>'

    return BLOCK.sub(address, body)


def _named(start: str, number: int | None, prefix: str) -> str:
    return start if number is None else f'{start} id="{prefix}p{number}"'
