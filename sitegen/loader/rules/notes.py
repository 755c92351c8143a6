"""Remarks of whoever typed or pasted the clipping, in brackets at either end."""

import re

from sitegen.loader import words, written_dates
from sitegen.loader.rules.rule import Found, Taken, View

_BRACKETED = re.compile(r"[(\[{].*[)\]}]\.?\Z", re.DOTALL)

_ABOUT = re.compile(rf"\b(?:{'|'.join(words.ABOUT)})\s*(1[4-9]\d\d|20\d\d)\b", re.IGNORECASE)


def is_note(text: str) -> bool:
    """Whether a text in brackets speaks of the clipping itself."""
    if not _BRACKETED.match(text) or len(text) > 600:
        return False
    lowered = text.lower()
    return any(w in words.NOTE_WORDS for w in re.findall(r"[a-z]+", lowered)) or any(p in lowered for p in words.NOTE_PHRASES)


def note(view: View, at: int) -> Taken | None:
    """A transcriber's remark: all of its lines."""
    if view.lines[at].text[0] not in "([{":
        return None
    for end in range(at + 1, min(at + 9, len(view.lines) + 1)):
        lines = view.lines[at:end]
        if end - at > 1 and lines[-1].gap:
            return None
        if lines[-1].text.rstrip(".")[-1:] in (")", "]", "}"):
            text = " ".join(line.text for line in lines)
            return Taken(end - at, _dates(text, lines[0].number), why="transcriber's note") if is_note(text) else None
    return None


def _dates(text: str, line: int) -> tuple[Found, ...]:
    """The one date that a remark gives the clipping: ``about 1967``, ``Oct. 1957``. Two are none."""
    abouts = {f"{year}~" for year in _ABOUT.findall(text)}
    dates = abouts or {written.iso for written in written_dates.find(text) if written.iso}
    return (Found("date", dates.pop(), line, text, 0.6),) if len(dates) == 1 else ()
