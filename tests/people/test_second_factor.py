"""The second factor: setting one up, signing in with it, losing it."""

import re
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client, override_settings

from responses.events.models import Event
from responses.notifications.services import send_due_letters
from responses.people.factors.adapter import FactorAdapter, check_origin
from responses.people.models import User
from tests.cast import ALICE, BOB, DORA, PASSWORD
from tests.factories import make_user
from tests.people.authenticator import (
    ADD,
    CODE,
    CODES,
    CONFIRM,
    HOME,
    LOGIN,
    PASSWORD_AGAIN,
    REMOVE,
    code_of,
    set_up_app,
    sign_in,
    wrong_code,
)

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def alice(clock):
    return make_user(ALICE)


@pytest.fixture
def app(client, alice, clock):
    """Alice has an app, is signed out, and the app shows its next code; its secret, her recovery codes."""
    sign_in(client, ALICE.email)
    found = set_up_app(client)
    client.post("/accounts/logout/")
    clock.shift(60)
    return found


def verbs():
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def test_an_app_is_set_up_after_the_password_was_written_once_more(client, alice):
    sign_in(client, ALICE.email)
    assert client.get(ADD).url == f"{PASSWORD_AGAIN}?next={ADD.replace('/', '%2F')}"
    _secret, codes = set_up_app(client)
    assert len(set(codes)) == 10
    assert verbs() == ["signed in", "added a second factor", "made recovery codes"]
    alice.refresh_from_db()
    assert alice.has_second_factor


def test_a_wrong_code_sets_nothing_up(client, alice):
    sign_in(client, ALICE.email)
    client.post(PASSWORD_AGAIN, {"password": PASSWORD})
    secret = re.search(r'<code class="key">(\w+)</code>', client.get(ADD).text)[1]
    answer = client.post(ADD, {"code": wrong_code(secret)})
    assert answer.status_code == 200
    assert "This is not right" in answer.text
    assert secret in answer.text
    assert Authenticator.objects.count() == 0


def test_the_password_alone_opens_nothing_and_the_code_leads_where_one_was_going(client, app):
    wanted = "/admin/responses/thread/"
    answer = client.post(f"{LOGIN}?next={wanted}", {"login": ALICE.email, "password": PASSWORD})
    assert answer.url == CODE
    assert client.get(wanted).status_code == 302
    assert client.get(HOME).status_code == 302
    assert verbs()[-1] == "signed out"
    assert client.post(CODE, {"code": code_of(app[0])}).url == wanted
    assert client.get(wanted).status_code == 200
    assert verbs()[-1] == "signed in"


def test_a_code_works_once_and_neither_does_an_older_one_afterwards(client, app, clock):
    sign_in(client, ALICE.email)
    used, older = code_of(app[0]), code_of(app[0], (MONDAY + timedelta(seconds=30)).timestamp())
    assert client.post(CODE, {"code": used}).status_code == 302
    client.post("/accounts/logout/")
    clock.shift(25)
    sign_in(client, ALICE.email)
    for code in (used, older):
        assert client.post(CODE, {"code": code}).status_code == 200
    clock.shift(30)
    assert client.post(CODE, {"code": code_of(app[0])}).status_code == 302


@pytest.mark.parametrize(("off_by", "status"), [(-30, 302), (30, 302), (-90, 200), (90, 200)])
def test_a_clock_may_be_half_a_minute_off(client, app, off_by, status):
    sign_in(client, ALICE.email)
    at = (MONDAY + timedelta(seconds=60 + off_by)).timestamp()
    assert client.post(CODE, {"code": code_of(app[0], at)}).status_code == status


def test_a_recovery_code_opens_once_and_is_logged(client, app):
    for expected in (302, 200):
        sign_in(client, ALICE.email)
        assert client.post(CODE, {"code": app[1][3]}).status_code == expected
        client.post("/accounts/logout/")
    assert [verb for verb in verbs() if "second" in verb or "recovery" in verb] == [
        "added a second factor",
        "made recovery codes",
        "used a recovery code",
        "second factor refused",
    ]
    sign_in(client, ALICE.email)
    client.post(CODE, {"code": app[1][4]})
    assert "8 codes are left" in client.get(HOME).text


