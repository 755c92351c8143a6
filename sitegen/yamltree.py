"""YAML as it was written: a tree of texts with their places, for the schema to type.

PyYAML's own loaders keep the last of duplicate keys, turn ``no`` into False and ``12:30:45`` into 45045, and
build objects from tags. So we take its events (the C parser's, ten times faster) and refuse what we don't want.
"""

from collections.abc import Callable
from typing import Any, ClassVar

import yaml
from msgspec import Struct

from sitegen.errors import BadFrontMatter, Spot

try:
    from yaml import CSafeDumper as _Dumper
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML without libyaml: slower, the same events
    from yaml import SafeDumper as _Dumper  # type: ignore[assignment]
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

DEPTH = 20
"""Deepest nesting that is read; no front matter needs more, and it bounds the recursion."""


class Leaf(Struct, frozen=True, gc=False):
    """A scalar: its text, whether it stood without quotes, its line and column."""

    text: str
    plain: bool
    line: int
    column: int

    @property
    def is_null(self) -> bool:
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


class Sequence(Struct, frozen=True):
    items: tuple["Node", ...]
    line: int
    column: int


class Mapping(Struct, frozen=True):
    items: dict[str, "Node"]
    lines: dict[str, int]
    """Line of each key."""
    line: int
    column: int


Node = Leaf | Sequence | Mapping


def read_mapping(text: str, path: str, offset: int = 0) -> Mapping:
    """The mapping that a YAML text is; ``offset`` lines stand before it in its file.

    Raises BadFrontMatter for what isn't YAML, for anything but a mapping, and for tags, anchors, aliases,
    duplicate keys, and nesting over DEPTH.
    """
    try:
        return _Reader(text, path, offset).document()
    except yaml.MarkedYAMLError as error:
        mark = error.context_mark if _opened_before(error) else error.problem_mark or error.context_mark
        spot = Spot(path, mark.line + 1 + offset, mark.column + 1) if mark else Spot(path, 1 + offset)
        if "nesting depth" in str(error.problem):  # libyaml's own limit, which it meets first where it reads ahead
            raise BadFrontMatter(spot, f"nested deeper than {DEPTH}") from error
        raise BadFrontMatter(spot, f"not YAML: {error.problem or error.context}", _hint(error)) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1 + offset
        what = f"character U+{ord(error.character):04X}" if isinstance(error.character, str) else f"byte {error.character}"
        raise BadFrontMatter(Spot(path, line), f"not YAML: {what} may not stand here") from error
    except yaml.YAMLError as error:
        raise BadFrontMatter(Spot(path, 1 + offset), f"not YAML: {error}") from error


_UNENDED = ("end of stream", "document indicator", "document separator", "expected ':'")


def _opened_before(error: yaml.MarkedYAMLError) -> bool:
    """Whether the fault is where something begins: a quote that isn't closed, a key without its colon."""
    return "while scanning" in str(error.context) and str(error.problem).endswith(_UNENDED)


def _hint(error: yaml.MarkedYAMLError) -> str:
    problem = str(error.problem)
    if "mapping values are not allowed" in problem:
        return "a value with ': ' in it must stand in quotes"
    if "quoted scalar" in str(error.context) or "end of stream" in problem:
        return "is a closing quote missing?"
    if "cannot start any token" in problem:
        return "a value that starts with this character must stand in quotes"
    return ""


class _Reader:
    def __init__(self, text: str, path: str, offset: int) -> None:
        self._next: Callable[[], Any] = _Loader(text).get_event
        self._path = path
        self._first = offset + 1

    def document(self) -> Mapping:
        self._next()  # stream start
        if isinstance(self._next(), yaml.StreamEndEvent):
            return Mapping({}, {}, self._first, 1)
        node = self._node(self._next(), 0)
        self._next()  # document end
        after = self._next()
        if not isinstance(after, yaml.StreamEndEvent):
            raise self._fault(after, "a second YAML document")
        if isinstance(node, Leaf) and node.is_null:
            return Mapping({}, {}, node.line, node.column)
        if not isinstance(node, Mapping):
            raise BadFrontMatter(Spot(self._path, node.line, node.column), "'key: value' lines wanted here", excerpt=_start(node))
        return node

    def _fault(self, event: Any, message: str) -> BadFrontMatter:
        mark = event.start_mark
        return BadFrontMatter(Spot(self._path, mark.line + self._first, mark.column + 1), message)

    def _node(self, event: Any, depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            raise self._fault(event, f"alias *{event.anchor}: a value must be written out")
        if event.anchor is not None:
            raise self._fault(event, f"anchor &{event.anchor}: a value must be written out")
        if event.tag is not None:
            raise self._fault(event, f"tag {event.tag}: not allowed")
        mark = event.start_mark
        line, column = mark.line + self._first, mark.column + 1
        if isinstance(event, yaml.ScalarEvent):
            return Leaf(event.value, not event.style, line, column)  # the C parser says "", the other one None
        if depth >= DEPTH:
            raise self._fault(event, f"nested deeper than {DEPTH}")
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(inner := self._next(), yaml.SequenceEndEvent):
                items.append(self._node(inner, depth + 1))
            return Sequence(tuple(items), line, column)
        return self._mapping(line, column, depth)

    def _mapping(self, line: int, column: int, depth: int) -> Mapping:
        items: dict[str, Node] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Leaf):
                raise self._fault(event, "a key must be a text")
            if key.text in items:
                raise self._fault(event, f"key {key.text!r} stands twice, first on line {lines[key.text]}")
            lines[key.text] = key.line
            items[key.text] = self._node(self._next(), depth + 1)
        return Mapping(items, lines, line, column)


def _start(node: Node) -> str:
    return node.text[:60] if isinstance(node, Leaf) else ""


class _Writer(_Dumper):
    """Writes dates as people do (``1969-07-21`` without quotes): our reader takes them as texts anyway."""

    yaml_implicit_resolvers: ClassVar[Any] = {  # type: ignore[misc]
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in _Dumper.yaml_implicit_resolvers.items()
    }

    def ignore_aliases(self, data: Any) -> bool:
        return True


def write_mapping(value: dict[str, Any]) -> str:
    """YAML lines for a mapping of texts, booleans, numbers, lists and mappings, keys in the order given."""
    return yaml.dump(value, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=2**30, default_flow_style=False)
