import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.dates import read_date


@pytest.mark.parametrize(
    ("text", "display", "iso"),
    [
        ("1969-07-21", "21 July 1969", "1969-07-21"),
        ("1969-07", "July 1969", "1969-07"),
        ("1969", "1969", "1969"),
        ("1969~", "about 1969", "1969"),
        ("1969-07?", "about July 1969", "1969-07"),
        ("196X", "1960s", "1960"),
        ("19XX", "1900s", "1900"),
        ("1970-21", "Spring 1970", "1970"),
        ("1968/1969", "1968 to 1969", "1968"),
        ("1969-07-20T20:17:40Z", "20 July 1969", "1969-07-20"),
        ("1969-07-20 20:17 +05:30", "20 July 1969", "1969-07-20"),
        (" 1969-07-21 ", "21 July 1969", "1969-07-21"),
    ],
)
def test_a_date_is_as_exact_as_it_was_written(text: str, display: str, iso: str) -> None:
    when = read_date(text)
    assert (when.display, when.iso) == (display, iso)


@pytest.mark.parametrize("text", ["2025-02-30", "1969-13", "1969-00", "1969-07-00", "1969-7-1", "2025-02-30T10:00", "1970-21-05"])
def test_what_no_calendar_has_is_refused(text: str) -> None:
    """L35."""
    with pytest.raises(ValueError, match=r"is not a calendar date|is no date like"):
        read_date(text)


@pytest.mark.parametrize(
    "text", ["", "Thursday", "21 July 1969", "196X-07", "1969/1968", "1969/", "/1969", "²⁰¹⁹", "1969-07-20T25:00", "1" * 5000]
)
def test_what_is_no_date_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        read_date(text)


def test_a_time_keeps_its_offset() -> None:
    """L37."""
    assert read_date("2025-03-03T19:00:00+05:30").time == "19:00:00+05:30"
    assert read_date("2025-03-03T19:00Z").time == "19:00:00Z"


def test_what_is_less_exact_comes_before_what_it_holds() -> None:
    texts = ["1969", "1969-07", "1969-07-20", "1969-07-20T10:00", "1969-07-21", "1969-08", "1970"]
    assert sorted(set(texts), key=lambda t: read_date(t).sort_key) == texts


@given(st.dates(dt.date(1000, 1, 1)))
def test_every_calendar_day_is_read(day: dt.date) -> None:
    when = read_date(day.isoformat())
    assert (when.year, when.month, when.day) == (day.year, day.month, day.day)
    assert when.iso == day.isoformat()


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_reason(text: str) -> None:
    with contextlib.suppress(ValueError):
        when = read_date(text)
        assert when.display
        assert when.text == text.strip()
