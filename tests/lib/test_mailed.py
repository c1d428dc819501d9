"""A stranger's words in our letters: plain, on one line, and no link in any mail program."""

import re

import pytest

from responses.lib.mailed import harmless
from tests.hostile.corpus import VECTORS

# What mail programs make a link of by themselves: a scheme, www, a host, an address.
LINKED = re.compile(r"[a-z][\w+.-]*://|\bwww\.|[^\W_]{2,}\.[^\W\d_]{2,}|\S@\S", re.IGNORECASE)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Rivka Example", "Rivka Example"),
        ("J. R. R. Example, Ph.D.", "J. R. R. Example, Ph.D."),
        ("林小雨", "林小雨"),
        ("河流归谁所有？答：众人。", "河流归谁所有？答：众人。"),
        ("O’Example-Sample", "O’Example-Sample"),
        ("Version 3.14", "Version 3.14"),
        ("Rivka\r\nBcc: all@example.org", "Rivka Bcc: all @ example. org"),
        ("<b>Rivka</b>", "b Rivka /b"),
        ("{link}", "link"),
        ("See http://evil.example/x?y now", "See now"),
        ("HTTPS://EVIL.EXAMPLE", ""),
        ("www.evil.example", ""),
        ("evil.example", "evil. example"),
        ("例子.中国", "例子. 中国"),
        ("Rivka \u202egro.live", "Rivka gro. live"),
        ("⟦sealed⟧", "sealed"),
        ("a\x00b\u200bc", "abc"),
        ("x" * 400, "x" * 299 + "…"),
    ],
)
def test_what_is_left_of_it(typed, said):
    assert harmless(typed) == said


def test_no_vector_leaves_a_link_a_second_line_or_a_tag():
    left = [harmless(vector) for vector in VECTORS]
    assert [each for each in left if LINKED.search(each) or re.search(r"[\r\n<>{}⟦⟧]", each)] == []
    assert [each for each in left if len(each) > 300] == []
