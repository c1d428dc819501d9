"""The desk's pages about decisions, pressed as an editor presses them."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from lxml import html

from responses.lib import clock
from responses.notifications.models import Letter
from responses.submissions.models import Decision, LetterTemplate, Submission
from responses.submissions.services.deciding import Said, change
from responses.submissions.services.sending import send
from responses.submissions.services.templates import save_template
from responses.submissions.services.writing import keep
from responses.submissions.tokens import token_of
from tests.cast import ALICE, CHARLIE, DORA
from tests.factories import make_user
from tests.submissions.deciding import applied, decided, letters, said_for, settled
from tests.submissions.making import call, content, submission

pytestmark = pytest.mark.django_db

HOSTILE = "Bad\r\nBcc: all@example.org <b>{link}</b> http://evil.example/x \u202egro.live evil.example"


@pytest.fixture
def alice(client):
    user = make_user(ALICE)
    client.force_login(user)
    return user


@pytest.fixture
def river():
    return call(zone="Asia/Shanghai")


def at(page, row=None):
    return reverse(f"admin:responses_decision_{page}", args=[row.pk] if row else [])


def text_of(page):
    return " ".join(html.fromstring(page.text).xpath("//main")[0].text_content().split())


def pressed(page, button):
    """The fields of the form in which a button stands, with that button."""
    (found,) = html.fromstring(page.text).xpath(f"//button[{button}] | //input[@type='submit'][{button}]")
    form = next(each for each in found.iterancestors() if each.tag == "form")
    fields: dict = {}
    for name, value in form.form_values():
        fields.setdefault(name, []).append(value)
    return fields | {found.get("name"): found.get("value")}


def decide_by_form(client, sent, **typed):
    address = at("decide", sent)
    page = client.get(address)
    return client.post(address, pressed(page, "@value='Write the e-mail'") | typed, follow=True)


DAY = (clock.now() + timedelta(days=20)).date().isoformat()


@pytest.mark.parametrize(
    ("state", "typed"),
    [
        ("accepted", {"kind": "accept"}),
        ("accepted", {"kind": "accept_with_changes", "remarks": "Shorten it."}),
        ("revision_asked", {"kind": "revise", "new_points": "Say why.\nSay how.", "due": DAY}),
        ("declined", {"kind": "decline", "due": DAY}),
        ("returned", {"kind": "return", "remarks": "Name your sources.", "due": DAY}),
    ],
)
def test_each_kind_is_decided_looked_at_and_applied(client, alice, river, state, typed):
    sent = submission(river)

    page = decide_by_form(client, sent, **typed)

    assert "Rivka Example 1" in text_of(page)
    assert token_of(sent) not in page.text
    assert letters().get().state == "draft"
    client.post(at("change", sent.decisions.get()), pressed(page, "@name='apply'"))
    assert Submission.objects.get().state == state
    assert letters().get().state == "waiting"


def test_who_decides_while_reading_comes_back_into_the_same_list(client, alice, river):
    sent = submission(river)
    read = reverse("admin:responses_submission_change", args=[sent.pk])
    within = "_changelist_filters=state%3Dto_read"
    beside = html.fromstring(client.get(f"{read}?{within}").text)
    (decline,) = beside.xpath("//section[@class='deciding-beside']//a[contains(@href, 'kind=decline')]/@href")

    page = client.get(decline)
    page = client.post(decline, pressed(page, "@class='default'"), follow=True)

    (letter,) = Decision.objects.all()
    assert page.redirect_chain == [(f"{at('change', letter)}?{within}", 302)]
    assert page.context["back"] == f"{read}?{within}"
    called_off = client.post(page.context["call_off"], follow=True)
    assert called_off.redirect_chain == [(f"{read}?{within}", 302)]


def test_a_day_ends_by_the_clocks_of_the_call(client, alice, river):
    sent = submission(river)

    decide_by_form(client, sent, kind="return", remarks="Fix it.", due="2030-06-01")

    assert Decision.objects.get().due_at.isoformat() == "2030-06-01T15:59:00+00:00"


def test_what_keeps_a_letter_back_is_said_and_no_button_applies_it(client, alice, river):
    sent = submission(river)

    page = decide_by_form(client, sent, kind="return", remarks="Fix it.")

    assert f"The e-mail to {sent.reference} says {{due}}, and there is nothing to put there yet" in text_of(
        page
    )
    assert "{due} is empty" in text_of(page)
    assert html.fromstring(page.text).xpath("//button[@name='apply']") == []


def test_a_decision_that_cannot_follow_is_refused_in_a_sentence(client, alice, river):
    sent = submission(river)
    settled(applied(sent, "decline", alice))

    page = client.get(at("decide", sent))
    answer = client.post(at("decide", sent), pressed(page, "@value='Write the e-mail'") | {"kind": "accept"})

    assert answer.status_code == 409
    assert f"{sent.reference} is in the state “declined”: this decision cannot follow that." in text_of(
        answer
    )


def test_points_are_put_in_another_order_dropped_and_added(client, alice, river):
    decision = decided(submission(river), "revise", alice, points=("First?", "Second?", "Third?"))
    page = client.get(at("change", decision))
    typed = {"place-0": "3", "place-2": "1", "point-1": "", "new_points": "Fourth?\n\nFifth,\nof two lines?"}

    client.post(at("change", decision), pressed(page, "@name='save'") | typed)

    points = decision.points.order_by("position").values_list("text", flat=True)
    assert list(points) == ["Third?", "First?", "Fourth?", "Fifth,\nof two lines?"]


def test_of_two_editors_the_second_sees_what_the_first_saved(client, alice, river):
    decision = decided(submission(river), "decline", alice)
    page = client.get(at("change", decision))
    words = {"subject": "Theirs", "text": "Dear {name}, theirs.", "said": said_for("decline")}
    shown = pressed(page, "@name='save'")["shown"][0]
    change(decision=decision, shown=shown, user=alice, **words)

    mine = pressed(page, "@name='save'") | {"text": "Dear {name}, mine."}
    answer = client.post(at("change", decision), mine)

    assert answer.status_code == 409
    assert "has changed since this page was made" in text_of(answer)
    assert "theirs." in text_of(answer)
    client.post(at("change", decision), pressed(answer, "@name='save'"))
    assert letters().get().text == "Dear {name}, mine."


def test_an_unknown_placeholder_is_refused_and_what_was_typed_stays(client, alice, river):
    decision = decided(submission(river), "decline", alice)
    page = client.get(at("change", decision))

    typed = pressed(page, "@name='save'") | {"text": "Dear {nmae}, no."}
    answer = client.post(at("change", decision), typed)

    assert "{nmae} is no placeholder here." in text_of(answer)
    assert "Dear {nmae}, no.</textarea>" in answer.text


def test_all_that_are_shown_go_at_once_and_come_back_at_once(client, alice, river):
    for number in (1, 2, 3):
        decided(submission(river, number), "decline" if number < 3 else "accept", alice)
    page = client.get(f"{at('waiting', river)}?kind=decline")

    answer = client.post(f"{at('waiting', river)}?kind=decline", pressed(page, "@value='all'"), follow=True)

    assert "2 decisions are applied. Their e-mails go in a minute" in answer.text
    assert sorted(letters().values_list("state", flat=True)) == ["draft", "waiting", "waiting"]
    client.post(at("waiting", river), pressed(answer, "@name='undo' and @value='all'"))
    assert set(letters().values_list("state", flat=True)) == {"draft"}
    assert set(Submission.objects.values_list("state", flat=True)) == {"received"}


def test_one_is_sent_alone_and_undone_alone(client, alice, river):
    first, second = (decided(submission(river, number), "decline", alice) for number in (1, 2))
    page = client.get(at("waiting", river))

    answer = client.post(
        at("waiting", river), pressed(page, f"@name='apply' and @value='{first.pk}'"), follow=True
    )

    assert Decision.objects.pending().get() == second
    client.post(at("waiting", river), pressed(answer, f"@name='undo' and @value='{first.pk}'"))
    assert Decision.objects.pending().count() == 2


def test_what_has_changed_since_it_was_shown_stays_back_and_says_so(client, alice, river):
    first, second = (decided(submission(river, number), "decline", alice) for number in (1, 2))
    page = client.get(at("waiting", river))
    Letter.objects.filter(pk=first.letter_id).update(text="Dear {name}, something else.")

    answer = client.post(at("waiting", river), pressed(page, "@value='all'"), follow=True)

    assert f"The e-mail to {first.submission.reference} has changed since" in answer.text
    assert list(Decision.objects.pending()) == [first]
    assert Decision.objects.applied().get() == second


def test_letters_whose_template_has_changed_are_offered_anew(client, alice, river):
    decided(submission(river, 1), "decline", alice)
    own = {"en": {"subject": "{number}: no", "text": "Our own words, {name}."}}
    save_template(kind="decline", texts=own, seen=0, user=alice)
    page = client.get(at("waiting", river))
    assert "The template has changed since 1 e-mail was written." in text_of(page)

    client.post(at("waiting", river), pressed(page, "@name='anew'"))

    assert letters().get().text == "Our own words, {name}."


def test_a_newer_version_is_read_before_the_decision_stands(client, alice, river):
    sent = submission(river)
    decision = decided(sent, "decline", alice)
    keep(submission=sent, content=content(title="Another title"), based_on=sent.edit)
    send(submission=sent)
    page = client.get(at("change", decision))
    assert "version 2 has come. Read it first." in text_of(page)

    answer = client.post(at("change", decision), pressed(page, "@name='stand'"), follow=True)

    assert "Another title" in text_of(answer)
    assert Decision.objects.get().about.number == 2


def test_called_off_nothing_is_left(client, alice, river):
    decision = decided(submission(river), "decline", alice)
    page = client.get(at("call_off", decision))

    client.post(at("call_off", decision), pressed(page, "@value='Call it off'"))

    assert (Decision.objects.count(), letters().count()) == (0, 0)


def test_several_are_decided_at_once_or_none(client, alice, river):
    rows = [submission(river, number) for number in (1, 2)]
    address = f"{at('many')}?" + "&".join(f"submission={row.pk}" for row in rows)
    page = client.get(address)
    form = pressed(page, "@value='Write the e-mails'") | {"kind": "decline"}
    keep(submission=rows[1], content=content(2, title="Another title"), based_on=rows[1].edit)
    send(submission=rows[1])

    assert client.post(address, form).status_code == 409
    assert Decision.objects.count() == 0

    page = client.get(address)
    answer = client.post(address, pressed(page, "@value='Write the e-mails'") | {"kind": "decline"})
    assert answer.headers["Location"] == at("waiting", river)
    assert Decision.objects.pending().count() == 2


def test_a_hidden_author_is_nowhere_on_these_pages(client, alice):
    blind = submission(call(names_hidden=True))
    decision = decided(blind, "decline", alice)
    addresses = [
        at("change", decision), at("waiting", blind.call), at("decide", blind), at("rounds", blind),
        at("call_off", decision), f"{at('many')}?submission={blind.pk}", at("changelist"),
    ]  # fmt: skip

    pages = [client.get(address, follow=True) for address in addresses]

    assert [page.status_code for page in pages] == [200] * len(pages)
    assert [page.request["PATH_INFO"] for page in pages if "Rivka" in page.text] == []
    assert [page.request["PATH_INFO"] for page in pages if "author1@" in page.text] == []
    assert "[the author’s name]" in text_of(pages[0])


def test_every_form_carries_its_token(client, alice, river):
    decision = decided(submission(river, 1), "revise", alice)
    applied(submission(river, 2), "decline", alice)
    addresses = [
        at("change", decision), at("waiting", river), at("call_off", decision),
        at("decide", submission(river, 3)), f"{at('many')}?submission={decision.submission_id}",
        reverse("admin:responses_lettertemplate_change", args=["accept"]),
    ]  # fmt: skip

    forms = [
        (address, bool(form.xpath(".//input[@name='csrfmiddlewaretoken']")))
        for address in addresses
        for form in html.fromstring(client.get(address).text).xpath("//main//form[@method='post']")
    ]

    assert len(forms) >= 8
    assert [address for address, has_token in forms if not has_token] == []


def test_the_outbox_hides_whom_a_hidden_letter_is_to(client):
    dora = make_user(DORA)
    client.force_login(dora)
    letter = decided(submission(call(names_hidden=True)), "decline", dora).letter
    listed = reverse("admin:responses_letter_changelist")

    for address in (listed, reverse("admin:responses_letter_change", args=[letter.pk])):
        page = client.get(address)
        assert "hidden until a decision" in page.text
        assert "author1@" not in page.text
    assert "0 e-mails" in text_of(client.get(f"{listed}?q=author1"))
    assert "1 e-mail" in text_of(client.get(f"{listed}?state__exact=draft"))


def test_a_name_carries_no_markup_link_or_header_into_a_letter(client, alice, river, mailoutbox):
    sent = submission(river, name=HOSTILE, title=HOSTILE)
    own = {"en": {"subject": "{number} {title}", "text": "Dear {name},\n\non “{title}”\n\n{link}"}}
    save_template(kind="decline", texts=own, seen=0, user=alice)

    letter = applied(sent, "decline", alice).letter
    letter.refresh_from_db()

    plain = "Bad Bcc: all @ example. org b link /b gro. live evil. example"
    assert letter.subject == f"{sent.reference} {plain}"
    assert letter.text.startswith(f"Dear {plain},\n\non “{plain}”\n\n⟦")
    page = client.get(at("change", sent.decisions.get()))
    assert html.fromstring(page.text).xpath("//main//b") == []


def test_who_may_not_decide_sees_nothing(client, alice, river):
    decision = decided(submission(river), "decline", alice)
    client.force_login(make_user(CHARLIE))
    addresses = [
        at("change", decision), at("waiting", river), at("decide", decision.submission), at("changelist"),
        at("rounds", decision.submission), at("call_off", decision), at("many"),
        reverse("admin:responses_lettertemplate_changelist"),
        reverse("admin:responses_lettertemplate_change", args=["accept"]),
    ]  # fmt: skip

    assert [client.get(address).status_code for address in addresses] == [403] * len(addresses)
    assert [client.post(address).status_code for address in addresses] == [403] * len(addresses)


@pytest.mark.parametrize("number", [1, 6, 15])
def test_the_page_of_waiting_letters_asks_as_much_for_fifteen_as_for_one(
    client, alice, number, django_assert_num_queries
):
    blind = call(names_hidden=number == 6)
    for each in range(number):
        decided(submission(blind, each + 1), "revise", alice)
    client.get(at("waiting", blind))

    with django_assert_num_queries(13):
        page = client.get(at("waiting", blind))

    assert len(page.context["ready"]) == number


def test_the_rounds_show_points_and_answers_beside_what_changed(client, alice, river):
    sent = submission(river)
    first, second = settled(applied(sent, "revise", alice)).points.order_by("position")
    answers = {str(first.pk): "The Danube.", str(second.pk): "That of 1948."}
    body = "<p>Water finds its way, and so does a good treaty.</p><p>It carries no flag.</p>"
    keep(submission=sent, content=content(points=answers, body=body), based_on=sent.edit)
    send(submission=sent)

    page = client.get(at("rounds", sent))

    said = html.fromstring(page.text)
    assert [
        each.text_content().split(": ")[-1].strip()
        for each in said.xpath("//div[contains(@class, 'piece')]//ins")
    ] == ["treaty"]
    assert "Say whose river it is. AnswerThe Danube." in text_of(page)
    assert "Version 2, sent" in text_of(page)
    assert "Your essay" in text_of(page)


# --- The words of letters


def test_the_words_of_a_kind_are_changed_in_one_language(client, alice):
    address = reverse("admin:responses_lettertemplate_change", args=["decline"])
    page = client.get(address)
    assert "Your essay {number}: not accepted" in page.text
    assert "您的文章 {number}：未獲錄用" in page.text

    own = {"texts-en-subject": "Essay {number}: no", "texts-en-text": "Dear {name},\n\nno."}
    client.post(address, pressed(page, "@value='Save'") | own)

    row = LetterTemplate.objects.get()
    assert row.texts == {"en": {"subject": "Essay {number}: no", "text": "Dear {name},\n\nno."}}
    listed = client.get(reverse("admin:responses_lettertemplate_changelist"))
    assert re.search(r"Decline\W+your own words: English", text_of(listed), re.IGNORECASE)


def test_a_stale_template_is_refused_and_shows_what_is_saved(client, alice):
    address = reverse("admin:responses_lettertemplate_change", args=["decline"])
    page = client.get(address)
    theirs = {"en": {"subject": "Theirs", "text": "Theirs, {name}."}}
    save_template(kind="decline", texts=theirs, seen=0, user=alice)

    mine = {"texts-en-subject": "Mine", "texts-en-text": "Mine, {name}."}
    answer = client.post(address, pressed(page, "@value='Save'") | mine)

    assert answer.status_code == 409
    assert "Theirs, {name}." in text_of(answer)
    client.post(address, pressed(answer, "@value='Save'"))
    assert LetterTemplate.objects.get().texts["en"]["subject"] == "Mine"


def test_remarks_are_typed_for_one_author(client, alice, river):
    decision = decided(submission(river), "decline", alice)
    said = Said(remarks="Do send the next one.")
    words = {"subject": "No", "text": "Dear {name}: {remarks}"}
    page = client.get(at("change", decision))
    shown = pressed(page, "@name='save'")["shown"][0]
    change(decision=decision, said=said, shown=shown, user=alice, **words)

    assert "Dear Rivka Example 1: Do send the next one." in text_of(client.get(at("change", decision)))
