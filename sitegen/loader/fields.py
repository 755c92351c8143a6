"""What the rules found, put together into an article's fields: the surest wins, lists grow, nothing is made up."""

from typing import Any

import msgspec
from msgspec import Struct

from sitegen.errors import BadField, Notice, Spot
from sitegen.loader.draft import Evidence, Fate, Removed
from sitegen.loader.lines import Line
from sitegen.loader.rules.rule import Found, Taken
from sitegen.loader.written_dates import find
from sitegen.model import Image


class Step(Struct, frozen=True):
    """A rule that took some lines."""

    rule: str
    lines: tuple[Line, ...]
    taken: Taken

    @property
    def removed(self) -> tuple[Removed, ...]:
        """The lines that are no part of the article, each with its reason."""
        taken = self.taken
        whys = taken.whys or (taken.why,) * len(self.lines)
        return tuple(Removed(line.number, line.text, why) for line, why in zip(self.lines, whys, strict=True) if taken.why)

    @property
    def fates(self) -> tuple[Fate, ...]:
        """What became of each line."""
        if self.taken.lead:
            return (Fate(self.lines[0].number, "dateline", self.taken.lead),)
        by_line = {found.line: found.field for found in self.taken.found}
        became = "removed" if self.taken.why else ""
        return tuple(Fate(line.number, became or by_line.get(line.number, self.rule), line.text) for line in self.lines)


Fields = tuple[dict[str, Any], tuple[Evidence, ...], tuple[Notice, ...]]


def fields_of(steps: list[Step], path: str) -> Fields:
    """Fields of the article, the evidence of each, and what the user should know.

    Raises BadField for a date that a header line gives and no calendar has.
    """
    values: dict[str, Any] = {}
    sure: dict[str, float] = {}
    extra: dict[str, str] = {}
    evidence: list[Evidence] = []
    notices: list[Notice] = []
    for step in steps:
        for found in step.taken.found:
            spot = Spot(path, found.line)
            if found.field == "fatal":
                raise BadField(spot, found.value, "correct the line, or take it out", found.text)
            if found.field == "fault":
                notices.append(Notice(spot, f"{found.value}; left out"))
                continue
            evidence.append(Evidence(found.field, step.rule, found.line, found.text, found.confidence))
            if found.field.startswith("extra."):
                key = found.field[6:]
                extra[key] = f"{extra[key]}; {found.value}" if key in extra and found.value not in extra[key] else found.value
            elif found.field == "date" and sure.get("date", 0) and values["date"] != found.value:
                notices += _other_date(values, sure, found, spot)
            elif found.field != "nothing":
                _put(values, sure, found)
    _dateline_day(values, extra, notices, path)
    if extra:
        values["extra"] = extra
    return values, tuple(evidence), tuple(notices)


def _put(values: dict[str, Any], sure: dict[str, float], found: Found) -> None:
    """A value into its field: lists grow, decks are joined, else the surest stays and the first of equals."""
    field, value = found.field, found.value
    if field == "images":
        values[field] = _with_image(values.get(field, ()), value)
    elif field in ("authors", "tags"):
        values[field] = tuple(dict.fromkeys((*values.get(field, ()), *value)))
    elif field == "subtitle" and field in values:
        values[field] = f"{values[field]}; {value}"
    elif found.confidence > sure.get(field, 0):
        values[field], sure[field] = value, found.confidence


def _with_image(images: tuple[Image, ...], image: Image) -> tuple[Image, ...]:
    """A credit alone belongs to the caption before it."""
    if not image.caption and images and not images[-1].credit:
        return (*images[:-1], msgspec.structs.replace(images[-1], credit=image.credit))
    return (*images, image)


def _other_date(values: dict[str, Any], sure: dict[str, float], found: Found, spot: Spot) -> list[Notice]:
    """A second date: the surer one stays. A dateline's day is another matter than the paper's, and no contradiction."""
    first, was = values["date"], sure["date"]
    _put(values, sure, found)
    if min(was, found.confidence) < 0.8:
        return []
    return [Notice(spot, f"two dates: {first} and {found.value}; {values['date']} is taken")]


def _dateline_day(values: dict[str, Any], extra: dict[str, str], notices: list[Notice], path: str) -> None:
    """A day without a year: with the article's year where only that is known, else kept as it was written."""
    written = extra.get("dateline_date") or extra.get("date_line", "")
    if not written:
        return
    day = next(iter(find(written)), None)
    date = str(values.get("date", ""))
    if day is not None and day.day and len(date) == 4 and date.isdigit():
        try:
            values["date"] = find(f"{written} {date}")[0].iso or date
        except IndexError:
            return
    if len(str(values.get("date", ""))) >= 10:
        extra.pop("dateline_date", None)
        return
    notices.append(Notice(Spot(path), f"{written!r} is a day without a year: the article stays undated"))
