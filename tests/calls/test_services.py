"""Calls: saved, put off, copied; and the codes that open them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from responses.calls.errors import CallIsKnown, NotLater, SlowDown
from responses.calls.limits import WRONG_AT_ONCE
from responses.calls.models import Call, Invitation, Limit
from responses.calls.services import code_for, copy_call, invite, put_off, revoke, save_call
from responses.calls.windows import latest_at
from responses.events.models import Event
from responses.lib import clock
from responses.lib.counting import Count
from responses.threads.errors import SlugRefused, SlugTaken, StaleSave
from tests.factories import make_user
from tests.reading.worlds import at
from tests.submissions.making import call, submission, unfinished

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def unsaved(**fields) -> Call:
    texts = {"en": {"title": "Who owns a river?"}}
    values = {"texts": texts, "opens_at": NOON, "closes_at": NOON + DAY, "zone": "Asia/Shanghai"}
    return Call(**(values | fields))


def verbs() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def test_a_new_call_gets_an_address_from_its_title_and_is_a_draft():
    user = make_user()
    first, second = (save_call(call=unsaved(), user=user) for _each in range(2))
    assert (first.slug, second.slug) == ("who-owns-a-river", "who-owns-a-river-2")
    assert (first.is_published, first.created_by, verbs()) == (False, user, ["created", "created"])
    chinese = save_call(call=unsaved(texts={"zh-hans": {"title": "河流属于谁"}}), user=user)
    assert chinese.slug == "he-liu-shu-yu-shui"


@pytest.mark.parametrize("slug", ["feed", "2026", "Two Words"])
def test_an_address_that_means_something_else_is_refused(slug):
    with pytest.raises(SlugRefused):
        save_call(call=unsaved(), user=None, slug=slug)


def test_an_address_is_one_calls_own_and_stays_once_readers_know_it():
    shown, other = call("a-river"), save_call(call=unsaved(), user=None)
    with pytest.raises(SlugTaken):
        save_call(call=other, user=None, slug="a-river")
    with pytest.raises(CallIsKnown):
        save_call(call=shown, user=None, slug="another-river")
    save_call(call=other, user=None, slug="the-sea")
    assert Call.objects.get(pk=other.pk).slug == "the-sea"


def test_a_call_for_which_essays_were_begun_is_not_taken_back():
    shown, quiet = call("a-river"), call("a-sea")
    unfinished(shown)
    for each in (shown, quiet):
        each.shown_from = None
    save_call(call=quiet, user=None)
    with pytest.raises(CallIsKnown):
        save_call(call=shown, user=None)
    assert list(Call.objects.published()) == [shown]


def test_a_stale_save_overwrites_nothing():
    first = call("a-river")
    second = Call.objects.get(pk=first.pk)
    save_call(call=first, user=None)
    with pytest.raises(StaleSave):
        save_call(call=second, user=None)


def test_what_changes_while_essays_come_in_stands_in_the_log_before_and_after():
    shown = call("a-river", limits={"en": {"most": 900}})
    was = shown.closes_at
    shown.limits, shown.closes_at = {"en": {"least": 500, "most": 1200}}, was + DAY
    save_call(call=shown, user=None)
    event = Event.objects.get(verb="changed the terms of a call")
    assert event.detail == {
        "closes_at": [was.isoformat(), shown.closes_at.isoformat()],
        "limits": [{"en": {"most": 900}}, {"en": {"least": 500, "most": 1200}}],
    }


@pytest.mark.parametrize(
    "fields",
    [
        {"limits": {"en": {"least": 900, "most": 800}}},
        {"limits": {"en": {"most": 0}}},
        {"limits": []},
        {"zone": "Atlantis/Capital"},
        {"closes_at": NOON - DAY},
        {"answer_by": date(2026, 3, 2)},
        {"questions": [{"key": "q1", "texts": {}}]},
        {"questions": [{"key": f"q{n}", "texts": {"en": "Why?"}} for n in range(6)]},
        {"questions": [{"key": "q1", "texts": {"en": "Why?"}}] * 2},
        {"grace_minutes": 10_081},
        {"texts": {}},
    ],
)
def test_what_a_call_cannot_ask_for_is_refused_in_a_sentence(fields):
    with pytest.raises(ValidationError):
        save_call(call=unsaved(**fields), user=None)


def test_limits_count_words_and_characters_together_and_name_the_languages_taken():
    made = call(limits={"zh-hans": {"least": 2, "most": 3}, "fr": {"most": 1}})
    assert made.limits == {"zh-hans": {"least": 2, "most": 3}}
    assert (made.languages, made.limit_in("zh-hans")) == (["zh-hans"], Limit(2, 3))
    assert [made.limit_in("zh-hans").allows(Count(1, n)) for n in (0, 1, 2, 3)] == [False, True, True, False]
    assert call("other").languages == ["en", "zh-hans", "zh-hant"]


def test_the_end_is_put_off_and_with_it_the_day_by_which_authors_hear():
    closes = datetime(2026, 9, 13, 2, tzinfo=UTC)
    made = call(opens_at=closes - DAY, closes_at=closes, answer_by=date(2026, 9, 14))
    with at(NOON):
        put_off(call=made, until=closes + DAY, user=None)
        kept = Call.objects.get()
        assert (kept.closes_at, kept.answer_by, kept.version) == (closes + DAY, date(2026, 9, 14), 2)
        put_off(call=made, until=closes + 5 * DAY, user=None)
        assert Call.objects.get().answer_by == date(2026, 9, 18)
        for earlier in (closes, closes + 5 * DAY):
            with pytest.raises(NotLater):
                put_off(call=made, until=earlier, user=None)
    assert verbs() == ["put off the end of a call"] * 2


def test_no_end_is_put_off_to_a_time_that_has_passed():
    made = call(opens_at=NOON - DAY, closes_at=NOON)
    with at(NOON + 3 * DAY), pytest.raises(NotLater):
        put_off(call=made, until=NOON + 2 * DAY, user=None)


def test_a_copy_asks_for_the_same_at_the_same_hours_of_the_week_about_a_year_later():
    opens, closes = datetime(2025, 8, 15, 13, tzinfo=UTC), datetime(2025, 9, 13, 2, tzinfo=UTC)
    asked = {
        "limits": {"en": {"least": 800, "most": 1200}},
        "questions": [{"key": "q1", "required": True, "texts": {"en": "Which river?"}}],
        "names_hidden": True,
        "grace_minutes": 20,
    }
    source = call("essays-2025", opens_at=opens, closes_at=closes, answer_by=date(2025, 10, 15), **asked)
    invite(call=source, people=["Rivka"], user=None)
    with at(NOON):
        copy = copy_call(call=source, user=None)
    assert {name: getattr(copy, name) for name in asked} == asked
    assert (copy.slug, copy.shown_from, copy.copied_from, copy.texts) == (
        "essays-2026",
        None,
        source,
        source.texts,
    )
    # Friday 12 September 22:00 in Washington, and Friday 11 September a year later.
    assert (copy.opens_at - opens, copy.closes_at - closes) == (timedelta(weeks=52), timedelta(weeks=52))
    assert (copy.answer_by, copy.invitations.count()) == (date(2026, 10, 14), 0)
    with at(NOON):
        assert copy_call(call=source, user=None).slug == "essays-2026-2"


def test_a_copy_keeps_the_hour_on_the_wall_across_daylight_saving_and_lies_ahead():
    # 9 March 2025 is the day on which clocks go forward in New York; a year later it is the 8th.
    opens = datetime(2023, 3, 10, 14, tzinfo=UTC)
    source = call(opens_at=opens, closes_at=datetime(2023, 3, 17, 13, tzinfo=UTC))
    with at(NOON):
        copy = copy_call(call=source, user=None)
    zone = clock.zone_of("America/New_York")
    said = [f"{each.astimezone(zone):%a %H:%M}" for each in (copy.opens_at, copy.closes_at)]
    assert (said, copy.opens_at > NOON, copy.opens_at.year) == (["Fri 09:00", "Fri 09:00"], True, 2026)


def test_an_hour_that_clocks_skip_or_repeat_is_the_latest_it_can_mean():
    skipped, repeated = (datetime.fromisoformat(each) for each in ("2026-03-08T02:30", "2026-11-01T01:30"))
    assert latest_at(skipped, "America/New_York") == datetime(2026, 3, 8, 7, tzinfo=UTC)
    assert latest_at(repeated, "America/New_York") == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)


# --- Codes


def test_codes_are_made_for_a_list_of_people_and_each_is_its_own():
    made = call()
    codes = invite(call=made, people=["Rivka", "  Omar\t", ""], uses=2, user=None)
    assert [(each.note, each.uses) for each in codes] == [("Rivka", 2), ("Omar", 2), ("", 2)]
    assert len({each.code for each in codes}) == 3
    assert Event.objects.get(verb="made access codes").detail == {"count": 3}
    for people in ([], ["x"] * 201):
        with pytest.raises(ValidationError):
            invite(call=made, people=people, user=None)
    with pytest.raises(ValidationError):
        invite(call=made, people=["Rivka"], uses=0, user=None)
    with pytest.raises(ValidationError):
        invite(call=made, people=["Rivka"], good_until=clock.now() - DAY, user=None)


def test_a_code_is_read_as_it_was_meant():
    made = call()
    (code,) = invite(call=made, people=["Rivka"], user=None)
    Invitation.objects.filter(pk=code.pk).delete()
    code.code = "10ABCDEFGHJK"
    code.save(force_insert=True)
    for typed in ("10ab-cdef-ghjk", " IOABC DEFGH JK ", "l0abcdefghjk"):
        assert code_for(call=made, typed=typed) == code
    for typed in ("10ab-cdef-ghj", "", "10ABCDEFGHJK" * 10, "🙂"):
        assert code_for(call=made, typed=typed) is None


def test_a_code_opens_its_own_call_while_it_is_good():
    made, other = call(), call("another")
    plain, late = (
        invite(call=made, people=["Rivka"], good_until=until, user=None)[0]
        for until in (None, made.ends_at + DAY)
    )
    assert code_for(call=other, typed=plain.code) is None
    found = {}
    for name, instant in {
        "before": made.opens_at - DAY,
        "open": clock.now(),
        "closed": made.ends_at,
        "past": made.ends_at + DAY,
    }.items():
        with at(instant):
            found[name] = [bool(code_for(call=made, typed=each.code)) for each in (plain, late)]
    assert found == {
        "before": [False, False],
        "open": [True, True],
        "closed": [False, True],
        "past": [False, False],
    }


def test_a_code_without_an_hour_of_its_own_is_good_in_the_grace_of_its_call():
    made = call(grace_minutes=30)
    (code,) = invite(call=made, people=["Rivka"], user=None)
    with at(made.closes_at + timedelta(minutes=29)):
        assert code_for(call=made, typed=code.code) == code
    with at(made.closes_at + timedelta(minutes=30)):
        assert code_for(call=made, typed=code.code) is None


def test_a_code_is_used_up_by_what_is_sent_with_it_and_not_by_what_is_begun():
    made = call()
    (code,) = invite(call=made, people=["Rivka"], user=None)
    begun = unfinished(made)
    begun.invitation = code
    begun.save()
    assert (code_for(call=made, typed=code.code), Invitation.objects.with_uses().get().used) == (code, 0)
    sent = submission(made, 2)
    sent.invitation = code
    sent.save()
    assert (code_for(call=made, typed=code.code), Invitation.objects.with_uses().get().used) == (None, 1)


def test_a_revoked_code_opens_nothing_and_is_revoked_once():
    made = call()
    (code,) = invite(call=made, people=["Rivka"], user=None)
    assert [revoke(invitation=code, user=None) for _each in range(2)] == [True, False]
    assert code_for(call=made, typed=code.code) is None
    assert verbs().count("revoked an access code") == 1


def test_many_wrong_codes_from_one_network_wait_their_turn_and_no_other_network_does():
    made = call()
    (code,) = invite(call=made, people=["Rivka"], user=None)
    for _each in range(WRONG_AT_ONCE):
        assert code_for(call=made, typed="WRONG", network="192.0.2.1") is None
    assert code_for(call=made, typed=code.code, network="192.0.2.1") == code
    with pytest.raises(SlowDown):
        code_for(call=made, typed=code.code, network="192.0.2.1")
    assert code_for(call=made, typed=code.code, network="192.0.2.2") == code


def test_the_log_never_names_a_code_or_whom_it_is_for():
    (code,) = invite(call=call(), people=["Rivka"], user=None)
    revoke(invitation=code, user=None)
    said = str(list(Event.objects.values_list("subject_label", "detail")))
    assert [word for word in (code.code, "Rivka") if word in said] == []
