"""An essay out of a file: shown as it was read, the file kept beside it; what is refused says why."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from responses.submissions.models import Submission, SubmissionVersion
from responses.submissions.services.writing import throw_away
from responses.submissions.tokens import token_of
from responses.threads.models import KeptFile
from responses.threads.services.files import place_of
from tests.lib.word.builders import document, p, r
from tests.submissions.forms import filled, opened, press, token_in
from tests.submissions.making import call

pytestmark = pytest.mark.django_db

WRITTEN = "<p>Water <em>finds</em> its way.</p>"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.KEPT_FILES_ROOT = tmp_path / "kept"
    return settings.KEPT_FILES_ROOT


def word_file(name="我的 essay.docx", text="finds"):
    blocks = [p("A title of its own", style="a0"), p(r("Water "), r(text, "<w:i/>"), r(" its way."))]
    return SimpleUploadedFile(name, document(*blocks))


def write_at(essay, **query):
    return f"/submissions/{token_of(essay)}/write/"


def page_after(client, answer):
    return client.get(answer.headers["Location"].partition("#")[0]).content.decode()


def test_a_file_is_shown_as_it_was_read_and_fills_the_title(client, folder):
    call()
    file = word_file()

    answer = press(client, "read", title="", text="", files={"file": file})

    page, essay = page_after(client, answer), Submission.objects.get()
    assert WRITTEN in page
    assert "What we read in <bdi>我的 essay.docx</bdi>" in page
    assert 'value="A title of its own"' in page
    assert (essay.content["body"], essay.state) == (WRITTEN, "unfinished")
    assert (essay.file.name, essay.file.created_by) == ("我的 essay.docx", None)
    file.seek(0)
    assert place_of(essay.file).read_bytes() == file.read()


def test_what_came_from_a_file_is_sent_with_its_italics(client):
    call()
    press(client, "read", files={"file": word_file()})
    essay = Submission.objects.get()

    carried = opened(client, write_at(essay)) | filled(1, act="send", essay_as=None, text=None)
    client.post(write_at(essay), carried | {"essay_as": "rich"})

    version = SubmissionVersion.objects.get()
    assert (version.body, version.words, version.file_id) == (WRITTEN, 4, essay.file_id)


def test_whoever_chose_a_file_and_pressed_send_sees_it_first(client):
    call()

    answer = press(client, "send", files={"file": word_file()})

    assert answer.headers["Location"].endswith("/write/?read#essay")
    assert SubmissionVersion.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"%PDF-1.7 hello", "This is a PDF. Send the Word file it was made from."),
        (b"", "This file is empty."),
        (b"PK\x03\x04half a fi", "This file is damaged."),
    ],
)
def test_a_file_that_is_not_read_says_why_and_the_typed_text_stays(client, data, sentence):
    call()

    answer = press(client, "read", files={"file": SimpleUploadedFile("essay.docx", data)})

    page = page_after(client, answer)
    assert sentence in page
    assert "carries no flag" in page
    assert KeptFile.objects.count() == 0


def test_as_plain_text_it_can_be_changed_and_what_was_typed_before_comes_back(client):
    call()
    press(client, "read", files={"file": word_file()})
    essay = Submission.objects.get()

    client.post(write_at(essay), opened(client, write_at(essay)) | filled(1, act="as_typed", essay_as="rich"))
    essay.refresh_from_db()
    before = essay.content["text"], essay.content["rich"]
    press(client, "read", write_at(essay), files={"file": word_file()})
    client.post(write_at(essay), opened(client, write_at(essay)) | filled(1, act="as_text", essay_as="rich"))
    essay.refresh_from_db()

    assert before[0].startswith("Water finds its way, and so does")
    assert before[1] is False
    assert (essay.content["text"], essay.content["rich"]) == ("Water finds its way.", False)


def test_another_file_takes_the_place_of_the_first_which_is_thrown_away(
    client, folder, django_capture_on_commit_callbacks
):
    call()
    press(client, "read", files={"file": word_file()})
    essay = Submission.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        press(client, "read", write_at(essay), files={"file": word_file("second.docx", "seeks")})

    (kept,) = KeptFile.objects.all()
    assert kept.name == "second.docx"
    assert [each.name for each in folder.iterdir()] == [kept.path]


def test_where_there_is_no_room_the_text_is_taken_without_the_file(client, settings):
    call()
    settings.STRANGERS_FILES_QUOTA = 10

    answer = press(client, "read", files={"file": word_file()})

    assert "there was no room to keep the file itself" in page_after(client, answer)
    assert (Submission.objects.get().content["body"], KeptFile.objects.count()) == (WRITTEN, 0)


def test_strangers_never_fill_the_room_of_the_editors(client, settings):
    call()
    settings.KEPT_FILES_QUOTA = 10

    press(client, "read", files={"file": word_file()})

    assert KeptFile.objects.count() == 1


def test_what_is_thrown_away_takes_its_file_along(client, folder, django_capture_on_commit_callbacks):
    call()
    press(client, "read", files={"file": word_file()})

    with django_capture_on_commit_callbacks(execute=True):
        throw_away(submission=Submission.objects.get())

    assert [Submission.objects.count(), KeptFile.objects.count(), list(folder.iterdir())] == [0, 0, []]


def test_pasted_marks_are_kept_if_somebody_wants_them(client):
    call()
    answer = press(client, "save")
    path = f"/submissions/{token_in(answer)}/write/"

    html = "<p>Of <span style='font-style:italic'>rivers</span><script>alert(1)</script></p>"
    client.post(path, opened(client, path) | filled(1, act="pasted", html=html))

    assert Submission.objects.get().content["body"] == "<p>Of <em>rivers</em></p>"
