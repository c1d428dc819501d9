import re

import pytest

from responses.lib.prose import (
    LIMIT,
    ProseError,
    clean,
    first_sentence,
    from_numbered,
    paragraphs,
    render,
    text,
    to_numbered,
)


def noted(inner: str) -> str:
    return f'<span data-footnote="">{inner}</span>'


EVERYTHING = "\n".join(
    [
        '<h2 lang="en">Title</h2>',
        "<p>Plain <em>em</em> <strong>strong</strong> H<sub>2</sub>O x<sup>2</sup><br>line</p>",
        f'<p><a href="https://example.org/?a=1&amp;b=2">link</a>{noted("A <em>n</em>.<br>B")} after</p>',
        '<blockquote lang="zh-Hant"><p>引文 <span lang="en">w</span></p><ul><li>one</li></ul></blockquote>',
        '<ol start="3"><li>three</li><li><p>four</p><p>and more</p><ul><li>deeper</li></ul></li></ol>',
        "<hr>",
        "<table><caption>Figures</caption>"
        '<thead><tr><th scope="col">a</th><th colspan="2">b</th></tr></thead>'
        '<tbody><tr><td rowspan="2">1</td><td></td><td>2</td></tr></tbody></table>',
        "<h4>End</h4>",
    ]
)
RARE = (
    "NBSP\xa0here “curly” ‘quotes’"
    " [bracketed] 𥌃 𠷐 ⿻ \U00031350 葛\U000e0100 e\u0301 é \u200d \u200c ☺\ufe0f  豈 — … 〇"
)


def test_the_canonical_form_comes_back_unchanged() -> None:
    assert clean(EVERYTHING) == EVERYTHING


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("bare text", "<p>bare text</p>"),
        ("<div>one<div>two</div>three</div>", "<p>one</p>\n<p>two</p>\n<p>three</p>"),
        ("<h1>Head</h1><h5>Low</h5>", "<h2>Head</h2>\n<h4>Low</h4>"),
        ("<p><b>b</b><i>i</i><u>u</u></p>", "<p><strong>b</strong><em>i</em>u</p>"),
        ("<p>a<p>b", "<p>a</p>\n<p>b</p>"),
        ("<p></p><p> </p><p>&nbsp;</p><p><br></p>", ""),
        ("<p> a\n  b </p>", "<p>a b</p>"),
        ("<p>two  spaces</p>", "<p>two  spaces</p>"),
        ("<p><b>1<i>2</b>3</i></p>", "<p><strong>1<em>2</em></strong><em>3</em></p>"),
        ("<p><em>a</em><em>b</em></p>", "<p><em>ab</em></p>"),
        ("<p>x<sup>1</sup><sup>2</sup></p>", "<p>x<sup>1</sup><sup>2</sup></p>"),
        ("<em><p>a</p><p>b</p></em>", "<p><em>a</em></p>\n<p><em>b</em></p>"),
        ("<p><em>a</p><p>b</p>", "<p><em>a</em></p>\n<p>b</p>"),
        ("<p><br>a <br> b<br></p>", "<p>a<br>b</p>"),
        ("<p>AT&T &copy; &amp;lt; ?a=1&copy=2</p>", "<p>AT&amp;T © &amp;lt; ?a=1&amp;copy=2</p>"),
        ("<p>if a < b and b <c then</p>", "<p>if a &lt; b and b &lt;c then</p>"),
        ("<ul><li><p>one</p></li><li></li>two</ul>", "<ul><li>one</li><li>two</li></ul>"),
        ("<ul><li>a<ul><li>b</ul></ul>c", "<ul><li><p>a</p><ul><li>b</li></ul></li></ul>\n<p>c</p>"),
        ("<ul><ul><li>b</li></ul></ul>", "<ul><li><ul><li>b</li></ul></li></ul>"),
        ('<ol start="1"><li>a</ol><ol start="-4"><li>b</ol>', "<ol><li>a</li></ol>\n<ol><li>b</li></ol>"),
        ("<li>stray", "<p>stray</p>"),
        ("<blockquote>bare<p>p</p></blockquote>", "<blockquote><p>bare</p><p>p</p></blockquote>"),
        (
            "<table><tr><td><p>a</p><p>b</p><ul><li>c</li></ul><td>d</table>",
            "<table><tbody><tr><td>a<br>b<br>c</td><td>d</td></tr></tbody></table>",
        ),
        (
            "<table><tr><td>a<table><tr><td>b</td></tr></table>c</td></tr></table>",
            "<table><tbody><tr><td>a<br>b<br>c</td></tr></tbody></table>",
        ),
        ("<table>loose</table>", "<table><tbody><tr><td>loose</td></tr></tbody></table>"),
        ("<table><caption>only</caption></table>", "<p>only</p>"),
        ("<table><tr><td> </td></tr></table>", ""),
        ("<p>a</p><!-- c --><![if x]><?xml?><p>b</p>", "<p>a</p>\n<p>b</p>"),
        ("<p>a<img src=x alt=y>b</p>", "<p>ab</p>"),
        ('<p lang="x y">a</p><p lang="zh-Hans">b</p>', '<p>a</p>\n<p lang="zh-Hans">b</p>'),
        ('<p lang="en-' + "a" * 9 + '">a</p>', "<p>a</p>"),
        ("<p>line\u2028end\u200b\ufeff</p>", "<p>line end</p>"),
    ],
)
def test_other_markup_becomes_the_closed_subset(given: str, stored: str) -> None:
    assert clean(given) == stored
    assert clean(stored) == stored


