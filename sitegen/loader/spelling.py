"""How a clipping spells its words inside its lines: what tells a real hyphen at a line's end from one that only divides."""

import re
from itertools import pairwise

from msgspec import Struct

from sitegen.loader.words import word_set

KEEP_HYPHEN = word_set(
    """all anti co cross ex half high long low mid multi non off on one part post pre pro self semi short so two three four five
    six seven eight nine ten twenty thirty forty fifty sixty seventy eighty ninety vice well ultra under"""
)
"""First parts after which a hyphen at a line's end is more often a real one."""

_DIVIDED = re.compile(r"\w[-\u2010][ \t]*\n")
_CHAIN = re.compile(r"\w+(?:-\w+)*")


class Spelling(Struct, frozen=True):
    """The words of a text in small letters; empty for a text without a hyphen at a line's end, which asks for none."""

    words: frozenset[str] = frozenset()
    pairs: frozenset[str] = frozenset()
    """Two words with a hyphen between: ``half-way``."""

    def has_hyphen(self, before: str, after: str) -> bool:
        """Whether a hyphen at a line's end belongs to the word: the rest of the text says so, or its first part does."""
        before, after = before.lower(), after.lower()
        if f"{before}-{after}" in self.pairs:
            return True
        return before + after not in self.words and before in KEEP_HYPHEN


NONE = Spelling()
"""Of no text."""


def spelling(text: str) -> Spelling:
    """How a text spells, found once for all of its hyphens: to search it for each would take the square of its length."""
    if not _DIVIDED.search(text):
        return NONE
    words: set[str] = set()
    pairs: set[str] = set()
    for chain in _CHAIN.findall(text.lower()):
        parts = chain.split("-")
        words.update(parts)
        pairs.update(f"{a}-{b}" for a, b in pairwise(parts))
    return Spelling(frozenset(words), frozenset(pairs))
