import re
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from responses.lib.chinese import convert, convert_html, fold, has_han
from responses.lib.variants import CONVERTED, PAIRS

HANS_TO_HANT = {"source": "zh-hans", "target": "zh-hant"}
HANT_TO_HANS = {"source": "zh-hant", "target": "zh-hans"}
BOTH_WAYS = st.sampled_from([HANS_TO_HANT, HANT_TO_HANS])
TAG = re.compile(r"<[^>]*>")


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("头发与发展", "頭髮與發展"),
        ("皇后在后面", "皇后在後面"),
        ("为人民群众吃面", "為人民群眾吃麵"),
        ("干部很干净", "幹部很乾淨"),
        ("范仲淹说", "范仲淹說"),
        ("软件和信息", "軟件和信息"),
        ("盐铁论·本议", "鹽鐵論·本議"),
        ("", ""),
    ],
)
def test_conversion_knows_phrases_and_keeps_the_words(simplified, traditional):
    assert convert(simplified, **HANS_TO_HANT) == traditional
    assert convert(traditional, **HANT_TO_HANS) == simplified


def test_conversion_prints_the_characters_taught_in_taiwan_not_older_variants():
    assert convert("为 群 床 峰 里面", **HANS_TO_HANT) == "為 群 床 峰 裡面"


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("他说：“我听‘头’。”", "他說：「我聽『頭』。」"),
        ("“‘“三层”’”说", "「『「三層」』」說"),
        ("他的iPhone’s “屏幕”，don’t动", "他的iPhone’s 「屏幕」，don’t動"),
        ("“第一段。\n“第二段，‘内’。”", "「第一段。\n「第二段，『內』。」"),
        ("前一段的末尾。”又说：“好。”", "前一段的末尾。」又說：「好。」"),
    ],
)
def test_quotation_marks_follow_the_script_and_the_depth(simplified, traditional):
    assert convert(simplified, **HANS_TO_HANT) == traditional
    assert convert(traditional, **HANT_TO_HANS) == simplified


def test_a_quotation_in_single_marks_becomes_an_outer_one():
    assert convert("他说：‘好。’", **HANS_TO_HANT) == "他說：「好。」"


def test_a_mark_left_open_does_not_disturb_the_ones_around_it():
    assert convert("“他说：‘好。”又说：“对。”", **HANS_TO_HANT) == "「他說：『好。」又說：「對。」"


@pytest.mark.parametrize(
    ("text", "languages", "expected"),
    [
        ("他说：「头。」", HANS_TO_HANT, "他說：「頭。」"),
        ("他說：“頭。”", HANT_TO_HANS, "他说：“头。”"),
        ('他说："头。"', HANS_TO_HANT, '他說："頭。"'),
        ("“No,” he said.\n他说：“头。”", HANS_TO_HANT, "“No,” he said.\n他說：「頭。」"),
        ("don’t, ’tis", HANS_TO_HANT, "don’t, ’tis"),
    ],
)
def test_marks_of_another_style_or_another_language_stay(text, languages, expected):
    assert convert(text, **languages) == expected


@pytest.mark.parametrize("languages", [HANS_TO_HANT, HANT_TO_HANS])
@pytest.mark.parametrize(
    "text", ["𥌃𠷐𥅘", "葛\U000e0100飾\ufe00", "\uf9d1\ufa0c", "⿻〇々", "\U0003134a", "☎\ufe0f"]
)
def test_rare_characters_and_variation_selectors_stay(text, languages):
    assert convert(text, **languages) == text


def test_what_stands_around_a_rare_character_is_converted():
    assert convert("萧𥌃素与伏𠷐", **HANS_TO_HANT) == "蕭𥌃素與伏𠷐"


@pytest.mark.parametrize(
    "languages", [{"source": "en", "target": "zh-hans"}, {"source": "zh-hans", "target": "en"}]
)
def test_other_languages_are_refused(languages):
    with pytest.raises(ValueError, match=f"^There is no conversion from {languages['source']} to"):
        convert("头", **languages)


