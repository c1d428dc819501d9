from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responses.lib.dates import (
    UNKNOWN,
    PartialDate,
    announced,
    datetime_attr,
    day,
    from_schema1,
    long,
    moment,
    parse_year_slug,
    to_schema,
    year_slug,
)

DAY = PartialDate(2017, 9, 21, "day")
MONTH = PartialDate(2017, 9, None, "month")
YEAR = PartialDate(2017, precision="year")
CIRCA = PartialDate(435, precision="circa")
BCE = PartialDate(-81, precision="year")
WORDS = PartialDate(467, precision="words", words="late 460s or 470s")
YEARS = st.integers(-9999, 9999).filter(bool)


@pytest.mark.parametrize(
    ("date", "english", "simplified", "traditional"),
    [
        (DAY, "September 21, 2017", "2017年9月21日", "2017年9月21日"),
        (MONTH, "September 2017", "2017年9月", "2017年9月"),
        (YEAR, "2017", "2017年", "2017年"),
        (CIRCA, "c. 435 CE", "约435年", "約435年"),
        (PartialDate(1000, precision="circa"), "c. 1000", "约1000年", "約1000年"),
        (PartialDate(999, precision="year"), "999 CE", "999年", "999年"),
        (BCE, "81 BCE", "公元前81年", "公元前81年"),
        (PartialDate(-81, precision="circa"), "c. 81 BCE", "约公元前81年", "約公元前81年"),
        (PartialDate(-44, 3, 15, "day"), "March 15, 44 BCE", "公元前44年3月15日", "公元前44年3月15日"),
        (WORDS, "late 460s or 470s", "late 460s or 470s", "late 460s or 470s"),
        (UNKNOWN, "", "", ""),
    ],
)
def test_a_date_is_printed_as_each_language_does(date, english, simplified, traditional):
    assert [long(date, code) for code in ("en", "zh-hans", "zh-hant")] == [english, simplified, traditional]


@pytest.mark.parametrize(
    ("date", "attribute", "iso"),
    [
        (DAY, "2017-09-21", "2017-09-21"),
        (MONTH, "2017-09", "2017-09"),
        (YEAR, "2017", "2017"),
        (PartialDate(1, 1, 1, "day"), "0001-01-01", "0001-01-01"),
        (PartialDate(507, precision="year"), "0507", "0507"),
        (CIRCA, "", "0435"),
        (BCE, "", "-0080"),
        (PartialDate(-1, precision="year"), "", "0000"),
        (WORDS, "", "0467"),
        (UNKNOWN, "", ""),
    ],
)
def test_machines_read_days_months_and_years_since_year_1(date, attribute, iso):
    assert (datetime_attr(date), date.iso()) == (attribute, iso)


def test_dates_sort_from_the_oldest_and_those_without_a_year_come_last():
    ordered = [BCE, CIRCA, YEAR, MONTH, PartialDate(2017, 9, 1, "day"), DAY, UNKNOWN]

    assert sorted([UNKNOWN, *ordered[:-1]], key=lambda date: date.sort_tuple) == ordered


@pytest.mark.parametrize(
    "date", [DAY, MONTH, YEAR, CIRCA, BCE, WORDS, UNKNOWN, PartialDate(2028, 2, 29, "day")]
)
def test_a_sound_date_is_valid(date):
    date.validate()


def test_leap_years_before_the_common_era_count_the_missing_year_0():
    PartialDate(-1, 2, 29, "day").validate()
    with pytest.raises(ValueError, match=r"^There is no such day in that month\.$"):
        PartialDate(-4, 2, 29, "day").validate()


