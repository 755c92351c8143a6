from pathlib import Path

import msgspec
import pytest

from builder.catalogue_kit import article_card, catalogue_of
from sitegen.builder import views
from sitegen.builder.ordering import make_site_view
from sitegen.builder.rendering import view_of
from sitegen.builder.specification import Rank, Shelf, date_view, specification
from sitegen.builder.views import Entry, Group, Item, NamePage, Snippet, TextPage
from sitegen.config import Config, Site
from sitegen.dates import read_date

PAGE = TextPage(path="a/b/c.html", title="T", body=b"digest", linked=("x.html",))


def test_a_specification_carries_its_view_exactly() -> None:
    made = specification("page.html", PAGE, Rank.LIST, text="pages/a.md")
    assert view_of(made.kind, made.carried, make_site_view(Site(Path(), Config()), catalogue_of())) == PAGE
    assert (made.path, made.template, made.text) == ("a/b/c.html", "page.html", "pages/a.md")


@pytest.mark.parametrize(("path", "root"), [("index.html", ""), ("people/x.html", "../"), ("articles/1969/x.html", "../../")])
def test_the_way_to_the_root(path: str, root: str) -> None:
    assert specification("page.html", msgspec.structs.replace(PAGE, path=path), Rank.LIST).root == root


@pytest.mark.parametrize("change", [{"title": "U"}, {"body": b"other"}, {"description": "d"}, {"linked": ("y.html",)}, {"canonical": "c"}])
def test_whatever_a_page_carries_is_in_its_digest(change: dict[str, object]) -> None:
    old, new = (specification("page.html", v, Rank.LIST).content for v in (PAGE, msgspec.structs.replace(PAGE, **change)))
    assert old != new


def test_the_kind_is_in_the_digest() -> None:
    plain = views.PlainPage(path="x", title="T")
    text = TextPage(path="x", title="T")
    assert specification("page.html", plain, Rank.LIST).content != specification("page.html", text, Rank.LIST).content


def test_entries_are_listed_once_and_snippets_are_in_the_digest() -> None:
    def person(snippet: Snippet | None) -> views.NamePage:
        return NamePage(path="p.html", title="P", name="P", groups=(Group("1969", "y", (Item(b"e", snippet), Item(b"e"))),))

    one, other = (
        specification("person.html", person(s), Rank.NAME, [i for g in person(s).groups for i in g.items])
        for s in (Snippet("a", "P", "b"), Snippet("a", "P", "c"))
    )
    assert one.entries == (b"e",)
    assert one.content != other.content


def test_a_shelf_has_an_entry_for_every_piece() -> None:
    pieces = catalogue_of(article_card("a", "1969-07", source="Bee", summary="S", title="T"), article_card("b")).pieces
    shelf = Shelf(pieces, Config())
    first = shelf.entry(pieces[0])
    assert first == Entry("articles/a.html", "T", views.DateView("1969-07", "July 1969"), "Bee", "S")
    assert shelf.entries[shelf.item(pieces[0]).entry] == first
    assert shelf.item(pieces[0]).entry != shelf.item(pieces[1]).entry


@pytest.mark.parametrize("change", [{"title": "U"}, {"source": "U"}, {"summary": "U"}])
def test_whatever_an_entry_shows_is_in_its_digest(change: dict[str, str]) -> None:
    keys = [Shelf(p, Config()).item(p[0]).entry for p in (catalogue_of(article_card("a", **c)).pieces for c in ({}, change))]  # type: ignore[arg-type]
    assert keys[0] != keys[1]


def test_what_an_entry_does_not_show_is_not() -> None:
    keys = [Shelf(p, Config()).item(p[0]).entry for p in (catalogue_of(article_card("a", people=names)).pieces for names in ((), ("Ann",)))]
    assert keys[0] == keys[1]


def test_absolute_addresses() -> None:
    assert Shelf((), Config()).canonical("a.html") == ""
    shelf = Shelf((), Config(site_url="https://a.org/x/"))
    assert (shelf.canonical("a.html"), shelf.canonical("index.html")) == ("https://a.org/x/a.html", "https://a.org/x/")


def test_dates_for_pages() -> None:
    assert date_view(None) is None
    assert date_view(read_date("1969~")) == views.DateView("1969", "about 1969")
