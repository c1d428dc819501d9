"""A decision is pending until it is applied; its letter waits a minute; nothing goes by accident."""

from datetime import timedelta

import pytest

from responses.events.models import Event
from responses.lib import clock
from responses.lib.seals import unsealed
from responses.notifications.models import Letter
from responses.notifications.services import send_due_letters, settle_letters
from responses.submissions.decisions import errors
from responses.submissions.decisions.seen import as_told
from responses.submissions.decisions.values import digest_of
from responses.submissions.errors import Incomplete
from responses.submissions.models import Decision, LetterTemplate, Submission
from responses.submissions.services.applying import apply, send_to_oneself, undo
from responses.submissions.services.deciding import (
    call_off,
    change,
    decide,
    stand,
    write_anew,
    write_outdated_anew,
)
from responses.submissions.services.sending import send
from responses.submissions.services.templates import save_template
from responses.submissions.services.writing import keep
from responses.submissions.tokens import token_of
from tests.cast import ALICE, BOB
from tests.factories import make_user
from tests.submissions.deciding import POINTS, applied, decided, letters, said_for, settled
from tests.submissions.making import call, content, submission

pytestmark = pytest.mark.django_db

State = Submission.State


@pytest.fixture
def alice():
    return make_user(ALICE)


@pytest.fixture
def sent():
    made = submission(call())
    Letter.objects.all().delete()  # its receipt
    return made


def reread(row):
    return type(row).objects.get(pk=row.pk)


def words_of(kind):
    """What one kind of letter shall say, in the editors' own words."""
    return {"en": {"subject": f"{kind} {{number}}", "text": "Our own words, {name}."}}


def test_a_decision_is_nothing_to_the_author_until_it_is_applied(alice, sent):
    decision = decided(sent, "decline", alice)

    assert reread(sent).state == State.RECEIVED
    assert (decision.letter.state, decision.letter.recipient) == ("draft", "author1@example.org")
    assert send_due_letters(now=clock.now() + timedelta(days=3)) == 0
    assert "{name}" in decision.letter.text
    assert "Rivka" not in decision.letter.text


@pytest.mark.parametrize(
    ("kind", "state", "subject"),
    [
        ("accept", State.ACCEPTED, "Your essay {}: accepted"),
        ("accept_with_changes", State.ACCEPTED, "Your essay {}: accepted, with changes"),
        ("revise", State.REVISION_ASKED, "Your essay {}: please revise it and send it again"),
        ("decline", State.DECLINED, "Your essay {}: not accepted"),
        ("return", State.RETURNED, "Your essay {}: returned, please put something right"),
    ],
)
def test_each_kind_moves_the_submission_and_says_itself_in_the_subject(alice, sent, kind, state, subject):
    decision = applied(sent, kind, alice)

    assert sent.state == state
    assert (sent.ended_at is not None) == (state in Submission.ENDED)
    assert sent.due_at == decision.due_at
    letter = reread(decision.letter)
    assert (letter.subject, letter.state) == (subject.format(sent.reference), "waiting")
    assert letter.text.startswith("Dear Rivka Example 1,")
    assert "{" not in letter.text
    assert letter.due_at == decision.applied_at + timedelta(minutes=1)


def test_a_letter_of_points_numbers_them(alice, sent):
    letter = applied(sent, "revise", alice).letter

    assert f"1. {POINTS[0]}\n\n2. {POINTS[1]}" in reread(letter).text


def test_letters_are_in_the_author_s_language(alice):
    river = call()
    for language, subject in (("zh-hans", "您的文章 {}：未获录用"), ("zh-hant", "您的文章 {}：未獲錄用")):
        sent = submission(river, language=language)
        letter = reread(applied(sent, "decline", alice).letter)
        assert (letter.language, letter.subject) == (language, subject.format(sent.reference))


