"""Pages of articles. What one knows of others is little and seldom changes: names and addresses, neighbours, relatives."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from sitegen.builder.addresses import asset, old_address
from sitegen.builder.cards import Card, decode_card
from sitegen.builder.catalogue import Catalogue, Piece
from sitegen.builder.specification import Rank, Shelf, Specification, canonical, content_of, date_view, specification
from sitegen.builder.views import Around, ArticlePage, Facsimile, Figure, MovedPage, SiteView
from sitegen.dates import read_date
from sitegen.model import Article

COMMON = 64
"""A name in more articles than this says nothing of what is related."""

KIND = ArticlePage.__name__

_encode = msgspec.msgpack.Encoder(order="deterministic").encode
_decode_around = msgspec.msgpack.Decoder(Around).decode


def article_pages(catalogue: Catalogue, shelf: Shelf) -> Iterator[Specification]:
    """A specification for each published article, in order, and one for each of its old addresses."""
    pieces = catalogue.pieces
    for number, piece in enumerate(pieces):
        card = piece.card
        around = _encode(
            Around(
                piece.links,
                catalogue.linked(card) if card.targets else (),
                piece.collection.link if piece.collection else None,
                shelf.entry(pieces[number - 1]) if number else None,
                shelf.entry(pieces[number + 1]) if number + 1 < len(pieces) else None,
                tuple([shelf.entry(other) for other in _related(piece, shelf.config.related)]) if shelf.config.related else (),
            )
        )
        yield article_page(piece.address, card.path, shelf.encoded(card), shelf.body(card), around)
        for alias in piece.article.aliases:
            moved = MovedPage(
                path=old_address(alias), title=piece.article.title, canonical=shelf.canonical(piece.address), address=piece.address
            )
            yield specification("moved.html", moved, Rank.ARTICLE)


def article_page(address: str, path: str, card: bytes, body: bytes, around: bytes) -> Specification:
    """The specification of an article's page: its card, its text's digest, and what is around it."""
    carried = (card, body, around)
    return Specification(address, "article.html", KIND, carried, Rank.ARTICLE, content_of(KIND, carried), path if body else "")


def article_view(carried: Sequence[bytes], site: SiteView) -> ArticlePage:
    """What the template sees, made of what the page carries."""
    return _view(decode_card(carried[0]), carried[1], _decode_around(carried[2]), site)


def _view(card: Card, body: bytes, around: Around, site: SiteView) -> ArticlePage:
    article = card.article
    assert article is not None  # noqa: S101 - the card of an article
    people_count, address = len(article.people), card.address + ".html"
    people, places = tuple(dict.fromkeys(around.links[:people_count])), tuple(dict.fromkeys(around.links[people_count:]))
    return ArticlePage(
        path=address,
        title=article.title,
        description=article.summary,
        canonical=canonical(site.url, address),
        subtitle=article.subtitle,
        date=date_view(read_date(article.date)) if article.date else None,
        authors=article.authors,
        source=article.source,
        agency=article.agency,
        dateline=article.dateline,
        section=article.section,
        printed_page=article.page,
        edition=article.edition,
        collection=around.collection,
        identifier=article.identifier,
        language=article.language,
        url=article.url,
        accessed=date_view(read_date(article.accessed)) if article.accessed else None,
        updated=date_view(read_date(article.updated)) if article.updated else None,
        rights=article.rights,
        images=_figures(article, card.path),
        scans=tuple(Facsimile(asset(scan.src, card.path), scan.page) for scan in article.scans),
        people=people,
        places=places,
        organisations=tuple(name.name for name in article.organisations),
        tags=article.tags,
        summary=article.summary,
        file=f"{site.content}/{card.path}",
        body=body,
        linked=(*(link.address for link in around.links), *around.targets),
        previous=around.previous,
        next=around.next,
        related=around.related,
    )


def _figures(article: Article, path: str) -> tuple[Figure, ...]:
    return tuple(Figure(i.caption, i.credit, i.code, _shown(i.date), asset(i.src, path) if i.src else "") for i in article.images)


def _shown(date: str) -> str:
    try:
        return read_date(date).display if date else ""
    except ValueError:
        return date


def _related(piece: Piece, most: int) -> list[Piece]:
    """Articles that share names, the rarer the more: a name counts by its rarity in powers of two.

    So one more article about somebody seldom changes whom others are related to.
    """
    score: dict[int, int] = defaultdict(int)
    others: dict[int, Piece] = {}
    for bearer in set(piece.bearers):
        count = len(bearer.pieces)
        if 1 < count <= COMMON:
            weight = COMMON.bit_length() - count.bit_length() + 1
            for other in bearer.pieces:
                score[other.number] += weight
                others[other.number] = other
    score.pop(piece.number, None)
    best = sorted(score, key=lambda n: (-score[n], others[n].address))[:most]
    return [others[n] for n in best]
