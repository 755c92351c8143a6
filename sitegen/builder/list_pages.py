"""The lists of everything: home, all articles, dates and years, hand-written pages, feed, sitemap, robots."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from sitegen.builder.catalogue import Bearer, Catalogue, Piece
from sitegen.builder.name_pages import counted
from sitegen.builder.specification import Rank, Shelf, Specification, specification
from sitegen.builder.views import (
    ArticlesPage,
    Counted,
    DatesPage,
    FeedItem,
    FeedPage,
    Group,
    HomePage,
    Item,
    Link,
    PlainPage,
    SitemapIndex,
    SitemapPage,
    TextPage,
    YearCounts,
    YearPage,
)
from sitegen.dates import MONTHS, SEASONS, read_date
from sitegen.digest import digest_text
from sitegen.model import Page

DATES = "dates"
"""The kind of pages that lists all articles by year."""

MOST_NAMED = 12
"""People and places on the home page."""

LOCATIONS = 50_000
"""Most addresses in a sitemap. https://www.sitemaps.org/protocol.html#index"""

LONG_YEAR = 1_000
"""A year with more articles has a page for each month: as one it would be larger than a megabyte soon."""


def list_pages(catalogue: Catalogue, shelf: Shelf) -> Iterator[Specification]:
    """Everything but the pages of articles and names, and what lists them for machines."""
    yield from _text_pages(catalogue, shelf)
    yield specification("404.html", TextPage(path="404.html", title="Page not found"), Rank.LIST)
    yield from _home_pages(catalogue, shelf)
    yield _feed(catalogue, shelf)
    yield specification("nojekyll.txt", PlainPage(path=".nojekyll", title=""), Rank.FRONT)
    yield specification("robots.txt", PlainPage(path="robots.txt", title="", sitemap=shelf.canonical("sitemap.xml")), Rank.FRONT)


def date_pages(catalogue: Catalogue, shelf: Shelf) -> Iterator[Specification]:
    """All articles by year: on one page or on a page a year, and the years with their months."""
    yield _articles(catalogue, shelf)
    yield from _year_pages(catalogue, shelf)
    yield _dates(catalogue, shelf)


def _text_pages(catalogue: Catalogue, shelf: Shelf) -> Iterator[Specification]:
    for card in catalogue.pages:
        page = card.value
        if isinstance(page, Page) and card.address != "index":
            path = card.address + ".html"
            view = TextPage(
                path=path,
                title=page.title,
                description=page.description,
                canonical=shelf.canonical(path),
                body=shelf.body(card),
                linked=catalogue.linked(card),
            )
            yield specification("page.html", view, Rank.LIST, text=card.path if view.body else "")


def _year_counts(catalogue: Catalogue) -> list[tuple[str, int]]:
    return [(year, len(found)) for year, found in catalogue.by_year.items()]


def _year_address(year: str) -> str:
    return f"dates/{year or 'undated'}.html"


def _articles(catalogue: Catalogue, shelf: Shelf) -> Specification:
    long = len(catalogue.pieces) > shelf.config.page_size
    groups = []
    for year, found in catalogue.by_year.items():
        items = () if long else tuple(shelf.item(piece) for piece in found)
        groups.append(Group(year or "Undated", f"y{year}" if year else "undated", items, _year_address(year) if long else "", len(found)))
    view = ArticlesPage(
        path="articles.html",
        title="Articles",
        canonical=shelf.canonical("articles.html"),
        groups=tuple(groups),
        count=len(catalogue.pieces),
    )
    return specification("articles.html", view, Rank.LIST, _items(groups))


def _items(groups: Iterable[Group]) -> Iterator[Item]:
    return (item for group in groups for item in group.items)


def _months(found: Sequence[Piece]) -> dict[int, list[Piece]]:
    months: dict[int, list[Piece]] = {}
    for piece in found:
        months.setdefault(piece.when.month if piece.when else 0, []).append(piece)
    return months


def _month_name(month: int) -> str:
    return SEASONS[month] if month > 12 else MONTHS[month - 1] if month else ""


