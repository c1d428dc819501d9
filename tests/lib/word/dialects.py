"""Documents in the dialects of the programs that authors use, with the marks each leaves behind.

Each is (bytes, fields): what must be read, as far as the shape is about it.
"""

from tests.lib.word.builders import HEAD, PACKAGE, R, W, notes, relations, zipped

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:w16du="http://schemas.microsoft.com/office/word/2023/wordml/word16du" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wpsCustomData="http://www.wps.cn/officeDocument/2013/wpsCustomData" '
    'mc:Ignorable="w14 w15 w16du"'
)
Shape = tuple[bytes, dict[str, object]]


def _style(own: str, name: str, more: str = "", kind: str = "paragraph") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{own}"><w:name w:val="{name}"/><w:qFormat/>{more}</w:style>'


def _package(body: str, styles: str = "", *, rels: str = "", **more: str) -> bytes:
    """A package as Word lays it out, with its properties, settings and theme."""
    entries: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>',
        "_rels/.rels": relations(
            ("rId3", "extended-properties", "docProps/app.xml"),
            ("rId1", "officeDocument", "word/document.xml"),
        ),
        "docProps/app.xml": f"{HEAD}<Properties><Template>Normal.dotm</Template></Properties>",
        "word/document.xml": f"{HEAD}<w:document {SPACES}><w:body>{body}<w:sectPr w:rsidR='00A1'><w:pgSz "
        "w:w='11906'/><w:docGrid w:linePitch='312'/></w:sectPr></w:body></w:document>",
        "word/settings.xml": f"{HEAD}<w:settings {SPACES}><w:documentProtection w:edit='readOnly' "
        "w:enforcement='1' w:cryptAlgorithmSid='14' w:hash='x' w:salt='y'/></w:settings>",
    }
    if styles:
        entries["word/styles.xml"] = f"{HEAD}<w:styles {SPACES}>{styles}</w:styles>"
    if rels:
        entries["word/_rels/document.xml.rels"] = rels
    return zipped(entries | {f"word/{name}.xml": text for name, text in more.items()})


# --- Word 365 for Windows: runs cut by revision ids and the proofreader, controls, a text box in two dialects

_BOX = (
    '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr id="1" name="Text Box 1"/>'
    "<a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></wps:wsp>"
    "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
    "<w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
)


