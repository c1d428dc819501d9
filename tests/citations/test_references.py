"""References judged by hand, each by what its handbook says of such a text."""

import pytest

from responses.citations.names import author_of
from responses.citations.pieces import Piece
from responses.citations.references import references
from tests.citations.works import JUDGED, work

CASES = [pytest.param(each, id=each["case"]) for each in JUDGED]


def written(given, page="en"):
    found = references(work(given), page)
    return {style: exact if given.get("exact") else plain for style, plain, exact in found}


@pytest.mark.parametrize("given", CASES)
def test_each_handbook_gives_the_reference_that_was_judged(given):
    found = written(given)
    assert {style: found[style].text for style in given["expected"]} == given["expected"]


def test_there_are_many_judged_references_in_both_languages():
    chinese = [each for each in JUDGED if each.get("language", "en") != "en"]
    assert (len(JUDGED) >= 55, len(chinese) >= 20) == (True, True)
    assert sum(len(each["expected"]) for each in JUDGED) >= 200


def test_readers_of_chinese_find_the_national_standard_first():
    styles = ["APA 7", "MLA 9", "Chicago 17", "GB/T 7714—2015"]
    assert list(written({})) == styles
    for page in ("zh-hans", "zh-hant"):
        assert list(written({}, page)) == [styles[3], *styles[:3]]


def slanted(given, style):
    return [piece.text for piece in written(given)[style].pieces if piece.is_slanted]


def test_apa_slants_the_title_and_mla_the_site():
    given = {"authors": ["Ada Thornfield"]}
    assert [slanted(given, style) for style in written(given)] == [
        ["On the Lantern"],
        ["Lantern Dialogues"],
        [],
        [],
    ]


def test_chinese_words_in_a_reference_in_english_stand_upright_under_their_own_language():
    given = {"language": "zh-hant", "authors": ["沈若雲"], "title": "渡口"}
    found = written(given)
    assert found["MLA 9"].language == "en"
    assert [piece for piece in found["MLA 9"].pieces if piece.language] == [
        Piece("沈若雲", False, "zh-hant"),
        Piece("渡口", False, "zh-hant"),
    ]
    assert slanted(given, "APA 7") == []


def test_a_reference_by_the_national_standard_is_in_the_language_of_the_text():
    assert written({"language": "zh-hant", "title": "渡口"})["GB/T 7714—2015"].language == "zh-hant"
    found = written({"title": "The Ferry", "original": ["渡口", "zh-hant"]})["GB/T 7714—2015"]
    assert (found.language, [piece.text for piece in found.pieces if piece.language]) == ("en", ["渡口"])


def test_titles_keep_their_capitals_and_signs_in_every_style():
    title = "What the DNA of <i>Rivers</i> & {Seas} says_of 100% $alt"
    assert [title in each.text for each in written({"title": title}).values()] == [True] * 4


def test_a_chinese_name_tells_which_word_of_a_romanised_one_is_the_family_name():
    texts = {"en": {"name": "Ouyang Fei"}, "zh-hans": {"name": "欧阳菲"}}
    author = author_of("Ouyang Fei", language="en", texts=texts, is_whole=False)
    assert (author.family, author.given, author.is_family_first) == ("Ouyang", "Fei", True)
    latin = author_of("欧阳菲", language="zh-hans", texts=texts, is_whole=False).latin
    assert (latin.family, latin.given) == ("Ouyang", "Fei")
    nothing_known = author_of(
        "Ouyang Fei", language="en", texts={"en": {"name": "Ouyang Fei"}}, is_whole=False
    )
    assert nothing_known.family == "Fei"
