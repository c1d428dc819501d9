"""What of an answer would run in a browser, as browsers parse it (lexbor; not the sanitiser's own parser)."""

import csv
import io
import json
import re
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree import ElementTree as ET

import bibtexparser
import rispy
from selectolax.lexbor import LexborHTMLParser, LexborNode

# Attributes whose value a browser follows, loads or runs.
ADDRESSED = {
    *("href", "src", "action", "formaction", "poster", "data", "cite", "background", "srcset", "ping"),
    *("xlink:href", "longdesc", "manifest", "codebase", "classid", "profile", "usemap", "to", "values"),
    *("srcdoc", "style", "dynsrc", "lowsrc", "archive", "imagesrcset"),
}
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
# Only a link may lead away from the site; nothing may be loaded from elsewhere or sent there.
LEADING = {"a", "blockquote", "q"}
AWAY = ("//", "/\\", "\\")
CONTROLS = "".join(map(chr, range(33)))
OWN = ("http://testserver/", "http://127.0.0.1", "http://localhost")
# What a cleaned text may bring; everything else must stand on the page when its texts are harmless.
PROSE = {
    *("a", "b", "p", "br", "hr", "em", "strong", "sub", "sup", "span", "ul", "ol", "li", "h2", "h3", "h4"),
    *("figure", "figcaption", "blockquote", "table", "caption", "thead", "tbody", "tr", "td", "th"),
}
PROSE_ATTRIBUTES = {
    "",
    "href",
    "id",
    "role",
    "aria-label",
    "class",
    "start",
    "colspan",
    "rowspan",
    "scope",
    "rel",
}
# Which language a text is in, pages guess from its characters; a box says whether it was refused, and why.
TOLD = {"lang", "aria-invalid", "aria-describedby"}
KINDS = (
    "text/calendar",
    "text/html",
    "application/atom+xml",
    "application/xml",
    "text/plain",
    "application/json",
    "text/javascript",
)


# How many texts a file of references holds, by a parser that is not ours.
CITED = {
    "application/x-bibtex": lambda body: len(bibtexparser.parse_string(body).entries),
    "application/x-research-info-systems": lambda body: len(rispy.loads(body)),
    "application/vnd.citationstyles.csl+json": lambda body: len(json.loads(body)),
}


@dataclass
class Page:
    """A page as a browser has it: which elements, with which attributes, how often."""

    text: str
    found: list[str] = field(default_factory=list)

    @cached_property
    def nodes(self) -> list[tuple[str, dict[str, str | None], LexborNode]]:
        root = LexborHTMLParser(self.text).root
        elements = root.traverse(include_text=False) if root else []
        return [(node.tag, node.attributes, node) for node in elements if not node.tag.startswith("-")]

    @cached_property
    def shapes(self) -> Counter[tuple[str, str]]:
        """Each element with each of its attributes."""
        pairs = [(tag, name) for tag, attributes, _node in self.nodes for name in ("", *attributes)]
        return Counter(pairs)

    @property
    def live(self) -> list[str]:
        """Names each thing that would run, load or send."""
        faults = []
        for tag, attributes, node in self.nodes:
            faults += [f"{tag} {name}" for name in attributes if name.lower().startswith("on")]
            faults += [
                f"{tag} {name}={value!r:.80}"
                for name, value in attributes.items()
                if name.lower() in ADDRESSED and not _harmless(tag, name, value or "")
            ]
            if tag == "script" and not _is_known(attributes, node.text()):
                faults.append(f"script {node.text()!r:.80}")
            if tag == "meta" and (attributes.get("http-equiv") or "").lower() == "refresh":
                faults.append("meta refresh")
        return faults

    def strangers(self, harmless: "Page") -> list[str]:
        """Elements and attributes that the same page lacks when every text is harmless."""
        added = set(self.shapes) - set(harmless.shapes)
        return sorted(
            f"{tag} {name}".strip()
            for tag, name in added
            if name not in TOLD and (tag not in PROSE or name not in PROSE_ATTRIBUTES)
        )


def _harmless(tag: str, name: str, value: str) -> bool:
    # As the URL standard reads it: no controls or spaces before, no tabs or line ends anywhere.
    address = re.sub(r"[\t\r\n]", "", value).lstrip(CONTROLS).lower()
    if name in ("srcdoc", "style"):
        return False
    scheme = SCHEME.match(address)
    if scheme and scheme[1] not in ("http", "https", "mailto"):
        return False
    away = address.startswith(AWAY) or (scheme and not address.startswith(OWN))
    return not away or tag in LEADING


def _is_known(attributes: dict[str, str | None], text: str) -> bool:
    if source := attributes.get("src"):
        return source.startswith(("/static/", "/admin/jsi18n/"))
    if attributes.get("type") not in ("application/ld+json", "application/json"):
        return False
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def answers(client, paths):
    """What each address answers at last: its page, or that it leads to another address of these."""
    known = set(paths)
    return {path: _ask(client, path, known) for path in paths}


def _ask(client, path, known):
    answer = client.get(path)
    for _step in range(5):
        to = answer.headers.get("Location")
        if not to or to in known:
            break
        answer = client.get(to)
    if answer.streaming:
        answer.getvalue()  # a file that is not read to its end stays open
    return answer


