"""What a rule is: it looks at the lines from a place on, and says what they are, or nothing."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from sitegen.loader.lines import Layout, Line, Paragraph, is_prose, paragraph_at
from sitegen.loader.spelling import NONE, Spelling

SEEN = 2000
"""Characters of a paragraph from which a rule has seen enough of it: no headline, deck or caption is as long."""


class View(Struct, frozen=True):
    """What a rule may see."""

    lines: tuple[Line, ...]
    layout: Layout
    known: frozenset[str] = frozenset()
    """Fields that earlier lines gave."""
    spelled: Spelling = NONE
    """How the whole clipping spells."""

    def paragraph(self, at: int) -> Paragraph:
        """The paragraph at a place, or the lines of it with which it is longer than SEEN."""
        return paragraph_at(self.lines, at, self.layout, self.spelled, SEEN)

    def block_end(self, at: int) -> int:
        """Index after the last line before the next blank one."""
        end = at + 1
        while end < len(self.lines) and not self.lines[end].gap:
            end += 1
        return end

    def prose_follows(self, at: int) -> bool:
        """Whether the paragraph at a place is one of running text."""
        return at < len(self.lines) and is_prose(self.paragraph(at).text)


class Found(Struct, frozen=True):
    """A field's value, and where it stood."""

    field: str
    """A field of Article, or ``extra.key``."""
    value: Any
    line: int
    text: str
    confidence: float = 0.9


class Taken(Struct, frozen=True):
    """What a rule makes of some lines: fields, or a reason to leave them out, or both (a copyright line)."""

    lines: int
    found: tuple[Found, ...] = ()
    why: str = ""
    whys: tuple[str, ...] = ()
    """The reason of each line, where they have several."""
    lead: str = ""
    """The beginning of a paragraph that was taken while the rest is text: an in-line dateline."""


class Rule(Struct, frozen=True):
    """A named rule; ``match`` is pure."""

    name: str
    match: Callable[[View, int], Taken | None]
    far: bool = False
    """Whether it may take many lines at the end."""
