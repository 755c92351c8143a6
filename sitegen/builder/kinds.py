"""Kinds of pages and files that a site's settings choose: those that come with sitegen, and generators of the user's.

A generator is a function of the catalogue and the shelf that yields specifications; nothing is registered or hooked.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from sitegen.builder.catalogue import Catalogue
from sitegen.builder.list_pages import DATES, date_pages
from sitegen.builder.specification import Shelf, Specification, raw_file
from sitegen.config import Site
from sitegen.errors import ConfigFault, Fault, Spot
from sitegen.extensions import FILE, extension

Generator = Callable[[Catalogue, Shelf], Iterable[Specification]]

PAGES: Mapping[str, Generator] = MappingProxyType({DATES: date_pages})

COLUMNS = ("identifier", "title", "date", "source", "section", "page", "authors", "people", "places", "tags", "rights", "address")


def csv_export(catalogue: Catalogue, shelf: Shelf) -> Iterator[Specification]:
    """``articles.csv``: a row an article, several values in a field parted by ";", as CollectionBuilder and OpenRefine take them."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    for piece in catalogue.pieces:
        article = piece.article
        people, places = ((name.name for name in names) for names in (article.people, article.places))
        several = ("; ".join(values) for values in (article.authors, people, places, article.tags))
        address = shelf.canonical(piece.address) or piece.address
        single = (article.identifier, article.title, article.date, article.source, article.section, article.page)
        rows.writerow([_harmless(value) for value in (*single, *several, article.rights, address)])
    yield raw_file("articles.csv", out.getvalue().encode("utf-8", "replace"))


EXPORTERS: Mapping[str, Generator] = MappingProxyType({"csv": csv_export})


def chosen(site: Site) -> tuple[tuple[str, Generator], ...]:
    """The generators that the settings name, each with its name. Raises ConfigFault."""
    config = site.config
    wanted = [("pages", name, PAGES) for name in config.pages] + [("exporters", name, EXPORTERS) for name in config.exporters]
    return tuple((name, known.get(name) or extension(kind, name, site.root, known)) for kind, name, known in wanted)


def generated(site: Site, catalogue: Catalogue, shelf: Shelf) -> Iterator[Specification]:
    """What all chosen generators make. Raises ConfigFault for one that fails: it is a program of the user's."""
    for name, generator in chosen(site):
        try:
            for made in generator(catalogue, shelf):
                if not isinstance(made, Specification):
                    raise ConfigFault(Spot(FILE), f"{name!r} yielded {type(made).__name__}, a specification wanted")
                yield made
        except Fault:
            raise
        except Exception as error:
            raise ConfigFault(Spot(FILE), f"{name!r} failed: {type(error).__name__}: {error}", "--debug shows where") from error


def _harmless(value: str) -> str:
    """A cell that no spreadsheet takes for a formula. https://owasp.org/www-community/attacks/CSV_Injection"""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
