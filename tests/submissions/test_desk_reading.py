"""Reading what was sent, one essay after another: the list, the page, marks, notes, numbers."""

import pytest
from django.urls import reverse

from responses.events.models import Event
from responses.lib import clock
from responses.submissions.models import Decision, Mark, Submission
from responses.submissions.services.likeness import liken
from responses.submissions.services.reading import AGAIN
from responses.submissions.services.sending import send
from responses.submissions.services.writing import keep
from tests.submissions.making import call, content, submission, unfinished

pytestmark = pytest.mark.django_db

LIST = "/admin/responses/submission/"


def address(sent, name="change", *further):
    return reverse(f"admin:responses_submission_{name}", args=[sent.pk, *further])


def listed(client, **asked):
    return [row.pk for row in client.get(LIST, asked).context["cl"].result_list]


def numbers(client, **asked):
    """The numbers above the list, by their words."""
    (line,) = client.get(LIST, asked).context["numbers"]
    return {each.words: each.number for each in line.numbers if each.number} | {"": line.all}


def test_the_list_counts_by_state_and_each_number_leads_to_its_essays(client, alice):
    river = call()
    sent = [submission(river, number) for number in range(5)]
    unfinished(river, 9)
    states = ("received", "received", "revision_in", "declined", "withdrawn")
    for each, state in zip(sent, states, strict=True):
        ended = clock.now() if state in Submission.ENDED else None
        Submission.objects.filter(pk=each.pk).update(state=state, ended_at=ended)
    Submission.objects.filter(pk=sent[1].pk).update(opened_at=clock.now(), is_late=True)

    assert numbers(client) == {
        "new": 1, "to read": 3, "revision in": 1, "declined": 1, "withdrawn": 1, "late": 1, "": 5,
    }  # fmt: skip
    assert client.get(LIST).context["numbers"][0].unfinished == 1
    assert listed(client, state="to_read") == [sent[0].pk, sent[1].pk, sent[2].pk]
    assert listed(client, state="new", call=river.pk) == [sent[0].pk]
    assert listed(client, state="late") == [sent[1].pk]


def test_the_list_of_one_call_has_its_essays_alone(client, alice):
    river, bridge = call(), call("bridges")
    submission(river, 1)
    mine = submission(bridge, 2)

    assert listed(client, call=bridge.pk) == [mine.pk]
    assert [line.call for line in client.get(LIST, {"call": bridge.pk}).context["numbers"]] == [bridge]


def test_essays_are_read_one_after_another_within_the_list_that_was_chosen(client, alice):
    river = call()
    sent = [submission(river, number) for number in range(4)]
    Submission.objects.filter(pk=sent[1].pk).update(state="withdrawn", ended_at=clock.now())
    asked = {"_changelist_filters": f"call={river.pk}&state=to_read"}

    page = client.get(address(sent[2]), asked)

    place = page.context["place"]
    assert (place.position, place.of, place.before, place.after) == (2, 3, sent[0].pk, sent[3].pk)
    assert f"{address(sent[3])}?_changelist_filters=call%3D{river.pk}%26state%3Dto_read" in page.text.replace(
        "&amp;", "&"
    )
    assert f"{LIST}?call={river.pk}&amp;state=to_read" in page.text


def test_an_essay_that_left_the_list_while_it_was_read_keeps_its_neighbours(client, alice):
    river = call()
    sent = [submission(river, number) for number in range(3)]
    Submission.objects.filter(pk=sent[1].pk).update(opened_at=clock.now())

    place = client.get(address(sent[1]), {"_changelist_filters": "state=new"}).context["place"]

    assert (place.position, place.of, place.before, place.after) == (0, 2, sent[0].pk, sent[2].pk)


@pytest.mark.parametrize(("asked", "act"), [("state=new", "opened"), ("mark=none", "mark")])
def test_what_was_read_or_marked_since_reading_began_can_be_gone_back_to(client, alice, asked, act):
    river = call()
    sent = [submission(river, number) for number in range(3)]
    first = client.get(address(sent[0]), {"_changelist_filters": asked})
    client.post(reverse(f"admin:responses_submission_{act}", args=[sent[0].pk]), {"mark": "no"})

    page = client.get(first.context["after"])

    place = page.context["place"]
    assert (place.position, place.of, place.before, place.after) == (2, 3, sent[0].pk, sent[2].pk)
    assert page.context["back"] == f"{LIST}?{asked}"
    assert client.get(page.context["before"]).context["place"].after == sent[1].pk
    assert len(listed(client, **dict([asked.split("=")]))) == 2


@pytest.mark.parametrize("since", ["x", "9" * 11, "9" * 12, ""])
def test_an_instant_that_makes_no_sense_breaks_nothing(client, alice, since):
    sent = submission(call(), 1)
    asked = {"_changelist_filters": f"state=new&_since={since}"}
    assert client.get(address(sent), asked).status_code == 200


@pytest.mark.parametrize("asked", ["e=1&o=99", "call=x&state=y&mark=z&p=%00", "nonsense=1", "q=%27%22"])
def test_a_list_that_makes_no_sense_breaks_nothing(client, alice, asked):
    sent = submission(call(), 1)
    assert client.get(address(sent), {"_changelist_filters": asked}).status_code == 200


