"""Pages of people, places and collections, and the lists of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from types import MappingProxyType

import msgspec

from sitegen.builder.addresses import asset
from sitegen.builder.catalogue import LINKED, Bearer, Catalogue, Piece
from sitegen.builder.specification import Promise, Rank, Shelf, Specification, date_view, specification
from sitegen.builder.views import Counted, Group, LetterGroup, Link, ListPage, NamePage, NamesPage, NameYearPage, Snippet
from sitegen.collation import filed, letter, sort_name
from sitegen.dates import read_date
from sitegen.digest import digest, digest_value
from sitegen.model import Record

TITLES = MappingProxyType({"people": "People", "places": "Places", "collections": "Collections"})
TEMPLATES = MappingProxyType({"people": "person.html", "places": "place.html", "collections": "collection.html"})
COMPANY = 12
"""How many people and places a page lists as named together with its own."""

LONG_INDEX = 5_000
"""An A to Z of more names has a page for each letter."""

AUTHORITIES = MappingProxyType(
    {
        "wikidata": "https://www.wikidata.org/wiki/{}",
        "geonames": "https://www.geonames.org/{}/",
        "viaf": "https://viaf.org/viaf/{}",
        "gnd": "https://d-nb.info/gnd/{}",
        "lcnaf": "https://id.loc.gov/authorities/names/{}",
        "isni": "https://isni.org/isni/{}",
    }
)
"""Where an identifier of each scheme leads."""

LABELS = MappingProxyType({"wikidata": "Wikidata", "geonames": "GeoNames", "viaf": "VIAF", "gnd": "GND", "lcnaf": "LCNAF", "isni": "ISNI"})


def name_pages(catalogue: Catalogue, shelf: Shelf, articles: Sequence[bytes]) -> Iterator[Specification | Promise]:
    """Every person, place and collection, the years of long lists, plain addresses that offer several, the A to Z.

    ``articles`` is the content of each piece's page, which changes with whatever a page here may show of it.
    """
    for kind, title in TITLES.items():
        bearers = catalogue.of(kind)
        for bearer in bearers:
            yield _promise(bearer, catalogue, shelf, articles)
            yield from _year_pages(bearer, shelf)
        if bearers and kind in LINKED:
            yield from _index_pages(kind, bearers, shelf)
        elif bearers:
            view = ListPage(path=f"{kind}.html", title=title, canonical=shelf.canonical(f"{kind}.html"), links=counted(bearers))
            yield specification(f"{kind}.html", view, Rank.LIST)
    for choice in catalogue.choices:
        title = choice.bearers[0].name
        page = ListPage(path=choice.address, title=title, canonical=shelf.canonical(choice.address), links=counted(choice.bearers))
        yield specification("choice.html", page, Rank.NAME)


def _promise(bearer: Bearer, catalogue: Catalogue, shelf: Shelf, articles: Sequence[bytes]) -> Promise:
    """The page of one bearer, by the record and all articles that it is made of."""
    card = bearer.card
    places = _whole_and_parts(bearer, catalogue) if bearer.kind == "places" else ()
    known = (bearer.name, bearer.address, shelf.encoded(card) if card else b"", shelf.body(card), places, shelf.config.page_size)
    inputs = digest(digest_value(known), b"".join([articles[piece.number] for piece in bearer.pieces]))
    make = partial(_bearer_page, bearer, catalogue, shelf, inputs)
    return Promise(bearer.address, TEMPLATES[bearer.kind], inputs, bool(bearer.pieces), make)


def _bearer_page(bearer: Bearer, catalogue: Catalogue, shelf: Shelf, inputs: bytes) -> Specification:
    groups = tuple(_groups(bearer, shelf))
    items = [item for group in groups for item in group.items]
    view = _view(bearer, groups, catalogue, shelf)
    text = bearer.card.path if bearer.card and view.body else ""
    return msgspec.structs.replace(specification(TEMPLATES[bearer.kind], view, Rank.NAME, items, text), inputs=inputs)


def _whole_and_parts(bearer: Bearer, catalogue: Catalogue) -> tuple[Link | None, tuple[Link, ...]]:
    """The place that a place lies in, and those that lie in it."""
    parent = catalogue.place(bearer.record.part_of) if bearer.record else None
    return parent.link if parent and parent.address else None, tuple([b.link for b in catalogue.parts(bearer)])


def _view(bearer: Bearer, groups: tuple[Group, ...], catalogue: Catalogue, shelf: Shelf) -> NamePage:
    record = bearer.record or Record(bearer.name)
    years = [piece.year for piece in bearer.pieces if piece.when]
    together = _company(bearer, catalogue)
    path = bearer.card.path if bearer.card else ""
    whole, parts = _whole_and_parts(bearer, catalogue) if bearer.kind == "places" else (None, ())
    latitude, longitude = record.coordinates if record.coordinates else (None, None)
    return NamePage(
        path=bearer.address,
        title=bearer.name,
        description=record.description,
        canonical=shelf.canonical(bearer.address),
        name=bearer.name,
        sort_name=shown_sort_name(bearer),
        aliases=record.aliases,
        born=date_view(read_date(record.born)) if record.born else None,
        died=date_view(read_date(record.died)) if record.died else None,
        ids=_identifiers(record),
        image=asset(record.image, path) if record.image else "",
        latitude=latitude,
        longitude=longitude,
        coordinates=_degrees(latitude, longitude),
        country=record.country,
        part_of=whole,
        parts=parts,
        groups=groups,
        count=len(bearer.pieces),
        first=years[0] if years else "",
        last=years[-1] if years else "",
        people=together["people"],
        places=together["places"],
        body=shelf.body(bearer.card),
        linked=catalogue.linked(bearer.card) if bearer.card else (),
    )


def _groups(bearer: Bearer, shelf: Shelf) -> Iterator[Group]:
    """The bearer's articles by year; those beyond the first page's worth stand on pages of their own."""
    room = shelf.config.page_size
    long = len(bearer.pieces) > room
    for year, found in _by_year(bearer):
        items = tuple(shelf.item(piece, snippet) for piece, snippet in found)
        fits = not long or len(items) <= room
        anchor = f"y{year}" if year else "undated"
        address = "" if fits else f"{bearer.address.removesuffix('.html')}/{year or 'undated'}.html"
        yield Group(year or "Undated", anchor, items[:room], address, len(items))
        room = max(0, room - len(items))


def _by_year(bearer: Bearer) -> list[tuple[str, list[tuple[Piece, Snippet | None]]]]:
    years: dict[str, list[tuple[Piece, Snippet | None]]] = {}
    for piece, snippet in zip(bearer.pieces, bearer.snippets, strict=True):
        years.setdefault(piece.year, []).append((piece, snippet))
    return list(years.items())


def _year_pages(bearer: Bearer, shelf: Shelf) -> Iterator[Specification]:
    """A page for each year of a long list that has none of its articles on the first one, or not all."""
    if len(bearer.pieces) <= shelf.config.page_size:
        return
    for group, (_, found) in zip(_groups(bearer, shelf), _by_year(bearer), strict=True):
        if group.address:
            items = tuple([shelf.item(piece, snippet) for piece, snippet in found])
            view = NameYearPage(
                path=group.address,
                title=f"{bearer.name}, {group.title}",
                canonical=shelf.canonical(group.address),
                name=bearer.link,
                year=group.title,
                items=items,
            )
            yield specification("name-year.html", view, Rank.NAME, items)


def _company(bearer: Bearer, catalogue: Catalogue) -> dict[str, tuple[Counted, ...]]:
    """Who and what is named in the same articles, most often first."""
    counts = Counter(chain.from_iterable([piece.company for piece in bearer.pieces]))
    del counts[bearer.number]
    # One number for count and bearer, the most frequent smallest: there are a hundred thousands of them to sort.
    ranked = sorted([number - (count << 32) for number, count in counts.items()])
    first_place = catalogue.numbers("places").start
    people = [rank for rank in ranked if rank & 0xFFFFFFFF < first_place][:COMPANY]
    places = [rank for rank in ranked if rank & 0xFFFFFFFF >= first_place][:COMPANY]
    return {"people": _told(people, catalogue), "places": _told(places, catalogue)}


def _told(ranked: Iterable[int], catalogue: Catalogue) -> tuple[Counted, ...]:
    found = [(catalogue.numbered(rank & 0xFFFFFFFF), -(rank >> 32)) for rank in ranked]
    return tuple([Counted(bearer.name, bearer.address, count) for bearer, count in found])


def _index_pages(kind: str, bearers: Iterable[Bearer], shelf: Shelf) -> Iterator[Specification]:
    """The A to Z of a kind; a long one has a page for each letter."""
    letters: dict[str, list[Counted]] = {}
    for bearer in filed(bearers, shown_sort_name):
        shown = shown_sort_name(bearer)
        description = bearer.record.description if bearer.record else ""
        letters.setdefault(letter(shown), []).append(Counted(shown, bearer.address, len(bearer.pieces), description))
    count = sum(len(found) for found in letters.values())
    groups = []
    for name, found in letters.items():
        own = name.lower() if name != "#" else "other"
        group = LetterGroup(name, f"letter-{own if own == 'other' else name}", tuple(found), "", len(found))
        if count > LONG_INDEX:
            path = f"{kind}/_/{own}.html"  # no name's slug has a "_"
            title = f"{TITLES[kind]}: {name}"
            yield _index_page(kind, path, title, (group,), len(found), shelf)
            group = LetterGroup(name, group.anchor, (), path, len(found))
        groups.append(group)
    yield _index_page(kind, f"{kind}.html", TITLES[kind], tuple(groups), count, shelf)


def _index_page(kind: str, path: str, title: str, letters: tuple[LetterGroup, ...], count: int, shelf: Shelf) -> Specification:
    view = NamesPage(path=path, title=title, canonical=shelf.canonical(path), letters=letters, count=count)
    return specification(f"{kind}.html", view, Rank.LIST)


def shown_sort_name(bearer: Bearer) -> str:
    """The form under which an A to Z files a bearer; a record's own wins."""
    if bearer.record and bearer.record.sort_name:
        return bearer.record.sort_name
    return sort_name(bearer.name) if bearer.kind == "people" else bearer.name


def counted(bearers: Iterable[Bearer]) -> tuple[Counted, ...]:
    """Links to bearers with their counts."""
    return tuple(Counted(b.name, b.address, len(b.pieces), b.record.description if b.record else "") for b in bearers)


def _identifiers(record: Record) -> tuple[Link, ...]:
    known = ((scheme, AUTHORITIES.get(scheme.lower()), value) for scheme, value in sorted(record.ids.items()))
    return tuple(
        Link(f"{LABELS.get(scheme.lower(), scheme)} {value}", form.format(value) if form and value.isalnum() else "")
        for scheme, form, value in known
    )


def _degrees(latitude: float | None, longitude: float | None) -> str:
    if latitude is None or longitude is None:
        return ""
    return f"{abs(latitude):.2f}° {'S' if latitude < 0 else 'N'}, {abs(longitude):.2f}° {'W' if longitude < 0 else 'E'}"
