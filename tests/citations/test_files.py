"""Files for reference managers, read back by parsers that are not ours."""

import json

import bibtexparser
import pytest
import rispy
import typst

from responses.citations.files import bibtex, csl, ris
from tests.citations.works import JUDGED, work

TRANSLATED = {
    "title": "The Ferry",
    "authors": ["Lin Wanqing", "Plain Speaker"],
    "translators": ["Tobias Ashgrove, Jr."],
    "original": ["渡口", "zh-hans"],
    "date": ["circa", 435],
    "keywords": ["Rivers", "Home & abroad"],
    "summary": "One ferry,\n\ntwo banks.",
}
CHINESE = {"language": "zh-hant", "title": "渡口", "authors": ["沈若雲", "周渡"], "date": ["month", 2017, 9]}
VERSION = "Version 2, 2026-05-01, SHA-256 0123456789ab"
HOSTILE = 'A \\title{100%} of $\\alpha$ & _x_ #1 ^2 ~ "q" } {'


def bib(given):
    (found,) = bibtexparser.parse_string(bibtex.write(work(given))).entries
    assert found.entry_type == "online"
    return {field.key: field.value for field in found.fields}


def ris_fields(given):
    (found,) = rispy.loads(ris.write(work(given)))
    return found


def item(given):
    (found,) = json.loads(csl.write(work(given)))
    return found


def test_bibtex_says_who_what_where_and_when():
    assert bib(TRANSLATED) == {
        "author": "Lin, Wanqing and {Plain Speaker}",
        "title": "{The Ferry}",
        "translator": "Ashgrove, Jr., Tobias",
        "organization": "{Lantern Dialogues}",
        "date": "2026-03-12",
        "year": "2026",
        "origdate": "0435~",
        "origtitle": "{渡口}",
        "origlanguage": "chinese",
        "version": "2",
        "url": "https://lantern.example/t/bcdfgh",
        "urldate": "2026-11-22",
        "langid": "english",
        "keywords": r"Rivers, Home \& abroad",
        "abstract": "One ferry,\n\ntwo banks.",
        "note": f"{VERSION}. Translated from zh-Hans: 渡口",
    }


def test_bibtex_keeps_chinese_names_whole():
    found = bib(CHINESE)
    assert (found["author"], found["date"], found["langid"]) == ("{沈若雲} and {周渡}", "2017-09", "chinese")


def test_no_sign_of_a_title_is_an_order_to_tex():
    source = bibtex.write(work({"title": HOSTILE, "authors": ["Ada Thornfield"]}))
    data = json.dumps(source, ensure_ascii=False)
    page = typst.compile(
        f'#bibliography(bytes({data}), full: true, title: none, style: "apa")'.encode(),
        format="html",
        ignore_system_fonts=True,
    ).decode()
    for part in ("100%", "&amp;", "_x_", "#1", "^2"):
        assert part in page


def test_ris_says_who_what_where_and_when():
    assert ris_fields(TRANSLATED) == {
        "type_of_reference": "ELEC",
        "authors": ["Lin, Wanqing", "Plain Speaker"],
        "subsidiary_authors": ["Ashgrove, Jr., Tobias"],
        "title": "The Ferry",
        "secondary_title": "Lantern Dialogues",
        "year": "2026",
        "date": "2026/03/12",
        "original_publication": "ca. 435 CE",
        "edition": "Version 2",
        "urls": ["https://lantern.example/t/bcdfgh"],
        "access_date": "2026/11/22",
        "language": "en",
        "keywords": ["Rivers", "Home & abroad"],
        "abstract": "One ferry, two banks.",
        "notes": [f"{VERSION}. Translated from zh-Hans: 渡口"],
        "id": "on-the-lantern",
    }


def test_ris_keeps_chinese_names_whole():
    found = ris_fields(CHINESE)
    assert (found["authors"], found["date"], found["language"]) == (["沈若雲", "周渡"], "2017/09", "zh-Hant")


@pytest.mark.parametrize("sign", ["\r\nER  - \r\nTY  - BOOK", "\nAU  - Mallory", "\u2028"])
def test_no_text_ends_a_line_of_ris(sign):
    found = rispy.loads(ris.write(work({"summary": f"One{sign}two", "title": f"A{sign}B"})))
    assert [(each["type_of_reference"], each.get("authors")) for each in found] == [("ELEC", None)]


def test_csl_json_says_who_what_where_and_when():
    assert item(TRANSLATED) == {
        "id": "on-the-lantern",
        "type": "webpage",
        "title": "The Ferry",
        "author": [{"family": "Lin", "given": "Wanqing"}, {"literal": "Plain Speaker"}],
        "translator": [{"family": "Ashgrove", "given": "Tobias", "suffix": "Jr."}],
        "container-title": "Lantern Dialogues",
        "issued": {"date-parts": [[2026, 3, 12]]},
        "original-date": {"date-parts": [[435]], "circa": True},
        "original-title": "渡口",
        "URL": "https://lantern.example/t/bcdfgh",
        "accessed": {"date-parts": [[2026, 11, 22]]},
        "language": "en",
        "version": "2",
        "abstract": "One ferry,\n\ntwo banks.",
        "keyword": "Rivers, Home & abroad",
        "note": f"{VERSION}. Translated from zh-Hans: 渡口",
    }


def test_csl_json_keeps_chinese_names_whole_and_counts_years_before_the_common_era_down():
    found = item(CHINESE | {"date": ["year", -81], "converted_from": "zh-hans", "is_unchecked": True})
    assert found["author"] == [{"literal": "沈若雲"}, {"literal": "周渡"}]
    assert found["original-date"] == {"date-parts": [[-81]]}
    assert found["note"] == f"{VERSION}. Converted automatically from Simplified Chinese, unchecked"


@pytest.mark.parametrize(
    ("date", "csl_date", "bib_date", "ris_date"),
    [
        ([], None, None, None),
        (["year", 2017], {"date-parts": [[2017]]}, "2017", "2017"),
        (["words", "Spring 2017", 2017], {"literal": "Spring 2017"}, None, "Spring 2017"),
    ],
)
def test_a_date_is_given_as_far_as_it_is_known(date, csl_date, bib_date, ris_date):
    given = {"date": date}
    assert (item(given).get("issued"), bib(given).get("date"), ris_fields(given).get("date")) == (
        csl_date,
        bib_date,
        ris_date,
    )


def test_every_judged_text_is_one_entry_in_every_format():
    for given in JUDGED:
        cited = work(given)
        assert len(bibtexparser.parse_string(bibtex.write(cited)).entries) == 1
        assert len(rispy.loads(ris.write(cited))) == 1
        assert len(json.loads(csl.write(cited))) == 1