def test_an_essay_is_shown_as_readers_would_see_it_in_its_own_language(client, alice):
    sent = submission(call(), 1, language="zh-hans", title="河的两岸", body="<p>水<em>自己</em>找路。</p>")

    page = client.get(address(sent)).text

    assert '<article lang="zh-Hans">' in page
    assert "<p>水<em>自己</em>找路。</p>" in page
    assert "5 字" in page


def test_what_editors_read_is_what_was_sent_and_never_what_is_being_typed(client, alice):
    sent = submission(call(), 1)
    keep(submission=sent, content=content(1, title="A thought half", body="<p>typed</p>"), based_on=sent.edit)

    page = client.get(address(sent)).text

    assert "A thought half" not in page
    assert "The river in turn 1" in page


def test_an_essay_that_is_not_sent_yet_is_nobodys_to_read(client, alice):
    typed = unfinished(call(), 1)

    assert client.get(address(typed)).status_code in (302, 404)
    assert listed(client) == []
    assert client.get(address(typed, "copy")).status_code == 404
    assert client.post(address(typed, "opened")).status_code == 404


def test_reading_changes_nothing_until_it_is_said_by_post(client, alice):
    sent = submission(call(), 1)

    client.get(address(sent))
    sent.refresh_from_db()
    assert sent.opened_at is None
    assert client.get(address(sent, "opened")).status_code == 405

    answer = client.post(address(sent, "opened"))
    sent.refresh_from_db()
    first = sent.opened_at
    assert (answer.status_code, first is not None) == (302, True)
    client.post(address(sent, "opened"), headers={"X-Requested-By": "reading"})
    sent.refresh_from_db()
    assert sent.opened_at == first


def test_each_editor_has_one_mark_and_the_list_goes_by_ones_own(client, alice, other):
    river = call()
    first, second = submission(river, 1), submission(river, 2)
    Mark.objects.create(submission=second, user=other, value="no")

    client.post(address(first, "mark"), {"mark": "yes"})
    client.post(address(first, "mark"), {"mark": "perhaps"})
    assert list(first.marks.values_list("user", "value")) == [(alice.pk, "perhaps")]
    assert (listed(client, mark="perhaps"), listed(client, mark="none")) == ([first.pk], [second.pk])

    refused = client.post(address(first, "mark"), {"mark": "<b>"}, follow=True)
    assert "A mark is yes, perhaps or no." in refused.text
    client.post(address(first, "mark"), {"mark": ""})
    assert first.marks.count() == 0


def test_a_script_that_marks_stays_on_the_page(client, alice):
    sent = submission(call(), 1)
    answer = client.post(address(sent, "mark"), {"mark": "yes"}, headers={"X-Requested-By": "reading"})
    assert (answer.status_code, sent.marks.get().value) == (204, "yes")


def test_notes_are_appended_and_their_words_reach_no_log(client, alice):
    sent = submission(call(), 1)

    page = client.post(
        address(sent, "note"), {"note": "Strong on <b>water</b>.\n\nWeak on law."}, follow=True
    )

    assert "Strong on &lt;b&gt;water&lt;/b&gt;.\nWeak on law." in page.text
    assert sent.notes.get().created_by == alice
    line = Event.objects.get(verb="noted something on an essay sent in")
    assert (line.subject_label, line.detail) == (sent.reference, {})
    assert "Type the note" in client.post(address(sent, "note"), {"note": " "}, follow=True).text


def test_that_somebody_read_an_essay_is_logged_once_a_day(client, alice, time_machine):
    sent = submission(call(), 1)
    read = Event.objects.filter(verb="read an essay sent in")
    time_machine.move_to(clock.now())
    client.get(address(sent))
    client.get(address(sent))
    assert [(line.actor_number, line.subject_label) for line in read] == [(alice.pk, sent.reference)]

    time_machine.move_to(clock.now() + AGAIN)
    client.force_login(alice)
    assert client.get(address(sent)).status_code == 200
    assert read.all().count() == 2


def test_two_versions_are_compared(client, alice):
    sent = submission(call(), 1)
    keep(submission=sent, content=content(1, title="Another title"), based_on=sent.edit)
    send(submission=sent)

    page = client.get(address(sent, "compare"))

    assert page.context["difference"].sentence == "Title changed."
    assert '<del class="words">' in page.text
    assert client.get(address(sent, "compare"), {"old": "1", "new": "7"}).status_code == 404


def test_what_stands_elsewhere_is_flagged_and_its_passages_are_marked(client, alice):
    river = call()
    long = "<p>Rivers part nothing that people have not parted before, and bridges join the same.</p>"
    first, copy = (submission(river, number, body=long) for number in (1, 2))
    liken(first.latest)
    liken(copy.latest)

    page = client.get(address(copy)).text
    assert "100 % of this stands in" in page
    shared = client.get(address(copy, "shares", copy.latest.overlaps.get().pk))
    assert [side.title for side in shared.context["sides"]] == [
        f"{copy.reference}, The river in turn 2",
        f"{first.reference}, The river in turn 1",
    ]
    marked = "Rivers part nothing that people have not parted before, and bridges join the same"
    assert shared.text.count(f"<mark>{marked}</mark>.") == 2
    assert client.get(address(first, "shares", copy.latest.overlaps.get().pk)).status_code == 404
    assert listed(client, shares="yes") == [first.pk, copy.pk]


