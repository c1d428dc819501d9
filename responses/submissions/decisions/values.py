"""What is put in the place of each placeholder: for the author; and for the desk, which may not see all."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import override

from responses.languages.codes import LANGUAGES
from responses.languages.paths import absolute
from responses.lib import dates
from responses.lib.mailed import harmless
from responses.lib.seals import seal
from responses.lib.texts import pick
from responses.submissions.addresses import page_at
from responses.submissions.desk.covering import Covering
from responses.submissions.models import Decision, Point
from responses.threads.models import Initiative

Values = dict[str, str]
Zones = list[tuple[str, str]]
IN_A_SUBJECT = 80  # characters of a title in a subject, which has 200


def clocks() -> dict[str, Zones]:
    """The site's clocks, and what their places are called in each language. One query."""
    initiative = Initiative.objects.only("zones").first()
    zones = initiative.zones if initiative else []
    return {
        language: [(str(each["zone"]), _place(each["place"], language)) for each in zones] or [("UTC", "UTC")]
        for language in LANGUAGES
    }


def _place(names: dict[str, str], language: str) -> str:
    return pick({code: {"place": name} for code, name in names.items()}, "place", language)[0]


def values_for_the_author(decision: Decision, zones: Zones) -> Values:
    """As they go out. The link is sealed: whoever reads the outbox cannot follow it."""
    name = decision.submission.authors.order_by("position").values_list("name", flat=True).first() or ""
    return _said(decision, zones) | {"name": harmless(name, most=200), "link": seal(link_of(decision))}


def values_for_the_desk(decision: Decision, zones: Zones) -> Values:
    """As an editor sees them: never the link that opens the author's page, and no name while it is hidden.

    Of prefetched rows no query is asked.
    """
    covering = Covering(decision.submission)
    name = _("[the author’s name]")
    if not covering.hides:
        name = harmless(covering.authors[0].name, most=200) if covering.authors else ""
    title, link = harmless(covering.title(decision.about)), _("[the link to the author’s own page]")
    return _said(decision, zones) | {"name": name, "title": title, "link": link}


def _said(decision: Decision, zones: Zones) -> Values:
    submission = decision.submission
    call, _language = submission.call.title_in(submission.language)
    return {
        "number": submission.reference,
        "title": harmless(decision.about.title),
        "call": harmless(call),
        "points": numbered(decision.points.all()),
        "remarks": decision.remarks.strip(),
        "due": said_due(decision.due_at, submission.language, zones) if decision.due_at else "",
    }


def in_a_subject(values: Values) -> Values:
    """The same, short enough for a subject."""
    return {name: harmless(value, most=IN_A_SUBJECT) for name, value in values.items() if name != "link"}


def numbered(points: Iterable[Point]) -> str:
    ordered = sorted(points, key=lambda point: point.position)
    return "\n\n".join(f"{number}. {point.text}" for number, point in enumerate(ordered, 1))


def said_due(due: datetime, language: str, zones: Zones) -> str:
    return dates.announced(due, language, zones)


def link_of(decision: Decision) -> str:
    """The author's own page, or the part of it where a revision or a fix is written."""
    asked = decision.kind in (Decision.Kind.REVISE, Decision.Kind.RETURN)
    with override(decision.submission.language):
        return absolute(page_at("write" if asked else "author", decision.submission))


def digest_of(decision: Decision) -> str:
    """A few characters that change with whatever the letter will say: what was shown is what is sent."""
    letter = decision.letter
    points = [point.text for point in sorted(decision.points.all(), key=lambda point: point.position)]
    said = [decision.kind, decision.about_id, decision.remarks, decision.due_at, points]
    said += [letter.subject, letter.text] if letter else []
    return salted_hmac("decision as shown", repr(said), algorithm="sha256").hexdigest()[:20]
