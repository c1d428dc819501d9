"""Other files than Word's: the content decides, and the text comes as it is."""

import pytest

from responses.lib import word
from tests.lib.word.builders import document, p, zipped

CHINESE = "论样本\n\n作者：王小明\n\n第一段，有“引号”和—破折号。\n\n第二段。"
HTML = "<p>第一段，有“引号”和—破折号。</p>\n<p>第二段。</p>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_plain_text_is_read_in_its_encoding(encoding):
    found = word.read(CHINESE.replace("\n", "\r\n").encode(encoding))
    assert (found.title, found.authors, found.language) == ("论样本", ["王小明"], "zh-hans")
    assert found.body_html == HTML


def test_line_ends_are_paragraphs_where_no_line_is_empty_and_breaks_where_some_are():
    assert word.read(b"First.\nSecond.").body_html == "<p>First.</p>\n<p>Second.</p>"
    assert (
        word.read(b"Roses\nare red.\n\nSo it is.").body_html == "<p>Roses<br>are red.</p>\n<p>So it is.</p>"
    )


def test_lines_that_a_program_wrapped_are_joined():
    line = "This line was broken by a mail program at some column near here"
    text = f"{line}\n{line}\nand ends.\n\n{line}\nbut goes on."
    assert word.read(text.encode()).body_html == f"<p>{line} {line} and ends.</p>\n<p>{line} but goes on.</p>"


@pytest.mark.parametrize(
    "data", [b"caf\xe9 \xfc\xdf", b"\xff\xd8\xff\xe0\0\x10JFIF", b"GIF89a\1\0\1\0", b"a\x1bb\x08"]
)
def test_what_is_no_text_is_refused(data):
    with pytest.raises(word.Refused) as refusal:
        word.read(data)
    assert refusal.value.code == "kind"


PAGE = (
    "<html><head><meta http-equiv=Content-Type content='text/html; charset={}'><title>x</title></head><body>"
    "<p class=MsoTitle>样本之桥</p><p class=MsoNormal>作者：王小明</p><p class=MsoNormal>正文<b>粗体</b>，<a "
    'href="https://a.example/?x=1&amp;y=2">链接</a>。<a href="#_ftn1" name="_ftnref1">[1]</a></p>'
    "<ul><li>一</li></ul><img src='http://127.0.0.1:9/x.png'><div id=ftn1><p class=MsoFootnoteText>"
    "<a href='#_ftnref1' name='_ftn1'>[1]</a> 注。</p></div></body></html>"
)


@pytest.mark.parametrize(
    ("said", "encoding"), [("gb2312", "gb18030"), ("utf-8", "utf-8"), ("unicode", "utf-16")]
)
def test_a_filtered_page_of_word_is_read(said, encoding):
    found = word.read(PAGE.replace("{}", said).encode(encoding))
    assert (found.title, found.authors, found.language) == ("样本之桥", ["王小明"], "zh-hans")
    assert found.body_html == (
        '<p>正文<strong>粗体</strong>，<a href="https://a.example/?x=1&amp;y=2">链接</a>。<span data-footnote="">注。</span></p>\n'
        "<ul><li>一</li></ul>"
    )
    assert found.findings == {"images": 1}


def test_a_text_that_calls_itself_a_word_file_is_refused_and_a_word_file_by_another_name_is_read():
    with pytest.raises(word.Refused) as refusal:
        word.read_safely(b"Only words.", name="essay.DOCX")
    assert refusal.value.code == "kind"
    assert word.read(document(p("Words.")), name="essay.txt").body_html == "<p>Words.</p>"


def opendocument(content, **more):
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content} | more)


def test_an_opendocument_with_a_password_macros_or_entities_is_refused():
    locked = opendocument("<a/>", **{"META-INF/manifest.xml": "<m><encryption-data/></m>"})
    macros = opendocument("<a/>", **{"Basic/Standard/x.xml": "<a/>"})
    entity = opendocument('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')
    codes = []
    for data in (locked, macros, entity):
        with pytest.raises(word.Refused) as refusal:
            word.read(data)
        codes.append(refusal.value.code)
    assert codes == ["locked", "macros", "doctype"]
