"""Script vectors by combination, judged by a parser that is not the sanitiser's own."""

import html
from collections.abc import Iterator
from itertools import product

import lxml.html
import pytest

from responses.lib.prose import clean, from_numbered, render

TAGS = {
    "p": {"lang", "id"},
    "a": {"href"},
    "span": {"lang", "data-footnote"},
    "ol": {"lang", "start"},
    "th": {"lang", "scope", "colspan", "rowspan"},
    "td": {"lang", "colspan", "rowspan"},
}
TAGS |= {name: {"lang"} for name in ("h2", "h3", "h4", "blockquote", "ul", "li", "table", "caption")}
TAGS |= {name: {"lang"} for name in ("thead", "tbody", "tr")}
TAGS |= {name: set() for name in ("em", "strong", "sub", "sup", "br", "hr")}

CARRIERS = (
    "img",
    "svg",
    "math",
    "iframe",
    "object",
    "embed",
    "video",
    "details",
    "body",
    "form",
    "input",
    "p",
    "a",
)
CARRIERS += ("span", "td", "style", "base", "link", "meta", "x-y", "marquee", "template", "title", "noscript")
HANDLERS = ("onerror", "onload", "onclick", "ONFOCUS", "onpointerover", "on\x00click", "onbegin")
SHAPES = (
    "<{tag} {on}=alert(1)>x</{tag}>",
    "<{tag}/{on}='alert(1)'src=x>",
    '<{tag} x="><{tag} {on}=alert(1)>',
    "<{tag}\n{on}\t=\n`alert(1)` autofocus>",
    "<<{tag} {on}=alert(1)//",
    "<{tag} lang='\"{on}=alert(1) ' {on}=alert(1)>",
)
ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " \x01javascript:alert(1)",
    "java\tscript:alert(1)",
    "java&#10;script:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A&#x61vascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript\u200b:alert(1)",
    "vbscript:x",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "//evil.example",
    "\\\\evil.example",
    "blob:x",
    "file:///etc/passwd",
    "https:javascript:alert(1)",
    "feed:javascript:alert(1)",
    "view-source:x",
    'http://x" onclick="alert(1)',
    "http://x' onclick='alert(1)",
    "http://x><script>alert(1)</script>",
)
HOLDERS = (
    '<a href="{}">x</a>',
    "<a href='{}'>x</a>",
    "<a href={}>x</a>",
    '<p><img src="{}"></p>',
    '<svg><a xlink:href="{}"><text>x</text></a></svg>',
    '<form action="{}"><button formaction="{}">x</button></form>',
    '<iframe src="{}"></iframe>',
    '<object data="{}"></object>',
    '<table background="{}"><td background="{}">x</td></table>',
)
CONTEXTS = (
    "{}",
    "<p>{}</p>",
    "<table>{}</table>",
    "<svg>{}</svg>{}",
    "<math><mtext>{}</mtext></math>",
    "<title>{}</title>{}",
    "<noscript><p title='</noscript>{}'>",
    "<select>{}</select>",
    "<!--{}-->{}",
    '<p><span data-footnote="">{}</span></p>',
    "<style><!--</style>{}-->",
)
MUTATIONS = (
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><style></noscript><img src=x onerror=alert(1)></style></noscript>",
    "<svg><foreignObject><p><style><!--</style><img src=x onerror=alert(1)>--></style>",
    "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
    "<xmp><p title='</xmp><script>alert(1)</script>'></xmp>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\x00>alert(1)</script\x00>",
    "<SCRIPT/x>alert(1)</SCRIPT/x>",
    "<plaintext><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href='javascript:alert(1)'?><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "<p>\ud83c<script>alert(1)</script>",
    "<\uff53cript>alert(1)</\uff53cript>",
    "<ſcript>alert(1)</ſcript>",
    "<a href='http://x'><a href='javascript:alert(1)'>x",
    "<p style=background:url(javascript:alert(1))>x",
    "<span data-footnote='\"><script>alert(1)</script>'>x</span>",
    "<ol start='1\" onclick=\"alert(1)'><li>x</ol>",
    "<th scope='row\" onclick=\"alert(1)'>x",
    "<template><script>alert(1)</script></template><slot onslotchange=alert(1)>",
)


def vectors() -> Iterator[str]:
    for shape, tag, handler in product(SHAPES, CARRIERS, HANDLERS):
        yield shape.format(tag=tag, on=handler)
    for holder, address in product(HOLDERS, ADDRESSES):
        yield holder.replace("{}", address)
    yield from MUTATIONS
    yield from (html.escape(vector) for vector in MUTATIONS)


VECTORS = list(vectors())


def faults(page: str, allowed: dict[str, set[str]] = TAGS) -> list[str]:
    """Name every element, attribute and address in *page* that may not be there."""
    found = []
    for element in lxml.html.fragment_fromstring(page, create_parent="div").iterdescendants():
        if not isinstance(element.tag, str) or element.tag not in allowed:
            found.append(f"element {element.tag}")
            continue
        found += [f"{element.tag} {name}" for name in element.attrib if name not in allowed[element.tag]]
        address = element.get("href", "http://")
        if not address.startswith(("http://", "https://", "mailto:", "#")):
            found.append(f"address {address}")
    return found


def test_the_judge_sees_what_is_forbidden() -> None:
    page = '<p onclick="x">a<script>b</script><a href="javascript:c">d</a></p>'
    assert faults(page) == ["p onclick", "element script", "address javascript:c"]


def test_the_corpus_is_large() -> None:
    assert len(set(VECTORS)) * len(CONTEXTS) > 10_000


@pytest.mark.parametrize("context", CONTEXTS)
def test_no_vector_leaves_anything_but_the_closed_subset(context: str) -> None:
    hostile = [context.replace("{}", vector) for vector in VECTORS]
    assert [(source, faults(clean(source))) for source in hostile if faults(clean(source))] == []


@pytest.mark.parametrize("context", CONTEXTS)
def test_every_vector_is_cleaned_in_one_go(context: str) -> None:
    cleaned = [clean(context.replace("{}", vector)) for vector in VECTORS]
    assert [once for once in cleaned if clean(once) != once] == []


def test_no_vector_gets_through_a_note() -> None:
    stored = [from_numbered("<p>a<sup>1</sup></p>", [vector], html_notes=True) for vector in VECTORS]
    stored += [from_numbered("<p>a<sup>1</sup></p>", [vector], html_notes=False) for vector in VECTORS]
    assert [faults(body) for body in stored if faults(body)] == []


def test_no_vector_gets_through_the_rendered_page() -> None:
    allowed = TAGS | {
        "section": {"class", "role"},
        "sup": {"class", "id"},
        "a": {"href", "role", "aria-label"},
        "li": {"id", "lang"},
        "table": {"id", "lang"},
        "h2": {"id", "lang"},
    }
    for vector in VECTORS:
        body = from_numbered(f"<p>a<sup>1</sup></p>{vector}", [vector], html_notes=True)
        page = render(body, range(99), notes_title=vector, back_label=vector)
        assert faults(page, allowed) == []


@pytest.mark.parametrize("vector", MUTATIONS)
def test_typed_markup_is_shown_as_it_was_typed(vector: str) -> None:
    page = clean(f"<p>a{html.escape(vector)}z</p>")
    shown = lxml.html.fragment_fromstring(page, create_parent="div").text_content()
    assert shown == "a" + vector.replace("\x00", "").replace("\ud83c", "") + "z"
