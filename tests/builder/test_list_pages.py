from pathlib import Path

import pytest

from builder.catalogue_kit import article_card, catalogue_of, page_card, view, views_of
from sitegen.builder import list_pages
from sitegen.builder.list_pages import LOCATIONS, MOST_NAMED, changed_on, sitemaps
from sitegen.builder.ordering import make_site_view
from sitegen.builder.rendering import view_of
from sitegen.builder.specification import Shelf
from sitegen.builder.views import (
    ArticlesPage,
    DatesPage,
    FeedPage,
    HomePage,
    Link,
    PlainPage,
    SitemapIndex,
    SitemapPage,
    TextPage,
    YearPage,
)
from sitegen.config import Config, Site

SITE = make_site_view(Site(Path(), Config()), catalogue_of())

CARDS = [
    article_card("a", "1969-07-21", people=("Ann",), added="2024-01-01"),
    article_card("b", "1969", people=("Ann", "Bo"), added="2024-02-01"),
    article_card("c", "1970-21"),
    article_card("d"),
]


def test_home_shows_the_newest_in_the_archive_first() -> None:
    found = view(HomePage, "index.html", *CARDS, home_entries=3)
    feed = view(FeedPage, "feed.atom", *CARDS, feed_entries=3)
    assert len(found.items) == 3
    assert [item.title for item in feed.items] == ["b", "a", "c"]
    assert (found.articles, found.people_count, found.of) == (4, 2, 1)
    assert [(p.text, p.count) for p in found.people] == [("Ann", 2), ("Bo", 1)]
    assert [(y.text, y.count) for y in found.years] == [("1969", 2), ("1970", 1)]
    assert found.undated
    assert found.undated.count == 1


def test_home_names_only_the_most_named() -> None:
    crowd = [article_card(f"x{n}", people=tuple(f"P {m}" for m in range(n + 1))) for n in range(MOST_NAMED + 5)]
    found = view(HomePage, "index.html", *crowd)
    assert [p.text for p in found.people] == [f"P {n}" for n in range(MOST_NAMED)]
    assert found.people_count == MOST_NAMED + 5


def test_home_in_pages() -> None:
    found = views_of(*CARDS, paginate=True, home_entries=2)
    first, second = found["index.html"], found["page/2.html"]
    assert isinstance(first, HomePage)
    assert isinstance(second, HomePage)
    assert (first.newer, first.older, second.newer, second.older) == ("", "page/2.html", "index.html", "")
    assert (first.of, second.number, len(second.items)) == (2, 2, 2)
    assert not set(first.items) & set(second.items)


def test_an_empty_archive_has_all_its_lists() -> None:
    found = views_of(paginate=True)
    assert set(found) == {"index.html", "articles.html", "dates.html", "404.html", "feed.atom", ".nojekyll", "robots.txt"}


def test_all_articles_by_year() -> None:
    found = view(ArticlesPage, "articles.html", *CARDS)
    assert [(g.title, g.anchor, len(g.items), g.address) for g in found.groups] == [
        ("1969", "y1969", 2, ""),
        ("1970", "y1970", 1, ""),
        ("Undated", "undated", 1, ""),
    ]
    long = view(ArticlesPage, "articles.html", *CARDS, page_size=3)
    assert [(len(g.items), g.address, g.count) for g in long.groups] == [
        (0, "dates/1969.html", 2),
        (0, "dates/1970.html", 1),
        (0, "dates/undated.html", 1),
    ]


def test_a_year_by_months() -> None:
    found = view(YearPage, "dates/1969.html", *CARDS)
    assert [(g.title, g.anchor, g.count) for g in found.groups] == [("1969", "m00", 1), ("July", "m07", 1)]
    assert (found.previous, found.next and found.next.address) == (None, "dates/1970.html")
    assert [g.title for g in view(YearPage, "dates/1970.html", *CARDS).groups] == ["Spring"]
    undated = view(YearPage, "dates/undated.html", *CARDS)
    assert (undated.title, undated.previous and undated.previous.text) == ("Undated", "1970")


def test_dates_lead_to_years_and_months() -> None:
    found = view(DatesPage, "dates.html", *CARDS)
    (year, season) = found.years
    assert (year.year.address, year.year.count) == ("dates/1969.html", 2)
    assert [(m.text, m.address, m.count) for m in year.months if m.count] == [("July", "dates/1969.html#m07", 1)]
    assert len(year.months) == 12
    assert not any(m.count for m in season.months)
    assert found.undated
    assert found.undated.address == "dates/undated.html"


def test_hand_written_pages() -> None:
    found = views_of(*CARDS, page_card("about", "About", description="What"), page_card("index", "Home"), page_card("help/x", "X"))
    about, home = found["about.html"], found["index.html"]
    assert isinstance(about, TextPage)
    assert (about.title, about.description, about.body) == ("About", "What", b"body")
    assert isinstance(home, HomePage)
    assert home.body == b"body"
    assert "help/x.html" in found