def _year_pages(catalogue: Catalogue, shelf: Shelf) -> Iterator[Specification]:
    years = [(year, _year_address(year)) for year in catalogue.by_year]
    for number, (year, path) in enumerate(years):
        found = catalogue.by_year[year]
        groups = []
        for month, pieces in _months(found).items():
            own = f"dates/{year}/{month:02}.html" if len(found) > LONG_YEAR and year else ""
            items = () if own else tuple([shelf.item(piece) for piece in pieces])
            groups.append(Group(_month_name(month) or (year or "Undated"), f"m{month:02}", items, own, len(pieces)))
        yield _year_page(path, year or "Undated", tuple(groups), years, number, shelf)
        yield from _month_pages(year, groups, _months(found), shelf)


def _month_pages(year: str, groups: Iterable[Group], months: Mapping[int, Sequence[Piece]], shelf: Shelf) -> Iterator[Specification]:
    """The months of a year that has too many articles for one page."""
    own = [(f"{group.title} {year}" if group.title != year else year, group.address) for group in groups if group.address]
    for number, ((title, path), pieces) in enumerate(zip(own, months.values(), strict=False)):
        group = Group(title, "all", tuple([shelf.item(piece) for piece in pieces]), "", len(pieces))
        yield _year_page(path, title, (group,), own, number, shelf)


def _year_page(
    path: str, title: str, groups: tuple[Group, ...], row: Sequence[tuple[str, str]], number: int, shelf: Shelf
) -> Specification:
    """One page of a row of years or months, each with its title and address."""
    links = [Link(name or "Undated", address) for name, address in row]
    view = YearPage(
        path=path,
        title=title,
        canonical=shelf.canonical(path),
        groups=groups,
        count=sum(group.count for group in groups),
        previous=links[number - 1] if number else None,
        next=links[number + 1] if number + 1 < len(links) else None,
    )
    return specification("year.html", view, Rank.LIST, _items(groups))


def _dates(catalogue: Catalogue, shelf: Shelf) -> Specification:
    years = []
    for year, count in _year_counts(catalogue):
        if year:
            found = {month: len(pieces) for month, pieces in _months(catalogue.by_year[year]).items()}
            address = _year_address(year)
            own = f"dates/{year}/{{:02}}.html" if count > LONG_YEAR else address + "#m{:02}"
            months = tuple(Counted(MONTHS[m - 1], own.format(m), found.get(m, 0)) for m in range(1, 13))
            years.append(YearCounts(Counted(year, address, count), months))
    view = DatesPage(
        path="dates.html", title="Dates", canonical=shelf.canonical("dates.html"), years=tuple(years), undated=_undated(catalogue)
    )
    return specification("dates.html", view, Rank.LIST)


def _undated(catalogue: Catalogue) -> Counted | None:
    count = len(catalogue.by_year.get("", ()))
    return Counted("Undated", _year_address(""), count) if count else None


def _newest(catalogue: Catalogue) -> list[Piece]:
    """Newest in the archive first: by when it was added, then by date."""
    order = sorted(catalogue.pieces, key=lambda p: p.address)
    return sorted(order, key=lambda p: (p.article.added, p.when.sort_key if p.when else (0, 0, 0, "")), reverse=True)


def _most_named(bearers: tuple[Bearer, ...]) -> tuple[Counted, ...]:
    named = (bearer for bearer in bearers if bearer.pieces)
    return counted(sorted(named, key=lambda b: (-len(b.pieces), b.address))[:MOST_NAMED])


