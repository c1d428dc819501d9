"""Short addresses go along with a dialogue, wherever it goes."""

import json

import pytest

from responses.interchange.problems import ImportRefused
from responses.interchange.services import import_files
from responses.lib.short_ids import short_id
from responses.threads.models import Essay
from responses.threads.services.essays import save_essay
from tests.interchange.samples import dialogue, post, tables, thread_line, write
from tests.interchange.test_schema2 import empty_site, export

pytestmark = pytest.mark.django_db


def names() -> dict[str, str]:
    return dict(Essay.objects.order_by("slug").values_list("slug", "short_id"))


def test_the_same_dialogue_of_schema_1_has_the_same_short_addresses_on_every_site(tmp_path):
    import_files([write(tmp_path, dialogue("t", post("a", "t-prompt")))])

    assert names() == {slug: short_id(slug) for slug in ("a", "t-prompt")}


def test_a_short_address_survives_a_renaming_and_the_way_through_a_file(tmp_path):
    import_files([write(tmp_path, thread_line())])
    save_essay(essay=Essay.objects.get(slug="r"), slug="renamed")
    (tmp_path / "export.jsonl").write_text(export())
    empty_site()

    import_files([str(tmp_path / "export.jsonl")])

    assert names()["renamed"] == short_id("r")
    assert export() == (tmp_path / "export.jsonl").read_text()


def with_names(*given: str):
    line = thread_line()
    for essay, name in zip(line["essays"], given, strict=False):
        essay["short_id"] = name
    return line


def test_a_name_that_another_text_has_is_not_taken_from_it(tmp_path):
    import_files([write(tmp_path, dialogue("other", post("a", "other-prompt")))])

    import_files([write(tmp_path, with_names(short_id("a")), name="second.jsonl")])

    assert (names()["a"], names()["q"]) == (short_id("a"), short_id("q"))


def test_a_text_that_is_here_keeps_its_own_name_and_is_not_changed_by_another(tmp_path):
    import_files([write(tmp_path, thread_line())])
    before = tables()

    import_files([write(tmp_path, with_names("bcdfgh"))])

    assert (names()["q"], tables()) == (short_id("q"), before)


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (["bcdf"], "essays[0].short_id: is 'bcdf', expected 6 of 23456789bcdfghjkmnpqrstvwxyz"),
        (["admin1"], "essays[0].short_id: is 'admin1', expected 6 of 23456789bcdfghjkmnpqrstvwxyz"),
        (
            ["bcdfgh", "bcdfgh"],
            "essays[1].short_id: is 'bcdfgh', which is taken at",
        ),
    ],
)
def test_a_wrong_name_is_refused(tmp_path, given, problem):
    with pytest.raises(ImportRefused) as refused:
        import_files([write(tmp_path, with_names(*given))])

    assert problem in str(refused.value)


def test_an_export_says_the_name_behind_the_address(tmp_path):
    import_files([write(tmp_path, with_names("bcdfgh"))])

    (essay, *_others) = json.loads(export().splitlines()[-1])["essays"]

    assert list(essay.items())[:2] == [("slug", "q"), ("short_id", "bcdfgh")]
