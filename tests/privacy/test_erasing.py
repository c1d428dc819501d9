"""A person's data: shown before it is erased, erased everywhere, and nothing else touched."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection

from responses.calls.models import Invitation
from responses.editorial.models import PreviewNote
from responses.editorial.previews.services import make_preview_link
from responses.events.models import Event
from responses.events.services import record
from responses.lib import clock
from responses.notifications.models import Follower, FollowRequest, Letter
from responses.notifications.services import queue_letter
from responses.people.models import Person, User
from responses.privacy.errors import NothingKnown, NotYet
from responses.privacy.exporting import export_person
from responses.privacy.holdings import holdings_of
from responses.privacy.services import erase_person
from responses.privacy.subjects import subject_of
from responses.submissions.models import Submission
from responses.submissions.services.details import keep_photo
from responses.threads import guarantees
from responses.threads.models import Credit, Essay, KeptFile, Revision, Thread, WorkingCopy
from responses.threads.services.approvals import approve, remark
from responses.threads.services.editions import content_of
from responses.threads.services.files import keep_file, place_of
from tests.cast import BOB, DORA, LI_ZHI
from tests.factories import (
    edition_of,
    make_user,
    person,
    prompt_of,
    publish_all,
    response_to,
    thread_with_prompt,
)
from tests.notifications.followers import reader
from tests.pictures import picture
from tests.submissions.acceptance.making import drafted
from tests.submissions.acceptance.pages import send
from tests.submissions.making import call, submission, unfinished

pytestmark = pytest.mark.django_db

ADDRESS = "author1@example.org"
SECRET = "Rivka Example 1"


def live_thread() -> Thread:
    thread = thread_with_prompt()
    publish_all(thread)
    return thread


def everything() -> str:
    """Every text of every row of every table, one after another."""
    said = []
    for model in apps.get_app_config("responses").get_models():
        if not model._meta.proxy:
            said += [str(row) for row in model._base_manager.values_list()]
    return "\n".join(said)


@pytest.fixture
def known():
    """An author who sent two essays, follows a thread, got an e-mail, and stands in the log."""
    river = call()
    sent = submission(river, 1)
    unfinished(river, 1, title="Half a thought")
    submission(river, 2)
    reader(ADDRESS, thread=thread_with_prompt())
    FollowRequest.objects.create(address=ADDRESS, language="en", token_hash="0" * 64)
    queue_letter(purpose="submission", recipient=ADDRESS, subject="News", text=SECRET, language="en")
    Invitation.objects.create(call=river, note=f"{SECRET}, of the workshop")
    record("looked at", subject=sent, actor_label=SECRET, said=[SECRET, f"to {ADDRESS}"])
    return subject_of(address=ADDRESS.upper())


@pytest.mark.database
def test_after_erasing_no_table_knows_the_name_or_the_address(known):
    assert SECRET in everything()
    assert ADDRESS in everything()

    erase_person(subject=known, byline_stays=True, user=make_user(DORA))

    assert SECRET not in everything()
    assert ADDRESS not in everything()


def test_others_are_not_touched(known):
    erase_person(subject=known, byline_stays=True, user=None)

    assert [each.authors.get().email for each in Submission.objects.all()] == ["author2@example.org"]


def test_what_is_erased_is_shown_before(known):
    shown = {type(each.rows[0]): each.count for each in holdings_of(known)}

    assert shown == {Follower: 1, FollowRequest: 1, Letter: 2, Submission: 2, Event: 1, Invitation: 1}


def test_the_log_says_that_it_was_done_and_to_whom_not(known):
    erase_person(subject=known, byline_stays=True, user=make_user(DORA))

    said = Event.objects.get(verb="erased a person’s data")
    assert (said.actor_label, said.subject_label) == ("Dora", "")
    assert said.detail["rows"]["submission"] == 2


@pytest.mark.database
def test_the_guards_stand_again_after_it(known):
    erase_person(subject=known, byline_stays=True, user=None)

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT DISTINCT trigger_name FROM information_schema.triggers")
        laid = {name for (name,) in cursor.fetchall()}
    for guard in guarantees.GUARDS:
        names = [f"{guard.name}_{event.lower()}" for event in guard.events]
        assert laid >= ({guard.name} if connection.vendor == "postgresql" else set(names))


def test_a_text_that_was_never_public_is_emptied_with_its_files(settings, tmp_path):
    settings.KEPT_FILES_ROOT = tmp_path
    thread = live_thread()
    li_zhi = person(LI_ZHI)
    draft = response_to(prompt_of(thread), title="A secret argument", authors=[li_zhi])
    kept = keep_file(data=b"PK", name="李贽.docx", kind="manuscript", user=None, essay=draft)

    erase_person(subject=subject_of(slug="li-zhi"), byline_stays=True, user=None)

    draft.refresh_from_db()
    assert draft.set_aside_at is not None
    assert "secret" not in everything()
    assert "李贽" not in everything()
    assert not KeptFile.objects.filter(pk=kept.pk).exists()
    assert not Person.objects.filter(slug="li-zhi").exists()


def test_a_published_byline_stays_if_that_is_the_policy():
    thread = live_thread()
    who = Credit.objects.filter(revision__edition__essay=prompt_of(thread)).first().person

    erase_person(subject=subject_of(slug=who.slug, address="x@example.org"), byline_stays=True, user=None)

    who.refresh_from_db()
    assert Credit.objects.filter(person=who).exists()


@pytest.mark.database
def test_a_published_byline_goes_if_that_is_the_policy_and_its_text_stays(client):
    thread = live_thread()
    essay = prompt_of(thread)
    who = Credit.objects.filter(revision__edition__essay=essay).first().person
    name = who.name_in("en")[0]

    erase_person(subject=subject_of(slug=who.slug), byline_stays=False, user=None)

    page = client.get(f"/threads/{thread.slug}/").content.decode()
    assert name not in page
    assert "Name withheld" in page
    assert name not in everything()
    for version in Revision.objects.filter(edition__essay=essay):
        assert version.hash == content_of(version).hash()


def test_a_text_that_is_to_go_live_is_unscheduled_first():
    thread = live_thread()
    li_zhi = person(LI_ZHI)
    draft = response_to(prompt_of(thread), authors=[li_zhi])
    publish_all(draft, at=clock.now() + timedelta(days=1))

    with pytest.raises(NotYet):
        erase_person(subject=subject_of(slug="li-zhi"), byline_stays=True, user=None)


def test_names_are_struck_out_of_unsaved_texts():
    thread = live_thread()
    edition = edition_of(prompt_of(thread))
    WorkingCopy.objects.create(
        edition=edition,
        user=make_user(),
        content={"credits": [{"name": "李贽"}], "body": "李贽 wrote: water."},
    )
    person(LI_ZHI)

    erase_person(subject=subject_of(slug="li-zhi"), byline_stays=True, user=None)

    # What somebody else wrote about them is that other's text.
    assert WorkingCopy.objects.get().content == {"credits": [{"name": "–"}], "body": "李贽 wrote: water."}


@pytest.mark.parametrize("name", ["Li", "the", "水"])
def test_nobody_takes_letters_out_of_others_texts_by_their_name(name):
    edition = edition_of(prompt_of(live_thread()))
    kept = {"title": "The literature of the Litani", "body": "<p>the water, 河水</p>"}
    WorkingCopy.objects.create(edition=edition, user=make_user(), content=kept)
    said = "Li says: the literature of 河水."
    link, _token = make_preview_link(shown=edition, user=make_user(DORA))
    PreviewNote.objects.create(link=link, text=said)
    river = call()
    Invitation.objects.create(call=river, note=said)
    submission(river, 1, name=name)

    erase_person(subject=subject_of(address=ADDRESS), byline_stays=True, user=None)

    assert WorkingCopy.objects.get().content == kept
    assert PreviewNote.objects.get().text == said
    assert Invitation.objects.get().note == said


def test_what_was_written_with_somebody_stays_theirs():
    li_zhi = person(LI_ZHI)
    sent = submission(call(most_coauthors=1), 1, coauthors=[{"name": "李贽", "school": "南京"}])
    sent.authors.filter(position=1).update(person=li_zhi)

    erase_person(subject=subject_of(slug="li-zhi"), byline_stays=True, user=None)

    assert Submission.objects.get().versions.count() == 1
    assert list(sent.authors.order_by("position").values_list("name", flat=True)) == [SECRET, "–"]
    assert "李贽" not in everything()


def test_an_account_is_shut_and_what_it_wrote_stays():
    alice, dora = make_user(), make_user(DORA)
    thread = thread_with_prompt(user=alice)
    record("changed", subject=thread, actor=alice)

    erase_person(subject=subject_of(address=alice.email), byline_stays=True, user=dora)

    alice.refresh_from_db()
    assert (alice.is_active, alice.is_staff, alice.name) == (False, False, "")
    assert "alice@example.org" not in everything()
    assert "Alice" not in {line.actor_label for line in Event.objects.all()}


def test_nobody_erases_their_own_account_nor_the_last_that_may_do_everything():
    dora = make_user(DORA)
    only = User.objects.create_superuser("root@example.org", "a pen is a quiet tool")

    for address, user in ((DORA.email, dora), (only.email, dora)):
        with pytest.raises(NotYet):
            erase_person(subject=subject_of(address=address), byline_stays=True, user=user)


def test_what_is_handed_out_has_the_texts_and_the_files_and_opens_nothing(settings, tmp_path):
    settings.KEPT_FILES_ROOT = tmp_path
    sent = submission(call(), 1)
    kept = keep_file(data=b"PK of mine", name="../论文.docx", kind="manuscript", user=None)
    Submission.objects.filter(pk=sent.pk).update(file=kept)

    packed = export_person(subject=subject_of(address=ADDRESS), user=make_user(DORA))

    archive = zipfile.ZipFile(io.BytesIO(packed))
    assert archive.namelist() == ["data.json", f"files/{kept.pk}-论文.docx"]
    assert archive.read(archive.namelist()[1]) == b"PK of mine"
    (told,) = json.loads(archive.read("data.json"))["Submissions, with versions, notes, decisions and files"]
    assert told["versions"][0]["title"] == "The river in turn 1"
    assert told["authors"][0]["email"] == ADDRESS
    assert "salt" not in told
    assert "key" not in told


def test_of_nobody_known_nothing_is_erased():
    with pytest.raises(NothingKnown):
        erase_person(subject=subject_of(address="nobody@example.org"), byline_stays=True, user=None)


# Which tables hold what is somebody's, and who sees to it. A new table fails here until it is said.
SEEN_TO = {
    "follower followrequest subscription notice": "follows.erase",
    "letter": "by recipient",
    "user": "shut",
    "submission submissionversion submissionauthor submissionnote mark decision point": "erase_submission",
    "acceptance": "erase_submission",
    "approval approvalrequest authorremark declaration": "scrubbing",
    "sketch overlap": "erase_submission, with their versions",
    "person credit byline revision edition essay keptfile consent passage searchtext": "scrubbing",
    "revisionimage image workingcopy previewnote event invitation": "scrubbing",
}
NOBODYS = {
    "announcement bulletin": "what went live",
    "call lettertemplate": "what editors ask of everybody",
    "dailyviews likeness liveperiod searchstamp": "counted or derived, of texts",
    "essaytheme theme threadtheme thread prompt response formerslug": "subjects and addresses",
    "initiative page": "the site's own",
    "handlednote previewlink publication release": "what the desk did; its account is shut",
}


def test_every_table_is_seen_to():
    said = {name for names in (*SEEN_TO, *NOBODYS) for name in names.split()}
    tables = {model._meta.model_name for model in apps.get_app_config("responses").get_models()}

    assert tables - said == set()


def test_only_administrators_see_the_page(client):
    client.force_login(make_user(BOB))

    assert client.get("/admin/personal-data/").status_code == 403


def test_the_page_shows_hands_out_and_erases(client, known):
    client.force_login(make_user(DORA))

    shown = client.get("/admin/personal-data/", {"address": ADDRESS}).content.decode()
    assert "Submissions, with versions" in shown
    unread = client.post("/admin/personal-data/erase/", {"address": ADDRESS})
    assert unread.status_code == 302
    assert Submission.objects.count() == 3
    handed = client.post("/admin/personal-data/export/", {"address": ADDRESS})
    assert handed["Content-Type"] == "application/zip"
    client.post("/admin/personal-data/erase/", {"address": ADDRESS, "seen": "yes"})

    assert Submission.objects.count() == 1
    assert "Nothing here is about" in client.get("/admin/personal-data/?address=" + ADDRESS).content.decode()


def test_a_name_leads_to_persons_and_to_nobody_else(client):
    person(LI_ZHI)
    person()
    client.force_login(make_user(DORA))

    found = client.get("/admin/personal-data/", {"name": "李"}).content.decode()

    assert "person=li-zhi" in found
    assert "anne-conway" not in found


def test_files_of_a_submission_go_from_the_disk(settings, tmp_path, django_capture_on_commit_callbacks):
    settings.KEPT_FILES_ROOT = tmp_path
    sent = submission(call(), 1)
    kept = keep_file(data=b"PK", name="a.docx", kind="manuscript", user=None)
    Submission.objects.filter(pk=sent.pk).update(file=kept)
    assert place_of(kept).exists()

    with django_capture_on_commit_callbacks(execute=True):
        erase_person(subject=subject_of(address=ADDRESS), byline_stays=True, user=None)

    assert not place_of(kept).exists()
    assert not Essay.objects.filter(slug__startswith="erased").exists()


# --- What came of a submission


@pytest.fixture
def accepted_author(settings, tmp_path):
    """Alice, and an author who was accepted, answered, remarked and approved, and has no page."""
    settings.KEPT_FILES_ROOT = tmp_path
    alice = make_user()
    made = drafted(alice)
    send(made, bio=f"{SECRET} reads.")
    keep_photo(submission=made, data=picture())
    revision = edition_of(made.essay).latest
    remark(revision=revision, text=f"{SECRET} is spelled so.")
    approve(revision=revision, wording=f"It may carry the name {SECRET}.", version=1, language="en")
    return alice, made


@pytest.mark.database
def test_a_draft_that_came_of_a_submission_is_emptied_by_the_address_alone(accepted_author):
    alice, made = accepted_author

    erase_person(subject=subject_of(address=ADDRESS), byline_stays=True, user=alice)

    assert SECRET not in everything()
    assert ADDRESS not in everything()
    assert KeptFile.objects.count() == 0
    assert Essay.objects.get(pk=made.essay_id).set_aside_at is not None
    assert Submission.objects.get().essay_id == made.essay_id


@pytest.mark.database
def test_of_what_was_published_the_byline_and_the_proofs_stay_as_the_policy_says(accepted_author):
    alice, made = accepted_author
    publish_all(made.essay)
    shown = {each.label: each.stays for each in holdings_of(subject_of(address=ADDRESS))}
    assert shown["Approvals of published versions"] is True

    erase_person(subject=subject_of(address=ADDRESS), byline_stays=True, user=alice)
    assert made.essay.consents.count() == 5
    assert Credit.objects.filter(name=SECRET).exists()
    assert "is spelled so" not in everything()


@pytest.mark.database
def test_a_published_byline_without_a_page_goes_too_if_that_is_the_policy(accepted_author):
    alice, made = accepted_author
    publish_all(made.essay)

    erase_person(subject=subject_of(address=ADDRESS), byline_stays=False, user=alice)

    assert SECRET not in everything()
    assert Essay.objects.published().filter(pk=made.essay_id).exists()
