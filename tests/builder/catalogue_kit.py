"""Cards, catalogues and pages made of values, without a file."""

from typing import Any, TypeVar

from sitegen.builder.article_pages import article_pages
from sitegen.builder.catalogue import Catalogue, make_catalogue
from sitegen.builder.list_pages import list_pages
from sitegen.builder.name_pages import name_pages
from sitegen.builder.reading import Card
from sitegen.builder.specification import Shelf, carried
from sitegen.builder.views import PageView, Snippet
from sitegen.config import Config
from sitegen.model import Article, Name, Page, Record

V = TypeVar("V", bound=PageView)


def article_card(stem: str, date: str = "", people: tuple[str, ...] = (), places: tuple[str, ...] = (), **fields: Any) -> Card:
    """The card of ``articles/STEM.md``; each name with a snippet that says which it is."""
    value = Article(
        fields.pop("title", stem), date=date, people=tuple(Name(n) for n in people), places=tuple(Name(n) for n in places), **fields
    )
    snippets = tuple(Snippet(f"{stem}: ", name, ".") for name in (*people, *places))
    return Card(f"articles/{stem}.md", f"articles/{fields.get('slug') or stem}", b"body", article=value, snippets=snippets)


def record_card(path: str, name: str, note: bool = False, **fields: Any) -> Card:
    return Card(f"{path}.md", path, b"note" if note else b"", record=Record(name, **fields))


def page_card(stem: str, title: str, **fields: Any) -> Card:
    return Card(f"pages/{stem}.md", stem, b"body", page=Page(title, **fields))


def catalogue_of(*cards: Card) -> Catalogue:
    return make_catalogue(cards, "content")


def views_of(*cards: Card, **settings: Any) -> dict[str, PageView]:
    """Every page's view by its path."""
    catalogue = catalogue_of(*cards)
    shelf = Shelf(catalogue.pieces, Config(**settings))
    specifications = [*article_pages(catalogue, shelf), *name_pages(catalogue, shelf), *list_pages(catalogue, shelf)]
    assert len({s.path for s in specifications}) == len(specifications)
    return {s.path: carried(s.kind, s.carried) for s in specifications}


def view(kind: type[V], path: str, *cards: Card, **settings: Any) -> V:
    """One page's view, which is of this kind."""
    found = views_of(*cards, **settings)[path]
    assert isinstance(found, kind)
    return found
