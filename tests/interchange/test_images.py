"""Images there and back: words in lines, pictures in a folder beside them."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from responses.interchange.exporting import export_threads
from responses.interchange.problems import ImportRefused
from responses.interchange.services import import_files
from responses.threads.models import Image
from responses.threads.services.images import describe_image
from tests import pictures
from tests.factories import (
    edition_of,
    figure_of,
    image,
    prompt_of,
    publish_all,
    response_to,
    save,
    thread_with_prompt,
)
from tests.interchange.samples import dialogue, edition, post, tables, write
from tests.interchange.test_schema2 import empty_site

pytestmark = pytest.mark.django_db

WORDS = {"en": {"alt": "A pagoda", "credit": "Photo: Li"}, "zh-hans": {"alt": "塔"}}


@pytest.fixture
def shown():
    """A live thread with a photograph and a drawing; its reply shows the photograph again."""
    photograph = image(
        texts=WORDS, data=pictures.photograph(700, 500), file_name="secret name.jpg", source="Desk"
    )
    drawing = image(texts={}, data=pictures.see_through(), is_decorative=True)
    thread = thread_with_prompt(
        slug="t", body=f"<p>x</p>{figure_of(photograph, 'A view')}{figure_of(drawing)}"
    )
    response_to(prompt_of(thread), "Reply", body=f"<p>x</p>{figure_of(photograph)}")
    publish_all(thread)
    return photograph, drawing


def exported(folder) -> tuple[str, dict[str, bytes]]:
    folder.mkdir(exist_ok=True)
    call_command("export_threads", output=str(folder / "all.jsonl"))
    files = {each.name: each.read_bytes() for each in (folder / "images").iterdir()}
    return (folder / "all.jsonl").read_text(), files


def lines_of(text, kind):
    return [line for line in map(json.loads, text.splitlines()) if line["type"] == kind]


def refused(*files):
    with pytest.raises(ImportRefused) as refusal:
        import_files([str(file) for file in files])
    return [f"{problem.field}: {problem.sentence}" for problem in refusal.value.problems]


def test_each_image_has_a_line_before_its_thread_and_a_file_beside(tmp_path, shown):
    photograph, drawing = shown
    text, files = exported(tmp_path)
    assert files == {
        f"{photograph.key}.jpg": photograph.file().read_bytes(),
        f"{drawing.key}.png": drawing.file().read_bytes(),
    }
    assert [line["type"] for line in map(json.loads, text.splitlines())][-3:] == ["image", "image", "thread"]
    (line,) = [line for line in lines_of(text, "image") if line["key"] == photograph.key]
    assert line == {
        "schema": 2,
        "type": "image",
        "key": photograph.key,
        "kind": "jpeg",
        "sha256": photograph.digest,
        "is_decorative": False,
        "texts": {"en": {"alt": "A pagoda", "credit": "Photo: Li"}, "zh-Hans": {"alt": "塔"}},
    }


def test_an_export_into_an_empty_site_is_exported_byte_for_byte_the_same(tmp_path, shown):
    first = exported(tmp_path / "one")
    empty_site()
    import_files([str(tmp_path / "one" / "all.jsonl")])
    assert exported(tmp_path / "two") == first
    assert Image.objects.published().count() == 2


def test_importing_an_export_where_it_came_from_changes_nothing(tmp_path, shown):
    exported(tmp_path)
    before = tables()
    report = import_files([str(tmp_path / "all.jsonl")])
    assert (tables(), report.sentence("image")) == (before, "2 unchanged")


def test_images_of_drafts_are_in_no_export(tmp_path, shown):
    first = exported(tmp_path / "one")
    draft = image("Draftsecret")
    prompt = prompt_of(shown[0].revision_links.first().revision.edition.essay.thread)
    save(edition_of(prompt), body=f"<p>x</p>{figure_of(draft)}")
    assert exported(tmp_path / "two") == first


def test_on_standard_output_it_is_said_that_the_files_are_left_out(capsys, shown):
    call_command("export_threads")
    assert capsys.readouterr().err == "files of images: 2 left out; --output writes them beside its file\n"


def test_without_its_files_nothing_is_imported_and_each_is_named(tmp_path, shown):
    photograph, drawing = shown
    exported(tmp_path)
    empty_site()
    (tmp_path / "images" / f"{photograph.key}.jpg").unlink()
    (tmp_path / "images" / f"{drawing.key}.png").write_bytes(pictures.picture())
    sentences = refused(tmp_path / "all.jsonl")
    assert sorted(sentences) == [
        f"key: has no picture: images/{photograph.key}.jpg cannot be read (No such file or directory),"
        " expected it here",
        f"sha256: is not that of images/{drawing.key}.png, expected it: the file is another one, or damaged",
    ]
    assert Image.objects.count() == 0


def test_a_text_that_names_an_image_nobody_has_is_refused(tmp_path, shown):
    text, _files = exported(tmp_path)
    empty_site()
    (tmp_path / "bare.jsonl").write_text(
        "".join(f"{line}\n" for line in text.splitlines() if '"type": "image"' not in line)
    )
    sentences = refused(tmp_path / "bare.jsonl")
    assert len(sentences) == 3
    assert sentences[0] == (
        f"essays[0].editions[0].body_html: names the image {shown[0].key!r},"
        " expected one of these files or of the site"
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"key": "../../etc/passwd"}, "key: is no key, expected 32 hexadecimal digits"),
        ({"kind": "svg"}, "kind: is 'svg', expected"),
        ({"path": "/etc/passwd"}, "path: is not a field here"),
    ],
)
def test_a_wrong_line_is_refused(tmp_path, shown, changes, sentence):
    text, _files = exported(tmp_path)
    empty_site()
    line = lines_of(text, "image")[0] | changes
    (tmp_path / "wrong.jsonl").write_text(json.dumps(line) + "\n")
    assert [found for found in refused(tmp_path / "wrong.jsonl") if found.startswith(sentence)] != []


def test_changed_words_follow_the_file_until_an_editor_changes_them(tmp_path, shown):
    photograph, _drawing = shown
    text, _files = exported(tmp_path)
    empty_site()
    file = tmp_path / "all.jsonl"
    import_files([str(file)])
    file.write_text(text.replace("A pagoda", "A tower"))
    import_files([str(file)])
    row = Image.objects.get(key=photograph.key)
    assert row.texts["en"]["alt"] == "A tower"
    row.texts = {"en": {"alt": "By hand"}}
    describe_image(image=row)
    told: list[str] = []
    file.write_text(text)
    import_files([str(file)], tell=told.append)
    row.refresh_from_db()
    assert row.texts == {"en": {"alt": "By hand"}}
    assert f"image {row.key}: was edited on this site since it was imported; left as it is" in told


def test_another_picture_under_a_key_of_the_site_is_left_and_named(tmp_path, shown):
    text, _files = exported(tmp_path)
    told: list[str] = []
    (tmp_path / "all.jsonl").write_text(text.replace(shown[0].digest, "0" * 64))
    import_files([str(tmp_path / "all.jsonl")], tell=told.append)
    assert f"image {shown[0].key}: is another picture on this site; left as it is" in told


def test_a_picture_with_more_than_a_picture_in_it_is_cleaned_and_comes_again_as_the_same(tmp_path):
    import hashlib

    data, key = pictures.turned(), "a" * 32
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / f"{key}.jpg").write_bytes(data)
    head = {"schema": 2, "type": "image", "key": key, "kind": "jpeg", "texts": {"en": {"alt": "x"}}}
    line = json.dumps(head | {"sha256": hashlib.sha256(data).hexdigest()})
    Path(tmp_path / "one.jsonl").write_text(line + "\n")
    import_files([str(tmp_path / "one.jsonl")])
    assert b"script" not in Image.objects.get().file().read_bytes()
    before = tables()
    assert import_files([str(tmp_path / "one.jsonl")]).sentence("image") == "1 unchanged"
    assert tables() == before


def test_texts_of_schema_1_bring_no_images(tmp_path):
    figure = f'<figure data-image="{image().key}"><figcaption>Words</figcaption></figure>'
    import_files([write(tmp_path, dialogue("t", post("a", "t-prompt", body_html=f"<p>One.</p>{figure}")))])
    lines: list[str] = []
    export_threads(slugs=["t"], write=lines.append)
    assert "data-image" not in "".join(lines)
    assert "Words" in "".join(lines)


def test_a_dry_run_adds_no_image(tmp_path, shown):
    exported(tmp_path)
    empty_site()
    report = import_files([str(tmp_path / "all.jsonl")], dry_run=True)
    assert (report.sentence("image"), Image.objects.count()) == ("2 new", 0)


def test_a_bio_holds_no_image(tmp_path):
    figure = f'<figure data-image="{image().key}"></figure>'
    credit = {"name": "A. Guest", "bio": f"<p>A guest.</p>{figure}"}
    essay = {"slug": "q", "kind": "prompt", "editions": [edition("en", "original", "Ask", credits=[credit])]}
    line = {"schema": 2, "type": "thread", "slug": "t", "texts": {"en": {"title": "T"}}, "essays": [essay]}
    import_files([write(tmp_path, line)])
    lines: list[str] = []
    export_threads(slugs=["t"], write=lines.append)
    assert json.loads(lines[-1])["essays"][0]["editions"][0]["credits"][0]["bio"] == "<p>A guest.</p>"
