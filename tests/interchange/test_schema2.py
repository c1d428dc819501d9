"""Schema 2: there and back without a loss, and only what is public."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from responses.events.models import Event
from responses.interchange.exporting import NoSuchThread, export_threads
from responses.interchange.problems import ImportRefused
from responses.interchange.services import import_files
from responses.lib import clock
from responses.threads import guards
from responses.threads.models import Edition, Essay, Thread
from responses.threads.services.editions import mark_reviewed, save_revision
from responses.threads.services.essays import create_draft
from responses.threads.services.publishing import publish, withdraw
from tests.factories import content, make_user, theme, thread_with_prompt
from tests.interchange.samples import chinese, dialogue, post, tables, thread_line, translations, write
from tests.interchange.test_schema1 import live

pytestmark = pytest.mark.django_db


def export(*slugs: str) -> str:
    lines: list[str] = []
    export_threads(slugs=slugs, write=lines.append)
    return "".join(lines)


def fill(folder) -> None:
    import_files(
        [write(folder, dialogue("t", chinese("a", "t-prompt"), post("b", "a")), translations(), dialogue())]
    )


def empty_site() -> None:
    """As a flush would, inside the test's own transaction."""
    from django.apps import apps
    from django.db import connection

    every_table = [
        model._meta.db_table
        for model in apps.get_app_config("responses").get_models()
        if not model._meta.proxy
    ]
    guards.remove(connection)
    connection.check_constraints()
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for table in every_table:
            if table not in ("responses_initiative", "responses_page"):
                cursor.execute(f'DELETE FROM "{table}"')
    guards.install(connection)


def test_an_export_into_an_empty_site_is_exported_byte_for_byte_the_same(tmp_path):
    fill(tmp_path)
    Thread.objects.filter(slug="t").update(state="open")
    first = export()
    (tmp_path / "export.jsonl").write_text(first)
    empty_site()

    import_files([str(tmp_path / "export.jsonl")])

    assert Essay.objects.count() == 7
    assert Thread.objects.get(slug="t").state == "open"
    assert export() == first


def test_importing_an_export_where_it_came_from_changes_nothing(tmp_path):
    fill(tmp_path)
    (tmp_path / "export.jsonl").write_text(export())
    before = tables()

    import_files([str(tmp_path / "export.jsonl")])

    assert tables() == before


def _of(row: Edition) -> tuple[str, str, str, bool]:
    return row.language, row.kind, row.source.language if row.source else "", row.reviewed_at is not None


def test_kinds_editions_sources_credits_and_dates_arrive(tmp_path):
    import_files([write(tmp_path, thread_line())])

    prompt = Essay.objects.get(slug="q")
    assert (prompt.date.year, prompt.date.month, prompt.date.day, prompt.dated_words) == (
        -44,
        3,
        15,
        "the Ides",
    )
    assert Essay.objects.get(slug="r").kind == "closing_reply"
    editions = Edition.objects.filter(essay=prompt).order_by("language")
    assert [_of(each) for each in editions] == [
        ("en", "translation", "zh-hans", False),
        ("zh-hans", "conversion", "zh-hant", True),
        ("zh-hant", "original", "", False),
    ]
    names = live("q").credits.order_by("role").values_list("role", "name", "affiliation", "bio")
    assert list(names) == [
        ("author", "A. Guest", "Nowhere", "<p>A guest.</p>"),
        ("translator", "T. Lator", "", ""),
    ]
    assert (live("q").summary, live("q").made_from) == ("Why.", live("q", "zh-hans"))


def test_all_that_schema_2_carries_goes_there_and_back(tmp_path):
    import_files([write(tmp_path, thread_line())])
    first = export()
    (tmp_path / "export.jsonl").write_text(first)
    empty_site()

    import_files([str(tmp_path / "export.jsonl")])

    assert export() == first


@pytest.mark.parametrize(
    ("fields", "field", "fault", "expected"),
    [
        ({"essays": []}, "essays", "holds no prompt", "expected exactly one"),
        (
            {"colour": "red"},
            "colour",
            "is not a field here",
            "expected only schema, type, slug, texts, themes, state, facts, essays",
        ),
        (
            {"texts": {"en": {"name": "x"}}},
            "texts.en.name",
            "is not a field here",
            "expected only title, framing",
        ),
    ],
)
def test_a_wrong_thread_is_refused(tmp_path, fields, field, fault, expected):
    with pytest.raises(ImportRefused) as refused:
        import_files([write(tmp_path, thread_line(**fields))])

    assert f"dialogues.jsonl:1: {field}: {fault}, {expected}" in str(refused.value)


