"""Dates as archives have them: EDTF level 1, that is ISO dates, reduced, uncertain, ranges.

https://www.loc.gov/standards/datetime/ — ``1998``, ``1998-03``, ``1998-03-05``, ``1998~`` (about), ``1998?``,
``199X`` (a decade), ``1998/1999``, and a full ISO time with its offset as databases write it.
"""

import datetime as dt
import re
from functools import lru_cache
from types import MappingProxyType

from msgspec import Struct

_DAY = re.compile(r"(\d{4}|\d{3}X|\d\dXX)(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)\Z")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?\Z")
MONTHS = ("January", "February", "March", "April", "May", "June", "July",
          "August", "September", "October", "November", "December")  # fmt: skip
SEASONS = MappingProxyType({21: "Spring", 22: "Summer", 23: "Autumn", 24: "Winter"})


class When(Struct, frozen=True, gc=False):
    """A date, as exact as its source was; months and days 0 where unknown."""

    text: str
    """As written."""
    year: int
    """First year of a decade or century."""
    month: int = 0
    """1 to 12, or 21 to 24 for a season."""
    day: int = 0
    time: str = ""
    """``HH:MM:SS`` and offset, where given."""
    about: bool = False
    span: int = 1
    """Years that it may be: 10 for ``196X``."""
    until: str = ""
    """End of a range, as written."""

    @property
    def sort_key(self) -> tuple[int, int, int, str]:
        """Order in time; what is less exact comes before what it holds."""
        month = {21: 3, 22: 6, 23: 9, 24: 12}.get(self.month, self.month)
        return self.year, month, self.day, self.time

    @property
    def iso(self) -> str:
        """ISO date as exact as known, without the marks of doubt: ``1969-07``."""
        if self.day:
            return f"{self.year:04}-{self.month:02}-{self.day:02}"
        return f"{self.year:04}-{self.month:02}" if 0 < self.month < 13 else f"{self.year:04}"

    @property
    def display(self) -> str:
        """For people: ``21 July 1969``, ``about 1969``, ``the 1960s``, ``Spring 1970``, ``1968 to 1969``."""
        if self.span > 1:
            shown = f"{self.year}s"
        elif self.day:
            shown = f"{self.day} {MONTHS[self.month - 1]} {self.year}"
        elif self.month:
            shown = f"{SEASONS[self.month] if self.month > 12 else MONTHS[self.month - 1]} {self.year}"
        else:
            shown = str(self.year)
        shown = f"about {shown}" if self.about else shown
        return f"{shown} to {read_date(self.until).display}" if self.until else shown


@lru_cache(maxsize=65536)
def read_date(text: str) -> When:
    """The date that an EDTF or ISO text means.

    Raises ValueError with the reason: not a form we know, or not a calendar date (30 February).
    """
    text = text.strip()
    if (slash := text.find("/")) > 0:
        first, last = read_date(text[:slash]), read_date(text[slash + 1 :])
        if last.sort_key < first.sort_key:
            raise ValueError(f"{text!r} ends before it begins")
        return When(text, first.year, first.month, first.day, about=first.about or last.about, span=first.span, until=last.text)
    if match := _TIME.match(text):
        return _with_time(text, match)
    match = _DAY.match(text)
    if not match:
        raise ValueError(f"{text!r} is no date like 1969-07-21, 1969-07, 1969, 1969~ or 1968/1969")
    digits, month, day = match[1], int(match[2] or 0), int(match[3] or 0)
    year, span = int(digits.replace("X", "0")), 10 ** digits.count("X")
    if span > 1 and month:
        raise ValueError(f"{text!r} has a month but no year")
    if not (0 <= month <= 12 or (month in (21, 22, 23, 24) and not day)) or (match[2] and not month) or (match[3] and not day):
        raise ValueError(f"{text!r} is not a calendar date")
    if day:
        _calendar(text, year, month, day)
    return When(text, year, month, day, about=bool(match[4]), span=span)


def _with_time(text: str, match: re.Match[str]) -> When:
    year, month, day = (int(n) for n in match[1].split("-"))
    hour, minute, second = int(match[2]), int(match[3]), int(match[4] or 0)
    _calendar(text, year, month, day)
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError(f"{text!r} is not a time of day")
    return When(text, year, month, day, f"{hour:02}:{minute:02}:{second:02}{match[5] or ''}")


def _calendar(text: str, year: int, month: int, day: int) -> None:
    try:
        dt.date(year, month, day)
    except ValueError:
        raise ValueError(f"{text!r} is not a calendar date") from None
