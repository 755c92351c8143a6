"""How much one text may ask of the Markdown parser: counted before it is parsed, so that every machine gives one verdict.

markdown-it-py takes time in proportion to a text's length, but the factor is a product: of brackets left open and what
follows them, of quotations in one another and the lines after them, of a table's columns and its rows. A few kilobytes
could so take it hours. Each of these products has a limit here, some ten times what anybody writes and below a few
seconds of work. ``tests/builder/test_limits.py`` holds both sides.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sitegen.errors import BadText, Spot

if TYPE_CHECKING:
    from markdown_it.token import Token

CHARACTERS = 2_000_000
"""Longest text; the parser takes about 4 s for so much prose, and 20 s for so much of the costliest markup that passes."""

BRACKETS = 2_000
"""Most ``[`` in a paragraph that are left open, or have others in them."""

BRACKET_WORK = 3_000_000
"""Most of: brackets left open in a paragraph, times the signs in it at which the parser stops (1.5 µs each)."""

OPEN_AT_ONCE = 100
"""Of more open brackets than these the parser looks into none: ``maxNesting`` of its preset."""

NESTED = 40
"""Most quotations and lists that one line opens within one another. The parser drops text at ``DEEPEST``; a list counts twice there."""

DEEPEST = 100
"""``maxNesting`` of the parser's preset: what would be nested deeper is lost."""

LINE_WORK = 1_000_000
"""Most of: quotations and lists in one another, times the lines that may belong to the innermost (3 µs each)."""

MARKERS = 200_000
"""Most list items and quotation marks at line starts (40 µs each)."""

CELLS = 200_000
"""Most cells of all tables: a row that is too short is filled up to the columns of the first (15 µs each)."""

NAME_WORK = 100_000_000
"""Most of: forms of names to look for, times the pieces of text in which each is looked for (0.1 µs each)."""

_BLANK = re.compile(r"\n(?:[ \t]*\n)+")
_ITEM = re.compile(r"\n {0,3}[-+*][ \t]+(?=\S)")
"""A list item: it ends a paragraph wherever it stands."""

_CLOSED = re.compile(r"\\.|\[[^\[\]`<\\]*\]", re.DOTALL)
"""An escaped sign; a bracket that is sure to be closed by the next ``]``, for no code or address between could hide that."""

_STOP = re.compile(r"[\n!#$%&*+\-:<=>@\[\\\]^_`{}~]")
"""Signs at which the inline parser tries its rules."""

_MARKER = r"(?:>|[-+*](?=[ \t\n]|\Z)|\d{1,9}[.)](?=[ \t\n]|\Z))[ \t]*"
_FEW = 5
_SEVERAL_MARKERS = re.compile(rf"\n[ \t]*(?:{_MARKER}){{{_FEW + 1}}}")
_MARKERS = re.compile(rf"\n[ \t]*((?:{_MARKER})+)")
_MARKER_ALONE = re.compile(_MARKER)
_RULE = re.compile(r"\n[ \t]*([-*])(?:[ \t]*\1)+[ \t]*(?=\n|\Z)")
"""``* * * *``: a line across, not a list in a list."""

_DELIMITERS = re.compile(r"\n[ \t>*+.)\d:-]*\|[ \t>*+.)\d:|-]*(?=\n|\Z)")
"""A line that may stand below a table's head, and so say how many columns it has."""


def check_limits(text: str, path: str) -> None:
    """Refuses a text that would take the parser too long. Raises BadText naming the file, what is too much, and the limit."""
    check_length(text, path)
    spot = Spot(path)
    _check_brackets(text, spot)
    _check_nesting(text, spot)
    _check_tables(text, spot)


def check_length(text: str, path: str) -> None:
    """Refuses a text that is too long even without markup. Raises BadText."""
    if len(text) > CHARACTERS:
        raise BadText(Spot(path), f"the text has {len(text):,} characters; at most {CHARACTERS:,} are rendered")


def check_names(text: str, forms: int, path: str) -> None:
    """Refuses to look for too many names in a text of too many pieces. Raises BadText."""
    if forms * len(text) <= NAME_WORK:
        return  # nearly all texts
    work = forms * len(_STOP.findall(text))
    if work > NAME_WORK:
        message = f"{forms:,} forms of names in a text of so many pieces take {work:,} steps; at most {NAME_WORK:,} are made"
        raise BadText(Spot(path), message, "take out names that the text doesn't need, or markup")


def check_depth(tokens: "Iterable[Token]", path: str) -> None:
    """Refuses a parsed text of which the parser has dropped what is nested too deep. Raises BadText."""
    if any(token.level >= DEEPEST - 1 for token in tokens):
        raise BadText(Spot(path), f"quotations and lists nested deeper than {DEEPEST} levels (a list has two)", "take some of them out")


def _check_brackets(text: str, spot: Spot) -> None:
    brackets = text.count("[")
    if min(brackets, OPEN_AT_ONCE) * len(text) <= BRACKET_WORK and brackets <= BRACKETS:
        return
    work = 0
    for paragraph in _paragraphs(text):
        if paragraph.count("[") < 2:
            continue
        left = _CLOSED.sub("", paragraph).count("[")
        if left > BRACKETS:
            hint = "put a backslash before each"
            raise BadText(spot, f"a paragraph has {left:,} unmatched '[', or '[' within '['; at most {BRACKETS:,} are looked at", hint)
        work += min(left, OPEN_AT_ONCE) * len(_STOP.findall(paragraph))
    if work > BRACKET_WORK:
        hint = "put a backslash before each '[' that begins no link, or blank lines between the paragraphs"
        raise BadText(spot, f"unmatched '[' that take the parser {work:,} steps; at most {BRACKET_WORK:,} are made", hint)


def _paragraphs(text: str) -> Iterator[str]:
    for block in _BLANK.split(text):
        yield from _ITEM.split(block)


def _check_nesting(text: str, spot: Spot) -> None:
    """A blank line ends what a line has opened, for lines that open nothing themselves."""
    text = "\n" + text
    if text.count("\n") <= MARKERS and not _SEVERAL_MARKERS.search(text):
        return  # nearly all texts; _FEW times MARKERS is LINE_WORK
    text = _RULE.sub("\n_", text)
    markers = work = 0
    for block in _BLANK.split(text):
        counts = [sum(1 for _ in _MARKER_ALONE.finditer(match[1])) for match in _MARKERS.finditer("\n" + block)]
        deepest = max(counts, default=0)
        if deepest > NESTED:
            raise BadText(spot, f"a line with {deepest:,} quotations and lists within one another; at most {NESTED} are read")
        markers += sum(counts)
        work += deepest * (block.count("\n") + 1)
    if markers > MARKERS:
        raise BadText(spot, f"{markers:,} list items and marks of quotations; at most {MARKERS:,} are read")
    if work > LINE_WORK:
        hint = "put blank lines after quotations"
        raise BadText(spot, f"lines within quotations that take the parser {work:,} steps; at most {LINE_WORK:,} are made", hint)


def _check_tables(text: str, spot: Spot) -> None:
    """No two tables of a block share a line, so that its widest table, as long as the block, has no fewer cells than all of them."""
    if (text.count("|") // 2 + 1) * (text.count("\n") + 1) <= CELLS:
        return  # nearly all texts: a head and the line below it have all the columns
    cells = 0
    for block in _BLANK.split(text):
        delimiters = (line.strip("\n\t >|") for line in _DELIMITERS.findall("\n" + block) if "-" in line)
        columns = max((line.count("|") + 1 for line in delimiters), default=0)
        cells += columns * (block.count("\n") + 1)
    if cells > CELLS:
        raise BadText(spot, f"tables of {cells:,} cells; at most {CELLS:,} are set", "put a blank line after each table")