@pytest.mark.parametrize(
    ("fields", "moment"),
    [
        ({"added": "2024-01-02"}, "2024-01-02T00:00:00Z"),
        ({"added": "2024-01-02T10:30:00+0530"}, "2024-01-02T10:30:00+05:30"),
        ({"added": "2024-01-02T10:30Z"}, "2024-01-02T10:30:00Z"),
        ({"added": "2024-01-02", "updated": "2024-03"}, "2024-03-01T00:00:00Z"),
        ({"date": "1969"}, "1969-01-01T00:00:00Z"),
        ({"date": "1969-21"}, "1969-01-01T00:00:00Z"),
        ({}, "1970-01-01T00:00:00Z"),
    ],
)
def test_the_feed_tells_moments(fields: dict[str, str], moment: str) -> None:
    """RFC 3339, of a date as exact as it is; never the day of the build."""
    (item,) = view(FeedPage, "feed.atom", article_card("a", **fields)).items  # type: ignore[arg-type]
    assert item.updated == moment


def test_ids_of_the_feed() -> None:
    plain = view(FeedPage, "feed.atom", *CARDS, title="One")
    other = view(FeedPage, "feed.atom", *CARDS, title="Two")
    whole = view(FeedPage, "feed.atom", *CARDS, site_url="https://a.org/")
    assert all(item.id.startswith("tag:") for item in plain.items)
    assert {item.id for item in plain.items}.isdisjoint(item.id for item in other.items)
    assert (whole.id, whole.items[0].id) == ("https://a.org/", "https://a.org/articles/b.html")
    assert plain.items[0].address == "articles/b.html"


def test_robots() -> None:
    assert view(PlainPage, "robots.txt", *CARDS).sitemap == ""
    assert view(PlainPage, "robots.txt", *CARDS, site_url="https://a.org/").sitemap == "https://a.org/sitemap.xml"


def test_the_day_of_the_last_change() -> None:
    cards = [article_card("a", "1969", added="2024-01-02T10:00:00Z"), article_card("b", "1970", updated="2024-03"), article_card("c")]
    assert [changed_on(piece) for piece in catalogue_of(*cards).pieces] == ["2024-01-02", "2024-03", ""]


def test_b77_a_site_too_large_for_one_sitemap_has_an_index() -> None:
    shelf = Shelf((), Config(site_url="https://a.org/"))
    found = list(sitemaps(((f"articles/{n:06}.html", "") for n in range(LOCATIONS + 1)), shelf))
    views = [view_of(page.kind, page.carried, SITE) for page in found]
    assert [page.path for page in found] == ["sitemap/1.xml", "sitemap/2.xml", "sitemap.xml"]
    parts = [view.locations for view in views if isinstance(view, SitemapPage)]
    assert [len(part) for part in parts] == [LOCATIONS, 1]
    assert parts[1] == ((f"https://a.org/articles/{LOCATIONS:06}.html", ""),)
    index = views[-1]
    assert isinstance(index, SitemapIndex)
    assert index.sitemaps == ("https://a.org/sitemap/1.xml", "https://a.org/sitemap/2.xml")


def test_as_many_as_a_sitemap_holds_need_no_index() -> None:
    found = list(sitemaps(((f"{n}.html", "") for n in range(LOCATIONS)), Shelf((), Config(site_url="https://a.org/"))))
    assert [page.path for page in found] == ["sitemap.xml"]


def test_a_long_year_has_a_page_for_each_month(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_pages, "LONG_YEAR", 3)
    cards = [article_card(f"a{n}", date) for n, date in enumerate(("1969", "1969-03-01", "1969-03-02", "1969-07-21"))]
    found = views_of(*cards, article_card("b", "1970-01-01"))
    year, march, short = found["dates/1969.html"], found["dates/1969/03.html"], found["dates/1970.html"]
    assert isinstance(year, YearPage)
    assert isinstance(march, YearPage)
    assert isinstance(short, YearPage)
    assert [(g.title, g.address, g.count, len(g.items)) for g in year.groups] == [
        ("1969", "dates/1969/00.html", 1, 0),
        ("March", "dates/1969/03.html", 2, 0),
        ("July", "dates/1969/07.html", 1, 0),
    ]
    assert (march.title, len(march.groups[0].items)) == ("March 1969", 2)
    assert march.previous == Link("1969", "dates/1969/00.html")
    assert march.next == Link("July 1969", "dates/1969/07.html")
    assert len(short.groups[0].items) == 1
    dates = found["dates.html"]
    assert isinstance(dates, DatesPage)
    assert [m.address for m in dates.years[0].months if m.count] == ["dates/1969/03.html", "dates/1969/07.html"]


def test_a_site_may_do_without_lists_by_year() -> None:
    view = make_site_view(Site(Path(), Config(pages=())), catalogue_of(*CARDS))
    assert not {"articles.html", "dates.html"} & {link.address for link in view.nav}
    home = views_of(*CARDS, pages=())["index.html"]
    assert isinstance(home, HomePage)
    assert (home.years, home.undated) == ((), None)
