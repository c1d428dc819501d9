"""Which characters no stored text may hold."""

import re
import sys

from responses.lib import characters

EVERY = "".join(map(chr, range(sys.maxunicode + 1)))


def test_what_is_looked_through_quickly_holds_nothing_forbidden():
    ordinary = "".join(re.findall(characters._ORDINARY.pattern.removesuffix("*"), EVERY))

    assert len(ordinary) > 100_000
    assert characters.FORBIDDEN.findall(ordinary) == []


def test_a_text_is_the_same_but_for_what_is_forbidden():
    assert characters.purge("The river\u200b, 河\u202e流 \U000e0041\x07𥌃") == "The river, 河流 𥌃"
    assert characters.purge("The river, 河流，𥌃\t\n") == "The river, 河流，𥌃\t\n"
