"""Hostile files are refused with a plain sentence; nothing is fetched."""

import io
import struct
import subprocess
import zipfile

import pytest
from django.utils import translation

from responses.lib import word
from responses.lib.word import sandbox
from tests.lib.word.builders import HEAD, document, main, p, parts, relations, zipped

DOCTYPE = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def with_entry(name, text, method=zipfile.ZIP_DEFLATED):
    return zipped(parts(p("Text.")) | {name: text}, method)


def lying():
    """A file that says it unpacks to ten bytes."""
    data = bytearray(with_entry("word/footnotes.xml", b"<a>" + b" " * 200_000 + b"</a>"))
    place = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/footnotes.xml"))
    struct.pack_into("<I", data, place + 24, 10)
    return bytes(data)


def ebcdic():
    text = main(p("x")).replace(HEAD, '<?xml version="1.0" encoding="cp037"?>' + DOCTYPE)
    return zipped(parts() | {"word/document.xml": text.encode("cp037")})


def locked():
    data = bytearray(document(p("Text.")))
    place = data.find(b"PK\x01\x02")
    data[place + 8] |= 1
    return bytes(data)


def bomb():
    """Made where it is used: every worker reads this file."""
    return with_entry("word/media/x.bin", b"\0" * 50_000_001)


HOSTILE = {
    "nothing": (b"", "empty"),
    "too large": (b"PK" + b"\0" * 10_000_001, "large"),
    "a picture": (b"\x89PNG\r\n", "kind"),
    "a program": (b"MZ\x90\0", "kind"),
    "a PDF": (b"%PDF-1.7", "pdf"),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 999, "doc"),
    "an encrypted file": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "locked",
    ),
    "an encrypted entry": (locked(), "locked"),
    "a cut file": (document(p("Text."))[:-30], "zip"),
    "a bomb": (bomb, "bomb"),
    "many entries": (zipped(parts(p("x")) | {f"x/{n}": b"" for n in range(1_001)}), "bomb"),
    "a lying size": (lying(), "zip"),
    "bzip2 parts": (zipped(parts(p("x")), zipfile.ZIP_BZIP2), "zip"),
    "an entity": (
        zipped(parts() | {"word/document.xml": main(p("x")).replace(HEAD, HEAD + DOCTYPE)}),
        "doctype",
    ),
    "an entity in a part never used": (with_entry("customXml/item1.xml", HEAD + DOCTYPE + "<a/>"), "doctype"),
    "an entity in UTF-16": (with_entry("word/x.xml", (DOCTYPE + "<a/>").encode("utf-16")), "doctype"),
    "an entity in EBCDIC": (ebcdic(), "zip"),
    "macros": (with_entry("word/vbaProject.bin", b"x"), "macros"),
    "a type with macros": (with_entry("[Content_Types].xml", '<T a="x.macroEnabled.main+xml"/>'), "macros"),
    "no document": (zipped({"a.txt": "hello"}), "kind"),
    "a spreadsheet": (zipped(parts() | {"word/document.xml": "<workbook/>"}), "kind"),
    "an OpenDocument without text": (
        zipped({"mimetype": "application/vnd.oasis", "content.xml": "<a/>"}),
        "kind",
    ),
    "a text with controls": (b"a\0b", "kind"),
    "rich text": (b"{\\rtf1 a}", "kind"),
    "broken XML": (zipped(parts() | {"word/document.xml": "<w:document"}), "zip"),
    "an abyss": (zipped(parts() | {"word/document.xml": main("<w:p>" * 9_000 + "</w:p>" * 9_000)}), "bomb"),
    "an empty document": (document(p()), "blank"),
    "too much text": (document(p("word " * 250_000)), "long"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_with_a_sentence(name):
    data, code = HOSTILE[name]
    with pytest.raises(word.Refused) as refusal:
        word.read(data() if callable(data) else data)
    assert (refusal.value.code, str(refusal.value).endswith(".") or "?" in str(refusal.value)) == (code, True)


def test_a_refusal_crosses_the_process_and_speaks_the_readers_language():
    with pytest.raises(word.Refused) as refusal:
        word.read_safely(HOSTILE["macros"][0])
    assert (
        str(refusal.value)
        == "This file contains macros. Save it in Word as .docx, without macros, and try again."
    )
    with translation.override("zh-hans"):
        assert str(refusal.value) == "此文件含有宏。请在 Word 中另存为不含宏的 .docx 后重试。"


def test_a_nested_archive_is_never_opened():
    bomb = zipped({"x": b"\0" * 40_000_000})
    assert word.read(with_entry("word/embeddings/x.zip", bomb)).body_html == "<p>Text.</p>"


def test_files_outside_are_counted_and_never_fetched():
    rels = relations(
        ("i", "image", "http://127.0.0.1:9/x.png"),
        ("t", "attachedTemplate", "file:///etc/passwd"),
        ("o", "oleObject", "http://127.0.0.1:9/x"),
        ("c", "aFChunk", "http://127.0.0.1:9/x.html"),
    )
    found = word.read(document(p("Text."), '<w:altChunk r:id="c"/>', rels=rels))
    assert found.body_html == "<p>Text.</p>"
    assert found.report == [
        "4 files the document points to were left out; nothing was fetched.",
        "1 inserted file was left out.",
    ]


def test_names_that_climb_write_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    data = zipped(parts(p("Text.")) | {"../../evil.xml": "<a/>", "/etc/evil.xml": "<a/>"})
    assert word.read(data).body_html == "<p>Text.</p>"
    assert list(tmp_path.rglob("*")) == []


def test_script_in_a_text_is_text():
    data = document(p("&lt;script&gt;alert(1)&lt;/script&gt;"), p("x"))
    assert word.read(data).body_html == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n<p>x</p>"


def test_a_file_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(sandbox, "_PATIENCE", 0.01)
    with pytest.raises(word.Refused) as refusal:
        word.read_safely(document(p("Text.")))
    assert refusal.value.code == "slow"


def test_a_child_that_works_without_end_is_ended(monkeypatch):
    endless = "from responses.lib.word.sandbox import confine; confine()\nwhile True: pass"
    monkeypatch.setattr(sandbox, "_PROGRAM", endless)
    with pytest.raises(word.Refused) as refusal:
        word.read_safely(document(p("Text.")))
    assert refusal.value.code == "slow"


def test_a_child_that_dies_is_a_refusal(monkeypatch):
    monkeypatch.setattr(sandbox, "_PROGRAM", "raise MemoryError")
    with pytest.raises(word.Refused) as refusal:
        word.read_safely(document(p("Text.")))
    assert refusal.value.code == "memory"


def test_the_child_gets_no_secrets(monkeypatch):
    seen = {}
    answer = io.StringIO('{"title": "T", "images": []}').read().encode()

    def run(*args, **options):
        seen.update(options["env"])
        return subprocess.CompletedProcess(args, 0, answer, b"")

    monkeypatch.setattr(subprocess, "run", run)
    assert word.read_safely(document(p("Text."))).title == "T"
    assert set(seen) == {"PATH", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}
