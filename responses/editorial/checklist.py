"""What is missing or odd in a version before it goes live, each with the field where it is put right."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from responses.lib.proofing import Flaw, lookalikes, proof_body, proof_line, summed
from responses.threads.models import Credit, Edition, Essay, Revision
from responses.threads.services.releases import unready

# Where the page of a text has each field: the id that a jump leads to, which takes the focus.
FIELDS = {
    "title": "id_title",
    "summary": "id_summary",
    "body": "id_body",
    "credits": "id_credits-0-person",
    "date": "id_dated_precision",
    "source": "id_brought_up_to_date",
    "image": "id_texts-en-alt",
    "consent": "id_consent_way",
    "came_in": "came-in-title",
    "version": "content-start",
}

WORDS = {
    "heading_first": gettext_lazy("The text begins with a heading; is that its title? %(found)s"),
    "heading_skips": gettext_lazy("A heading skips a level: %(found)s"),
    "straight_quotes": gettext_lazy("Straight quotation marks in Chinese text: %(found)s"),
    "other_quotes": gettext_lazy("Quotation marks of the other script: %(found)s"),
    "half_width": gettext_lazy("Half-width marks between Chinese characters: %(found)s"),
    "other_script": gettext_lazy("Characters of the other script: %(found)s"),
    "spaces": gettext_lazy("More spaces than one: %(found)s"),
    "pairs": gettext_lazy("A bracket or quotation mark without its other half: %(found)s"),
    "lookalikes": gettext_lazy("Letters of another alphabet that look like Latin ones: %(found)s"),
}


class Remark(NamedTuple):
    """One line of the list. What *must* be put right is refused; of the rest the editor only takes note."""

    must: bool
    words: str
    field: str
    address: str = ""  # of the field's page, when that is not the text's own


def remarks_on(edition: Any, revision: Revision) -> list[Remark]:
    """What is to be said of one version, first what must be put right.

    ``revision`` has its credits fetched as ``lines`` and its images (``with_lines``); ``edition`` knows its
    essay, as ``source_newest`` the newest version of its source, and ``with_agreement``. No query.
    """
    lines: list[Credit] = revision.lines  # type: ignore[attr-defined]  # fetched by with_lines
    found = [*_of_readiness(revision, lines), *_of_agreement(edition, revision)]
    found += _of_facts(edition, revision, lines)
    return [*found, *_of_images(revision), *_of_typing(revision, lines, edition.language)]


def _of_readiness(revision: Revision, lines: list[Credit]) -> Iterator[Remark]:
    has_author = any(line.role == Credit.Role.AUTHOR for line in lines)
    if sentence := unready(revision, has_author=has_author):
        field = "title" if not revision.title else "body" if not revision.body else "credits"
        yield Remark(True, sentence, field)


def _of_agreement(edition: Any, revision: Revision) -> Iterator[Remark]:
    """What an author said who was asked; most never are, and then nothing is missing."""
    if edition.agreed is False:
        yield Remark(True, _("Its author does not agree that it is published here."), "consent")
    if edition.unheard:
        yield Remark(False, _("The author remarked on something that nobody has dealt with."), "came_in")
    if edition.approved is None and edition.asked is not None:
        words = _("The author was asked to approve version %(asked)s and has not answered.")
        yield Remark(False, words % {"asked": edition.asked}, "came_in")
    if edition.approved is not None and edition.approved != revision.number:
        words = _("The author approved version %(approved)s; this is version %(number)s.")
        address = reverse("admin:responses_edition_compare", args=[edition.pk])
        yield Remark(
            False,
            words % {"approved": edition.approved, "number": revision.number},
            "version",
            f"{address}?old={edition.approved}&new={revision.number}",
        )


def _of_facts(edition: Any, revision: Revision, lines: list[Credit]) -> Iterator[Remark]:
    original = edition.kind == Edition.Kind.ORIGINAL
    if original and edition.essay.dated_precision == Essay.Precision.UNKNOWN:
        yield Remark(False, _("The date of first publication is missing."), "date")
    if edition.kind == Edition.Kind.CONVERSION and edition.reviewed_at is None:
        yield Remark(False, _("Converted by a program; nobody has checked it yet."), "body")
    if not original and edition.source_newest and revision.made_from_id != edition.source_newest:
        yield Remark(False, _("Made from an older version of its source."), "source")
    for line in lines:
        if line.role == Credit.Role.AUTHOR and not line.bio:
            yield Remark(False, _("%(name)s has no bio in this version.") % {"name": line.name}, "credits")


def _of_images(revision: Revision) -> Iterator[Remark]:
    for link in revision.image_links.all():
        if not link.image.is_described:
            words = _("An image has no description: %(name)s") % {"name": link.image}
            yield Remark(False, words, "image", reverse("admin:responses_image_change", args=[link.image_id]))


def _of_typing(revision: Revision, lines: list[Credit], language: str) -> Iterator[Remark]:
    yield from _worded("title", proof_line(revision.title, language))
    yield from _worded("summary", proof_line(revision.summary, language))
    yield from _worded("body", proof_body(revision.body, language))
    names = [Flaw("lookalikes", word) for line in lines for word in lookalikes(line.name)]
    bios = [flaw for line in lines for flaw in proof_body(line.bio, language)]
    yield from _worded("credits", [*names, *bios])


def _worded(field: str, flaws: Iterable[Flaw]) -> Iterator[Remark]:
    for kind, count, found in summed(flaws):
        words = WORDS[kind] % {"found": " · ".join(found)}
        more = count - len(found)
        yield Remark(
            False, _("%(words)s (%(more)s more)") % {"words": words, "more": more} if more else words, field
        )
