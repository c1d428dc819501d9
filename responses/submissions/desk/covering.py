"""What the desk may show of a submission: while names are hidden, its text with its authors covered."""

from collections.abc import Iterable
from functools import cached_property

from django.utils import translation
from django.utils.translation import gettext as _

from responses.lib.covering import Label, Place, cover_html, cover_text, places
from responses.lib.mentions import ADDRESS, PERHAPS, SCHOOL, Mention, Sought, mentions, sought_of
from responses.submissions.models import Submission, SubmissionAuthor, SubmissionVersion


class Covering:
    """All that the desk shows of a submission's words comes through here, whether names are hidden or not.

    Asks for the authors at most once (they may be prefetched). ``always`` covers in any case: a copy to read
    names nobody.
    """

    def __init__(self, submission: Submission, *, always: bool = False) -> None:
        self.submission = submission
        self.hides = always or submission.hides_names

    @property
    def authors(self) -> list[SubmissionAuthor]:
        """Who wrote it; nobody while names are hidden."""
        return [] if self.hides else self._authors

    def title(self, version: SubmissionVersion) -> str:
        return self.text(version.title, version.language)

    def body(self, version: SubmissionVersion) -> str:
        if not self.hides:
            return version.body
        return cover_html(version.body, self._find, _label_in(version.language))

    def text(self, text: str, language: str) -> str:
        """A plain text of theirs, such as an answer."""
        return cover_text(text, self._find, _label_in(language)) if self.hides else text

    def number(self, version: SubmissionVersion) -> int:
        """How many mentions are covered in title and text."""
        if not self.hides:
            return 0
        found = [*places(version.title, self._find), *places(version.body, self._find)]
        return sum(each.kind != PERHAPS for each in found)

    def places(self, version: SubmissionVersion) -> list[Place]:
        """Where title and text name their authors; for who asks for it by name, and is logged."""
        if not self.hides:
            return []
        return [*places(version.title, self._find), *places(version.body, self._find)]

    @cached_property
    def _authors(self) -> list[SubmissionAuthor]:
        return sorted(self.submission.authors.all(), key=lambda author: author.position)

    @cached_property
    def _sought(self) -> Sought:
        people: Iterable[SubmissionAuthor] = self._authors
        return sought_of(
            (name for each in people for name in (each.name, *map(str, each.names.values()))),
            (school for each in people for school in (each.school, each.affiliation)),
            (each.email for each in people),
        )

    def _find(self, text: str) -> list[Mention]:
        return mentions(text, self._sought)


def _label_in(language: str) -> Label:
    """What stands in the place of what is covered, in the text's own language."""

    def label(kind: str) -> str:
        with translation.override(language):
            words = {SCHOOL: _("[author’s school]"), ADDRESS: _("[author’s e-mail address]")}
            return words.get(kind) or _("[author’s name]")

    return label
