"""Datelines: where a piece was written, by whose wire, on which day."""

import re

from sitegen.loader import words, written_dates
from sitegen.loader.casing import is_capitals, ordinary
from sitegen.loader.rules.agencies import FORM, SEVERAL, agency_name
from sitegen.loader.rules.rule import Found, Taken, View
from sitegen.loader.written_dates import Written

_WORD = r"[^\W\d_][\w.'’-]*"
PLACE = rf"(?:{_WORD}\s+){{0,4}}{_WORD}(?:,\s+(?:{_WORD}\s+){{0,2}}{_WORD})?"
"""A place as datelines print it, perhaps with its state or country after a comma."""

_SLASH = re.compile(rf"(?P<place>{PLACE}(?:\s*[,/]\s*{PLACE})?)\s*[/|]\s*(?P<agency>{SEVERAL})\Z")
_INLINE = re.compile(
    rf"(?P<place>{PLACE}?)(?P<date>,?\s+(?:{'|'.join(form for form, _ in (*words.MONTHS, *words.WEEKDAYS))})\b[^()—–]{{0,16}}?)?\s*[,.]?\s*"
    rf"(?P<brackets>\((?P<agency>{FORM}|Special|Delayed|By [\w .]+)\)|[—–-]{{1,2}}\s*(?P<bare>{FORM})(?=\s*[.—–-]))?\s*\.?\s*"
    rf"(?P<dash>--?|—|–|:)\s*(?=\S)",
)
LONGEST = 400
"""Characters within which a paragraph's dateline ends."""

_CORRESPONDENT = re.compile(rf"(?:From|By)\s+(?P<who>{words.CORRESPONDENTS}),?\s+(?:in\s+)?(?P<place>{PLACE})[.,]?\Z", re.IGNORECASE)
_WEEKDAY = re.compile(rf",?\s+(?:on\s+)?(?P<weekday>{'|'.join(form for form, _ in words.WEEKDAYS)})\b\.?\s*\Z")


def day_parts(written: Written | None, text: str, line: int, confidence: float) -> tuple[Found, ...]:
    """What a dateline's date gives: the date where it has a year, else a note that waits for one."""
    if written is None:
        return ()
    if written.year and written.iso:
        return (Found("date", written.iso, line, text, confidence),)
    return (Found("extra.dateline_date", text.strip(" ,.()"), line, text, confidence),)


def slash_line(view: View, at: int) -> Taken | None:
    """``City / AGENCY`` on a line of its own."""
    line = view.lines[at]
    match = _SLASH.match(line.text)
    if not match or not (match["place"][0].isupper() and agency_name(match["agency"])):
        return None
    found = (
        Found("dateline", ordinary(match["place"]), line.number, line.text, 0.95),
        Found("agency", agency_name(match["agency"]), line.number, line.text, 0.95),
    )
    return Taken(1, found)


def correspondent_line(view: View, at: int) -> Taken | None:
    """``From Our Own Correspondent, MOSCOW, April 12``: a place and a day, and nobody's name."""
    line = view.lines[at]
    if len(line.text) > 120:
        return None
    dates = written_dates.find(line.text)
    day = next((d for d in dates if not d.fault), None)
    text = line.text if day is None else (line.text[: day.start].rstrip(" ,") + line.text[day.end :].rstrip(" .,"))
    match = _CORRESPONDENT.match(text)
    if not match or not match["place"][0].isupper():
        return None
    found = [
        Found("extra.byline", text[: match.end("who")], line.number, line.text),
        Found("dateline", ordinary(match["place"]), line.number, line.text),
    ]
    if day is not None:
        found += day_parts(day, line.text[day.start : day.end], line.number, 0.7)
    return Taken(1, tuple(found))


def place_line(view: View, at: int) -> Taken | None:
    """A place with a day, alone on its line: ``MOSCOW, April 12``, ``Houston, Texas, Wednesday.``"""
    line = view.lines[at]
    if len(line.text) > 70 or "title" not in view.known:
        return None
    weekday = _WEEKDAY.search(line.text)
    day = next((d for d in written_dates.find(line.text) if not d.fault and d.day), None)
    if day is not None and not line.text[day.end :].strip(" .,:—–-"):
        place, rest = line.text[: day.start], day_parts(day, line.text[day.start : day.end], line.number, 0.7)
    elif weekday:
        place, rest = line.text[: weekday.start()], ()
    else:
        return None
    place = place.rstrip(" ,.(")
    if not re.fullmatch(PLACE, place) or not all(w[0].isupper() or w in ("de", "of", "la", "the", "del", "el") for w in place.split()):
        return None
    return Taken(1, (Found("dateline", ordinary(place), line.number, line.text), *rest))


def inline(text: str, number: int) -> tuple[tuple[Found, ...], str, str]:
    """The dateline that a paragraph begins with: what it gives, its own words, the rest. Nothing found: "" for its words."""
    match = _INLINE.match(text, 0, LONGEST)
    if not match or not text[match.end() :].strip():
        return (), "", text
    place, agency = match["place"].strip(" ,."), match["agency"] or match["bare"] or ""
    raw = match["place"].strip(" ,")
    marked = bool(match["brackets"]) or (bool(match["date"]) and is_capitals(place.split(",")[0]))
    bare = match["dash"] != ":" and is_capitals(place.split(",")[0]) and text[match.start("dash") - 1 : match.start("dash")] in " ."
    if not place or not place[0].isupper() or not (marked or bare) or len(place.split()) > 6:
        return (), "", text
    if match["dash"] == ":" and not match["brackets"]:
        return (), "", text
    lead = text[: match.end()]
    confidence = 0.95 if marked else 0.8
    kept = raw + "." if text[match.end("place") : match.end("place") + 1] == "." and "," in raw else raw
    found = [Found("dateline", ordinary(kept), number, lead.strip(), confidence)]
    if agency_name(agency):
        found.append(Found("agency", agency_name(agency), number, lead.strip(), confidence))
    if match["date"]:
        day = next((d for d in written_dates.find(match["date"]) if not d.fault), None)
        found += day_parts(day, match["date"], number, 0.75)
    return tuple(found), lead.strip(), text[match.end() :].strip()
