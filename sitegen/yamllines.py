"""The short way for YAML as most front matter has it: lines of ``key: value``, and lists of plain values.

The C parser's events take a third of reading an article. Anything but such lines, a key that stands twice included, is
left to it; the tree is the same either way, lines and columns too (property test).
"""

import re

from sitegen.yamltree import Leaf, Mapping, Node, Sequence

_ODD = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
"""Tabs, other line ends, blanks that are none, and what YAML refuses."""

_VALUE = r"""(?:([^\W_](?:[^:#\n]|:(?! |\Z)|(?<! )#)*)|"([^"\\\n]*)"|'([^'\n]*)')"""
"""Plain, from a letter or a digit on, without ``: `` and `` #``; in double quotes without a backslash; in single ones."""
_PAIR = re.compile(rf"([A-Za-z_][A-Za-z0-9_]*):(?:( +){_VALUE})?\Z")
_ITEM = re.compile(rf"((?:  )?- +){_VALUE}\Z")


def read_lines(text: str, offset: int) -> Mapping | None:
    """The mapping that a text means if it has such lines alone, else None; ``offset`` lines stand before it in its file."""
    if _ODD.search(text):
        return None
    items: dict[str, Node] = {}
    lines: dict[str, int] = {}
    key, dash = "", 0
    listed: list[Leaf] | None = None
    for number, line in enumerate(text.removesuffix("\n").split("\n"), offset + 1):
        if line[-1:] == " ":
            return None
        if pair := _PAIR.match(line):
            if listed is not None and not _close(items, key, listed, dash):
                return None
            key, blanks, plain, double, single = pair.groups()
            if key in items:
                return None
            lines[key] = number
            listed = [] if blanks is None else None
            if blanks is not None:
                items[key] = _leaf(plain, double, single, number, len(key) + len(blanks) + 2)
        elif listed is not None and (item := _ITEM.match(line)):
            start, plain, double, single = item.groups()
            if listed and start.index("-") != dash:
                return None
            dash = start.index("-")
            listed.append(_leaf(plain, double, single, number, len(start) + 1))
        else:
            return None
    whole = listed is None or _close(items, key, listed, dash)
    return Mapping(items, lines, offset + 1, 1) if items and whole else None


def _close(items: dict[str, Node], key: str, listed: list[Leaf], dash: int) -> bool:
    """Ends a list; False where it has no items."""
    if listed:
        items[key] = Sequence(tuple(listed), listed[0].line, dash + 1)
    return bool(listed)


def _leaf(plain: str | None, double: str | None, single: str | None, line: int, column: int) -> Leaf:
    if plain is not None:
        return Leaf(plain, True, line, column)
    return Leaf(double if double is not None else single or "", False, line, column)
