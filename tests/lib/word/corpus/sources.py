"""The texts that programs are given to write, and what must be read back, in the closed HTML subset.

`front` and `back` are what stands before and after the essay, as (style, text); style is "title", "" or a
heading. All people and places are made up.
"""

from typing import Any

ENGLISH: dict[str, Any] = {
    "front": [
        ("title", "Three Bridges and a River"),
        ("", "By Jane Doe and John Q. Sample"),
        ("", "Example University"),
    ],
    "back": [("", "Jane Doe is a professor of hydrology at Example University.")],
    "body": (
        "<p>“It’s a river,” she said—“not a wall.” Between 10\xa0000 and 12\xa0000 people cross it each day; "
        "<em>none</em> of them [so the survey says] is <strong>afraid</strong>.</p>\n"
        '<p>The first bridge<span data-footnote="">See the <em>Annals</em>, p.\xa07.<br>And the reply to it, '
        "p.\xa012.</span> is old. H<sub>2</sub>O flows under it at 3 m<sup>3</sup> a second, "
        '<a href="https://bridges.example/first?x=1&amp;y=2">as measured</a>.</p>\n'
        "<h2>The second bridge</h2>\n"
        "<p>Nobody knows who built it.<br>Everybody uses it.</p>\n"
        "<blockquote><p>A bridge is a sentence across water.</p><p>Walk on it.</p></blockquote>\n"
        "<h3>Its toll</h3>\n"
        "<p>Two coins &amp; a song: 1 &lt; 2 &gt; 0.</p>\n"
        "<h2>The third bridge</h2>\n"
        '<p>It is not yet there.<span data-footnote="">Nor is this one.</span></p>'
    ),
    "fields": {
        "title": "Three Bridges and a River",
        "authors": ["Jane Doe", "John Q. Sample"],
        "affiliation": "Example University",
        "bio": "Jane Doe is a professor of hydrology at Example University.",
        "language": "en",
        "guesses": ["authors", "affiliation", "bio"],
    },
}

SIMPLIFIED: dict[str, Any] = {
    "front": [
        ("title", "三座桥与一条河"),
        ("", "作者：王小明（示例大学）"),
        ("", "摘要：桥是水上的句子。"),
    ],
    "back": [("", "作者简介：王小明，示例大学水文学教授。")],
    "body": (
        "<p>“这是一条河，”她说，“不是一堵墙。”每天有１２０００人过桥——据《年鉴》所载……</p>\n"
        '<p>第一座桥<span data-footnote="">见《年鉴》第7页。<br>另见第12页的答复。</span>很老。'
        "甲\u3000乙\u3000丙，<strong>三人</strong>都这么说，English words 也在其中。</p>\n"
        "<h2>第二座桥</h2>\n"
        "<p>没有人知道是谁修的。<br>人人都在用。</p>\n"
        "<blockquote><p>桥者，水上之句也。</p></blockquote>\n"
        "<p>路漫漫其修远兮，吾将上下而求索。</p>"
    ),
    "fields": {
        "title": "三座桥与一条河",
        "authors": ["王小明"],
        "affiliation": "示例大学",
        "summary": "桥是水上的句子。",
        "bio": "王小明，示例大学水文学教授。",
        "language": "zh-hans",
        "guesses": ["authors", "affiliation", "summary", "bio"],
    },
}

TRADITIONAL: dict[str, Any] = {
    "front": [("title", "三座橋與一條河"), ("", "文／陳示例")],
    "back": [],
    "body": (
        "<p>「這是一條河，」她說，「不是一堵牆。」『橋』字見《說文》。</p>\n"
        "<p>古字：𠮷𪚥𫝀𫠠𬻞𮯰𰻞𱁬，異體：葛\U000e0100、邊\U000e0101、㐂\ufe00。</p>\n"
        "<h2>第二座橋</h2>\n"
        '<p>沒有人知道是誰修的<span data-footnote="">見《年鑑》。</span>，人人都在用。</p>'
    ),
    "fields": {
        "title": "三座橋與一條河",
        "authors": ["陳示例"],
        "language": "zh-hant",
        "guesses": ["authors"],
    },
}

LISTS: dict[str, Any] = {
    "front": [("title", "What to Carry")],
    "back": [],
    "body": (
        "<p>Carry these:</p>\n"
        "<ol><li><p>water</p><ul><li>cold</li><li><p>warm</p><ul><li>tea</li></ul></li></ul></li>"
        "<li>bread</li></ol>\n"
        "<p>And then again:</p>\n"
        "<ol><li>salt</li><li><em>more</em> salt</li></ol>\n"
        "<p>So it is.</p>\n"
        "<ul><li>盐</li><li>水</li></ul>\n"
        "<p>That is all.</p>"
    ),
    "fields": {"title": "What to Carry", "language": "en", "guesses": []},
}

TABLE: dict[str, Any] = {
    "front": [("title", "A Table of Crossings")],
    "back": [],
    "body": (
        "<p>The crossings by year:</p>\n"
        "<table><tbody>"
        '<tr><td colspan="2">Bridges</td><td>Boats</td></tr>'
        '<tr><td rowspan="2">old</td><td>12</td><td>3</td></tr>'
        "<tr><td>15</td><td>四<br>five</td></tr>"
        "</tbody></table>\n"
        "<p>They grow.</p>"
    ),
    "fields": {"title": "A Table of Crossings", "language": "en", "guesses": []},
}

CHARACTERS: dict[str, Any] = {
    "front": [("title", "Rare Signs")],
    "back": [],
    "body": (
        "<p>No-break\xa0space, narrow\u202fone, ideographic\u3000one, thin\u2009one, figure\u2007one.</p>\n"
        "<p>Non\u2011breaking hyphen, soft\u00adhyphen, en–dash, em—dash, minus −1, ellipsis…, prime 5′.</p>\n"
        "<p>“Curly” ‘quotes’, \"straight\" 'quotes', «guillemets», 「corner」 『brackets』, 〈angle〉《double》.</p>\n"
        "<p>É and E\u0301 stay two; ﬁ stays; ½ × ¾ ≠ ∞; α β γ; Ω; ☒ ☐ ✓; 😊👩\u200d🔬.</p>\n"
        "<p>Zero\u200cwidth non-joiner; word\u2060joiner; 㐀䶵𠀀𪜀𫝀𫠠𬺰𰀀𱍐.</p>"
    ),
    "fields": {"title": "Rare Signs", "language": "en", "guesses": []},
}

SOURCES = {
    "english": ENGLISH,
    "simplified": SIMPLIFIED,
    "traditional": TRADITIONAL,
    "lists": LISTS,
    "table": TABLE,
    "characters": CHARACTERS,
}
