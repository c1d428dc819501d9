"""The page on which an essay is read: the text as readers would see it, and beside it all that is known."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from responses.languages.codes import LANGUAGES, tag
from responses.languages.paths import active
from responses.lib import dates, prose
from responses.lib.texts import pick
from responses.lib.word import Manuscript
from responses.people.models import User
from responses.people.signed_in import signed_in
from responses.reading.site import Site
from responses.submissions.decisions.beside import beside
from responses.submissions.desk import chosen, listing
from responses.submissions.desk.counts import called
from responses.submissions.desk.covering import Covering
from responses.submissions.desk.length import against_limits, length_of, limits_in_words
from responses.submissions.models import Mark, Overlap, Submission, SubmissionVersion
from responses.submissions.services.reading import READ, record_access


@dataclass(frozen=True)
class Said:
    """Something that was asked and what the author answered, in the author's language."""

    asked: str
    answer: str


@dataclass(frozen=True)
class Shared:
    """What else a text stands in: where that is, and where the passages are shown."""

    share: int
    title: str
    lang: str
    address: str


class Sheet:
    """One version of a submission as the desk shows it, names covered while they are hidden.

    An ``anonymous`` one has them covered in any case.
    """

    def __init__(
        self, submission: Submission, version: SubmissionVersion, *, anonymous: bool = False
    ) -> None:
        self.submission, self.version = submission, version
        self.covering = Covering(submission, always=anonymous)

    @property
    def hides_names(self) -> bool:
        return self.covering.hides

    @property
    def lang(self) -> str:
        return tag(self.version.language)

    @property
    def language(self) -> str:
        return LANGUAGES[self.version.language].name

    @property
    def title(self) -> str:
        return self.covering.title(self.version)

    @property
    def body(self) -> SafeString:
        page = tag(active())
        return prose.render(
            self.covering.body(self.version),
            (),
            notes_title=_("Notes"),
            back_label=_("Back to the text"),
            labels_tag=page if page != self.lang else "",
        )

    @property
    def covered(self) -> int:
        """How often title and text name their authors, or where they study; a number tells nobody who."""
        return self.covering.number(self.version)

    @property
    def length(self) -> str:
        return length_of(self.version)

    @property
    def limits(self) -> str:
        return limits_in_words(self.version, self.submission.call)

    @property
    def amiss(self) -> str:
        return against_limits(self.version, self.submission.call)

    @property
    def declared(self) -> list[Said]:
        """What the author declared, with the sentences that it was declared to."""
        parts = [each for each in self.version.declarations.values() if isinstance(each, dict)]
        return [
            Said(str(each.get("said") or each.get("asked") or ""), self._covered(each.get("answer")))
            for each in parts
        ]

    @property
    def answers(self) -> list[Said]:
        """The call's own questions, in its order, in the author's language."""
        own = self.version.answers
        return [
            Said(_asked(each, self.submission.language), self._covered(own[each.get("key")]))
            for each in self.submission.call.questions
            if isinstance(each, dict) and own.get(each.get("key"))
        ]

    @property
    def report(self) -> list[str]:
        """What the reader of the file had to say; never what it guessed of names."""
        findings = self.submission.findings.get("report") if self.version.file_id else None
        return Manuscript(findings=findings).report if isinstance(findings, dict) else []

    def _covered(self, answer: Any) -> str:
        return self.covering.text(str(answer or ""), self.version.language)


def _asked(question: dict[str, Any], language: str) -> str:
    texts = {code: {"text": str(said)} for code, said in (question.get("texts") or {}).items()}
    return pick(texts, "text", language)[0]


def page_of(request: HttpRequest, desk: Any, submission: Any) -> dict[str, Any]:
    """All that the page shows; that it was read is logged."""
    user, asked = signed_in(request), chosen.begun_with(chosen.asked_in(request))
    record_access(READ, submissions=[submission], user=user)
    version = submission.versions.select_related("file").order_by("-number")[0]
    sheet = Sheet(submission, version)
    place = chosen.place_of(submission, desk, request)
    return {
        **desk.admin_site.each_context(request),
        "title": submission.reference,
        "subtitle": None,
        "opts": desk.opts,
        "submission": submission,
        "sheet": sheet,
        "call": called(submission.call),
        "remarks": listing.remarks_on(submission),
        "when": when_sent(submission, sheet),
        "versions": list(submission.versions.order_by("number").values_list("number", flat=True)),
        "others": submission.authors.count() - 1,
        "deciding": beside(user, submission, version, asked),
        "shares": list(_shares(version, sheet)),
        "notes": list(submission.notes.select_related("created_by").order_by("pk")),
        "place": place,
        **_ways(submission.pk, place, asked),
        **_marks(submission, user),
        "may_write": desk.has_change_permission(request, submission),
    }


def when_sent(submission: Submission, sheet: Sheet) -> str:
    """To the minute, and to the day alone while names are hidden: a minute can tell who it was."""
    site = Site(active())
    if sheet.hides_names:
        return dates.day(sheet.version.sent_at, active(), site.zones[0][0] if site.zones else "UTC")
    return dates.moment(sheet.version.sent_at, active(), site.zones or [("UTC", "UTC")])


def _ways(pk: int, place: chosen.Place, asked: QueryDict) -> dict[str, str]:
    """Where the page leads: back, on, and to its own acts, with the list that it was opened from."""
    acts = {
        name: chosen.with_list(reverse(f"admin:responses_submission_{name}", args=[pk]), asked)
        for name in ("opened", "mark", "note")
    }
    return {
        "back": chosen.list_of(asked),
        "before": chosen.address_of(place.before, asked) if place.before else "",
        "after": chosen.address_of(place.after, asked) if place.after else "",
        **{f"{name}_at": address for name, address in acts.items()},
    }


def _marks(submission: Any, user: User) -> dict[str, Any]:
    given = {each.user_id: each for each in submission.marks.all()}
    mine = given.pop(user.pk, None)
    values = [*Mark.Value.choices, ("", _("no mark"))]
    keys = zip("1230", values, strict=True)
    return {
        "marks": [(key, value, capfirst(str(words))) for key, (value, words) in keys],
        "mine": mine.value if mine else "",
        "of_others": [(each.user, each.get_value_display()) for each in given.values()],
    }


def _shares(version: SubmissionVersion, sheet: Sheet) -> Iterator[Shared]:
    """What else it stands in, most first. Two queries."""
    overlaps = Overlap.objects.filter(version=version).select_related("other", "revision__edition")
    found = list(overlaps.order_by("-share", "pk"))
    rows = Submission.objects.with_names_rule().prefetch_related("authors")
    others = {each.pk: each for each in rows.filter(pk__in=[o.other.submission_id for o in found if o.other])}
    for each in found:
        if each.other:
            other = others[each.other.submission_id]
            title = f"{other.reference}, {Covering(other).title(each.other)}"
            lang = each.other.language
        else:
            title, lang = each.revision.title, each.revision.edition.language  # type: ignore[union-attr]
        where = reverse("admin:responses_submission_shares", args=[sheet.submission.pk, each.pk])
        yield Shared(each.share, title, tag(lang), where)
