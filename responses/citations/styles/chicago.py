"""Chicago, 17th edition, notes and bibliography: the bibliography's entry for a website (14.207)."""

from responses.citations.pieces import Exact, Line, Part, joined
from responses.citations.styles import english
from responses.citations.styles.mla import natural, turned
from responses.citations.work import Work

# 14.76: ten names; of more, seven.
MOST, KEPT = 10, 7


def write(work: Work) -> Line:
    line = Line()
    line.sentence(*_names(work)).sentence(*english.title_quoted(work))
    if work.translators:
        names = [natural(each, work.language) for each in work.translators]
        line.sentence("Translated by ", *joined(names, last=" and " if len(names) == 2 else ", and "))
    if converted := english.conversion(work):
        line.sentence(f"Converted {converted}")
    if version := work.version:
        since = english.month_day_year(version.since)
        line.sentence(Exact((f"Version {version.number}, {since}, SHA-256 {version.fingerprint}",)))
    when = english.month_day_year(work.published)
    line.sentence(english.site(work), f", {when}" if when else "")
    if not when:
        line.sentence(f"Accessed {english.month_day_year(work.accessed)}")
    line.sentence(work.url)
    if original := english.originally(work, english.year(work.first, circa="ca.", eras=("CE", "BCE"))):
        line.sentence("Originally published ", *original)
    return line


def _names(work: Work) -> list[Part]:
    if not work.authors:
        return []
    first, *others = work.authors
    each = [turned(first, work.language), *(natural(author, work.language) for author in others)]
    if len(each) > MOST:
        return [*joined(each[:KEPT]), ", et al."]
    return joined(each, last=", and ")