@pytest.mark.parametrize(
    ("date", "sentence"),
    [
        (PartialDate(2017, precision="decade"), "“decade” is not a precision of dates."),
        (PartialDate(0, precision="year"), "A year lies between 9999 BCE and 9999; there is no year 0."),
        (PartialDate(10000, precision="year"), "A year lies between 9999 BCE and 9999; there is no year 0."),
        (PartialDate(precision="circa"), "This date needs a year."),
        (PartialDate(precision="words", words=" "), "A date in words needs the words."),
        (PartialDate(2017), "An unknown date has no year."),
        (
            PartialDate(2017, 9, precision="year"),
            "A date to the day or month has a month; no other date has one.",
        ),
        (
            PartialDate(2017, precision="day"),
            "A date to the day or month has a month; no other date has one.",
        ),
        (PartialDate(2017, 9, precision="day"), "A date to the day has a day; no other date has one."),
        (PartialDate(2017, 9, 1, "month"), "A date to the day has a day; no other date has one."),
        (PartialDate(2017, 13, precision="month"), "A month lies between 1 and 12."),
        (PartialDate(2017, 2, 29, "day"), "There is no such day in that month."),
        (PartialDate(1900, 2, 29, "day"), "There is no such day in that month."),
        (PartialDate(2017, 9, 0, "day"), "There is no such day in that month."),
    ],
)
def test_an_impossible_date_is_a_sentence(date, sentence):
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the whole sentence is compared
        date.validate()

    assert str(refused.value) == sentence


@pytest.mark.parametrize(("year", "slug"), [(2017, "2017"), (435, "435"), (1, "1"), (-81, "81-bce")])
def test_a_year_has_one_address(year, slug):
    assert (year_slug(year), parse_year_slug(slug)) == (slug, year)


@given(YEARS)
def test_a_year_comes_back_from_its_address(year):
    assert parse_year_slug(year_slug(year)) == year


BAD_SLUGS = [
    "",
    "0",
    "0-bce",
    "02017",
    "081-bce",
    "20177",
    "-81",
    "81-BCE",
    "81-bc",
    "81bce",
    " 81",
    "81\n",
    "２０１７",
]


@pytest.mark.parametrize("slug", BAD_SLUGS)
def test_another_spelling_of_a_year_is_refused(slug):
    with pytest.raises(ValueError, match=r"^This is not a year\.$"):
        parse_year_slug(slug)


@given(st.text(max_size=8))
def test_an_address_is_a_year_only_in_that_years_one_spelling(text):
    try:
        year = parse_year_slug(text)
    except ValueError:
        return
    assert year_slug(year) == text


@pytest.mark.parametrize("year", [0, 10000, -10000])
def test_a_year_out_of_range_has_no_address(year):
    with pytest.raises(ValueError, match=r"^This is not a year\.$"):
        year_slug(year)


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        (
            ("1787-10-18", "day", "October 18, 1787", 1787),
            PartialDate(1787, 10, 18, "day", "October 18, 1787"),
        ),
        (("0435", "circa", "c. 435", 435), PartialDate(435, precision="circa", words="c. 435")),
        (
            (None, "year", "81 BCE (始元六年)", -81),
            PartialDate(-81, precision="year", words="81 BCE (始元六年)"),
        ),
        (("2024", None, None, None), PartialDate(2024, precision="year")),
        (("2024-05", None, None, None), PartialDate(2024, 5, precision="month")),
        (("2024-05-20", None, None, None), PartialDate(2024, 5, 20, "day")),
        ((None, None, "undated", None), PartialDate(precision="words", words="undated")),
        ((None, None, None, None), UNKNOWN),
    ],
)
def test_the_schemas_date_fields_are_one_date(fields, date):
    assert from_schema1(*fields) == date


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (("1787-13-01", "day"), "A month lies between 1 and 12."),
        (("1787-02-30", "day"), "There is no such day in that month."),
        (("435", "circa"), "“435” is not a date; expected YYYY-MM-DD, YYYY-MM or YYYY."),
        (("0435", "day"), "A date to the day or month has a month; no other date has one."),
        (("0435", "circa", None, 507), "The year of “0435” is not 507."),
        (("0000", "year"), "A year lies between 9999 BCE and 9999; there is no year 0."),
        (("2017", "decade"), "“decade” is not a precision of dates."),
    ],
)
def test_date_fields_that_clash_are_a_sentence(fields, sentence):
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the whole sentence is compared
        from_schema1(*fields)

    assert str(refused.value) == sentence


@st.composite
def partial_dates(draw):
    year, words = draw(YEARS), draw(st.text(max_size=9))
    kind = draw(st.sampled_from(["day", "month", "year", "circa", "words", "unknown"]))
    if kind == "day":
        known = draw(st.dates())
        return PartialDate(known.year, known.month, known.day, "day", words)
    if kind == "month":
        return PartialDate(abs(year), draw(st.integers(1, 12)), None, "month", words)
    if kind in ("year", "circa"):
        return PartialDate(year, None, None, kind, words)
    return PartialDate(precision="words", words="words " + words) if kind == "words" else UNKNOWN


