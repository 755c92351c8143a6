"""Dates as papers write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.dates import read_date
from sitegen.loader.written_dates import find, only, read


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("July 21, 1969", "1969-07-21"),
        ("July 21st, 1969", "1969-07-21"),
        ("Monday, 21 July 1969", "1969-07-21"),
        ("Mon. 21 Jul. 1969", "1969-07-21"),
        ("the 21st of July, 1969", "1969-07-21"),
        ("21-Jul-1969", "1969-07-21"),
        ("JULY 21 1969", "1969-07-21"),
        ("Sept. 3, 1962", "1962-09-03"),
        ("1969-07-21", "1969-07-21"),
        ("21.7.1969", "1969-07-21"),
        ("21/7/1969", "1969-07-21"),
        ("7/21/1969", "1969-07-21"),
        ("7/7/1969", "1969-07-07"),
        ("July 1969", "1969-07"),
        ("Oct. 1957", "1957-10"),
        ("1969", "1969"),
        ("Summer 1969", "1969-22"),
        ("about 1967", "1967~"),
        ("c. 1967", "1967~"),
        ("1967~", "1967~"),
        ("the 1960s", "196X"),
        ("1968-1970", "1968/1970"),
        ("between 1968 and 1970", "1968/1970"),
        ("3 March 2025 at 7pm BST", "2025-03-03T19:00:00+01:00"),
        ("March 3, 2025, 7:05 a.m. EST", "2025-03-03T07:05:00-05:00"),
        ("3 March 2025, 19.05", "2025-03-03T19:05:00"),
        ("3 March 2025 12am", "2025-03-03T00:00:00"),
        ("2025-03-03T19:00:00Z", "2025-03-03T19:00:00Z"),
        ("2025-03-03T19:00:00.123+05:30", "2025-03-03T19:00:00+05:30"),
        ("1741028400", "2025-03-03T19:00:00Z"),
        ("1741028400000", "2025-03-03T19:00:00Z"),
        ("Mon, 03 Mar 2025 19:00:00 GMT", "2025-03-03T19:00:00Z"),
        ("Mon, 03 Mar 2025 19:00 +0530", "2025-03-03T19:00:00+05:30"),
    ],
)
def test_forms(text: str, iso: str) -> None:
    assert read(text) == iso
    assert read_date(iso).text == iso


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("30 February 2025", "not a calendar date"),
        ("2025-02-30", "not a calendar date"),
        ("2025-02-30T10:00:00Z", "not a calendar date"),
        ("31/2/2025", "not a calendar date"),
        ("Mon, 31 Feb 2025 19:00:00 GMT", "not a calendar date"),
        ("3 March 2025 25:00", "not a time of day"),
        ("3/4/1969", "whether the month or the day"),
        ("Thursday", "no date"),
        ("yesterday", "no date"),
        ("21 July", "no date"),
        ("21/7/69", "no date"),
        ("3 March 2025 in Lisbon", "more than a date"),
        ("", "no date"),
    ],
)
def test_what_is_no_date_says_why(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read(text)


@given(
    st.dates(dt.date(1400, 1, 1), dt.date(2099, 12, 31)), st.sampled_from(["%d %B %Y", "%B %d, %Y", "%A, %d %b %Y", "%d-%b-%Y", "%Y-%m-%d"])
)
def test_any_day_in_any_form(day: dt.date, form: str) -> None:
    text = day.strftime(form)
    assert read(text) == day.isoformat()
    (written,) = find(f"It was on {text} that it began.")
    assert written.iso == day.isoformat()
    assert written.weekday_agrees


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_a_reason(text: str) -> None:
    try:
        iso = read(text)
    except ValueError:
        return
    read_date(iso)


def test_dates_inside_a_text() -> None:
    text = "Born in May 1901, he left on July 16, came back on 3 August 1969 and on 1969-09-01; 30 February 1970 never was."
    assert [(w.iso, w.month, w.day, bool(w.fault)) for w in find(text)] == [
        ("1901-05", 5, 0, False),
        ("", 7, 16, False),
        ("1969-08-03", 8, 3, False),
        ("1969-09-01", 9, 1, False),
        ("", 2, 30, True),
    ]


def test_a_weekday_that_does_not_agree_is_seen() -> None:
    assert [w.weekday_agrees for w in find("Monday, July 21, 1969; Tuesday, July 21, 1969")] == [True, False]


def test_a_text_that_is_all_a_date() -> None:
    assert only("(July 21, 1969)") is not None
    assert only("July 21, 1969, Houston") is None


def test_may_and_march_are_words_too() -> None:
    assert find("They may 1 day march 20 miles in Sept") == () or all(not w.year for w in find("They may 1 day march 20 miles"))
