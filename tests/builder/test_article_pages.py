import msgspec

from builder.catalogue_kit import article_card, record_card, view, views_of
from sitegen.builder.cards import Card
from sitegen.builder.views import ArticlePage, Link, MovedPage
from sitegen.model import Image, Scan


def page(stem: str, *cards: Card, **settings: object) -> ArticlePage:
    return view(ArticlePage, f"articles/{stem}.html", *cards, **settings)


def test_the_neighbours_by_date() -> None:
    cards = [article_card("a", "1969"), article_card("b", "1970"), article_card("c")]
    first, second, third = (page(stem, *cards) for stem in "abc")
    assert (first.previous, first.next and first.next.address) == (None, "articles/b.html")
    assert (second.previous and second.previous.title, second.next and second.next.title) == ("a", "c")
    assert (third.previous and third.previous.address, third.next) == ("articles/b.html", None)


def test_names_are_links_once_each() -> None:
    cards = [
        record_card("people/ann", "Ann Lee", aliases=("A. Lee",)),
        article_card("a", people=("Ann Lee", "A. Lee", "Bo"), places=("Rome",)),
    ]
    found = page("a", *cards)
    assert found.people == (Link("Ann Lee", "people/ann.html"), Link("Bo", "people/bo.html"))
    assert found.places == (Link("Rome", "places/rome.html"),)
    assert found.linked == ("people/ann.html", "people/ann.html", "people/bo.html", "places/rome.html")


def test_related_are_those_that_share_rare_names() -> None:
    common = [article_card(f"x{n}", "1960", people=("Everybody",)) for n in range(8)]
    cards = [article_card("a", "1969", people=("Everybody", "Rare")), article_card("z", "1970", people=("Rare",)), *common]
    assert [entry.title for entry in page("a", *cards, related=3).related] == ["z", "x0", "x1"]
    assert page("a", *cards, related=0).related == ()


def test_a_name_in_most_articles_says_nothing() -> None:
    cards = [article_card(f"x{n:03}", "1960", people=("Everybody",)) for n in range(65)]
    assert page("x000", *cards).related == ()


def test_another_article_about_somebody_changes_no_other_page() -> None:
    """Rarity counts in powers of two, and no count stands on an article's page."""
    before = [article_card(f"x{n}", f"196{n}", people=("Ann", "Bo")) for n in range(5)]
    after = [*before, article_card("new", "1990", people=("Ann",))]
    old, new = views_of(*before), views_of(*after)
    changed = [path for path in old if path.startswith("articles/") and old[path] != new[path]]
    assert changed == ["articles/x4.html"]  # it has a new neighbour


def test_what_an_article_says_of_itself() -> None:
    found = page(
        "a",
        article_card(
            "a",
            "1969-07-21",
            source="The Bee",
            accessed="2024-01-05",
            updated="2024-02",
            rights="full",
            images=(Image("A bell", date="1969-07", src="bell.png"), Image(date="last week")),
            scans=(Scan("../scan 1.png", "3"),),
        ),
        site_url="https://a.org/",
    )
    assert found.date
    assert (found.date.iso, found.date.display) == ("1969-07-21", "21 July 1969")
    assert found.canonical == "https://a.org/articles/a.html"
    assert [(f.src, f.date) for f in found.images] == [("articles/bell.png", "July 1969"), ("", "last week")]
    assert [s.src for s in found.scans] == ["scan%201.png"]
    assert found.accessed
    assert found.updated
    assert (found.accessed.iso, found.updated.display) == ("2024-01-05", "February 2024")
    assert found.file == "content/articles/a.md"


def test_old_addresses_lead_on() -> None:
    cards = [article_card("a", aliases=("/1969/07/old/", "old.html", "/x?p=1"))]
    found = views_of(*cards)
    moved = {path: v.address for path, v in found.items() if isinstance(v, MovedPage)}
    assert moved == dict.fromkeys(("1969/07/old/index.html", "old.html", "x.html"), "articles/a.html")


def test_a_page_knows_no_counts_and_no_day() -> None:
    """What every article knew would rebuild every article."""
    assert not {"count", "articles", "as_of", "year_count", "built"} & set(msgspec.structs.asdict(page("a", article_card("a"))))
