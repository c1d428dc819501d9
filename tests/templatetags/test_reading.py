"""What the reading room's templates say, word by word, in each language."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.utils import translation
from lxml import html

from responses.lib.dates import PartialDate
from responses.reading.rows import EssayRow, Name
from responses.templatetags import bylines, languages, reading, rows


@pytest.fixture
def chinese():
    translation.activate("zh-hans")


def person(name, affiliation="", slug="", bio=""):
    return Name(name, slug, affiliation, bio, "author")


def essay_row(**changes):
    values = {
        "pk": 1,
        "slug": "an-answer",
        "kind": "response",
        "position": 1,
        "thread_pk": 1,
        "responding_to": 9,
        "date": PartialDate(),
        "language": "en",
        "edition_kind": "original",
        "is_reviewed": False,
        "revision_pk": 1,
        "title": "An <answer>",
        "sentence": "",
        "has_summary": False,
        "page_language": "en",
        "languages": ("en",),
        "first": datetime(2026, 11, 1, tzinfo=UTC),
    }
    return EssayRow(**values | changes)


def shown_in(language, page, *, kind="original", reviewed=None, **more):
    edition = SimpleNamespace(kind=kind, reviewed_at=reviewed)
    unchecked = kind == "conversion" and reviewed is None
    return SimpleNamespace(
        language=language,
        page_language=page,
        is_foreign=language != page,
        edition=edition,
        is_unreviewed_conversion=unchecked,
        **more,
    )


@pytest.mark.parametrize(
    ("page", "language", "sentence"),
    [
        (
            "en",
            "zh-hans",
            "This essay is not available in English. The Simplified Chinese original follows.",
        ),
        (
            "en",
            "zh-hant",
            "This essay is not available in English. The Traditional Chinese original follows.",
        ),
        ("zh-hans", "en", "本文暂无简体版，以下为英文原文。"),
        ("zh-hans", "zh-hant", "本文暂无简体版，以下为繁体原文。"),
        ("zh-hant", "en", "本文暫無繁體版，以下為英文原文。"),
        ("zh-hant", "zh-hans", "本文暫無繁體版，以下為簡體原文。"),
        ("zh-hant", "zh-hant", ""),
    ],
)
def test_a_missing_language_is_said_in_the_pages_own(page, language, sentence):
    translation.activate(page)
    assert reading.notice(shown_in(language, page)) == sentence


def test_a_text_that_stands_in_is_not_called_original_when_it_is_a_translation(chinese):
    assert reading.notice(shown_in("en", "zh-hans", kind="translation")) == "本文暂无简体版，以下为英文译文。"


@pytest.mark.parametrize(
    ("kind", "reviewed", "label"),
    [
        ("original", None, "<span>English</span> (original)"),
        ("translation", None, "<span>English</span> (translation)"),
        ("conversion", None, "<span>English</span> (automatic, unchecked)"),
        ("conversion", datetime(2026, 11, 1, tzinfo=UTC), "<span>English</span> (automatic, checked)"),
    ],
)
def test_an_edition_says_what_it_is(kind, reviewed, label):
    assert reading.edition_label(shown_in("en", "en", kind=kind, reviewed=reviewed)) == label


@pytest.mark.parametrize(
    ("page", "count", "expected"),
    [
        ("en", ["A"], "A"),
        ("en", ["A", "B"], "A and B"),
        ("en", ["A", "B", "C", "D"], "A, B, C, and D"),
        ("zh-hans", ["A", "B", "C"], "A、B、C"),
        ("zh-hant", ["A", "B"], "A、B"),
    ],
)
def test_names_are_joined_as_the_language_does(page, count, expected):
    translation.activate(page)
    assert bylines.joined(count) == expected


def test_a_place_that_authors_share_is_said_once():
    row = essay_row(names=[person("Ann", "Georgetown"), person("Ben", "Georgetown")])
    assert bylines.plain_who(row) == "<b><bdi>Ann</bdi></b> and <b><bdi>Ben</bdi></b>, Georgetown"


def test_places_that_differ_stand_beside_their_names(chinese):
    row = essay_row(
        language="zh-hans", page_language="zh-hans", names=[person("甲", "北大"), person("乙", "清华")]
    )
    assert bylines.plain_who(row) == "<b><bdi>甲</bdi></b>（北大）、<b><bdi>乙</bdi></b>（清华）"


def test_a_name_in_another_language_says_so_and_is_escaped(chinese):
    row = essay_row(page_language="zh-hans", names=[person("A<b>")])
    assert bylines.plain_who(row) == '<b><bdi lang="en">A&lt;b&gt;</bdi></b>'


def test_only_a_name_with_a_page_is_linked():
    assert bylines.names([person("Ann", slug="ann"), person("Publius")]) == (
        '<a href="/people/ann/"><bdi>Ann</bdi></a> and <bdi>Publius</bdi>'
    )


@pytest.mark.parametrize(
    ("page", "code", "found"), [("en", "en", ""), ("en", "zh-hant", ' lang="zh-Hant"'), ("en", "", "")]
)
def test_lang_marks_what_is_foreign_and_nothing_else(page, code, found):
    translation.activate(page)
    assert languages.lang(code) == found


def replies(written):
    return [
        row.findtext(".//span[@class='reply']") for row in html.fragment_fromstring(f"<ol>{written}</ol>")
    ]


def test_a_reply_to_another_response_names_it_and_one_to_the_prompt_does_not():
    to_response = essay_row(target=essay_row(pk=9, slug="first", title="First"))
    to_prompt = essay_row(target=essay_row(pk=9, kind="prompt"))
    written = rows.items([to_response, to_prompt], "known")
    assert written.count('class="reply"') == 1
    assert '<span class="reply">in reply to <a href="/responses/first/">First</a></span>' in written


def test_a_withdrawn_target_has_neither_title_nor_link():
    assert replies(rows.items([essay_row()], "all")) == ["in reply to a withdrawn essay"]
    assert replies(rows.items([essay_row()], "known")) == [None]


def test_a_date_has_a_machines_value_only_where_html_knows_one():
    day = PartialDate(2017, 9, 21, "day")
    assert reading.time(day) == '<time datetime="2017-09-21">September 21, 2017</time>'
    assert reading.time(PartialDate(-81, precision="year")) == "<span>81 BCE</span>"
    assert reading.time(PartialDate()) == ""


def test_a_year_is_named_in_chinese(chinese):
    assert [reading.year_name(year) for year in (2017, -81)] == ["2017年", "公元前81年"]


def test_json_ld_holds_what_could_end_it_and_stays_the_same_data():
    data = {"headline": "</script><b>&\u2028\u2029“”"}
    block = reading.json_ld(data)
    start, end = '<script type="application/ld+json">', "</script>"
    inner = block.removeprefix(start).removesuffix(end)
    assert not set("<>&\u2028\u2029") & set(inner)
    assert json.loads(inner) == data


@pytest.mark.parametrize(
    ("page", "line"),
    [
        ("en", '2 responses: 2 <span>English</span>, 1 <span lang="zh-Hans">简体</span>'),
        ("zh-hans", '2 篇回应：<span lang="en">English</span> 2 篇，<span>简体</span> 1 篇'),
    ],
)
def test_a_thread_counts_its_languages(page, line):
    translation.activate(page)
    thread = SimpleNamespace(responses=[1, 2], languages=[("en", "English", 2), ("zh-hans", "简体", 1)])
    assert reading.language_line(thread) == line


def test_one_response_is_singular():
    thread = SimpleNamespace(responses=[1], languages=[("en", "English", 1)])
    assert reading.language_line(thread) == "1 response: 1 <span>English</span>"


def test_facts_of_the_source_carry_a_language_of_their_own(chinese):
    shown = SimpleNamespace(
        original="zh-hant",
        essay=SimpleNamespace(facts={"venue": "弘明集"}, dated_words="c. 435"),
        edition=SimpleNamespace(facts={"rights": {"status": "public domain"}}),
    )
    assert reading.facts(shown) == [
        ("首次刊于", "弘明集", ' lang="zh-Hant"'),
        ("原载日期", "c. 435", ' lang="en"'),
        ("权利", "public domain", ' lang="en"'),
    ]
