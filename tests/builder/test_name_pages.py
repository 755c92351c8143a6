import pytest

from builder.catalogue_kit import article_card, record_card, view, views_of
from sitegen.builder import name_pages
from sitegen.builder.name_pages import COMPANY
from sitegen.builder.views import Counted, ListPage, NamePage, NamesPage, NameYearPage


def test_a_person_lists_the_articles_by_year_with_their_sentences() -> None:
    cards = [
        article_card("b", "1970-01-01", people=("Ann",)),
        article_card("a", "1969", people=("Ann",)),
        article_card("c", people=("Ann",)),
    ]
    found = view(NamePage, "people/ann.html", *cards)
    assert [(g.title, g.anchor, g.count) for g in found.groups] == [("1969", "y1969", 1), ("1970", "y1970", 1), ("Undated", "undated", 1)]
    assert [g.items[0].snippet and g.items[0].snippet.before for g in found.groups] == ["a: ", "b: ", "c: "]
    assert (found.count, found.first, found.last) == (3, "1969", "1970")


def test_who_is_named_together() -> None:
    cards = [
        article_card("a", people=("Ann", "Bo", "Cy"), places=("Rome",)),
        article_card("b", people=("Ann", "Cy")),
        article_card("c", people=("Bo",)),
    ]
    found = view(NamePage, "people/ann.html", *cards)
    assert found.people == (Counted("Cy", "people/cy.html", 2), Counted("Bo", "people/bo.html", 1))
    assert found.places == (Counted("Rome", "places/rome.html", 1),)
    crowd = view(NamePage, "people/p-0.html", article_card("a", people=tuple(f"P {n}" for n in range(40))))
    assert len(crowd.people) == COMPANY


def test_a_long_list_has_pages_by_year() -> None:
    cards = [article_card(f"{year}-{n}", str(year), people=("Ann",)) for year in (1960, 1961, 1962) for n in range(3)]
    found = view(NamePage, "people/ann.html", *cards, page_size=4)
    assert [(g.title, len(g.items), g.address, g.count) for g in found.groups] == [
        ("1960", 3, "", 3),
        ("1961", 1, "people/ann/1961.html", 3),
        ("1962", 0, "people/ann/1962.html", 3),
    ]
    year = view(NameYearPage, "people/ann/1961.html", *cards, page_size=4)
    assert (year.title, year.name.address, len(year.items)) == ("Ann, 1961", "people/ann.html", 3)
    assert all(item.snippet for item in year.items)
    assert "people/ann/1960.html" not in views_of(*cards, page_size=4)


def test_a_long_list_of_undated_articles() -> None:
    cards = [article_card(f"a{n}", people=("Ann",)) for n in range(3)]
    assert view(NameYearPage, "people/ann/undated.html", *cards, page_size=1).year == "Undated"


def test_a_record_says_what_is_known() -> None:
    record = record_card(
        "places/rome",
        "Rome",
        aliases=("Roma",),
        coordinates=(-41.9, 12.5),
        country="Italy",
        part_of="Lazio",
        image="rome.png",
        ids={"wikidata": "Q220", "geonames": "316/../x", "parish": "12"},
        born="0753~",
    )
    lazio = record_card("places/lazio", "Lazio", note=True)
    found = view(NamePage, "places/rome.html", record, lazio, article_card("a", places=("Roma",)))
    assert (found.coordinates, found.latitude, found.country) == ("41.90° S, 12.50° E", -41.9, "Italy")
    assert found.part_of
    assert found.part_of.address == "places/lazio.html"
    assert found.image == "places/rome.png"
    assert {link.text: link.address for link in found.ids} == {
        "Wikidata Q220": "https://www.wikidata.org/wiki/Q220",
        "GeoNames 316/../x": "",
        "parish 12": "",
    }
    assert [p.text for p in view(NamePage, "places/lazio.html", record, lazio, article_card("a", places=("Rome",))).parts] == ["Rome"]


def test_a_place_of_unknown_coordinates_says_nothing() -> None:
    found = view(NamePage, "places/rome.html", article_card("a", places=("Rome",)))
    assert (found.coordinates, found.latitude, found.part_of, found.ids) == ("", None, None, ())


def test_a_to_z_by_sort_name() -> None:
    cards = [
        record_card("people/king", "The King", sort_name="King, The"),
        article_card("a", people=("Pieter de Groot", "Ann Lee", "Élan Vital", "The King", "Omar Al Hakim", "007")),
    ]
    found = view(NamesPage, "people.html", *cards)
    assert {g.letter: [n.text for n in g.names] for g in found.letters if g.letter not in "#"} == {
        "D": ["de Groot, Pieter"],
        "H": ["Al Hakim, Omar"],
        "K": ["King, The"],
        "L": ["Lee, Ann"],
        "V": ["Vital, Élan"],
    }
    assert found.letters[0].anchor == "letter-other"
    assert found.count == 6


def test_places_are_filed_as_they_are_written() -> None:
    found = view(NamesPage, "places.html", article_card("a", places=("New York", "Al Raqqa")))
    assert [(g.letter, g.names[0].text) for g in found.letters] == [("N", "New York"), ("R", "Al Raqqa")]


def test_a_plain_address_offers_its_bearers() -> None:
    found = view(ListPage, "people/jose-paz.html", article_card("a", people=("José Paz", "Jose Paz")))
    assert [link.text for link in found.links] == ["Jose Paz", "José Paz"]


def test_without_names_there_are_no_lists_of_them() -> None:
    assert not {"people.html", "places.html", "collections.html"} & set(views_of(article_card("a")))


def test_collections() -> None:
    cards = [record_card("collections/l", "Letters", description="All"), article_card("a", "1969", collection="Letters")]
    assert view(ListPage, "collections.html", *cards).links == (Counted("Letters", "collections/l.html", 1, "All"),)
    assert view(NamePage, "collections/l.html", *cards).count == 1


def test_a_long_index_has_a_page_for_each_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(name_pages, "LONG_INDEX", 2)
    found = views_of(article_card("a", people=("Ann Lee", "Bo Lund", "عمر")))
    index, ls = found["people.html"], found["people/_/l.html"]
    assert isinstance(index, NamesPage)
    assert isinstance(ls, NamesPage)
    assert [(g.letter, g.address, g.count, g.names) for g in index.letters if g.letter == "L"] == [("L", "people/_/l.html", 2, ())]
    assert index.count == 3
    assert (ls.title, [n.text for n in ls.letters[0].names]) == ("People: L", ["Lee, Ann", "Lund, Bo"])
