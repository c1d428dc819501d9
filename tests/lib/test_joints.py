"""The dot of a foreign name holds the characters on either side together, in what a page shows only."""

import pytest

from responses.lib import prose
from responses.lib.joints import joined


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("约翰·密尔", '约<span class="joint">翰·密</span>尔'),
        ("阿·伊·勒", '<span class="joint">阿·伊·勒</span>'),
        ("约翰·斯图尔特·密尔", '约<span class="joint">翰·斯</span>图尔<span class="joint">特·密</span>尔'),
        ("𠀀·〇", '<span class="joint">𠀀·〇</span>'),
        ("A·B, 2·3, 中·B", "A·B, 2·3, 中·B"),
        (
            '<a href="https://x.example/中·国">中·国</a>',
            '<a href="https://x.example/中·国"><span class="joint">中·国</span></a>',
        ),
        ("中<b>·</b>国", "中<b>·</b>国"),
    ],
)
def test_dots_between_chinese_characters_are_held(html, shown):
    assert joined(html) == shown


def test_text_and_notes_of_a_page_are_joined_and_what_is_stored_is_not():
    stored = prose.clean("<p>约翰·密尔<span data-footnote>见 约·密</span></p>")
    page = prose.render(stored, [1], notes_title="注", back_label="回")
    assert page.count('class="joint"') == 2
    assert "joint" not in stored
    assert prose.text(stored).startswith("约翰·密尔")


def test_a_class_of_that_name_in_a_text_is_not_let_in():
    assert "joint" not in prose.clean('<p><span class="joint">x</span></p>')
