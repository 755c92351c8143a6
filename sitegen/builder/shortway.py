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

_LINE = re.compile(rf"(?:{SAFE_START})")
_NUMBERED = re.compile(r"\d{1,9}[.)](?:[ \t]|\Z)")
_PLAIN = re.compile(rf"(?!\d{{1,9}}[.)](?:[ \t]|\Z))(?:{SAFE_START})[^\\`*_\[\]<>&!~\n]*[^\\`*_\[\]<>&!~\s]\Z")
"""A paragraph of one line with nothing in it to interpret: most of all paragraphs."""

_HEADING = re.compile(r"(#{1,6}) (?=\S)")
_BLANK = re.compile(r"\n{2,}")
_UNSAFE = ("\n ", "\n\t", " \n", "\t\n", "\0", "\r", "]:")
"""Indented lines, blanks at line ends, link definitions: nothing for the short way."""
_INLINE = re.compile(r"[\\`*_\[\]<>&!~]")
_TEXT = r"[^\\`*_\[\]<>&!~\s](?:[^\\`*_\[\]<>&!~\n]*[^\\`*_\[\]<>&!~\s])?"
_MARKUP = re.compile(
    r"(?<![\w*])(\*\*?)([^\W_](?:[^\\`*_\[\]<>&!~]*[^\W_])?)\1(?![\w*])"  # *emphasis*, **strong**
    rf"|\[({_TEXT})\]\((https?://[a-z0-9.-]+(?:/[A-Za-z0-9/.-]*)?)\)"  # [text](address)
)


class Segment(Struct, frozen=True, gc=False):
    """A stretch of a block's text."""

    text: str
    tag: str = ""
    """``em``, ``strong``, ``a``, or none."""
    address: str = ""
    """Where an ``a`` leads."""


class Piece(Struct, frozen=True, gc=False):
    """A block of prose."""

    tag: str
    """``p``, or ``h1`` to ``h6``."""
    text: str
    """Markdown."""
    segments: tuple[Segment, ...] | None
    """What the text is made of, or None where it takes the parser to tell."""
    quoted: bool = False


def pieces(text: str) -> list[Piece] | None:
    """The blocks of a text, or None where any of it needs the whole parser."""
    if not text:
        return []
    if text[0] in " \t\n" or text[-1] in " \t\n" or any(mark in text for mark in _UNSAFE):
        return None
    found = []
    for chunk in _BLANK.split(text):
        piece = _piece(chunk)
        if piece is None:
            return None
        found.append(piece)
    return found


def _piece(chunk: str) -> Piece | None:
    if _PLAIN.match(chunk):
        return Piece("p", chunk, (Segment(chunk),))
    if chunk.startswith("#"):
        match = _HEADING.match(chunk)
        content = chunk[match.end() :] if match else ""
        if not match or "\n" in chunk or chunk.endswith("#") or content != content.strip():
            return None
        return Piece(f"h{len(match[1])}", content, _segments(content))
    quoted = chunk.startswith("> ")
    if quoted:
        if "\n" in chunk:
            return None
        chunk = chunk[2:]
    if chunk != chunk.strip() or any(not _LINE.match(line) or _NUMBERED.match(line) for line in chunk.split("\n")):
        return None
    return Piece("p", chunk, _segments(chunk), quoted)


def _segments(text: str) -> tuple[Segment, ...] | None:
    found, at = [], 0
    for match in _MARKUP.finditer(text):
        found.append(Segment(text[at : match.start()]))
        tag = {"*": "em", "**": "strong", None: "a"}[match[1]]
        found.append(Segment(match[2] or match[3], tag, match[4] or ""))
        at = match.end()
    found.append(Segment(text[at:]))
    if any(not segment.tag and _INLINE.search(segment.text) for segment in found):
        return None
    return tuple(segment for segment in found if segment.text)


def framed(piece: Piece, html: str) -> str:
    """A block's HTML round that of its text."""
    block = f"<{piece.tag}>{html}</{piece.tag}>\n"
    return f"<blockquote>\n{block}</blockquote>\n" if piece.quoted else block
