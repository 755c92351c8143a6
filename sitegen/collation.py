"""The order of names in an A to Z, the same on every machine: never the process locale's."""

import re
import string
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar

from anyascii import anyascii

T = TypeVar("T")

PARTICLES = frozenset(
    {"al", "ap", "ben", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "des", "di", "do", "dos", "du"}
    | {"el", "ibn", "la", "las", "le", "los", "mac", "san", "st", "st.", "te", "ten", "ter", "van", "von", "zu", "y", "e"}
)
"""Words that belong to the surname after them."""

SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "snr", "jnr"})

_ARTICLE = re.compile(r"\A(?:al|el|ad|ar|as|ash|an|at|az)[- ](?=\w)", re.IGNORECASE)
_BEARER = re.compile(r"\s*(\([^()]*\))\Z")
_LATIN = re.compile(r"[ -~\u0300-\u036f’]*\Z")
_ORDER = " _-,;:!?.'’\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz"
"""Printable ASCII in the order of the Unicode Collation Algorithm's default table, as pyuca has it."""
_RANK = MappingProxyType(
    {ord(c): chr(0x100 + n) for n, c in enumerate(_ORDER)} | {ord(c.upper()): chr(0x100 + _ORDER.index(c)) for c in string.ascii_lowercase}
)

_ACCENTS = MappingProxyType({0x300: chr(0x301), 0x301: chr(0x300)})
"""The acute comes before the grave."""


def sort_name(name: str) -> str:
    """A person's name as an index files it: "Armstrong, Neil"; "de Gaulle, Charles"; "King, Martin Luther, Jr."."""
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
    shown = [(name(value), value) for value in values]
    texts = [_ARTICLE.sub("", text, count=1) for text, _ in shown]
    spread = [unicodedata.normalize("NFD", text) for text in texts]
    if all(_LATIN.match(text) for text in spread):
        # pyuca takes half a second to load its table; for Latin letters a small one gives the same order.
        keys: list[Any] = [_latin_key(text) for text in spread]
    else:
        keys = list(map(_collator().sort_key, texts))
    order = sorted(range(len(shown)), key=lambda n: (keys[n], shown[n][0]))
    return [shown[n][1] for n in order]


@cache
def _collator() -> Any:
    """pyuca with its table, which the preview would else load for every build."""
    from pyuca import Collator

    return Collator()


def _latin_key(text: str) -> tuple[str, str, str]:
    """Letters first, then accents, then case: the three levels of the Unicode Collation Algorithm."""
    letters = text if text.isascii() else "".join(c for c in text if not unicodedata.combining(c))
    accents = "" if text.isascii() else "".join(c if unicodedata.combining(c) else " " for c in text)
    return letters.translate(_RANK), accents.translate(_ACCENTS), letters.swapcase()


def letter(sorted_name: str) -> str:
    """The letter of an A to Z that a sort name stands under; ``#`` where it has none."""
    text = _ARTICLE.sub("", sorted_name, count=1)
    first = anyascii(text.lstrip("\"'“‘«(").strip()[:1]).upper()[:1]
    return first if "A" <= first <= "Z" else "#"
