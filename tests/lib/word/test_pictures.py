"""Pictures come out of a document with their descriptions, and the body says where they stood."""

import pytest

from responses.lib import word
from responses.lib.word import pictures
from tests.lib.word.builders import cell, p, parts, r, relations, row, table, zipped

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 40
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
DECORATIVE = '<a:ext><x:decorative xmlns:x="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext>'


def picture(own, words="", more=""):
    return (
        f'<w:r><w:drawing><d:inline xmlns:d="{DRAWING}"><d:docPr id="1" name="Picture 1" descr="{words}">{more}'
        f'</d:docPr><a:graphic><a:blip r:embed="{own}"/></a:graphic></d:inline></w:drawing></w:r>'
    )


def read(*blocks, **media):
    rels = relations(*((name, "image", f"media/{name}") for name in media))
    return word.read(zipped(parts(*blocks, rels=rels) | {f"word/media/{n}": d for n, d in media.items()}))


def figure(image, caption=""):
    inner = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure data-image="{image.key}">{inner}</figure>'


def test_a_picture_is_handed_out_and_its_place_is_kept():
    found = read(p("Before."), p(picture("a", "A bridge &amp; a river")), p("After."), a=PNG)
    (image,) = found.images
    assert (image.kind, image.data, image.alternative) == ("png", PNG, "A bridge & a river")
    assert found.body_html == f"<p>Before.</p>\n{figure(image)}\n<p>After.</p>"
    assert found.report == []


def test_a_picture_in_a_line_stands_after_its_paragraph():
    found = read(p("Be", picture("a", "x"), "fore."), p("After."), a=JPEG)
    assert found.body_html == f"<p>Before.</p>\n{figure(found.images[0])}\n<p>After.</p>"


def test_a_picture_in_a_table_stands_after_it():
    found = read(p("T."), table(row(cell(p(picture("a", "x"))), cell("b"))), p("After."), a=JPEG)
    assert found.body_html == (
        "<p>T.</p>\n<table><tbody><tr><td></td><td>b</td></tr></tbody></table>\n"
        f"{figure(found.images[0])}\n<p>After.</p>"
    )


def test_the_words_of_an_old_picture_are_its_shapes():
    shape = '<w:r><w:pict><v:shape alt="Old words"><v:imagedata r:id="a"/></v:shape></w:pict></w:r>'
    assert [each.alternative for each in read(p("T."), p(shape), a=PNG).images] == ["Old words"]


def test_a_caption_under_a_picture_is_the_figures():
    styles = '<w:pStyle w:val="Caption"/>'
    found = read(p("T."), p(picture("a", "x")), p("Figure 1. ", r("So", "<w:i/>"), look=styles), a=PNG)
    assert found.body_html == f"<p>T.</p>\n{figure(found.images[0], 'Figure 1. <em>So</em>')}"


def test_the_same_picture_twice_is_one_image_in_two_places():
    found = read(p("T.", picture("a", "x")), p("U.", picture("a", "x")), a=PNG)
    (image,) = found.images
    assert found.body_html == f"<p>T.</p>\n{figure(image)}\n<p>U.</p>\n{figure(image)}"


def test_pictures_without_words_are_told_of_but_not_ornaments():
    found = read(p("T.", picture("a"), picture("b", "", DECORATIVE)), a=PNG, b=JPEG)
    assert [each.alternative for each in found.images] == ["", ""]
    assert found.report == ["1 image has no description yet."]


def test_a_picture_above_the_title_hides_neither_title_nor_author():
    found = read(p(picture("a", "A seal")), p("A Title", style="a0"), p("By Jane Doe"), p("Text."), a=PNG)
    assert (found.title, found.authors) == ("A Title", ["Jane Doe"])
    assert found.body_html == f"{figure(found.images[0])}\n<p>Text.</p>"


@pytest.mark.parametrize(
    "data", [b"\xd7\xcd\xc6\x9aWMF", b"<svg onload='alert(1)'/>", b"", b"RIFF\0\0\0\0WEBP"]
)
def test_other_kinds_are_left_out_and_counted_whatever_their_name(data):
    found = read(p("T.", picture("a", "x")), a=data)
    assert (found.images, found.body_html) == ([], "<p>T.</p>")
    assert found.findings == {"images": 1}


def test_there_is_an_end_to_their_number_and_weight(monkeypatch):
    monkeypatch.setattr(pictures, "MOST", 1)
    assert read(p("T.", picture("a", "x"), picture("b", "y")), a=PNG, b=JPEG).findings == {"images": 1}
    monkeypatch.setattr(pictures, "MOST_BYTES", 10)
    assert read(p("T.", picture("a", "x")), a=PNG).findings == {"images": 1}


def test_pictures_cross_the_process_as_they_are():
    entries = parts(p("T.", picture("a", "桥")), rels=relations(("a", "image", "media/a.png")))
    data = zipped(entries | {"word/media/a.png": PNG})
    assert word.read_safely(data) == word.read(data)
