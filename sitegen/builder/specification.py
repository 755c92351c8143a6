"""A page to be: its path, its template, and the exact bytes of what it carries. Its digest decides the rebuild."""

from collections.abc import Iterable
from enum import IntEnum

import msgspec
from msgspec import Struct

from sitegen.builder import views
from sitegen.builder.catalogue import Piece
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
    carried: bytes
    """The view, encoded: what the template sees, with digests for its body and entries."""
    rank: int
    body: bytes = b""
    entries: tuple[bytes, ...] = ()
    links: tuple[str, ...] = ()

    @property
    def content(self) -> bytes:
        """Digest of all that the page carries."""
        return digest(self.kind.encode(), self.carried)

    @property
    def root(self) -> str:
        """The way from the page to the site's root."""
        return "../" * self.path.count("/")


def specification(template: str, view: PageView, rank: Rank, items: Iterable[Item] = ()) -> Specification:
    """The specification of a page that carries this view."""
    entries = tuple(dict.fromkeys(item.entry for item in items))
    body: bytes = getattr(view, "body", b"")
    return Specification(view.path, template, type(view).__name__, _encode(view), rank, body, entries, view.linked)


def carried(spec_kind: str, data: bytes) -> PageView:
    """The view of a specification, decoded."""
    view: PageView = msgspec.msgpack.decode(data, type=getattr(views, spec_kind))
    return view


class Shelf:
    """Entries of all pieces, each with its digest: made once for all lists."""

    def __init__(self, pieces: Iterable[Piece], config: Config) -> None:
        self._digests: list[bytes] = []
        self.entries: dict[bytes, Entry] = {}
        self._list: list[Entry] = []
        self.config = config
        for piece in pieces:
            made = Entry(piece.address, piece.article.title, date_view(piece.when), piece.article.source, piece.article.summary)
            key = digest_value(made)
            self._digests.append(key)
            self._list.append(made)
            self.entries[key] = made

    def entry(self, piece: Piece) -> Entry:
        return self._list[piece.number]

    def item(self, piece: Piece, snippet: views.Snippet | None = None) -> Item:
        return Item(self._digests[piece.number], snippet)

    def canonical(self, path: str) -> str:
        """Absolute address of a page, "" without site_url."""
        url = self.config.site_url
        return url and url + ("" if path == "index.html" else path)


def date_view(when: When | None) -> DateView | None:
    return DateView(when.iso, when.display) if when else None
