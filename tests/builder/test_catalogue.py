import pytest

from builder.catalogue_kit import article_card, catalogue_of, page_card, record_card
from sitegen.builder.catalogue import published
from sitegen.errors import PathClash


def addresses(kind: str, *cards: object) -> dict[str, str]:
    return {bearer.name: bearer.address for bearer in catalogue_of(*cards).of(kind)}  # type: ignore[arg-type]


def test_articles_stand_in_order_of_their_dates() -> None:
    dates = ("1970", "", "1969-07-21", "1969-07", "1969~", "196X", "1969-21", "1969-07-21T10:00:00")
    cards = [article_card(f"a{n}", date) for n, date in enumerate(dates)]
    order = [piece.article.date for piece in catalogue_of(*cards).pieces]
    assert order == ["196X", "1969~", "1969-21", "1969-07", "1969-07-21", "1969-07-21T10:00:00", "1970", ""]


def test_articles_of_one_day_stand_in_order_of_their_addresses() -> None:
    pieces = catalogue_of(article_card("b", "1969"), article_card("a", "1969"), article_card("c", "1969")).pieces
    assert [piece.address for piece in pieces] == ["articles/a.html", "articles/b.html", "articles/c.html"]
    assert [piece.number for piece in pieces] == [0, 1, 2]


def test_years() -> None:
    by_year = catalogue_of(article_card("a", "1969"), article_card("b"), article_card("c", "1969-12"), article_card("d", "0800")).by_year
    assert {year: len(found) for year, found in by_year.items()} == {"0800": 1, "1969": 2, "": 1}


def test_one_bearer_has_the_plain_address() -> None:
    assert addresses("people", article_card("a", people=("Ann Lee",))) == {"Ann Lee": "people/ann-lee.html"}


def test_several_bearers_of_a_slug_are_told_apart_and_offered() -> None:
    catalogue = catalogue_of(article_card("a", people=("José Paz", "Jose Paz")), article_card("b", people=("jose paz",)))
    found = {b.name: b.address for b in catalogue.of("people")}
    assert len(set(found.values())) == 3
    assert all(address.startswith("people/jose-paz-") for address in found.values())
    (choice,) = catalogue.choices
    assert choice.address == "people/jose-paz.html"
    assert [b.name for b in choice.bearers] == ["Jose Paz", "José Paz", "jose paz"]


def test_an_address_does_not_depend_on_who_else_bears_it() -> None:
    """A third one moves nobody but the one who had the plain address."""
    two = addresses("people", article_card("a", people=("José Paz", "Jose Paz")))
    three = addresses("people", article_card("a", people=("José Paz", "Jose Paz", "jose paz")))
    assert two.items() <= three.items()


def test_spellings_of_one_name_are_one() -> None:
    catalogue = catalogue_of(article_card("a", people=("José Paz", "Jose\u0301 Paz", " José  Paz", "Jo\u200bsé Paz")))
    (bearer,) = catalogue.of("people")
    assert (bearer.name, len(bearer.pieces)) == ("José Paz", 1)


def test_a_name_in_two_kinds() -> None:
    catalogue = catalogue_of(article_card("a", people=("Washington",), places=("Washington",)))
    assert [b.address for kind in ("people", "places") for b in catalogue.of(kind)] == ["people/washington.html", "places/washington.html"]
    assert catalogue.choices == ()


def test_a_record_gives_its_address_and_its_aliases() -> None:
    catalogue = catalogue_of(
        record_card("people/ann", "Ann Lee", aliases=("A. Lee",)),
        article_card("a", people=("A. Lee",)),
        article_card("b", people=("Ann Lee",)),
    )
    (bearer,) = catalogue.of("people")
    assert (bearer.name, bearer.address, len(bearer.pieces)) == ("Ann Lee", "people/ann.html", 2)


def test_an_alias_of_two_stays_a_name_of_its_own_and_is_told() -> None:
    records = [record_card(f"people/{n}", name, aliases=("Lee",)) for n, name in enumerate(("Ann Lee", "Bo Lee"))]
    catalogue = catalogue_of(*records, article_card("a", people=("Lee",)))
    assert addresses("people", *records, article_card("a", people=("Lee",))) == {"Lee": "people/lee.html"}
    (notice,) = catalogue.notices
    assert "Lee" in notice.message
    assert notice.spot.path == "content/people/1.md"


def test_two_records_of_one_name_are_told() -> None:
    catalogue = catalogue_of(record_card("people/a", "Ann Lee", note=True), record_card("people/b", "Ann Lee", note=True))
    (notice,) = catalogue.notices
    assert (notice.spot.path, "content/people/a.md" in notice.message) == ("content/people/b.md", True)
    assert len(catalogue.of("people")) == 1


