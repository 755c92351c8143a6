"""A fault in words: ``path:line:column: what is wrong``, the line it stands in, the causes, what to do.

Text only: ``report.py`` prints it, the preview shows it in the browser.
"""

import contextlib
import re
from pathlib import Path

from sitegen.errors import Fault, Notice, Spot
from sitegen.files import read_bytes

EXCERPT = 100
"""Characters of a line that are shown."""

_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def shown(text: str) -> str:
    """One line of anybody's text that is safe on a terminal: control characters, line ends and bidi marks are spelt out."""
    return _UNSHOWN.sub(_spelt, text)


def _spelt(match: re.Match[str]) -> str:
    code = ord(match[0])
    if 0xDC80 <= code <= 0xDCFF:  # a byte of a file name that isn't UTF-8
        return f"\\x{code - 0xDC00:02x}"
    return {9: "\\t", 10: "\\n", 13: "\\r"}.get(code) or (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}")


def message(fault: Fault | Notice, root: Path | None = None) -> str:
    """Everything that is known of a fault or a warning, in lines. ``root``: where the excerpt may be read."""
    first = shown(f"{fault.spot}: {fault.message}" if str(fault.spot) else fault.message)
    lines = [first, *_excerpt(fault, root)]
    if isinstance(fault, Fault):
        lines += [f"  because {cause}" for cause in _causes(fault)]
    if fault.hint:
        lines.append(f"  hint: {shown(fault.hint)}")
    return "\n".join(lines)


def _excerpt(fault: Fault | Notice, root: Path | None) -> list[str]:
    given = fault.excerpt if isinstance(fault, Fault) else ""
    if "\n" in given:
        return [f"    {shown(line)[:EXCERPT]}" for line in given.splitlines()[:5]]
    line = given or (_line(root, fault.spot) if root and fault.spot.line else "")
    column = fault.spot.column if fault.spot.column <= len(line) else 0
    if not line.strip():
        return []
    start = max(0, column - EXCERPT // 2) if column > EXCERPT - 10 else 0
    text = shown(line[start : start + EXCERPT])
    if not column:
        return [f"    {text}"]
    return [f"    {text}", "    " + " " * len(shown(line[start : column - 1])) + "^"]


def _line(root: Path | None, spot: Spot) -> str:
    with contextlib.suppress(Fault, IndexError):
        text = read_bytes((root or Path()) / spot.path, 1 << 22).decode("utf-8", "replace")
        return text.removeprefix("\ufeff").split("\n")[spot.line - 1].rstrip("\r")
    return ""


def _causes(fault: BaseException) -> list[str]:
    """The chain of causes, each said once: what the message itself holds isn't said again."""
    said = str(fault).lower()
    causes = []
    cause = fault.__cause__
    while cause is not None:
        text = _in_words(cause)
        if text and text.lower() not in said:
            causes.append(shown(text))
            said += text.lower()
        cause = cause.__cause__
    return causes


def _in_words(cause: BaseException) -> str:
    if isinstance(cause, Fault):
        return str(cause)
    if isinstance(cause, OSError):
        return cause.strerror or str(cause)
    text = (str(cause).splitlines() or [""])[0]
    return text if isinstance(cause, ValueError) else f"{type(cause).__name__}: {text}".removesuffix(": ")