@pytest.mark.parametrize(
    ("place", "fields", "problem"),
    [
        ((0, 0), {"source": "en"}, "essays[0].editions: gives the original a source (en), expected none"),
        (
            (0, 1),
            {"source": None},
            "essays[0].editions: names no source for zh-hans, expected the language of another edition",
        ),
        (
            (0, 1),
            {"source": "en"},
            "essays[0].editions: names sources for zh-hans in a circle, expected the original at their end",
        ),
        (
            (0, 1),
            {"language": "en"},
            "essays[0].editions: has two editions in one language, expected one a language",
        ),
        (
            (1, 0),
            {"kind": "conversion"},
            "essays[1].editions: holds not exactly one original, expected one",
        ),
        (
            (1, 0),
            {"credits": [{"name": "X", "person": "x"}]},
            "essays[1].editions[0].credits[0].person: is 'x', "
            "expected a person of these files or of the site",
        ),
    ],
)
def test_a_wrong_edition_is_refused(tmp_path, place, fields, problem):
    line = thread_line()
    line["essays"][place[0]]["editions"][place[1]].update(fields)

    with pytest.raises(ImportRefused) as refused:
        import_files([write(tmp_path, line)])

    first = str(refused.value).splitlines()[0]
    assert first == f"{tmp_path}/dialogues.jsonl:1: {problem}"


def test_what_is_not_live_changes_no_byte_of_an_export(tmp_path):
    fill(tmp_path)
    before = export()
    user, thread, prompt = make_user(), Thread.objects.get(slug="t"), Essay.objects.get(slug="t-prompt")
    create_draft(
        thread=thread,
        kind="response",
        language="en",
        content=content("Secret"),
        user=user,
        responding_to=prompt,
        themes=[theme("Secret", slug="secret")],
    )
    revision = live("b")
    newer = save_revision(edition=revision.edition, content=content("Secret"), user=user, based_on=revision)
    publish(revision=newer, user=user, at=clock.now() + timedelta(days=1))

    assert export() == before


def test_a_withdrawn_essay_leaves_with_what_answered_it_and_that_is_said(tmp_path):
    fill(tmp_path)
    for edition in Edition.objects.filter(essay__slug="a"):
        withdraw(edition=edition, user=None, note="")
    told: list[str] = []
    lines: list[str] = []

    export_threads(slugs=["t"], write=lines.append, tell=told.append)

    assert [essay["slug"] for essay in json.loads(lines[-1])["essays"]] == ["t-prompt"]
    assert told == ["essay b: left out, because what it answers is not public"]


def test_an_edition_without_its_source_is_left_out_and_that_is_said(tmp_path):
    fill(tmp_path)
    withdraw(edition=Edition.objects.get(essay__slug="on-clocks", language="zh-hant"), user=None, note="")
    told: list[str] = []
    lines: list[str] = []

    export_threads(slugs=["on-clocks"], write=lines.append, tell=told.append)

    assert [each["language"] for each in json.loads(lines[-1])["essays"][0]["editions"]] == ["en"]
    assert told == ["essay on-clocks (zh-hans): left out, because what it is made from is not public"]


def test_a_review_on_the_site_is_exported(tmp_path):
    fill(tmp_path)
    mark_reviewed(edition=Edition.objects.get(essay__slug="a", language="zh-hant"), user=make_user())

    essays = json.loads(export("t").splitlines()[-1])["essays"]

    assert [edition["reviewed"] for edition in essays[1]["editions"]] == [False, True]


def test_a_draft_thread_and_no_thread_are_refused_in_the_same_words(tmp_path):
    fill(tmp_path)
    thread_with_prompt(slug="draft")

    said = []
    for slug in ("draft", "nothing"):
        with pytest.raises(NoSuchThread) as refused:
            export(slug)
        said.append(str(refused.value).replace(slug, "…"))

    assert said == ["There is no public thread '…'."] * 2


def test_an_export_is_logged_without_its_content(tmp_path):
    fill(tmp_path)
    export("t")

    event = Event.objects.get(verb="exported")
    assert event.detail == {"threads": 1, "texts": 3}


def test_the_command_writes_the_whole_file_or_none(tmp_path):
    fill(tmp_path)
    output = tmp_path / "out.jsonl"
    printed = StringIO()

    call_command("export_threads", "--output", str(output))
    call_command("export_threads", stdout=printed)
    assert output.read_text() == printed.getvalue()

    with pytest.raises(CommandError, match="no public thread"):
        call_command("export_threads", "--thread", "none", "--output", str(tmp_path / "none.jsonl"))
    assert sorted(path.name for path in tmp_path.glob("*.jsonl*")) == ["dialogues.jsonl", "out.jsonl"]
