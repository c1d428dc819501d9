"""Dates as old as the texts: a day, a month, a year, about a year, before the common era, or only words."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from responses.lib.clock import zone_of

PRECISIONS = ("day", "month", "year", "circa", "words", "unknown")

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SHORT_MONTHS = ("Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
# 公元前 in both scripts: Hong Kong and Taiwan readers know it, while 西元前 is Taiwan's alone.
BEFORE_COMMON_ERA = "公元前"
WEEKDAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "zh-hans": tuple(f"周{day}" for day in "一二三四五六日"),
    "zh-hant": tuple(f"週{day}" for day in "一二三四五六日"),
}
# "Washington time": what stands between a place and an hour by its clocks.
CLOCKS = {"zh-hans": "时间", "zh-hant": "時間"}
CIRCA = {"en": "c. ", "zh-hans": "约", "zh-hant": "約"}

_YEAR_SLUG = re.compile(r"([1-9][0-9]{0,3})(-bce)?")
_SCHEMA_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True)
class PartialDate:
    """A date known as far as `precision` says; years are historians', so -81 is 81 BCE and 0 is none.

    `words` is the date as its source puts it. It is shown only when `precision` is "words"; beside
    the others it is kept so that nothing of the source is lost.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    precision: str = "unknown"
    words: str = ""

    def validate(self) -> None:
        """Raise ValueError, with a sentence for the editor, unless the parts fit the precision."""
        if self.precision not in PRECISIONS:
            raise ValueError(_("“%s” is not a precision of dates.") % self.precision)
        if self.year is not None and (self.year == 0 or abs(self.year) > 9999):
            raise ValueError(_("A year lies between 9999 BCE and 9999; there is no year 0."))
        if self.precision in ("day", "month", "year", "circa") and self.year is None:
            raise ValueError(_("This date needs a year."))
        if self.precision == "words" and not self.words.strip():
            raise ValueError(_("A date in words needs the words."))
        if self.precision == "unknown" and self.year is not None:
            raise ValueError(_("An unknown date has no year."))
        self._validate_month_and_day()

    def _validate_month_and_day(self) -> None:
        if (self.month is not None) != (self.precision in ("day", "month")):
            raise ValueError(_("A date to the day or month has a month; no other date has one."))
        if (self.day is not None) != (self.precision == "day"):
            raise ValueError(_("A date to the day has a day; no other date has one."))
        if self.month is not None and not 1 <= self.month <= 12:
            raise ValueError(_("A month lies between 1 and 12."))
        if self.year and self.month and self.day is not None:
            # The calendar module has no years before 1, and leap years repeat every 400.
            last = calendar.monthrange(2000 + _astronomical(self.year) % 400, self.month)[1]
            if not 1 <= self.day <= last:
                raise ValueError(_("There is no such day in that month."))

    @property
    def sort_tuple(self) -> tuple[int, int, int, int]:
        """Oldest first; within its year, a bare year stands before the days; a date without a year last."""
        return (self.year is None, self.year or 0, self.month or 0, self.day or 0)

    def iso(self) -> str:
        """ISO 8601 as far as the date is known, "" without a year; there 81 BCE is "-0080"."""
        if self.year is None:
            return ""
        year = _astronomical(self.year)
        parts = [f"{year:05d}" if year < 0 else f"{year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


UNKNOWN = PartialDate()


def _astronomical(year: int) -> int:
    """The year on the scale of ISO 8601, which has a year 0 (1 BCE)."""
    return year if year > 0 else year + 1


def long(date: PartialDate, language: str) -> str:
    """The date as a page in `language` prints it: "September 21, 2017", "约435年"; "" if unknown."""
    if date.precision == "words":
        return date.words
    if date.precision == "unknown" or date.year is None:
        return ""
    text = _english(date) if language == "en" else _chinese(date)
    return CIRCA[language] + text if date.precision == "circa" else text


def _english(date: PartialDate) -> str:
    year = date.year or 0
    # A bare "435" reads as a number, so the era is said below 1000.
    text = f"{-year} BCE" if year < 0 else f"{year} CE" if year < 1000 else str(year)
    if date.month is None:
        return text
    month = MONTHS[date.month - 1]
    return f"{month} {text}" if date.day is None else f"{month} {date.day}, {text}"


def _chinese(date: PartialDate) -> str:
    year = date.year or 0
    text = f"{BEFORE_COMMON_ERA}{-year}年" if year < 0 else f"{year}年"
    text += f"{date.month}月" if date.month is not None else ""
    return text + (f"{date.day}日" if date.day is not None else "")


def datetime_attr(date: PartialDate) -> str:
    """The value for `<time datetime>`, or "" where HTML has none (about a year, BCE, words).

    HTML's valid date strings have a year of four or more digits, greater than zero.
    """
    exact = date.precision in ("day", "month", "year")
    return date.iso() if exact and date.year is not None and date.year > 0 else ""


def year_slug(year: int) -> str:
    """The year in an address: "2017", "81-bce"; ValueError for one that `parse_year_slug` would refuse."""
    slug = str(year) if year > 0 else f"{-year}-bce"
    parse_year_slug(slug)
    return slug


def parse_year_slug(text: str) -> int:
    """The year that an address names; ValueError for leading zeros, year 0, more than four digits."""
    match = _YEAR_SLUG.fullmatch(text)
    if match is None:
        raise ValueError(_("This is not a year."))
    return -int(match[1]) if match[2] else int(match[1])


def from_schema1(
    date: str | None, date_precision: str | None = None, date_text: str | None = None, year: int | None = None
) -> PartialDate:
    """The date of a post in schema 1 (docs: schema 1), whose four fields these are; ValueError if they clash.

    `date` is "YYYY-MM-DD", "YYYY-MM" or "YYYY", and null before the common era, where `year` alone
    counts. Without `date_precision` the shape of `date` decides.
    """
    words = date_text or ""
    parts = _schema_parts(date)
    if parts and year is not None and parts[0] != year:
        raise ValueError(_("The year of “%(date)s” is not %(year)d.") % {"date": date, "year": year})
    if not parts and year is None:
        return _checked(PartialDate(precision="words" if words else "unknown", words=words))
    parts = parts or [year or 0]
    precision = date_precision or ("year", "month", "day")[len(parts) - 1]
    month, day = (*parts[1:], None, None)[:2]
    return _checked(PartialDate(parts[0], month, day, precision, words))


def _schema_parts(date: str | None) -> list[int]:
    if date is None or date == "":
        return []
    match = _SCHEMA_DATE.fullmatch(date)
    if match is None:
        raise ValueError(_("“%s” is not a date; expected YYYY-MM-DD, YYYY-MM or YYYY.") % date)
    return [int(part) for part in match.groups() if part is not None]


def _checked(date: PartialDate) -> PartialDate:
    date.validate()
    return date


def to_schema(date: PartialDate) -> dict[str, Any]:
    """The four fields that `from_schema1` reads back to the same date."""
    common = date.year is not None and date.year > 0
    return {
        "date": date.iso() if common else None,
        "date_precision": date.precision,
        "date_text": date.words or None,
        "year": date.year,
    }


def day(instant: datetime, language: str, zone: str) -> str:
    """The calendar day of an aware `instant` in `zone`, in long form."""
    local = instant.astimezone(zone_of(zone))
    return long(PartialDate(local.year, local.month, local.day, "day"), language)


def moment(instant: datetime, language: str, zones: Sequence[tuple[str, str]]) -> str:
    """An aware `instant` for several places: "12 Sept 2026, 22:00 Washington / 13 Sept 2026, 10:00 Beijing".

    `zones` pairs an IANA zone with the place's name, already in `language`. A day is said again only
    when it differs from the place before.
    """
    said: list[str] = []
    before: datetime | None = None
    for zone, place in zones:
        local = instant.astimezone(zone_of(zone))
        date = "" if before and before.date() == local.date() else _moment_day(local, before, language)
        said.append(f"{date}{local:%H:%M} {place}" if language == "en" else f"{date}{local:%H:%M}（{place}）")
        before = local
    return " / ".join(said) if language == "en" else "/ ".join(said)


def _moment_day(local: datetime, before: datetime | None, language: str) -> str:
    if language == "en":
        return f"{local.day} {SHORT_MONTHS[local.month - 1]} {local.year}, "
    year = "" if before and before.year == local.year else f"{local.year}年"
    return f"{year}{local.month}月{local.day}日"


def announced(instant: datetime, language: str, zones: Sequence[tuple[str, str]]) -> str:
    """An aware `instant` as it is announced: "Tue 3 Mar 2026, 09:00 Washington (22:00 Beijing)".

    `zones` as for `moment`; the first place's clocks lead. Another place's day is said when it differs:
    "Tue 3 Mar 2026, 22:00 Washington (Wed 4 Mar, 11:00 Beijing)".
    """
    (zone, place), *others = zones
    local = instant.astimezone(zone_of(zone))
    elsewhere = [(instant.astimezone(zone_of(each)), name) for each, name in others]
    said = [
        _at_a_place(there, name, language, like=local, year=there.year != local.year)
        for there, name in elsewhere
    ]
    first = _at_a_place(local, place, language)
    if not said:
        return first
    return f"{first} ({', '.join(said)})" if language == "en" else f"{first}（{'，'.join(said)}）"


def _at_a_place(
    local: datetime, place: str, language: str, *, like: datetime | None = None, year: bool = True
) -> str:
    """Weekday, day and hour at a place; the hour alone where the day is that of `like`."""
    same = like is not None and local.date() == like.date()
    day = "" if same else weekday(local, language, year=year)
    if language == "en":
        return f"{day}{'' if same else ', '}{local:%H:%M} {place}"
    return f"{place}{CLOCKS[language]}{day}{local:%H:%M}"


def weekday(local: date, language: str, *, year: bool = True) -> str:
    """A day of the calendar with its weekday, short: "Tue 3 Mar 2026", "2026年3月3日周二"."""
    name = WEEKDAYS[language][local.weekday()]
    if language == "en":
        return f"{name} {local.day} {MONTHS[local.month - 1][:3]}" + (f" {local.year}" if year else "")
    return (f"{local.year}年" if year else "") + f"{local.month}月{local.day}日{name}"
