"""Places of one article, told apart by the whole of it."""

from collections.abc import Callable

import pytest

from sitegen.names.finder import Found

Find = Callable[..., Found]


def located(found: Found) -> dict[str, int | None]:
    return {place.name: place.candidate.geonameid if place.candidate else None for place in found.located}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A storm struck Lima.", {"Lima": 2}),
        ("A storm struck Lima, Ohio, on Friday.", {"Lima": 3, "Ohio": 5}),
        ("A storm struck Lima, in Ohio.", {"Lima": 3, "Ohio": 5}),
        ("They met in Paris, Tex., in May.", {"Paris": 8}),
        ("They met in Paris. All France watched.", {"Paris": 7, "France": 9}),
        ("Protests in Georgia spread from Tbilisi.", {"Georgia": 11, "Tbilisi": 13}),
        ("Voters in Georgia, led by Atlanta, in the United States chose.", {"Georgia": 12, "Atlanta": 14, "United States": 4}),
        ("A train left Windsor. Canada paid; so Canada said.", {"Windsor": 25, "Canada": 27}),
        ("In Washington nothing moved.", {"Washington": 18}),
        ("They flew to St. Anton and to CADIZ.", {"St. Anton": 17}),
        ("New judges sat in The Hague.", {"The Hague": 20}),
    ],
)
def test_the_whole_article_decides(find: Find, text: str, wanted: dict[str, int]) -> None:
    assert located(find(text)) == wanted


def test_each_choice_has_its_reason(find: Find) -> None:
    (lima, _) = find("A storm struck Lima, Ohio, on Friday.").located
    assert lima.reason == "written with OH"
    assert lima.confidence > 0.9


def test_the_comma_of_a_sentence_is_no_apposition(find: Find) -> None:
    found = find("In Paris, US Secretary Jane Doe spoke. In Lima, Kenya said no.")
    assert located(found) == {"Paris": 7, "Lima": 2, "Kenya": 15}


@pytest.mark.parametrize("text", ["A US diplomat and U.S. troops met Kenyan and Peruvian farmers.", "The Peruvians and Americans left."])
def test_a_country_that_only_adjectives_name_is_no_place(find: Find, text: str) -> None:
    assert find(text).places == ()


@pytest.mark.parametrize("text", ["He went to the US, and stayed.", "The US said no.", "It came from the U.S. in May."])
def test_an_abbreviation_by_itself_is_a_place(find: Find, text: str) -> None:
    assert list(located(find(text)).values()) == [4]


def test_forms_of_one_place_are_one(find: Find) -> None:
    found = find("The United States agreed. America won. In the US, nobody knew.")
    (place,) = found.places
    assert place.name == "United States"
    assert set(place.forms) == {"America", "US"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Shells hit the Wadi Al Noor neighbourhood at night.", "Wadi Al Noor"),
        ("Snow fell on the Kilima Ndogo district.", "Kilima Ndogo"),
        ("The capsule came down in the Sea of Vapours.", "Sea of Vapours"),
        ("They sailed to Devil’s Island.", "Devil’s Island"),
        ("The Red Elk River rose.", "Red Elk River"),
        ("A ship crossed the Black Sea.", "Black Sea"),
        ("A shot rang out at Silver Bank, Ohio, on Friday.", "Silver Bank"),
    ],
)
def test_a_place_without_a_candidate_is_kept_and_says_so(find: Find, text: str, name: str) -> None:
    placed = {place.name: place for place in find(text).located}
    assert placed[name].candidate is None
    assert "gazetteer" in placed[name].reason


@pytest.mark.parametrize(
    "text",
    [
        "They watched Paris 6 and Paris 7.",
        "The destroyer Osaka fired. Osaka sank.",
        "A film called Lima won. Lima Radio said so.",
        "The University of Texas won at the Texas Theatre.",
        "Nothing was said by Nairobi Airways.",
    ],
)
def test_things_and_organisations_named_after_places_are_not_the_places(find: Find, text: str) -> None:
    assert set(located(find(text))) <= {"Paris"}  # a capital stays itself though a number follows


def test_the_place_of_the_dateline_is_a_place(find: Find) -> None:
    assert located(find("Nothing moved.", dateline="Lima, Ohio")) == {"Lima": 3, "Ohio": 5}
    assert located(find("Nothing moved.", dateline="Cape Void, Fla.")) == {"Cape Void": None}


def test_an_agency_is_no_place(find: Find) -> None:
    assert find("It was reported by Petra and by Reuters.", agency="Petra").places == ()