@pytest.mark.parametrize(
    "name", ["script", "style", "svg", "math", "noscript", "title", "textarea", "template", "iframe"]
)
def test_foreign_elements_go_with_their_content(name: str) -> None:
    assert clean(f"<p>a</p><{name}><p>x</p><b>y</b></{name.upper()} ><p>b</p>") == "<p>a</p>\n<p>b</p>"


def test_foreign_elements_inside_their_own_kind_go_too_and_empty_ones_take_nothing_along() -> None:
    assert clean("<p>a<svg><svg/><svg>x</svg>y</svg>b</p>") == "<p>ab</p>"
    assert clean("<p>a</p><svg/><p>b</p>") == "<p>a</p>\n<p>b</p>"


def test_a_whole_page_gives_its_body() -> None:
    page = "<!DOCTYPE html><html><head><meta charset=utf-8><title>T</title><body><p>a</body></html>"
    assert clean(page) == "<p>a</p>"


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("HTTPS://Example.org/A", "https://Example.org/A"),
        ("mailto:a@b.org", "mailto:a@b.org"),
        ("http://a.org/x y", "http://a.org/x%20y"),
        ("http://a.org/&quot;&gt;", "http://a.org/&quot;&gt;"),
    ],
)
def test_web_and_mail_links_are_kept(href: str, kept: str) -> None:
    assert (
        clean(f'<p><a href="{href}" onclick="x" target="_top">t</a></p>') == f'<p><a href="{kept}">t</a></p>'
    )


@pytest.mark.parametrize(
    "href",
    [
        "javascript:x",
        "//a.org",
        "/a",
        "#a",
        "data:text/html,x",
        "http:",
        "https://",
        "ftp://a",
        "",
        "http:/a",
    ],
)
def test_any_other_link_leaves_its_text(href: str) -> None:
    assert clean(f'<p><a href="{href}">t</a></p>') == "<p>t</p>"


def test_text_survives_character_for_character() -> None:
    assert text(clean(f"<p>{RARE}</p>")) == RARE


def test_controls_bidi_overrides_tag_characters_and_noncharacters_are_removed() -> None:
    hidden = "\x00\x01\x7f\x85\ud800\u202e\u2066\U000e0041\ufdd0\uffff\u200b"
    assert clean(f"<p>a{hidden}b&#x202e;&#0;&#x1;c</p>") == "<p>ab\ufffdc</p>"


def test_a_text_over_the_limit_is_refused_in_a_sentence() -> None:
    with pytest.raises(ProseError, match=r"^This text is too long: at most 1 MB is possible\.$"):
        clean("汉" * (LIMIT // 3 + 1))


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        (f"<p>a{noted('n')}</p>", f"<p>a{noted('n')}</p>"),
        (f"<p>a{noted('<p>one</p><p>two</p>')} b</p>", f"<p>a{noted('one<br>two')} b</p>"),
        (f"<p>a{noted('x' + noted('y') + 'z')}</p>", f"<p>a{noted('xyz')}</p>"),
        (
            f'<p><a href="http://a.org">l{noted("n")}</a></p>',
            f'<p><a href="http://a.org">l</a>{noted("n")}</p>',
        ),
        (f"<p><em>a{noted('n')}b</em></p>", f"<p><em>a</em>{noted('n')}<em>b</em></p>"),
        (f"<p>a{noted(' ')}</p>", "<p>a</p>"),
        ("<p>a<span data-footnote>open</p><p>b</p>", f"<p>a{noted('open')}</p>\n<p>b</p>"),
    ],
)
def test_a_note_is_inline_never_nested_and_outside_other_markup(given: str, stored: str) -> None:
    assert clean(given) == stored
    assert clean(stored) == stored


def test_numbered_notes_move_into_the_text() -> None:
    stored = from_numbered("<p>a<sup>1</sup> x<sup>3</sup></p>", ['"Laws" <i> & b'], html_notes=False)
    assert stored == "<p>a" + noted('"Laws" &lt;i&gt; &amp; b') + " x<sup>3</sup></p>"


def test_a_note_of_html_keeps_its_markup_and_cannot_leave_its_span() -> None:
    stored = from_numbered(
        "<p>a<sup>1</sup> b</p>", ["<em>T</em></span><p>x<script>y</script>"], html_notes=True
    )
    assert stored == f"<p>a{noted('<em>T</em><br>x')} b</p>"


