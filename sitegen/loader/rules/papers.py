"""Mastheads, citations, page and date lines: which paper, which day, which page."""

import re

from msgspec import Struct

from sitegen.loader import words, written_dates
from sitegen.loader.casing import is_capitals, ordinary
from sitegen.loader.lines import is_prose
from sitegen.loader.rules.rule import Found, Taken, View

PAGE = re.compile(
    r"\b(?:(?:pages?|pgs?\.?|pp?\.)\s*(?P<page>(?:[A-Z]{1,2}-?)?\d{1,4}[A-Z]?(?:\s*[-–]\s*[A-Z]?\d{1,4})?)|(?P<front>front page))(?=\W|\Z)"
    r"(?:,?\s*col(?:s|umns?)?\.?\s*(?P<column>\d+(?:[-–]\d+)?))?",
    re.IGNORECASE,
)
EDITION = re.compile(
    r"\b((?:[A-Z][\w'’]*\s+){1,3}(?:Edition|EDITION|edition)|(?:\d+(?:st|nd|rd|th)|Second|First|Third) (?:Ed\.|ed\.))(?=\W|\Z)"
)
VOLUME = re.compile(r"\b(?:vol(?:ume|\.)?\s*[\dIVXLC]+|no\.?\s*[\d,]+|number\s+[\d,]+|issue\s+\d+)(?=\W|\Z)", re.IGNORECASE)
PRICE = re.compile(
    r"(?:\bprice\s*:?\s*)?(?:[$£]\d[\d.,]*|\d+\s?(?:cents?|¢|d\.|p\b)"
    r"|\b(?:one|two|three|four|five|six|ten|fifteen)\s?(?:cents?|pence|penny))",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"(?P<kind>(?:first\s+)?(?:published|posted|printed|issued|dated?|publication date|last updated|updated|modified|last modified))"
    r"\s*(?:on|at)?\s*:?\s+(?P<date>.+)\Z",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"(?:copyright|copr\.?|©|\(c\))[\s:]*(?:©|\(c\))?\s*(?P<who>.*)\Z", re.IGNORECASE)
_CONNECTORS = words.word_set("of the and & for de la le du des der die und e y")


class Citation(Struct, frozen=True):
    """What a masthead or a citation says."""

    source: str = ""
    date: str = ""
    fault: str = ""
    page: str = ""
    column: str = ""
    edition: str = ""
    section: str = ""
    rest: str = ""
    paper_word: bool = False
    sure: float = 0.9


def looks_like_paper(text: str) -> bool:
    """Whether a text could be a newspaper's name: capitalised, short, with a word that papers are called by."""
    parts = text.split()
    return _capitalised(text) and any(re.sub(r"[’']s\Z|[-.].*", "", part).lower() in words.PAPER_WORDS for part in parts)


def is_section(text: str) -> bool:
    """Whether a text is a section's label: words that sections are called by, and not only connecting ones."""
    parts = [part.lower() for part in re.findall(r"[\w&'’]+", text)]
    return 1 <= len(parts) <= 5 and all(p in words.SECTIONS for p in parts) and not all(p in words.SECTION_CONNECTORS for p in parts)


def _capitalised(text: str) -> bool:
    parts = text.split()
    return 1 <= len(parts) <= 8 and len(text) <= 60 and all(p[0].isupper() or p.lower() in _CONNECTORS for p in parts) and text[0].isupper()


def citation(text: str) -> Citation | None:
    """A masthead line, taken apart: paper, date, page, edition. None where it has neither date nor page, or is prose."""
    if len(text) > 200:
        return None
    dates = [d for d in written_dates.find(text) if d.year]
    page, edition = PAGE.search(text), EDITION.search(text)
    if len(dates) > 1 or not (dates or page or edition or "|" in text):
        return None
    spans = [(d.start, d.end) for d in dates] + [m.span() for m in (page, edition) if m]
    spans += [m.span() for pattern in (VOLUME, PRICE) for m in pattern.finditer(text)]
    rest = "".join(" | " if any(a <= i < b for a, b in spans) else c for i, c in enumerate(text))
    parts = [part.strip(' .,;:()[]"“”') for part in re.split(r"[,;|•·—–()]|\s-{1,2}\s|\.\s", rest)]
    parts = [part for part in parts if part and not re.fullmatch(r"[\W\d]*|final|dated?|from", part, re.IGNORECASE)]
    if len(parts) > 3 or any(len(p.split()) > 8 or not _capitalised(p) for p in parts):
        return None
    named = next((p for p in parts if looks_like_paper(p)), parts[0] if parts else "")
    label = next((p for p in parts if p != named and is_section(p)), "")
    others = [p for p in parts if p not in (named, label)]
    if not (dates or page or edition or (label and looks_like_paper(named))):
        return None
    date = dates[0] if dates else None
    return Citation(
        source=ordinary(named), date=date.iso if date else "", fault=date.fault if date else "",
        page=("1" if page["front"] else page["page"].upper().replace(" ", "")) if page else "",
        column=(page["column"] or "") if page else "", edition=_edition(edition[1]) if edition else "",
        rest=", ".join(others), section=ordinary(label), paper_word=looks_like_paper(named) if named else False,
        sure=0.95 if not date or date.weekday_agrees else 0.7,
    )  # fmt: skip


