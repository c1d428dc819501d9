import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responses.lib.names import family_name_in, family_name_of, initial, sort_key, strokes

LANGUAGES = ("en", "zh-hans", "zh-hant")
NAMES = st.text(max_size=20) | st.text("单司马欧阳于吕〇々𠷐葛\U000e0100·A b é", max_size=8)


def in_order(names, language):
    return sorted(names, key=lambda name: sort_key(name, language=language))


@pytest.mark.parametrize(
    ("name", "family_name", "key"),
    [
        ("W. E. B. Du Bois", "", "du1bois0w1e1b"),
        ("E. Glen Weyl", "", "weyl0e1glen"),
        ("Booker T. Washington", "", "washington0booker1t"),
        ("Brutus", "", "brutus"),
        ("Martin Luther King Jr.", "", "king0martin1luther1jr"),
        ("Henry Cabot Lodge, III", "", "lodge0henry1cabot1iii"),
        ("Martin Van Buren", "", "van1buren0martin"),
        ("Alexis de Tocqueville", "", "tocqueville0alexis1de"),
        ("Fan Zhen", "Fan", "fan0zhen"),
        ("Fan Zhen", "", "zhen0fan"),
        ("Ursula K. Le Guin", "Le Guin", "le1guin0ursula1k"),
        ("Yuval Noah Harari", "Cohen", "harari0yuval1noah"),
        ("Søren Kierkegaard", "", "kierkegaard0soren"),
        ("Łukasz Dąbrowski", "", "dabrowski0lukasz"),
        ("Patrick O’Brian", "", "obrian0patrick"),
        ("Jean-Paul Sartre", "", "sartre0jean1paul"),
        ("Emperor Wu of Liang (Xiao Yan)", "", "emperor1wu1of1liang"),
        ("The Imperial Counsellor (Dafu)", "", "imperial1counsellor"),
    ],
)
def test_a_latin_name_sorts_by_its_family_name(name, family_name, key):
    assert sort_key(name, language="en", family_name=family_name) == key


def test_a_short_family_name_stands_before_a_longer_one_that_begins_with_it():
    names = ["Ursula Le Guin", "Minh Le", "Anna Lea", "Zoe Le"]

    assert in_order(names, "en") == ["Minh Le", "Zoe Le", "Ursula Le Guin", "Anna Lea"]


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("单田芳", "shan4"),
        ("曾国藩", "zeng1"),
        ("曾國藩", "zeng1"),
        ("区桂芝", "ou1"),
        ("仇英", "qiu2"),
        ("解缙", "xie4"),
        ("任仲夷", "ren2"),
        ("朴槿惠", "piao2"),
        ("华罗庚", "hua4"),
        ("查良镛", "zha1"),
        ("盖宽饶", "ge3"),
        ("吕不韦", "lv3"),
        ("万俟咏", "mo4"),
        ("尉迟恭", "yu4"),
        ("长孙无忌", "zhang3"),
        ("单于夫罗", "chan2"),
        ("司马筠", "si1"),
        ("歐陽修", "ou1"),
        ("沈约", "shen3"),
    ],
)
def test_a_surname_has_its_own_reading(name, reading):
    assert re.match(r"[a-z]+[1-5]", sort_key(name, language="zh-hans"))[0] == reading


def test_a_given_name_has_the_ordinary_reading():
    assert sort_key("陆任", language="zh-hans") == "lu40809646ren40604efb"


def test_simplified_lists_run_by_pinyin_then_tone_then_strokes():
    names = ["王志", "汪洋", "王彬", "魏源", "王丁", "柳恽", "刘洽", "陆果", "吕后"]
    ordered = ["刘洽", "柳恽", "陆果", "吕后", "汪洋", "王彬", "王丁", "王志", "魏源"]

    assert in_order(names, "zh-hans") == ordered


def test_equal_sounds_run_by_strokes():
    assert in_order(["李礼", "李里", "李澧"], "zh-hans") == ["李礼", "李里", "李澧"]