def test_a_record_takes_the_plain_address_from_a_namesake() -> None:
    cards = (record_card("people/jose-paz", "José Paz"), article_card("a", people=("José Paz", "Jose Paz")))
    found = addresses("people", *cards)
    assert found["José Paz"] == "people/jose-paz.html"
    assert found["Jose Paz"].startswith("people/jose-paz-")
    assert catalogue_of(*cards).choices == ()


def test_a_record_that_nobody_names_has_a_page_for_its_note_alone() -> None:
    assert addresses("places", record_card("places/rome", "Rome"), article_card("a")) == {}
    assert addresses("places", record_card("places/rome", "Rome", note=True), article_card("a")) == {"Rome": "places/rome.html"}


def test_collections() -> None:
    catalogue = catalogue_of(article_card("a", collection="Letters"), article_card("b", collection="Letters"), article_card("c"))
    (bearer,) = catalogue.of("collections")
    assert (bearer.address, len(bearer.pieces)) == ("collections/letters.html", 2)
    assert [piece.collection for piece in catalogue.pieces] == [bearer, bearer, None]


def test_places_in_places() -> None:
    catalogue = catalogue_of(
        record_card("places/rome", "Rome", part_of="Italy"),
        record_card("places/italy", "Italy", note=True),
        article_card("a", places=("Rome",)),
    )
    italy = catalogue.place("Italy")
    assert italy
    assert [part.name for part in catalogue.parts(italy)] == ["Rome"]
    assert catalogue.place("Nowhere") is None


def test_the_sentence_of_each_article() -> None:
    (bearer,) = catalogue_of(article_card("b", "1970", people=("Ann",)), article_card("a", "1969", people=("Ann",))).of("people")
    assert [s.before for s in bearer.snippets if s] == ["a: ", "b: "]


@pytest.mark.parametrize("other", [article_card("b", slug="a"), article_card("A")])
def test_two_articles_of_one_address(other: object) -> None:
    with pytest.raises(PathClash) as caught:
        catalogue_of(article_card("a"), other)  # type: ignore[arg-type]
    assert "content/articles/a.md" in str(caught.value)


def test_pages_stand_in_their_order() -> None:
    catalogue = catalogue_of(page_card("z", "Z", order=1), page_card("a", "A"), page_card("b", "B"))
    assert [card.address for card in catalogue.pages] == ["z", "a", "b"]


def test_links_between_files() -> None:
    cards = (article_card("a", slug="own"), page_card("about", "About"), record_card("people/ann", "Ann"))
    catalogue = catalogue_of(*cards)
    from_page = page_card("x", "X")
    linked = [catalogue.linked(type(from_page)(c.path, "", b"", page=from_page.page, targets=(c.path,)))[0] for c in cards]
    assert linked == ["articles/own.html", "about.html", "people/ann.html"]


@pytest.mark.parametrize(
    ("fields", "day", "future", "shown"),
    [
        ({}, "2020-01-01", "publish", True),
        ({"draft": True}, "2020-01-01", "publish", False),
        ({"embargo": "2020-01-02"}, "2020-01-01", "publish", False),
        ({"embargo": "2020-01-02"}, "2020-01-02", "publish", True),
        ({"embargo": "2020-01-02", "draft": True}, "2020-01-02", "publish", False),
        ({"embargo": "2021"}, "2020-12-31", "publish", False),
        ({"embargo": "2021"}, "2021-01-01", "publish", True),
        ({"embargo": "2020-01-02T10:00:00Z"}, "2020-01-01", "publish", False),
        ({"date": "2020-01-02"}, "2020-01-01", "publish", True),
        ({"date": "2020-01-02"}, "2020-01-01", "hold", False),
        ({"date": "2020-01-02"}, "2020-01-02", "hold", True),
        ({"date": "2020-01-02T23:00:00-05:00"}, "2020-01-02", "hold", True),
        ({"date": ""}, "2020-01-01", "hold", True),
    ],
)
def test_what_is_published_on_a_day(fields: dict[str, str], day: str, future: str, shown: bool) -> None:
    assert published(article_card("a", **fields), day, future) is shown  # type: ignore[arg-type]


def test_drafts_of_records_and_pages() -> None:
    assert not published(record_card("people/a", "A", draft=True), "2020-01-01", "publish")
    assert not published(page_card("a", "A", draft=True), "2020-01-01", "publish")
    assert published(page_card("a", "A"), "2020-01-01", "publish")