@given(partial_dates())
def test_a_date_comes_back_from_its_schema_fields(date):
    fields = to_schema(date)

    back = from_schema1(fields["date"], fields["date_precision"], fields["date_text"], fields["year"])

    assert back == date


INSTANT = datetime(2026, 9, 13, 2, 0, tzinfo=UTC)
ENGLISH = [("America/New_York", "Washington"), ("Asia/Shanghai", "Beijing")]
CHINESE = [("America/New_York", "华盛顿"), ("Asia/Shanghai", "北京")]


@pytest.mark.parametrize(
    ("instant", "english", "chinese"),
    [
        (
            INSTANT,
            "12 Sept 2026, 22:00 Washington / 13 Sept 2026, 10:00 Beijing",
            "2026年9月12日22:00（华盛顿）/ 9月13日10:00（北京）",
        ),
        (
            INSTANT + timedelta(hours=11),
            "13 Sept 2026, 09:00 Washington / 21:00 Beijing",
            "2026年9月13日09:00（华盛顿）/ 21:00（北京）",
        ),
        (
            datetime(2026, 12, 31, 17, 0, tzinfo=UTC),
            "31 Dec 2026, 12:00 Washington / 1 Jan 2027, 01:00 Beijing",
            "2026年12月31日12:00（华盛顿）/ 2027年1月1日01:00（北京）",
        ),
    ],
)
def test_a_moment_is_told_for_each_place_and_the_day_again_only_where_it_differs(instant, english, chinese):
    assert moment(instant, "en", ENGLISH) == english
    assert moment(instant, "zh-hans", CHINESE) == chinese


def test_a_moment_in_one_place_or_none_has_no_stroke():
    assert moment(INSTANT, "en", ENGLISH[1:]) == "13 Sept 2026, 10:00 Beijing"
    assert moment(INSTANT, "en", []) == ""


def test_a_day_is_the_calendar_day_of_its_zone():
    assert day(INSTANT, "en", "America/New_York") == "September 12, 2026"
    assert day(INSTANT, "zh-hant", "Asia/Shanghai") == "2026年9月13日"


ANNOUNCED = [
    (
        datetime(2026, 3, 3, 14, tzinfo=UTC),
        "Tue 3 Mar 2026, 09:00 Washington (22:00 Beijing)",
        "华盛顿时间2026年3月3日周二09:00（北京时间22:00）",
        "華盛頓時間2026年3月3日週二09:00（北京時間22:00）",
    ),
    (
        datetime(2027, 1, 1, 3, tzinfo=UTC),
        "Thu 31 Dec 2026, 22:00 Washington (Fri 1 Jan 2027, 11:00 Beijing)",
        "华盛顿时间2026年12月31日周四22:00（北京时间2027年1月1日周五11:00）",
        "華盛頓時間2026年12月31日週四22:00（北京時間2027年1月1日週五11:00）",
    ),
    (
        datetime(2028, 2, 29, 3, tzinfo=UTC),
        "Mon 28 Feb 2028, 22:00 Washington (Tue 29 Feb, 11:00 Beijing)",
        "华盛顿时间2028年2月28日周一22:00（北京时间2月29日周二11:00）",
        "華盛頓時間2028年2月28日週一22:00（北京時間2月29日週二11:00）",
    ),
]


@pytest.mark.parametrize(("instant", "english", "simplified", "traditional"), ANNOUNCED)
def test_an_instant_is_announced_with_weekday_for_both_places(instant, english, simplified, traditional):
    places = {
        "en": ("Washington", "Beijing"),
        "zh-hans": ("华盛顿", "北京"),
        "zh-hant": ("華盛頓", "北京"),
    }
    said = [
        announced(
            instant,
            language,
            [("America/New_York", places[language][0]), ("Asia/Shanghai", places[language][1])],
        )
        for language in places
    ]
    assert said == [english, simplified, traditional]


def test_an_instant_is_announced_for_one_place_alone():
    instant = datetime(2026, 3, 3, 14, tzinfo=UTC)
    assert announced(instant, "en", [("UTC", "UTC")]) == "Tue 3 Mar 2026, 14:00 UTC"
