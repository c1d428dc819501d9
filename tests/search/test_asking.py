"""Whatever is typed gets an answer: operators, storms of signs, ten thousand characters."""

import random

import pytest

from responses.search.finding import find, named_like
from responses.search.query import CLAUSES, LONGEST, read
from tests.factories import publish_all, response_to

pytestmark = pytest.mark.database

STORMS = [
    "",
    " ",
    '"' * 10_000,
    "*" * 10_000,
    "-" * 10_000,
    "a" * 10_000,
    "中" * 10_000,
    "a* b* c*",
    "AND OR NOT NEAR(a b, 2)",
    'keys : "x" ^ +',
    "author:",
    "author:author:author:",
    'theme:"',
    "-author:-theme:-",
    "'); DROP TABLE responses_essay; --",
    "%s %d {0} {{x}} %(x)s",
    "\\ \\\\ \\u0000",
    "“unclosed",
    '「”『"',
    "\u202e\u200b\ufeff\ud800x",
    "𥌃𠷐\U000e0100",
    "é\u0301\u0301\u0301" * 500,
    "１２３ ＡＢＣ　全角",
    "(((((((((((((((((((((((((((",
    "a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p",
]


@pytest.mark.parametrize("typed", STORMS, ids=range(len(STORMS)))
def test_every_storm_of_signs_is_a_search(prompt, typed):
    query = read(typed)
    assert len(query.clauses) <= CLAUSES
    assert len(query.text) <= LONGEST
    assert find(query, narrowed={"year": typed, "theme": typed, "kind": typed}).total in (0, 1)
    named_like(query)


def test_random_sequences_of_signs_are_searches(prompt):
    random_ = random.Random(7)
    signs = "ab中美\"“”-*:()[]{}^~+&|!\\/<>'%;,.?=@#$ 　\t\n一－author:theme:作者："
    for _each in range(300):
        typed = "".join(random_.choices(signs, k=random_.randrange(1, 60)))
        assert find(read(typed), narrowed={}).total >= 0


@pytest.mark.parametrize(
    ("said", "typed"),
    [
        (
            "THAAD [Terminal High Altitude Area Defense] was sent.",
            ["THAAD", "thaad", '"terminal high altitude"', '"THAAD was sent"'],
        ),
        (
            "部署萨德[终端高空区域防御]系统，萨德（THAAD）的作用。",
            ["萨德系统", "薩德系統", "部署萨德系统", "萨德的作用", "终端高空", "防御系统", "萨德终端"],
        ),
        ("They sent it to the U.S. in May.", ["U.S.", "US", "u.s.", '"the U.S."']),
        ("Their argument[s] and [t]heir claims.", ["arguments", "argument", "their claims"]),
        (
            "Decision-making is slow.",
            ["decision-making", "decisionmaking", "decision making", '"decision making"'],
        ),
        ("A naïve façade in Orléans.", ["naive facade", "ORLEANS", "Orléans"]),
        ("Globalisation and behaviour.", ["globalization", "behavior", "globalisation"]),
        ("It doesn’t matter.", ["doesn't", "doesn’t", "“doesn't matter”"]),
        ("Ｆｕｌｌ width １９８４.", ["full width", "1984"]),
        ("They cooperate.", ["cooperation", "co-operation", "cooperating"]),
        ("一场对话。", ["对话", "對話", "一場對話", "“对话”", "對"]),
        ("中华书局出版。", ["中華書局", "中华书局", "中华 书局", "《中华书局》"]),
        ("後來的臺灣與皇后。", ["后来", "後來", "台湾", "臺灣", "皇后"]),
        ("互相了解，一目了然。", ["瞭解", "互相瞭解", "一目瞭然", "了解"]),
        ("彷彿明瞭了復甦的計畫。", ["仿佛", "明了", "复苏", "计划", "复苏的计划"]),
        ("谈到AI时代的合作。", ["AI", "ai时代", "AI 时代", "时代的合作"]),
        ("生僻字𥌃與𠷐。", ["𥌃", "𠷐", "𥌃与"]),
    ],
)
def test_a_text_is_found_however_its_words_are_typed(prompt, said, typed):
    publish_all(response_to(prompt, slug="reply", body=f"<p>{said}</p>"))
    assert {each: [hit.slug for hit in find(read(each), narrowed={}).hits] for each in typed} == {
        each: ["reply"] for each in typed
    }


@pytest.mark.parametrize(
    ("said", "typed"),
    [
        ("Give it to us.", "U.S."),
        ("中华，书局。", "中华书局"),
        ("书局中华。", "中华书局"),
        ("战争与和平", "争和"),
        ("The war was nuclear.", '"nuclear war"'),
        ("Of THAAD [as they say], a system.", '"THAAD as system"'),
        ("部署萨德[终端]，系统", "萨德系统"),
        ("Republics and nations.", "republics -nation"),
    ],
)
def test_a_text_is_not_found_by_what_it_does_not_say(prompt, said, typed):
    publish_all(response_to(prompt, slug="reply", body=f"<p>{said}</p>"))
    assert find(read(typed), narrowed={}).total == 0


def test_words_in_the_title_come_before_words_in_the_text_and_side_by_side_before_apart(prompt):
    publish_all(response_to(prompt, "Of rivers", slug="title", body="<p>Nothing.</p>"))
    publish_all(response_to(prompt, "One", slug="text", body="<p>A river.</p>"))
    publish_all(response_to(prompt, "Two", slug="apart", body="<p>A river, then a long delta.</p>"))
    publish_all(response_to(prompt, "Three", slug="beside", body="<p>A delta. A river delta.</p>"))
    assert find(read("river"), narrowed={}).hits[0].slug == "title"
    assert [hit.slug for hit in find(read("river delta"), narrowed={}).hits] == ["beside", "apart"]
