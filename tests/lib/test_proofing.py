"""The rules of a proof-reader: what each finds, and what it leaves in peace."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responses.lib import prose
from responses.lib.chinese import convert
from responses.lib.proofing import FLAWS, lookalikes, passages_of, proof_body, proof_line, summed


def found(html, language="en"):
    return [tuple(flaw) for flaw in proof_body(prose.clean(html), language)]


GOOD = [
    ("en", "<p>A plain paragraph (with brackets) and “quotes”, don’t you think? [Sic.]</p>"),
    ("en", "<p>First.</p><h2>A part</h2><p>Text.</p><h3>Its part</h3><p>Text.</p><h2>Next</h2>"),
    ("en", "<p>a) one</p><p>b) two</p><p>12) three, and a smile :)</p>"),
    ("en", "<p>He (born 450, died c. 515) wrote it (in 1 a) and (ii).</p>"),
    ("en", "<p>“A long quotation.</p><p>“It goes on.”</p>"),
    ("zh-hans", "<p>他说：“神灭了。”乾隆在台湾的里程，皇后（见《南史》）。</p>"),
    ("zh-hans", "<p>He said: “GPT-4 (2023), don't panic.” 他说 3.14、e.g. 与 10:30。</p>"),
    ("zh-hant", "<p>他說：「神滅了。」台灣的里程，皇后云：著書、着急，范先生只用斗。</p>"),
    (
        "zh-hans",
        '<p>原文作<span lang="zh-Hant">「後來說」</span>，英文作<span lang="en">"so, (it</span>。</p>',
    ),
]


@pytest.mark.parametrize(("language", "html"), GOOD)
def test_good_typing_is_left_in_peace(language, html):
    assert found(html, language) == []


@pytest.mark.parametrize(
    ("language", "html", "expected"),
    [
        ("en", "<h2>A title left in</h2><p>Text.</p>", [("heading_first", "A title left in")]),
        ("en", "<p>Text.</p><h2>Part</h2><h4>Deep</h4>", [("heading_skips", "Deep")]),
        ("en", "<p>Text.</p><h3>Part</h3>", [("heading_skips", "Part")]),
        ("en", "<p>Two  spaces.</p>", [("spaces", "Two  spaces")]),
        ("en", "<p>An open (bracket.</p>", [("pairs", " open (bracke")]),
        ("en", "<p>Closed] only.</p>", [("pairs", "Closed] only.")]),
        ("en", "<p>An open “quotation.</p><p>No more.</p>", [("pairs", " open “quotat")]),
        (
            "zh-hans",
            '<p>他说"神灭"了。</p>',
            [("straight_quotes", '他说"神灭"了。'), ("straight_quotes", '他说"神灭"了。')],
        ),
        (
            "zh-hans",
            "<p>他说「神灭」。</p>",
            [("other_quotes", "他说「神灭」。"), ("other_quotes", "他说「神灭」。")],
        ),
        (
            "zh-hant",
            "<p>他說“神滅”。</p>",
            [("other_quotes", "他說“神滅”。"), ("other_quotes", "他說“神滅”。")],
        ),
        (
            "zh-hans",
            "<p>神即形也,形即神也.</p>",
            [("half_width", "神即形也,形即神也."), ("half_width", "也,形即神也.")],
        ),
        (
            "zh-hans",
            "<p>神(形)也。</p>",
            [("half_width", "神(形)也。"), ("half_width", "神(形)也。")],
        ),
        (
            "zh-hans",
            "<p>他后來說。</p>",
            [("other_script", "來"), ("other_script", "說")],
        ),
        (
            "zh-hans",
            "<p>關於神滅。</p>",
            [("other_script", "關"), ("other_script", "於"), ("other_script", "滅")],
        ),
        (
            "zh-hant",
            "<p>他后来说。</p>",
            [("other_script", "来"), ("other_script", "说")],
        ),
        (
            "zh-hans",
            '<p>好。<span data-footnote="">註（见</span></p>',
            [("other_script", "註"), ("pairs", "註（见")],
        ),
    ],
)  # fmt: skip
def test_each_rule_finds_what_it_is_for(language, html, expected):
    assert found(html, language) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tаxes and spirit", ["Tаxes"]),  # a Cyrillic а
        ("On Маo", ["Маo"]),
        ("The оре of state", ["оре"]),  # all three Cyrillic
        ("Достоевский on guilt", []),
        ("Λόγος and spirit", []),
        ("AI时代的精神", []),
        ("Café, naïve, Þórr", []),
        ("𝐁𝐨𝐥𝐝 claims", ["𝐁𝐨𝐥𝐝"]),
    ],
)
def test_letters_that_only_look_alike_are_found(text, words):
    assert lookalikes(text) == words
    assert [flaw.found for flaw in proof_line(text, "en") if flaw.kind == "lookalikes"] == words


def test_findings_are_summed_by_rule_with_the_first_of_them():
    flaws = proof_body("<p>他後來說後說說關於  滅。</p>", "zh-hans")
    assert summed(flaws, 3) == [
        ("other_script", 6, ["後", "來", "說"]),
        ("spaces", 1, ["說後說說關於  滅。"]),
    ]


WORDS = st.text(alphabet="ab (「“說说\"'.,）]后 ", max_size=80)
BODIES = st.lists(st.tuples(st.sampled_from(["p", "h2", "h3", "h4", "li"]), WORDS), max_size=8).map(
    lambda blocks: prose.clean("".join(f"<{tag}>{text}</{tag}>" for tag, text in blocks))
)


@given(BODIES, st.sampled_from(["en", "zh-hans", "zh-hant"]))
def test_any_body_is_read_and_nothing_but_the_rules_is_found(body, language):
    assert {flaw.kind for flaw in proof_body(body, language)} <= set(FLAWS)


@given(BODIES)
def test_passages_hold_every_letter_of_a_body_once(body):
    letters = [c for passage in passages_of(body, "en") for c in passage.text if not c.isspace()]
    assert letters == [c for c in prose.text(body) if not c.isspace()]


@given(st.text(alphabet="神灭说后来于面发干里台云范余头发皇后乾隆，。", max_size=60))
def test_what_opencc_makes_of_a_text_has_no_stray_of_the_other_script(text):
    for source, target in [("zh-hans", "zh-hant"), ("zh-hant", "zh-hans")]:
        assert [
            f
            for f in proof_line(convert(text, source=source, target=target), target)
            if f.kind == "other_script"
        ] == []


@given(BODIES)
def test_a_text_marked_as_of_another_language_has_no_flaws_of_typing(body):
    marked = prose.clean("".join(f'<p lang="ja">{text}</p>' for text in prose.paragraphs(body)))
    assert proof_body(marked, "zh-hans") == []


def test_a_paragraph_of_a_hundred_thousand_characters_is_read_to_its_end():
    body = prose.clean("<p>" + "他說(" * 40_000 + "</p>")
    counted = Counter(flaw.kind for flaw in proof_body(body, "zh-hans"))
    assert counted == {"half_width": 39_999, "other_script": 40_000, "pairs": 40_000}
