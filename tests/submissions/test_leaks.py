"""What was sent in is told to nobody but those who may know it: no screen, page, e-mail, file or log line."""

import json
from io import StringIO

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.urls import NoReverseMatch, reverse

from responses.events.models import Event
from responses.notifications.models import Letter
from responses.submissions.acceptance import urls as acceptance_urls
from responses.submissions.models import Decision, SubmissionNote
from responses.submissions.sending import urls as sending_urls
from responses.submissions.tokens import token_of
from tests.cast import ALICE, CHARLIE, DORA, ERIN
from tests.factories import make_user
from tests.hostile.accepted import accept
from tests.reading.worlds import without_log
from tests.submissions.acceptance.making import river
from tests.submissions.making import call, submission, unfinished

pytestmark = pytest.mark.django_db

ACCEPTED, SENT, UNSENT, EDITORS = "Acceptsecret", "Sentsecret", "Unsentsecret", "Editorsecret"
ALL = (ACCEPTED, SENT, UNSENT, EDITORS)
TABLES = ("submission", "decision", "lettertemplate", "letter", "call", "event")


def said_by(word: str) -> dict[str, object]:
    return {
        "name": word,
        "email": f"{word.lower()}@example.org",
        "school": word,
        "title": word,
        "body": f"<p>{word}</p>",
        "declarations": {"own_work": {"said": word}, "ai_use": {"asked": word, "answer": word}},
        "answers": {"q1": word},
    }


@pytest.fixture(scope="module")
def world(laid):
    """One essay accepted and answered by its author, one sent with a decision pending, one not sent."""
    with laid():
        alice, asked = make_user(ALICE), call(thread=river())
        accepted = accept(asked, alice, lambda _length: ACCEPTED)[0]
        sent = submission(asked, **said_by(SENT))
        SubmissionNote.objects.create(submission=sent, text=EDITORS, created_by=alice)
        Decision.objects.create(
            submission=sent, about=sent.versions.get(), kind="decline", reason=EDITORS, created_by=alice
        )
        typed = unfinished(asked, **said_by(UNSENT))
        yield {"accepted": accepted, "sent": sent, "unsent": typed}


def desk(rows: dict) -> list[str]:
    """Every address of the desk about what was sent in, for each of these."""
    found = [reverse("personal_data") + "?name=secret", reverse("personal_data") + "?address=a@example.org"]
    for model, screens in admin.site._registry.items():
        if model._meta.model_name in TABLES:
            names = [pattern.name for pattern in screens.get_urls() if pattern.name]
            numbers = [row.pk for row in model._default_manager.order_by("pk")]
            numbers += [row.pk for row in rows.values()]
            found += [path for name in names for path in addresses(f"admin:{name}", numbers)]
    return list(dict.fromkeys(found))


def addresses(name: str, numbers: list[int]) -> list[str]:
    found = []
    for parts in [(), *((number,) for number in numbers), *((number, 1) for number in numbers)]:
        try:
            found.append(reverse(name, args=parts))
        except NoReverseMatch:
            continue
    return found


def own_pages(row) -> list[str]:
    """Every address that an author's token opens."""
    found = []
    for urls in (sending_urls, acceptance_urls):
        for pattern in urls.urlpatterns:
            parts = {"token": token_of(row), "number": 1, "key": "k" * 22, "width": 480, "extension": "png"}
            named = {name: value for name, value in parts.items() if name in pattern.pattern.converters}
            if "token" in named:
                found.append(reverse(f"{urls.app_name}:{pattern.name}", kwargs=named))
    return found


def test_there_is_something_to_tell(world, client):
    client.force_login(make_user(DORA))

    seen = "".join(client.get(path).text for path in desk(world) if "export" not in path)

    assert [word for word in (ACCEPTED, SENT, EDITORS) if word not in seen] == []
    # What was not sent yet is nobody's at the desk either, but for whoever erases it by its address.
    assert UNSENT not in seen


@pytest.mark.parametrize("account", [None, CHARLIE, ERIN])
@without_log()
def test_who_has_no_right_is_told_nothing_on_any_screen(world, client, account):
    if account:
        client.force_login(make_user(account))

    for path in desk(world):
        for answer in (client.get(path), client.post(path)):
            assert answer.status_code in (302, 403, 404, 405), path
            assert [word for word in ALL if word in answer.content.decode(errors="replace")] == [], path


def test_an_author_is_told_nothing_of_others_and_of_what_editors_think(world, client):
    own = {"accepted": ACCEPTED, "sent": SENT, "unsent": UNSENT}

    for key, row in world.items():
        pages = [client.get(path, follow=True) for path in own_pages(row)]
        told = "".join(page.content.decode(errors="replace") for page in pages)
        assert own[key] in told
        assert [word for word in ALL if word != own[key] and word in told] == []


def test_no_email_tells_anybody_what_somebody_else_wrote(world):
    letters = [(each.recipient, f"{each.subject}\n{each.text}") for each in Letter.objects.all()]

    assert {f"{SENT.lower()}@example.org"} <= {recipient for recipient, _text in letters}
    for recipient, text in letters:
        others = [word for word in ALL if not recipient.startswith(word.lower())]
        # The two that are accepted have the addresses of the tests.
        allowed = ACCEPTED if recipient.startswith("author") else ""
        assert [word for word in others if word in text and word != allowed] == []


def test_no_email_to_an_address_that_nobody_answered_from_has_its_writers_words(world):
    strangers = Letter.objects.filter(purpose__in=("resume", "receipt"))

    assert strangers.count() >= 3
    assert [each.pk for each in strangers if any(word in each.subject + each.text for word in ALL)] == []


def test_the_log_has_none_of_it(world):
    # A person whom an editor made of an accepted author is called by the name, as every person is.
    lines = [str(row) for row in Event.objects.exclude(subject_type="person").values_list()]

    assert lines
    assert [line for line in lines if any(word in line for word in ALL)] == []


def test_threads_are_handed_on_without_it(world):
    told = StringIO()

    call_command("export_threads", stdout=told)

    exported = [json.loads(line) for line in told.getvalue().splitlines()]
    assert exported
    assert [word for word in ALL if word in told.getvalue()] == []
