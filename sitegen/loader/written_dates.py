"""Dates as papers write them, to ISO and EDTF: a grammar of our own over month names.

A day is only read from what says so: nothing is resolved against today, a year of two digits has no century,
and ``3/4/1969`` doesn't say which is the month.
"""

import datetime as dt
import re
from bisect import bisect_left
from email.utils import parsedate_to_datetime

from msgspec import Struct
from msgspec.structs import replace

from sitegen.dates import read_date
from sitegen.loader import words


class Written(Struct, frozen=True, gc=False):
    """A date in a text: where it stands and what it says; 0 for what it doesn't."""

    start: int
    end: int
    year: int = 0
    month: int = 0
    day: int = 0
    iso: str = ""
    """The whole date as ISO or EDTF; "" without a year."""
    weekday_agrees: bool = True
    fault: str = ""
    """Why it is no date after all (30 February), "" else."""


def _alternatives(table: tuple[tuple[str, int], ...]) -> str:
    return "|".join(sorted((re.escape(form) for form, _ in table), key=len, reverse=True))


_MONTH = rf"(?P<month>(?:{_alternatives(words.MONTHS)})\b\.?)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[4-9]\d\d|20\d\d)"
_WEEKDAY = rf"(?:(?P<weekday>(?:{_alternatives(words.WEEKDAYS)})\b)\.?,?\s+)?"

FORMS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(rf"(?<![\w-]){form}(?![\w-])", re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)",
        rf"{_WEEKDAY}(?:the\s+)?{_DAY}(?:\s+of)?(?:\s+|-){_MONTH}(?:,?(?:\s+|-){_YEAR})?",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?",
        rf"{_MONTH},?\s+{_YEAR}",
    )
)
"""The forms that a date has inside a text; the first that fits a place wins."""

_DIGIT = re.compile(r"\d")
ABOUT = re.compile(rf"(?:{'|'.join(words.ABOUT)})\s*(\d{{4}})\Z", re.IGNORECASE)
SEASON = re.compile(rf"({'|'.join(s for s, _ in words.SEASONS)}),?\s+(\d{{4}})\Z", re.IGNORECASE)
DECADE = re.compile(r"(?:the\s+)?(\d{3})0['’]?s\Z", re.IGNORECASE)
RANGE = re.compile(r"(?:between\s+)?(\d{4})\s*(?:-|–|—|/|to|and)\s*(\d{4})\Z", re.IGNORECASE)
NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})\Z")
EPOCH = re.compile(r"\d{9,10}\Z|\d{12,13}\Z")
RFC = re.compile(r"(?:[A-Z][a-z]{2},\s*)?\d{1,2}\s+[A-Z][a-z]{2}\s+\d{4}\s+\d\d:\d\d(?::\d\d)?\s*(?:[+-]\d{4}|[A-Z]{1,4})\Z")
TIME = re.compile(
    r"[,;]?\s*(?:at\s+)?(\d{1,2})(?:[:.](\d\d))?(?::(\d\d))?\s*([ap]\.?m\.?)?\s*([A-Z]{1,5}|[+-]\d\d:?\d\d)?\.?\Z", re.IGNORECASE
)


