"""From a YAML tree to a typed value, by the fields of its Struct. Articles, records and the settings are read here.

Types understood: str, bool, int, float, Literal of texts, Struct, ``dict[str, str]``, ``dict[str, Any]``,
tuples of these, and any of them ``| None``. A Struct may be written short, as a text: its first field.
"""

import math
import types
import typing
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Literal, TypeVar, get_args, get_origin

import msgspec

from sitegen.errors import BadField, Fault, Notice, Spot, did_you_mean
from sitegen.yamltree import Leaf, Node, Sequence
from sitegen.yamltree import Mapping as Tree

T = TypeVar("T")
Convert = Callable[[Node, str], Any]
"""Takes a node and the field's name, gives the typed value, raises Mismatch."""


class Mismatch(Exception):
    """A value isn't what its field wants: the node, what was wanted."""

    def __init__(self, node: Node, name: str, wanted: str) -> None:
        super().__init__(node, name, wanted)
        self.node, self.name, self.wanted = node, name, wanted


def typed(
    tree: Tree,
    cls: type[T],
    path: str,
    synonyms: Mapping[str, str] = types.MappingProxyType({}),
    fault: type[Fault] = BadField,
    unknown: Literal["notice", "fault"] = "notice",
    **given: Any,
) -> tuple[T, tuple[Notice, ...]]:
    """The value of type ``cls`` that a tree means, and a notice for each unknown key.

    ``synonyms`` maps keys that are common elsewhere to ours; ``given`` are fields that don't stand in the tree.
    Raises ``fault`` with the line for a wrong type, a missing field, or (``unknown="fault"``) an unknown key.
    """
    kind: Any = cls
    fields = _fields(kind)
    values: dict[str, Any] = dict(given)
    seen: dict[str, str] = {}
    notices: list[Notice] = []
    for key, node in tree.items.items():
        name = key if key in fields else synonyms.get(key, key)
        found = fields.get(name)
        if found is None:
            notice = Notice(Spot(path, tree.lines[key]), f"unknown key {key!r}", did_you_mean(key, fields))
            if unknown == "fault":
                raise fault(notice.spot, notice.message, notice.hint)
            notices.append(notice)
            continue
        attribute, convert = found
        if attribute in seen:
            message = f"key {key!r} means the same as {seen[attribute]!r} on line {tree.lines[seen[attribute]]}"
            raise fault(Spot(path, tree.lines[key]), message, "keep one of them")
        seen[attribute] = key
        if isinstance(node, Leaf) and node.is_null:
            if attribute in _nullable(kind):
                values[attribute] = None
            continue
        try:
            values[attribute] = convert(node, key)
        except Mismatch as error:
            spot = Spot(path, error.node.line, error.node.column)
            raise fault(spot, f"{error.name}: {error.wanted} wanted, found {found_kind(error.node)}") from None
    for attribute in _required(kind):
        if attribute not in values:
            raise fault(Spot(path, tree.line), f"{attribute} is missing", f"add a line '{attribute}: ...'")
    return cls(**values), tuple(notices)


def found_kind(node: Node) -> str:
    """What a reader of a message should know that stands there instead."""
    if isinstance(node, Sequence):
        return "a list"
    if isinstance(node, Tree):
        return "a mapping"
    if node.is_null:
        return "nothing"
    return f"{node.text[:40]!r}"


def plain(node: Node) -> Any:
    """A tree as plain data: every scalar a text."""
    if isinstance(node, Leaf):
        return "" if node.is_null else node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(item) for key, item in node.items.items()}


@cache
def _fields(cls: Any) -> dict[str, tuple[str, Convert]]:
    """By key in the file: attribute and converter. ``body`` never stands in the front matter."""
    hints = typing.get_type_hints(cls)
    return {info.encode_name: (info.name, _converter(hints[info.name])) for info in msgspec.structs.fields(cls) if info.name != "body"}


@cache
def _required(cls: Any) -> tuple[str, ...]:
    return tuple(info.name for info in msgspec.structs.fields(cls) if info.required)


