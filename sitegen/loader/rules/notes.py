"""Remarks of whoever typed or pasted the clipping, in brackets at either end."""

import re

from sitegen.loader import words
from sitegen.loader.rules.rule import Taken, View

_BRACKETED = re.compile(r"[(\[{].*[)\]}]\.?\Z", re.DOTALL)


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
            return Taken(end - at, why="transcriber's note") if is_note(" ".join(line.text for line in lines)) else None
    return None
