"""Views filled by their types: with as little as they may hold, or with everything, every text the same."""

from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin

import msgspec

from sitegen.builder import views

S = TypeVar("S", bound=msgspec.Struct)

TEMPLATES: dict[str, type[views.PageView]] = {
    "404.html": views.TextPage,
    "article.html": views.ArticlePage,
    "articles.html": views.ArticlesPage,
    "choice.html": views.ListPage,
    "collection.html": views.NamePage,
    "collections.html": views.ListPage,
    "dates.html": views.DatesPage,
    "feed.atom": views.FeedPage,
    "home.html": views.HomePage,
    "moved.html": views.MovedPage,
    "name-year.html": views.NameYearPage,
    "page.html": views.TextPage,
    "people.html": views.NamesPage,
    "person.html": views.NamePage,
    "place.html": views.NamePage,
    "places.html": views.NamesPage,
    "robots.txt": views.PlainPage,
    "sitemap-index.xml": views.SitemapIndex,
    "sitemap.xml": views.SitemapPage,
    "year.html": views.YearPage,
}
"""Each kind of page with the view that the builder gives it."""

ADDRESSES = {"address", "src", "canonical", "path", "newer", "older", "image", "base_path", "contact_url", "anchor", "sitemap", "sitemaps"}
"""Fields that hold an address or an id: the builder has made them safe, so they are no free text."""

MACHINE = {"url": "https://example.org/a?b=1&c=2", "rights": "excerpt", "language": "fr"}
"""Fields that the schema has narrowed: not free text either."""


def filled(kind: type[S], text: str, counter: list[int] | None = None) -> S:
    """A value of a view with every field set, and each free text ``text``. Ids are numbered, as ids must differ."""
    counter = counter if counter is not None else [0]
    return kind(**{f.name: _filled_field(f.name, f.type, text, counter) for f in msgspec.structs.fields(kind)})


def _filled_field(name: str, kind: Any, text: str, counter: list[int]) -> Any:
    if kind is str and name in ADDRESSES:
        counter[0] += 1
        return f"a{counter[0]}" if name == "anchor" else f"made/{counter[0]}.{'jpg' if name == 'src' else 'html'}"
    if kind is str:
        return MACHINE.get(name, text)
    return _filled_value(kind, text, counter)


def _filled_value(kind: Any, text: str, counter: list[int]) -> Any:
    if get_origin(kind) is UnionType:
        return _filled_value(next(k for k in get_args(kind) if k is not NoneType), text, counter)
    if get_origin(kind) is tuple:
        kinds = get_args(kind)
        if kinds[-1] is Ellipsis:
            return tuple(_filled_value(kinds[0], text, counter) for _ in range(3))
        return tuple(_filled_value(k, text, counter) for k in kinds)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return filled(kind, text, counter)
    simple: dict[Any, Any] = {str: text, bytes: b"d", int: 3, float: 12.5, bool: True}
    return simple[kind]


def bare(kind: type[S]) -> S:
    """A value of a view with nothing in it but what it must have."""
    required = (f for f in msgspec.structs.fields(kind) if f.required)
    return kind(**{f.name: _bare_value(f.type) for f in required})


def _bare_value(kind: Any) -> Any:
    if get_origin(kind) is UnionType:
        return None
    if get_origin(kind) is tuple:
        return ()
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return bare(kind)
    simple: dict[Any, Any] = {str: "x", int: 0, bytes: b""}
    return simple[kind]
