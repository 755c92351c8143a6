"""The catalogue: all cards in order, every name told apart and given its address. Pure; the heart of the build."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from urllib.parse import quote

from msgspec import Struct

from sitegen.builder.addresses import published_at
from sitegen.builder.cards import Card
from sitegen.builder.views import Link, Snippet
from sitegen.dates import When, read_date
from sitegen.errors import Notice, PathClash, Spot
from sitegen.model import Article, Page, Record
from sitegen.slug import identity, slug, told_apart

LINKED = ("people", "places")
"""Kinds of names that an article lists."""


class Piece:
    """A published article with its date read: what the pages are made of."""

    __slots__ = ("address", "article", "bearers", "card", "collection", "company", "number", "when", "year")

    def __init__(self, card: Card, article: Article, number: int) -> None:
        self.card = card
        self.article = article
        self.number = number
        self.address = card.address + ".html"
        self.when: When | None = read_date(article.date) if article.date else None
        self.bearers: tuple[Bearer, ...] = ()
        """People, then places, as the article lists them."""
        self.company: tuple[int, ...] = ()
        """Numbers of the same, each once."""
        self.collection: Bearer | None = None

        self.year = f"{self.when.year:04}" if self.when else ""
        """``1969``, or "" for an undated one."""

    @property
    def links(self) -> tuple[Link, ...]:
        """To the pages of its bearers."""
        return tuple([bearer.link for bearer in self.bearers])


class Bearer:
    """One person, place or collection that has a page."""

    __slots__ = ("address", "card", "kind", "link", "name", "number", "pieces", "record", "snippets")

    def __init__(self, kind: str, name: str, card: Card | None = None, record: Record | None = None) -> None:
        self.kind = kind
        self.name = name
        self.card = card
        self.record = record
        self.address = ""
        """With ``.html``."""
        self.link = Link(name, "")
        """To its page, once it has an address."""
        self.number = 0
        """Place among all bearers, by kind and address."""
        self.pieces: list[Piece] = []
        self.snippets: list[Snippet | None] = []

    @property
    def is_worth_a_page(self) -> bool:
        """Named in a published article, or a person or place that is described by hand."""
        return bool(self.pieces) or (self.card is not None and self.card.has_text and self.kind != "collections")


class Choice(Struct, frozen=True):
    """A plain address that several bearers would have: a page that offers them."""

    kind: str
    address: str
    bearers: tuple[Bearer, ...]


class Catalogue:
    """What the list pages are made of. Built once, then only read."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        pages: Sequence[Card],
        bearers: Sequence[Bearer],
        choices: Sequence[Choice],
        notices: Sequence[Notice],
    ) -> None:
        self.pieces = tuple(pieces)
        """In order of their dates, the undated last."""
        self.pages = tuple(pages)
        self.choices = tuple(choices)
        self.notices = tuple(notices)
        self._bearers = tuple(bearers)

    def numbered(self, number: int) -> Bearer:
        """The bearer with a number."""
        return self._bearers[number]

    def numbers(self, kind: str) -> range:
        """The numbers of the bearers of one kind; those of places come last."""
        return self._ranges.get(kind, range(len(self._bearers), len(self._bearers)))

    @cached_property
    def _ranges(self) -> dict[str, range]:
        kinds = [bearer.kind for bearer in self._bearers]
        return {kind: range(kinds.index(kind), kinds.index(kind) + kinds.count(kind)) for kind in set(kinds)}

    def of(self, kind: str) -> tuple[Bearer, ...]:
        """The bearers of one kind that have a page."""
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_kind(self) -> dict[str, tuple[Bearer, ...]]:
        kinds: dict[str, list[Bearer]] = defaultdict(list)
        for bearer in self._bearers:
            if bearer.address:
                kinds[bearer.kind].append(bearer)
        return {kind: tuple(found) for kind, found in kinds.items()}

    def place(self, name: str) -> Bearer | None:
        """The place of that name, if it has a page."""
        return self._named("places", name)

    def _named(self, kind: str, name: str) -> Bearer | None:
        return self._by_name.get((kind, identity(name))) if name else None

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], Bearer]:
        return {(b.kind, identity(b.name)): b for b in self._bearers if b.address and b.kind == "places"}

    def linked(self, card: Card) -> tuple[str, ...]:
        """Address of each Markdown file that a card's text links to; what isn't there as it would be called."""
        return tuple(self.addresses.get(path) or quote(published_at(path).rpartition(".")[0] + ".html") for path in card.targets)

    @cached_property
    def addresses(self) -> dict[str, str]:
        """Address of each file below ``content/`` that has a page."""
        found = {card.path: card.address + ".html" for card in (*(p.card for p in self.pieces), *self.pages)}
        return found | {b.card.path: b.address for b in self._bearers if b.card and b.address}

    def parts(self, bearer: Bearer) -> list[Bearer]:
        """The places that lie in this one, by their records."""
        return self._parts.get(identity(bearer.name), [])

    @cached_property
    def _parts(self) -> dict[str, list[Bearer]]:
        parts: dict[str, list[Bearer]] = defaultdict(list)
        for bearer in self.of("places"):
            if bearer.record and bearer.record.part_of:
                parts[identity(bearer.record.part_of)].append(bearer)
        return dict(parts)

    @cached_property
    def by_year(self) -> dict[str, list[Piece]]:
        """Pieces of each year in order; those without a date under ""."""
        years: dict[str, list[Piece]] = defaultdict(list)
        for piece in self.pieces:
            years[piece.year].append(piece)
        return dict(years)