def found_faults(client, harmless):
    """What is wrong with the answer of each of these addresses, if it does not lead where it led before."""
    found = {
        path: faults(_ask(client, path, {plain.headers.get("Location")}), plain)
        for path, plain in harmless.items()
    }
    return {path: wrong for path, wrong in found.items() if wrong}


def differing(answers):
    """Without what answers "not found" in the very bytes of another address: that is one page."""
    absent = {answer.content: path for path, answer in answers.items() if answer.status_code == 404}
    return {
        path: answer
        for path, answer in answers.items()
        if answer.status_code != 404 or absent[answer.content] == path
    }


def faults(answer, harmless=None) -> list[str]:
    """Everything wrong with one answer, beside the answer of the same address in a harmless world."""
    kind = answer.headers.get("Content-Type", "text/plain").partition(";")[0]
    found = _headers(answer, harmless)
    if kind == "application/octet-stream" or kind in CITED:
        return found + (_cited(answer, kind) if kind in CITED else _file(answer))
    if kind in TABLES:
        return found + _file(answer) + TABLES[kind](answer.getvalue())
    if kind in ("image/jpeg", "image/png"):
        return found  # pixels that we encoded, under nosniff
    body = answer.getvalue().decode()
    if kind not in KINDS:
        return [*found, f"an answer of another kind: {kind}"]
    if answer.status_code >= 500:
        found.append(f"status {answer.status_code}")
    if kind == "text/html":
        page = Page(body)
        found += page.live
        found += page.strangers(_parsed(harmless)) if harmless else []
    elif kind.endswith("xml") and body:
        found += _xml(body, Page(_markup(harmless.getvalue().decode())) if harmless else OWN_NOTES)
    else:
        found += _plain(kind, body, harmless)
    return found


def _parsed(harmless):
    """The harmless page, which many answers may be held against, read once."""
    if not hasattr(harmless, "parsed"):
        harmless.parsed = Page(harmless.getvalue().decode())
    return harmless.parsed


def _plain(kind, body, harmless):
    if kind == "application/json":
        json.loads(body)
    return _calendar(body, harmless.getvalue().decode()) if kind == "text/calendar" and harmless else []


def _calendar(body, harmless):
    """No text begins a line: the properties are those of the harmless calendar, in their order."""
    said, plain = (
        [line.partition(":")[0] for line in text.replace("\r\n ", "").split("\r\n")]
        for text in (body, harmless)
    )
    return [] if said == plain and "\n" not in body.replace("\r\n", "") else ["a text became a property"]


def _file(answer) -> list[str]:
    """A stranger's file is handed over, never opened here (X5)."""
    expected = {
        "Content-Disposition": answer.headers["Content-Disposition"].startswith("attachment; filename"),
        "X-Content-Type-Options": answer.headers["X-Content-Type-Options"] == "nosniff",
        "Content-Security-Policy": "sandbox" in answer.headers["Content-Security-Policy"],
    }
    return [f"a file without its {name}" for name, right in expected.items() if not right]


def _csv(data) -> list[str]:
    """Whatever a text says, it makes no formula and no further cell (X7)."""
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    found = ["a formula" for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    return found + ["a cell too many" for row in rows if len(row) != len(head)]


def _xlsx(data) -> list[str]:
    """The same, of a file of Excel: texts are texts there, and links lead nowhere."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    parts = [ET.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")]
    tags = {each.tag.rpartition("}")[2] for part in parts for each in part.iter()}
    return sorted(tags & {"f", "hyperlink", "hyperlinks", "externalReferences"})


TABLES = {
    "text/csv": _csv,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _xlsx,
}


def _cited(answer, kind) -> list[str]:
    """A file of references is handed over too, and holds one text whatever that says."""
    count = CITED[kind](answer.getvalue().decode())
    handed = answer.headers["Content-Disposition"].startswith("attachment; filename")
    return [] if (count, handed) == (1, True) else [f"{count} texts cited where one is"]


def _headers(answer, harmless) -> list[str]:
    found = [f"header {name}" for name, value in answer.headers.items() if re.search(r"[\r\n\x00]", value)]
    location = answer.headers.get("Location", "/")
    if not location.startswith(OWN) and (SCHEME.match(location.lower()) or location.startswith(AWAY)):
        found.append(f"leads to {location}")
    if "live" in answer.cookies:
        found.append("a cookie of a stranger")
    names = set(answer.headers) - set(harmless.headers if harmless else answer.headers)
    return found + [f"header {name}" for name in sorted(names - {"Location"})]


# What a rendered text brings besides its own elements.
OWN_NOTES = Page("<html><head></head><body><section class=notes role=doc-endnotes></section>")


def _markup(feed: str) -> str:
    """All that a feed says in HTML, as one text."""
    return "".join(each.text or "" for each in ET.fromstring(feed).iter() if each.get("type") == "html")


def _xml(body: str, harmless: Page) -> list[str]:
    if "<!DOCTYPE" in body or "<!ENTITY" in body:
        return ["a document type"]
    found = []
    for element in ET.fromstring(body).iter():
        name = element.tag.partition("}")[2]
        found += [f"{name} {key}" for key in element.attrib if key.lower().startswith("on")]
        found += [] if _harmless("a", "href", element.get("href", "")) else [f"{name} href"]
        if element.get("type") == "html":
            page = Page(element.text or "")
            found += page.live + page.strangers(harmless)
    return found
