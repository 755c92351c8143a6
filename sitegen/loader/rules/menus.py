"""A web page's menu above its article: ``Home``, ``News``, ``Sport``, ``Subscribe``, one a line or in a row."""

import re

from sitegen.loader.rules.furniture import furniture_kind
from sitegen.loader.rules.papers import is_section
from sitegen.loader.rules.rule import Taken, View
from sitegen.loader.words import word_set

ENTRIES = word_set(
    """about account africa americas asia australia blog blogs classifieds crosswords cricket e-paper epaper europe events football
    games help jobs live more newsletters photos pictures podcasts premium puzzles shop tech uk us usa video videos"""
)
"""What menus lead to besides the paper's sections."""

_MARKS = re.compile(r"\s*[|/·•>»]\s*|\s{2,}")
_WHY = "page navigation"
FEW, MANY = 2, 3
"""Entries in a row that are a menu with one that only a page has (``Home``), and without."""


def menu(view: View, at: int) -> Taken | None:
    """The lines of a menu above the headline."""
    if "title" in view.known:
        return None
    if _is_row(view.lines[at].text):
        return Taken(1, why=_WHY)
    end = at
    spaced = at + 1 < len(view.lines) and view.lines[at + 1].gap
    while end < len(view.lines) and (end == at or view.lines[end].gap == spaced) and is_entry(view.lines[end].text):
        end += 1
    if spaced and end - at < MANY:
        return None  # a button, and the section's label apart from it
    return Taken(end - at, why=_WHY) if _is_menu([line.text for line in view.lines[at:end]]) else None


def is_entry(text: str) -> bool:
    """Whether a text could be one entry of a menu."""
    return len(text) <= 30 and (is_section(text) or text.lower() in ENTRIES or furniture_kind(text) == _WHY)


def _is_menu(entries: list[str]) -> bool:
    return len(entries) >= (FEW if any(furniture_kind(entry) == _WHY for entry in entries) else MANY)


def _is_row(text: str) -> bool:
    """Whether a line is a whole menu: entries between marks, or four words and more that are each an entry, one of them a page's own."""
    if len(text) > 200:
        return False
    entries = [entry for entry in _MARKS.split(text) if entry]
    if len(entries) >= FEW and all(is_entry(entry) for entry in entries):
        return _is_menu(entries)
    entries = text.split()
    own = [entry for entry in entries if furniture_kind(entry) == _WHY]
    return len(entries) > MANY and len(own) >= FEW and all(is_entry(entry) for entry in entries)
