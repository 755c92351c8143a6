"""The order of names in an A to Z, the same on every machine: never the process locale's."""

import re
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from anyascii import anyascii

T = TypeVar("T")

PARTICLES = frozenset(
    {"al", "ap", "ben", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "des", "di", "do", "dos", "du"}
    | {"el", "ibn", "la", "las", "le", "los", "mac", "san", "st", "st.", "te", "ten", "ter", "van", "von", "zu", "y", "e"}
)
"""Words that belong to the surname after them."""

SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "snr", "jnr"})

_ARTICLE = re.compile(r"(?:al|el|ad|ar|as|ash|an|at|az)[- ](?=\w)", re.IGNORECASE)
_BEARER = re.compile(r"\s*(\([^()]*\))\Z")
_PLAIN = re.compile(r"[ -~]*\Z")
_ORDER = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789aAbBcCdDeEfFgGhHiIjJkKlLmMnNoOpPqQrRsStTuUvVwWxXyYzZ"
"""Printable ASCII in the order of the Unicode Collation Algorithm's default table (DUCET 10, by pyuca)."""
_RANK = {ord(c): chr(0x100 + n) for n, c in enumerate(_ORDER)}
_RANK.update({ord(c): _RANK[ord(c.lower())] for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"})


def sort_name(name: str) -> str:
    """A person's name as an index files it: "Putin, Vladimir"; "de Mistura, Staffan"; "King, Martin Luther, Jr."."""
    bearer = _BEARER.search(name)
    words = (name[: bearer.start()] if bearer else name).split()
    after = f" {bearer[1]}" if bearer else ""
    suffix = f", {words.pop()}" if len(words) > 2 and words[-1].lower() in SUFFIXES else ""
    if words:
        words[-1] = words[-1].rstrip(",")
    if len(words) < 2:
        return " ".join(words) + suffix + after
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in PARTICLES:
        first -= 1
    return f"{' '.join(words[first:])}, {' '.join(words[:first])}{suffix}{after}"


def filed(values: Iterable[T], name: Callable[[T], str]) -> list[T]:
    """The values in the order of their sort names: Unicode collation, an Arabic article not counted."""
    keyed = [
        (_ARTICLE.sub("", text, count=1) if _ARTICLE.match(text) else text, text, value) for value in values for text in (name(value),)
    ]
    if all(_PLAIN.match(shown) for shown, _, _ in keyed):
        # pyuca takes half a second to load its table: for plain ASCII the same order comes of a short one.
        key: Callable[[str], Any] = lambda text: text.translate(_RANK)  # noqa: E731
    else:
        from pyuca import Collator

        key = Collator().sort_key
    return [value for _, _, value in sorted(keyed, key=lambda k: (key(k[0]), k[1]))]


def letter(sorted_name: str) -> str:
    """The letter of an A to Z that a sort name stands under; ``#`` where it has none."""
    text = _ARTICLE.sub("", sorted_name, count=1) if _ARTICLE.match(sorted_name) else sorted_name
    first = anyascii(text.lstrip("\"'“‘«(").strip()[:1]).upper()[:1]
    return first if "A" <= first <= "Z" else "#"