def test_the_link_is_sealed_in_the_outbox_and_opened_when_it_is_sent(alice, sent, mailoutbox):
    letter = reread(settled(applied(sent, "decline", alice)).letter)
    token = token_of(sent)
    assert token not in letter.text
    assert f"/submissions/{token}/\n" in unsealed(letter.text)

    assert send_due_letters() == 1

    (mail,) = mailoutbox
    assert f"/submissions/{token}/\n" in mail.body
    assert token not in reread(letter).text


def test_applied_twice_it_is_applied_once(alice, sent):
    decision = decided(sent, "accept", alice)
    first = apply(decision=decision, user=alice)
    again = apply(decision=decision, user=make_user(BOB))

    assert (again.applied_at, again.applied_by) == (first.applied_at, alice)
    assert letters().count() == 1
    assert Event.objects.filter(verb="decided").count() == 1


def test_within_the_minute_all_is_as_it_was_before(alice, sent):
    decision = decided(sent, "revise", alice)
    before = (reread(decision.letter).subject, reread(decision.letter).text)
    apply(decision=decision, user=alice)

    undo(decision=decision, user=alice)

    decision, sent = reread(decision), reread(sent)
    assert (decision.applied_at, decision.applied_by, decision.text) == (None, None, "")
    assert (sent.state, sent.due_at, sent.ended_at) == (State.RECEIVED, None, None)
    assert (decision.letter.state, decision.letter.subject, decision.letter.text) == ("draft", *before)
    assert apply(decision=decision, user=alice).applied_at is not None


def test_after_the_minute_it_cannot_be_undone(alice, sent):
    decision = settled(applied(sent, "decline", alice))

    with pytest.raises(errors.TooLate):
        undo(decision=decision, user=alice)

    assert reread(sent).state == State.DECLINED


def test_what_a_sender_has_claimed_cannot_be_undone(alice, sent):
    decision = applied(sent, "decline", alice)
    Letter.objects.filter(pk=decision.letter_id).update(state="sending", claim="x")

    with pytest.raises(errors.TooLate):
        undo(decision=decision, user=alice)

    assert reread(decision).applied_at is not None
    assert reread(sent).state == State.DECLINED


def test_the_author_is_told_nothing_while_it_can_be_undone(alice, sent):
    decision = applied(sent, "revise", alice)
    assert as_told(reread(sent)).state == State.RECEIVED

    settled(decision)

    assert as_told(reread(sent)).state == State.REVISION_ASKED


def test_one_decision_at_a_time_is_pending(alice, sent):
    decided(sent, "accept", alice)

    with pytest.raises(errors.PendingAlready):
        decided(sent, "decline", alice)


def test_what_has_ended_is_not_decided_again(alice, sent):
    applied(sent, "decline", alice)

    with pytest.raises(errors.CannotDecide):
        decided(sent, "accept", alice)


def test_called_off_the_draft_is_gone_and_another_decision_can_be_made(alice, sent):
    decided(sent, "accept", alice)

    assert call_off(submission=sent, user=alice) is True
    assert call_off(submission=sent, user=alice) is False
    assert (letters().count(), Decision.objects.count()) == (0, 0)
    assert decided(sent, "decline", alice).letter.state == "draft"


@pytest.mark.parametrize(
    ("kind", "lacking", "refusal"),
    [
        ("revise", {"due_at": None}, (errors.StillEmpty, "{due}")),
        ("return", {"remarks": ""}, (errors.StillEmpty, "{remarks}")),
        ("accept_with_changes", {"remarks": "  "}, (errors.StillEmpty, "{remarks}")),
        ("revise", {"points": ()}, (errors.NothingAsked, "point")),
    ],
)
def test_nothing_is_applied_while_its_letter_has_an_empty_place(alice, sent, kind, lacking, refusal):
    decision = decided(sent, kind, alice, **lacking)

    error, named = refusal
    with pytest.raises(error, match=named):
        apply(decision=decision, user=alice)

    assert reread(sent).state == State.RECEIVED


def test_a_day_that_has_passed_is_due_no_more(alice, sent):
    decision = decided(sent, "return", alice, due_at=clock.now() - timedelta(minutes=1))

    with pytest.raises(errors.DuePast):
        apply(decision=decision, user=alice)