def test_the_list_makes_up_for_comparisons_that_were_cut_off(client, alice):
    river = call()
    for number in (1, 2):
        submission(river, number)
    assert len(listed(client, shares="yes")) == 2


def test_searching_finds_by_number_title_and_name_in_either_script(client, alice):
    river = call()
    first = submission(
        river, 1, name="余秋雨", title="河的兩岸", language="zh-hant", school="Example College"
    )
    submission(river, 2)

    for typed in (first.reference, "河的两岸", "余秋雨", "author1@example.org"):
        assert listed(client, q=typed) == [first.pk], typed
    assert len(listed(client, q="college")) == 2


def test_one_more_than_a_person_may_send_is_said(client, alice):
    river = call()
    submission(river, 1)
    second = submission(river, 2, email="author1@example.org")

    assert client.get(LIST).text.count("received, more than one person may send") == 1
    assert "more than one person may send" in client.get(address(second)).text


def test_length_against_the_limits_of_the_call_is_said(client, alice):
    river = call(limits={"en": {"least": 500, "most": 800}})
    sent = submission(river, 1)

    page = client.get(address(sent)).text

    assert "(500–800)" in page
    assert "too few" in page


def test_declarations_and_answers_are_shown_beside(client, alice):
    asked = [{"key": "q1", "required": False, "texts": {"en": "Which river?"}}]
    sent = submission(
        call(questions=asked),
        1,
        answers={"q1": "The <i>Yangtze</i>"},
        declarations={
            "own_work": {"said": "Mine."},
            "ai_use": {"asked": "Did you use AI?", "answer": "For grammar."},
        },
    )

    page = client.get(address(sent)).text

    for said in ("Which river?", "The &lt;i&gt;Yangtze&lt;/i&gt;", "Did you use AI?", "For grammar."):
        assert said in page


def test_what_became_a_response_and_was_erased_is_a_number_in_the_list(client, alice):
    river = call()
    erased, kept = submission(river, 1), submission(river, 2)
    erased.versions.all().delete()
    erased.authors.all().delete()

    assert "erased; its response stays" in client.get(LIST).text
    assert client.get(address(erased)).headers["Location"] == address(erased, "history")
    assert client.get(address(erased, "copy")).status_code == 404
    for page in ("csv", "xlsx", "print"):
        answer = client.get(reverse(f"admin:responses_submission_{page}"))
        assert answer.status_code == 200
    assert kept.reference in answer.text
    assert erased.reference not in answer.text
    assert client.get(address(kept)).context["place"].position == 2


@pytest.mark.parametrize("name", ["change", "compare", "names", "copy", "history"])
def test_only_who_may_view_submissions_reads_them(client, charlie, name):
    sent = submission(call(), 1)
    assert client.get(address(sent, name)).status_code == 403
    assert client.get(LIST).status_code == 403
    for act in ("opened", "mark", "note"):
        assert client.post(address(sent, act)).status_code == 403
    for page in ("csv", "xlsx", "print"):
        assert client.get(reverse(f"admin:responses_submission_{page}")).status_code == 403
    assert client.get(reverse("admin:responses_submission_report", args=[sent.call_id])).status_code == 403


def test_the_first_page_of_the_desk_says_what_waits_by_call(client, alice):
    river = call()
    submission(river, 1)
    submission(river, 2)

    waiting = client.get("/admin/").context["waiting"]

    assert [(each.words, each.number, each.address) for each in waiting] == [
        ("essays to read, “Who owns a river?”", 2, f"{LIST}?call={river.pk}&state=to_read")
    ]


def test_nobody_else_is_told_what_waits(client, charlie):
    submission(call(), 1)
    assert client.get("/admin/").context["waiting"] == []


@pytest.mark.parametrize("many", [1, 15])
def test_as_much_is_asked_of_the_database_for_one_essay_as_for_fifteen(
    client, alice, other, many, django_assert_num_queries
):
    river = call()
    for number in range(many + 1):  # alike each other
        sent = submission(river, number, coauthors=[{"name": "Second Person"}])
        sent.marks.create(user=other, value="yes")
        sent.notes.create(created_by=other, text="Read.")
        liken(sent.latest)
        Decision.objects.create(submission=sent, about=sent.latest, kind="accept", created_by=other)
    pages = {
        LIST: 12,
        f"{LIST}?call={river.pk}&state=to_read&q=river": 16,
        address(sent): 20,
        address(sent, "copy"): 8,
        "/admin/responses/submission/export.csv": 11,
        "/admin/responses/submission/print/": 12,
        f"/admin/responses/submission/report/{river.pk}/": 11,
        "/admin/": 22,
    }
    client.get("/admin/")
    for page, queries in pages.items():
        client.get(page)
        with django_assert_num_queries(queries):
            assert client.get(page).status_code == 200
