"""Cards: what a link to a text looks like where it is shared, drawn as a PNG of 1200 by 630.

Words in, bytes out: `Card` says what stands on it, `Faces` which fonts there are, `draw` makes the picture,
`shelf` keeps what was drawn.
"""

from responses.lib.cards.card import Arc, Card, Dot, Words
from responses.lib.cards.drawing import HEIGHT, WIDTH, can_draw, draw
from responses.lib.cards.faces import Faces, faces_in

__all__ = [
    "HEIGHT",
    "WIDTH",
    "Arc",
    "Card",
    "Dot",
    "Faces",
    "Words",
    "can_draw",
    "draw",
    "faces_in",
]
