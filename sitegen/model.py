"""The nouns: frozen values that pass between the stages. No behaviour that reads the world."""

from typing import Any, Literal

from msgspec import Struct, field

Rights = Literal["full", "excerpt", "metadata"]


class Name(Struct, frozen=True, omit_defaults=True, gc=False):
    """A person, place or organisation that an article names."""

    name: str
    """Full form, or the form of its record; ``John Smith (senator)`` where two bear it."""
    forms: tuple[str, ...] = field(default=(), name="as")
    """Further forms that mean it in this text (``as`` in the front matter)."""


class Image(Struct, frozen=True, omit_defaults=True):
    """A picture that the article was printed with; ``src`` only where the file is at hand."""

    caption: str = ""
    credit: str = ""
    code: str = ""
    date: str = ""
    src: str = ""


class Scan(Struct, frozen=True, omit_defaults=True):
    """A facsimile of the printed article; ``src`` is relative to the article's file."""

    src: str
    page: str = ""


class Origin(Struct, frozen=True, omit_defaults=True):
    """The clipping that import made the article of (``import`` in the front matter)."""

    file: str
    part: int = 0
    sha256: str = ""


class Article(Struct, frozen=True, omit_defaults=True):
    """One published piece. Field order is the order of keys in the file."""

    title: str
    subtitle: str = ""
    date: str = ""
    """EDTF level 1 as written, or ISO with time; "" = undated."""
    authors: tuple[str, ...] = ()
    source: str = ""
    agency: str = ""
    dateline: str = ""
    section: str = ""
    page: str = ""
    edition: str = ""
    collection: str = ""
    identifier: str = ""
    language: str = ""
    url: str = ""
    accessed: str = ""
    added: str = ""
    updated: str = ""
    rights: str = ""
    embargo: str = ""
    images: tuple[Image, ...] = ()
    scans: tuple[Scan, ...] = ()
    people: tuple[Name, ...] = ()
    places: tuple[Name, ...] = ()
    organisations: tuple[Name, ...] = ()
    tags: tuple[str, ...] = ()
    summary: str = ""
    slug: str = ""
    aliases: tuple[str, ...] = ()
    draft: bool = False
    origin: Origin | None = field(default=None, name="import")
    extra: dict[str, Any] = {}
    body: str = ""
    """Markdown; no newline at either end, ``\\n`` between lines."""


class Record(Struct, frozen=True, omit_defaults=True):
    """What is known of one person, place or collection: an authority record."""

    name: str
    sort_name: str = ""
    aliases: tuple[str, ...] = ()
    excludes: tuple[str, ...] = field(default=(), name="not")
    """Forms that are not this one."""
    description: str = ""
    born: str = ""
    died: str = ""
    ids: dict[str, str] = {}
    """Identifiers elsewhere by scheme: wikidata, geonames, viaf, gnd."""
    coordinates: tuple[float, ...] = ()
    """Latitude and longitude in degrees (WGS 84), or empty where unknown."""
    country: str = ""
    part_of: str = ""
    image: str = ""
    draft: bool = False
    extra: dict[str, Any] = {}
    body: str = ""


class Page(Struct, frozen=True, omit_defaults=True):
    """A page that someone wrote by hand (About, Colophon): ``content/pages/*.md``."""

    title: str
    description: str = ""
    order: int = 100
    """Place in the navigation; smaller is further left."""
    nav: bool = True
    draft: bool = False
    body: str = ""


KINDS = ("people", "places", "collections")
"""Folders of records below ``content/``, and of their pages below the site."""
