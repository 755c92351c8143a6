"""``Key: value`` lines above or below an article, as people type them from a catalogue."""

import re

from sitegen.loader import words, written_dates
from sitegen.loader.casing import ordinary
from sitegen.loader.rules.agencies import agency_name
from sitegen.loader.rules.bylines import authors_of
from sitegen.loader.rules.papers import PAGE, citation, found_in
from sitegen.loader.rules.published import page_dates
from sitegen.loader.rules.rule import Found, Taken, View

_LINE = re.compile(r"(?P<key>[A-Za-z][A-Za-z.' -]{0,24}?)\s*:\s*(?P<value>\S.*)?\Z")
_NOBODY = re.compile(rf"(?:from|by)?\s*{words.CORRESPONDENTS}\.?\Z", re.IGNORECASE)
_UNKNOWN = frozenset({"", "unknown", "none", "n.d.", "nd", "no date", "undated", "n/a", "?", "-", "not given", "not known"})


def key_of(text: str) -> tuple[str, str, str] | None:
    """Field (or ``extra.key``), key and value of a header line; None for any other line."""
    match = _LINE.match(text)
    if not match:
        return None
    key = " ".join(match["key"].lower().replace(".", "").split())
    field = words.HEADERS.get(key) or (f"extra.{key.replace(' ', '_')}" if key in words.OTHER_HEADERS else "")
    return (field, match["key"], (match["value"] or "").strip()) if field else None


def header_lines(view: View, at: int) -> Taken | None:
    """One or more header lines. A single one must have a value that only such a line has, for headlines have colons too."""
    end = at
    while end < len(view.lines) and (end == at or not view.lines[end].gap) and key_of(view.lines[end].text):
        end += 1
    if end == at:
        return None
    first = key_of(view.lines[at].text)
    if first is None or (first[0].startswith("extra.") and end - at == 1):
        return None
    found: list[Found] = []
    for line in view.lines[at:end]:
        field, key, value = key_of(line.text) or ("", "", "")
        found += page_dates(line.text, line.number) or values(field, key, value, line.number, line.text)
    if end - at == 1 and not _certain(first[0], found):
        return None
    return Taken(end - at, tuple(found))


def _certain(field: str, found: list[Found]) -> bool:
    if field in ("date", "updated", "accessed"):
        return any(f.field in ("date", "updated", "accessed", "fatal") for f in found)
    if field == "page":
        return bool(found) and re.fullmatch(r"[A-Z]{0,2}-?\d{1,4}[A-Z]?(?:-\d+)?", str(found[0].value)) is not None
    if field == "authors":
        return bool(found) and found[0].field == "authors" and len(found[0].text.split()) <= 6
    if field == "url":
        return bool(found) and str(found[0].value).startswith(("http://", "https://"))
    if field == "source" and len(found) > 1:  # a citation
        return True
    return field in ("source", "agency", "edition", "section", "identifier", "dateline") and len(found[0].text.split()) <= 7


def values(field: str, key: str, value: str, line: int, text: str) -> tuple[Found, ...]:
    """What a header line gives. A date that can't be is fatal: whoever typed it must look."""
    if value.lower() in _UNKNOWN:
        return (Found("nothing", value, line, text, 1.0),)
    if field in ("date", "updated", "accessed"):
        return _date(field, key, value, line, text)
    if field == "source":
        cited = citation(value)
        if cited is not None and cited.source:
            return found_in(cited, line, text, 0.95)
        return (Found("source", ordinary(value), line, text, 0.95),)
    if field == "authors":
        if _NOBODY.match(value):
            return (Found("extra.byline", value, line, text),)
        return (Found("authors", authors_of(re.sub(r"^by\s+", "", value, flags=re.IGNORECASE)), line, text, 0.95),)
    if field == "page":
        match = PAGE.search(f"page {value}")
        column = (Found("extra.column", match["column"], line, text),) if match and match["column"] else ()
        number = (match["page"] or "1").replace(" ", "") if match and value[0].isalnum() and any(c.isdigit() for c in value) else value
        return (Found("page", number, line, text, 0.95), *column)
    if field == "tags":
        return (Found("tags", tuple(part.strip() for part in re.split(r"[;,]", value) if part.strip()), line, text, 0.95),)
    if field == "agency":
        return (Found("agency", agency_name(value) or value, line, text, 0.95),)
    if field in ("dateline", "section"):
        return (Found(field, ordinary(value), line, text, 0.95),)
    return (Found(field, value, line, text, 0.95),)


def _date(field: str, key: str, value: str, line: int, text: str) -> tuple[Found, ...]:
    try:
        return (Found(field, written_dates.read(value), line, text, 0.98),)
    except ValueError as error:
        if "calendar" in str(error) or "time of day" in str(error):
            return (Found("fatal", f"{key}: {error}", line, text, 1.0),)
        cited = citation(value)
        if cited is not None and cited.date:
            return found_in(cited, line, text, 0.9)
        return (Found(f"extra.{field}", value, line, text, 1.0), Found("fault", str(error), line, text, 1.0))
