"""Capitals that are only typography, turned into ordinary letters: ``CAPE CANAVERAL, Fla.`` to ``Cape Canaveral, Fla.``"""

import re

from sitegen.loader.words import word_set

SMALL = word_set("a an and as at by de del der di du for from in la le of on or the to und van von with y")
"""Words that stand small inside a name."""

KEPT = word_set("II III IV VI VII VIII IX XI XII USA US UK UN USSR UAR NASA BBC NBC CBS ABC DC NY")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_LETTERED = re.compile(r"(?:[A-Z]\.){2,}")


def is_capitals(text: str) -> bool:
    """Whether a text is set in capitals: at least two, and no small letter but in ``Mc``, ``St`` and the like."""
    letters = [c for c in text if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    return upper >= 2 and upper >= 0.9 * len(letters)


def ordinary(text: str) -> str:
    """A name in capitals in ordinary letters, word by word; words that have small letters stay as they are."""
    first = True

    def word(match: re.Match[str]) -> str:
        nonlocal first
        start, first = first, False
        found = match[0]
        if len(found) == 1 or not found.isupper() or found in KEPT or _LETTERED.match(text, match.start()):
            return found
        small = found.lower()
        if small in SMALL and not start and text[match.start() - 1 : match.start()] not in ("-", "."):
            return small
        if re.match(r"O[’']\w", found) or re.match(r"D[’']\w", found):
            return found[:3] + found[3:].lower()
        if found.startswith("MC") and len(found) > 3:
            return "Mc" + found[2] + found[3:].lower()
        return found[0] + found[1:].lower()

    return _WORD.sub(word, text)
