"""When a web page says that it was published and updated: ``Published: 14 March 2006 at 09:42 GMT | Updated: 15 March 2006``.

Only the published part dates the article; when it was changed last is another field.
"""

import re

from msgspec import Struct

from sitegen.loader import words, written_dates
from sitegen.loader.casing import ordinary
from sitegen.loader.lines import ends_sentence
from sitegen.loader.rules.bylines import authors_of
from sitegen.loader.rules.furniture import furniture_kind
from sitegen.loader.rules.papers import is_section, looks_like_paper
from sitegen.loader.rules.rule import Found, Taken, View

_PUBLISHED = r"(?:(?:first|originally)\s+)?(?:published|posted|issued|created)"
_UPDATED = r"(?:(?:last|most recently)\s+)?(?:updated|modified|revised|edited)"
_LABEL = re.compile(rf"(?:(?P<published>{_PUBLISHED})|(?P<updated>{_UPDATED}))\b\s*(?:on|at)?\s*:?\s*", re.IGNORECASE)
_CUT = re.compile(
    r"\s*[|·•;]\s*|\s+[-–—/]{1,2}\s+"
    rf"|(?<!first)(?<!originally)(?<!last)(?<!recently)[\s,.(]+(?={_PUBLISHED}\b|{_UPDATED}\b)|\s+(?=by\s)",
    re.IGNORECASE,
)
"""Where one part of such a line ends: at a mark, or before the next label."""

_CLOCK = re.compile(r"\b\d{1,2}(?:[:.]\d\d){1,2}\s*(?:[ap]\.?m\.?)?(?:\s*[A-Z]{1,5}\b)?|\b\d{1,2}\s*[ap]\.?m\b\.?(?:\s*[A-Z]{1,5}\b)?")
_FILLER = re.compile(rf"\b(?:at|on|{'|'.join(form for form, _ in words.WEEKDAYS)})\b|[\s,.;()\[\]]+", re.IGNORECASE)
_RELATIVE = re.compile(
    r"(?:about\s+|over\s+)?(?:an?|\d+)\s*(?:mins?|minutes?|hrs?|hours?|days?|weeks?|months?|years?|[hmd])\s+ago|just now|today|yesterday",
    re.IGNORECASE,
)
_READING = re.compile(r"\d+[- ]min(?:ute)?s?(?: read)?|reading time:? .{1,12}", re.IGNORECASE)
_BY_ON = re.compile(r"by\s+(?P<who>.{3,60}?)(?:,?\s+(?:on\s+)?(?P<when>(?:\w+,?\s+)?\w*\d.*))?\Z", re.IGNORECASE)
LONGEST = 160
"""Characters of the longest such line."""


class When(Struct, frozen=True):
    """A day as such a part says it."""

    iso: str = ""
    """ISO, "" where it can't be read."""
    fault: str = ""
    """Why it can't be."""


def when(text: str) -> When | None:
    """The day, and perhaps the hour before or after it, that a text is all of; None where it is anything else."""
    text = text.strip(" ,.()[]")
    if _RELATIVE.fullmatch(text):
        return When()
    try:
        return When(written_dates.read(text))
    except ValueError as error:
        if written_dates.NUMERIC.match(text):
            return When(fault=str(error))
    days = written_dates.find(text)
    if len(days) != 1 or not (days[0].year or days[0].fault):
        return None
    day = days[0]
    rest = f"{text[: day.start]} {text[day.end :]}"
    clock = _CLOCK.search(rest)
    if _FILLER.sub("", _CLOCK.sub("", rest, count=1)):
        return None
    if day.fault:
        return When(fault=day.fault)
    try:
        return When(written_dates.read(f"{text[day.start : day.end]} {clock[0] if clock else ''}"))
    except ValueError:
        return When(day.iso)


def published(view: View, at: int) -> Taken | None:
    """A line, or a label and the line below it, that says when a page was published, updated, and by whom."""
    line = view.lines[at]
    if len(line.text) > LONGEST or not (_LABEL.match(line.text) or _CUT.search(line.text)):
        return None
    if (label := _LABEL.fullmatch(line.text)) and at + 1 < len(view.lines):
        below = view.lines[at + 1]
        day = when(below.text)
        return Taken(2, _day(label, day, below.number, below.text)) if day and (day.iso or day.fault) else None
    found = _parts(line.text, line.number)
    if found is None:
        found = _beginning(line.text, line.number) if "title" in view.known else None
    return None if found is None else Taken(1, found, why="" if found else "dates of a web page")


def page_dates(text: str, number: int) -> tuple[Found, ...] | None:
    """The fields of a line that says several such things, the label first; None for any other line."""
    several = len(text) <= LONGEST and _CUT.search(text) and _LABEL.match(text)
    return _parts(text, number) if several else None


def _parts(text: str, number: int) -> tuple[Found, ...] | None:
    """What each part of a line gives; None unless all are such parts, and one of them is labelled or beside a byline."""
    parts = [part.strip(" ,()[]") for part in _CUT.split(text)]
    found: list[Found] = []
    label: re.Match[str] | None = None
    labelled = False
    for whole in filter(None, parts):
        match = _LABEL.match(whole)
        label, part = (match, whole[match.end() :]) if match else (label, whole)
        if not part:
            continue
        if day := when(part):
            labelled = labelled or label is not None
            found += _day(label, day, number, text)
        elif by := _BY_ON.match(part):
            authors = authors_of(by["who"])
            day = when(by["when"]) if by["when"] else None
            if not _is_names(by["who"]) or not authors or (by["when"] and day is None):
                return None
            found.append(Found("authors", authors, number, text, 0.9))
            found += _day(label, day, number, text) if day else ()
            labelled = True
            continue  # "Posted by A | 14 March 2006": the label waits for its day
        elif looks_like_paper(part):
            found.append(Found("source", ordinary(part), number, text, 0.85))
        elif is_section(part):
            found.append(Found("section", part, number, text, 0.7))
        elif not (_READING.fullmatch(part) or _CLOCK.fullmatch(part) or furniture_kind(part)):
            return None
        label = None
    dated = any(f.field in ("date", "updated", "fault") for f in found) or any(_LABEL.match(part) for part in parts)
    return tuple(found) if labelled and dated else None


def _is_names(text: str) -> bool:
    return len(text.split()) <= 8 and all(w[0].isupper() or w in ("and", "&", "van", "von", "de", "der", "del", "la") for w in text.split())


def _day(label: re.Match[str] | None, day: When | None, number: int, text: str) -> tuple[Found, ...]:
    """The field that a day is of. A page's last change dates no article."""
    if day is None or not (day.iso or day.fault):
        return ()
    field = "updated" if label and label["updated"] else "date"
    if day.fault:
        return (Found(f"extra.{field}", text, number, text), Found("fault", day.fault, number, text))
    first = label is not None and label[0].lower().startswith(("first", "orig"))
    return (Found(field, day.iso, number, text, 0.96 if first else 0.95 if label else 0.85),)


def _beginning(text: str, number: int) -> tuple[Found, ...] | None:
    """A line that begins so and goes on otherwise (``Posted on 14 March 2006 in Harbour matters``): kept whole beside its day."""
    label = _LABEL.match(text)
    if not label or ends_sentence(text):
        return None
    day = next((d for d in written_dates.find(text) if d.year and not d.fault), None)
    if day is None or _FILLER.sub("", _CLOCK.sub("", text[label.end() : day.start])):
        return None
    field = "updated" if label["updated"] else "date"
    return Found(field, day.iso, number, text, 0.85), Found("extra.page_dates", text, number, text)
