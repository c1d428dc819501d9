"""A site of an earlier version, its guards laid and its essays there, is brought to this one."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse

from initiative.backups.tables import schema_of
from responses.events.models import Event
from responses.lib.short_ids import short_id
from responses.lib.terms import PAIR
from responses.search.finding import find
from responses.search.query import read
from responses.threads import guards, index
from responses.threads.guarantees import GUARDS
from responses.threads.models import Essay, Revision, SearchText, Thread
from responses.threads.services.editions import content_of
from tests.backups import defined, laid
from tests.factories import make_user, publish_all, thread_with_prompt

SHORT_TEXTS_BEHIND = ("responses", "0017_days_addresses_and_languages")
BEFORE = ("responses", "0008_daily_views")  # the last version without calls and submissions


def everything_laid():
    with connection.cursor() as cursor:
        return laid(cursor, connection.vendor), defined(cursor, connection.vendor)


def lay_what_there_was():
    """The guards of that version were these, but for those of tables that came later."""
    tables = set(connection.introspection.table_names())
    make = guards._creations(connection.vendor, [each for each in GUARDS if each.table in tables])
    guards._run(connection, make)
    index.install(connection)


def one_by_one():
    """The migrations as an earlier version had them: none was put in the place of others yet."""
    executor = MigrationExecutor(connection)
    executor.loader.replace_migrations = False
    executor.loader.build_graph()
    return executor


def models_of(version):
    return one_by_one().loader.project_state(version).apps.get_model


def thread_then(model):
    """A thread and its prompt as tables of an earlier version take them."""
    thread = model("responses", "Thread").objects.create(slug="spirit")
    prompt = model("responses", "Essay").objects.create(
        slug="prompt", kind="prompt", thread=thread, short_id=short_id("prompt")
    )
    return thread, prompt


@pytest.mark.database
def test_an_earlier_site_with_essays_is_brought_to_this_version(transactional_db, places, elsewhere, client):
    wanted, new = everything_laid(), schema_of(connection).migrations
    with elsewhere():
        places.DATA_DIR.mkdir()
        executor = one_by_one()
        executor.migrate([BEFORE])
        executor.recorder.record_applied("responses", "0001_tables")  # as sites from before all releases say
        lay_what_there_was()
        model = models_of(BEFORE)
        thread, prompt = thread_then(model)
        model("responses", "Essay").objects.create(
            slug="bare-prompt",
            kind="response",
            thread=thread,
            responding_to=prompt,
            short_id=short_id("reply"),
        )
        for slug, texts in {"bare": {"zh-hant": {"title": "誰先問？"}}, "mute": {}}.items():
            model("responses", "Thread").objects.create(slug=slug, texts=texts)

        call_command("migrate", verbosity=0)

        with connection.cursor() as cursor:
            cursor.execute("SELECT slug, responding_to_id FROM responses_essay ORDER BY id LIMIT 2")
            assert cursor.fetchall() == [("prompt", None), ("bare-prompt", prompt.pk)]
        assert everything_laid() == wanted
        # It is a site as a new one from here on, for later migrations and for backups.
        assert schema_of(connection).migrations == new
        assert schema_of(connection).unknown == []
        each_has_its_prompt(client)


def each_has_its_prompt(client):
    """Those without any text were given a draft of it, which the desk opens and nobody else sees."""
    prompts = {each.slug: Essay.objects.get(prompt_of=each.pk) for each in Thread.objects.all()}
    assert {thread: prompt.slug for thread, prompt in prompts.items()} == {
        "spirit": "prompt",
        "bare": "bare-prompt-2",
        "mute": "mute-prompt",
    }
    edition = prompts["bare"].editions.get()
    assert (edition.language, edition.latest.title, edition.latest.body) == ("zh-hant", "誰先問？", "")
    assert edition.latest.hash == content_of(edition.latest).hash()
    assert Event.objects.get(subject_type="essay", subject_number=prompts["bare"].pk).verb == "created"
    assert not Essay.objects.published().exists()
    client.force_login(make_user(is_superuser=True))
    for made in (prompts["bare"], prompts["mute"]):
        for kind, number in (("thread", made.thread_id), ("prompt", made.pk)):
            assert client.get(reverse(f"admin:responses_{kind}_change", args=[number])).status_code == 200


@pytest.mark.database
def test_texts_of_an_earlier_site_are_found_by_phrases(transactional_db):
    publish_all(thread_with_prompt(slug="spirit", body="<p>The words of the treaty were few.</p>"))
    for row in SearchText.objects.all():
        row.keys = " ".join(key for key in row.keys.split(" ") if not key.startswith(PAIR))
        row.save()
    asked = read('"words of the treaty"')
    assert find(asked, narrowed={}).total == 0
    call_command("migrate", "responses", "0014", verbosity=0)

    call_command("migrate", verbosity=0)

    assert find(asked, narrowed={}).total == 1


def text_stands_behind():
    """Whether SQLite can read a version's first sentence without its text."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, "responses_revision")
    columns = [column.name for column in found]
    return columns.index("first_sentence") < columns.index("body")


def test_texts_of_an_earlier_site_go_behind_what_lists_read(transactional_db, places, elsewhere):
    assert text_stands_behind()
    wanted = everything_laid()
    with elsewhere():
        places.DATA_DIR.mkdir()
        one_by_one().migrate([SHORT_TEXTS_BEHIND])
        with connection.cursor() as cursor:
            # SQLite adds a column behind all others, so now the text stands before that.
            cursor.execute("ALTER TABLE responses_revision DROP COLUMN first_sentence")
            cursor.execute("ALTER TABLE responses_revision ADD COLUMN first_sentence varchar(400) DEFAULT ''")
        model = models_of(SHORT_TEXTS_BEHIND)
        _thread, prompt = thread_then(model)
        edition = model("responses", "Edition").objects.create(essay=prompt, language="en", kind="original")
        model("responses", "Revision").objects.create(
            edition=edition, number=1, title="On words", body="<p>Few.</p>", first_sentence="Few."
        )
        assert not text_stands_behind()
        kept = list(Revision.objects.values())

        call_command("migrate", verbosity=0)

        assert text_stands_behind()
        assert everything_laid() == wanted
        assert list(Revision.objects.values()) == kept != []