@cache
def _nullable(cls: Any) -> frozenset[str]:
    """Fields where null is a value of its own; elsewhere it means the default."""
    hints = typing.get_type_hints(cls)
    return frozenset(info.name for info in msgspec.structs.fields(cls) if types.NoneType in get_args(hints[info.name]))


def _converter(kind: Any) -> Convert:
    origin, args = get_origin(kind), get_args(kind)
    if kind is str:
        return _text
    if kind in (bool, int, float):
        return {bool: _flag, int: _whole, float: _number}[kind]
    if origin is Literal:
        return lambda node, name: _one_of(args, node, name)
    if origin is types.UnionType:
        return _converter(next(a for a in args if a is not types.NoneType))
    if origin is tuple:
        item = _item if args[0] is str else _converter(args[0])
        return lambda node, name: _several(item, node, name)
    if origin is dict:
        return _mapping_of_texts if args[1] is str else _anything
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return lambda node, name: _struct(kind, node, name)
    raise TypeError(f"no converter for {kind!r}")


def _text(node: Node, name: str) -> str:
    if not isinstance(node, Leaf) or (node.plain and node.text in ("true", "false", "True", "False")):
        raise Mismatch(node, name, "a text")
    return node.text


def _item(node: Node, name: str) -> str:
    """A text in a list: there ``no`` and ``12:30`` are what they look like."""
    if not isinstance(node, Leaf):
        raise Mismatch(node, name, "a text")
    return node.text


def _flag(node: Node, name: str) -> bool:
    text = node.text.lower() if isinstance(node, Leaf) else ""
    if text not in ("true", "false", "yes", "no"):
        raise Mismatch(node, name, "true or false")
    return text in ("true", "yes")


def _whole(node: Node, name: str) -> int:
    text = node.text if isinstance(node, Leaf) else ""
    if not (0 < len(text) < 18 and text.removeprefix("-").isascii() and text.removeprefix("-").isdigit()):
        raise Mismatch(node, name, "a whole number")
    return int(text)


def _number(node: Node, name: str) -> float:
    try:
        value = float(node.text) if isinstance(node, Leaf) and len(node.text) < 40 else math.nan
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise Mismatch(node, name, "a number")
    return value


def _one_of(allowed: tuple[Any, ...], node: Node, name: str) -> str:
    if not isinstance(node, Leaf) or node.text not in allowed:
        raise Mismatch(node, name, "one of " + ", ".join(a for a in allowed if a))
    return node.text


def _several(item: Convert, node: Node, name: str) -> tuple[Any, ...]:
    """A list; one value alone is a list of one."""
    nodes = node.items if isinstance(node, Sequence) else (node,)
    return tuple(item(n, name) for n in nodes)


def _mapping_of_texts(node: Node, name: str) -> dict[str, str]:
    if not isinstance(node, Tree):
        raise Mismatch(node, name, "'key: value' lines")
    return {key: _item(value, f"{name}.{key}") for key, value in node.items.items()}


def _anything(node: Node, name: str) -> dict[str, Any]:
    if not isinstance(node, Tree):
        raise Mismatch(node, name, "'key: value' lines")
    return {key: plain(value) for key, value in node.items.items()}


def _struct(kind: type[msgspec.Struct], node: Node, name: str) -> Any:
    fields = _fields(kind)
    if isinstance(node, Leaf):  # the short form: a text is the first field
        first = next(iter(fields.values()))
        return kind(**{first[0]: _item(node, name)})
    if not isinstance(node, Tree):
        raise Mismatch(node, name, "a text, or 'key: value' lines")
    values = {}
    for key, value in node.items.items():
        if key not in fields:
            raise Mismatch(value, f"{name}.{key}", "one of the keys " + ", ".join(fields))
        if not (isinstance(value, Leaf) and value.is_null):
            attribute, convert = fields[key]
            values[attribute] = convert(value, f"{name}.{key}")
    missing = [a for a in _required(kind) if a not in values]
    if missing:
        raise Mismatch(node, f"{name}.{missing[0]}", "a value")
    return kind(**values)
