"""Which format reads a clipping. To add one: a file beside this, and its line in :data:`FORMATS`."""

from collections.abc import Callable

from msgspec import Struct

from sitegen.errors import BadClipping, Notice, Spot
from sitegen.loader.decode import Decoded, decode
from sitegen.loader.draft import Draft
from sitegen.loader.formats import markdown, text
from sitegen.loader.sniff import sniff_text


class Format(Struct, frozen=True):
    """How one kind of clipping is read."""

    name: str
    is_one: Callable[[Decoded, str], bool]
    """Whether a decoded clipping, with its file's name, is of this format."""
    read: Callable[[Decoded, str], tuple[Draft, ...]]
    """Its articles, in order; raises an ArticleFault where there are none."""


FORMATS: tuple[Format, ...] = (
    Format("front matter", markdown.has_front_matter, markdown.read_front_matter),
    Format("Markdown", markdown.is_markdown, markdown.read_markdown),
    Format("plain text", text.is_text, text.read),
)
"""The first that says yes reads it."""


class Parsed(Struct, frozen=True):
    """The articles of a clipping, and what was done to its characters."""

    format: str
    drafts: tuple[Draft, ...]
    notices: tuple[Notice, ...]


def read_clipping(data: bytes, path: str) -> Parsed:
    """The articles that a clipping's bytes are. Raises BadClipping (or another ArticleFault) with what was seen instead."""
    decoded = decode(data, path)
    if kind := sniff_text(decoded.text):
        raise BadClipping(Spot(path), f"{kind.name}, which this version doesn't read", kind.hint)
    found = next(f for f in FORMATS if f.is_one(decoded, path))
    return Parsed(found.name, found.read(decoded, path), decoded.notices)
