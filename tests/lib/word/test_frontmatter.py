"""Title, byline, affiliation, summary and bio are taken out of the body; every guess is named."""

import pytest

from responses.lib import word
from tests.lib.word.builders import document, notes, p, r

BODY = [p("The spirit is to the body as sharpness is to the knife."), p("It ends with it.")]
HTML = "<p>The spirit is to the body as sharpness is to the knife.</p>\n<p>It ends with it.</p>"
CHINESE = [p("神之于质，犹利之于刀。"), p("形之于用，犹刀之于利。")]


def read(*blocks, **more):
    return word.read(document(*blocks, **more))


def fields(found):
    return found.title, found.authors, found.affiliation, found.bio, found.guesses


def test_a_titled_essay_with_byline_and_bio():
    found = read(
        p("On Sharpness", style="a0"),
        p("By Xiao Chen and Shen Yue, Liang University"),
        *BODY,
        p(r("Xiao Chen is a historian at Liang University.", "<w:i/>")),
    )
    assert found.body_html == HTML
    assert fields(found) == (
        "On Sharpness",
        ["Xiao Chen", "Shen Yue"],
        "Liang University",
        "Xiao Chen is a historian at Liang University.",
        ["authors", "affiliation", "bio"],
    )


def test_a_chinese_essay_with_bold_title_byline_and_bio():
    found = read(
        p(r("论神灭", "<w:b/>"), look='<w:jc w:val="center"/>'),
        p("作者：范缜"),
        p("摘要：形存则神存，形谢则神灭。"),
        *CHINESE,
        p("范缜，齐梁间哲学家，现任尚书殿中郎。"),
    )
    assert found.body_html == "<p>神之于质，犹利之于刀。</p>\n<p>形之于用，犹刀之于利。</p>"
    assert fields(found)[:2] == ("论神灭", ["范缜"])
    assert (found.summary, found.language) == ("形存则神存，形谢则神灭。", "zh-hans")
    assert found.bio == "范缜，齐梁间哲学家，现任尚书殿中郎。"
    assert found.guesses == ["title", "authors", "summary", "bio"]


@pytest.mark.parametrize(
    ("line", "authors", "affiliation"),
    [
        ("Jane Doe", ["Jane Doe"], ""),
        ("Jane Doe (Georgetown University)", ["Jane Doe"], "Georgetown University"),
        ("Ann Lee, Bo van Dyke, and Chen Xiao", ["Ann Lee", "Bo van Dyke", "Chen Xiao"], ""),
        ("文／王小明", ["王小明"], ""),
        ("作者：王小明、李华", ["王小明", "李华"], ""),
        ("BY JANE DOE", ["JANE DOE"], ""),
        ("Jane Doe*", ["Jane Doe"], ""),
        ("王小明（某大学）", ["王小明"], "某大学"),
        ("王小明（某大学）、李示例（示例学院）", ["王小明", "李示例"], "某大学, 示例学院"),
        ("王小明\u3000李示例", ["王小明", "李示例"], ""),
        ("王\u3000明", ["王明"], ""),
        ("撰文：陳示例", ["陳示例"], ""),
    ],
)
def test_bylines_of_many_kinds(line, authors, affiliation):
    found = read(p("A Title", style="a0"), p(line), *BODY)
    assert (found.authors, found.affiliation, found.body_html) == (authors, affiliation, HTML)


@pytest.mark.parametrize(
    "line",
    [
        "By the way, this matters.",
        "By noon",
        "We agree with him.",
        "Introduction",
        "Historical Background",
        "引言",
    ],
)
def test_what_is_no_byline_stays_in_the_body(line):
    found = read(p("A Title", style="a0"), p(line), *BODY)
    assert (found.authors, found.body_html) == ([], f"<p>{line}</p>\n{HTML}")


def test_a_short_line_before_a_byline_is_the_title():
    found = read(p("On Sharpness"), p("By Xiao Chen"), *BODY)
    assert (found.title, found.authors, found.body_html) == ("On Sharpness", ["Xiao Chen"], HTML)
    assert found.guesses == ["title", "authors"]


def test_an_affiliation_on_its_own_line_is_taken():
    found = read(p("A Title", style="a0"), p("Jane Doe"), p("School of Foreign Service"), *BODY)
    assert (found.affiliation, found.body_html) == ("School of Foreign Service", HTML)


def test_a_text_without_furniture_is_all_body():
    found = read(*BODY)
    assert (fields(found), found.body_html) == (("", [], "", "", []), HTML)


def test_a_summary_under_its_own_heading_is_taken():
    found = read(p("T", style="a0"), p("Abstract", style="1"), p("In short."), *BODY)
    assert (found.summary, found.body_html, found.guesses) == ("In short.", HTML, ["summary"])


def test_a_bio_under_its_own_heading_is_taken():
    found = read(p("T", style="a0"), *BODY, p("About the Author", style="1"), p("Jane Doe writes."))
    assert (found.bio, found.body_html) == ("Jane Doe writes.", HTML)


def test_a_starred_bio_loses_its_star():
    found = read(p("T", style="a0"), p("Jane Doe*"), *BODY, p("* Jane Doe is a professor."))
    assert (found.authors, found.bio, found.body_html) == (["Jane Doe"], "Jane Doe is a professor.", HTML)


@pytest.mark.parametrize(
    ("byline", "line"), [("By Xiao Chen", "Translated by Jane Doe"), ("作者：范缜", "译者：王小明")]
)
def test_a_translator_is_no_author_and_is_told_of(byline, line):
    found = read(p("T", style="a0"), p(byline), p(line), *BODY)
    assert (len(found.authors), found.body_html) == (1, f"<p>{line}</p>\n{HTML}")
    assert found.report == ["1 line names a translator and still stands in the text."]


def test_a_title_page_gives_what_is_clear_and_loses_nothing():
    lines = ["On Sharpness", "Jane Doe", "Example University", "HIST 101", "Professor Roe", "March 3, 2026"]
    found = read(*(p(line, look='<w:jc w:val="center"/>') for line in lines), *BODY)
    assert (found.title, found.authors, found.affiliation) == (lines[0], [lines[1]], lines[2])
    assert found.body_html == "<p>HIST 101</p>\n<p>Professor Roe</p>\n<p>March 3, 2026</p>\n" + HTML


def test_a_note_at_the_title_is_not_lost():
    found = read(
        p("A Title", '<w:r><w:footnoteReference w:id="1"/></w:r>', style="a0"),
        p("Text."),
        footnotes=notes("footnote", _1=p("Thanks to all.")),
    )
    assert found.title == "A Title"
    assert found.body_html == '<p>Text.<span data-footnote="">Thanks to all.</span></p>'
    assert found.report == ["1 note of the title or byline stands at the first paragraph now."]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The word 神 means spirit in this essay.", "en"),
        ("形存则神存，形谢则神灭也，这是什么问题？", "zh-hans"),
        ("形存則神存，形謝則神滅也，這是什麼問題？", "zh-hant"),
        ("形神。", "zh-hans"),
    ],
)
def test_the_language_is_told_by_most_of_the_text(text, language):
    assert read(p(text)).language == language
