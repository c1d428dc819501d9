"""What only an office program writes, drawn up as flat OpenDocument text for LibreOffice."""

from typing import Any

from tests.lib.word.corpus.flat import wrapped

_CHANGES = (
    "<text:tracked-changes>"
    '<text:changed-region text:id="c1"><text:insertion><office:change-info><dc:creator>Ann Example</dc:creator>'
    "<dc:date>2026-01-02T03:04:05</dc:date></office:change-info></text:insertion></text:changed-region>"
    '<text:changed-region text:id="c2"><text:deletion><office:change-info><dc:creator>Ann Example</dc:creator>'
    "<dc:date>2026-01-02T03:04:05</dc:date></office:change-info><text:p>may</text:p></text:deletion>"
    "</text:changed-region></text:tracked-changes>"
)
_NOTE = (
    '<text:note text:note-class="{}"><text:note-citation>{}</text:note-citation><text:note-body>{}'
    "</text:note-body></text:note>"
)

TRACKED = wrapped(
    '<text:p>We <text:change text:change-id="c2"/><text:change-start text:change-id="c1"/>must'
    '<text:change-end text:change-id="c1"/> act<office:annotation><dc:creator>Ann Example</dc:creator>'
    "<dc:date>2026-01-02T03:04:05</dc:date><text:p>Really?</text:p></office:annotation> now.</text:p>"
    "<text:p>So it stands.</text:p>",
    before=_CHANGES,
)
NOTES = wrapped(
    "<text:p>One"
    + _NOTE.format("footnote", 1, "<text:p>First.</text:p><text:p>Second.</text:p><text:p>Third.</text:p>")
    + ", two"
    + _NOTE.format("endnote", "i", "<text:p>The end.</text:p><text:p>Truly.</text:p>")
    + ", three"
    + _NOTE.format("footnote", 2, '<text:p>注<text:span text:style-name="em">斜</text:span>。</text:p>')
    + ".</text:p><text:p>The last.</text:p>"
)
LAYOUT = wrapped(
    '<text:p>Before<draw:frame text:anchor-type="paragraph" svg:width="5cm" svg:height="2cm"><draw:text-box>'
    "<text:p>Inside the box.</text:p></draw:text-box></draw:frame> and after.</text:p>"
    '<text:section text:name="S" text:style-name="two"><text:p>In two columns.</text:p></text:section>'
    "<text:p><text:ruby><text:ruby-base>汉</text:ruby-base><text:ruby-text>hàn</text:ruby-text></text:ruby>字 has"
    ' a reading.</text:p><text:p>Seen<text:span text:style-name="hidden">unseen</text:span>, '
    '<text:span text:style-name="struck">struck</text:span>.</text:p>'
    "<text:p>A<text:tab/>tab<text:s text:c=\"3\"/>and spaces.</text:p>",
    styles='<style:style style:name="two" style:family="section"><style:section-properties>'
    '<style:columns fo:column-count="2"/></style:section-properties></style:style>',
)  # fmt: skip

SPECIAL: dict[str, dict[str, Any]] = {
    "tracked": {
        "flat": TRACKED,
        "kinds": ["docx", "odt"],
        "body": "<p>We must act now.</p>\n<p>So it stands.</p>",
        "fields": {
            "language": "en",
            "report": [
                "1 tracked insertion was kept.",
                "1 tracked deletion was left out.",
                "1 comment was left out.",
            ],
        },
    },
    "notes": {
        "flat": NOTES,
        "kinds": ["docx", "odt"],
        "body": '<p>One<span data-footnote="">First.<br>Second.<br>Third.</span>, two<span data-footnote="">The '
        'end.<br>Truly.</span>, three<span data-footnote="">注<em>斜</em>。</span>.</p>\n<p>The last.</p>',
        "fields": {"language": "en"},
    },
    "layout": {
        "flat": LAYOUT,
        "kinds": ["docx", "odt"],
        "body": "<p>Before and after.</p>\n<p>Inside the box.</p>\n<p>In two columns.</p>\n<p>汉字 has a reading.</p>\n"
        "<p>Seen, struck.</p>\n<p>A tab   and spaces.</p>",
        "fields": {
            "language": "en",
            "report": [
                "The text of 1 text box stands after the paragraph it hung on.",
                "1 phonetic guide was left out; its text was kept.",
                "1 struck-out passage looks like any other text now.",
                "1 hidden passage was left out.",
            ],
        },
    },
}
