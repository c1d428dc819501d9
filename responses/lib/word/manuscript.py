"""What a document offers to the form: its fields, what was guessed, and what was lost on the way.

Findings and refusals are kept as codes and become sentences when asked, in the language then
active: a document is read in a process that knows neither settings nor languages.
"""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

__all__ = ["Manuscript", "Picture", "Refused"]

_REFUSALS: dict[str, str | Promise] = {
    "empty": _("This file is empty."),
    "large": _("This file is larger than 10 MB. Remove its pictures and try again."),
    "bomb": _("This file unpacks to more than 50 MB or 1,000 parts. Save it anew in Word and try again."),
    "zip": _("This file is damaged. Open it in Word, save it anew as .docx and try again."),
    "doc": _("This is a file of an older Word. Open it in Word, save it as .docx and try again."),
    "locked": _("This file is protected by a password. Remove the password in Word and try again."),
    "macros": _("This file contains macros. Save it in Word as .docx, without macros, and try again."),
    "doctype": _(
        "This file declares entities, which no Word document does. Save it anew in Word and try again."
    ),
    "pdf": _("This is a PDF. Send the Word file it was made from."),
    "kind": _("This is neither a Word document nor a text. Save it as .docx and try again."),
    "long": _("This text is too long: at most 1 MB is possible."),
    "slow": _("This file takes too long to read. Save it anew in Word, without pictures, and try again."),
    "memory": _("This file could not be read. Save it anew in Word and try again."),
    "unreadable": _("This file cannot be opened. Is its name right?"),
    "blank": _("This document contains no text."),
}

_FINDINGS: dict[str, Promise] = {
    "insertions": ngettext_lazy("%d tracked insertion was kept.", "%d tracked insertions were kept."),
    "deletions": ngettext_lazy("%d tracked deletion was left out.", "%d tracked deletions were left out."),
    "comments": ngettext_lazy("%d comment was left out.", "%d comments were left out."),
    "boxes": ngettext_lazy(
        "The text of %d text box stands after the paragraph it hung on.",
        "The text of %d text boxes stands after the paragraphs they hung on.",
    ),
    "images": ngettext_lazy(
        "%d image was left out: only PNG, JPEG and GIF can be kept, 50 of them and 10 MB.",
        "%d images were left out: only PNG, JPEG and GIF can be kept, 50 of them and 10 MB.",
    ),
    "pictures": ngettext_lazy(
        "%d picture was left out; editors ask for it when they need it.",
        "%d pictures were left out; editors ask for them when they need them.",
    ),
    "undescribed": ngettext_lazy("%d image has no description yet.", "%d images have no description yet."),
    "drawings": ngettext_lazy("%d drawing was left out.", "%d drawings were left out."),
    "objects": ngettext_lazy("%d embedded object was left out.", "%d embedded objects were left out."),
    "linked": ngettext_lazy(
        "%d file the document points to was left out; nothing was fetched.",
        "%d files the document points to were left out; nothing was fetched.",
    ),
    "chunks": ngettext_lazy("%d inserted file was left out.", "%d inserted files were left out."),
    "links": ngettext_lazy(
        "%d link led nowhere on the web and is plain text now.",
        "%d links led nowhere on the web and are plain text now.",
    ),
    "citations": ngettext_lazy(
        "%d field of a citation manager is plain text now.",
        "%d fields of a citation manager are plain text now.",
    ),
    "formulas": ngettext_lazy("%d formula is plain text now.", "%d formulas are plain text now."),
    "readings": ngettext_lazy(
        "%d phonetic guide was left out; its text was kept.",
        "%d phonetic guides were left out; their text was kept.",
    ),
    "contents": ngettext_lazy(
        "%d line of a table of contents was left out.", "%d lines of tables of contents were left out."
    ),
    "translators": ngettext_lazy(
        "%d line names a translator and still stands in the text.",
        "%d lines name translators and still stand in the text.",
    ),
    "indents": ngettext_lazy(
        "%d paragraph begins with typed spaces; a page needs none.",
        "%d paragraphs begin with typed spaces; a page needs none.",
    ),
    "struck": ngettext_lazy(
        "%d struck-out passage looks like any other text now.",
        "%d struck-out passages look like any other text now.",
    ),
    "hidden": ngettext_lazy("%d hidden passage was left out.", "%d hidden passages were left out."),
    "headers": ngettext_lazy("%d page header was left out.", "%d page headers were left out."),
    "footers": ngettext_lazy("%d page footer was left out.", "%d page footers were left out."),
    "symbols": ngettext_lazy(
        "%d symbol of a special font is unknown and shows as □.",
        "%d symbols of special fonts are unknown and show as □.",
    ),
    "notes": ngettext_lazy(
        "%d reference to a note that the file lacks was left out.",
        "%d references to notes that the file lacks were left out.",
    ),
    "moved": ngettext_lazy(
        "%d note of the title or byline stands at the first paragraph now.",
        "%d notes of the title or byline stand at the first paragraph now.",
    ),
    "nested": ngettext_lazy(
        "%d table inside a table was turned into lines.", "%d tables inside tables were turned into lines."
    ),
}


class Refused(ValueError):
    """A file that is not read; its text is a plain sentence that says what to do."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        return str(_REFUSALS.get(self.code, _REFUSALS["memory"]))


@dataclass(frozen=True)
class Picture:
    """A picture of a document: `key` is what its figures in the body name, `kind` is png, jpeg or gif."""

    key: str
    kind: str
    data: bytes
    alternative: str = ""


@dataclass
class Manuscript:
    """A document's text and what stands around it; `guesses` names the fields that a person should check."""

    title: str = ""
    authors: list[str] = field(default_factory=list)
    affiliation: str = ""
    summary: str = ""
    language: str = "en"
    body_html: str = ""
    bio: str = ""
    guesses: list[str] = field(default_factory=list)
    findings: dict[str, int] = field(default_factory=dict)
    images: list[Picture] = field(default_factory=list)

    @property
    def report(self) -> list[str]:
        """Plain sentences, in the active language, on what was dropped or changed."""
        known = [(sentence, self.findings.get(code, 0)) for code, sentence in _FINDINGS.items()]
        return [str(sentence % count) for sentence, count in known if count]
