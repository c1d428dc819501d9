"""What can be published together: one row an edition, with what stands in its way, and the act in words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import OuterRef, Prefetch, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from responses.editorial.agreement import with_agreement
from responses.editorial.checklist import FIELDS, Remark, remarks_on
from responses.editorial.editions import is_ahead
from responses.editorial.states import Zones, announced, state_of, with_state
from responses.editorial.texts import edition_address
from responses.languages.codes import LANGUAGES
from responses.lib import clock
from responses.threads.models import Credit, Edition, Revision
from responses.threads.models.publications import FOREVER
from responses.threads.services.releases import obstacles


@dataclass
class Row:
    """One edition's newest version; ``why`` is what keeps it from going live with those ticked."""

    edition: Any
    revision: Revision
    state: str
    ticked: bool = False
    why: str = ""
    remarks: list[Remark] = field(default_factory=list)

    @property
    def language(self) -> str:
        return LANGUAGES[self.edition.language].name

    @property
    def is_original(self) -> bool:
        return self.edition.kind == Edition.Kind.ORIGINAL

    @property
    def said(self) -> str:
        """What it is and how it stands."""
        pattern = _("%(language)s, %(kind)s: %(state)s, version %(number)s")
        return pattern % {
            "language": self.language,
            "kind": self.edition.get_kind_display(),
            "state": self.state,
            "number": self.revision.number,
        }

    @property
    def is_done(self) -> bool:
        """Readers see this very version, and nothing is to change by itself."""
        edition = self.edition
        return (
            edition.live_revision == self.revision.pk
            and edition.live_until == FOREVER
            and not edition.coming_at
        )

    @property
    def acts(self) -> list[tuple[str, str]]:
        """What else is done with a text that is live or was: words and address."""
        edition = self.edition
        found = [("compare", _("Compare with live"))] if is_ahead(edition) else []
        if edition.live_revision:
            found.append(("withdraw", _("Withdraw…")))
        elif edition.was_live:
            found.append(("reinstate", _("Reinstate…")))
        return [(words, reverse(f"admin:responses_edition_{act}", args=[edition.pk])) for act, words in found]

    @property
    def jumps(self) -> list[tuple[Remark, str]]:
        """Each remark with the address of its field."""
        page = edition_address(self.edition)
        return [(remark, f"{remark.address or page}#{FIELDS[remark.field]}") for remark in self.remarks]


def rows_of(editions: models.QuerySet[Edition], zones: Zones) -> list[Row]:
    """The editions that have a text, as answers follow what they answer; three queries."""
    newest = Revision.objects.filter(edition=OuterRef("source")).order_by("-number")
    found: list[Any] = list(
        with_agreement(with_state(editions))
        .annotate(source_newest=Subquery(newest.values("pk")[:1]))
        .select_related("essay")
        .order_by("essay__position", "essay_id", "pk")
    )
    versions = with_lines(Revision.objects.filter(pk__in=[each.newest_revision for each in found]))
    by_edition = {revision.edition_id: revision for revision in versions}
    rows = []
    for edition in found:
        if revision := by_edition.get(edition.pk):
            revision.edition = edition
            rows.append(Row(edition, revision, state_of(edition, zones)))
    return rows


def with_lines(revisions: models.QuerySet[Revision]) -> models.QuerySet[Revision]:
    """Versions with their credits as ``lines`` and their images: three queries more."""
    return revisions.prefetch_related(
        Prefetch("credits", Credit.objects.order_by("role", "position"), to_attr="lines"),
        "image_links__image",
    )


def look_over(rows: Iterable[Row], ticked: Collection[int], at: datetime | None) -> None:
    """Note on each row whether it is ticked, what is to be said of it, why it cannot go with the others."""
    open_rows = [row for row in rows if not row.is_done]
    versions = [row.revision for row in open_rows]
    chosen = [revision for revision in versions if revision.pk in ticked]
    refused = obstacles(revisions=versions, at=at or clock.now(), beside=chosen)
    for row in open_rows:
        row.ticked = row.revision.pk in ticked
        row.remarks = remarks_on(row.edition, row.revision)
        # What the list of remarks says already is not said twice.
        said = any(remark.must for remark in row.remarks)
        row.why = "" if said else refused.get(row.revision.pk, "")


def announcement(revisions: Collection[Revision], at: datetime | None, zones: Zones) -> str:
    """What will happen: "Goes live Tue 3 Mar 2026, 09:00 Washington (22:00 Beijing), in English."."""
    now = clock.now()
    if not revisions:
        return _("No text is ticked. Tick what should go live.")
    pattern = (
        _("At once, in %(languages)s. It is %(moment)s.")
        if at is None or at <= now
        else _("Goes live %(moment)s, in %(languages)s.")
    )
    return _counted(pattern, revisions, at or now, zones)


def report(revisions: Collection[Revision], instant: datetime, zones: Zones) -> str:
    """What has been done, in a sentence."""
    coming = instant > clock.now()
    pattern = (
        _("Goes live %(moment)s, in %(languages)s.")
        if coming
        else _("Live since %(moment)s, in %(languages)s.")
    )
    return _counted(pattern, revisions, instant, zones)


def _counted(pattern: str, revisions: Collection[Revision], instant: datetime, zones: Zones) -> str:
    said = pattern % {"moment": announced(instant, zones), "languages": in_words(revisions)}
    essays = len({revision.edition.essay_id for revision in revisions})
    if essays == 1:
        return said
    count = len(revisions)
    texts = ngettext("%(count)s text.", "%(count)s texts.", count) % {"count": count}
    return pgettext("two sentences", "%(first)s %(second)s") % {"first": texts, "second": said}


def in_words(revisions: Iterable[Revision]) -> str:
    """The languages of these versions: "English, 简体 and 繁體"."""
    there = {revision.edition.language for revision in revisions}
    names = [_named(code) for code in LANGUAGES if code in there]
    if len(names) < 2:
        return "".join(names)
    first = pgettext("between names of languages", ", ").join(names[:-1])
    return _("%(first)s and %(last)s") % {"first": first, "last": names[-1]}


def _named(code: str) -> str:
    return pgettext("language, in a sentence", "English") if code == "en" else LANGUAGES[code].name
