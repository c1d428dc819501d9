"""What the author is asked once accepted: kept, carried into the draft, noted word by word."""

from copy import deepcopy
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Pillow

from responses.submissions.acceptance import sentences
from responses.submissions.tokens import token_of
from responses.threads.models import Consent, Essay, KeptFile
from responses.threads.services.editions import content_of, save_revision
from responses.threads.services.files import place_of
from tests.factories import edition_of
from tests.pictures import picture
from tests.submissions.acceptance.making import accepted, drafted
from tests.submissions.acceptance.pages import CONSENTS, answers, hidden, path_of, send
from tests.submissions.making import call

pytestmark = pytest.mark.django_db


@pytest.fixture
def another(built):
    """A further call for the same thread."""
    return lambda **fields: call("another", thread=deepcopy(built[1].call.thread), **fields)


def credit_of(essay):
    line = edition_of(essay).latest.credits.get(role="author")
    return line.name, line.affiliation, line.bio


def test_what_the_author_says_of_themselves_stands_in_the_draft(made):
    answer = send(
        made,
        name_en="R. Example",
        affiliation="Example College, Class of 2027",
        bio="She reads.\nShe writes.",
    )

    assert answer.status_code == 302
    assert credit_of(made.essay) == (
        "R. Example",
        "Example College, Class of 2027",
        "<p>She reads.</p>\n<p>She writes.</p>",
    )
    author = made.authors.get()
    assert (author.names, author.bio) == ({"en": "R. Example"}, "She reads.\nShe writes.")


def test_each_consent_is_kept_with_the_words_shown_their_version_and_the_language(made):
    send(made, language="zh-hans", translate="no")

    rows = Consent.objects.order_by("pk")
    assert [(each.purpose, each.granted, each.way, each.version, each.language) for each in rows] == [
        ("publish", True, "form", 1, "zh-hans"),
        ("translate", False, "form", 1, "zh-hans"),
        ("photo", True, "form", 1, "zh-hans"),
        ("volume", True, "form", 1, "zh-hans"),
        ("index", True, "form", 1, "zh-hans"),
    ]
    page = Client().get(path_of(made, "details", "zh-hans"))
    assert all(each.wording in page.text for each in rows)


def test_a_change_of_mind_is_a_new_row_and_the_same_answers_are_none(made):
    send(made)
    send(made)
    send(made, volume="no")

    said = Consent.objects.order_by("pk").values_list("purpose", "granted")
    assert list(said) == [*((each, True) for each in CONSENTS), ("volume", False)]


def test_who_asks_to_be_kept_from_search_engines_is(made):
    send(made, index="no")
    assert Essay.objects.get(pk=made.essay_id).asks_no_indexing is True

    send(made, index="yes")
    assert Essay.objects.get(pk=made.essay_id).asks_no_indexing is False


def test_a_sentence_that_changed_while_the_page_was_open_is_read_once_more(made):
    answer = Client().post(path_of(made, "details"), answers(made) | {"sentences": "publish0"})

    assert answer.status_code == 409
    assert "Please read them once more" in answer.text
    assert Consent.objects.count() == 0
    assert hidden(answer.text, "sentences") == sentences.versions()


def test_who_speaks_for_co_authors_says_so(alice, another):
    coauthors = [{"name": "Noor Example", "email": "", "school": ""}]
    made = drafted(alice, another(most_coauthors=1), coauthors=coauthors)
    send(made)

    assert Consent.objects.first().wording.endswith("I say this for my co-authors too.")
    assert [each.name for each in edition_of(made.essay).latest.credits.order_by("position")] == [
        "Rivka Example 1",
        "Noor Example",
    ]


def test_what_is_missing_is_said_and_nothing_typed_is_lost(made):
    sent = answers(made, bio="She reads.") | {"name_en": "", "publish": ""}

    answer = Client().post(path_of(made, "details"), sent)

    assert answer.status_code == 400
    assert "She reads." in answer.text
    assert set(answer.context["form"].errors) == {"name_en", "publish"}
    assert "She reads." in Client().get(path_of(made, "details")).text
    assert Consent.objects.count() == 0


def test_what_is_kept_and_not_sent_waits_for_its_author_and_changes_nothing(made):
    sent = answers(made, bio="Half a sentence") | {"save": "1"}
    del sent["send"]

    Client().post(path_of(made, "details"), sent)

    assert "Half a sentence" in Client().get(path_of(made, "details")).text
    assert credit_of(made.essay)[2] == ""


def test_a_script_keeps_what_is_typed_and_two_windows_notice_each_other(made):
    path, sent = path_of(made, "details"), answers(made, bio="First") | {"keep": "1"}

    first = Client().post(path, sent)
    second = Client().post(path, sent | {"bio": "Second"})

    assert first.json() == {"edit": 2}
    assert second.status_code == 409
    assert "Second" not in Client().get(path).text
    again = Client().post(path, answers(made) | {"edit": "1", "bio": "Second"})
    assert (again.status_code, "Second" in again.text, hidden(again.text, "edit")) == (409, True, "2")


