"""The counting rule, by judged strings: (text, words, Chinese characters)."""

import pytest

from responses.lib.counting import Count, count

JUDGED = [
    ("", 0, 0),
    (" \n\t\xa0\u3000", 0, 0),
    ("Hello, world!", 2, 0),
    ("don’t won't o’clock", 3, 0),
    ("‘tis the season’s end", 4, 0),
    ("well-known state-of-the-art non‑breaking", 3, 0),
    ("word—word", 2, 0),
    ("word -- word", 2, 0),
    ("word–word", 2, 0),
    ("1914–1918", 1, 0),
    ("1,000 people, 3.5 million", 4, 0),
    ("$1,000.50 and 10%", 3, 0),
    ("at 12:30, 24/7", 3, 0),
    ("U.S. policy, e.g. trade", 4, 0),
    ("U.S.–China", 2, 0),
    ("end.Then two,three", 3, 0),
    ("https://example.com/a,b?c=d&e=f#g is one", 3, 0),
    ("see www.example.com.", 2, 0),
    ("write to a.b@example.org", 3, 0),
    ("no\xa0break\u2009thin\u3000wide", 4, 0),
    ("line\nline\ttab", 3, 0),
    ("[bracketed] insertion[s]", 3, 0),
    ("naïve café Zürich", 3, 0),
    ("cafe\u0301s re\u0301sume\u0301", 2, 0),
    ("हिन्दी भाषा", 2, 0),
    ("Ελλάδα Россия עברית", 3, 0),
    ("한국어 문장", 2, 0),
    ("😀 👩‍👩‍👧 🇨🇳", 0, 0),
    ("… — ! ? _ * ⿻ ©", 0, 0),
    ("snake_case __init__", 2, 0),
    ("你好，世界！", 0, 4),
    ("我们用Python写代码", 1, 6),
    ("COVID-19疫情", 1, 2),
    ("二〇二六年9月12日", 2, 7),
    ("人々", 0, 2),
    ("𥌃𠷐 \U00031350\U0002ebf0", 0, 4),
    ("葛\U000e0100城", 0, 2),
    ("豈\uf900", 0, 2),
    ("「對話」“对话”", 0, 4),
    ("习近平：“Hello world。”", 2, 3),
    ("访问https://example.cn/路径", 1, 4),
    ("ＡＢＣ 全角", 1, 2),
]


@pytest.mark.parametrize(("text", "words", "characters"), JUDGED)
def test_each_han_character_and_each_other_word_counts_one(text: str, words: int, characters: int) -> None:
    assert count(text) == Count(words=words, characters=characters)


def test_the_total_is_words_and_characters_together() -> None:
    assert count("我们用Python写代码").total == 7


@pytest.mark.parametrize("unit", ["-.", "a-", "1,", "你a", "http://", "_", "a\u0301", "—"])
@pytest.mark.timeout(5)
def test_a_storm_of_punctuation_is_counted_in_linear_time(unit: str) -> None:
    once = count(unit * 10)
    assert count(unit * 200_000).total in {once.total, once.total * 20_000}
