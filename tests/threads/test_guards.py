"""Each guarantee of the tables, tried by raw SQL: no form and no service stands between."""

from copy import deepcopy
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from responses.events.models import Event
from responses.events.services import record
from responses.lib.short_ids import short_id
from responses.people.models import User
from responses.threads import guarantees
from responses.threads.models import Essay, Release, Thread
from tests.threads.conftest import make_dialogue

pytestmark = pytest.mark.database


@pytest.fixture(scope="module")
def laid_dialogue(laid):
    with laid():
        yield make_dialogue()


@pytest.fixture
def dialogue(laid_dialogue, db):
    return deepcopy(laid_dialogue)


ESSAY = (
    "INSERT INTO responses_essay (thread_id, kind, responding_to_id, slug, short_id, position,"
    " dated_precision, dated_year, dated_month, dated_day, dated_words, facts, next_paragraph, created_at,"
    " version, asks_no_indexing)"
    " VALUES (%s, %s, %s, %s, %s, 9, %s, %s, %s, %s, '', '{}', 1, '2026-01-01', 1, FALSE)"
)


def named(sql: str, params: list[object] | None = None) -> str:
    """Run one statement that must be refused; the whole message."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, params or [])
            connection.check_constraints()
    except IntegrityError as refusal:
        return str(refusal)
    pytest.fail(f"taken: {sql}")


def essay_values(dialogue, **changes):
    values = {
        "thread": dialogue.thread.pk,
        "kind": "response",
        "responding_to": dialogue.prompt.pk,
        "slug": "new",
        "short_id": "",
        "precision": "unknown",
        "year": None,
        "month": None,
        "day": None,
    } | changes
    values["short_id"] = values["short_id"] or short_id(values["slug"])
    return list(values.values())


def test_a_plain_response_is_taken(dialogue):
    with connection.cursor() as cursor:
        cursor.execute(ESSAY, essay_values(dialogue))
    assert Essay.objects.filter(slug="new").count() == 1


@pytest.mark.parametrize(
    ("year", "month", "day"), [(2020, 2, 29), (2000, 2, 29), (-5, 2, 29), (2019, 12, 31)]
)
def test_a_day_of_the_calendar_and_an_address_with_a_number_are_taken(dialogue, year, month, day):
    date = {"precision": "day", "year": year, "month": month, "day": day}
    with connection.cursor() as cursor:
        cursor.execute(ESSAY, essay_values(dialogue, slug="1984-and-after", **date))
    assert Essay.objects.get(slug="1984-and-after").date.iso().endswith(f"-{month:02}-{day}")


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"kind": "response", "responding_to": None}, "essay_response_answers_something"),
        ({"kind": "closing_reply", "responding_to": None}, "essay_"),
        ({"kind": "essay"}, "essay_kind_is_known"),
        ({"precision": "day", "year": 2020, "month": 2}, "essay_date_fits_its_precision"),
        ({"precision": "unknown", "year": 2020}, "essay_date_fits_its_precision"),
        ({"precision": "words"}, "essay_date_fits_its_precision"),
        ({"precision": "century"}, "essay_date_fits_its_precision"),
        ({"precision": "year", "year": 0}, "essay_has_no_year_zero"),
        ({"precision": "month", "year": 2020, "month": 13}, "essay_date_is_on_the_calendar"),
        ({"precision": "day", "year": 2020, "month": 2, "day": 30}, "essay_day_is_in_its_month"),
        ({"precision": "day", "year": 2019, "month": 2, "day": 29}, "essay_day_is_in_its_month"),
        ({"precision": "day", "year": 1900, "month": 2, "day": 29}, "essay_day_is_in_its_month"),
        ({"precision": "day", "year": -4, "month": 2, "day": 29}, "essay_day_is_in_its_month"),
        ({"precision": "day", "year": 2020, "month": 9, "day": 31}, "essay_day_is_in_its_month"),
        ({"slug": "feed"}, "essay_slug_names_no_page"),
        ({"slug": "2017"}, "essay_slug_names_no_page"),
        ({"slug": "81-bce"}, "essay_slug_names_no_page"),
        ({"short_id": "bcdf"}, "essay_short_id_is_of_one_length"),
    ],
)
def test_a_row_that_breaks_a_rule_is_refused(dialogue, changes, name):
    assert name in named(ESSAY, essay_values(dialogue, **changes))


THREAD = (
    "INSERT INTO responses_thread (slug, texts, state, facts, created_at, version)"
    " VALUES ('bare', '{}', '', '{}', '2026-01-01', 1)"
)


def test_a_thread_without_a_prompt_is_refused(dialogue):
    message = named(THREAD)
    assert "thread_has_a_prompt" in message or "responses_essay.prompt_of" in message


def test_a_thread_is_taken_with_its_prompt_in_one_transaction(dialogue):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(THREAD)
        thread = Thread.objects.get(slug="bare").pk
        cursor.execute(ESSAY, essay_values(dialogue, thread=thread, kind="prompt", responding_to=None))
        connection.check_constraints()
    assert Essay.objects.get(prompt_of=thread).slug == "new"


def test_both_go_in_one_transaction_but_neither_without_the_other(dialogue):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(THREAD)
        thread = Thread.objects.get(slug="bare").pk
        cursor.execute(ESSAY, essay_values(dialogue, thread=thread, kind="prompt", responding_to=None))
    gone = [f"DELETE FROM responses_{table} WHERE slug IN ('bare', 'new')" for table in ("essay", "thread")]
    for each in gone:
        assert named(each)
    with connection.cursor() as cursor:
        for each in gone:
            cursor.execute(each)
        connection.check_constraints()
    assert not Thread.objects.filter(pk=thread).exists()


def test_whatever_a_thread_holds_hangs_from_its_one_prompt(dialogue):
    other, prompt, kept = dialogue.elsewhere.pk, dialogue.prompt.pk, dialogue.thread.pk
    refused = [
        (ESSAY, essay_values(dialogue, kind="prompt", responding_to=None)),
        (ESSAY, essay_values(dialogue, thread=other)),
        (ESSAY, essay_values(dialogue, responding_to=None)),
        (f"UPDATE responses_essay SET thread_id = {other} WHERE id = {prompt}", []),
        (f"UPDATE responses_essay SET kind = 'response' WHERE id = {prompt}", []),
        (f"DELETE FROM responses_essay WHERE thread_id = {kept} AND kind = 'prompt'", []),
    ]
    for sql, params in refused:
        assert named(sql, params)
    assert Essay.objects.filter(thread=kept, kind="prompt").count() == 1


def replacing(table: str, *, without_id: bool = False) -> str:
    with connection.cursor() as cursor:
        fields = [each.name for each in connection.introspection.get_table_description(cursor, table)]
    names = ", ".join(fields[1:] if without_id else fields)
    return f"INSERT OR REPLACE INTO {table} ({names}) SELECT {names} FROM {table} ORDER BY id LIMIT 1"


@pytest.fixture
def on_sqlite(dialogue):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL knows no INSERT OR REPLACE.")


@pytest.mark.parametrize(
    "table",
    [
        "responses_revision",
        "responses_credit",
        "responses_publication",
        "responses_release",
        "responses_event",
    ],
)
def test_a_row_that_is_only_appended_is_not_replaced_by_one_of_its_id(on_sqlite, a_release, table):
    with connection.cursor() as cursor:
        # As another program opens the file.
        cursor.execute("PRAGMA recursive_triggers = OFF")
    try:
        assert "is_only_appended" in named(replacing(table))
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers = ON")


def test_a_version_is_not_replaced_by_one_of_its_number(on_sqlite, dialogue):
    assert "revision_is_only_appended" in named(replacing("responses_revision", without_id=True))


def test_a_prompt_answers_nothing(dialogue):
    assert "essay_prompt_answers_nothing" in named(ESSAY, essay_values(dialogue, kind="prompt"))


def test_a_thread_has_one_prompt(dialogue):
    values = essay_values(dialogue, kind="prompt", responding_to=None)
    message = named(ESSAY, values)
    assert "essay_one_prompt_a_thread" in message or "responses_essay.prompt_of" in message


def test_a_thread_has_one_closing_reply(dialogue):
    with connection.cursor() as cursor:
        cursor.execute(ESSAY, essay_values(dialogue, kind="closing_reply", slug="first"))
    message = named(ESSAY, essay_values(dialogue, kind="closing_reply", slug="second"))
    assert "essay_one_closing_reply_a_thread" in message or "responses_essay.thread_id" in message


def test_a_response_answers_an_essay_of_its_own_thread(dialogue):
    values = essay_values(dialogue, responding_to=dialogue.other_prompt.pk)
    assert "essay_answers_within_its_thread" in named(ESSAY, values)
    sql = "UPDATE responses_essay SET responding_to_id = %s WHERE id = %s"
    assert "essay_answers_within_its_thread" in named(sql, [dialogue.other_prompt.pk, dialogue.response.pk])


def test_a_response_answers_an_essay_that_exists(dialogue):
    assert "essay_answers_within_its_thread" in named(ESSAY, essay_values(dialogue, responding_to=987654))


def test_an_essay_never_answers_itself(dialogue):
    sql = "UPDATE responses_essay SET responding_to_id = id WHERE id = %s"
    message = named(sql, [dialogue.response.pk])
    assert "essay_never_answers_itself" in message or "essay_answers_in_no_circle" in message


def test_essays_answer_one_another_in_no_circle(dialogue):
    with connection.cursor() as cursor:
        cursor.execute(ESSAY, essay_values(dialogue, slug="b", responding_to=dialogue.response.pk))
        b = Essay.objects.get(slug="b").pk
        cursor.execute(ESSAY, essay_values(dialogue, slug="c", responding_to=b))
    sql = "UPDATE responses_essay SET responding_to_id = %s WHERE id = %s"
    c = Essay.objects.get(slug="c").pk
    assert "essay_answers_in_no_circle" in named(sql, [c, dialogue.response.pk])


def test_an_essay_with_answers_does_not_leave_its_thread(dialogue):
    with connection.cursor() as cursor:
        cursor.execute(ESSAY, essay_values(dialogue, slug="b", responding_to=dialogue.response.pk))
    sql = "UPDATE responses_essay SET thread_id = %s, responding_to_id = %s WHERE id = %s"
    values = [dialogue.elsewhere.pk, dialogue.other_prompt.pk, dialogue.response.pk]
    assert "essay_leaves_no_answer_behind" in named(sql, values)


def test_an_essay_without_answers_may_move_with_what_it_answers(dialogue):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE responses_essay SET thread_id = %s, responding_to_id = %s WHERE id = %s",
            [dialogue.elsewhere.pk, dialogue.other_prompt.pk, dialogue.response.pk],
        )
    dialogue.response.refresh_from_db()
    assert dialogue.response.thread == dialogue.elsewhere


def test_a_closing_reply_answers_the_prompt(dialogue):
    values = essay_values(dialogue, kind="closing_reply", responding_to=dialogue.response.pk)
    assert "essay_closing_reply_answers_the_prompt" in named(ESSAY, values)


def test_a_prompt_stays_a_prompt(dialogue):
    sql = "UPDATE responses_essay SET kind = 'prompt', responding_to_id = NULL WHERE id = %s"
    assert "essay_prompt_stays_a_prompt" in named(sql, [dialogue.response.pk])


def test_a_short_address_is_given_once_and_to_one_text(dialogue):
    short = dialogue.response.short_id
    message = named(ESSAY, essay_values(dialogue, short_id=short))
    assert "essay_short_id_is_given_once" in message or "responses_essay.short_id" in message
    sql = "UPDATE responses_essay SET short_id = 'bcdfgh' WHERE id = %s"
    assert "essay_keeps_its_short_id" in named(sql, [dialogue.response.pk])


def test_a_former_slug_of_one_essay_is_given_to_no_other(dialogue):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO responses_formerslug (slug, essay_id, since) VALUES ('old', %s, '2026-01-01')",
            [dialogue.prompt.pk],
        )
    assert "essay_slug_is_nobodys_former_one" in named(ESSAY, essay_values(dialogue, slug="old"))


EDITION = (
    "INSERT INTO responses_edition (essay_id, language, kind, source_id, facts) VALUES (%s, %s, %s, %s, '{}')"
)


def test_there_is_one_edition_an_essay_and_language(dialogue):
    message = named(EDITION, [dialogue.response.pk, "en", "translation", dialogue.edition.pk])
    assert "edition_one_a_language" in message or "responses_edition.essay_id" in message


def test_there_is_at_most_one_original(dialogue):
    message = named(EDITION, [dialogue.response.pk, "zh-hans", "original", None])
    assert "edition_at_most_one_original" in message or "responses_edition.essay_id" in message


def test_an_edition_is_in_a_language_of_the_site(dialogue):
    message = named(EDITION, [dialogue.response.pk, "fr", "translation", dialogue.edition.pk])
    assert "edition_language_is_known" in message


def test_a_derived_edition_has_a_source(dialogue):
    message = named(EDITION, [dialogue.response.pk, "zh-hans", "translation", None])
    assert "edition_derived_has_a_source" in message


def test_an_original_has_no_source(dialogue):
    values = [dialogue.response.pk, "zh-hans", "original", dialogue.edition.pk]
    assert "edition_derived_has_a_source" in named(EDITION, values)


def test_an_edition_is_made_from_another_of_its_own_essay(dialogue):
    foreign = dialogue.prompt.editions.get().pk
    message = named(EDITION, [dialogue.response.pk, "zh-hans", "translation", foreign])
    assert "edition_source_is_of_its_essay" in message


@pytest.mark.parametrize("table", ["revision", "credit", "publication", "event"])
@pytest.mark.parametrize("statement", ["UPDATE responses_{} SET id = id", "DELETE FROM responses_{}"])
def test_what_is_only_appended_is_neither_changed_nor_deleted(dialogue, table, statement):
    assert f"{table}_is_only_appended" in named(statement.format(table))


def test_a_publication_names_a_revision_of_its_own_edition(dialogue):
    sql = (
        "INSERT INTO responses_publication (edition_id, revision_id, action, instant, note, created_at)"
        " VALUES (%s, %s, 'publish', '2026-01-01', '', '2026-01-01')"
    )
    foreign = dialogue.prompt.editions.get().latest.pk
    assert "publication_revision_is_of_its_edition" in named(sql, [dialogue.edition.pk, foreign])


@pytest.fixture
def a_release(dialogue):
    return Release.objects.create(instant=datetime(2030, 3, 3, 12, tzinfo=UTC))


def test_a_publication_takes_effect_when_its_release_does(dialogue, a_release):
    sql = (
        "INSERT INTO responses_publication"
        " (edition_id, revision_id, action, instant, note, created_at, release_id)"
        " VALUES (%s, %s, 'publish', '2026-01-01', '', '2026-01-01', %s)"
    )
    values = [dialogue.edition.pk, dialogue.revision.pk, a_release.pk]
    assert "publication_goes_with_its_release" in named(sql, values)


@pytest.mark.parametrize(
    "statement", ["UPDATE responses_release SET note = 'x'", "DELETE FROM responses_release"]
)
def test_a_release_is_only_appended(a_release, statement):
    assert "release_is_only_appended" in named(statement)


def test_a_revision_is_made_from_another_edition_of_its_essay(dialogue):
    sql = (
        "INSERT INTO responses_revision (edition_id, number, title, summary, body, first_sentence,"
        " paragraph_ids, words, characters, hash, note, created_at, made_from_id)"
        " VALUES (%s, 2, 't', '', '', '', '[]', 0, 0, '', '', '2026-01-01', %s)"
    )
    foreign = dialogue.prompt.editions.get().latest.pk
    assert "revision_is_made_from_its_essay" in named(sql, [dialogue.edition.pk, foreign])


@pytest.mark.parametrize("row", ["person", "user", "thread"])
def test_who_and_what_has_essays_is_not_deleted(dialogue, row):
    pk = getattr(dialogue, row).pk
    assert f"{row}_with_essays_stays" in named(f"DELETE FROM responses_{row} WHERE id = %s", [pk])


def test_an_event_outlives_its_user(dialogue):
    passer_by = User.objects.create_user("gone@example.org", name="Gone")
    event = record("signed in", actor=passer_by)
    passer_by.delete()
    assert Event.objects.get(pk=event.pk).actor_label == "Gone"


def test_every_guard_stands_after_migrate(db):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
            expected = {guard.name for guard in guarantees.GUARDS}
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            expected = {name for guard in guarantees.GUARDS for name, *_ in guard.on_sqlite}
        found = {name for (name,) in cursor.fetchall()}
    assert found >= expected
