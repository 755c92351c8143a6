"""A page to be: its path, its template, and the exact bytes of what it carries. Their digest decides the rebuild."""

from collections.abc import Callable, Iterable, Mapping
from enum import IntEnum
from types import MappingProxyType

import msgspec
from msgspec import Struct

from sitegen.builder import views
from sitegen.builder.cards import Card
from sitegen.builder.catalogue import Piece
from sitegen.builder.manifest import SourceRow
from sitegen.builder.views import DateView, Entry, Item, PageView
from sitegen.config import Config
from sitegen.dates import When
from sitegen.digest import digest, digest_value

_encode = msgspec.msgpack.Encoder(order="deterministic").encode


class Rank(IntEnum):
    """Order of writing: what is linked before what links to it."""

    ARTICLE = 0
    NAME = 1
    LIST = 2
    FRONT = 3


class Specification(Struct, frozen=True, gc=False):
    """One output file to be."""

    path: str
    template: str
    kind: str
    """Class of its view, by name."""
    carried: tuple[bytes, ...]
    """Encoded: the view, with digests for its text and entries; of an article its card, its text's digest and what is around it."""
    rank: int
    content: bytes
    """Digest of all that the page carries."""
    text: str = ""
    """The file, below ``content/``, whose text is the page's body."""
    entries: tuple[bytes, ...] = ()
    inputs: bytes = b""
    """Of a page that was promised: see Promise."""

    @property
    def root(self) -> str:
        """The way from the page to the site's root."""
        return "../" * self.path.count("/")


RAW = "raw"
"""Kind of a file that is written as it is carried."""


def raw_file(path: str, data: bytes) -> "Specification":
    """The specification of a file for machines: its bytes are what it carries."""
    return Specification(path, "", RAW, (data,), Rank.FRONT, content_of(RAW, (data,)))


class Promise(Struct, frozen=True, gc=False):
    """A page that takes long to tell and seldom changes: told only where what it is made of changed."""

    path: str
    template: str
    inputs: bytes
    """Digest of everything that ``make`` looks at. The same inputs give the same content."""
    has_entries: bool
    make: Callable[[], Specification]


def content_of(kind: str, carried: Iterable[bytes]) -> bytes:
    """Digest of all that a page carries."""
    return digest(kind.encode(), *carried)


def specification(template: str, view: PageView, rank: Rank, items: Iterable[Item] = (), text: str = "") -> Specification:
    """The specification of a page that carries this view."""
    entries = tuple(dict.fromkeys([item.entry for item in items]))
    kind, carried = type(view).__name__, (_encode(view),)
    return Specification(view.path, template, kind, carried, rank, content_of(kind, carried), text, entries)


class Shelf:
    """What all pages are made of beside the catalogue: the settings, the rows, and an entry of each piece, made once for all lists."""

    def __init__(
        self,
        pieces: Iterable[Piece],
        config: Config,
        cards: Mapping[str, bytes] = MappingProxyType({}),
        rows: Mapping[str, SourceRow] = MappingProxyType({}),
    ) -> None:
        """``cards`` and ``rows`` are those of the files, by path."""
        self._cards = cards
        self._rows = rows
        self._digests: list[bytes] = []
        self.entries: dict[bytes, Entry] = {}
        self._list: list[Entry] = []
        self._items: list[Item] = []
        self.config = config
        for piece in pieces:
            made = Entry(piece.address, piece.article.title, date_view(piece.when), piece.article.source, piece.article.summary)
            key = digest_value(made)
            self._digests.append(key)
            self._list.append(made)
            self._items.append(Item(key))
            self.entries[key] = made

    def entry(self, piece: Piece) -> Entry:
        return self._list[piece.number]

    def item(self, piece: Piece, snippet: views.Snippet | None = None) -> Item:
        return Item(self._digests[piece.number], snippet) if snippet else self._items[piece.number]

    def encoded(self, card: Card) -> bytes:
        """A card's bytes."""
        return self._cards[card.path]

    def body(self, card: Card | None) -> bytes:
        """Digest of a card's text; b"" where it has none."""
        return self._rows[card.path].body if card and card.path in self._rows else b""

    def canonical(self, path: str) -> str:
        """Absolute address of a page, "" without site_url."""
        return canonical(self.config.site_url, path)


def canonical(url: str, path: str) -> str:
    """Absolute address of a page below ``url``, "" where that is."""
    return url and url + ("" if path == "index.html" else path)


def date_view(when: When | None) -> DateView | None:
    return DateView(when.iso, when.display) if when else None
