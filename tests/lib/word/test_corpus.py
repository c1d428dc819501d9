"""Manuscripts of every shape, compared character for character with what their programs show."""

import json
from pathlib import Path

import pytest

from responses.lib import word
from tests.lib.word.containers import CONTAINERS, HTML
from tests.lib.word.dialects import SHAPES

FILES = Path(__file__).parent / "corpus" / "files"


def fields(read, wanted):
    return {name: getattr(read, name) for name in wanted}


@pytest.mark.parametrize(
    "file", sorted([*FILES.glob("*.docx"), *FILES.glob("*.odt")]), ids=lambda file: file.name
)
def test_what_programs_write_is_read_as_it_was_meant(file):
    wanted = {"report": []} | json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    assert fields(word.read(file.read_bytes(), name=file.name), wanted) == wanted


@pytest.mark.parametrize("name", SHAPES)
def test_the_dialects_of_programs_are_understood(name):
    data, wanted = SHAPES[name]()
    assert fields(word.read(data), wanted) == wanted


@pytest.mark.parametrize("name", CONTAINERS)
def test_every_kind_of_zip_is_opened(name):
    assert word.read(CONTAINERS[name]()).body_html == HTML
