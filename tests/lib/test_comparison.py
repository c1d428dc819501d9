"""What changed between two bodies: nothing lost, nothing invented, and read as an editor would."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from responses.lib.comparison import Figures, compare, compare_lines
from responses.lib.counting import Count
from responses.lib.prose import clean
from responses.lib.redline import redline
from responses.lib.units import paragraphs_of
from tests.lib.test_prose_properties import bodies

LAW = "The law of nations is naturally founded on this principle."
SEA = "Whoever commands the sea commands the trade of the world."
ART = "Painters of the southern school thought more of the brush."


def p(*texts):
    return "".join(f"<p>{text}</p>" for text in texts)


def marked(old, new):
    """Each piece as its kind and its text, {- gone -} and {+ come +}."""
    signs = {"=": "{}", "-": "{{-{}-}}", "+": "{{+{}+}}"}
    return [
        (piece.kind, "".join(signs[run.op].format(run.text) for run in piece.runs if run.text))
        for piece in compare(clean(old), clean(new)).pieces
    ]


def said(stored):
    return "\n".join(paragraph.text for paragraph in paragraphs_of(stored))


TEXTS = [
    LAW,
    SEA,
    ART,
    f"{LAW} {SEA}",
    "应该使用了新的方法。",
    "必须采用了新的方法。",
    "",
    "a",
    "<em>a</em> b",
]
essays = st.lists(st.sampled_from(TEXTS), max_size=8).map(lambda texts: p(*texts)) | bodies


@given(essays, essays)
def test_without_what_came_it_is_the_old_text_and_without_what_went_the_new(old, new):
    old, new = clean(old), clean(new)
    comparison = compare(old, new)
    assert (comparison.old_text, comparison.new_text) == (said(old), said(new))


def read(comparison, without):
    """What the page says without one of the two and without our own signs."""
    lines = []
    for piece in comparison.pieces:
        page = lxml_html.fragment_fromstring(f"<div>{redline(piece)}</div>")
        for element in page.xpath(f'//*[contains(@class, "sign")] | //{without}'):
            element.drop_tree()
        skipped = ("added", "came") if without == "ins" else ("removed", "went")
        if piece.kind not in skipped:
            lines.append(page.text_content())
    return "\n".join(lines)


@given(essays, essays)
def test_the_page_says_the_same(old, new):
    old, new = clean(old), clean(new)
    comparison = compare(old, new)
    assert (read(comparison, "ins"), read(comparison, "del")) == (said(old), said(new))


@given(essays)
def test_a_text_is_the_same_as_itself(html):
    stored = clean(html)
    assert compare(stored, stored).is_same


@given(essays, essays)
def test_what_is_said_to_be_the_same_is_the_same(old, new):
    old, new = clean(old), clean(new)
    if compare(old, new).is_same:
        assert said(old) == said(new)


def test_exactly_the_characters_that_changed_are_marked():
    assert marked(p("我们应该这样做。"), p("我们必须这样做。")) == [
        ("changed", "我们{-应该-}{+必须+}这样做。")
    ]
    assert marked(p("他们使用了新的方法。"), p("他们采用了新的方法。")) == [
        ("changed", "他们{-使-}{+采+}用了新的方法。")
    ]


def test_words_are_marked_whole_and_punctuation_by_itself():
    assert marked(p("The quick fox, it ran."), p("The quicker fox: it ran!")) == [
        ("changed", "The {-quick-}{+quicker+} fox{-,-}{+:+} it ran{-.-}{+!+}")
    ]


def test_a_phrase_is_replaced_in_one_piece_not_in_confetti():
    assert marked(
        p(f"{LAW} He came to the old house by night."), p(f"{LAW} She left for the new town at noon.")
    ) == [
        ("changed", f"{LAW} {{-He came to the old house by night-}}{{+She left for the new town at noon+}}.")
    ]


def test_a_moved_paragraph_is_told_of_where_it_was_and_where_it_is_with_what_changed_in_it():
    moved = ART.replace("southern", "northern")
    assert marked(p(LAW, SEA, ART), p(moved, LAW, SEA)) == [
        ("came", "Painters of the {-southern-}{+northern+} school thought more of the brush."),
        ("same", LAW),
        ("same", SEA),
        ("went", f"{{-{ART}-}}"),
    ]


@pytest.mark.parametrize("parted", [True, False])
def test_a_split_or_merged_paragraph_is_one_change(parted):
    whole, parts = p(f"{LAW} {SEA}"), p(LAW, SEA)
    comparison = compare(*map(clean, (whole, parts) if parted else (parts, whole)))
    assert [(piece.kind, len(piece.old), len(piece.new)) for piece in comparison.pieces] == [
        ("changed", 1, 2) if parted else ("changed", 2, 1)
    ]
    assert comparison.figures == Figures(1, 0, 0, 0, Count(0, 0), Count(0, 0))


def test_a_heading_that_became_a_paragraph_says_what_it_was():
    piece = compare("<h2>A heading</h2>", "<p>A heading</p>").pieces[0]
    assert (piece.kind, piece.was.kind, piece.form.kind) == ("changed", "h2", "p")


def test_the_level_of_an_item_is_part_of_its_form():
    old, new = (clean(each) for each in ("<ul><li>a<li>b</ul>", "<ul><li>a<ul><li>b</ul></ul>"))
    piece = compare(old, new).pieces[1]
    assert (piece.kind, piece.was.level, piece.form.level) == ("changed", 1, 2)


def test_emphasis_alone_is_a_change_that_is_said_in_words():
    piece = compare("<p>a word here</p>", "<p>a <em>word</em> here</p>").pieces[0]
    assert [(run.op, run.text, run.was) for run in piece.runs] == [
        ("=", "a ", None), ("=", "word", ()), ("=", " here", None)
    ]  # fmt: skip
    assert "[emphasis added] " in redline(piece)


def test_a_link_says_where_it_led_and_where_it_leads():
    page = redline(
        compare(
            '<p>see <a href="https://a.org/">here</a></p>', '<p>see <a href="https://b.org/">here</a></p>'
        ).pieces[0]
    )
    assert "[link: https://a.org/ → https://b.org/] " in page
    assert "<a " not in page


def test_a_cell_changes_by_itself_and_a_new_row_is_new():
    old = clean("<table><tr><th>Year<td>Ships</table>")
    new = clean("<table><tr><th>Year<td>Boats</tr><tr><th>1904<td>12</table>")
    assert marked(old, new) == [("changed", "Year\t{-Ships-}{+Boats+}"), ("added", "{+1904+}{+\t+}{+12+}")]


def test_a_note_changes_inside():
    note = '<p>Text<span data-footnote="">See {}.</span> goes on.</p>'
    page = redline(compare(note.format("Grotius"), note.format("Vattel")).pieces[0])
    assert re.sub(r'<span class="sign[^>]*>[^<]*</span>', "", page) == (
        'Text<span class="note">See <del class="words">Grotius</del><ins class="words">Vattel</ins>.</span>'
        " goes on."
    )


def test_one_line_against_one_is_the_same_line():
    assert [piece.kind for piece in compare_lines(["A title"], ["Something else"]).pieces] == ["changed"]
    assert compare_lines(["A title"], ["A title"]).is_same


def test_what_is_counted_are_paragraphs_words_and_characters():
    old, new = (
        p(LAW, SEA, "应该", "gone for good, all of it"),
        p(SEA, LAW.replace("this", "that one"), "必须"),
    )
    figures = compare(old, new).figures
    assert figures == Figures(changed=2, moved=1, added=0, removed=1, came=Count(2, 2), gone=Count(7, 2))


HOSTILE = {
    "one letter": ("a " * 100_000, "a " * 90_000 + "b"),
    "two letters": ("a b " * 50_000, "b b a " * 33_000),
    "stops": ("a. " * 30_000, "b. a. " * 15_000),
    "one word": ("x" * 200_000, "x" * 199_999 + "y"),
    "汉字": ("甲乙丙" * 22_000, "丙甲甲乙" * 16_000),
    "marks": ("e\u0301" * 60_000, "a\u0301" * 60_000),
    "emphasis": ("<em>a</em> b " * 5_000, "a <em>b</em> " * 5_000),
    "tags": ("&lt;p&gt;" * 20_000, "&lt;q&gt;" * 20_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hundreds_of_kilobytes_of_anything_are_compared(name):
    old, new = (clean(f"<p>{text}</p>") for text in HOSTILE[name])
    comparison = compare(old, new)
    assert (comparison.old_text, comparison.new_text) == (said(old), said(new))


def test_thousands_of_paragraphs_are_compared():
    old, new = (p(*(str(number) for number in numbers)) for numbers in (range(5000), range(5000, 0, -1)))
    old, new = clean(old), clean(new)
    comparison = compare(old, new)
    assert (comparison.old_text, comparison.new_text) == (said(old), said(new))