def test_a_name_in_han_characters_is_offered_in_the_other_script_as_a_guess(alice, another):
    made = drafted(alice, another(), name="刘晓明", language="zh-hans")

    form = Client().get(path_of(made, "details", "zh-hans")).context["form"]

    assert (form["name_zh-hans"].value(), form["name_zh-hant"].value()) == ("刘晓明", "劉曉明")
    assert (form.fields["name_zh-hans"].help_text, form.fields["name_zh-hant"].help_text) != ("", "")
    assert form["name_en"].value() is None


def test_the_name_as_it_is_printed_now_stands_there_whatever_its_script(alice, another):
    made = drafted(alice, another(), language="zh-hans")

    form = Client().get(path_of(made, "details", "zh-hans")).context["form"]

    assert [form[f"name_{code}"].value() for code in ("zh-hans", "en", "zh-hant")] == [
        "Rivka Example 1",
        "Rivka Example 1",
        None,
    ]


def test_a_credit_that_an_editor_took_out_is_not_brought_back(made, alice):
    edition = edition_of(made.essay)
    old = content_of(edition.latest)
    save_revision(
        edition=edition,
        content=type(old)(title=old.title, body=old.body),
        user=alice,
        based_on=edition.latest,
    )

    send(made, bio="She reads.")

    assert edition.latest.credits.count() == 0
    made.acceptance.refresh_from_db()
    assert made.acceptance.carried_at is None


# --- The photograph


def upload(data: bytes, name: str = "../../me.svg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="image/svg+xml")


def test_a_photograph_is_encoded_anew_kept_and_taken_away(made, settings, tmp_path):
    settings.KEPT_FILES_ROOT = tmp_path
    sent = answers(made) | {"name_en": ""}  # whatever else is wrong

    answer = Client().post(path_of(made, "details"), sent | {"photo_file": upload(picture())})

    assert answer.status_code == 400
    kept = KeptFile.objects.get()
    assert (kept.kind, kept.essay, kept.name.partition(".")[0]) == ("photo", None, made.reference)
    shown = Client().get(path_of(made, "photo"))
    assert Pillow.open(BytesIO(shown.content)).format in ("PNG", "JPEG")
    assert shown.headers["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
    assert shown.headers["Cache-Control"] == "private, no-store"


def test_another_photograph_takes_the_place_of_the_first(
    made, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.KEPT_FILES_ROOT = tmp_path
    with django_capture_on_commit_callbacks(execute=True):
        Client().post(path_of(made, "details"), answers(made) | {"photo_file": upload(picture())})
        old = place_of(KeptFile.objects.get())
        Client().post(path_of(made, "details"), answers(made) | {"photo_file": upload(picture())})
    assert (KeptFile.objects.count(), old.exists()) == (1, False)

    with django_capture_on_commit_callbacks(execute=True):
        Client().post(path_of(made, "details"), answers(made) | {"remove_photo": "1"})
    assert (KeptFile.objects.count(), list(tmp_path.iterdir())) == (0, [])


def test_what_is_no_picture_is_refused_in_a_sentence_and_the_rest_stays(made, settings, tmp_path):
    settings.KEPT_FILES_ROOT = tmp_path

    answer = Client().post(
        path_of(made, "details"),
        answers(made, bio="She reads.") | {"photo_file": upload(b"<svg xmlns='x'></svg>")},
    )

    assert answer.status_code == 409
    assert "Save it as PNG" in answer.text
    assert "She reads." in answer.text


# --- Whose page it is


def test_the_page_is_nobodys_but_its_authors(made, alice):
    waiting = accepted(alice, made.call, 2, ago=1)
    right, early = token_of(made), token_of(waiting)
    wrong = f"{right[:-1]}{'1' if right[-1] == '0' else '0'}"

    for page in ("details", "approval", "details/photo"):
        found = {key: Client().get(f"/submissions/{key}/{page}/") for key in (wrong, early, "9-nobodys")}

        assert {each.status_code for each in found.values()} == {404}
        # But for the address itself, which the page's links repeat.
        assert len({each.text.replace(key, "") for key, each in found.items()}) == 1


def test_the_page_is_kept_by_nobody_and_tells_nobody_where_it_is(made):
    for path in (path_of(made, "details"), path_of(made, "details", "zh-hant")):
        headers = Client().get(path).headers
        assert headers["Cache-Control"] == "private, no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "Set-Cookie" not in headers
        assert headers["Content-Language"] == ("zh-Hant" if "zh-hant" in path else "en")


def test_a_form_of_another_site_changes_nothing(made):
    answer = Client().post(
        path_of(made, "details"), answers(made), headers={"Origin": "https://evil.example"}
    )

    assert answer.status_code == 409
    assert Consent.objects.count() == 0