def test_simplified_lists_put_latin_names_among_the_chinese_by_letter():
    names = ["谢举", "W. E. B. Du Bois", "范缜", "Brutus", "曹思文"]

    assert in_order(names, "zh-hans") == ["Brutus", "曹思文", "W. E. B. Du Bois", "范缜", "谢举"]


def test_traditional_lists_run_by_strokes_and_put_latin_names_last():
    names = ["顧歡", "Brutus", "釋法雲", "丁一", "司馬筠", "王志", "王彬", "何承天", "沈約", "蕭琛"]
    ordered = ["丁一", "王志", "王彬", "司馬筠", "何承天", "沈約", "蕭琛", "釋法雲", "顧歡", "Brutus"]

    assert in_order(names, "zh-hant") == ordered


def test_a_family_name_that_stands_last_comes_first_in_the_key():
    straight = sort_key("洛克约翰", language="zh-hans", family_name="洛克")

    assert sort_key("约翰洛克", language="zh-hans", family_name="洛克") == straight


@pytest.mark.parametrize(
    ("name", "headings"),
    [
        ("W. E. B. Du Bois", ["D", "D", "D"]),
        ("王志", ["W", "W", "4 畫"]),
        ("單田芳", ["S", "S", "12 畫"]),
        ("𥌃素", ["Z", "Z", "#"]),
        ("Сергей", ["#", "#", "#"]),
        ("50 Cent", ["C", "C", "C"]),
        ("2Pac", ["#", "#", "#"]),
        ("", ["#", "#", "#"]),
    ],
)
def test_a_list_has_a_heading_for_every_name(name, headings):
    assert [initial(sort_key(name, language=code), code) for code in LANGUAGES] == headings


@given(NAMES, st.sampled_from(LANGUAGES), st.text("单司马A b", max_size=3))
def test_a_key_sorts_alike_under_every_collation(name, language, family_name):
    assert re.fullmatch(r"[0-9a-z]+", sort_key(name, language=language, family_name=family_name))


@pytest.mark.parametrize(
    ("name", "chinese", "family_name"),
    [
        ("Xiao Chen", "萧琛", "Xiao"),
        ("Sima Yun", "司馬筠", "Sima"),
        ("Lü Buwei", "吕不韦", "Lü"),
        ("Lyu Buwei", "吕不韦", "Lyu"),
        ("Zeng Guofan", "曾国藩", "Zeng"),
        ("Audrey Tang", "唐鳳", ""),
        ("E. Glen Weyl", "衛谷倫", ""),
        ("Fayun", "释法云", ""),
        ("Brutus", "", ""),
    ],
)
def test_the_chinese_name_tells_whether_the_family_name_stands_first(name, chinese, family_name):
    assert family_name_of(name, chinese) == family_name
    texts = {"en": {"name": name}, "zh-hans": {"name": chinese}}
    assert family_name_in(texts, "en") == family_name
    assert family_name_in(texts | {"en": {"name": name, "family_name": "Said"}}, "en") == "Said"
    assert family_name_in(texts, "zh-hans") == family_name_in(texts, "zh-hant") == ""


# Counted by hand, as schools in Taiwan do: 艹 is four strokes, 阝 three, 辶 four.
COUNTED = (
    "一1 丁2 大3 王4 文4 丘5 司5 朱6 伏6 何7 沈7 明8 林8 范9 柳9 韋9 馬10 袁10 孫10 陳11 曹11 梁11 張11 郭11"
)
COUNTED += " 賀12 黃12 葉13 楊13 趙14 劉15 鄭15 蔡15 龍16 錢16 謝17 顏18 羅19 嚴20 釋20 顧21"


@pytest.mark.parametrize("counted", COUNTED.split())
def test_strokes_are_counted_as_in_taiwan(counted):
    assert strokes(counted[0]) == int(counted[1:])


@pytest.mark.parametrize(("char", "count"), [("㐀", 5), ("龘", 48), ("𠷐", 99), ("a", 99)])
def test_the_table_knows_extension_a_and_says_what_it_does_not_know(char, count):
    assert strokes(char) == count
