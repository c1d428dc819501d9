"""BibTeX as BibLaTeX extends it; ``year`` stands beside ``date`` for programs that know only that."""

from responses.citations.files.csl import note
from responses.citations.names import parted
from responses.citations.work import Author, Work
from responses.lib.dates import PartialDate

_LANGUAGES = {"en": "english", "zh-hans": "chinese", "zh-hant": "chinese"}
# Signs that TeX takes for orders.
_ORDERS = {
    "\\": "\\textbackslash{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "{}#$%&_"},
}
_ESCAPES = str.maketrans(_ORDERS)


def write(work: Work) -> str:
    title, language = work.original
    fields = {
        "author": _names(work.authors),
        "title": _whole(work.title),
        "translator": _names(work.translators),
        "organization": _whole(work.site),
        **_dates(work),
        "origtitle": _whole(title),
        "origlanguage": _LANGUAGES.get(language, ""),
        "version": str(work.version.number) if work.version else "",
        "url": work.url,
        "urldate": work.accessed.iso(),
        "langid": _LANGUAGES[work.language],
        "keywords": ", ".join(keyword.translate(_ESCAPES) for keyword in work.keywords),
        "abstract": work.summary.translate(_ESCAPES),
        "note": note(work).translate(_ESCAPES),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@online{{{work.key},\n{''.join(lines)}}}\n"


def _whole(text: str) -> str:
    """In braces of its own, so that no style makes its letters small or takes it apart."""
    return f"{{{text.translate(_ESCAPES)}}}" if text else ""


def _names(authors: tuple[Author, ...]) -> str:
    names = [parted(each).translate(_ESCAPES) if each.family else _whole(each.name) for each in authors]
    return " and ".join(names)


def _dates(work: Work) -> dict[str, str]:
    """EDTF level 1: "~" is about a year."""
    year = str(work.published.year) if work.published.year else ""
    if work.published.precision == "words":
        return {"year": _whole(work.published.words)}
    return {"date": work.published.iso(), "year": year, "origdate": _edtf(work.first)}


def _edtf(date: PartialDate) -> str:
    if date.precision == "words":
        return _whole(date.words)
    return f"{date.iso()}~" if date.precision == "circa" else date.iso()
