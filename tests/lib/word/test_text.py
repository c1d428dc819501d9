"""What Word shows is what is read, character for character."""

import zipfile

import pytest

from responses.lib import word
from tests.lib.word.builders import (
    SPACES,
    cell,
    document,
    field,
    notes,
    p,
    parts,
    r,
    relations,
    row,
    t,
    table,
    zipped,
)


def body(*blocks, **more):
    return word.read(document(*blocks, **more)).body_html


def report(*blocks, **more):
    return word.read(document(*blocks, **more)).report


@pytest.mark.parametrize(
    ("runs", "html"),
    [
        (["Plain words."], "<p>Plain words.</p>"),
        (["10\xa0000 people"], "<p>10\xa0000 people</p>"),
        (["“It’s” — she said…"], "<p>“It’s” — she said…</p>"),
        (["“引号”和《书名》，「」"], "<p>“引号”和《书名》，「」</p>"),
        (["𠮷野家 葛\ufe00城"], "<p>𠮷野家 葛\ufe00城</p>"),
        ([f"<w:r>{t('a')}<w:tab/>{t('b')}</w:r>"], "<p>a b</p>"),
        ([f"<w:r>{t('a')}<w:br/>{t('b')}</w:r>"], "<p>a<br>b</p>"),
        ([f'<w:r>{t("a")}<w:br w:type="page"/>{t("b")}</w:r>'], "<p>ab</p>"),
        ([f"<w:r>{t('co')}<w:noBreakHyphen/>{t('op')}</w:r>"], "<p>co\u2011op</p>"),
        ([f"<w:r>{t('co')}<w:softHyphen/>{t('op')}</w:r>"], "<p>co\xadop</p>"),
        (['<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>'], "<p>α</p>"),
        (['<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'], "<p>→</p>"),
        (["a &lt;b&gt; &amp; c"], "<p>a &lt;b&gt; &amp; c</p>"),
        (["<w:r><w:t> trimmed </w:t></w:r>", "x"], "<p>trimmedx</p>"),
        ([r("loud", "<w:caps/>")], "<p>LOUD</p>"),
        ([r("a"), r("b", "<w:vanish/>"), r("c")], "<p>ac</p>"),
        (["H", r("2", '<w:vertAlign w:val="subscript"/>'), "O"], "<p>H<sub>2</sub>O</p>"),
        (["21", r("st", '<w:vertAlign w:val="superscript"/>')], "<p>21<sup>st</sup></p>"),
        (["a ", r("b", "<w:i/>"), r("c", "<w:i/>"), r(" d", '<w:i w:val="0"/>')], "<p>a <em>bc</em> d</p>"),
        (["a ", r("b", '<w:rStyle w:val="em"/>')], "<p>a <em>b</em></p>"),
        ([r("b", '<w:rStyle w:val="em"/><w:i w:val="false"/>')], "<p>b</p>"),
        (["a ", r("b", "<w:b/>"), " c"], "<p>a <strong>b</strong> c</p>"),
        ([f"<w:sdt><w:sdtContent>{r('in a control')}</w:sdtContent></w:sdt>"], "<p>in a control</p>"),
        ([f"<w:smartTag>{r('Wash')}</w:smartTag>", "ington"], "<p>Washington</p>"),
        (["See ", field(" ADDIN ZOTERO_ITEM CSL {}", "(Fan, 507)"), "."], "<p>See (Fan, 507).</p>"),
        ([field(" PAGEREF _x ", field(" REF y ", "7"))], "<p>7</p>"),
        ([f'<w:fldSimple w:instr=" DATE ">{r("3 March")}</w:fldSimple>'], "<p>3 March</p>"),
        (
            [field(' HYPERLINK "https://a.example/x" ', "here")],
            '<p><a href="https://a.example/x">here</a></p>',
        ),
        ([field(' HYPERLINK "javascript:alert(1)" ', "here")], "<p>here</p>"),
        (['<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "kept out", ""], "<p></p>"),
    ],
)
def test_a_paragraph_reads_as_word_shows_it(runs, html):
    assert body(p(*runs), p("End.")) == (f"{html}\n" if html != "<p></p>" else "") + "<p>End.</p>"


def test_links_keep_web_addresses_and_mail_only():
    rels = relations(
        ("a", "hyperlink", "https://a.example/?x=1&amp;y=2"),
        ("b", "hyperlink", "mailto:a@b.example"),
        ("c", "hyperlink", "file:///etc/passwd"),
    )
    links = [f'<w:hyperlink r:id="{x}">{r(x)}</w:hyperlink> ' for x in "abc"]
    read = word.read(document(p(*links), rels=rels))
    assert read.body_html == (
        '<p><a href="https://a.example/?x=1&amp;y=2">a</a><a href="mailto:a@b.example">b</a>c</p>'
    )
    assert read.report == ["1 link led nowhere on the web and is plain text now."]


def test_tracked_insertions_are_kept_and_deletions_left_out():
    runs = ["We ", f"<w:del><w:r><w:delText>may</w:delText></w:r></w:del><w:ins>{r('must')}</w:ins>", " act."]
    assert body(p(*runs)) == "<p>We must act.</p>"
    assert report(p(*runs)) == ["1 tracked insertion was kept.", "1 tracked deletion was left out."]


def test_a_deleted_paragraph_mark_joins_two_paragraphs():
    mark = "<w:rPr><w:del/></w:rPr>"
    assert body(p("One ", look=mark), p("and two.")) == "<p>One and two.</p>"


def test_moved_text_stands_where_it_was_moved_to():
    moved = f"<w:moveFrom>{r('old place')}</w:moveFrom>"
    assert body(p("A", moved), p(f"<w:moveTo>{r('new place')}</w:moveTo>")) == "<p>A</p>\n<p>new place</p>"


def test_comments_are_left_out_and_counted():
    comment = '<w:commentRangeStart w:id="0"/>{}<w:r><w:commentReference w:id="0"/></w:r>'
    assert body(p("A", comment.format(r("b")), "c")) == "<p>Abc</p>"
    assert report(p("A", comment.format(r("b")), "c")) == ["1 comment was left out."]


def test_a_footnote_of_several_paragraphs_stands_inline():
    foot = notes("footnote", _2=p("<w:r><w:footnoteRef/></w:r>", " First.") + p(r("Second", "<w:i/>"), "."))
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    assert body(p("Text", reference, " goes on."), footnotes=foot) == (
        '<p>Text<span data-footnote="">First.<br><em>Second</em>.</span> goes on.</p>'
    )


def test_an_endnote_stands_inline_too():
    end = notes("endnote", _1=p("The end."))
    assert body(p("Text", '<w:r><w:endnoteReference w:id="1"/></w:r>'), endnotes=end) == (
        '<p>Text<span data-footnote="">The end.</span></p>'
    )


def test_a_note_keeps_its_links():
    foot = notes("footnote", _1=p(field(' HYPERLINK "https://a.example/" ', "a")))
    assert body(p("T", '<w:r><w:footnoteReference w:id="1"/></w:r>'), footnotes=foot) == (
        '<p>T<span data-footnote=""><a href="https://a.example/">a</a></span></p>'
    )


def test_nested_lists_stay_nested_and_keep_their_kind():
    items = [("a", (2, 0)), ("b", (2, 1)), ("c", (1, 2)), ("d", (2, 0))]
    assert body(*(p(text, item=item) for text, item in items)) == (
        "<ol><li><p>a</p><ol><li><p>b</p><ul><li>c</li></ul></li></ol></li><li>d</li></ol>"
    )


def test_a_list_goes_on_counting_after_a_paragraph_and_an_override_starts_anew():
    blocks = [p("a", item=(2, 0)), p("Between."), p("b", item=(2, 0)), p("c", item=(9, 0))]
    assert body(*blocks) == (
        '<ol><li>a</li></ol>\n<p>Between.</p>\n<ol start="2"><li>b</li></ol>\n<ol><li>c</li></ol>'
    )


def test_a_list_style_makes_a_list():
    assert body(p("a", style="lb"), p("b", style="lb")) == "<ul><li>a</li><li>b</li></ul>"


def test_chinese_numbers_become_text_because_no_web_list_shows_them():
    assert body(p("引言", item=(3, 0)), p("结论", item=(3, 0))) == "<p>一、引言</p>\n<p>二、结论</p>"


def test_a_numbered_heading_keeps_its_number():
    blocks = [p("Text one."), p("开端", style="1", item=(4, 0)), p("Text two.")]
    assert body(*blocks) == "<p>Text one.</p>\n<h2>第1章开端</h2>\n<p>Text two.</p>"


def test_headings_begin_at_the_second_level_whatever_the_document_begins_with():
    blocks = [p("Text."), p("A", style="2"), p("B", style="3"), p("C", style="mine"), p("Text.")]
    assert body(*blocks) == "<p>Text.</p>\n<h2>A</h2>\n<h3>B</h3>\n<h2>C</h2>\n<p>Text.</p>"


def test_quotation_styles_make_quotations():
    blocks = [p("He said:"), p("One.", style="q"), p("Two.", style="iq"), p("So.")]
    assert body(*blocks) == "<p>He said:</p>\n<blockquote><p>One.</p><p>Two.</p></blockquote>\n<p>So.</p>"


def test_a_table_keeps_its_head_and_its_merged_cells():
    rows = [
        row(cell("A", look='<w:gridSpan w:val="2"/>'), look="<w:tblHeader/>"),
        row(cell("b", look='<w:vMerge w:val="restart"/>'), cell("c")),
        row(cell(p(), look="<w:vMerge/>"), cell("d", "e")),
    ]
    assert body(table(*rows)) == (
        '<table><thead><tr><th colspan="2">A</th></tr></thead>'
        '<tbody><tr><td rowspan="2">b</td><td>c</td></tr><tr><td>d<br>e</td></tr></tbody></table>'
    )


def test_a_frame_of_one_cell_is_no_table():
    assert body(table(row(cell("In a frame.")))) == "<p>In a frame.</p>"


@pytest.mark.parametrize(
    "box",
    [
        "<w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict>",
        "<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx>"
        "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent>"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>",
    ],
)
def test_the_text_of_a_text_box_follows_its_paragraph_once(box):
    read = word.read(document(p("Before", f"<w:r>{box.format(p('Inside.'))}</w:r>", " after."), p("Next.")))
    assert read.body_html == "<p>Before after.</p>\n<p>Inside.</p>\n<p>Next.</p>"
    assert read.report == ["The text of 1 text box stands after the paragraph it hung on."]


def test_an_emoji_in_a_newer_dialect_is_read_from_its_fallback():
    both = f"<mc:Choice/><mc:Fallback>{t('😊')}</mc:Fallback>"
    run = f"<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r>"
    assert body(p("Hi ", run)) == "<p>Hi 😊</p>"


def test_pictures_and_objects_are_left_out_and_counted():
    picture = '<w:r><w:drawing><a:blip r:embed="x"/></w:drawing></w:r>'
    read = word.read(document(p("A", picture), p("B", "<w:r><w:object/></w:r>")))
    assert read.body_html == "<p>A</p>\n<p>B</p>"
    assert read.report == [
        "1 image was left out: only PNG, JPEG and GIF can be kept, 50 of them and 10 MB.",
        "1 embedded object was left out.",
    ]


def test_a_phonetic_guide_leaves_its_text():
    ruby = f"<w:r><w:ruby><w:rt>{r('hàn')}</w:rt><w:rubyBase>{r('汉')}</w:rubyBase></w:ruby></w:r>"
    assert body(p(ruby, "字")) == "<p>汉字</p>"


def test_a_formula_is_kept_as_its_letters():
    assert body(p("Is ", "<m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath>", " true?")) == "<p>Is E=mc true?</p>"


def test_page_headers_are_left_out_and_counted():
    header = f"<w:hdr {SPACES}>{p('Draft, confidential')}</w:hdr>"
    read = word.read(document(p("Text."), header1=header, rels=relations(("h", "header", "header1.xml"))))
    assert (read.body_html, read.report) == ("<p>Text.</p>", ["1 page header was left out."])


def test_a_table_of_contents_is_left_out_and_struck_text_is_told_of():
    styles = f'<w:styles {SPACES}><w:style w:styleId="T1"><w:name w:val="toc 1"/></w:style></w:styles>'
    read = word.read(document(p("Chapter 1 7", style="T1"), p("A ", r("b", "<w:strike/>")), styles=styles))
    assert (read.body_html, read.report) == (
        "<p>A b</p>",
        [
            "1 line of a table of contents was left out.",
            "1 struck-out passage looks like any other text now.",
        ],
    )


def test_a_bold_heading_is_bold_by_itself():
    assert (
        body(p("Text."), p(r("Head", "<w:b/>"), style="1"), p("End."))
        == "<p>Text.</p>\n<h2>Head</h2>\n<p>End.</p>"
    )


# --- Honest odd files


def test_a_main_part_of_another_name_is_found():
    assert word.read(zipped(parts(p("Found."), name="word/document22.xml"))).body_html == "<p>Found.</p>"


def test_a_main_part_is_found_by_its_content_type_alone():
    entries = parts(p("Found."), name="文/正文.xml")
    del entries["_rels/.rels"]
    assert word.read(zipped(entries)).body_html == "<p>Found.</p>"


def test_a_byte_order_mark_and_utf_16_are_read():
    for encode in (
        lambda x: b"\xef\xbb\xbf" + x.encode(),
        lambda x: x.replace("UTF-8", "UTF-16").encode("utf-16"),
    ):
        entries = {name: encode(text) for name, text in parts(p("有标记。")).items()}
        assert word.read(zipped(entries)).body_html == "<p>有标记。</p>"


def test_strict_documents_are_read():
    strict = {
        name: text.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                           "http://purl.oclc.org/ooxml/wordprocessingml/main")
        .replace("http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/")
        for name, text in parts(p("Head", style="1"), p("Strict."), p("Sub", style="2"), p("End.")).items()
    }  # fmt: skip
    assert word.read(zipped(strict)).body_html == "<p>Strict.</p>\n<h2>Sub</h2>\n<p>End.</p>"


def test_stored_zips_and_other_spellings_of_part_names_are_read():
    assert word.read(zipped(parts(p("Stored.")), zipfile.ZIP_STORED)).body_html == "<p>Stored.</p>"
    shouted = {name.replace("word/", "Word\\"): text for name, text in parts(p("Odd.")).items()}
    assert word.read(zipped(shouted)).body_html == "<p>Odd.</p>"


def test_a_long_document_keeps_every_word_within_the_time():
    words = [f"Paragraph {n} of a very long book on the mortality of the spirit." for n in range(4_000)]
    read = word.read_safely(document(*map(p, words)))
    assert read.body_html == "\n".join(f"<p>{word}</p>" for word in words)
