"""What is taken out of the desk: tables that run nothing, copies that name nobody, a report."""

import csv
import io
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from lxml import etree

from responses.lib import clock
from responses.submissions.models import Decision, Submission
from tests.cast import DORA
from tests.factories import make_user
from tests.submissions.making import call, submission

pytestmark = pytest.mark.django_db

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def page(name, *parts):
    return reverse(f"admin:responses_submission_{name}", args=parts)


def rows_of(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("first", ["=1+1", "+1", "-1", "@x", "＝1"])
def test_no_cell_of_a_csv_file_begins_a_formula(client, alice, first):
    submission(call(), 1, title=first, name="=HYPERLINK(1)", school=first)

    _head, row = rows_of(client.get(page("csv")))

    assert row[2] == f"'{first}"
    assert [cell for cell in row if cell.startswith(("=", "+", "-", "@", "＝"))] == []


def test_a_csv_file_has_one_row_for_each_essay_of_the_list_in_its_order(client, alice):
    river, bridge = call(), call("bridges")
    sent = [submission(river, number) for number in (1, 2)]
    submission(bridge, 3)

    _head, *rows = rows_of(client.get(page("csv"), {"call": river.pk, "o": "-1"}))

    assert [row[0] for row in rows] == [sent[1].reference, sent[0].reference]
    assert rows[1][2:8] == ["The river in turn 1", "English", "14", "0", "received", ""]
    assert rows[1][-3:] == ["Rivka Example 1", "author1@example.org", "Example College"]


def test_an_xlsx_file_holds_texts_and_numbers_and_no_formula(client, alice):
    submission(call(), 1, title="=1+1", name="http://example.org/", language="zh-hans", body="<p>河流</p>")

    answer = client.get(page("xlsx"))
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    sheet = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    texts = etree.fromstring(archive.read("xl/sharedStrings.xml"))

    assert answer.headers["Content-Disposition"] == 'attachment; filename="essays.xlsx"'
    assert list(sheet.iter(f"{MAIN}f")) == list(sheet.iter(f"{MAIN}hyperlink")) == []
    assert {"=1+1", "http://example.org/", "简体"} <= {each.text for each in texts.iter(f"{MAIN}t")}
    assert "2" in [each.text for each in sheet.iter(f"{MAIN}v")]


def test_an_empty_list_is_an_empty_table(client, alice):
    assert len(rows_of(client.get(page("csv")))) == 1
    assert client.get(page("xlsx")).status_code == 200
    assert "Nothing was chosen." in client.get(page("print")).text


def test_reading_copies_are_of_what_was_ticked_and_name_nobody(client, alice):
    river = call()
    first, second, third = (
        submission(river, number, title=f"Essay {number} by Rivka Example {number}") for number in range(3)
    )
    ticked = client.post(
        "/admin/responses/submission/",
        {"action": "print_copies", "_selected_action": [first.pk, third.pk]},
    )

    copies = client.get(ticked.headers["Location"]).text

    assert [each.reference in copies for each in (first, second, third)] == [True, False, True]
    assert "Rivka" not in copies
    assert copies.count('<article class="copy">') == 2


def test_a_copy_to_take_along_is_made_of_the_text_alone(client, alice):
    sent = submission(call(), 1, body="<p>One.</p><script>alert(1)</script><p>Two<sup>2</sup>.</p>")

    answer = client.get(page("copy", sent.pk))

    assert answer.headers["Content-Disposition"] == f'attachment; filename="{sent.reference}.html"'
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "<p>Two<sup>2</sup>.</p>" in answer.text
    assert "Rivka" not in answer.text


def test_a_report_counts_states_languages_lengths_schools_and_days(client, alice):
    river = call()
    first, second = submission(river, 1), submission(river, 2, language="zh-hans", school="example college")
    now = clock.now()
    Submission.objects.filter(pk=first.pk).update(
        sent_at=now - timedelta(days=9), state="declined", ended_at=now, is_late=True
    )
    dora = make_user(DORA)
    Decision.objects.create(
        submission=first, about=first.latest, kind="decline", created_by=dora, applied_by=dora, applied_at=now
    )

    tables = client.get(page("report", river.pk)).context["tables"]

    assert [(table.rows, table.below) for table in tables] == [
        ([("Received", 1), ("Declined", 1), ("All", 2)], "1 of them was late."),
        ([("English", 1), ("简体", 1)], ""),
        ([("0–249", 2)], "From 14 to 14; half of them up to 14."),
        ([("Example College", 2)], ""),
        ([("7–13", 1)], "From 9 to 9; half of them up to 9."),
    ]
    assert second.latest is not None


def test_a_report_of_hidden_names_tells_no_school_that_tells_whose_an_essay_is(client, alice):
    blind = call(names_hidden=True)
    for number in range(4):
        submission(blind, number, school="Small College" if number == 3 else "Large College")

    schools = client.get(page("report", blind.pk)).context["tables"][3]

    assert (schools.rows, schools.below) == (
        [("Large College", 3)],
        "1 more, from a school that would tell whose it is.",
    )


def test_a_report_of_nothing_says_so(client, alice):
    tables = client.get(page("report", call().pk)).context["tables"]
    assert [table.rows for table in tables] == [[("All", 0)], [], [], [], []]
