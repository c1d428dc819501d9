"""What office programs put on the clipboard arrives in the closed subset, character for character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responses.lib import prose
from responses.lib.pasted import from_clipboard

WORD = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">'
    "<!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]--><style><!-- p.MsoNormal {} --></style></head>"
    "<body lang=EN-US><!--StartFragment-->{}<!--EndFragment--></body></html>"
)


def item(label, text, level=1):
    return (
        f"<p class=MsoListParagraphCxSpMiddle style='text-indent:-.25in;mso-list:l0 level{level} lfo1'><![if !supportLists]>"
        f"<span style='mso-fareast-font-family:Calibri'><span style='mso-list:Ignore'>{label}<span style='font:7.0pt "
        f'"Times New Roman"\'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>{text}<o:p></o:p></p>'
    )


def word(inner):
    return from_clipboard(WORD.replace("{}", inner))


def test_a_paragraph_of_word_keeps_its_words_and_its_emphasis():
    inner = (
        "<p class=MsoNormal><b style='mso-bidi-font-weight:normal'>Bold</b> and <i>slanted</i>,\n“curly”&nbsp;10<span "
        "style='mso-spacerun:yes'>&nbsp; </span>x<sup>2</sup><o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>"
    )
    assert word(inner) == "<p><strong>Bold</strong> and <em>slanted</em>, “curly”\xa010  x<sup>2</sup></p>"


def test_lists_of_word_are_lists():
    inner = item("1.", "One") + item("a)", "Deeper", 2) + item("b)", "Still", 2) + item("2.", "Two")
    assert word(inner) == ("<ol><li><p>One</p><ol><li>Deeper</li><li>Still</li></ol></li><li>Two</li></ol>")
    assert word(item("·", "One") + item("·", "Two")) == "<ul><li>One</li><li>Two</li></ul>"
    assert word("<p>A</p>" + item("3.", "Three")) == '<p>A</p>\n<ol start="3"><li>Three</li></ol>'


def test_chinese_numbers_of_word_become_text():
    assert word(item("一、", "引言") + item("二、", "结论")) == "<p>一、引言</p>\n<p>二、结论</p>"


@pytest.mark.parametrize(("kind", "letter"), [("ftn", "f"), ("edn", "e")])
def test_notes_of_word_stand_inline_with_all_their_paragraphs(kind, letter):
    inner = (
        f'<p class=MsoNormal>Text<a style=\'mso-footnote-id:{kind}1\' href="#_{kind}1" name="_{kind}ref1" title=""><span '
        "class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]>[1]<![endif]>"
        f"</span></span></a> goes on.</p><div style='mso-element:{letter}ootnote-list'><br clear=all><hr align=left size=1>"
        f'<div style=\'mso-element:footnote\' id={kind}1><p class=MsoFootnoteText><a href="#_{kind}ref1" name="_{kind}1">'
        "<span class=MsoFootnoteReference>[1]</span></a> First.</p><p class=MsoFootnoteText>Second.</p></div></div>"
    )
    assert word(inner).removesuffix("\n<hr>") == (
        '<p>Text<span data-footnote="">First.<br>Second.</span> goes on.</p>'
    )


def test_a_note_that_was_not_copied_leaves_its_number():
    assert word('<p>Text<a href="#_ftn4" name="_ftnref4">[4]</a>.</p>') == "<p>Text[4].</p>"


def test_comments_hidden_words_and_deletions_are_left_out():
    inner = (
        "<p class=MsoNormal>Kept<a class=msocomanchor href=\"#_msocom_1\">[A1]</a><span style='display:none;mso-hide:all'>"
        "hidden</span><del>gone</del><ins>, new</ins>.</p><div style='mso-element:comment-list'><p>Really?</p></div>"
    )
    assert word(inner) == "<p>Kept, new.</p>"


def test_google_docs_wraps_everything_in_a_bold_that_is_none():
    html = (
        '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:400;'
        'font-style:normal">Plain, </span><span style="font-weight:700">bold</span><span style="font-style:italic"> slanted'
        '</span></p><h2 dir="ltr"><span style="font-weight:700">Head</span></h2><ul><li dir="ltr" aria-level="1"><p '
        'role="presentation"><span>One</span></p></li><ul><li aria-level="2"><p><span>Deeper</span></p></li></ul><li><p>'
        "Two</p></li></ul></b>"
    )
    assert from_clipboard(html) == (
        "<p>Plain, <strong>bold</strong><em> slanted</em></p>\n<h2>Head</h2>\n"
        "<ul><li><p>One</p><ul><li>Deeper</li></ul></li><li>Two</li></ul>"
    )


def test_notes_of_google_docs_and_libreoffice_stand_inline():
    google = (
        '<p>Text<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>.</p><hr><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a>'
        "<span>&nbsp;Note.</span></p></div>"
    )
    libre = (
        '<p>Text<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>.</p><div id="sdfootnote1">'
        '<p><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Note.</p></div>'
    )
    assert from_clipboard(google) == '<p>Text<span data-footnote="">\xa0Note.</span>.</p>\n<hr>'
    assert from_clipboard(libre) == '<p>Text<span data-footnote="">Note.</span>.</p>'


def test_wps_says_bold_by_style_and_each_space_by_itself():
    html = (
        '<p class=MsoNormal style="text-indent:24pt"><b><span style="mso-spacerun:\'yes\';font-family:宋体;font-weight:bold">'
        '粗体</span></b><span style="mso-spacerun:\'yes\';mso-bidi-font-weight:bold;font-family:宋体"><font face="宋体">'
        "“引号”与10&nbsp;公里</font></span><o:p></o:p></p>"
    )
    assert from_clipboard(html) == "<p><strong>粗体</strong>“引号”与10\xa0公里</p>"


def test_what_is_in_the_closed_subset_stays_as_it_is():
    body = (
        '<p>A <span lang="zh-Hans">桥</span><span data-footnote="">N.<br>M.</span></p>\n<ol start="3"><li>x</li></ol>\n'
        '<table><tbody><tr><td colspan="2">t</td></tr></tbody></table>\n<hr>\n<blockquote><p>q</p></blockquote>'
    )
    assert from_clipboard(body) == body


def test_script_and_foreign_links_are_no_text():
    html = "<p onclick=x>a<script>alert(1)</script><a href='javascript:x'>b</a><img src=x onerror=y><svg><a>z</a></svg></p>"
    assert from_clipboard(html) == "<p>ab</p>"


def test_too_much_is_refused():
    with pytest.raises(prose.ProseError):
        from_clipboard("<p>" + "x" * 8_000_001)


PIECES = [
    "<p style='mso-list:l0 level1 lfo1'>", "<span style='mso-list:Ignore'>1.</span>", "</p>", "<b>", "</b>", "<li>", "<ul>",
    "</ul>", '<a href="#_ftn1" name="_ftnref1">', '<a href="#_ftnref1" name="_ftn1">', "</a>", "<div>", "</div>", "<h2>",
    "<span style='font-weight:bold'>", "</span>", "<table>", "<td>", "<br>", "&lt;", "word", " ", "汉", "<p class=MsoQuote>",
    "<sup>", "<span data-footnote>", "<o:p>", "&#109;so-", "<span lang=en>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_pasting_what_was_pasted_changes_nothing(pieces):
    once = from_clipboard("".join(pieces))
    assert from_clipboard(once) == once == prose.clean(once)
