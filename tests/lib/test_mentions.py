"""Names of people are found in a text however they are written, and covered without touching the rest."""

import pytest

from responses.lib import prose
from responses.lib.covering import cover_html, cover_text, places
from responses.lib.mentions import mentions, sought_of


def found(text, *, names=(), schools=(), addresses=()):
    sought = sought_of(names, schools, addresses)
    return [(text[each.start : each.end], each.kind) for each in mentions(text, sought)]


@pytest.mark.parametrize(
    "text",
    [
        "Rivka Example",
        "rivka  EXAMPLE",
        "Example, Rivka",
        "Example Rivka",
        "R. Example",
        "Rivka-Example",
        "Rívka Example",
    ],
)
def test_a_latin_name_is_found_turned_round_initialled_and_with_accents(text):
    assert found(f"As {text} says, it is so.", names=["Rivka Example"]) == [(text, "name")]


@pytest.mark.parametrize("text", ["Rivka", "Example", "an example", "Rivka. The example", "Rivka\nExample"])
def test_part_of_a_name_is_none(text):
    assert found(f"And {text} it was.", names=["Rivka Example"]) == []


@pytest.mark.parametrize("text", ["范缜", "范縝", "范 縝", "Fan Zhen", "Zhen Fan", "FanZhen", "FAN-ZHEN"])
def test_a_chinese_name_is_found_in_either_script_and_in_pinyin(text):
    assert found(f"作者{text}。", names=["范缜"]) == [(text, "name")]


@pytest.mark.parametrize("text", ["Ouyang Xiaoming", "Xiao-Ming Ou-yang", "欧阳小明"])
def test_a_surname_of_two_characters_is_one(text):
    assert found(f"by {text} ", names=["歐陽小明"]) == [(text, "name")]


def test_a_name_known_in_pinyin_is_heard_in_characters_with_a_surname_first():
    assert found("我叫李晓明。小李明天来。", names=["Xiaoming Li"]) == [("李晓明", "name")]
    assert found("这里明确。李明来了。", names=["Li Ming"]) == [("李明", "perhaps")]


def test_schools_and_addresses_are_found():
    text = "At Example College (example college), MIT and 北京大學; write to Rivka@example.org. Mit dem!"
    assert found(
        text, schools=["Example College, class of 2027", "MIT", "北京大学"], addresses=["rivka@EXAMPLE.org"]
    ) == [
        ("Example College", "school"),
        ("example college", "school"),
        ("MIT", "school"),
        ("北京大學", "school"),
        ("Rivka@example.org", "address"),
    ]


def label(kind):
    return f"[{kind}]"


def find(text):
    return mentions(text, sought_of(["Rivka Example"], [], []))


def test_a_mention_is_covered_and_nothing_else_changes():
    html = prose.clean(
        "<p>I, <em>Rivka</em> Exam<strong>ple</strong>, say 1 &lt; 2 &amp; so.</p>"
        '<ul><li>R. Example<span data-footnote="">Rivka Example</span></li></ul><p>Rivka</p><p>Example</p>'
    )

    covered = cover_html(html, find, label)

    assert covered == prose.clean(covered)
    assert prose.paragraphs(covered) == ["I, [name], say 1 < 2 & so.", "[name]", "Rivka", "Example"]
    assert prose.to_numbered(covered)[1] == ["[name]"]


def test_a_text_without_mentions_stays_the_same_object():
    html = "<p>Nobody is named here.</p>"
    assert cover_html(html, find, label) is html
    assert cover_text("Rivka Example, R. Example", find, label) == "[name], [name]"


def test_a_label_can_carry_no_markup():
    assert cover_html("<p>Rivka Example</p>", find, lambda kind: "<b>&") == "<p>&lt;b&gt;&amp;</p>"


def test_what_is_only_perhaps_a_name_stays_and_is_told():
    def li(text):
        return mentions(text, sought_of(["Li Ming"], [], []))

    html = "<p>那天李明来了。</p><p>别的。</p>"
    assert cover_html(html, li, label) == html
    assert [tuple(each) for each in places(html, li)] == [("那天", "李明", "来了。", "perhaps")]


def test_reading_a_long_text_is_linear():
    text = "Rivka Exampl " * 20_000 + "范 " * 20_000
    assert found(text, names=["Rivka Example", "范缜", "Fan Fan"]) == []
