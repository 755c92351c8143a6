"""Words of a text with their offsets, and runs of capitalised ones: what the rules look at."""

import re

from msgspec import Struct

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., J.F.
    r"|[^\W\d_]+(?:[-’'‐][^\W\d_]+)*"
    r"|\d+(?:[.,:]\d+)*|[^\w\s]"
)  # fmt: skip
_POSSESSIVE = re.compile(r"[’']s\Z", re.IGNORECASE)
_END = frozenset(".!?:;…")
_CLOSERS = frozenset("”\"’')]»*")
_OPENERS = frozenset("“\"‘'([«*-–—•")


class Token(Struct, frozen=True, gc=False):
    """A word or mark. ``first``: it begins a sentence or stands behind a quotation mark, so that its capital says nothing."""

    start: int
    end: int
    text: str
    first: bool

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()

    @property
    def is_capital(self) -> bool:
        """Begins with a capital, also behind a prefix: ``al-Hakim``, ``d'Estaing``."""
        text = self.text
        if text[0].isupper() or text[0].istitle():
            return True
        head, mark, tail = _prefix(text)
        return bool(mark) and len(head) <= 3 and tail[:1].isupper()

    @property
    def is_acronym(self) -> bool:
        letters = self.text.replace(".", "")
        return len(letters) > 1 and letters.isupper() and letters.isalpha()


def _prefix(text: str) -> tuple[str, str, str]:
    for mark in "-’'‐":
        head, found, tail = text.partition(mark)
        if found:
            return head, found, tail
    return text, "", ""


def tokens(text: str, abbreviations: frozenset[str]) -> tuple[Token, ...]:
    """The text's tokens. ``abbreviations``: words whose point belongs to them, as ``Mr.``."""
    found: list[Token] = []
    first = True
    position = 0
    while match := _WORD.search(text, position):
        start, end = match.span()
        word = match.group()
        if (possessive := _POSSESSIVE.search(word)) and len(word) > 2:
            end -= len(possessive.group())
        elif text[end : end + 1] == "." and (word + "." in abbreviations or (len(word) == 1 and word.isupper())):
            end += 1
        word = text[start:end]
        found.append(Token(start, end, word, first))
        first = _begins_sentence(found, first)
        position = match.end() if end < match.end() else end
    return tuple(found)


def _begins_sentence(found: list[Token], first: bool) -> bool:
    word = found[-1].text
    if word in _END:
        return True
    if word in _OPENERS and word not in _CLOSERS:
        return True
    if word in _CLOSERS:
        return first or (len(found) > 1 and found[-2].text in _END) or word in "\"'"
    return False
