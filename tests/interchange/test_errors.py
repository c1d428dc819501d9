"""What is wrong is said with its place, all of it, and nothing is written."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from responses.interchange import marks
from responses.interchange.problems import ImportRefused
from responses.interchange.services import import_files
from responses.threads.errors import NothingToAnswer
from responses.threads.models import Essay, Thread
from tests.interchange.samples import chinese, dialogue, post, tables, translations, variant, write

pytestmark = pytest.mark.django_db


def problems(folder, *records) -> list[str]:
    """What is said about a file of these, without its name; and nothing was written."""
    file, before = write(folder, *records), tables()
    with pytest.raises(ImportRefused) as refused:
        import_files([file])
    assert tables() == before
    return [str(problem).removeprefix(f"{folder}/") for problem in refused.value.problems]


WRONG = [
    (
        dialogue("t", post("a", "t-prompt", language="fr")),
        "responses[0].language",
        "is 'fr'",
        'expected one of "en", "zh-Hans", "zh-Hant"',
    ),
    (
        dialogue("t", post("a", "t-prompt", language=["en"])),
        "responses[0].language",
        "is ['en']",
        'expected one of "en", "zh-Hans", "zh-Hant"',
    ),
    (
        dialogue("t", post("a", "nowhere")),
        "responses[0].responding_to",
        "is 'nowhere'",
        "expected a text of this thread",
    ),
    (
        dialogue("t", post("a", "a")),
        "responses[0].responding_to",
        "is 'a', which is this text itself",
        "expected another of its thread",
    ),
    (
        dialogue("t", post("a")),
        "responses[0].responding_to",
        "is None",
        "expected a web address such as a-new-approach",
    ),
    (
        dialogue("t", post("a", "t-prompt", authors=["nobody"])),
        "responses[0].authors[0]",
        "is 'nobody'",
        "expected an author of authors.json or of the site",
    ),
    (
        dialogue("t", themes=["nothing"]),
        "themes[0]",
        "is 'nothing'",
        "expected a theme of these files or of the site",
    ),
    (
        dialogue("t", post("2017", "t-prompt")),
        "responses[0].slug",
        "is '2017'",
        'expected lower-case letters, digits and hyphens, no year, not "feed", "full" or "undated"',
    ),
    (
        dialogue("t", post("t-prompt", "t-prompt")),
        "responses[0].slug",
        "is 't-prompt', which stands twice in this thread",
        "expected another",
    ),
    (
        dialogue("t", post("a", "t-prompt", title="x" * 200_000)),
        "responses[0].title",
        "has 200000 characters",
        "expected at most 500",
    ),
    (dialogue("t", post("a", "t-prompt", title="")), "responses[0].title", "is empty", "expected text"),
    (
        dialogue("t", post("a", "t-prompt", title="a\x00b")),
        "responses[0].title",
        "holds the character U+0000",
        "expected text without it",
    ),
    (
        dialogue("t", post("a", "t-prompt", body_html="<p></p>")),
        "responses[0].body_html",
        "holds no text",
        "expected paragraphs",
    ),
    (
        dialogue("t", post("a", "t-prompt", footnotes=[3])),
        "responses[0].footnotes[0]",
        "is 3",
        "expected text",
    ),
    (
        dialogue("t", chinese("a", "t-prompt", variant=variant(language="en"))),
        "responses[0].variant.language",
        "is 'en'",
        "expected the other Chinese script",
    ),
    (
        dialogue("t", prompt=post("t-prompt", "a")),
        "prompt.responding_to",
        "is 'a'",
        "expected null on a prompt",
    ),
    (dialogue("t", responses="none"), "responses", "is 'none'", "expected a list"),
    (dialogue("t", title={}), "title", "holds no text", "expected it in one language at least"),
    (
        dialogue("t", title={"de": "Wie spät ist es?", "en": "x"}),
        "title.de",
        "is not a field here",
        "expected only en, zh-Hans, zh-Hant",
    ),
    (dialogue("t", schema=3), "schema", "is 3", "expected 1 or 2"),
    (dialogue("t", schema=True), "schema", "is True", "expected 1 or 2"),
    ([1], "record", "is [1]", "expected an object"),
    (translations(versions=[]), "versions", "is empty", "expected at least one version"),
]


@pytest.mark.parametrize(("record", "field", "fault", "expected"), WRONG)
def test_the_place_the_fault_and_what_was_expected_are_named(tmp_path, record, field, fault, expected):
    assert f"dialogues.jsonl:1: {field}: {fault}, {expected}" in problems(tmp_path, record)


def test_a_wrong_date_is_quoted(tmp_path):
    (said,) = problems(tmp_path, dialogue("t", post("a", "t-prompt", date="1787-02-30")))

    assert said.startswith("dialogues.jsonl:1: responses[0].date: is '1787-02-30': ")
    assert said.endswith("Expected YYYY-MM-DD, YYYY-MM, YYYY or null")


def test_every_fault_of_a_thread_is_said_at_once(tmp_path):
    said = problems(tmp_path, dialogue("t", post("a", "x", language="fr"), post("b", "y", authors="fan-li")))

    assert len(said) == 4


def test_a_circle_is_said_of_each_text_in_it_and_of_none_outside(tmp_path):
    said = problems(tmp_path, dialogue("t", post("a", "b"), post("b", "a"), post("c", "a")))

    assert said == [
        f"dialogues.jsonl:1: responses[{place}].responding_to: is '{other}', which leads back here, "
        "expected a text that leads to the prompt"
        for place, other in ((0, "b"), (1, "a"))
    ]


def test_addresses_are_taken_once_in_all_files(tmp_path):
    file = f"{tmp_path}/dialogues.jsonl"

    assert problems(tmp_path, dialogue("t"), "", dialogue("t", post("a", "t-prompt"))) == [
        f"dialogues.jsonl:3: slug: is 't', which is taken at {file}:1, expected another",
        f"dialogues.jsonl:3: prompt.slug: is 't-prompt', which is taken at {file}:1, expected another",
    ]


def test_an_address_of_another_thread_of_the_site_is_refused(tmp_path):
    import_files([write(tmp_path, dialogue("t", post("a", "t-prompt")))])

    said = problems(tmp_path, dialogue("u", post("a", "u-prompt")))

    assert said == [
        "dialogues.jsonl:1: responses[0].slug: is 'a', which belongs to another thread of this site"
    ]


def test_another_prompt_for_a_thread_of_the_site_is_refused(tmp_path):
    import_files([write(tmp_path, dialogue("t"))])

    (said,) = problems(tmp_path, dialogue("t", post("a", "q"), prompt=post("q")))

    place, _colon, fault = said.partition(": is ")
    assert (place, fault) == (
        "dialogues.jsonl:1: prompt",
        "'q', but this thread's prompt on the site is 't-prompt', expected that",
    )


def test_a_fault_in_the_authors_list_is_said_at_its_own_line(tmp_path):
    file = write(tmp_path, dialogue("t"))
    (tmp_path / "authors.json").write_text(
        '[\n{"slug": "ada-example",\n"name": {"en": "A"}},\n{"slug": "b"}]'
    )

    with pytest.raises(ImportRefused) as refused:
        import_files([file])

    assert str(refused.value).splitlines() == [
        f"{tmp_path}/authors.json:4: name: is None, expected an object",
        f"{tmp_path}/authors.json:4: name: holds no text, expected it in one language at least",
    ]


def test_one_bad_thread_keeps_the_good_ones_out_too(tmp_path):
    problems(tmp_path, dialogue("t"), dialogue("u", post("a", "nowhere")))

    assert not Thread.objects.exists()


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ImportRefused) as refused:
        import_files([str(tmp_path / "none.jsonl")])

    assert str(refused.value) == (
        f"{tmp_path}/none.jsonl:1: file: cannot be read (No such file or directory), expected JSON lines"
    )


@pytest.mark.database
def test_a_thread_that_fails_while_it_is_written_is_wholly_absent(tmp_path, monkeypatch):
    leave_all = marks.leave_all

    def fail_at_the_last_step_of_t(rows, at):
        rows = list(rows)
        if rows[0][0].slug == "t-prompt":
            raise NothingToAnswer
        leave_all(rows, at)

    monkeypatch.setattr(marks, "leave_all", fail_at_the_last_step_of_t)

    report = import_files([write(tmp_path, dialogue("t"), dialogue("u"))])

    assert [problem.line for problem in report.problems] == [1]
    assert [thread.slug for thread in Thread.objects.all()] == ["u"]
    assert Essay.objects.filter(thread__slug="u").count() == Essay.objects.count() == 3


def test_the_command_prints_every_problem_and_fails(tmp_path):
    errors = StringIO()

    with pytest.raises(CommandError, match=r"Nothing was imported\."):
        call_command("import_threads", write(tmp_path, dialogue("t", post("a", "x"))), stderr=errors)

    assert errors.getvalue() == (
        f"{tmp_path}/dialogues.jsonl:1: responses[0].responding_to: is 'x', expected a text of this thread\n"
    )


def test_a_line_that_breaks_off_is_named_itself(tmp_path):
    (tmp_path / "broken.jsonl").write_text('{"schema": 1, "slug": "t"\n')
    with pytest.raises(ImportRefused) as refused:
        import_files([f"{tmp_path}/broken.jsonl"])
    (problem,) = map(str, refused.value.problems)
    assert problem.removeprefix(f"{tmp_path}/").startswith(
        "broken.jsonl:1: line: is no JSON at character 26 "
    )