def _edition(text: str) -> str:
    return ordinary(text) if is_capitals(text) else text


def found_in(cited: Citation, line: int, text: str, sure: float) -> tuple[Found, ...]:
    """The fields of a citation."""
    values = (
        ("source", cited.source), ("date", cited.date), ("page", cited.page), ("edition", cited.edition), ("section", cited.section),
        ("extra.column", cited.column), ("extra.masthead", text if cited.rest or cited.fault else ""), ("fault", cited.fault),
    )  # fmt: skip
    return tuple(Found(field, value, line, text, min(sure, cited.sure) if field == "date" else sure) for field, value in values if value)


def masthead(view: View, at: int) -> Taken | None:
    """Paper, date and page in one line: ``THE MERIDIAN COURIER, Monday, July 21, 1969, Page 1``."""
    line = view.lines[at]
    cited = citation(line.text)
    if cited is None or not cited.source:
        return None
    sure = cited.paper_word or (bool(cited.page) and bool(cited.date))
    if not sure and "title" not in view.known and not _headline_follows(view, at + 1):
        return None
    return Taken(1, found_in(cited, line.number, line.text, 0.95 if cited.paper_word else 0.7))


def paper_line(view: View, at: int) -> Taken | None:
    """A paper's name on a line, its date or page on the next; or alone above a headline."""
    line = view.lines[at]
    if not looks_like_paper(line.text) or line.text.endswith("."):
        return None
    after = view.lines[at + 1] if at + 1 < len(view.lines) else None
    if after is None:
        return None
    below = citation(after.text)
    if (below is not None and not below.source) or _published(after.text):
        return Taken(1, (Found("source", ordinary(line.text), line.number, line.text, 0.9),))
    if line.gap and after.gap and len(line.text.split()) <= 5 and _ends_with_paper_word(line.text):
        below_title = "title" in view.known and "source" not in view.known
        if below_title or _headline_follows(view, at + 1):
            return Taken(1, (Found("source", ordinary(line.text), line.number, line.text, 0.6),))
    return None


def _ends_with_paper_word(text: str) -> bool:
    return text.rsplit(maxsplit=1)[-1].lower() in words.PAPER_WORDS


def _headline_follows(view: View, at: int) -> bool:
    """Whether a headline, and then text, can still come after."""
    return at + 1 < len(view.lines) and not is_prose(view.paragraph(at).text)


def _published(text: str) -> bool:
    return _PUBLISHED.match(text) is not None and bool(written_dates.find(text))


def date_line(view: View, at: int) -> Taken | None:
    """The day of publication alone: ``18 July 1975``, ``Published 18 November 1970``, ``about 1967``."""
    line = view.lines[at]
    if len(line.text) > 80:
        return None
    match = _PUBLISHED.match(line.text)
    text = (match["date"] if match else line.text).strip(" ()[]")
    field = "updated" if match and ("updated" in match["kind"].lower() or "modified" in match["kind"].lower()) else "date"
    if not match and "title" not in view.known and at == 0 and not _headline_follows(view, at + 1):
        return None
    try:
        iso = written_dates.read(text)
    except ValueError as error:
        written = written_dates.only(text)
        if not match and written is None:
            return None
        if written is not None and not written.fault and not written.year:
            return Taken(1, (Found("extra.date_line", text, line.number, line.text),))
        numeric = written_dates.NUMERIC.match(text)
        if written is None and not numeric:
            return None
        return Taken(1, (Found(f"extra.{field}", text, line.number, line.text), Found("fault", str(error), line.number, line.text)))
    if not match and (text.isdigit() or written_dates.RANGE.match(text)) and not 1500 < int(text[:4]) < 2100:
        return None
    return Taken(1, (Found(field, iso, line.number, line.text, 0.95 if match else 0.85),))


def page_line(view: View, at: int) -> Taken | None:
    """Page, column, edition alone: ``Page 6``, ``p. 3, col. 2``, ``Late City Edition``, with a date perhaps."""
    line = view.lines[at]
    cited = citation(line.text)
    if cited is None or cited.source:
        return None
    return Taken(1, found_in(cited, line.number, line.text, 0.9))


def copyright_line(view: View, at: int) -> Taken | None:
    """A copyright line, which is left out, but names the paper."""
    line = view.lines[at]
    match = _COPYRIGHT.match(line.text)
    if not match or len(line.text) > 160:
        return None
    who = re.sub(r"\ball rights reserved\b.*|\bno (?:part|reproduction)\b.*", "", match["who"], flags=re.IGNORECASE)
    who = re.sub(r"(?:\d{4}\s*(?:[-–—,]\s*)?)+", "", who, count=1)
    who = re.sub(r",?\s*(?:Ltd|Limited|Inc|LLC|plc|Co|Company)\b\.?", "", who).strip(" .,;:-–by")
    found = (Found("source", ordinary(who), line.number, line.text, 0.6),) if who and looks_like_paper(who) else ()
    return Taken(1, found, why="copyright line")