def word_365() -> Shape:
    styles = (
        _style("Title", "Title")
        + _style("Heading1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
        + _style("FootnoteReference", "footnote reference", "", "character")
    )
    para = '<w:p w14:paraId="2A{}" w14:textId="77777777" w:rsidR="00C5" w:rsidRDefault="00C5" w:rsidP="00C5">{}</w:p>'
    quote = (
        '<w:r w:rsidRPr="00D1"><w:t xml:space="preserve">“It’s </w:t></w:r><w:proofErr w:type="gramStart"/>'
        '<w:r w:rsidR="00E2"><w:t>a</w:t></w:r><w:proofErr w:type="gramEnd"/><w:r><w:t xml:space="preserve"> '
        "</w:t></w:r><w:bookmarkStart w:id='0' w:name='_Hlk1'/><w:proofErr w:type='spellStart'/><w:r><w:t>tesst</w:t>"
        "</w:r><w:proofErr w:type='spellEnd'/><w:bookmarkEnd w:id='0'/><w:r><w:lastRenderedPageBreak/>"
        "<w:t>,” she said.</w:t></w:r>"
    )
    control = (
        '<w:sdt><w:sdtPr><w:alias w:val="Place"/><w15:color w:val="FF0000"/></w:sdtPr><w:sdtContent>'
        + para.format("03", "<w:r><w:t>In a control.</w:t></w:r>")
        + "</w:sdtContent></w:sdt>"
    )
    boxed = (
        "<w:r><w:t>Beside</w:t></w:r><w:r>"
        + _BOX.format("<w:p><w:r><w:t>Boxed.</w:t></w:r></w:p>")
        + "</w:r>"
    )
    body = (
        para.format("00", '<w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>A Test of Runs</w:t></w:r>')
        + para.format("01", quote)
        + control
        + para.format("04", '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Next</w:t></w:r>')
        + para.format("05", boxed)
    )
    return _package(body, styles), {
        "title": "A Test of Runs",
        "body_html": "<p>“It’s a tesst,” she said.</p>\n<p>In a control.</p>\n<h2>Next</h2>\n<p>Beside</p>\n"
        "<p>Boxed.</p>",
        "report": ["The text of 1 text box stands after the paragraph it hung on."],
    }


# --- Word for Mac: smart tags, field codes in pieces, a citation manager, East Asian hints


def word_for_mac() -> Shape:
    cite = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:fldData xml:space="preserve">PEVuZE5vdGU+</w:fldData></w:fldChar>'
        '</w:r><w:r><w:instrText xml:space="preserve"> ADDIN EN</w:instrText></w:r><w:r><w:instrText '
        'xml:space="preserve">.CITE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>'
        ' ADDIN EN.CITE.DATA </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:fldChar '
        'w:fldCharType="separate"/></w:r><w:r><w:t>(Doe, 2019)</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    zotero = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> ADDIN ZOTERO_ITEM CSL_CITATION '
        '{"citationID":"x"}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>[3]</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    tag = '<w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="City"><w:r><w:t>Sampleton</w:t></w:r></w:smartTag>'
    body = (
        f'<w:p><w:r><w:t xml:space="preserve">As shown </w:t></w:r>{cite}<w:r><w:t xml:space="preserve"> in </w:t></w:r>'
        f"{tag}<w:r><w:t>.</w:t></w:r>{zotero}</w:p>"
        '<w:p><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t>见“样本”</w:t></w:r><w:r><w:rPr><w:rFonts '
        'w:ascii="Times"/></w:rPr><w:t xml:space="preserve"> 10\xa0km\u202f%</w:t></w:r></w:p>'
    )
    return _package(body), {
        "title": "",
        "body_html": "<p>As shown (Doe, 2019) in Sampleton.[3]</p>\n<p>见“样本” 10\xa0km\u202f%</p>",
        "report": ["3 fields of a citation manager are plain text now."],
    }


# --- Google Docs: everything said in every run, right-to-left denied, no settings to speak of


def google_docs() -> Shape:
    look = (
        '<w:rPr><w:rFonts w:ascii="Arial" w:eastAsia="Arial" w:hint="eastAsia"/><w:b w:val="{0}"/><w:i w:val="{1}"/>'
        '<w:strike w:val="0"/><w:sz w:val="22"/><w:vertAlign w:val="baseline"/><w:rtl w:val="0"/></w:rPr>'
    )
    run = '<w:r w:rsidDel="00000000" w:rsidR="00000000" w:rsidRPr="00000000">{}<w:t xml:space="preserve">{}</w:t></w:r>'
    para = '<w:p w:rsidR="00000000" w:rsidDel="00000000" w:rsidP="00000000"><w:pPr>{}<w:rPr/></w:pPr>{}</w:p>'
    plain, bold, slant = look.format(0, 0), look.format(1, 0), look.format(0, 1)
    body = (
        para.format('<w:pStyle w:val="Title"/>', run.format(plain, "A Shared Draft"))
        + para.format('<w:pStyle w:val="Subtitle"/>', run.format(plain, "By Ann Example"))
        + para.format("", run.format(plain, "Some ") + run.format(bold, "bold") + run.format(plain, " and ")
                      + run.format(slant, "slanted") + run.format(plain, " words."))
        + para.format("", run.format(plain, ""))
        + para.format('<w:pStyle w:val="Heading2"/>', run.format(plain, "A part"))
        + para.format('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>', run.format(plain, "one"))
        + para.format('<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>', run.format(plain, "two"))
    )  # fmt: skip
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl>'
        for n in (0, 1)
    )
    numbering = (
        f'{HEAD}<w:numbering {SPACES}><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    return _package(body, numbering=numbering), {
        "title": "A Shared Draft",
        "authors": ["Ann Example"],
        "body_html": "<p>Some <strong>bold</strong> and <em>slanted</em> words.</p>\n<h2>A part</h2>\n"
        "<ul><li><p>one</p><ul><li>two</li></ul></li></ul>",
        "report": [],
    }


