"""Drafts set aside: kept, out of the way, never public, and taken back."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from responses.events.models import Event
from responses.threads.errors import (
    AnswersNothingAtHand,
    IsSetAside,
    NotTogether,
    SlugTaken,
    Unmoved,
)
from responses.threads.models import Edition, Essay, Thread
from responses.threads.services.aside import set_aside, take_back
from responses.threads.services.editions import convert_edition
from responses.threads.services.essays import save_essay
from responses.threads.services.publishing import publish, unschedule, withdraw
from responses.threads.services.releases import release
from tests.factories import (
    edition_of,
    prompt_of,
    publish_all,
    response_to,
    save,
    thread_with_prompt,
)
from tests.threads.test_guards import named

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LATER = datetime(2090, 3, 5, 14, tzinfo=UTC)
CLOSING = Essay.Kind.CLOSING_REPLY


@pytest.fixture
def thread():
    made = thread_with_prompt(slug="spirit")
    publish_all(made)
    return made


@pytest.fixture
def draft(thread):
    return response_to(prompt_of(thread), "A draft", slug="a-draft")


def put_aside(*essays):
    moved = set_aside(essays=essays, user=None)
    for essay in essays:
        essay.refresh_from_db()
    return moved


def test_a_draft_is_set_aside_and_taken_back_as_it_was(draft):
    before = edition_of(draft).latest
    assert put_aside(draft) == [draft]
    assert (draft in Essay.objects.at_hand(), draft in Essay.objects.set_aside()) == (False, True)
    assert take_back(essays=[draft], user=None) == [draft]
    assert (draft in Essay.objects.at_hand(), edition_of(draft).latest) == (True, before)
    verbs = Event.objects.filter(subject_type="essay", subject_number=draft.pk).order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["created", "set aside", "took back"]


def test_the_same_act_twice_is_one_act(draft):
    put_aside(draft)
    since = draft.set_aside_at
    assert put_aside(draft) == []
    assert draft.set_aside_at == since
    take_back(essays=[draft], user=None)
    assert take_back(essays=[draft], user=None) == []
    assert Event.objects.filter(verb__in=["set aside", "took back"]).count() == 2


PUBLIC = "It has been public, so it stays. Withdraw it if readers should not see it."


def test_what_was_public_is_not_set_aside(draft):
    publish_all(draft)
    with pytest.raises(Unmoved, match=f"Nothing was set aside. {PUBLIC}"):
        put_aside(draft)
    withdraw(edition=edition_of(draft), user=None, note="")
    with pytest.raises(Unmoved):
        put_aside(draft)


def test_a_live_translation_keeps_its_draft_on_the_desk(draft):
    chinese = response_to(prompt_of(draft.thread), "论", language="zh-hans")
    publish_all(convert_edition(source=edition_of(chinese), user=None).edition)
    with pytest.raises(Unmoved, match="It has been public"):
        put_aside(chinese)


def test_what_is_scheduled_is_unscheduled_first(draft):
    [act] = publish_all(draft, at=LATER)
    with pytest.raises(Unmoved, match=r"It is scheduled. Unschedule it first\."):
        put_aside(draft)
    unschedule(publication=act, user=None)
    assert put_aside(draft) == [draft]


def test_a_text_goes_with_what_answers_it_or_not_at_all(draft):
    answer = response_to(draft, "An answer")
    with pytest.raises(Unmoved, match="Another text answers it"):
        put_aside(draft)
    assert put_aside(draft, answer) == [answer, draft]
    with pytest.raises(Unmoved, match=r"Nothing was taken back\. What it answers is set aside"):
        take_back(essays=[answer], user=None)
    assert take_back(essays=[answer, draft], user=None) == [draft, answer]


def test_of_many_all_are_set_aside_or_none(thread, draft):
    with pytest.raises(Unmoved) as refusal:
        put_aside(draft, prompt_of(thread))
    assert refusal.value.refusals == {prompt_of(thread).pk: PUBLIC}
    assert Essay.objects.set_aside().count() == 0


def test_a_thread_goes_with_its_prompt():
    thread = thread_with_prompt()
    put_aside(prompt_of(thread))
    assert (list(Thread.objects.at_hand()), list(Thread.objects.set_aside())) == ([], [thread])
    assert Edition.objects.at_hand().count() == 0
    take_back(essays=[prompt_of(thread)], user=None)
    assert list(Thread.objects.at_hand()) == [thread]


def test_what_is_set_aside_is_neither_written_nor_published_nor_answered(draft):
    edition = edition_of(draft)
    put_aside(draft)
    with pytest.raises(IsSetAside):
        save(edition, "Changed")
    with pytest.raises(IsSetAside):
        publish(revision=edition.latest, user=None)
    with pytest.raises(NotTogether, match="This text is set aside"):
        release(revisions=[edition.latest], user=None)
    with pytest.raises(AnswersNothingAtHand):
        response_to(draft)
    other = response_to(prompt_of(draft.thread))
    other.responding_to = draft
    with pytest.raises(AnswersNothingAtHand):
        save_essay(essay=other)
    assert draft.live_periods.count() == 0


def test_a_release_asks_for_what_lies_aside_now_not_when_the_page_was_made(draft):
    shown = edition_of(draft).latest
    assert shown.edition.essay.set_aside_at is None
    put_aside(Essay.objects.get(pk=draft.pk))
    with pytest.raises(NotTogether):
        release(revisions=[shown], user=None)


def test_a_closing_reply_set_aside_makes_room_for_another(thread):
    first = response_to(prompt_of(thread), "First", kind=CLOSING)
    put_aside(first)
    second = response_to(prompt_of(thread), "Second", kind=CLOSING)
    with pytest.raises(Unmoved, match="Its thread has another closing reply"):
        take_back(essays=[first], user=None)
    put_aside(second)
    assert take_back(essays=[first], user=None) == [first]


def test_a_text_set_aside_keeps_its_address_until_another_is_given_it_by_name(thread, draft):
    put_aside(draft)
    assert response_to(prompt_of(thread), "A draft").slug == "a-draft-2"
    named_so = response_to(prompt_of(thread), "Something else", slug="a-draft")
    draft.refresh_from_db()
    assert (named_so.slug, draft.slug, draft.version) == ("a-draft", "a-draft-3", 2)
    event = Event.objects.get(verb="gave way")
    assert (event.subject_number, event.detail) == (draft.pk, {"was": "a-draft"})


def test_an_address_is_claimed_from_what_lies_aside_and_from_nothing_else(thread, draft):
    other = response_to(prompt_of(thread), "Other")
    with pytest.raises(SlugTaken):
        save_essay(essay=Essay.objects.get(pk=other.pk), slug="a-draft")
    put_aside(draft)
    save_essay(essay=Essay.objects.get(pk=other.pk), slug="a-draft")
    other.refresh_from_db()
    draft.refresh_from_db()
    assert (other.slug, draft.slug) == ("a-draft", "a-draft-2")


# By raw SQL

ASIDE = "UPDATE responses_essay SET set_aside_at = '2026-01-01' WHERE id = %s"
PERIOD = (
    "INSERT INTO responses_liveperiod (edition_id, essay_id, revision_id, language, starts, ends, first)"
    " VALUES (%s, %s, %s, 'en', '2026-01-01', '9999-01-01', '2026-01-01')"
)


def test_what_was_or_is_to_be_public_is_never_set_aside(draft):
    publish_all(draft, at=LATER)
    assert "essay_set_aside_was_never_public" in named(ASIDE, [draft.pk])


def test_nothing_set_aside_goes_live(draft):
    edition = edition_of(draft)
    put_aside(draft)
    message = named(PERIOD, [edition.pk, draft.pk, edition.latest.pk])
    assert "live_period_is_of_nothing_set_aside" in message


def test_no_answer_is_left_behind_and_none_is_given(draft):
    answer = response_to(draft)
    assert "essay_set_aside_leaves_no_answer_behind" in named(ASIDE, [draft.pk])
    put_aside(draft, answer)
    back = "UPDATE responses_essay SET set_aside_at = NULL WHERE id = %s"
    assert "essay_answers_nothing_set_aside" in named(back, [answer.pk])
    moved = "UPDATE responses_essay SET responding_to_id = %s WHERE id = %s"
    other = response_to(prompt_of(draft.thread))
    assert "essay_answers_nothing_set_aside" in named(moved, [draft.pk, other.pk])


def test_a_thread_has_one_closing_reply_at_hand(thread):
    first = response_to(prompt_of(thread), "First", kind=CLOSING)
    put_aside(first)
    response_to(prompt_of(thread), "Second", kind=CLOSING)
    message = named("UPDATE responses_essay SET set_aside_at = NULL WHERE id = %s", [first.pk])
    assert "essay_one_closing_reply_a_thread" in message or "responses_essay.thread_id" in message


def test_a_draft_is_set_aside_by_sql_too(draft):
    with connection.cursor() as cursor:
        cursor.execute(ASIDE, [draft.pk])
    assert list(Essay.objects.set_aside()) == [draft]
