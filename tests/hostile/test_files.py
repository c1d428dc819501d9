"""Hostile texts in Word files and in imports: kept as words, linked to nowhere, run by nothing (X3, X4)."""

import html

import pytest
from django.test import Client

from responses.interchange.services import import_files
from responses.lib import word
from responses.lib.characters import for_xml
from responses.threads.models import Essay
from tests.factories import publish_all
from tests.hostile.corpus import ADDRESSES, NAMES, VECTORS, batches, storable
from tests.hostile.judge import Page, faults
from tests.interchange.samples import thread_line, write
from tests.lib.word.builders import HEAD, R, document, main, p, parts, relations, zipped

EMPTY = Page("<html><head></head><body></body></html>")
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DC = "http://purl.org/dc/elements/1.1/"


def wordy(vector):
    """The vector as Word's own XML writes it."""
    return html.escape(for_xml(storable(vector)))


def picture(text):
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{drawing}"><wp:docPr id="1" name="{text}" descr="{text}" '
        f'title="{text}"/></wp:inline></w:drawing></w:r>'
    )


def linked(number, text):
    return f'<w:hyperlink r:id="h{number}" w:tooltip="{text}"><w:r><w:t>{text}</w:t></w:r></w:hyperlink>'


def hostile_file(vectors):
    """A file with these vectors in its words, links, pictures, comments, notes and properties."""
    texts = [wordy(vector) for vector in vectors]
    addresses = [wordy(address) for address in ADDRESSES]
    blocks = [p(f"<w:r><w:t>{text}</w:t></w:r>", picture(text)) for text in texts]
    blocks += [p(linked(number, texts[number % len(texts)])) for number in range(len(addresses))]
    blocks.insert(0, p(f"<w:r><w:t>{texts[0]}</w:t></w:r>", style="a0"))
    said = "".join(
        f'<w:comment w:id="{n}" w:author="{text}">{p(text)}</w:comment>' for n, text in enumerate(texts)
    )
    comments = main().partition("<w:body>")[0].replace("w:document", "w:comments") + said + "</w:comments>"
    links = [(f"h{number}", "hyperlink", f"x:{address}") for number, address in enumerate(addresses)]
    rels = relations(("c1", "comments", "comments.xml"), *links).replace('Target="x:', 'Target="')
    core = f'{HEAD}<c:coreProperties xmlns:c="{CORE}" xmlns:d="{DC}"><d:title>{texts[0]}</d:title>'
    core += f"<d:creator>{texts[-1]}</d:creator></c:coreProperties>"
    entries = parts(*blocks, comments=comments, rels=rels) | {"docProps/core.xml": core}
    top = relations(("rId1", "officeDocument", "word/document.xml"))
    extra = (
        f'<Relationship Id="rId2" Type="{R.replace("officeDocument", "package")}/metadata/core-properties" '
    )
    extra += 'Target="docProps/core.xml"/></Relationships>'
    return zipped(entries | {"_rels/.rels": top.replace("</Relationships>", extra)})


def links_of(page):
    return [attributes["href"] or "" for tag, attributes, _node in page.nodes if tag == "a"]


def test_a_word_file_of_vectors_becomes_words_and_links_to_the_web_only():
    for start in range(8):
        vectors = VECTORS[start::8]
        manuscript = word.read(hostile_file(vectors), name="x.docx")
        page = Page(manuscript.body_html)
        assert (page.live, page.strangers(EMPTY)) == ([], [])
        assert [to for to in links_of(page) if not to.startswith(("http://", "https://", "mailto:"))] == []
        assert manuscript.body_html.count("alert(1)") > 100


@pytest.mark.parametrize("name", [*NAMES, *VECTORS[::200]])
def test_a_file_is_read_whatever_it_is_called_and_its_name_is_no_markup(name):
    manuscript = word.read(document(p("Words.")), name=f"{storable(name)}.docx")
    page = Page(manuscript.body_html)
    assert (page.live, page.strangers(EMPTY)) == ([], [])
    assert "Words." in manuscript.body_html


NAMING = {"type", "slug", "kind", "responding_to", "language", "source", "role", "precision", "themes"}


def leaves(record, text):
    """The record with that text wherever it has words of a person's."""
    if isinstance(record, list):
        return [leaves(value, text) for value in record]
    if not isinstance(record, dict):
        return text if isinstance(record, str) else record
    said = {key: value if key in NAMING else leaves(value, text) for key, value in record.items()}
    return said | ({"body_html": f"<p>Words. {text}</p>"} if "body_html" in said else {})


def hostile_record(number):
    """A thread whose every text is a handful of vectors, under addresses of its own."""
    text = " ".join(for_xml(batches(200)[number])[:190].split())
    prompt, reply = (record := leaves(thread_line(), text))["essays"]
    record["slug"], prompt["slug"], reply["slug"] = (f"{kind}{number}" for kind in ("t", "q", "r"))
    reply["responding_to"] = prompt["slug"]
    return record


@pytest.mark.django_db
def test_an_import_of_vectors_is_shown_as_words(tmp_path):
    numbers = range(0, 200, 5)
    import_files([write(tmp_path, *(hostile_record(number) for number in numbers))])
    publish_all(*Essay.objects.order_by("pk"))
    client = Client()
    paths = ["/", "/threads/", "/responses/", "/people/", "/feed/", "/zh-hans/feed/"]
    paths += [f"/threads/t{number}/full/" for number in numbers]
    paths += [f"/responses/r{number}/" for number in numbers]
    answers = {path: client.get(path) for path in paths}
    assert {answer.status_code for answer in answers.values()} == {200}
    found = {path: faults(answer) for path, answer in answers.items()}
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
