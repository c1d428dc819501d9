"""The one corpus of hostile texts: carriers times payloads, and what browsers are known to mutate.

Each vector that could run calls ``alert``; so a browser's dialog is the canary, and the judge of parsed
pages needs no list of payloads.
"""

import html
from itertools import cycle, product

CARRIERS = (
    *("img", "svg", "math", "iframe", "object", "embed", "video", "details", "body", "form", "input", "p"),
    *("a", "span", "td", "style", "base", "link", "meta", "x-y", "marquee", "template", "title", "noscript"),
)
HANDLERS = ("onerror", "onload", "onclick", "ONFOCUS", "onpointerover", "on\x00click", "onbegin")
SHAPES = (
    "<{tag} {on}=alert(1)>x</{tag}>",
    "<{tag}/{on}='alert(1)'src=x>",
    '<{tag} x="><{tag} {on}=alert(1)>',
    "<{tag}\n{on}\t=\n`alert(1)` autofocus>",
    "<<{tag} {on}=alert(1)//",
    "<{tag} lang='\"{on}=alert(1) ' {on}=alert(1)>",
)

# Addresses that run, and addresses that lead where nobody meant to go.
ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " \x01javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\r\nscript:alert(1)",
    "java&#10;script:alert(1)",
    "java&Tab;script&NewLine;:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A&#x61vascript:alert(1)",
    "&#0000106avascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript\u200b:alert(1)",
    "javascript\u00ad:alert(1)",
    "javascript://example.org/%0Aalert(1)",
    "javascript:/*--></title></style>*/alert(1)",
    "vbscript:x",
    "VBScript&#58;x",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "//evil.example",
    "\\\\evil.example",
    "/\\evil.example",
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
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><set attributeName=href to=javascript:alert(1)>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)>#x'>",
    "<math href='javascript:alert(1)'>x</math>",
    "<form id=x></form><button form=x formaction=javascript:alert(1)>x",
    "<input type=image src=x onerror=alert(1)><input name=attributes>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href='//evil.example/'><link rel=stylesheet href='//evil.example/x.css'>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<video><source onerror=alert(1)></video><audio src onerror=alert(1)>",
    "<dialog open onclose=alert(1)><form method=dialog>",
    "<select><style></select><img src=x onerror=alert(1)></style>",
)

# What closes the place that a text stands in, and what then would run.
ENDS = (
    *('"', "'", ">", '">', "'>", "-->", "--!>", "]]>", "*/", "\\", '"}', "\\u003c/script>"),
    *("</title>", "</textarea>", "</script>", "</SCRIPT >", "</style>", "</option></select>", "</noscript>"),
    *("</template>", "</xmp>", "</svg>", "</math>", "</summary></content></entry>", "\u2028", "\u2029"),
)
THEN = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    " autofocus onfocus=alert(1) x=",
)

