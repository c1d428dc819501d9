"""Cards: lines that end where they may, the right forms of characters, bounded for any words."""

import io
import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.conf import settings
from PIL import Image

from responses.lib.cards import Arc, Card, Dot, Words, can_draw, draw, faces_in, lines, shelf
from tests.hostile.corpus import texts_in_turn

LARGEST = 60_000  # bytes
CARD = Card(
    title=Words("Finding a New Approach", "en"),
    above=(Words("Responding To:", "en"), Words("On trust", "en")),
    below=Words("Anne Conway and Fan Zhen", "en"),
    date=Words("September 21, 2017", "en"),
    name=Words("Dialogue Initiative", "en"),
)


@pytest.fixture(scope="module")
def faces():
    found = faces_in(tuple(map(str, settings.CARD_FONTS)))
    if not can_draw(Card(Words("骨", "zh-hans")), found):
        pytest.skip("no Chinese font on this machine")
    return found


def size_of(data):
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture.format, picture.size


def ten_each(text):
    return 10.0 * len(text)


def test_english_breaks_between_words():
    assert lines.broken("A plain old title", ten_each, 90) == ["A plain", "old title"]


def test_chinese_breaks_between_characters_but_never_before_or_after_the_wrong_mark():
    assert lines.pieces("论“和平”，与（战）争——") == ["论", "“和", "平”，", "与", "（战）", "争——"]


@pytest.mark.parametrize("most", range(40, 200, 10))
def test_no_line_begins_with_a_mark_that_may_not_or_is_too_long(most):
    text = "在“竞争”与“合作”之间：我们，这一代人，该怎样理解《中美关系》？"
    for written in (lines.broken(text, ten_each, most), lines.balanced(text, ten_each, most)):
        assert "".join(written) == text
        assert [
            line for line in written if line[0] in lines.NEVER_FIRST or line[-1] in lines.NEVER_LAST
        ] == []
        assert [line for line in written if ten_each(line) > most] == []


def test_lines_are_of_like_lengths_and_prefer_to_end_at_a_pause():
    assert lines.balanced("one two three four", ten_each, 150) == ["one two", "three four"]
    assert lines.balanced("共同留下的记录，该由谁保管？", ten_each, 120) == [
        "共同留下的记录，",
        "该由谁保管？",
    ]


def test_a_word_that_no_line_has_room_for_is_cut():
    assert lines.broken("ab" * 10, ten_each, 70) == ["abababa", "bababab", "ababab"]


def test_what_is_too_long_ends_in_an_ellipsis_and_not_after_a_comma():
    assert lines.shortened("Peace, and war", ten_each, 70) == "Peace…"
    assert len(lines.plain("字" * 100_000)) == lines.MOST_CHARACTERS + 1


def test_marks_without_a_form_are_left_out_and_accents_kept():
    assert lines.plain("E\u0301mi\u200blie\u202e\n du\ufe0f") == "Émilie du"


def test_a_card_is_a_small_png_and_the_same_for_the_same_words(faces):
    first = draw(CARD, faces)
    assert size_of(first) == ("PNG", (1200, 630))
    assert len(first) < LARGEST
    assert draw(replace(CARD), faces) == first
    assert draw(replace(CARD, date=Words("2018", "en")), faces) != first


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
@pytest.mark.parametrize("title", ["Long words " * 60, "在“竞争”与“合作”之间。" * 40, "w" * 5000, "？"])
def test_any_length_of_title_has_its_card(faces, language, title):
    dots = tuple(Dot(number / 99, 0.002, bool(number % 2)) for number in range(100))
    arcs = tuple(Arc(0, number / 99, number / 99, bool(number % 2)) for number in range(1, 100))
    for card in (Card(Words(title, language)), Card(Words(title, language), dots=dots, arcs=arcs)):
        drawn = draw(card, faces)
        assert size_of(drawn) == ("PNG", (1200, 630))
        assert len(drawn) < LARGEST


def test_simplified_and_traditional_have_the_forms_of_their_own_region(faces):
    same = "骨直令返"
    assert draw(Card(Words(same, "zh-hans")), faces) != draw(Card(Words(same, "zh-hant")), faces)


def test_hostile_words_are_drawn_or_refused_and_nothing_else(faces):
    text = texts_in_turn()[0]
    for start in range(0, len(text), len(text) // 20):
        words = Words(text[start : start + 150], "en")
        card = Card(title=words, above=(words, words), below=words, date=words, name=words)
        if can_draw(card, faces):
            assert len(draw(card, faces)) < LARGEST


@pytest.mark.parametrize("missing", ["\U0001f600 smile", "ꙮ", "\ue000", ""])
def test_what_no_font_has_is_not_drawn_as_boxes(faces, missing):
    title = Words(missing and f"Title {missing}", "en")
    kept = lines.plain(title.text) == "Title"  # what has no form at all is left out
    assert can_draw(Card(title), faces) is kept


def test_without_any_font_nothing_can_be_drawn(tmp_path):
    assert not can_draw(CARD, faces_in((str(tmp_path),)))


def test_a_card_is_made_once_however_many_ask(tmp_path):
    made = []

    def make():
        made.append(1)
        time.sleep(0.05)
        return b"card"

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: shelf.kept(tmp_path, "key", make), range(16)))
    assert (found, len(made)) == ([b"card"] * 16, 1)
    assert [file.name for file in tmp_path.iterdir()] == ["key.png"]


def test_one_card_is_made_at_a_time(tmp_path):
    now, most = [], []

    def make():
        now.append(1)
        most.append(len(now))
        time.sleep(0.01)
        now.pop()
        return b"card"

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: shelf.kept(tmp_path, f"key{number}", make), range(8)))
    assert max(most) == 1


def test_a_disk_that_takes_nothing_costs_only_time(tmp_path, caplog):
    caplog.set_level("CRITICAL")
    (tmp_path / "file").touch()
    assert shelf.kept(tmp_path / "file", "key", lambda: b"card") == b"card"


def test_old_and_too_many_cards_are_swept(tmp_path, monkeypatch):
    monkeypatch.setattr(shelf, "MOST", 3)
    now = time.time()
    for name, age in [("a.png", 50), ("b.png", 40), ("c.png", 30), ("d.png", 20), ("e.1", 7200), ("f.2", 1)]:
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (now - age, now - age))
    shelf.sweep(tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["b.png", "c.png", "d.png", "f.2"]
    os.utime(tmp_path / "b.png", (now - 2 * shelf.OLDEST,) * 2)
    shelf.sweep(tmp_path)
    assert not (tmp_path / "b.png").exists()
