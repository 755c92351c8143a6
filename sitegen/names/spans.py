"""Where names stand in a text: what a recognizer gives."""

from typing import Literal

from msgspec import Struct

Kind = Literal["PERSON", "PLACE", "ORGANISATION", "OTHER"]
"""OTHER is a name of something else (a people, a ship, a work): no page, but its parts are not people or places."""


class Span(Struct, frozen=True, gc=False):
    """A name in a text; ``text`` is what stands between the offsets (in characters)."""

    start: int
    end: int
    kind: Kind
    text: str
    confidence: float
    """From 0 to 1; the recognizer's own where it has one, else by rule."""
    why: str
    """The rule or the model's label."""