TEMPLATES = (
    *(
        "{{ 7|add:7 }}",
        "{% debug %}",
        "{% load static %}{% include 'error.html' %}",
        "{{ settings.SECRET_KEY }}",
    ),
    *("{{ request.user.password }}", "{# x #}", "{% csrf_token %}", "{{'a'.__class__}}", "{% now 'Y' %}"),
    *("${7*7}", "#{7*7}", "<%= 7*7 %>", "[[7*7]]", "*{7*7}", "{{constructor.constructor('alert(1)')()}}"),
    *("{0.__class__}", "{self.__init__.__globals__}", "{title.__class__.__mro__}", "{}", "{0}", "{title}"),
    *("%s", "%(title)s", "%n%n%n", "%d", "%%", "%(moment)s %(user)s", "{count}", "{language!r}", "{:>99999}"),
)
STYLES = (
    "</style><script>alert(1)</script>",
    "x;background:url(javascript:alert(1))",
    "expression(alert(1))",
    "@import '//evil.example/x.css';",
    "}*{background:url(//evil.example)}",
    "\\3c script\\3e alert(1)",
    "<div style='position:fixed;inset:0;z-index:9'>x</div>",
    "<style>@import'javascript:alert(1)';</style>",
)
DATA = (
    '{"@context":"https://schema.org","@type":"Person"}</script><script>alert(1)</script>',
    '","author":"x"}</script><svg onload=alert(1)>',
    "<!--<script>",
    "<!--<script></script>--><script>alert(1)</script>",
    "\\u0022,\\u0022x\\u0022:\\u0022",
    "]]><script xmlns='http://www.w3.org/1999/xhtml'>alert(1)</script><![CDATA[",
    "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    "<?xml version='1.0'?><?xml-stylesheet type='text/xsl' href='javascript:alert(1)'?>",
    "&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;",
    "<xhtml:script xmlns:xhtml='http://www.w3.org/1999/xhtml'>alert(1)</xhtml:script>",
    "<link href='javascript:alert(1)' rel='alternate'/>",
    "&nbsp;&undefined;&#0;&#x1F;&#xD800;&#1114112;",
)
FORMULAS = (
    *(
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(1)",
        "\t=1+1",
        "\r=1+1",
        "=cmd|' /C calc'!A0",
        "＝1+1",
        ";=1+1",
        '"=1+1"',
    ),
    *('=HYPERLINK("//evil.example","x")', "=IMPORTXML(CONCAT(1),1)", "=DDE(1;2)", '","=1+1","'),
)
LINES = (
    "x\r\nSet-Cookie: live=1",
    "x\nSet-Cookie: live=1",
    "x\rSet-Cookie: live=1",
    "x\r\n\r\n<script>alert(1)</script>",
    "x\u0085Set-Cookie: live=1",
    "x\u2028Set-Cookie: live=1",
    "x\u560d\u560aSet-Cookie: live=1",
    "x%0d%0aSet-Cookie: live=1",
    "x\r\nBcc: everyone@evil.example",
    "x\r\nLocation: //evil.example",
    "x\x0b\x0cSet-Cookie: live=1",
    '{"level": "CRITICAL", "message": "x"}\n{"level": "CRITICAL"}',
)
CHARACTERS = (
    "\u202e>tpircs/<)1(trela>tpircs<",
    "\u2066<script>\u2069alert(1)",
    "<scr\u200bipt>alert(1)</scr\u200bipt>",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "<\x00script>alert(1)</script>",
    "\ufeff<script>alert(1)</script>",
    "\ufffe\uffff<script>alert(1)</script>",
    "\ufdd0<script>alert(1)</script>",
    "\U000e0001\U000e0041<script>alert(1)</script>",
    "\x1b[31mx\x1b]0;x\x07",
    "\x7f\x80\x9f<script>alert(1)</script>",
    "‹script›alert(1)‹/script›＜script＞alert(1)＜/script＞",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "\u0300" * 30 + "<script>alert(1)</script>",
    "İ<ſcript>ß\u0130",
)
QUERIES = (
    *(
        "' OR 1=1 --",
        "'; DROP TABLE responses_essay; --",
        '" OR ""="',
        "1) UNION SELECT password FROM",
        "%",
        "_",
    ),
    *("() OR NEAR(a b)", "a* NOT b", "^a", "{a b}: c", "col:x", '"', "\\'", "a " * 300, "范" * 300, "1e999"),
)
NAMES = (
    "../../etc/passwd",
    "..\\..\\x",
    "/etc/passwd",
    "C:\\x",
    "x.html",
    "x.svg",
    "con",
    ".htaccess",
    "a\x00.txt",
)

SINGLE = (*TEMPLATES, *STYLES, *DATA, *FORMULAS, *LINES, *CHARACTERS, *QUERIES, *NAMES)


def _vectors() -> list[str]:
    found = [shape.format(tag=tag, on=handler) for shape, tag, handler in product(SHAPES, CARRIERS, HANDLERS)]
    found += [holder.replace("{}", address) for holder, address in product(HOLDERS, ADDRESSES)]
    found += [*ADDRESSES, *MUTATIONS, *(html.escape(vector) for vector in MUTATIONS)]
    found += [end + then for end, then in product(ENDS, THEN)]
    return list(dict.fromkeys([*found, *SINGLE]))


def _kinds() -> list[str]:
    """Each part of a combined vector in one of its combinations, and each vector that is not combined."""
    turns = zip(CARRIERS, cycle(HANDLERS), cycle(SHAPES), strict=False)
    found = [shape.format(tag=tag, on=handler) for tag, handler, shape in turns]
    found += [
        holder.replace("{}", address) for address, holder in zip(ADDRESSES, cycle(HOLDERS), strict=False)
    ]
    found += [end + then for end, then in zip(ENDS, cycle(THEN), strict=False)]
    return list(dict.fromkeys([*found, *ADDRESSES, *MUTATIONS, html.escape(MUTATIONS[0]), *SINGLE]))


VECTORS = _vectors()
KINDS = _kinds()


def storable(text: str) -> str:
    """The vector as a database can hold it at all: without half a surrogate pair."""
    return text.encode("utf-8", "replace").decode()


STORABLE = [storable(vector) for vector in VECTORS]


def vectors_in(text: str) -> list[str]:
    """The vectors that a text holds."""
    return [vector for vector in STORABLE if vector in text]


def batches(count: int) -> list[str]:
    """The whole corpus in so many texts, each vector once; neighbours in the corpus are far apart."""
    return [" ".join(STORABLE[start::count]) for start in range(count)]


# What is said in so many fields, one after the other, is the whole corpus.
TURNS = 16


def texts_in_turn() -> list[str]:
    """A text for each field in turn: every kind of vector, and a share of all combinations."""
    kinds = dict.fromkeys(map(storable, KINDS))
    combined = [vector for vector in STORABLE if vector not in kinds]
    return [" ".join([*kinds, *combined[start::TURNS]]) for start in range(TURNS)]
