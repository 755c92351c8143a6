"""Pages of articles. What one knows of others is little and seldom changes: names and addresses, neighbours, relatives."""

from collections import defaultdict
from collections.abc import Iterator

from sitegen.builder.addresses import asset, old_address
from sitegen.builder.catalogue import Catalogue, Piece
from sitegen.builder.specification import Rank, Shelf, Specification, date_view, specification
from sitegen.builder.views import ArticlePage, Facsimile, Figure, Link, MovedPage
from sitegen.dates import read_date
from sitegen.model import Article

COMMON = 64
"""A name in more articles than this says nothing of what is related."""


def article_pages(catalogue: Catalogue, shelf: Shelf) -> Iterator[Specification]:
    """A specification for each published article, in order."""
    pieces = catalogue.pieces
    for number, piece in enumerate(pieces):
        before = pieces[number - 1] if number else None
        after = pieces[number + 1] if number + 1 < len(pieces) else None
        yield specification("article.html", _view(piece, before, after, catalogue, shelf), Rank.ARTICLE)
        for alias in piece.article.aliases:
            moved = MovedPage(
                path=old_address(alias), title=piece.article.title, canonical=shelf.canonical(piece.address), address=piece.address
            )
            yield specification("moved.html", moved, Rank.ARTICLE)


def _view(piece: Piece, before: Piece | None, after: Piece | None, catalogue: Catalogue, shelf: Shelf) -> ArticlePage:
    article, card = piece.article, piece.card
    people_count = len(article.people)
    links = tuple(Link(bearer.name, bearer.address) for bearer in piece.bearers)
    people, places = tuple(dict.fromkeys(links[:people_count])), tuple(dict.fromkeys(links[people_count:]))
    canonical = shelf.canonical(piece.address)
    collection = piece.collection
    return ArticlePage(
        path=piece.address,
        title=article.title,
        description=article.summary,
        canonical=canonical,
        subtitle=article.subtitle,
        date=date_view(piece.when),
        authors=article.authors,
        source=article.source,
        agency=article.agency,
        dateline=article.dateline,
        section=article.section,
        printed_page=article.page,
        edition=article.edition,
        collection=Link(collection.name, collection.address) if collection else None,
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
        file=f"{shelf.config.content}/{card.path}",
        body=card.body,
        linked=(*(link.address for link in links), *catalogue.linked(card)),
        previous=shelf.entry(before) if before else None,
        next=shelf.entry(after) if after else None,
        related=tuple(shelf.entry(other) for other in _related(piece, shelf.config.related)),
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
    if not most:
        return []
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
