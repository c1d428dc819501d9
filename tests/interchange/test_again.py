"""Importing again: nothing for nothing, a new version for a change, and never over an editor."""

import json
import os
import threading
from pathlib import Path

import pytest

from responses.interchange.services import import_files
from responses.lib.versions import save_if_current
from responses.people.models import Person
from responses.people.services import save_person
from responses.threads.models import Edition, Essay, Theme, Thread
from responses.threads.services.addresses import claim_slug
from responses.threads.services.editions import add_edition, content_of, save_revision
from responses.threads.services.publishing import publish, withdraw
from tests.factories import content
from tests.interchange.samples import chinese, dialogue, post, tables, translations, write
from tests.interchange.test_schema1 import live

pytestmark = pytest.mark.django_db


def again(folder, *records) -> list[str]:
    """Import these; the lines that were told about what was left as it is."""
    told: list[str] = []
    import_files([write(folder, *records)], tell=told.append)
    return [line.strip() for line in told if "left as it is" in line]


def edition_of(slug: str) -> Edition:
    return Edition.objects.get(essay__slug=slug, kind="original")


def test_the_same_again_writes_nothing_at_all(tmp_path):
    records = [dialogue(), dialogue("t", chinese("a", "t-prompt")), translations()]
    again(tmp_path, *records)
    before = tables()

    assert again(tmp_path, *records) == []

    assert tables() == before


def test_a_changed_text_is_a_new_published_version_and_nothing_else_is(tmp_path):
    again(tmp_path, dialogue("t", post("a", "t-prompt"), post("b", "a")))
    before = tables()

    again(tmp_path, dialogue("t", post("a", "t-prompt", body_html="<p>New.</p>"), post("b", "a")))

    assert live("a").body == '<p>New.<span data-footnote="">A &lt;plain&gt; note &amp; more</span></p>'
    assert (live("a").number, live("b").number) == (2, 1)
    assert tables()["Revision"] == before["Revision"] + 1


def test_a_change_after_a_change_is_taken_too(tmp_path):
    for text in ("<p>One.</p>", "<p>Two.</p>", "<p>Three.</p>"):
        assert again(tmp_path, dialogue("t", post("a", "t-prompt", body_html=text, footnotes=[]))) == []

    assert (live("a").body, live("a").number) == ("<p>Three.</p>", 3)


def test_a_changed_fact_changes_the_essay_and_makes_no_version(tmp_path):
    again(tmp_path, dialogue("t", post("a", "t-prompt")))

    again(
        tmp_path,
        dialogue(
            "t",
            post(
                "a",
                "t-prompt",
                venue="The Times",
                themes=["rivers"],
                date=None,
                year=-5,
                date_precision="year",
            ),
        ),
    )

    essay = Essay.objects.get(slug="a")
    assert (essay.facts["venue"], essay.dated_year) == ("The Times", -5)
    assert [theme.slug for theme in essay.themes.all()] == ["rivers"]
    assert live("a").number == 1


def test_a_new_language_of_an_essay_is_added(tmp_path):
    again(tmp_path, dialogue("t", chinese("a", "t-prompt", variant=None)))

    again(tmp_path, dialogue("t", chinese("a", "t-prompt")))

    assert live("a", "zh-hant").made_from == live("a", "zh-hans")


def test_a_new_essay_stands_after_the_one_it_follows_in_the_file(tmp_path):
    a, b, c = post("a", "t-prompt"), post("b", "t-prompt"), post("c", "b")
    again(tmp_path, dialogue("t", a, c | {"responding_to": "a"}))

    again(tmp_path, dialogue("t", a, b, c | {"responding_to": "a"}))

    order = Essay.objects.in_thread_order().values_list("slug", "position")
    assert list(order) == [("t-prompt", 0), ("a", 1), ("b", 2), ("c", 3)]


def test_the_order_that_an_editor_gave_is_kept(tmp_path):
    record = dialogue("t", post("a", "t-prompt"), post("b", "t-prompt"))
    again(tmp_path, record)
    Essay.objects.filter(slug="b").update(position=1)
    Essay.objects.filter(slug="a").update(position=2)

    again(tmp_path, record)

    assert list(Essay.objects.in_thread_order().values_list("slug", flat=True)) == ["t-prompt", "b", "a"]


def test_a_text_edited_since_is_left_and_named(tmp_path):
    again(tmp_path, dialogue("t", post("a", "t-prompt")))
    revision = live("a")
    edited = save_revision(edition=revision.edition, content=content("Mine"), user=None, based_on=revision)
    publish(revision=edited, user=None)

    said = again(tmp_path, dialogue("t", post("a", "t-prompt", body_html="<p>Theirs.</p>")))

    assert said == ["essay a: was edited on this site since it was imported; left as it is"]
    assert live("a").title == "Mine"