def _home_pages(catalogue: Catalogue, shelf: Shelf) -> Iterator[Specification]:
    config, newest = shelf.config, _newest(catalogue)
    size, dates = config.home_entries, DATES in config.pages
    of = max(1, -(-len(newest) // size)) if config.paginate else 1
    intro = next((card for card in catalogue.pages if card.address == "index"), None)
    paths = ["index.html", *(f"page/{n}.html" for n in range(2, of + 1))]
    first = HomePage(
        path=paths[0],
        title=config.title,
        description=config.description,
        canonical=shelf.canonical(paths[0]),
        items=tuple(shelf.item(piece) for piece in newest[:size]),
        articles=len(catalogue.pieces),
        years=tuple(Counted(year, _year_address(year), count) for year, count in _year_counts(catalogue) if year) if dates else (),
        undated=_undated(catalogue) if dates else None,
        people=_most_named(catalogue.of("people")),
        places=_most_named(catalogue.of("places")),
        people_count=len(catalogue.of("people")),
        places_count=len(catalogue.of("places")),
        collections=counted(catalogue.of("collections")),
        of=of,
        older=paths[1] if of > 1 else "",
        body=shelf.body(intro),
        linked=catalogue.linked(intro) if intro else (),
    )
    yield specification("home.html", first, Rank.FRONT, first.items, intro.path if intro and first.body else "")
    for number, path in enumerate(paths[1:], 1):
        view = msgspec.structs.replace(
            first,
            path=path,
            title=f"{config.title}, page {number + 1}",
            canonical=shelf.canonical(path),
            items=tuple(shelf.item(piece) for piece in newest[number * size : (number + 1) * size]),
            number=number + 1,
            newer=paths[number - 1],
            older=paths[number + 1] if number + 1 < of else "",
            body=b"",
            linked=(),
        )
        yield specification("home.html", view, Rank.FRONT, view.items)


def _feed(catalogue: Catalogue, shelf: Shelf) -> Specification:
    items = []
    for piece in _newest(catalogue)[: shelf.config.feed_entries]:
        article = piece.article
        address = shelf.canonical(piece.address)
        updated = _rfc3339(article.updated or article.added or article.date)
        items.append(
            FeedItem(
                address or _tag(piece.address, shelf), article.title, address or piece.address, updated, article.summary, article.source
            )
        )
    path = "feed.atom"
    view = FeedPage(
        path=path,
        title=shelf.config.title,
        description=shelf.config.subtitle or shelf.config.description,
        canonical=shelf.canonical(path),
        id=shelf.canonical("index.html") or _tag("", shelf),
        updated=max((item.updated for item in items), default=_rfc3339("")),
        items=tuple(items),
    )
    return specification(path, view, Rank.FRONT)


def _tag(address: str, shelf: Shelf) -> str:
    """An id for a feed without an address: a tag URI (RFC 4151) that no other archive's title gives."""
    return f"tag:{digest_text(shelf.config.title)[:12]}.sitegen.invalid,2000:{address}"


def _rfc3339(date: str) -> str:
    """A moment that Atom takes, of a date as exact as it is; 1970 for none (a feed can't say "unknown")."""
    if not date:
        return "1970-01-01T00:00:00Z"
    when = read_date(date)
    month, day = (when.month if 0 < when.month < 13 else 1), when.day or 1
    time = when.time or "00:00:00"
    zone = time[8:]
    zone = f"{zone[:3]}:{zone[-2:]}" if len(zone) > 1 else "Z"
    return f"{when.year:04}-{month:02}-{day:02}T{time[:8]}{zone}"


def sitemaps(paths: Iterable[tuple[str, str]], shelf: Shelf) -> Iterator[Specification]:
    """All pages by absolute address, with the day of their last change where it is known; with an index where one file can't hold them."""
    found = sorted((shelf.canonical(path), changed) for path, changed in paths)
    parts = [tuple(found[at : at + LOCATIONS]) for at in range(0, len(found), LOCATIONS)] or [()]
    if len(parts) == 1:
        yield specification("sitemap.xml", SitemapPage(path="sitemap.xml", title="", locations=parts[0]), Rank.FRONT)
        return
    names = [f"sitemap/{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield specification("sitemap.xml", SitemapPage(path=name, title="", locations=part), Rank.FRONT)
    index = SitemapIndex(path="sitemap.xml", title="", sitemaps=tuple(map(shelf.canonical, names)))
    yield specification("sitemap-index.xml", index, Rank.FRONT)


def changed_on(piece: Piece) -> str:
    """Day of an article's last change, for the sitemap."""
    return (piece.article.updated or piece.article.added)[:10]
