import gettext
import io
import shutil
import subprocess

import pytest

from initiative.catalogs import _faulty, compile_catalogs, compiled, entries

PO = r"""# 注释
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "Search"
msgstr "搜索"

msgctxt "verb"
msgid "Search"
msgstr "查找"

#, python-format
msgid "%(n)d answer"
msgid_plural "%(n)d answers"
msgstr[0] "%(n)d 条"
msgstr[1] "%(n)d 条们"

msgid ""
"two "
"\"lines\"\n"
msgstr ""
"两\t"
"行\n"

#, fuzzy
msgid "guessed"
msgstr "猜"

msgid "missing"
msgstr ""

#~ msgid "gone"
#~ msgstr "去"
"""
KEYS = ["", "Search", "verb\x04Search", 'two "lines"\n', "guessed", "missing", "gone"]


def answers(mo):
    catalog = gettext.GNUTranslations(io.BytesIO(mo))
    return [catalog.gettext(key) for key in KEYS] + [
        catalog.ngettext("%(n)d answer", "%(n)d answers", number) for number in (1, 2)
    ]


def test_a_catalog_says_what_its_po_says_and_nothing_unsure():
    assert answers(compiled(PO))[1:] == [
        "搜索",
        "查找",
        "两\t行\n",
        "guessed",
        "missing",
        "gone",
        "%(n)d 条",
        "%(n)d 条们",
    ]


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext's own msgfmt is not installed")
def test_a_catalog_says_what_gettexts_own_compiler_makes_it_say(tmp_path):
    (tmp_path / "django.po").write_text(PO, encoding="utf-8")
    subprocess.run(["msgfmt", "-o", "django.mo", "django.po"], cwd=tmp_path, check=True)

    assert answers((tmp_path / "django.mo").read_bytes()) == answers(compiled(PO))


def test_a_catalog_is_compiled_again_only_when_its_po_is_newer(tmp_path):
    po = tmp_path / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text(PO, encoding="utf-8")
    compile_catalogs(tmp_path / "locale", tmp_path / "out")
    mo = tmp_path / "out" / "zh_Hans" / "LC_MESSAGES" / "django.mo"
    mo.write_bytes(b"as it was")

    compile_catalogs(tmp_path / "locale", tmp_path / "out")

    assert mo.read_bytes() == b"as it was"


def test_what_a_translator_left_undone_is_named():
    po = PO + '\nmsgid "a, b"\nmsgstr "甲,乙"\n'

    assert [(entry["msgid"], fault) for entry, fault in _faulty(po)] == [
        ("guessed", "fuzzy"),
        ("missing", "missing"),
        ("a, b", "Latin punctuation beside Chinese"),
    ]


def test_a_quotation_mark_and_a_plural_are_read_as_they_are_meant():
    found = entries(PO)

    assert [entry["msgid"] for entry in found] == [
        "",
        "Search",
        "Search",
        "%(n)d answer",
        'two "lines"\n',
        "guessed",
        "missing",
    ]