def test_a_text_in_its_own_script_stays():
    assert convert("“头”", source="zh-hans", target="zh-hans") == "“头”"
    assert convert_html("<p>“头”</p>", source="zh-hant", target="zh-hant") == "<p>“头”</p>"


def test_attributes_and_addresses_stay():
    html = '<p><a href="https://x.cn/头发?q=“发>展”">头发</a></p>'

    assert convert_html(html, **HANS_TO_HANT) == '<p><a href="https://x.cn/头发?q=“发>展”">頭髮</a></p>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p>说<span lang="en">“发”</span>发</p>', '<p>說<span lang="en">“发”</span>發</p>'),
        ('<p lang="ja"><em>发</em></p><p>发</p>', '<p lang="ja"><em>发</em></p><p>發</p>'),
        (
            '<p lang="zh-Hant">“里”<span lang="zh-Hans">里面</span></p>',
            '<p lang="zh-Hant">“里”<span lang="zh-Hant">裡面</span></p>',
        ),
        ("<p lang=zh-hans>里面</p>", '<p lang="zh-Hant">裡面</p>'),
    ],
)
def test_a_passage_under_another_language_stays(html, expected):
    assert convert_html(html, **HANS_TO_HANT) == expected


def test_words_and_quotations_are_recognised_across_inline_markup():
    html = "<p>“头<em>发</em>与<strong>发</strong>展，‘<a>皇</a>后’”</p>"

    assert convert_html(html, **HANS_TO_HANT) == (
        "<p>「頭<em>髮</em>與<strong>發</strong>展，『<a>皇</a>后』」</p>"
    )


def test_each_paragraph_cell_and_item_has_its_own_quotations():
    html = "<blockquote><p>“开头</p><p>“里”</p></blockquote><ul><li>“一</li><li>“二”</li></ul>"

    assert convert_html(html, **HANS_TO_HANT) == (
        "<blockquote><p>「開頭</p><p>「裡」</p></blockquote><ul><li>「一</li><li>「二」</li></ul>"
    )


def test_a_note_inside_a_quotation_is_a_text_of_its_own():
    html = '<p>“外<span data-footnote="">注：“里”</span>面‘内’”</p>'

    assert convert_html(html, **HANS_TO_HANT) == (
        '<p>「外<span data-footnote="">注：「裡」</span>面『內』」</p>'
    )


def test_a_line_break_parts_words_but_not_a_quotation():
    assert convert_html("<p>“头<br>发‘里’”</p>", **HANS_TO_HANT) == "<p>「頭<br>發『裡』」</p>"


def test_an_english_paragraph_keeps_its_marks():
    html = "<p>“No,” he said.</p><p>他说：“不。”</p>"

    assert convert_html(html, **HANS_TO_HANT) == "<p>“No,” he said.</p><p>他說：「不。」</p>"


def test_what_follows_broken_markup_stays():
    assert convert_html('<p>发</p><a href="发', **HANS_TO_HANT) == '<p>發</p><a href="发'


WORDS = [
    "头发",
    "發展",
    "“",
    "”",
    "「",
    "」",
    "『",
    "』",
    "‘",
    "’",
    " a ",
    "&amp;",
    "𥌃",
    "\n",
    "<br>",
    "</p>",
]
MARKUP = ["<p>", "<li>", "</li>", "<em>", "</em>", '<a href="/发">', "</a>", '<span lang="en">', "</span>"]
PIECES = st.sampled_from([*WORDS, *MARKUP, '<span data-footnote="">'])
HTML = st.lists(PIECES, max_size=30).map("".join)


@given(HTML, BOTH_WAYS)
def test_markup_and_length_survive_conversion(html, languages):
    converted = convert_html(html, **languages)

    assert TAG.findall(converted) == TAG.findall(html)
    assert len(converted) == len(html)


NO_QUOTES = str.maketrans("", "", "“”‘’「」『』")


