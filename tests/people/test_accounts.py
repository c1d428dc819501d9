"""Signing in, out, and passwords: what strangers, owners and guessers meet."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse

from responses.events.models import Event
from responses.notifications.models import Letter
from responses.notifications.services import send_due_letters
from tests.cast import ALICE, BOB, PASSWORD
from tests.factories import make_user

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
RESET = "/accounts/password/reset/"
NEW = "another quiet tool, longer"
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def alice():
    return make_user(ALICE)


def sign_in(client, password=PASSWORD, email=ALICE.email, **extra):
    return client.post(LOGIN, {"login": email, "password": password}, **extra)


def reset_link(client):
    client.post(RESET, {"email": ALICE.email})
    send_due_letters()
    return re.search(r"http://\S+", mail.outbox[-1].body)[0]


def verbs():
    return list(Event.objects.order_by("pk").values_list("verb", "subject_label"))


def test_the_admin_leads_to_the_one_log_in_and_back(client, alice):
    wanted = "/admin/responses/thread/"
    step = client.get(wanted, follow=True)
    assert step.redirect_chain[-1][0] == f"{LOGIN}?next=/admin/responses/thread/"
    answer = client.post(f"{LOGIN}?next={wanted}", {"login": ALICE.email, "password": PASSWORD})
    assert answer.url == wanted
    assert verbs() == [("signed in", "Alice")]


def test_the_address_is_taken_in_any_case(client, alice):
    assert sign_in(client, email="ALICE@Example.org").url == "/admin/"


def test_next_never_leads_to_another_site(client, alice):
    for elsewhere in ("https://evil.example/", "//evil.example/", "/\\evil.example"):
        client.logout()
        answer = client.post(f"{LOGIN}?next={elsewhere}", {"login": ALICE.email, "password": PASSWORD})
        assert answer.url == "/admin/"


def test_someone_without_the_right_to_enter_is_refused_not_sent_round(client, alice):
    make_user(BOB, is_staff=False)
    sign_in(client, email=BOB.email)
    assert client.get("/admin/", follow=True).status_code == 403


def test_known_and_unknown_addresses_get_the_same_answer(client, alice):
    def shown(answer):
        page = re.sub(r'value="[^"]*"', "", answer.text)
        return answer.status_code, re.sub(r'name="csrfmiddlewaretoken"[^>]*', "", page)

    assert shown(sign_in(client, "wrong")) == shown(sign_in(client, "wrong", email="nobody@example.org"))
    known, unknown = (client.post(RESET, {"email": email}) for email in (ALICE.email, "nobody@example.org"))
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    send_due_letters()
    assert [message.to for message in mail.outbox] == [[ALICE.email]]


def test_a_refused_sign_in_is_logged_without_what_was_typed(client, alice):
    sign_in(client, "wrong")
    sign_in(client, "wrong", email="my-password@example.org")
    assert verbs() == [("sign-in refused", "Alice"), ("sign-in refused", "")]
    assert "my-password" not in str(list(Event.objects.values()))


def test_ten_failures_of_one_account_are_enough_from_wherever_they_come(client, alice):
    for number in range(10):
        assert sign_in(client, "wrong", REMOTE_ADDR=f"192.0.2.{number}").status_code == 200
    answer = sign_in(client, REMOTE_ADDR="192.0.2.99")
    assert answer.status_code == 429
    assert "Please wait a quarter of an hour" in answer.text
    assert sign_in(client, email=BOB.email, REMOTE_ADDR="192.0.2.99").status_code == 200


def test_thirty_failures_from_one_address_are_enough_whomever_they_try(client, alice):
    for number in range(30):
        assert sign_in(client, "wrong", email=f"nobody{number}@example.org").status_code == 200
    assert sign_in(client).status_code == 429
    assert sign_in(client, REMOTE_ADDR="192.0.2.99").status_code == 302


def test_the_owner_is_locked_out_for_a_quarter_of_an_hour_only(client, alice, monkeypatch):
    import time

    for _number in range(12):
        sign_in(client, "wrong")
    assert sign_in(client).status_code == 429
    later = time.time() + 15 * 60 + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert sign_in(client).status_code == 302


def test_the_owner_gets_in_at_once_by_the_link_in_the_mail(client, alice):
    for _number in range(11):
        sign_in(client, "wrong")
    step = client.get(reset_link(client), follow=True)
    address = step.redirect_chain[-1][0]
    answer = client.post(address, {"password1": NEW, "password2": NEW}, follow=True)
    assert answer.redirect_chain[-1][0] == "/admin/"
    assert ("reset the password", "Alice") in verbs()


def test_the_link_in_the_mail_works_once_and_names_our_own_host(client, alice):
    link = reset_link(client)
    assert link.startswith("http://127.0.0.1:8000/accounts/password/reset/key/")
    assert mail.outbox[0].subject == "A new password"
    address = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(address, {"password1": NEW, "password2": NEW})
    client.logout()
    assert "no longer good" in client.get(link, follow=True).text


def test_the_mail_is_in_its_readers_language(client, alice):
    alice.language = "zh-hant"
    alice.save()
    reset_link(client)
    assert mail.outbox[0].subject == "新密碼"


def test_a_new_account_without_a_password_gets_its_first_by_the_same_link(client, alice):
    alice.set_unusable_password()
    alice.save()
    address = client.get(reset_link(client), follow=True).redirect_chain[-1][0]
    client.post(address, {"password1": NEW, "password2": NEW})
    client.logout()
    assert sign_in(client, NEW).status_code == 302


def test_three_links_a_day_reach_one_address_and_the_answer_never_tells(client, alice):
    answers = set()
    for minute in range(0, 50, 10):
        with time_machine.travel(MONDAY + timedelta(minutes=minute), tick=False):
            answer = client.post(RESET, {"email": ALICE.email})
            answers.add((answer.status_code, answer.url))
            send_due_letters()
    assert answers == {(302, "/accounts/password/reset/done/")}
    assert len(mail.outbox) == 3


def test_twenty_equal_requests_at_once_send_one_link(client, alice):
    with time_machine.travel(MONDAY, tick=False):
        for _number in range(20):
            client.post(RESET, {"email": ALICE.email})
        send_due_letters()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("email", ["nobody@example.org", f"{'n' * 60}@{'long.' * 45}example.org"])
def test_an_address_that_no_account_has_leaves_no_letter(client, email):
    assert client.post(RESET, {"email": email}).url == "/accounts/password/reset/done/"
    assert list(Letter.objects.all()) == []


def test_the_link_goes_to_the_address_of_the_account_not_to_the_one_typed(client, alice):
    client.post(RESET, {"email": ALICE.email.upper()})
    send_due_letters()
    assert mail.outbox[0].to == [ALICE.email]


def test_a_session_gets_a_new_number_at_log_in_and_ends_on_the_server_at_log_out(client, alice):
    client.get("/admin/", follow=True)
    client.cookies["sessionid"] = "chosenbyanattacker"
    sign_in(client)
    own = client.cookies["sessionid"].value
    assert own != "chosenbyanattacker"
    assert client.get("/accounts/logout/").status_code == 200
    assert client.get("/admin/").status_code == 200
    client.post("/accounts/logout/")
    client.cookies["sessionid"] = own
    assert client.get("/admin/").status_code == 302
    assert verbs()[-1] == ("signed out", "Alice")


def test_changing_the_password_ends_the_other_sessions(client, alice):
    from django.test import Client

    other = Client()
    sign_in(other)
    sign_in(client)
    data = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post("/accounts/password/change/", data).url == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert other.get("/admin/").status_code == 302
    assert ("changed the password", "Alice") in verbs()


def test_switching_an_account_off_ends_its_sessions(client, alice):
    sign_in(client)
    alice.is_active = False
    alice.save()
    assert client.get("/admin/").status_code == 302
    assert sign_in(client).url == "/accounts/inactive/"


@pytest.mark.parametrize(
    "path", ["signup/", "email/", "confirm-email/", "reauthenticate/", "login/code/confirm/"]
)
def test_there_is_no_sign_up_and_nothing_to_manage(client, alice, path):
    assert client.get(f"/accounts/{path}").status_code == 404


def test_no_name_leads_to_a_sign_up():
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_the_admins_own_forms_are_never_shown(client, alice):
    assert client.post("/admin/login/", {"username": ALICE.email, "password": PASSWORD}).status_code == 302
    assert client.get("/admin/").status_code == 302
    sign_in(client)
    assert client.get("/admin/password_change/").url == "/accounts/password/change/"
    assert client.get("/admin/logout/").status_code == 405


@pytest.mark.parametrize(
    ("header", "heading"), [("en", "Sign in"), ("zh-CN,zh;q=0.9", "登录"), ("zh-TW", "登入")]
)
def test_the_log_in_speaks_the_browsers_language(client, header, heading):
    answer = client.get(LOGIN, headers={"accept-language": header})
    assert re.search(r"<h1>\s*(.*?)\s*</h1>", answer.text)[1] == heading


def test_the_pages_are_private(client, alice):
    for path in (LOGIN, RESET):
        answer = client.get(path)
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_a_form_that_was_open_too_long_is_refused_with_what_to_do_in_three_languages():
    visitor = Client(enforce_csrf_checks=True)
    answer = visitor.post("/accounts/login/", {"login": "a@example.org", "password": "typed-in-secret"})
    assert answer.status_code == 403
    page = answer.text
    assert [part in page for part in ("reload the page", "刷新页面", "重新整理頁面")] == [True] * 3
    assert ('lang="zh-Hans"' in page, 'lang="zh-Hant"' in page) == (True, True)
    assert "css/site.css" in page
    assert ("typed-in-secret" in page, "DEBUG" in page) == (False, False)
