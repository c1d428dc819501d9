"""The passages that a submission shares with another text, marked in both."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from django.urls import reverse

from responses.languages.codes import tag
from responses.languages.paths import address
from responses.lib import prose
from responses.lib.shingles import Shingled, Stretch
from responses.submissions.desk.covering import Covering
from responses.submissions.models import Overlap, Submission


class Run(NamedTuple):
    """Part of a paragraph that is shared, or is not."""

    text: str
    is_shared: bool


class Side(NamedTuple):
    """One of the two texts: what it is called, where it is read, its paragraphs in runs."""

    title: str
    lang: str
    address: str
    paragraphs: list[list[Run]]


def of(overlap: Overlap, covering: Covering) -> dict[str, Any]:
    """Both sides, the submission that is being read first, and how much of it they share."""
    texts = [prose.text(body) for body in (covering.body(overlap.version), _their_body(overlap))]
    own, theirs = map(Shingled, texts)
    sides = [
        Side(*_about(overlap, covering, first=True), _marked(texts[0], own.shared_with([theirs]))),
        Side(*_about(overlap, covering, first=False), _marked(texts[1], theirs.shared_with([own]))),
    ]
    return {"share": overlap.share, "sides": sides}


def _other(overlap: Overlap) -> Covering:
    other: Any = overlap.other
    return Covering(Submission.objects.with_names_rule().get(pk=other.submission_id))


def _their_body(overlap: Overlap) -> str:
    if overlap.other:
        return _other(overlap).body(overlap.other)
    return str(overlap.revision.body) if overlap.revision else ""


def _about(overlap: Overlap, covering: Covering, *, first: bool) -> tuple[str, str, str]:
    if first or overlap.other:
        about = covering if first else _other(overlap)
        version: Any = overlap.version if first else overlap.other
        where = reverse("admin:responses_submission_change", args=[about.submission.pk])
        return f"{about.submission.reference}, {about.title(version)}", tag(version.language), where
    revision: Any = overlap.revision
    edition = revision.edition
    kind = "thread" if edition.essay.is_prompt else "response"
    slug = edition.essay.thread.slug if edition.essay.is_prompt else edition.essay.slug
    return revision.title, tag(edition.language), address(kind, slug, language=edition.language)


def _marked(text: str, stretches: Sequence[Stretch]) -> list[list[Run]]:
    """A text in paragraphs of runs; a stretch may go on over the end of a paragraph."""
    found: list[list[Run]] = []
    here = 0
    for paragraph in text.split("\n\n"):
        end = here + len(paragraph)
        edges = {here, end}
        for each in stretches:
            edges |= {min(max(edge, here), end) for edge in (each.start, each.end)}
        ordered = sorted(edges)
        found.append(
            [
                Run(text[start:stop], any(each.start <= start < each.end for each in stretches))
                for start, stop in pairwise(ordered)
            ]
        )
        here = end + 2
    return found
