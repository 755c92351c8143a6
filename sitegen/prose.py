"""Text to Markdown and back: what import writes stays the text that it was.

Every paragraph is one Markdown line, so that nothing which needs a second line (setext headings, tables, lazy
continuation) can arise; the rest is escaped by CommonMark's rule that a backslash before ASCII punctuation makes it literal.
"""

import re

from msgspec import Struct


class Block(Struct, frozen=True, gc=False):
    """A paragraph (level 0) or a heading (level 2 or 3) of plain text; ``\\n`` is a line break kept."""

    text: str
    level: int = 0
    quote: bool = False
    """A quotation set apart from the text (a letter, a pull quote)."""


_INLINE = re.compile(r"[\\`*_\[\]<~|]|&(?=#|[A-Za-z])|!(?=\[)")
_START = re.compile(r"(\d{1,9})([.)])(?=\s|\Z)|([#>+=-])|(:)(?=-)")
_BREAK = re.compile(r"[\r\x85\u2028\u2029]")
_CONTROL_BYTES = bytes(n for n in (*range(32), 127) if n not in (9, 10))
_SUSPECTS = (b"\xc2", b"\xef", b"\xe2\x80\xa8", b"\xe2\x80\xa9")
"""Where U+0080 to U+00BF, U+F000 to U+FFFF and the two separators start in UTF-8."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def escape(text: str) -> str:
    """One line of plain text as Markdown that renders as that text."""
    line = _INLINE.sub(r"\\\g<0>", " ".join(text.split()))
    match = _START.match(line)
    if not match:
        return line
    if match[1]:
        return f"{match[1]}\\{line[match.end(1) :]}"
    return "\\" + line


def markdown(blocks: tuple[Block, ...] | list[Block]) -> str:
    """The body of an article: its blocks as Markdown, a blank line between them."""
    return "\n\n".join(filter(None, (_block(b) for b in blocks)))


def _block(block: Block) -> str:
    lines = [escape(line) for line in clean(block.text).split("\n")]
    lines = [line for line in lines if line]
    if not lines:
        return ""
    if block.level:
        text = " ".join(lines)
        return "#" * block.level + " " + re.sub(r"(?<=\s)#+$", lambda m: "\\#" * len(m[0]), text)
    body = "\\\n".join(lines)
    return "> " + body.replace("\n", "\n> ") if block.quote else body


def clean(text: str) -> str:
    """Text without what no page can show: control characters, and surrogates that no file can hold."""
    if text.replace("\n", "").isprintable():
        return text  # nearly all text: the expressions below take three times as long
    text = _BREAK.sub("\n", text.replace("\r\n", "\n"))
    text = _CONTROL.sub("", text)
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def is_clean(data: bytes) -> bool:
    """Whether UTF-8 surely holds nothing that :func:`clean` takes out; most text does, and this is told ten times faster."""
    return len(data.translate(None, _CONTROL_BYTES)) == len(data) and not any(suspect in data for suspect in _SUSPECTS)


def normal_body(body: str) -> str:
    """A Markdown body as the model holds it: ``\\n`` line ends, no newline at either end."""
    return body.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