def published(card: Card, as_of: str, future: str) -> bool:
    """Whether an article is shown on a day: no draft, no embargo still running, not held for its date."""
    article = card.value
    if not isinstance(article, Article):
        return not article.draft
    if article.draft or (article.embargo and read_date(article.embargo).iso > as_of):
        return False
    return not (future == "hold" and article.date and read_date(article.date).iso[:10] > as_of)


def make_catalogue(cards: Iterable[Card], content: str) -> Catalogue:
    """Orders the published cards, joins names with records, gives every name its address.

    ``content`` is the folder's name, for messages. Raises PathClash where two articles claim one address.
    """
    articles: list[tuple[Card, Article]] = []
    records: list[tuple[Card, Record]] = []
    pages: list[Card] = []
    for card in cards:
        if isinstance(card.value, Article):
            articles.append((card, card.value))
        elif isinstance(card.value, Record):
            records.append((card, card.value))
        else:
            pages.append(card)
    pieces = [Piece(card, article, 0) for card, article in articles]
    pieces.sort(key=_order)
    for number, piece in enumerate(pieces):
        piece.number = number
    _no_clash([*(p.card for p in pieces), *pages], content)
    registers = {kind: _Register(kind) for kind in (*LINKED, "collections")}
    for card, record in records:
        registers[card.path.partition("/")[0]].add_record(card, record)
    for piece in pieces:
        _join(piece, registers)
    choices = [choice for register in registers.values() for choice in register.give_addresses()]
    notices = [notice for register in registers.values() for notice in register.notices(content)]
    bearers = [b for register in registers.values() for b in register.bearers.values()]
    bearers.sort(key=lambda bearer: (bearer.kind, bearer.address))
    for number, bearer in enumerate(bearers):
        bearer.number = number
        bearer.link = Link(bearer.name, bearer.address)
    for piece in pieces:
        piece.company = tuple({bearer.number for bearer in piece.bearers})
    return Catalogue(pieces, sorted(pages, key=_page_order), bearers, choices, notices)


def _order(piece: Piece) -> tuple[bool, tuple[int, int, int, str], str]:
    return piece.when is None, piece.when.sort_key if piece.when else (0, 0, 0, ""), piece.address


def _page_order(card: Card) -> tuple[int, str]:
    return card.value.order if isinstance(card.value, Page) else 0, card.path