# --- WPS: Chinese names of styles, numbers for their ids, data of its own beside the text


def wps() -> Shape:
    styles = (
        _style("1", "正文")
        + _style("2", "标题 1", '<w:basedOn w:val="1"/>')
        + _style("3", "标题", '<w:basedOn w:val="1"/><w:pPr><w:jc w:val="center"/></w:pPr>')
        + _style("4", "副标题", '<w:basedOn w:val="1"/>')
        + _style("5", "引用")
    )
    para = '<w:p><w:pPr>{}<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="宋体" w:eastAsia="宋体"/></w:rPr></w:pPr>{}</w:p>'
    run = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr><w:t>{}</w:t></w:r>'
    body = (
        para.format('<w:pStyle w:val="3"/>', run.format("论样本"))
        + para.format('<w:jc w:val="center"/>', run.format("王小明"))
        + para.format(
            '<w:ind w:firstLine="420" w:firstLineChars="200"/>', run.format("　　第一段，有“引号”。")
        )
        + para.format('<w:pStyle w:val="2"/>', run.format("第一节"))
        + para.format("", run.format("第一行") + "<w:r><w:cr/></w:r>" + run.format("第二行"))
        + para.format('<w:pStyle w:val="5"/>', run.format("引文。"))
    )
    custom = f'{HEAD}<wpsCustomData:root xmlns:wpsCustomData="http://www.wps.cn/officeDocument/2013/wpsCustomData"/>'
    return _package(body, styles, wpsCustomData=custom), {
        "title": "论样本",
        "authors": ["王小明"],
        "language": "zh-hans",
        "body_html": "<p>　　第一段，有“引号”。</p>\n<h2>第一节</h2>\n<p>第一行<br>第二行</p>\n"
        "<blockquote><p>引文。</p></blockquote>",
        "report": ["1 paragraph begins with typed spaces; a page needs none."],
    }


# --- Review in full: insertions, deletions, moves, changed formats, paragraph marks, rows, comments


def reviewed() -> Shape:
    mark = 'w:id="{}" w:author="Ann Example" w:date="2026-01-02T03:04:05Z"'
    a = mark.format(1)
    t = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    gone = "<w:r><w:delText xml:space='preserve'>{}</w:delText></w:r>"
    body = (
        f"<w:p>{t.format('We ')}<w:del {a}>{gone.format('may')}</w:del><w:ins {a}>{t.format('must')}<w:del {a}>"
        f"{gone.format(' not')}</w:del></w:ins>{t.format(' act.')}</w:p>"
        f"<w:p><w:pPr><w:rPr><w:ins {a}/></w:rPr><w:pPrChange {a}><w:pPr><w:pStyle w:val='Heading1'/></w:pPr>"
        f"</w:pPrChange></w:pPr><w:r><w:rPr><w:b/><w:rPrChange {a}><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr>"
        f"<w:t>Bold now</w:t></w:r>{t.format(', slanted once.')}</w:p>"
        f"<w:p><w:moveFromRangeStart {a} w:name='m'/><w:moveFrom {a}>{gone.format('Moved.')}</w:moveFrom>"
        f"<w:moveFromRangeEnd w:id='1'/>{t.format('Stays.')}</w:p>"
        f"<w:p><w:moveToRangeStart {a} w:name='m'/><w:moveTo {a}>{t.format('Moved.')}</w:moveTo>"
        f"<w:moveToRangeEnd w:id='1'/></w:p>"
        f"<w:p><w:commentRangeStart w:id='5'/>{t.format('Noted')}<w:commentRangeEnd w:id='5'/><w:r><w:rPr><w:rStyle "
        f"w:val='CommentReference'/></w:rPr><w:commentReference w:id='5'/></w:r>{t.format('.')}</w:p>"
        f"<w:tbl><w:tr>{'<w:tc>' + '<w:p>' + t.format('kept') + '</w:p></w:tc>'}<w:tc><w:p/></w:tc></w:tr>"
        f"<w:tr><w:trPr><w:del {a}/></w:trPr><w:tc><w:p><w:del {a}>{gone.format('row')}</w:del></w:p></w:tc></w:tr>"
        "</w:tbl>"
    )
    return _package(body), {
        "body_html": "<p>We must act.</p>\n<p><strong>Bold now</strong>, slanted once.</p>\n<p>Stays.</p>\n"
        "<p>Moved.</p>\n<p>Noted.</p>\n<table><tbody><tr><td>kept</td><td></td></tr></tbody></table>",
        "report": [
            "2 tracked insertions were kept.",
            "4 tracked deletions were left out.",
            "1 comment was left out.",
        ],
    }