def test_recovery_codes_are_shown_until_they_are_kept_and_never_again(client, alice):
    sign_in(client, ALICE.email)
    _secret, codes = set_up_app(client)
    file = client.get(f"{CODES}download/")
    assert re.findall(r"^\d{8}$", file.text, re.MULTILINE) == codes
    assert file.headers["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert file.headers["Cache-Control"] == "private, no-store"
    other = Client()
    other.force_login(alice)
    session = other.session
    session["second_factor"] = alice.pk
    session.save()
    assert other.get(CODES).url == HOME
    assert client.post(CODES).url == HOME
    assert client.get(CODES).url == HOME
    assert client.get(f"{CODES}download/").status_code == 403


def test_recovery_codes_are_shown_for_a_quarter_of_an_hour_at_most(client, alice, clock):
    sign_in(client, ALICE.email)
    set_up_app(client)
    clock.shift(15 * 60 + 1)
    assert client.get(CODES).url == HOME


def test_new_recovery_codes_replace_the_old_ones(client, app):
    sign_in(client, ALICE.email)
    client.post(CODE, {"code": code_of(app[0])})
    address = f"{CODES}new/"
    assert client.get(address).url.startswith(PASSWORD_AGAIN)
    client.post(PASSWORD_AGAIN, {"password": PASSWORD})
    assert client.post(address).url == CODES
    codes = re.findall(r"<li><code>(\d+)</code></li>", client.get(CODES).text)
    assert (len(codes), set(codes) & set(app[1])) == (10, set())
    client.post("/accounts/logout/")
    sign_in(client, ALICE.email)
    assert client.post(CODE, {"code": app[1][0]}).status_code == 200
    assert client.post(CODE, {"code": codes[0]}).status_code == 302


def test_removing_the_app_asks_who_it_is_and_takes_the_recovery_codes_along(client, app, alice):
    sign_in(client, ALICE.email)
    client.post(CODE, {"code": code_of(app[0])})
    assert client.post(REMOVE).url.startswith(PASSWORD_AGAIN)
    assert Authenticator.objects.count() == 2
    client.post(PASSWORD_AGAIN, {"password": PASSWORD})
    assert client.post(REMOVE).url == HOME
    assert Authenticator.objects.count() == 0
    alice.refresh_from_db()
    assert not alice.has_second_factor
    assert verbs()[-1] == "removed a second factor"
    client.post("/accounts/logout/")
    assert sign_in(client, ALICE.email).url == "/admin/"


def test_ten_wrong_codes_of_one_account_are_enough_from_wherever_they_come(client, app, clock):
    for number in range(10):
        other = Client(REMOTE_ADDR=f"192.0.2.{number}")
        sign_in(other, ALICE.email)
        assert other.post(CODE, {"code": wrong_code(app[0])}).status_code == 200
    other = Client(REMOTE_ADDR="192.0.2.99")
    sign_in(other, ALICE.email)
    answer = other.post(CODE, {"code": code_of(app[0])})
    assert answer.status_code == 429
    assert "Please wait a quarter of an hour" in answer.text
    clock.shift(15 * 60 + 1)
    sign_in(other, ALICE.email)
    assert other.post(CODE, {"code": code_of(app[0])}).status_code == 302


def test_wrong_codes_and_wrong_passwords_of_one_address_are_counted_together(client, app):
    sign_in(client, ALICE.email)
    for number in range(25):
        sign_in(Client(), f"nobody{number}@example.org", "wrong")
    for _number in range(5):
        assert client.post(CODE, {"code": wrong_code(app[0])}).status_code == 200
    assert client.post(CODE, {"code": code_of(app[0])}).status_code == 429


def test_a_right_code_forgets_no_failure_of_its_address(client, app, clock):
    for number in range(29):
        sign_in(Client(), f"nobody{number}@example.org", "wrong")
    clock.shift(1)
    sign_in(client, ALICE.email)
    assert client.post(CODE, {"code": code_of(app[0])}).status_code == 302
    assert sign_in(Client(), "nobody@example.org", "wrong").status_code == 200
    assert sign_in(Client(), "nobody@example.org", "wrong").status_code == 429


def test_a_new_password_by_mail_does_not_stand_for_the_second_factor(client, app):
    client.post("/accounts/password/reset/", {"email": ALICE.email})
    send_due_letters()
    link = re.search(r"http://\S+", mail.outbox[-1].body)[0]
    address = client.get(link, follow=True).redirect_chain[-1][0]
    new = "another quiet tool, longer"
    answer = client.post(address, {"password1": new, "password2": new})
    assert answer.url == CODE
    assert client.get("/admin/").status_code == 302
    assert client.post(CODE, {"code": code_of(app[0])}).url == "/admin/"


def test_starting_again_leads_back_to_the_password(client, app):
    sign_in(client, ALICE.email)
    assert client.post("/accounts/logout/").url == LOGIN
    assert client.get(CODE).url == LOGIN


def test_the_code_page_is_nobody_s_who_gave_no_password(client, app):
    assert client.get(CODE).url == LOGIN
    assert client.post(CODE, {"code": code_of(app[0])}).url == LOGIN
    assert client.get("/admin/").status_code == 302


def test_secrets_are_kept_encrypted_and_worth_nothing_under_another_key(client, app):
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert app[0] not in kept
    assert [code for code in app[1] if code in kept] == []
    with override_settings(
        SECRET_KEY="another key, for tests only, but long enough for the framework's check"
    ):
        sign_in(client, ALICE.email)
        assert client.post(CODE, {"code": code_of(app[0])}).status_code == 200
        assert client.post(CODE, {"code": app[1][0]}).status_code == 200


def test_a_wrong_account_shows_the_same_page_whether_it_has_a_second_factor(client, app):
    make_user(BOB)

    def shown(email):
        answer = sign_in(Client(), email, "wrong")
        page = re.sub(r'value="[^"]*"', "", answer.text)
        return answer.status_code, re.sub(r'name="csrfmiddlewaretoken"[^>]*', "", page)

    assert shown(ALICE.email) == shown(BOB.email) == shown("nobody@example.org")


def test_next_never_leads_to_another_site_after_the_code(client, app):
    client.post(f"{LOGIN}?next=//evil.example/", {"login": ALICE.email, "password": PASSWORD})
    assert client.post(f"{CODE}?next=//evil.example/", {"code": code_of(app[0])}).url == "/admin/"


@pytest.mark.parametrize(
    "credential",
    ["", "5", "[]", "{}", "[" * 9000, "x" * 30_000, '{"id": 1}', '{"id": "a", "response": []}']
    + [
        f'{{"id":"YQ","rawId":"YQ","type":"public-key","response":{{"clientDataJSON":"{text}"}}}}'
        for text in "Y!"
    ]
    + [
        '{"id":"YQ","rawId":"YQ","type":"public-key","response":{"clientDataJSON":"e30",'
        f'"authenticatorData":"{data}","signature":"YQ","attestationObject":"{data}"}}}}'
        for data in ("", "AA", "oA", "gYGBgYGBgQ", "_-_-", "gg" * 8000)
    ],
)
def test_a_passkey_that_no_browser_made_is_refused_with_a_sentence(client, app, credential):
    sign_in(client, ALICE.email)
    answer = client.post(CODE, {"credential": credential})
    assert answer.status_code == 200
    client.post(CODE, {"code": app[1][0]})
    client.post(PASSWORD_AGAIN, {"password": PASSWORD})
    client.get(f"{HOME}passkeys/add/")
    answer = client.post(f"{HOME}passkeys/add/", {"credential": credential, "name": "x"})
    assert answer.status_code == 200
    assert Authenticator.objects.filter(type="webauthn").count() == 0


@pytest.mark.parametrize(
    ("origin", "taken"),
    [
        ("https://dialogue.example", True),
        ("http://dialogue.example", False),
        ("https://dialogue.example:8443", False),
        ("https://other.dialogue.example", False),
        ("https://dialogue.example.evil.example", False),
    ],
)
def test_a_passkey_is_taken_from_the_site_s_own_address_only(settings, origin, taken):
    settings.LOCAL, settings.SITE_URL = False, "https://dialogue.example"
    assert FactorAdapter().get_public_key_credential_rp_entity()["id"] == "dialogue.example"
    try:
        check_origin(origin)
    except ValidationError:
        assert not taken
    else:
        assert taken


def test_a_local_site_looked_at_by_its_number_says_where_passkeys_are(client, alice):
    client.force_login(alice)
    assert f'href="http://localhost:8000{HOME}"' in client.get(HOME, headers={"host": "127.0.0.1:8000"}).text
    page = client.get(HOME, headers={"host": "localhost:8000"}).text
    assert "Browsers give passkeys to names" not in page
    assert "Add a passkey" in page


def test_an_administrator_takes_away_lost_factors_and_it_is_logged(client, app, alice):
    client.force_login(make_user(DORA))
    address = f"/admin/responses/user/{alice.pk}/take-away-factors/"
    assert f'href="{address}"' in client.get(f"/admin/responses/user/{alice.pk}/change/").text
    assert client.get(address).status_code == 200
    assert Authenticator.objects.count() == 2
    assert client.post(address).url == f"/admin/responses/user/{alice.pk}/change/"
    event = Event.objects.latest("pk")
    assert (event.verb, event.subject_label, event.actor_label, event.detail) == (
        "took away the second factors",
        "Alice",
        "Dora",
        {"count": 1},
    )
    assert sign_in(Client(), ALICE.email).url == "/admin/"


def test_whoever_runs_the_server_helps_an_administrator_whom_nobody_else_can(client, app):
    said = StringIO()
    call_command("take_away_factors", ALICE.email.upper(), stdout=said)
    assert said.getvalue() == "1 taken away; the password alone signs in now.\n"
    event = Event.objects.latest("pk")
    assert (event.verb, event.actor_label) == ("took away the second factors", "manage.py")
    assert sign_in(client, ALICE.email).url == "/admin/"
    with pytest.raises(CommandError, match="No account has this address"):
        call_command("take_away_factors", "nobody@example.org")


def test_nobody_takes_away_their_own_factors_or_those_of_a_stronger_account(client, app, alice):
    dora, root = make_user(DORA), User.objects.create_superuser("root@example.org", "a very long secret")
    for account, by in ((dora, dora), (root, dora), (dora, alice)):
        session = Client()
        session.force_login(by)
        if by == alice:
            alice.refresh_from_db()
            marked = session.session
            marked["second_factor"] = alice.pk
            marked.save()
        address = f"/admin/responses/user/{account.pk}/take-away-factors/"
        assert (session.get(address).status_code, session.post(address).status_code) == (403, 403)


@pytest.mark.parametrize(
    ("language", "heading"), [("", "Second factor"), ("zh-hans", "两步验证"), ("zh-hant", "兩步驟驗證")]
)
def test_the_pages_speak_their_reader_s_language(client, alice, language, heading):
    alice.language = language
    alice.save()
    client.force_login(alice)
    assert re.search(r"<h1>\s*(.*?)\s*</h1>", client.get(HOME).text)[1] == heading


def test_confirming_by_code_serves_who_has_no_password_at_hand(client, app, clock):
    sign_in(client, ALICE.email)
    client.post(CODE, {"code": code_of(app[0])})
    clock.shift(30)
    assert client.post(f"{CONFIRM}?next={REMOVE}", {"code": code_of(app[0])}).url == REMOVE
    assert client.get(REMOVE).status_code == 200