def read(text: str) -> str:
    """The date that a text is, as ISO or EDTF, with its time and offset where it gives them.

    Raises ValueError with the reason: not a calendar date, ambiguous, or no date at all.
    """
    text = " ".join(text.split()).strip(" .,;")
    if EPOCH.match(text):
        return dt.datetime.fromtimestamp(int(text) / (1000 if len(text) > 10 else 1), dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if RFC.match(text):
        return _rfc(text)
    for reader in (_plain, _reduced, _numeric):
        if found := reader(text):
            return found
    for written in find(text):
        if written.start == 0 and written.year:
            if written.fault:
                raise ValueError(written.fault)
            return written.iso + _time(text[written.end :], text)
    raise ValueError(f"{text[:60]!r} is no date that we know how to read")


def find(text: str) -> tuple[Written, ...]:
    """The dates that stand in a text, in order, without overlap; those without a year too."""
    if not _DIGIT.search(text):
        return ()
    found: list[Written] = []
    for form in FORMS:
        # Those before are in order and apart, and so are a form's own: a neighbour is all that one can overlap.
        fresh = []
        for match in form.finditer(text):
            after = bisect_left(found, match.start(), key=lambda w: w.start)
            free_before = not after or found[after - 1].end <= match.start()
            if free_before and (after == len(found) or match.end() <= found[after].start):
                fresh.append(_written(match))
        found = sorted([*found, *fresh], key=lambda w: w.start)
    return tuple(found)


def only(text: str) -> Written | None:
    """The date that a text is all of, apart from punctuation; None where there is more, or less."""
    for written in find(text):
        if not (text[: written.start] + text[written.end :]).strip(" .,;()[]"):
            return written
    return None


def _written(match: re.Match[str]) -> Written:
    parts = match.groupdict()
    year, day = int(parts.get("year") or 0), int(parts.get("day") or 0)
    month = _number(words.MONTHS, parts["month"])
    where = Written(match.start(), match.end(), year, month, day)
    if "day" not in parts or parts["day"] is None:
        return replace(where, iso=f"{year:04}-{month:02}")
    try:
        date = dt.date(year or 2000, month, day)  # 2000 was a leap year
    except ValueError:
        return replace(where, fault=f"{match[0]!r} is not a calendar date")
    weekday = parts.get("weekday")
    agrees = not (weekday and year) or date.weekday() == _number(words.WEEKDAYS, weekday)
    return replace(where, iso=date.isoformat() if year else "", weekday_agrees=agrees)


def _number(table: tuple[tuple[str, int], ...], form: str) -> int:
    if form.isdigit():
        return int(form)
    wanted = form.lower().rstrip(".")
    return next(number for name, number in table if name.lower() == wanted)


def _plain(text: str) -> str:
    """ISO and EDTF as they are, one form of the offset."""
    if not re.match(r"\d{3}[\dX]", text):
        return ""
    try:
        when = read_date(text)
    except ValueError as error:
        if "calendar" in str(error) or "time of day" in str(error):
            raise
        return ""
    if not when.time:
        return when.text
    time = re.sub(r"([+-]\d\d)(\d\d)\Z", r"\1:\2", when.time)
    return f"{when.year:04}-{when.month:02}-{when.day:02}T{time.replace('+00:00', 'Z')}"


def _reduced(text: str) -> str:
    if match := ABOUT.match(text):
        return f"{match[1]}~"
    if match := SEASON.match(text):
        return f"{match[2]}-{dict(words.SEASONS)[match[1].lower()]}"
    if match := DECADE.match(text):
        return f"{match[1]}X"
    if (match := RANGE.match(text)) and match[1] < match[2]:
        return f"{match[1]}/{match[2]}"
    return ""


def _numeric(text: str) -> str:
    """Numbers alone: read where only one order gives a date, or where dots say day first."""
    if not (match := NUMERIC.match(text)):
        return ""
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    orders = {(second, first)} if match[2] == "." else {(first, second), (second, first)}
    dates = set()
    for month, day in orders:
        try:
            dates.add(dt.date(year, month, day))
        except ValueError:
            continue
    if not dates:
        raise ValueError(f"{text!r} is not a calendar date")
    if len(dates) > 1:
        raise ValueError(f"{text!r} doesn't say whether the month or the day comes first")
    return dates.pop().isoformat()


def _rfc(text: str) -> str:
    try:
        when = parsedate_to_datetime(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is not a calendar date") from error
    return when.isoformat().replace("+00:00", "Z") + ("" if when.tzinfo else "Z")


def _time(tail: str, text: str) -> str:
    """``T19:00:00+01:00`` of what follows a date, "" where nothing does."""
    if not tail.strip(" .,;"):
        return ""
    match = TIME.match(tail)
    if not match or not (match[2] or match[4]):
        raise ValueError(f"{text[:60]!r} has more than a date in it")
    hour, minute, second = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if match[4]:
        hour = hour % 12 + (12 if match[4].lower().startswith("p") else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError(f"{text[:60]!r} is not a time of day")
    zone = match[5] or ""
    offset = re.sub(r"([+-]\d\d):?(\d\d)", r"\1:\2", zone) if zone[:1] in "+-" else words.ZONES.get(zone.upper(), "")
    return f"T{hour:02}:{minute:02}:{second:02}{offset}"
