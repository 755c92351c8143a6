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


def pull_quote(paragraphs: tuple[Paragraph, ...], spoken: tuple[str, ...], at: int) -> bool:
    """Whether a paragraph only repeats a sentence that stands in another one; ``spoken`` are all of them by :func:`as_spoken`."""
    text = paragraphs[at].text
    if len(text) > 400:
        return False
    words = _words(re.sub(r"\s(?:--?|—|–)\s?[^\"”]{3,60}\Z", "", text))
    if not 5 <= len(words) <= 45 or not (text[0] in "\"“‘'" or ends_sentence(text)):
        return False
    needle = f" {' '.join(words)} "
    return any(i != at and len(paragraphs[i].text) > len(text) and needle in other for i, other in enumerate(spoken))


def as_spoken(text: str) -> str:
    """A text's words alone, without capitals and marks, a space on either side of each."""
    return f" {' '.join(_words(text))} "


def _words(text: str) -> list[str]:
    return re.findall(r"[\w’']+", text.lower().replace("’", "'"))


def dead_line(paragraph: Paragraph) -> str:
    """Why a paragraph between others is no text: an advertisement's label, a button. "" where it is text."""
    if len(paragraph.lines) > 1:
        return ""
    kind = furniture_kind(paragraph.text)
    return kind if kind in _DEAD and len(paragraph.text.split()) > (0 if kind == "advertisement" else 1) else ""