# --- Notes with several paragraphs, marks of their own, and notes nobody refers to


def annotated() -> Shape:
    ref = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:{}Reference w:id="{}"/></w:r>'
    own = '<w:r><w:footnoteReference w:id="3" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    text = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    first = (
        '<w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:footnoteRef/></w:r><w:r><w:t '
        'xml:space="preserve"> First of it.</w:t></w:r></w:p>'
        + text.format("Second.")
        + text.format("第三段。")
    )
    foot = notes(
        "footnote", _0=text.format(""), _2=first, _3=text.format("Thanks."), _4=text.format("Unused.")
    )
    end = notes("endnote", _2=text.format("At the end.") + text.format("Truly."))
    body = (
        f"<w:p><w:r><w:t>Text</w:t></w:r>{ref.format('footnote', 2)}<w:r><w:t>,</w:t></w:r>"
        f"{ref.format('endnote', 2)}<w:r><w:t xml:space='preserve"
        f"'> and more</w:t></w:r>{own}<w:r><w:t>.</w:t></w:r></w:p>"
    )
    return _package(body, footnotes=foot, endnotes=end), {
        "body_html": '<p>Text<span data-footnote="">First of it.<br>Second.<br>第三段。</span>,'
        '<span data-footnote="">At the end.<br>Truly.</span> and more<span data-footnote="">Thanks.</span>.</p>',
        "report": [],
    }


# --- Headings by outline level alone, sections, columns, a drop cap, hidden words by style


def laid_out() -> Shape:
    styles = _style("Secret", "Secret", "<w:rPr><w:vanish/></w:rPr>", "character")
    t = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        f"<w:p>{t.format('Opening words.')}</w:p>"
        f"<w:p><w:pPr><w:outlineLvl w:val='1'/></w:pPr>{t.format('By level')}</w:p>"
        f"<w:p><w:pPr><w:framePr w:dropCap='drop' w:lines='3'/></w:pPr>{t.format('O')}</w:p>"
        f"<w:p>{t.format('nce upon a time.')}</w:p>"
        f"<w:p><w:pPr><w:sectPr><w:type w:val='continuous'/><w:cols w:num='2'/></w:sectPr></w:pPr>"
        f"{t.format('In columns.')}</w:p>"
        f"<w:p>{t.format('Seen')}<w:r><w:rPr><w:rStyle w:val='Secret'/></w:rPr><w:t>unseen</w:t></w:r>"
        f"{t.format('.')}</w:p><w:p><w:r><w:br w:type='column'/></w:r>{t.format('End.')}</w:p>"
    )
    return _package(body, styles), {
        "body_html": "<p>Opening words.</p>\n<h2>By level</h2>\n<p>Once upon a time.</p>\n<p>In columns.</p>\n"
        "<p>Seen.</p>\n<p>End.</p>",
        "report": ["1 hidden passage was left out."],
    }


SHAPES = {
    shape.__name__: shape
    for shape in (word_365, word_for_mac, google_docs, wps, reviewed, annotated, laid_out)
}
