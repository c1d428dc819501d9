"""Hidden names are hidden at the whole desk until a decision: pages, files, exports, searches, mail, log."""

import csv
import io
import zipfile
from copy import deepcopy

import pytest
from django.urls import reverse

from responses.events.models import Event
from responses.lib import clock
from responses.notifications.models import Letter
from responses.notifications.services import queue_letter
from responses.submissions.models import Decision, Submission
from responses.submissions.services.likeness import liken
from responses.submissions.services.sending import send
from responses.submissions.services.writing import keep
from responses.threads.services.files import keep_file
from tests.cast import ALICE, DORA
from tests.factories import make_user
from tests.submissions.deciding import decided
from tests.submissions.making import call, content, submission

pytestmark = pytest.mark.django_db

LIST = "/admin/responses/submission/"
SECRETS = ("qiuyu", "秋雨", "zweistein", "secretschool", "秘密大学", "secret@example.org", "wohlgemut")
TELLING = "<p>I, <em>Yu</em> Qiuyu (余秋雨) of Secretschool College, R. Wohlgemut and I wrote this.</p>"
LONG = "<p>Rivers part nothing that people have not parted before, and bridges join the same again.</p>"


@pytest.fixture(scope="module")
def built(laid):
    with laid():
        alice = make_user(ALICE)
        yield alice, blind_essays(call(names_hidden=True))


@pytest.fixture
def sent(built, client):
    alice, sent = deepcopy(built)
    client.force_login(alice)
    return sent


def blind_essays(river):
    """Two that share passages; the first names its authors wherever an author can."""
    said = {
        "name": "余秋雨",
        "email": "secret@example.org",
        "school": "Secretschool College, 秘密大学",
        "coauthors": [{"name": "Ruth Wohlgemut", "school": "Zweistein Institute"}],
        "title": "Qiuyu Yu on rivers",
        "declarations": {
            "own_work": {"said": "Mine."},
            "ai_use": {"asked": "AI?", "answer": "None, says 余秋雨."},
        },
        "answers": {"q1": "Ruth Wohlgemut knows. secret@example.org"},
    }
    river.most_coauthors = 2
    river.questions = [{"key": "q1", "required": False, "texts": {"en": "Who else?"}}]
    river.save()
    first = submission(river, 1, body=LONG + TELLING, **said)
    first.file = keep_file(
        data=b"PK the document", name="余秋雨-secretschool.docx", kind="manuscript", user=None
    )
    first.findings = {"report": {"comments": 2}, "guesses": ["余秋雨"], "file": "余秋雨.docx"}
    first.save()
    keep(submission=first, content=content(1, body=TELLING + LONG, **said), based_on=first.edit)
    send(submission=first)
    second = submission(river, 2, body=LONG, title="Another")
    for each in (first, second):
        liken(each.latest)
    return first


def address(sent, name="change", *further):
    return reverse(f"admin:responses_submission_{name}", args=[sent.pk, *further])


def pages(sent):
    """Every address of the desk that shows anything of a submission."""
    overlap = sent.latest.overlaps.get()
    other = overlap.other.submission
    lists = [LIST, f"{LIST}?call={sent.call_id}&o=-2", f"{LIST}?q={sent.reference}"]
    own = [address(sent, name) for name in ("change", "compare", "history", "copy")]
    shared = [address(sent, "shares", overlap.pk), address(other)]
    shared.append(address(other, "shares", other.latest.overlaps.get().pk))
    files = [reverse(f"admin:responses_submission_{name}") for name in ("csv", "xlsx", "print")]
    files += deciding(sent)
    return [*lists, *own, *shared, *files, address(sent.call, "report"), "/admin/", "/admin/responses/event/"]


def deciding(sent):
    """The pages of decisions on it, pending ones and earlier ones, and of letters that wait."""
    pending = sent.decisions.pending().get()
    parts = {
        "rounds": [sent.pk],
        "waiting": [sent.call_id],
        "change": [pending.pk],
        "call_off": [pending.pk],
        "changelist": [],
    }
    named = [reverse(f"admin:responses_decision_{name}", args=args) for name, args in parts.items()]
    other = Submission.objects.exclude(pk=sent.pk).get()
    many = f"submission={sent.pk}&submission={other.pk}"
    asked = reverse("admin:responses_decision_decide", args=[other.pk])
    return [*named, asked, f"{reverse('admin:responses_decision_many')}?{many}", "/admin/responses/letter/"]


def told(answer):
    """The secrets that an answer tells: in its text, its heads, or in a table's parts."""
    data = answer.content + str(answer.headers).encode()
    if answer.headers["Content-Type"].endswith("sheet"):
        archive = zipfile.ZipFile(io.BytesIO(answer.content))
        data += b"".join(archive.read(name) for name in archive.namelist())
    text = data.decode(errors="replace").casefold()
    return [secret for secret in SECRETS if secret in text]


def decide(sent):
    user = make_user(DORA)
    Decision.objects.create(
        submission=sent,
        about=sent.latest,
        kind="decline",
        created_by=user,
        applied_by=user,
        applied_at=clock.now(),
    )


