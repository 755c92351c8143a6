"""The short way for prose: paragraphs, headings and quotations whose block structure is plain to see.

markdown-it-py spends half a millisecond on an article, most of it on asking every line whether it might be a list, a
table, a fence ... Text whose lines all start with a letter or an opening quotation mark can only be paragraphs. Their
block structure is told here, and inside them simple emphasis and links; a paragraph with more to interpret goes to
markdown-it-py's own inline parser, and a text with any other line goes to it whole. The bytes are the same either way
(property test).
"""

import re

from msgspec import Struct

SAFE_START = r"[^\W_]|[“”‘’«»„‚—–…£€¥§©°¿¡\"'(]"
"""What starts a line that can only be a paragraph's: no list, heading, fence, table, rule, link definition."""

_LINE = re.compile(rf"(?!\d{{1,9}}[.)](?:[ \t]|\Z))(?:{SAFE_START})")
_MARKS = "\\`*_[]<>&!~"
"""What may have to be interpreted inside a paragraph."""

_HEADING = re.compile(r"(#{1,6}) (?=\S)")
_BLANK = re.compile(r"\n{2,}")
_UNSAFE = ("\0", "\r", "]:")
"""NULs, foreign line ends, link definitions: nothing for the short way."""
_INLINE = re.compile(r"[\\`*_\[\]<>&!~]")
_WORDS = r"[^\W_](?:[^\\`*_\[\]<>&!~]*[^\W_])?"
_LABEL = r"[^\\`*_\[\]<>&!~\s](?:[^\\`*_\[\]<>&!~\n]*[^\\`*_\[\]<>&!~\s])?"
_MARKUP = re.compile(  # each alternative starts with a letter of its own, so that the search skips from one to the next
    rf"\*\*(?<![\w*]\*\*)({_WORDS})\*\*(?![\w*])"  # **strong**
    rf"|\*(?<![\w*]\*)({_WORDS})\*(?![\w*])"  # *emphasis*
    rf"|\[({_LABEL})\]\((https?://[a-z0-9.-]+(?:/[A-Za-z0-9/.-]*)?)\)"  # [text](address)
)
_GROUPS = _MARKUP.groups + 1

Segment = tuple[str, str]
"""A stretch of a block's text and the tag it stands in: ``em``, ``strong``, ``a href="..."``, or none."""


class Block(Struct, frozen=True, gc=False):
    """A block of prose that isn't just a plain line."""

    tag: str
    """``p``, or ``h1`` to ``h6``."""
    text: str
    """Markdown."""
    segments: tuple[Segment, ...] | None
    """What the text is made of, or None where it takes the parser to tell."""
    quoted: bool = False


def blocks(text: str) -> list[str | Block] | None:
    """The blocks of a text, plain paragraphs as they stand; None where any of it needs the whole parser."""
    if not text:
        return []
    if text[0] == "\n" or text[-1] == "\n" or any(mark in text for mark in _UNSAFE):
        return None
    marks = [mark for mark in ("\n", *_MARKS) if mark in text]
    found: list[str | Block] = []
    for chunk in _BLANK.split(text) if "\n\n\n" in text else text.split("\n\n"):
        block = chunk if _is_plain(chunk, marks) else _block(chunk)
        if block is None:
            return None
        found.append(block)
    return found


def _is_plain(chunk: str, marks: list[str]) -> bool:
    """Whether a chunk is a paragraph of one line with nothing in it to interpret, as most are. ``marks`` are those of the text."""
    for mark in marks:
        if mark in chunk:
            return False
    return _LINE.match(chunk) is not None and not chunk[-1].isspace()


def _block(chunk: str) -> Block | None:
    if chunk.startswith("#"):
        match = _HEADING.match(chunk)
        content = chunk[match.end() :] if match else ""
        if not match or "\n" in chunk or chunk.endswith("#") or content != content.strip():
            return None
        return Block(f"h{len(match[1])}", content, _segments(content))
    quoted = chunk.startswith("> ")
    if quoted:
        if "\n" in chunk:
            return None
        chunk = chunk[2:]
    if any(not _LINE.match(line) or line != line.strip() for line in chunk.split("\n")):
        return None
    return Block("p", chunk, _segments(chunk), quoted)


def _segments(text: str) -> tuple[Segment, ...] | None:
    parts = _MARKUP.split(text)  # text, then the four groups of each piece of markup and the text after it
    if _INLINE.search("\n".join(parts[::_GROUPS])):
        return None
    found: list[Segment] = []
    for at in range(0, len(parts), _GROUPS):
        if at:
            strong, emphasised, label, address = parts[at - _GROUPS + 1 : at]
            found.append((strong, "strong") if strong else (emphasised, "em") if emphasised else (label, f'a href="{address}"'))
        if parts[at]:
            found.append((parts[at], ""))
    return tuple(found)


def framed(tag: str, html: str, quoted: bool) -> str:
    """A block's HTML round that of its text."""
    block = f"<{tag}>{html}</{tag}>\n"
    return f"<blockquote>\n{block}</blockquote>\n" if quoted else block
