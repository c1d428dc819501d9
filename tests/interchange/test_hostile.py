"""Hostile and broken files end in sentences, never in a traceback, and leave nothing behind."""

import copy
import json
import random

import pytest

from responses.interchange.problems import ImportRefused
from responses.interchange.services import import_files
from tests.interchange.samples import chinese, dialogue, post, tables, thread_line, translations, write

pytestmark = pytest.mark.django_db

ODD = [
    None,
    True,
    0,
    -1,
    2**70,
    1.5,
    "",
    "x" * 200_000,
    "\ud800",
    "a\x00",
    [],
    [[]],
    {},
    {"en": 3},
    "2017",
    "😀" * 300,
]


def refused(folder, *lines) -> list[str]:
    before = tables()
    with pytest.raises(ImportRefused) as caught:
        import_files([write(folder, *lines)])
    assert tables() == before
    return [problem.sentence for problem in caught.value.problems]


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[" * 100_000,
        '{"schema": NaN}',
        '{"schema": 1, "schema": 1}',
        "1" * 5000,
        '"text"',
        '{"schema": 1}',
        '{"schema": 2}',
        '{"schema": 2, "type": "essay"}',
    ],
    ids=range(9),
)
def test_a_line_that_is_no_record_is_refused(tmp_path, line):
    assert refused(tmp_path, line)


def test_bytes_that_are_no_utf8_are_refused(tmp_path):
    file = write(tmp_path, dialogue())
    (tmp_path / "dialogues.jsonl").write_bytes(b'{"schema": 1, "slug": "\xff"}\n')

    with pytest.raises(ImportRefused, match="is no UTF-8 at byte 24, expected UTF-8"):
        import_files([file])


def test_a_lone_surrogate_is_refused(tmp_path):
    line = json.dumps(dialogue("t", post("a", "t-prompt", venue={"deep": ["\ud800"]})))

    assert refused(tmp_path, line) == ["holds the character U+D800, expected text without it"]


def test_a_fact_of_any_depth_is_bounded(tmp_path):
    deep: list = []
    for _level in range(50):
        deep = [deep]

    assert refused(tmp_path, dialogue("t", post("a", "t-prompt", source=deep))) == [
        "is nested more than 20 deep, expected less"
    ]


def test_script_in_a_body_does_not_arrive(tmp_path):
    from tests.interchange.test_schema1 import live

    evil = '<p onclick="x()">A<script>alert(1)</script><svg onload="x()"></svg></p>'
    import_files([write(tmp_path, dialogue("t", post("a", "t-prompt", body_html=evil, footnotes=[])))])

    assert live("a").body == "<p>A</p>"


@pytest.mark.parametrize("seed", range(8))
def test_any_value_in_any_field_is_taken_or_refused_in_words(tmp_path, seed):
    chance = random.Random(seed)
    said: list[str] = []
    for _number in range(25):
        records = [dialogue("t", chinese("a", "t-prompt"), post("b", "a")), translations("t"), thread_line()]
        record = chance.choice(records)
        _spoil(record, chance)
        said += _said(write(tmp_path, json.dumps(record)))

    assert len(said) > 10
    assert [sentence for sentence in said if "xpected " not in sentence] == []


def _said(file: str) -> list[str]:
    try:
        import_files([file], dry_run=True)
    except ImportRefused as refused:
        return [problem.sentence for problem in refused.problems]
    return []


def _spoil(record, chance: random.Random) -> None:
    """Put something odd into one place, at any depth."""
    holder = record
    while True:
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if not keys:
            return
        key = chance.choice(keys)
        if isinstance(holder[key], dict | list) and holder[key] and chance.random() < 0.7:
            holder = holder[key]
            continue
        holder[key] = copy.deepcopy(chance.choice(ODD))
        return
