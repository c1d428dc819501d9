"""The words that texts answer go out with a dialogue and come back with it."""

import json
from copy import deepcopy

import pytest

from responses.interchange.problems import ImportRefused
from responses.interchange.services import import_files
from responses.threads.models import Essay, Passage
from responses.threads.services.publishing import withdraw
from tests.factories import (
    answering,
    edition_of,
    prompt_of,
    publish_all,
    response_to,
    save,
    thread_with_prompt,
    translation_of,
)
from tests.interchange.test_schema2 import empty_site, export

pytestmark = pytest.mark.django_db

BODY = (
    "<p>One is said here. And two.</p><p>One is said here too.</p>"
    "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"
)
CHINESE = "<p>一。二。</p><p>又是一。</p><p>表</p>"


@pytest.fixture(scope="module")
def built(laid):
    with laid():
        yield a_live_prompt()


@pytest.fixture
def prompt(built):
    return deepcopy(built)


def a_live_prompt():
    """A live prompt in two languages, which two replies answer."""
    prompt = prompt_of(thread_with_prompt(body=BODY, slug="spirit", prompt_slug="extinction"))
    publish_all(prompt, translation_of(prompt, "zh-hans", body=CHINESE))
    first = answering(response_to(prompt, "First", slug="first"), (0, "And two."), (2, ""))
    second = response_to(prompt, "Second", slug="second")
    answering(second, (1, ""), of=edition_of(prompt, "zh-hans").latest)
    publish_all(first, second)
    return prompt


def held():
    found = Passage.objects.order_by("essay__slug", "position")
    return list(found.values_list("essay__slug", "paragraph", "words", "revision__edition__language"))


def essays(text):
    """The essays of the one thread in an export, by address, and its other lines."""
    lines = [json.loads(line) for line in text.splitlines()]
    return {each["slug"]: each for each in lines[-1]["essays"]}, lines


def refused(folder, lines):
    file = folder / "changed.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    with pytest.raises(ImportRefused) as refusal:
        import_files([str(file)])
    return [f"{each.field}: {each.sentence}" for each in refusal.value.problems]


def test_words_are_exported_and_found_again_on_an_empty_site(prompt, tmp_path):
    first, before = export(), held()
    assert essays(first)[0]["first"]["answers"] == [
        {"language": "en", "words": "And two."},
        {"language": "en", "words": "a b"},
    ]
    assert essays(first)[0]["second"]["answers"] == [{"language": "zh-Hans", "words": "又是一。"}]
    (tmp_path / "export.jsonl").write_text(first)
    empty_site()
    import_files([str(tmp_path / "export.jsonl")])
    assert held() == before
    assert export() == first


def test_importing_it_again_writes_nothing(prompt, tmp_path):
    (tmp_path / "export.jsonl").write_text(export())
    before = list(Passage.objects.order_by("pk").values())
    import_files([str(tmp_path / "export.jsonl")])
    assert list(Passage.objects.order_by("pk").values()) == before


def test_words_that_stand_in_two_paragraphs_are_exported_as_the_whole_of_theirs(prompt):
    answering(Essay.objects.get(slug="first"), (1, "One is said here"))
    assert essays(export())[0]["first"]["answers"] == [{"language": "en", "words": "One is said here too."}]


def test_words_that_readers_do_not_see_are_left_out(prompt):
    edition = edition_of(prompt)
    draft = save(edition, body=BODY.replace("And two.", "And a secret."))
    answering(Essay.objects.get(slug="first"), (0, "And a secret."), of=draft)
    assert "secret" not in export()
    assert essays(export())[0]["first"]["answers"] == []


def test_words_in_an_edition_that_is_withdrawn_are_left_out(prompt):
    withdraw(edition=edition_of(prompt, "zh-hans"), user=None, note="")
    assert essays(export())[0]["second"]["answers"] == []


def test_a_changed_file_changes_what_is_answered(prompt, tmp_path):
    first = export()
    (tmp_path / "export.jsonl").write_text(first)
    empty_site()
    import_files([str(tmp_path / "export.jsonl")])
    found, lines = essays(first)
    found["first"]["answers"] = [{"language": "en", "words": "One is said here too."}]
    del found["second"]["answers"]
    (tmp_path / "export.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    import_files([str(tmp_path / "export.jsonl")])
    assert held() == [("first", 2, "", "en")]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (
            [{"language": "en", "words": "Nowhere."}],
            "essays[1].answers[0].words: is 'Nowhere.', expected words",
        ),
        (
            [{"language": "zh-Hant", "words": "一"}],
            "essays[1].answers[0].language: is 'zh-hant', expected that",
        ),
        (
            [{"language": "en", "words": "One is"}, {"language": "en", "words": "And two."}],
            "essays[1].answers[1].words: stands in a paragraph that is answered already",
        ),
        ([{"language": "en"}], "essays[1].answers[0].words: is missing, expected text"),
        ([{"language": "en", "words": "One", "page": 3}], "essays[1].answers[0].page: is not a field here"),
        ("One", "essays[1].answers: is 'One', expected a list"),
    ],
)
def test_what_is_wrong_with_the_words_is_said(prompt, tmp_path, answers, expected):
    found, lines = essays(export())
    found["first"]["answers"] = answers
    before = held()
    assert any(each.startswith(expected) for each in refused(tmp_path, lines)), refused(tmp_path, lines)
    assert held() == before


def test_a_prompt_answers_no_words(prompt, tmp_path):
    found, lines = essays(export())
    found["extinction"]["answers"] = [{"language": "en", "words": "And two."}]
    assert any("answers[0]" in each for each in refused(tmp_path, lines))