def test_remarks_have_their_place_also_where_the_template_has_none(alice, sent):
    decision = decided(sent, "decline", alice, remarks="Come back to us with another one.")

    assert "\n\n{remarks}\n\nThe editors" in decision.letter.text


def test_remarks_that_stand_nowhere_keep_the_letter_back(alice, sent):
    decision = decided(sent, "decline", alice, remarks="Come back to us.")
    decision = change(
        decision=decision,
        subject="No",
        text="Dear {name}, no.",
        said=said_for("decline", remarks="Come back to us."),
        shown=digest_of(decision),
        user=alice,
    )

    with pytest.raises(errors.Unsaid):
        apply(decision=decision, user=alice)


def test_a_newer_version_must_be_looked_at_again(alice, sent):
    decision = decided(sent, "accept", alice)
    keep(submission=sent, content=content(title="Another title"), based_on=sent.edit)
    newer = send(submission=sent)

    with pytest.raises(errors.Stale):
        apply(decision=decision, user=alice)

    stand(decision=decision, version=newer, user=alice)
    assert "“Another title”" in reread(apply(decision=decision, user=alice).letter).text


def test_a_decision_on_an_older_version_than_the_newest_is_not_written(alice, sent):
    read = sent.latest
    keep(submission=sent, content=content(title="Another title"), based_on=sent.edit)
    send(submission=sent)

    with pytest.raises(errors.Stale):
        decide(submission=sent, kind="accept", about=read, user=alice)


def test_what_was_shown_is_what_is_sent(alice, sent):
    decision = decided(sent, "decline", alice)
    shown = digest_of(decision)
    words = {"subject": "No", "text": "Dear {name}, no.", "said": said_for("decline"), "user": alice}
    change(decision=decision, shown=shown, **words)

    with pytest.raises(errors.ChangedSince):
        apply(decision=decision, user=alice, shown=shown)
    with pytest.raises(errors.ChangedSince):
        change(decision=decision, shown=shown, **words)


@pytest.mark.parametrize(
    ("subject", "text", "error"),
    [
        ("", "Text", errors.NothingSaid),
        ("No", " ", errors.NothingSaid),
        ("No", "Dear {nmae}", errors.UnknownPlaceholder),
        ("No", "You have until {due}", errors.UnknownPlaceholder),  # nothing is due of a refusal
        ("No {remarks}", "Text", errors.NotInSubject),
        ("{link}", "Text", errors.NotInSubject),
    ],
)
def test_words_that_cannot_be_filled_are_refused(alice, sent, subject, text, error):
    decision = decided(sent, "decline", alice)
    said = {"said": said_for("decline"), "shown": digest_of(decision), "user": alice}

    with pytest.raises(error):
        change(decision=decision, subject=subject, text=text, **said)
    with pytest.raises(error):
        save_template(kind="decline", texts={"en": {"subject": subject, "text": text}}, seen=0, user=alice)


def test_a_template_changed_later_is_taken_over_but_not_by_what_was_edited(alice):
    river = call()
    plain, edited = (decided(submission(river, number), "decline", alice) for number in (1, 2))
    change(
        decision=edited,
        subject="By hand",
        text="Dear {name}, by hand.",
        said=said_for("decline"),
        shown=digest_of(edited),
        user=alice,
    )
    save_template(kind="decline", texts=words_of("decline"), seen=0, user=alice)

    assert write_outdated_anew(decisions=Decision.objects.pending().order_by("pk"), user=alice) == 1
    assert reread(plain.letter).text == "Our own words, {name}."
    assert reread(edited.letter).text == "Dear {name}, by hand."
    assert write_anew(decision=edited, user=alice).is_edited is False
    assert reread(edited.letter).text == "Our own words, {name}."


