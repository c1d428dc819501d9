"""APA, 7th edition: a page of a website (10.16), republished (9.41), translated (9.39)."""

from responses.citations.names import in_latin, initials_first, shortened
from responses.citations.pieces import Exact, Line, Part, in_tongue, joined
from responses.citations.styles import english
from responses.citations.work import Author, Work
from responses.lib.dates import MONTHS, PartialDate

# 9.8: twenty names; of more, nineteen and the last.
MOST = 20


def write(work: Work) -> Line:
    """Titles stay as printed: no machine knows which words of one are names, so none are made small."""
    line = Line()
    date = f"({_date(work.published)})"
    names = _names(work)
    first, second = (names, _title(work)) if names else (_title(work), [])
    line.sentence(*first).sentence(date).sentence(*second)
    # 9.32: a site that is its own author is named once.
    if [each.name for each in work.authors] != [work.site_latin]:
        line.sentence(english.site(work))
    line.say(f" {work.url}")
    when = english.year(work.first, circa="ca.", eras=("C.E.", "B.C.E."))
    if original := english.originally(work, when, stop=""):
        line.say(" (Original work published ", *original, ")")
    return line


def _names(work: Work) -> list[Part]:
    each = [_name(author, work.language) for author in work.authors]
    if len(each) > MOST:
        return [*joined(each[: MOST - 1]), ", . . . ", *each[-1]]
    return joined(each, last=", & ")


def _name(author: Author, language: str) -> list[Part]:
    return [in_tongue(shortened(in_latin(author)), language)]


def _date(date: PartialDate) -> str:
    if date.precision == "words":
        return date.words
    if date.year is None:
        return "n.d."
    if date.month is None:
        return str(date.year)
    month = MONTHS[date.month - 1]
    return f"{date.year}, {month}" if date.day is None else f"{date.year}, {month} {date.day}"


def _title(work: Work) -> list[Part]:
    """The title, and what is said of it in parentheses and brackets."""
    title = in_tongue(work.title, work.language, slanted=True)
    said: list[Part] = [f" [{work.english_title}]"] if work.english_title else []
    said += _beside(work)
    if converted := english.conversion(work):
        said.append(f" [Converted {converted}]")
    if any(not isinstance(part, Exact) for part in said):
        return [title, *said]
    ended = in_tongue(english.stopped(work.title), work.language, slanted=True)
    return [Exact((title,), (ended,)) if ended != title else title, *said]


def _beside(work: Work) -> list[Part]:
    """Who translated it, and which version it is."""
    version = ""
    if work.version:
        since = english.month_day_year(work.version.since)
        version = f"Version {work.version.number}, {since}, SHA-256 {work.version.fingerprint}"
    if not work.translators:
        return [Exact((f" ({version})",))] if version else []
    each = [[in_tongue(initials_first(in_latin(name)), work.language)] for name in work.translators]
    names = joined(each, last=" & " if len(each) == 2 else ", & ")
    return [" (", *names, ", Trans.", Exact((f"; {version}",) if version else ()), ")"]
