"""The lines of a clipping, and the paragraphs that they make: one a line, or wrapped at a width."""

import itertools
import re

from msgspec import Struct

from sitegen.loader.spelling import NONE, Spelling


class Line(Struct, frozen=True, gc=False):
    """A line that isn't blank."""

    number: int
    """From 1, as an editor counts."""
    text: str
    indent: int
    gap: bool
    """Whether a blank line stands before it, or nothing."""


class Paragraph(Struct, frozen=True):
    """Lines that make one paragraph, and their text joined."""

    lines: tuple[Line, ...]
    text: str

    @property
    def number(self) -> int:
        return self.lines[0].number


class Layout(Struct, frozen=True, gc=False):
    """How the paragraphs of a clipping are set."""

    wrapped: bool
    """Lines end where the width does, not where the paragraph does."""
    width: int = 0
    margin: int = 0
    """Indent of the lines that don't begin a paragraph."""
    indented: bool = False
    """A paragraph begins with an indented line."""
    spaced: bool = True
    """Blank lines stand between paragraphs."""


_END = re.compile(r"[.!?…:;][\"”’'»)\]]{0,5}\Z")
ITEM = re.compile(r"(?:[*•·‣–—+-]|\(?\d{1,3}[.)]|[a-z]\))\s+\S")
"""How an item of a list begins."""
_BULLET = re.compile(r"[*•·‣+–-]\s+\S")
_HYPHENATED = re.compile(r"(\w+)[-\u00ad\u2010]\Z")
MOST_BLANKS = 8
"""A longer run of blanks says no more than this one, and costs patterns its square."""

_BLANKS = re.compile(rf"\s{{{MOST_BLANKS + 1},}}")
LONGEST_WORD = 60
"""Characters before a line's end that are searched for the word that goes on in the next line."""


def ends_sentence(text: str) -> bool:
    """Whether a line ends a sentence, or announces the next with a colon."""
    return _END.search(text, max(0, len(text) - 6)) is not None


def split_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text that aren't blank."""
    lines: list[Line] = []
    gap = True
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.expandtabs(8)
        stripped = _BLANKS.sub(" " * MOST_BLANKS, line.strip())
        if stripped:
            lines.append(Line(number, stripped, len(line) - len(line.lstrip()), gap))
        gap = not stripped
    return tuple(lines)


def layout(lines: tuple[Line, ...]) -> Layout:
    """How the text is set, judged by its lines that follow one another without a blank one."""
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if not b.gap]
    broken = sum(b.text[0].islower() and not ends_sentence(a.text) for a, b in pairs)
    if not broken or broken < 0.2 * len(pairs):
        return Layout(wrapped=False)
    lengths = sorted(len(a.text) + a.indent for a, _ in pairs)
    width = lengths[(len(lengths) * 19) // 20] if len(lengths) > 4 else lengths[-1]
    inside = [b.indent for _, b in pairs if b.text[0].islower()]
    margin = min(inside)
    firsts = [line for line in lines if line.indent >= margin + 2]
    indented = len([line for line in firsts if not line.gap]) >= max(1, len(pairs) // 20)
    paragraphs = sum(line.gap for line in lines)
    return Layout(True, width, margin, indented, spaced=paragraphs >= 3 and paragraphs * 15 >= len(lines))


def joins(a: Line, b: Line, how: Layout) -> bool:
    """Whether a line goes on in the next one."""
    if b.gap or not how.wrapped:
        return False
    if how.indented and b.indent >= how.margin + 2 and a.indent < b.indent:
        return False
    if b.text[0].islower():
        return True
    if _BULLET.match(b.text):
        return False
    room = len(a.text) + a.indent + 1 + len(b.text.split(maxsplit=1)[0])
    if ITEM.match(b.text) and ends_sentence(a.text) and room < how.width:
        return False  # "Apollo" and on the next line "11. It" is no list
    if room <= 0.7 * how.width:
        return False
    return not (not how.spaced and not how.indented and ends_sentence(a.text) and room <= 0.85 * how.width)


def paragraph_at(lines: tuple[Line, ...], at: int, how: Layout, spelled: Spelling = NONE, most: int = 0) -> Paragraph:
    """The paragraph that begins at a line, or its lines up to ``most`` characters; ``spelled`` tells its real hyphens."""
    end, length = at + 1, len(lines[at].text)
    while end < len(lines) and not (most and length > most) and joins(lines[end - 1], lines[end], how):
        length += len(lines[end].text)
        end += 1
    return Paragraph(lines[at:end], joined(lines[at:end], spelled))


def paragraphs(lines: tuple[Line, ...], how: Layout, spelled: Spelling = NONE) -> tuple[Paragraph, ...]:
    """All paragraphs of the lines, in order."""
    found, at = [], 0
    while at < len(lines):
        paragraph = paragraph_at(lines, at, how, spelled)
        found.append(paragraph)
        at += len(paragraph.lines)
    return tuple(found)


def joined(lines: tuple[Line, ...], spelled: Spelling = NONE) -> str:
    """Lines as one text: a space between them, and words that were hyphenated at a line's end whole again."""
    parts = [lines[0].text]
    end = parts[0][-LONGEST_WORD:]
    for line in lines[1:]:
        match = _HYPHENATED.search(end)
        first = re.match(r"\w+", line.text[:LONGEST_WORD])
        if match and first and first[0][0].islower() and not match[1][-1].isdigit():
            if end[-1] == "\u00ad" or not spelled.has_hyphen(match[1], first[0]):
                parts[-1], end = parts[-1][:-1], end[:-1]
        elif match and (line.text[0].isupper() or (line.text[0].isdigit() and match[1][-1].isdigit())):
            pass  # Jean-Paul, 1914-18
        elif not end.endswith("—") or end.endswith(" —"):
            parts.append(" ")
            end += " "
        parts.append(line.text)
        end = (end + line.text[-LONGEST_WORD:])[-LONGEST_WORD:]
    return "".join(parts)


def is_prose(text: str) -> bool:
    """Whether a text reads as sentences rather than as a heading or a line of particulars."""
    count = len(text.split())
    return count > 30 or (count >= 8 and ends_sentence(text) and text[-1] not in ":;")
