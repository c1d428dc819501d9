"""Images: added whole or not at all, named by versions, never replaced, never lost while in use."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction

from responses.events.models import Event
from responses.lib import clock
from responses.lib.pictures import read_safely
from responses.threads.errors import ImagesInUse, NoRoom, StaleSave
from responses.threads.models import Image, RevisionImage, WorkingCopy
from responses.threads.models.images import images_folder
from responses.threads.services.batches import EditionDraft, EssayDraft, publish_essays
from responses.threads.services.images import add_image, describe_image, remove_images, remove_what_came_along
from responses.threads.unsaved import keys_in_unsaved_texts
from tests.factories import (
    content,
    edition_of,
    figure_of,
    image,
    prompt_of,
    publish_all,
    response_to,
    save,
    thread_with_prompt,
)
from tests.pictures import picture
from tests.threads.test_guards import named

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def folders():
    return {each.name for each in images_folder().iterdir()} if images_folder().is_dir() else set()


def shown_by(revision):
    return set(RevisionImage.objects.filter(revision=revision).values_list("image__key", flat=True))


def test_an_image_has_a_key_that_nobody_guesses_and_files_under_another_name():
    one, other = image(), image()
    assert (len(one.key), len(bytes.fromhex(one.key)), one.key != other.key) == (32, 16, True)
    assert one.folder not in (one.key, other.folder)
    assert (one.kind, one.width, one.height, one.widths) == ("png", 640, 480, (480, 640))
    sizes = {width: one.file(width).stat().st_size for width in one.widths}
    assert one.bytes == sum(sizes.values()) + one.file().stat().st_size


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("塔.png", "塔.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\tower.jpg", "tower.jpg"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("x" * 300, "x" * 255),
        ("", ""),
    ],
)
def test_the_name_of_the_file_is_kept_as_words_and_never_as_a_path(given, kept):
    assert image(file_name=given).file_name == kept


def test_adding_is_logged(alice_user):
    made = image(user=alice_user, file_name="tower.png")
    event = Event.objects.get(verb="added an image")
    assert (event.subject_number, event.subject_label, event.actor_label) == (made.pk, "tower.png", "Alice")


@pytest.fixture
def alice_user():
    from tests.factories import make_user

    return make_user()


def test_words_that_cannot_be_stored_leave_neither_row_nor_file():
    before = folders()
    with pytest.raises(ValidationError):
        image(texts={"en": {"alt": "x" * 301}})
    assert (Image.objects.count(), folders()) == (0, before)


def test_a_row_that_is_refused_takes_its_files_along():
    taken = image()
    before = folders()
    with pytest.raises(ValidationError), transaction.atomic():
        image(key=taken.key)
    assert (Image.objects.count(), folders()) == (1, before)


def test_beyond_its_share_of_the_disk_no_image_is_taken(settings):
    before = folders()
    settings.IMAGES_QUOTA = 1000
    with pytest.raises(NoRoom) as refusal:
        image()
    assert str(refusal.value).startswith("There is no room for this file just now.")
    assert (Image.objects.count(), folders()) == (0, before)


def test_a_disk_that_cannot_be_written_to_refuses_in_a_sentence(settings, tmp_path, caplog):
    caplog.set_level("CRITICAL")
    (tmp_path / "images").write_text("in the way")
    settings.MEDIA_ROOT = tmp_path
    with pytest.raises(NoRoom):
        image()
    assert Image.objects.count() == 0


def test_its_words_save_at_once_and_a_stale_save_is_refused():
    made = image()
    mine, theirs = Image.objects.get(pk=made.pk), Image.objects.get(pk=made.pk)
    theirs.texts = {"en": {"alt": "Theirs"}}
    describe_image(image=theirs)
    mine.texts = {"en": {"alt": "Mine"}}
    with pytest.raises(StaleSave):
        describe_image(image=mine)
    made.refresh_from_db()
    assert (made.texts, made.version) == ({"en": {"alt": "Theirs"}}, 2)


def test_a_version_names_the_images_of_its_text_once_each():
    one, other = image(), image()
    reply = response_to(
        prompt_of(thread_with_prompt()), body=f"<p>x</p>{figure_of(one)}{figure_of(other)}{figure_of(one)}"
    )
    first = edition_of(reply).latest
    second = save(edition_of(reply), body=f"<p>y</p>{figure_of(other)}")
    assert (shown_by(first), shown_by(second)) == ({one.key, other.key}, {other.key})


def test_an_unknown_key_is_dropped_at_save_and_its_caption_stays():
    known = image()
    strange = figure_of(Image(key="e" * 32), "A caption")
    reply = response_to(prompt_of(thread_with_prompt()), body=f"{figure_of(known)}{strange}")
    revision = edition_of(reply).latest
    assert revision.body == f"{figure_of(known)}\n<p>A caption</p>"
    assert shown_by(revision) == {known.key}


def test_paragraph_ids_stay_when_a_figure_is_put_between():
    made = image()
    reply = response_to(prompt_of(thread_with_prompt()), body="<p>One.</p><p>Two.</p>")
    before = edition_of(reply).latest.paragraph_ids
    bare = save(edition_of(reply), body=f"<p>One.</p>{figure_of(made)}<p>Two.</p>")
    captioned = save(edition_of(reply), body=f"<p>One.</p>{figure_of(made, 'A view')}<p>Two.</p>")
    assert (before, bare.paragraph_ids, captioned.paragraph_ids) == ([1, 2], [1, 2], [1, 3, 2])


def test_essays_published_in_one_act_name_their_images_too():
    made = image()
    thread = thread_with_prompt()
    publish_all(thread)
    draft = EditionDraft("en", "original", content("Reply", body=f"<p>x</p>{figure_of(made)}"))
    essay = EssayDraft("reply", "response", 1, prompt_of(thread).slug, [draft], {})
    publish_essays(thread=thread, drafts=[essay])
    assert list(Image.objects.published()) == [made]


def test_an_image_that_a_version_shows_stays_and_others_with_it(alice_user):
    made, other = image(), image(user=alice_user)
    response_to(prompt_of(thread_with_prompt()), body=f"<p>x</p>{figure_of(made)}")
    with pytest.raises(ImagesInUse) as refusal:
        remove_images(images=[made, other], user=alice_user)
    assert refusal.value.refusals == {made.pk: "A saved version of a text shows this image, so it stays."}
    assert str(refusal.value).startswith("Nothing was removed.")
    assert (made.file(480).is_file(), other.file(480).is_file()) == (True, True)


def test_images_that_nothing_shows_go_with_their_files_once(alice_user, django_capture_on_commit_callbacks):
    made, other = image(user=alice_user), image(user=alice_user)
    with django_capture_on_commit_callbacks(execute=True):
        assert remove_images(images=[made, other], user=alice_user) == 2
        assert remove_images(images=[made, other], user=alice_user) == 0
    assert (Image.objects.count(), {made.folder, other.folder} & folders()) == (0, set())
    assert Event.objects.filter(verb="deleted").count() == 2


def test_an_image_in_a_text_that_is_not_saved_yet_stays(alice_user):
    typed, restored = image(user=alice_user), image(user=alice_user)
    content = {"title": "x", "body": f"<p>x</p>{figure_of(typed)}"}
    WorkingCopy.objects.create(user=alice_user, page="response", content=content)
    WorkingCopy.objects.create(user=alice_user, page="response", content={"title": "No text yet"})
    assert keys_in_unsaved_texts() == {typed.key}
    with pytest.raises(ImagesInUse, match="A text that is not saved yet shows it"):
        remove_images(images=[typed], user=alice_user)
    assert remove_images(images=[restored], user=alice_user) == 1


def test_what_somebody_else_has_just_added_is_left_to_them_for_an_hour(alice_user):
    made = image()
    with pytest.raises(ImagesInUse, match="Somebody added it within the hour"):
        remove_images(images=[made], user=alice_user)
    with time_machine.travel(clock.now() + timedelta(hours=1)):
        assert remove_images(images=[made], user=alice_user) == 1


def test_of_what_came_along_only_what_nothing_else_shows_goes(alice_user):
    gone, shown, typed = (image(user=alice_user) for _n in range(3))
    response_to(prompt_of(thread_with_prompt()), body=f"<p>x</p>{figure_of(shown)}")
    WorkingCopy.objects.create(user=alice_user, page="response", content={"body": figure_of(typed)})
    keys = [gone.key, shown.key, typed.key, "f" * 32, "nonsense"]
    assert remove_what_came_along(keys=keys, user=alice_user) == 1
    assert set(Image.objects.all()) == {shown, typed}


def test_images_are_found_by_the_languages_that_do_not_describe_them():
    both = image(texts={"en": {"alt": "A pagoda"}, "zh-hans": {"alt": "塔"}})
    english = image(texts={"en": {"alt": "A pagoda", "credit": "Li"}})
    credited = image(texts={"en": {"credit": "Li"}})
    bare = image(texts={})
    image(texts={}, is_decorative=True)
    found = {
        "any": set(Image.objects.undescribed("en", "zh-hans", "zh-hant")),
        "zh-hans": set(Image.objects.undescribed("zh-hans")),
        "zh-hant": set(Image.objects.undescribed("zh-hant")),
    }
    assert found == {
        "any": {credited, bare},
        "zh-hans": {english, credited, bare},
        "zh-hant": {both, english, credited, bare},
    }


def test_an_image_is_live_only_with_a_live_version():
    made, draft = image(), image()
    thread = thread_with_prompt(body=f"<p>x</p>{figure_of(made)}")
    publish_all(thread)
    save(edition_of(prompt_of(thread)), body=f"<p>x</p>{figure_of(draft)}")
    assert list(Image.objects.published()) == [made]


# By raw SQL


@pytest.mark.parametrize(
    "change",
    ["key = '%s'" % ("c" * 32), "folder = 'x'", "digest = 'x'", "kind = 'jpeg'", "width = 9", "height = 9"],
)
def test_an_image_stays_itself(change):
    image()
    assert "image_stays_itself" in named(f"UPDATE responses_image SET {change}")


def test_an_image_in_a_version_is_not_deleted():
    made = image()
    response_to(prompt_of(thread_with_prompt()), body=f"<p>x</p>{figure_of(made)}")
    assert "image_in_a_version_stays" in named("DELETE FROM responses_image WHERE id = %s", [made.pk])


@pytest.mark.parametrize("statement", ["UPDATE responses_{} SET id = id", "DELETE FROM responses_{}"])
def test_which_images_a_version_shows_is_only_appended(statement):
    response_to(prompt_of(thread_with_prompt()), body=f"<p>x</p>{figure_of(image())}")
    assert "revision_image_is_only_appended" in named(statement.format("revisionimage"))


def test_a_version_names_an_image_once():
    response_to(prompt_of(thread_with_prompt()), body=f"<p>x</p>{figure_of(image())}")
    message = named(
        "INSERT INTO responses_revisionimage (revision_id, image_id)"
        " SELECT revision_id, image_id FROM responses_revisionimage"
    )
    assert "revision_names_an_image_once" in message or "responses_revisionimage.revision_id" in message


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"kind": "svg"}, "image_kind_is_known"),
        ({"width": 0}, "image_has_a_size"),
        ({"height": 0}, "image_has_a_size"),
        ({"key": "short"}, "image_key_is_whole"),
    ],
)
def test_a_row_that_is_no_image_is_refused(changes, name):
    values = {"key": "c" * 32, "folder": "f", "kind": "png", "width": 1, "height": 1} | changes
    sql = (
        "INSERT INTO responses_image (key, folder, kind, width, height, bytes, digest, file_name, texts,"
        " is_decorative, source, created_at, version)"
        " VALUES (%s, %s, %s, %s, %s, 1, '', '', '{}', %s, '', '2026-01-01', 1)"
    )
    assert name in named(sql, [*values.values(), False])


def test_a_picture_that_was_read_becomes_an_image():
    made = add_image(picture=read_safely(picture(30, 20)), texts={"en": {"alt": "x"}})
    assert (made.width, made.height) == (30, 20)
