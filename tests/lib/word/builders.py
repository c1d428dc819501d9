"""Small builders of real OOXML: a Word file is a zip of the few parts that a test is about."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

STYLES = (
    f"{HEAD}<w:styles {SPACES}>"
    + "".join(
        f'<w:style w:type="{kind}" w:styleId="{own}"><w:name w:val="{name}"/>{more}</w:style>'
        for kind, own, name, more in [
            ("paragraph", "a0", "Title", '<w:pPr><w:jc w:val="center"/></w:pPr>'),
            ("paragraph", "1", "heading 1", ""),
            ("paragraph", "2", "heading 2", ""),
            ("paragraph", "3", "heading 3", ""),
            ("paragraph", "mine", "My Heading", '<w:basedOn w:val="2"/>'),
            ("paragraph", "q", "Quote", ""),
            ("paragraph", "iq", "Intense Quote", ""),
            ("paragraph", "st", "Subtitle", ""),
            ("paragraph", "lb", "List Bullet", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'),
            ("character", "em", "Emphasis", "<w:rPr><w:i/></w:rPr>"),
        ]
    )
    + "</w:styles>"
)
LEVELS = {
    "1": [("bullet", "•")] * 3,
    "2": [("decimal", "%1."), ("lowerLetter", "%2)"), ("lowerRoman", "%3.")],
    "3": [("chineseCounting", "%1、")],
    "4": [("decimal", "第%1章")],
}
NUMBERING = (
    f"{HEAD}<w:numbering {SPACES}>"
    + "".join(
        f'<w:abstractNum w:abstractNumId="{n}">'
        + "".join(
            f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:suff w:val="nothing"/>'
            f'<w:lvlText w:val="{label}"/></w:lvl>'
            for i, (kind, label) in enumerate(levels)
        )
        + "</w:abstractNum>"
        for n, levels in LEVELS.items()
    )
    + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in LEVELS)
    + '<w:num w:numId="9"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>'
)


def t(text: str) -> str:
    return f'<w:t xml:space="preserve">{text}</w:t>'


def r(text: str, look: str = "") -> str:
    """A run; `look` is the inside of its w:rPr; text that is markup stays so."""
    return f"<w:r><w:rPr>{look}</w:rPr>{text if text.startswith('<') else t(text)}</w:r>"


def p(*runs: str, style: str = "", look: str = "", item: tuple[int, int] | None = None) -> str:
    own = f'<w:pStyle w:val="{style}"/>' if style else ""
    own += f'<w:numPr><w:ilvl w:val="{item[1]}"/><w:numId w:val="{item[0]}"/></w:numPr>' if item else ""
    return f"<w:p><w:pPr>{own}{look}</w:pPr>{''.join(x if x.startswith('<') else r(x) for x in runs)}</w:p>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def row(*cells: str, look: str = "") -> str:
    return f"<w:tr><w:trPr>{look}</w:trPr>{''.join(cells)}</w:tr>"


def cell(*blocks: str, look: str = "") -> str:
    written = "".join(block if block.startswith("<") else p(block) for block in blocks)
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{written}</w:tc>"


def field(code: str, *shown: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    instr = f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
    result = "".join(x if x.startswith("<") else r(x) for x in shown)
    return mark.format("begin") + instr + mark.format("separate") + result + mark.format("end")


def notes(kind: str, **bodies: str) -> str:
    inner = "".join(f'<w:{kind} w:id="{name[1:]}">{body}</w:{kind}>' for name, body in bodies.items())
    return f"{HEAD}<w:{kind}s {SPACES}>{inner}</w:{kind}s>"


def relations(*triples: tuple[str, str, str]) -> str:
    """Relations as (id, kind, target); a target with a scheme is external."""
    inner = "".join(
        f'<Relationship Id="{own}" Type="{R}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if ":" in target else "/>")
        for own, kind, target in triples
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def main(*blocks: str) -> str:
    return f"{HEAD}<w:document {SPACES}><w:body>{''.join(blocks)}<w:sectPr/></w:body></w:document>"


def parts(*blocks: str, name: str = "word/document.xml", **more: str | bytes) -> dict[str, str | bytes]:
    """The parts of a file by name; those in `more` by their last word, `rels` being the main part's."""
    folder, _, base = name.rpartition("/")
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        f'<Override PartName="/{name}" ContentType="{MAIN}"/></Types>',
        "_rels/.rels": relations(("rId1", "officeDocument", name)),
        name: main(*blocks),
        f"{folder}/styles.xml": STYLES,
        f"{folder}/numbering.xml": NUMBERING,
    }
    for word, text in more.items():
        found[f"{folder}/_rels/{base}.rels" if word == "rels" else f"{folder}/{word}.xml"] = text
    return found


def zipped(entries: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    return out.getvalue()


def document(*blocks: str, **more: str | bytes) -> bytes:
    """A Word file of these blocks."""
    return zipped(parts(*blocks, **more))