def test_a_template_that_says_what_the_site_says_goes_on_saying_it(alice):
    site = {"en": {"subject": "Your essay {number}: accepted", "text": "Dear {name}"}}
    row = save_template(kind="accept", texts=site, seen=0, user=alice)
    assert row.texts == site

    from responses.submissions.decisions.words import WORDS

    row = save_template(kind="accept", texts=WORDS["accept"], seen=1, user=alice)
    assert (row.texts, row.version, LetterTemplate.objects.count()) == ({}, 2, 1)


def test_a_copy_to_oneself_has_no_link_and_no_hidden_name(alice):
    blind = submission(call(names_hidden=True))
    decision = decided(blind, "decline", alice)

    letter = send_to_oneself(decision=decision, user=alice)

    assert letter.recipient == alice.email
    assert letter.subject == f"[Test] Your essay {blind.reference}: not accepted"
    assert "Dear [the author’s name]," in letter.text
    assert "Rivka" not in letter.text
    assert "/submissions/" not in letter.text
    assert reread(decision.letter).state == "draft"


def test_whom_a_hidden_letter_is_to_is_hidden_until_it_is_applied(alice):
    decision = decided(submission(call(names_hidden=True)), "decline", alice)
    assert reread(decision.letter).hides_recipient is True

    apply(decision=decision, user=alice)
    assert reread(decision.letter).hides_recipient is False

    undo(decision=decision, user=alice)
    assert reread(decision.letter).hides_recipient is True


def test_what_is_decided_is_kept_when_other_letters_go(alice, sent):
    letter = settled(applied(sent, "decline", alice)).letter
    send_due_letters()

    settle_letters(now=clock.now() + timedelta(days=30))

    assert reread(letter).state == "sent"


def test_the_log_names_a_number_and_nobody(alice, sent):
    decision = decided(sent, "decline", alice)
    apply(decision=decision, user=alice)
    undo(decision=decision, user=alice)
    call_off(submission=sent, user=alice)

    said = Event.objects.filter(subject_type="submission").exclude(actor_number=None).order_by("pk")
    assert [(each.verb, each.subject_label) for each in said] == [
        (verb, sent.reference)
        for verb in ("wrote a decision", "decided", "undid a decision", "called off a decision")
    ]


# --- A revision


def test_a_revision_is_sent_once_every_point_is_answered(alice, sent):
    first, second = settled(applied(sent, "revise", alice)).points.order_by("position")
    keep(submission=sent, content=content(points={str(first.pk): "The Danube."}), based_on=sent.edit)

    with pytest.raises(Incomplete) as refused:
        send(submission=sent)
    assert refused.value.fields == {f"point-{second.pk}": "Point 2 is not answered yet: “Name one treaty.”"}

    answers = {str(first.pk): "The Danube.", str(second.pk): "That of 1948."}
    keep(submission=sent, content=content(title="Revised", points=answers), based_on=sent.edit)
    version = send(submission=sent)

    assert (version.number, version.round, reread(sent).state) == (2, 1, State.REVISION_IN)
    assert [reread(each).answer for each in (first, second)] == ["The Danube.", "That of 1948."]
    assert send(submission=sent) == version  # the button pressed twice


def test_what_was_returned_is_not_sent_as_it_was(alice, sent):
    settled(applied(sent, "return", alice))

    with pytest.raises(Incomplete, match="what you sent before"):
        send(submission=sent)

    keep(submission=sent, content=content(title="Put right"), based_on=sent.edit)
    assert send(submission=sent).number == 2
    assert reread(sent).state == State.RECEIVED


def test_a_second_round_asks_its_own_points(alice, sent):
    (point, *_rest) = settled(applied(sent, "revise", alice, points=("First?",))).points.all()
    keep(submission=sent, content=content(points={str(point.pk): "Yes."}), based_on=sent.edit)
    send(submission=sent)
    sent.refresh_from_db()
    (again,) = settled(applied(sent, "revise", alice, points=("Second?",))).points.all()

    with pytest.raises(Incomplete) as refused:
        send(submission=sent)
    assert list(refused.value.fields) == [f"point-{again.pk}"]
    assert reread(point).answer == "Yes."