def _join(piece: Piece, registers: dict[str, "_Register"]) -> None:
    article, snippets = piece.article, piece.card.snippets
    found: list[Bearer] = []
    names = [("people", n.name) for n in article.people] + [("places", n.name) for n in article.places]
    for (kind, name), snippet in zip(names, snippets, strict=True):
        bearer = registers[kind].bearer(name)
        if not bearer.pieces or bearer.pieces[-1] is not piece:
            bearer.pieces.append(piece)
            bearer.snippets.append(snippet)
        found.append(bearer)
    piece.bearers = tuple(found)
    if article.collection:
        bearer = registers["collections"].bearer(article.collection)
        bearer.pieces.append(piece)
        piece.collection = bearer
        bearer.snippets.append(None)


def _no_clash(cards: Iterable[Card], content: str) -> None:
    taken: dict[str, Card] = {}
    for card in cards:
        first = taken.setdefault(card.address.casefold(), card)
        if first is not card:
            message = f"wants the address {card.address}.html, which {content}/{first.path} has"
            raise PathClash(Spot(f"{content}/{card.path}"), message, "give one of them another 'slug'")


class _Register:
    """The bearers of one kind while they are gathered."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.bearers: dict[str, Bearer] = {}
        """By identity of the name."""
        self._aliases: dict[str, list[Bearer]] = defaultdict(list)
        self._doubled: list[tuple[Card, Card]] = []
        self._known: dict[str, Bearer] = {}
        """By name as written: most names come many times."""

    def add_record(self, card: Card, record: Record) -> None:
        bearer = Bearer(self.kind, record.name, card, record)
        first = self.bearers.setdefault(identity(record.name), bearer)
        if first is not bearer and first.card:
            self._doubled.append((card, first.card))
            return
        bearer.address = card.address + ".html"
        stem = card.path.rpartition("/")[2].removesuffix(".md")
        for alias in (*record.aliases, *((stem,) if self.kind == "collections" else ())):
            self._aliases[identity(alias)].append(bearer)

    def bearer(self, name: str) -> Bearer:
        """Who a name in an article means: the record of that name, the one with that alias, or itself."""
        found = self._known.get(name)
        if found is None:
            key = identity(name)
            aliased = self._aliases.get(key, [])
            found = self.bearers.get(key) or (aliased[0] if len(aliased) == 1 else None)
            if found is None:
                found = self.bearers[key] = Bearer(self.kind, key)
            self._known[name] = found
        return found

    def give_addresses(self) -> list[Choice]:
        """Addresses for those without a record: derived ones never clash, and a plain one offers its bearers."""
        taken = {b.address for b in self.bearers.values() if b.address}
        wanted: dict[str, list[Bearer]] = defaultdict(list)
        for bearer in self.bearers.values():
            if not bearer.address:
                wanted[slug(bearer.name)].append(bearer)
            elif not bearer.is_worth_a_page:
                bearer.address = ""
        choices = []
        for base, bearers in wanted.items():
            plain = f"{self.kind}/{base}.html"
            if len(bearers) == 1 and plain not in taken:
                bearers[0].address = plain
                continue
            lengths = (4, 8, 16, 32)
            told = next(t for t in ([told_apart(base, b.name, n) for b in bearers] for n in lengths) if len(set(t)) == len(t))
            for bearer, name in zip(bearers, told, strict=True):
                bearer.address = f"{self.kind}/{name}.html"
            if plain not in taken:
                choices.append(Choice(self.kind, plain, tuple(sorted(bearers, key=lambda b: b.name))))
        return choices

    def notices(self, content: str) -> list[Notice]:
        """What a human should tell apart: two records of one name, an alias of two."""
        found = [
            Notice(
                Spot(f"{content}/{card.path}"), f"has the same name as {content}/{first.path}", "tell them apart: 'John Smith (senator)'"
            )
            for card, first in self._doubled
        ]
        for alias, bearers in sorted(self._aliases.items()):
            if len(bearers) > 1 and alias in self._known and bearers[1].card:
                message = f"alias {alias!r} is also {bearers[0].name}'s: it stays a name of its own"
                found.append(Notice(Spot(f"{content}/{bearers[1].card.path}"), message))
        return found