def test_an_unpublished_edit_is_not_overwritten_either(tmp_path):
    again(tmp_path, dialogue("t", post("a", "t-prompt")))
    revision = live("a")
    save_revision(edition=revision.edition, content=content("Mine"), user=None, based_on=revision)
    before = tables()

    said = again(tmp_path, dialogue("t", post("a", "t-prompt", body_html="<p>Theirs.</p>")))

    assert said == ["essay a: was edited on this site since it was imported; left as it is"]
    assert tables() == before


def test_a_withdrawn_text_stays_withdrawn(tmp_path):
    record = dialogue("t", post("a", "t-prompt"))
    again(tmp_path, record)
    withdraw(edition=edition_of("a"), user=None, note="At the author’s wish.")

    said = again(tmp_path, record)

    assert said == ["essay a: was edited on this site since it was imported; left as it is"]
    assert not Essay.objects.published().filter(slug="a").exists()


def test_a_text_of_the_site_itself_is_left(tmp_path):
    again(tmp_path, dialogue("t", post("a", "t-prompt")))
    Essay.objects.filter(slug="a").update(facts={"mine": True})
    Essay.objects.filter(slug="a").update(slug="b")

    said = again(tmp_path, dialogue("t", post("b", "t-prompt")))

    assert said == ["essay b: was edited on this site since it was imported; left as it is"]


def test_a_language_that_an_editor_added_is_no_matter(tmp_path):
    record = dialogue("t", post("a", "t-prompt"))
    again(tmp_path, record)
    source = edition_of("a")
    edition = add_edition(essay=source.essay, language="zh-hans", kind="translation", source=source)
    save_revision(edition=edition, content=content_of(live("a")), user=None, based_on=None)

    assert again(tmp_path, record) == []
    assert again(tmp_path, dialogue("t", post("a", "t-prompt", title="Changed"))) == []
    assert live("a").title == "Changed"


def test_an_essay_with_another_address_now_is_named(tmp_path):
    record = dialogue("t", post("a", "t-prompt"))
    again(tmp_path, record)
    essay = Essay.objects.get(slug="a")
    claim_slug(essay, "z")
    save_if_current(essay)
    before = tables()

    assert again(tmp_path, record) == ["essay a: has another address on this site now; left as it is"]
    assert tables() == before


def test_an_edited_person_is_left_and_an_unedited_one_follows_the_file(tmp_path):
    file = write(tmp_path, dialogue("t", post("a", "t-prompt", authors=["fan-li"])))
    import_files([file])
    ada = Person.objects.get(slug="ada-example")
    ada.birth_year = 1816
    save_person(person=ada)
    authors = json.loads((tmp_path / "authors.json").read_text())
    for author in authors:
        author["death_year"] = 1852
    (tmp_path / "authors.json").write_text(json.dumps(authors))
    told: list[str] = []

    import_files([file], tell=told.append)

    assert told[0] == "person ada-example: was edited on this site since it was imported; left as it is"
    years = Person.objects.order_by("slug").values_list("birth_year", "death_year")
    assert list(years) == [(1816, None), (None, 1852)]


def test_a_thread_and_a_theme_follow_the_file_until_they_are_edited(tmp_path):
    again(tmp_path, dialogue("t"))
    again(tmp_path, dialogue("t", title={"en": "Second"}))
    assert Thread.objects.get().title_in("en")[0] == "Second"
    Thread.objects.update(texts={"en": {"title": "Mine"}})
    Theme.objects.filter(slug="clocks").update(texts={"en": {"title": "My clocks"}})

    said = again(tmp_path, dialogue("t", title={"en": "Third"}))

    assert said == [
        "theme clocks: was edited on this site since it was imported; left as it is",
        "thread t: was edited on this site since it was imported; left as it is",
    ]
    assert Thread.objects.get().title_in("en")[0] == "Mine"


def test_a_dry_run_writes_nothing_and_says_what_would_happen(tmp_path):
    told: list[str] = []
    before = tables()

    report = import_files([write(tmp_path, dialogue())], dry_run=True, tell=told.append)

    assert tables() == before
    assert told == ["what-time-is-it: new; texts: 3 new"]
    assert report.sentence("person") == "1 new"


def test_a_file_is_read_once_so_a_pipe_will_do(tmp_path):
    text, pipe = Path(write(tmp_path, dialogue(), dialogue("another-clock"))).read_text(), tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=[text])
    writer.start()
    read: list[int] = []
    report = import_files([str(pipe)], read=read.append)
    writer.join()
    assert report.sentence("thread") == "2 new"
    # Each once when it is read, and once when it is written: as far as the bar goes.
    assert sum(read) == 2 * len(text.encode())
