"""Cards, catalogues and pages made of values, without a file."""

from pathlib import Path
from typing import Any, TypeVar

from sitegen.builder.article_pages import article_pages
from sitegen.builder.cards import Card, encode_card
from sitegen.builder.catalogue import Catalogue, make_catalogue
from sitegen.builder.list_pages import date_pages, list_pages
from sitegen.builder.manifest import SourceRow
from sitegen.builder.name_pages import name_pages
from sitegen.builder.ordering import make_site_view
from sitegen.builder.rendering import view_of
from sitegen.builder.specification import Promise, Shelf
from sitegen.builder.views import PageView, Snippet
from sitegen.config import Config, Site
from sitegen.model import Article, Name, Page, Record

V = TypeVar("V", bound=PageView)


def article_card(stem: str, date: str = "", people: tuple[str, ...] = (), places: tuple[str, ...] = (), **fields: Any) -> Card:
    """The card of ``articles/STEM.md``; each name with a snippet that says which it is."""
    value = Article(
        fields.pop("title", stem), date=date, people=tuple(Name(n) for n in people), places=tuple(Name(n) for n in places), **fields
    )
    snippets = tuple(Snippet(f"{stem}: ", name, ".") for name in (*people, *places))
    return Card(f"articles/{stem}.md", f"articles/{fields.get('slug') or stem}", article=value, has_text=True, snippets=snippets)


def record_card(path: str, name: str, note: bool = False, **fields: Any) -> Card:
    return Card(f"{path}.md", path, has_text=note, record=Record(name, **fields))


def page_card(stem: str, title: str, **fields: Any) -> Card:
    return Card(f"pages/{stem}.md", stem, page=Page(title, **fields), has_text=True)


def catalogue_of(*cards: Card) -> Catalogue:
    return make_catalogue(cards, "content")


def views_of(*cards: Card, **settings: Any) -> dict[str, PageView]:
    """Every page's view by its path."""
    catalogue = catalogue_of(*cards)
    site = make_site_view(Site(Path(), Config(**settings)), catalogue)
    rows = {card.path: SourceRow((0, 0, 0, 0), b"", b"", b"body" if card.has_text else b"") for card in cards}
    shelf = Shelf(catalogue.pieces, Config(**settings), {card.path: encode_card(card) for card in cards}, rows)
    articles = [*article_pages(catalogue, shelf)]
    contents = [page.content for page in articles if page.template == "article.html"]
    names = [page.make() if isinstance(page, Promise) else page for page in name_pages(catalogue, shelf, contents)]
    specifications = [*articles, *names, *date_pages(catalogue, shelf), *list_pages(catalogue, shelf)]
    assert len({s.path for s in specifications}) == len(specifications)
    return {s.path: view_of(s.kind, s.carried, site) for s in specifications}


def view(kind: type[V], path: str, *cards: Card, **settings: Any) -> V:
    """One page's view, which is of this kind."""
    found = views_of(*cards, **settings)[path]
    assert isinstance(found, kind)
    return found