@given(HTML, BOTH_WAYS)
def test_both_scripts_fold_to_one_text_but_for_quotation_marks(html, languages):
    converted = convert_html(html, **languages)

    assert fold(converted.translate(NO_QUOTES)) == fold(html.translate(NO_QUOTES))


@given(st.text(max_size=60), BOTH_WAYS)
def test_text_without_han_stays_as_it_is(text, languages):
    if not has_han(text):
        assert convert(text, **languages) == text


@pytest.mark.parametrize(
    "unit", ["“", "”", "<em>", "<p>“发", '<span data-footnote="">发', "头发", '<a href="', "<"]
)
def test_hostile_input_takes_linear_time(unit):
    begin = time.process_time()
    convert_html(unit * 40_000, **HANS_TO_HANT)

    assert time.process_time() - begin < 5


def test_threads_can_convert_at_the_same_time():
    with ThreadPoolExecutor(8) as pool:
        converted = set(pool.map(lambda _: convert("头发与发展" * 200, **HANS_TO_HANT), range(64)))

    assert converted == {"頭髮與發展" * 200}


@pytest.mark.parametrize(
    "forms",
    [
        ("里面", "裡面", "裏面"),
        ("为", "為", "爲"),
        ("看着", "看著"),
        ("乾隆", "干隆"),
        ("凭藉", "憑藉", "凭借"),
        ("互相了解，一目了然", "互相瞭解，一目瞭然"),
        ("仿佛", "彷彿"),
        ("家具", "傢俱", "傢具"),
        ("冒", "冐"),
        ("蛙", "鼃"),
        ("𥌃", "𥅘"),
        ("ABC", "abc", "ＡＢＣ"),
        ("Straße", "STRASSE"),
        ("葛", "葛\U000e0100"),
        ("\uf9d1", "六"),
        ("头\u200b发", "頭髮"),
    ],
)
def test_forms_that_a_reader_takes_for_one_are_one(forms):
    assert {fold(form) for form in forms} == {fold(forms[0])}


TABLES = [
    "STPhrases",
    "STPhrases_GeneratedFromRegionalPhrases",
    "TSPhrases",
    "TWVariantsPhrases",
    "STCharacters",
    "TSCharacters",
    "TWVariants",
]


@pytest.mark.parametrize("table", TABLES)
def test_whatever_a_conversion_writes_folds_to_the_same(table, tmp_path):
    written = entries(table, tmp_path / "table.txt")
    one = fold(written).split("\n")

    assert len(one) > 10
    for languages in (HANS_TO_HANT, HANT_TO_HANS):
        assert fold(convert(written, **languages)).split("\n") == one


def entries(table: str, path: Path) -> str:
    """The words and characters of one of OpenCC's tables, and what stands for each, a line each."""
    files = Path(opencc.__file__).parent / "clib"
    source = files / "share" / "opencc" / f"{table}.ocd2"
    dump = [files / "bin" / "opencc_dict", "-i", source, "-f", "ocd2", "-o", path, "-t", "text"]
    subprocess.run(dump, check=True, capture_output=True)
    return "\n".join(re.split(r"[\t\n ]+", path.read_text(encoding="utf-8").strip()))


def test_no_variant_is_found_under_one_that_is_itself_found_under_another():
    one = dict(PAIRS + CONVERTED)

    assert one.keys().isdisjoint(one.values())
    assert len(one) == len(PAIRS) + len(CONVERTED)


def test_folding_keeps_different_words_apart():
    assert [fold(text) for text in ("头发", "发展", "café", "cafe")] == ["头发", "发展", "café", "cafe"]


@given(st.text() | st.text("裡乾隆著藉Ａß\U000e0100\ufe00𥌃İ", max_size=9))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("龍", True), ("a𠷐", True), ("〇", True), ("", False), ("「」，", False), ("かな", False)],
)
def test_han_is_told_from_everything_else(text, expected):
    assert has_han(text) is expected
