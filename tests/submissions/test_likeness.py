"""Near-duplicates are found in either script, among submissions and live texts, at a bounded price."""

import pytest
from django.db import IntegrityError, connection, transaction

from responses.lib.chinese import convert
from responses.submissions.models import Overlap, Sketch
from responses.submissions.services.likeness import liken, liken_forgotten
from responses.submissions.services.sending import send
from responses.submissions.services.writing import keep
from tests.factories import edition_of, prompt_of, publish_all, response_to, thread_with_prompt
from tests.lib.test_shingles import CHINESE, ELSE, ENGLISH, OTHER
from tests.submissions.making import call, content, submission

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def body(*paragraphs):
    return "".join(f"<p>{each}</p>" for each in paragraphs)


def shares(sent):
    """How much of it stands where, by reference or title."""
    return {
        str(each.other.submission if each.other else each.revision.title): each.share
        for each in sent.latest.overlaps.select_related("other__submission", "revision")
    }


def compared(to, number, text, **said):
    sent = submission(to, number, body=text, **said)
    liken(sent.latest)
    return sent


def test_what_stands_in_another_submission_is_told_of_both():
    river, bridge = call(), call("another-call")
    first = compared(river, 1, body(ENGLISH))
    copy = compared(bridge, 2, body(OTHER, ENGLISH))
    unrelated = compared(river, 3, body(OTHER.upper()[:60], "Something else entirely, and short."))

    assert shares(first) == {copy.reference: 100}
    assert shares(copy)[first.reference] in range(55, 65)
    assert first.reference not in shares(unrelated)


def test_a_copy_in_the_other_script_is_found():
    river = call()
    first = compared(river, 1, body(CHINESE), language="zh-hans")
    other = convert(CHINESE, source="zh-hans", target="zh-hant")
    copy = compared(river, 2, body(other), language="zh-hant")
    compared(river, 3, body(ELSE), language="zh-hans")

    assert shares(copy) == {first.reference: 100}


def test_what_stands_in_a_live_text_is_found_and_a_draft_is_not_asked():
    thread = thread_with_prompt(slug="spirit")
    prompt = prompt_of(thread)
    publish_all(prompt)
    live = response_to(prompt, "Of bridges", body=body(OTHER, ENGLISH))
    publish_all(live)
    response_to(prompt, "Unseen", body=body(ENGLISH))
    copy = compared(call(), 1, body(ENGLISH))

    assert shares(copy) == {"Of bridges": 100}
    assert copy.latest.overlaps.get().revision == edition_of(live).latest


def test_a_newer_version_is_compared_anew_and_the_older_one_forgotten():
    river = call()
    first = compared(river, 1, body(ENGLISH))
    copy = compared(river, 2, body(ENGLISH))
    keep(submission=copy, content=content(2, body=body(OTHER)), based_on=copy.edit)
    liken(send(submission=copy))

    assert (shares(first), shares(copy)) == ({}, {})
    assert list(Sketch.objects.values_list("version__number", flat=True).order_by("version")) == [1, 2]


def test_what_was_never_compared_is_made_up_for():
    river = call()
    first, copy = (submission(river, number, body=body(ENGLISH)) for number in (1, 2))

    assert (liken_forgotten(), liken_forgotten()) == (2, 0)
    assert shares(copy) == {first.reference: 100}


def test_sending_compares_once_it_is_committed(django_capture_on_commit_callbacks):
    river = call()
    with django_capture_on_commit_callbacks(execute=True):
        submission(river, 1)
    with django_capture_on_commit_callbacks(execute=True):
        copy = submission(river, 2)

    assert shares(copy) == {f"{river.pk}-001": 100}


def test_a_comparison_asks_as_much_of_the_database_for_one_submission_as_for_twenty_five(
    django_assert_num_queries,
):
    river = call()
    compared(river, 1, body(ELSE))
    few = submission(river, 2, body=body(CHINESE))
    with django_assert_num_queries(10):
        liken(few.latest)
    for number in range(3, 28):
        compared(river, number, body(f"{number} {ENGLISH.replace(' ', f' {number} ')}"))
    many = submission(river, 50, body=body(OTHER))

    with django_assert_num_queries(10):
        liken(many.latest)


RAW = "INSERT INTO responses_overlap (version_id, other_id, revision_id, share) VALUES (%s, %s, %s, %s)"


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("overlap_is_with_one_text", ("own", None, None, 50)),
        ("overlap_is_with_another_text", ("own", "own", None, 50)),
        ("overlap_is_in_percent", ("own", "other", None, 101)),
        ("overlap_is_in_percent", ("own", "other", None, 0)),
    ],
)
def test_the_database_refuses_an_overlap_that_cannot_be(name, values):
    river = call()
    known = {"own": submission(river, 1).latest.pk, "other": submission(river, 2).latest.pk}
    with pytest.raises(IntegrityError, match=name), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(RAW, [known.get(each, each) for each in values])


def test_the_database_takes_an_overlap_once():
    river = call()
    own, other = submission(river, 1).latest, submission(river, 2).latest
    Overlap.objects.create(version=own, other=other, share=20)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(RAW, [own.pk, other.pk, None, 30])