def test_no_page_file_or_export_of_the_desk_tells_a_hidden_name(client, sent, other):
    decided(sent, "revise", other)
    client.force_login(make_user(DORA))  # who sees the log and the outbox too
    answers = {page: client.get(page) for page in pages(sent)}
    assert [page for page, answer in answers.items() if answer.status_code != 200] == []
    assert {page: secrets for page, answer in answers.items() if (secrets := told(answer))} == {}


def test_the_same_pages_tell_it_once_a_decision_is_applied(client, sent):
    decide(sent)
    for page in (address(sent), reverse("admin:responses_submission_csv")):
        assert {"秋雨", "secretschool", "wohlgemut"} <= set(told(client.get(page))), page
    assert "secret@example.org" in client.get(address(sent)).text
    assert "秋雨" not in told(client.get(address(sent, "copy")))


def test_what_covers_a_name_is_said_in_the_language_of_the_essay(client, sent):
    page = client.get(address(sent)).text
    assert "I, <em>[author’s name]</em> ([author’s name]) of [author’s school]" in page
    assert "<h1>[author’s name] on rivers</h1>" in page


def test_a_search_by_a_hidden_name_finds_nothing(client, sent):
    def found(typed):
        return [row.pk for row in client.get(LIST, {"q": typed}).context["cl"].result_list]

    asked = ("余秋雨", "秋雨", "Qiuyu", "secret@example.org", "Secretschool", "Wohlgemut", "Rivka")
    assert {typed: found(typed) for typed in asked} == {typed: [] for typed in asked}
    assert found(sent.reference) == [sent.pk]
    decide(sent)
    assert found("余秋雨") == [sent.pk]


def test_the_file_is_kept_back_until_a_decision_and_never_goes_by_its_own_name(client, sent):
    version = sent.latest.number
    assert client.get(address(sent, "file", version)).status_code == 403
    assert "kept back" in client.get(address(sent)).text

    decide(sent)

    answer = client.get(address(sent, "file", version))
    assert answer.content == b"PK the document"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{sent.reference}-{version}.docx"'
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_where_a_text_names_its_author_is_told_to_who_asks_and_logged(client, sent):
    page = client.get(address(sent, "names")).text

    assert "<mark>Qiuyu Yu</mark> on rivers" in page
    assert "<mark>余秋雨</mark>" in page
    assert Event.objects.filter(verb="looked at covered names").get().subject_label == sent.reference
    decide(sent)
    assert "<mark>" not in client.get(address(sent, "names")).text


def test_the_day_alone_is_told_of_an_essay_whose_names_are_hidden(client, sent):
    (row,) = [each for each in exported(client) if each["Number"] == sent.reference]
    assert row["Sent (UTC)"] == f"{clock.now():%Y-%m-%d}"
    assert (row["Names"], row["E-mail address"], row["School"], row["Co-authors"]) == ("", "", "", "1")
    assert f"{sent.latest.sent_at:%H:%M}" not in str(client.get(address(sent)).context["when"])


def exported(client):
    answer = client.get(reverse("admin:responses_submission_csv"))
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_an_export_is_logged_by_number(client, sent):
    exported(client)
    lines = Event.objects.filter(verb="exported an essay sent in").order_by("pk")
    assert [line.subject_label for line in lines] == [f"{sent.call_id}-001", f"{sent.call_id}-002"]


def test_a_list_cannot_be_sorted_by_who_wrote_it(client, sent):
    sortable = client.get(LIST).context["cl"].sortable_by
    assert {getattr(each, "admin_order_field", None) for each in sortable} == {
        None,
        "number",
        "state",
        "shares",
    }


def test_the_outbox_shows_no_hidden_recipient_and_finds_none(client, django_user_model):
    dora = make_user(DORA)
    client.force_login(dora)
    for number, hidden in enumerate((True, False)):
        letter = queue_letter(
            purpose="receipt",
            recipient=f"author{number}@example.org",
            subject="Your essay",
            text="It has come.",
            language="en",
            key=str(number),
        )
        Letter.objects.filter(pk=letter.pk).update(hides_recipient=hidden)
    letters = "/admin/responses/letter/"
    hidden = Letter.objects.get(recipient="author0@example.org")
    Letter.objects.filter(pk=hidden.pk).update(state="given_up")

    for page in (
        letters,
        f"{letters}{hidden.pk}/change/",
        f"{letters}{hidden.pk}/history/",
        f"{letters}{hidden.pk}/again/",
    ):
        assert "author0@example.org" not in client.get(page).text
    assert "author1@example.org" in client.get(letters).text
    found = client.get(letters, {"q": "example.org"}).context["cl"].result_list
    assert [each.recipient for each in found] == ["author1@example.org"]
    # Who it is to is the second, counted from none.
    sorts = [number for number in range(1, 8) if f"o={number}" in client.get(letters).text]
    assert sorts == [1, 3, 4, 5, 6]
