"""The corpus and the reach of the other tests here: how many vectors, and that no field is left out."""

import pytest
from django.db import connection

from responses.lib.texts import PerLanguageTextField
from tests.hostile.corpus import (
    ADDRESSES,
    CARRIERS,
    ENDS,
    HANDLERS,
    HOLDERS,
    MUTATIONS,
    SHAPES,
    SINGLE,
    STORABLE,
    THEN,
    TURNS,
    VECTORS,
    batches,
    storable,
    texts_in_turn,
)
from tests.hostile.fields import NOT_WORDED, SHAPED, fill, in_turn, tables, text_fields, value_for
from tests.hostile.judge import Page
from tests.hostile.worlds import build

pytestmark = pytest.mark.pages

WITHOUT_WORDS = {
    "ApprovalRequest",
    "Mark",
    "LivePeriod",
    "Likeness",
    "Byline",
    "ThreadTheme",
    "EssayTheme",
    "FormerSlug",
    "PreviewLink",
    "HandledNote",
    "RevisionImage",
    "Announcement",
    "Bulletin",
    "DailyViews",
    "Notice",
    "Subscription",
    "Sketch",
    "Overlap",
}


def test_the_corpus_holds_more_than_a_thousand_distinct_vectors():
    assert len(set(VECTORS)) == len(VECTORS) > 1000


def test_the_batches_hold_every_vector():
    joined = batches(3)
    assert [vector for vector in VECTORS if not any(storable(vector) in batch for batch in joined)] == []


def test_every_text_of_every_table_is_written_or_named_with_a_reason():
    shapes = {
        field.name
        for model in tables()
        for field in text_fields(model)
        if field.get_internal_type() == "JSONField" and not isinstance(field, PerLanguageTextField)
    }
    assert shapes == set(SHAPED)
    names = {field.name for model in tables() for field in model._meta.concrete_fields}
    assert set(NOT_WORDED) <= names
    assert {model.__name__ for model in tables() if not text_fields(model)} == WITHOUT_WORDS


def test_all_that_is_said_in_turn_holds_every_vector():
    texts = texts_in_turn()
    assert [vector for vector in STORABLE if not any(vector in text for text in texts)] == []


# Of which one at least stands in each text: a shape, whatever it is filled with, and so on.
KINDS_OF_VECTORS = [
    *([shape.format(tag=tag, on=on) for tag in CARRIERS for on in HANDLERS] for shape in SHAPES),
    *([shape.format(tag=tag, on=on) for shape in SHAPES for on in HANDLERS] for tag in CARRIERS),
    *([shape.format(tag=tag, on=on) for shape in SHAPES for tag in CARRIERS] for on in HANDLERS),
    *([holder.replace("{}", address) for address in ADDRESSES] for holder in HOLDERS),
    *([holder.replace("{}", address) for holder in HOLDERS] for address in ADDRESSES),
    *([end + then for then in THEN] for end in ENDS),
    *([end + then for end in ENDS] for then in THEN),
    *([vector] for vector in (*ADDRESSES, *MUTATIONS, *SINGLE)),
]


@pytest.mark.parametrize("text", texts_in_turn(), ids=range(TURNS))
def test_each_text_that_is_said_in_turn_holds_every_kind_of_vector(text):
    assert [
        kind[0] for kind in KINDS_OF_VECTORS if not any(storable(vector) in text for vector in kind)
    ] == []


@pytest.fixture(scope="module")
def built(laid):
    with laid():
        yield build(lambda length: "Plain words.")


@pytest.mark.django_db
def test_every_table_has_rows_and_each_of_their_texts_is_written(built):
    assert [model.__name__ for model in tables() if not model._base_manager.exists()] == []
    fill(lambda length: "The word hostile.")
    for model in tables():
        for field in text_fields(model):
            row = model._base_manager.values_list(field.name, flat=True).first()
            assert "hostile" in str(row), (model.__name__, field.name)


@pytest.mark.django_db
def test_what_a_service_refuses_is_in_the_database_all_the_same(built):
    texts = texts_in_turn()
    fill(in_turn(texts))
    with connection.cursor() as cursor:
        cursor.execute("SELECT title FROM responses_revision UNION SELECT summary FROM responses_revision")
        assert {said for (said,) in cursor.fetchall()} == set(texts)
    fill(lambda length: texts[0])
    person = next(model for model in tables() if model.__name__ == "Person")
    row = person._base_manager.first()
    assert row.texts == value_for(person._meta.get_field("texts"), row, lambda length: texts[0])


# --- The judge itself


@pytest.mark.parametrize(
    ("markup", "named"),
    [
        ("<script>alert(1)</script>", ["script 'alert(1)'"]),
        ("<script src=//evil.example/x.js></script>", ["script src='//evil.example/x.js'", "script ''"]),
        ("<script type=application/ld+json>{</script>", ["script '{'"]),
        ("<p onclick=x>", ["p onclick"]),
        ("<svg/onload=x>", ["svg onload"]),
        ("<a href=' java\tscript:x'>", ["a href=' java\\tscript:x'"]),
        ("<a href=&#1;javascript&colon;x>", ["a href='\\x01javascript:x'"]),
        ("<img src=https://evil.example/x.png>", ["img src='https://evil.example/x.png'"]),
        ("<form action=//evil.example>", ["form action='//evil.example'"]),
        ("<svg><a xlink:href=data:x>", ["a xlink:href='data:x'"]),
        ("<meta http-equiv=Refresh content=0>", ["meta refresh"]),
        ("<p style='color: red'>", ["p style='color: red'"]),
        ("<a href=https://example.org/ title='javascript:x'>", []),
        ('<script type=application/ld+json>{"a": "<p>"}</script>', []),
        ("<textarea><script>alert(1)</script></textarea>", []),
        ("<!-- <script>alert(1)</script> -->&lt;script>", []),
    ],
)
def test_the_judge_names_what_would_run(markup, named):
    found = Page(f"<!DOCTYPE html><body>{markup}").live
    assert found == named


def test_the_judge_names_elements_that_the_harmless_page_lacks():
    harmless, other = Page("<p class=x>x</p><b>y</b>"), Page("<p id=x>x</p><b hidden>y</b><svg></svg>")
    assert other.strangers(harmless) == ["b hidden", "svg"]


def test_almost_every_vector_that_could_run_would_be_noticed():
    noticed = [
        vector for vector in VECTORS if (page := Page(f"<p>{vector}</p>")).live or page.strangers(Page("<p>"))
    ]
    assert len(noticed) > 1150
