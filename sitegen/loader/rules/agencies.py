"""News agencies: the names they have, and the lines that name nothing else."""

import re

from sitegen.loader import words
from sitegen.loader.rules.rule import Found, Taken, View

FORM = "|".join(sorted((re.escape(form) for form in words.AGENCY_NAMES), key=len, reverse=True))
"""Alternatives of a pattern: every form of every agency."""

SEVERAL = rf"(?:{FORM})(?:\s*(?:/|,|-|and|&)\s*(?:{FORM}))*"

_ALONE = re.compile(
    rf"\(?\s*(?:By\s+|From\s+)?(?P<agency>{SEVERAL})(?:\s+(?:writer|staff writer|correspondent|news|wire service|report))?\s*[).]?\Z"
)


def agency_name(text: str) -> str:
    """The name that an agency goes by here, several with ``/``; "" where one isn't known."""
    names = [words.AGENCY_NAMES.get(part.strip(), "") for part in re.split(r"\s*(?:/|,|&|\band\b)\s*", text.strip())]
    return "/".join(dict.fromkeys(names)) if all(names) else words.AGENCY_NAMES.get(text.strip(), "")


def agency_line(view: View, at: int) -> Taken | None:
    """A line that is an agency's name: ``(AP)``, ``By The Associated Press``."""
    line = view.lines[at]
    match = _ALONE.match(line.text)
    if not match or not agency_name(match["agency"]):
        return None
    return Taken(1, (Found("agency", agency_name(match["agency"]), line.number, line.text),))
