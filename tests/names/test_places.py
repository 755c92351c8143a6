"""Places of one article, told apart by the whole of it."""

import re
from collections.abc import Callable

import pytest

from sitegen.names.finder import Found
from sitegen.names.gazetteer import Gazetteer
from sitegen.names.lexicon import Lexicon
from sitegen.names.mentions import Segment, document
from sitegen.names.people import group
from sitegen.names.places import resolve
from sitegen.names.spans import Span
from sitegen.records.known import KnownNames

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


@pytest.mark.parametrize(
    "text",
    [
        'He was mate of the smack "Lima", lost off Peru. The "Lima" had sailed at dawn.',
        "They sent the new motor lifeboat “Osaka” out.",
        "The drifter ‘Lima’ sank.",
        "Trawler Osaka sank. The tug Lima came.",
    ],
)
def test_what_a_vessel_is_called_is_neither_place_nor_person(find: Find, text: str) -> None:
    found = find(text)
    assert found.people == ()
    assert {place.name for place in found.places} <= {"Peru"}


def test_a_boat_may_be_called_after_somebody_of_the_article(find: Find) -> None:
    found = find('Mr. Peter Holt named the lifeboat "Peter Holt" in Lima, and the brig “Anna Becker” sailed.')
    assert [person.name for person in found.people] == ["Peter Holt"]


@pytest.mark.parametrize(
    "text", ["The north side burnt. NORTH SIDE: they met on the North Side.", "The East Coast froze.", "EAST COAST FLOODS"]
)
def test_a_side_is_no_place(text: str, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
    names = [m.group() for m in re.finditer(r"north side|east coast", text, re.IGNORECASE)]
    spans = tuple(Span(at, at + len(n), "PLACE", n, 0.8, "model") for n in names[-1:] if (at := text.rindex(n)) >= 0)
    assert resolved(text, spans, gazetteer, lexicon) == {}


def test_a_name_in_capitals_is_looked_up_and_shown_in_title_case(gazetteer: Gazetteer, lexicon: Lexicon) -> None:
    text = "CADIZ AND VOID-ON-SEA FLOODED. CADIZ was wet."
    spans = (Span(10, 21, "PLACE", "VOID-ON-SEA", 0.8, "model"), Span(31, 36, "PLACE", "CADIZ", 0.8, "model"))
    assert resolved(text, spans, gazetteer, lexicon) == {"Void-on-Sea": None, "Cadiz": 10}
    text = "Trains from NAIROBI ran."
    assert resolved(text, (Span(12, 19, "PLACE", "NAIROBI", 0.8, "model"),), gazetteer, lexicon) == {"Nairobi": 16}


@pytest.mark.parametrize(
    ("text", "start", "place"),
    [
        ("Lady Lima named a boat.", 5, False),
        ("Lady Lima named a boat.", 0, False),
        ("The Duke of Osaka came.", 12, False),
        ("They reached Lady Lima Island.", 13, True),
        ("The Mayor of Osaka came.", 13, True),
    ],
)
def test_who_bears_a_title_of_nobility_is_no_place(text: str, start: int, place: bool, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
    end = text.index(" Island") + 7 if "Island" in text else text.index("Lima") + 4 if "Lima" in text else start + 5
    span = Span(start, end, "PLACE", text[start:end], 0.8, "model")
    assert bool(resolved(text, (span,), gazetteer, lexicon)) is place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The minister rested at Elmhurst. All London and Paris knew.", None),
        ("The minister of France rested at Elmhurst. All Paris knew.", None),
        ("The minister rested at Elmhurst, Australia. All London and Paris knew.", 28),
        ("The Australian minister rested at Elmhurst. All London and Paris knew.", 28),
        ("The minister rested at Elmhurst. All London knew.", 28),
        ("The minister rested at Elmhurst. All London and Paris knew. At Elmhurst it rained.", 28),
    ],
)
def test_a_hamlet_far_from_all_the_article_names_is_not_located(find: Find, text: str, place: int | None) -> None:
    (found,) = [one for one in find(text).located if one.name == "Elmhurst"]
    assert (found.candidate and found.candidate.geonameid) == place
    assert (found.confidence < 0.4, found.reason.startswith("unlocated")) == (place is None, place is None)


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("The doctor lived in Villeneuve.", "Villeneuve", None),
        ("In France, the doctor lived in Villeneuve.", "Villeneuve", None),
        ("The doctor left Calais and lived in Villeneuve.", "Villeneuve", 29),
        ("The doctor lived in Brunnen.", "Brunnen", 32),
        ("The doctor left Villeneuve-le-Bois. In Villeneuve they wept.", "Villeneuve-le-Bois", 30),
    ],
)
def test_a_short_name_of_several_towns_is_located_where_one_is_likelier(find: Find, text: str, name: str, place: int | None) -> None:
    assert located(find(text))[name] == place
    if place is None:
        reason = next(one.reason for one in find(text).located if one.name == name)
        assert "Villeneuve-le-Bois (France), Villeneuve-sur-Mer (France)" in reason


def resolved(text: str, spans: tuple[Span, ...], gazetteer: Gazetteer, lexicon: Lexicon) -> dict[str, int | None]:
    """Places of a text of which a model found these spans."""
    found = document((Segment(text, 0),), (spans,), lexicon, gazetteer, ())
    known = KnownNames()
    places = resolve(found, group(found, lexicon, known), lexicon, gazetteer, known)
    return {place.name: place.candidate.geonameid if place.candidate else None for place in places}