def test_a_note_that_is_never_cited_is_not_lost() -> None:
    stored = from_numbered("<p>a<sup>2</sup></p><p>b</p>", ["one", "two"], html_notes=False)
    assert stored == f"<p>a{noted('two')}</p>\n<p>b{noted('one')}</p>"


def test_to_numbered_is_the_inverse_also_beside_a_literal_exponent() -> None:
    notes_in = [noted('a <span lang="fr">b</span> c'), noted("d")]
    stored = f"<p>10<sup>2</sup>{notes_in[0]} x<sup>1</sup>{notes_in[1]}</p>"
    body, notes = to_numbered(stored)
    assert notes == ['a <span lang="fr">b</span> c', "d"]
    assert body == "<p>10<sup>&#50;</sup><sup>1</sup> x<sup>&#49;</sup><sup>2</sup></p>"
    assert from_numbered(body, notes, html_notes=True) == stored


def test_paragraphs_are_the_blocks_that_bear_text_without_notes() -> None:
    assert paragraphs(EVERYTHING) == [
        "Title",
        "Plain em strong H2O x2\nline",
        "link after",
        "引文 w",
        "one",
        "three",
        "four",
        "and more",
        "deeper",
        "Figures\na\tb\n1\t\t2",
        "End",
    ]


def test_the_whole_text_has_an_empty_line_between_paragraphs() -> None:
    assert text("<p>a &amp; b</p>\n<ul><li>c</li></ul>") == "a & b\n\nc"


def test_a_rendered_body_has_an_id_for_every_paragraph_and_only_there() -> None:
    ids = [11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21]
    page = render(EVERYTHING, ids, prefix="x-", notes_title="Notes", back_label="Back")
    found = re.findall(r'<(\w+)[^>]* id="x-p(\d+)"', page)
    tags = ["h2", "p", "p", "p", "li", "li", "p", "p", "li", "table", "h4"]
    assert found == [(tag, str(number)) for tag, number in zip(tags, ids, strict=True)]


def test_a_rendered_note_is_a_number_and_an_endnote_that_lead_to_each_other() -> None:
    page = render(
        f'<p lang="en">a{noted("<em>n</em>")} b</p>',
        [4],
        prefix="r7-",
        notes_title="N & n",
        back_label='B"',
    )
    assert page == (
        '<p id="r7-p4" lang="en">a<sup class="note-ref" id="r7-fnref1"><a href="#r7-fn1" role="doc-noteref">'
        '1</a></sup> b</p><section class="notes" role="doc-endnotes"><h2>N &amp; n</h2>'
        '<ol><li id="r7-fn1"><em>n</em> '
        '<a href="#r7-fnref1" role="doc-backlink" aria-label="B&quot;">↩</a></li></ol></section>'
    )


def test_a_body_without_notes_renders_without_a_notes_section() -> None:
    assert render("<p>a</p>\n<p>b</p>", [1], notes_title="N", back_label="B") == '<p id="p1">a</p>\n<p>b</p>'


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("One. Two.", "One."),
        (
            "Mr. Dr. W. E. B. Du Bois of the U.S. Senate spoke. Then",
            "Mr. Dr. W. E. B. Du Bois of the U.S. Senate spoke.",
        ),
        ("See No. 7 of vol. ii, e.g. here. Then", "See No. 7 of vol. ii, e.g. here."),
        ("He said no. Then", "He said no."),
        ("On Sept. 21 it cost 3.5 million. Then", "On Sept. 21 it cost 3.5 million."),
        ("“Is it so?” he asked. Yes.", "“Is it so?” he asked."),
        ("“It is so.” He left.", "“It is so.”"),
        ("神滅論。論曰。", "神滅論。"),
        ("他说：“不知道。”然后走了。", "他说：“不知道。”"),
        ("何也？！（問。）答。", "何也？！"),
        ("「知識就是力量。」後", "「知識就是力量。」"),
        ("no end", "no end"),
        ("line one<br>line two. Three", "line one line two."),
    ],
)
def test_the_first_sentence_ends_where_a_reader_would_end_it(body: str, sentence: str) -> None:
    assert first_sentence(f"<h2>Head.</h2>\n<p>{body}</p>") == sentence


def test_a_long_first_sentence_is_cut_at_a_word_or_a_han_character() -> None:
    assert first_sentence("<p>alpha beta gamma delta.</p>", limit=13) == "alpha beta…"
    assert first_sentence("<p>一二三四五六七八九十。</p>", limit=5) == "一二三四…"
    assert first_sentence("<p>alpha beta gamma.</p>", limit=17) == "alpha beta gamma."


def test_a_body_without_a_p_has_no_first_sentence() -> None:
    assert first_sentence("<ul><li>One. Two.</li></ul>") == ""
