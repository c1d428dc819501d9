"""What the three handbooks in English have in common: titles, years, what a text was made from."""

import re

from responses.citations.pieces import STOPS, Part, Piece, in_tongue
from responses.citations.work import Work
from responses.lib.dates import MONTHS, PartialDate

_STRAIGHT = re.compile('"([^"]*)"')
_SCRIPTS = {"en": "English", "zh-hans": "Simplified Chinese", "zh-hant": "Traditional Chinese"}


def tongue(code: str) -> str:
    """The language of an original, without the script it is printed in."""
    return _SCRIPTS[code].split()[-1]


def quoted(title: str, language: str, *, stop: str = ".") -> list[Part]:
    """A title in quotation marks, those within it single, the stop inside both."""
    inner = _STRAIGHT.sub("‘\\1’", stopped(title) if stop else title).replace("“", "‘").replace("”", "’")
    return ["“", in_tongue(inner, language), f"{'' if inner.rstrip('’').endswith(STOPS) else stop}”"]


def stopped(title: str) -> str:
    """A title that ends with a quotation, with a stop in it: in America, stops stand inside the marks."""
    if title[-1:] not in ("”", '"') or title[:-1].endswith(STOPS):
        return title
    return f"{title[:-1]}.{title[-1]}"


def title_quoted(work: Work) -> list[Part]:
    """The title, and in brackets what a Chinese text is called in English."""
    if not work.english_title:
        return quoted(work.title, work.language)
    return [*quoted(work.title, work.language, stop=""), f" [{work.english_title}]"]


def site(work: Work, *, slanted: bool = False) -> Piece:
    return in_tongue(work.site_latin, work.language, slanted=slanted)


def year(date: PartialDate, *, circa: str, eras: tuple[str, str]) -> str:
    """“1690”, “ca. 435 CE”, “81 BCE”; a bare year below 1000 would read as a number. ``eras`` are both."""
    if date.precision == "words":
        return date.words
    if date.year is None:
        return ""
    text = f"{abs(date.year)} {eras[date.year < 0]}" if date.year < 1000 else str(date.year)
    return f"{circa} {text}" if date.precision == "circa" else text


def month_day_year(date: PartialDate) -> str:
    """“September 21, 2017”, as far as it is known."""
    if date.precision == "words" or date.year is None:
        return date.words if date.precision == "words" else ""
    if date.month is None:
        return str(date.year)
    month = MONTHS[date.month - 1]
    return f"{month} {date.year}" if date.day is None else f"{month} {date.day}, {date.year}"


def conversion(work: Work) -> str:
    """“automatically from Simplified Chinese, unchecked”; '' for a text that a person wrote."""
    if not work.converted_from:
        return ""
    checked = ", unchecked" if work.is_unchecked else ""
    return f"automatically from {_SCRIPTS[work.converted_from]}{checked}"


def originally(work: Work, when: str, *, stop: str = ".") -> list[Part]:
    """“ca. 435 CE in Chinese as “神灭论.””, as far as there is anything to say."""
    title, language = work.original
    said: list[Part] = [when] if when else []
    if title:
        said += [f"{' ' if when else ''}in {tongue(language)} as ", *quoted(title, language, stop=stop)]
    return said
