"""Inside the text: subheadings that nothing marks, pull quotes, and furniture between paragraphs."""

import re

from sitegen.loader.casing import is_capitals
from sitegen.loader.lines import ITEM, Paragraph, ends_sentence, is_prose
from sitegen.loader.rules.furniture import RULE_LINE, furniture_kind

_DEAD = frozenset({"advertisement", "share prompt"})
"""Furniture that is sure enough to be removed between paragraphs."""


def heading_confidence(paragraphs: tuple[Paragraph, ...], at: int) -> float:
    """How sure it is that a paragraph is a subheading: short, without a full stop, with text below; 0 = it isn't."""
    paragraph = paragraphs[at]
    text = paragraph.text
    if len(paragraph.lines) > 1 or at + 1 >= len(paragraphs) or not _looks_like_heading(text):
        return 0.0
    after = paragraphs[at + 1]
    if not (is_prose(after.text) or ITEM.match(after.text) or (ends_sentence(after.text) and len(after.text.split()) >= 4)):
        return 0.0
    if at and _looks_like_heading(paragraphs[at - 1].text) and len(paragraphs[at - 1].lines) == 1:
        return 0.0  # two in a row are verse, a table, a list of names
    if is_capitals(text):
        return 0.9
    return 0.85 if at else 0.7


def _looks_like_heading(text: str) -> bool:
    count = len(text.split())
    if not (1 <= count <= 10 and len(text) <= 75) or ITEM.match(text) or RULE_LINE.match(text):
        return False
    if not (text[0].isupper() or text[0].isdigit() or text[0] in "\"“‘'¿¡") or not any(c.isalpha() for c in text):
        return False
    bare = text.rstrip("\"”’')")
    if text[0] in '"“' and len(bare) < len(text) and bare[-1:] in ".,!?":
        return False  # a line of talk
    return bare[-1:] not in ".,:;—-" and not bare.endswith("…")


class Spoken:
    """Which short paragraphs of a text stand in its longer ones: all looked up in one pass, by a trie of their words."""

    def __init__(self, paragraphs: tuple[Paragraph, ...]) -> None:
        self._quotes: list[_Node | None] = []
        root = _Node()
        for paragraph in paragraphs:
            words = _quoted(paragraph.text)
            self._quotes.append(root.add(words) if words else None)
        if root.after:
            for paragraph in paragraphs:
                root.look(_words(paragraph.text), len(paragraph.text))

    def within(self, at: int) -> int:
        """Length of the longest paragraph in which the words of one stand; 0 for one that can be no pull quote."""
        node = self._quotes[at]
        return node.within if node else 0


class _Node:
    """A word in the trie: what can come after it, and for the last word of a quote where that stands."""

    __slots__ = ("after", "within")

    def __init__(self) -> None:
        self.after: dict[str, _Node] = {}
        self.within = 0

    def add(self, words: list[str]) -> "_Node":
        node = self
        for word in words:
            node = node.after.setdefault(word, _Node())
        return node

    def look(self, words: list[str], length: int) -> None:
        """Notes the quotes that a paragraph of this length has in it."""
        for start, first in enumerate(words):
            node, at = self.after.get(first), start + 1
            while node:
                node.within = max(node.within, length)
                node, at = node.after.get(words[at]) if at < len(words) else None, at + 1


def _quoted(text: str) -> list[str]:
    """The words of what can be a pull quote, without who said it; none for any other paragraph."""
    if len(text) > 400:
        return []
    words = _words(re.sub(r"\s(?:--?|—|–)\s?[^\"”]{3,60}\Z", "", text))
    return words if 5 <= len(words) <= 45 and (text[0] in "\"“‘'" or ends_sentence(text)) else []


def pull_quote(paragraphs: tuple[Paragraph, ...], spoken: Spoken, at: int) -> bool:
    """Whether a paragraph only repeats what stands in a longer one."""
    return spoken.within(at) > len(paragraphs[at].text)


def _words(text: str) -> list[str]:
    return re.findall(r"[\w’']+", text.lower().replace("’", "'"))


def dead_line(paragraph: Paragraph) -> str:
    """Why a paragraph between others is no text: an advertisement's label, a button. "" where it is text."""
    if len(paragraph.lines) > 1:
        return ""
    kind = furniture_kind(paragraph.text)
    return kind if kind in _DEAD and len(paragraph.text.split()) > (0 if kind == "advertisement" else 1) else ""
