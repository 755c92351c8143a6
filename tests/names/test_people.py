"""People of one article, on texts of many cultures, by rules alone."""

from collections.abc import Callable

import pytest

from sitegen.names.finder import Found

Find = Callable[..., Found]


def people(found: Found) -> dict[str, set[str]]:
    return {person.name: set(person.forms) for person in found.people}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Wanjiru Kamau spoke first. Kamau was brief.", {"Wanjiru Kamau": {"Kamau"}}),
        ("The envoy Ruud van der Berg left. Van der Berg smiled. Berg slept.", {"Ruud van der Berg": {"Van der Berg", "Berg"}}),
        ("President Hosni Al-Tahan resigned. Tahan's son and Al-Tahan left.", {"Hosni Al-Tahan": {"Tahan", "Al-Tahan"}}),
        ("Dr. Siobhan O’Meara sang. O’Meara’s voice held.", {"Siobhan O’Meara": {"O’Meara"}}),
        ("Prime Minister Giulia Conti and Mr Conti’s rival Pedro García met.", {"Giulia Conti": {"Conti"}, "Pedro García": set()}),
        ("Franklin P. Ames Jr. won. Ames thanked Franklin Ames.", {"Franklin P. Ames Jr.": {"Ames", "Franklin Ames"}}),
        ("Bill Tarrant ran; William Tarrant lost. Tarrant wept.", {"William Tarrant": {"Bill Tarrant", "Tarrant"}}),
        ("Chairman Deng Weiming spoke to Mayor Ito. Deng said no.", {"Deng Weiming": {"Deng"}, "Ito": set()}),
        ("German Chancellor Ulrike Brandt met French Foreign Minister Luc Morel.", {"Ulrike Brandt": set(), "Luc Morel": set()}),
        ("It was built by Colonel Amir Abdel Karim. Abdel Karim was paid.", {"Amir Abdel Karim": {"Abdel Karim"}}),
    ],
)
def test_full_form_first_then_the_forms_that_mean_it(find: Find, text: str, wanted: dict[str, set[str]]) -> None:
    assert people(find(text)) == wanted


def test_two_bearers_of_a_surname_keep_it_apart(find: Find) -> None:
    found = people(find("Anna Becker sued Karl Becker. Becker won. Mrs Becker wept."))
    assert found == {"Anna Becker": set(), "Karl Becker": set()}


def test_a_surname_is_found_though_it_is_also_a_town(find: Find) -> None:
    found = find("The painter Jacques Paris died. Paris was 80. A town like Lima will miss Paris.")
    assert people(found) == {"Jacques Paris": {"Paris"}}


def test_a_surname_that_is_a_town_in_the_text_too_is_left_to_the_town(find: Find) -> None:
    found = find("Jacques Paris was born in Paris. He left Paris early.")
    assert people(found) == {"Jacques Paris": set()}
    assert [place.name for place in found.places] == ["Paris"]


def test_who_stands_behind_a_title_is_one_though_the_surname_alone_is_given(find: Find) -> None:
    assert people(find("President Okafor thanked Mrs. Lindqvist.")) == {"Okafor": set(), "Lindqvist": set()}


@pytest.mark.parametrize(
    "text",
    [
        "The Bank of Japan and the Ministry of Trade met on Monday.",
        "Syrians, Russians and the Dutch met the Labour Party.",
        "The Royal Observatory for Human Rights said so, Reuters and AFP reported.",
        "Kenya Airways and Real Madrid signed with General Motors Corporation.",
        "In March the Second World War ended. Easter came.",
    ],
)
def test_agencies_organisations_and_demonyms_are_not_people(find: Find, text: str) -> None:
    assert find(text).people == ()


def test_authors_photographers_and_agencies_are_not_in_the_story(find: Find) -> None:
    found = find("Maria Lopez watched. Peter Hall said so.", authors=("Maria Lopez",), credits=("Peter Hall",), agency="EFE")
    assert found.people == ()


def test_a_name_in_the_caption_counts_and_one_in_a_title_case_headline_does_not(find: Find) -> None:
    found = find("Nothing happened.", title="Anna Becker Meets Nobody", captions=("Amina Diallo in Lima",))
    assert people(found) == {"Amina Diallo": set()}
    assert [place.name for place in found.places] == ["Lima"]


def test_a_part_of_a_longer_name_is_not_the_person(find: Find) -> None:
    found = people(find("John Murray spoke. The Murray River rose. Murray Hospital closed. Anna Murray-Smith sang."))
    assert found["John Murray"] == set()


def test_a_record_says_how_a_person_is_called(find: Find) -> None:
    text = "Then came Big Ada and sang."
    assert people(find(text)) in ({}, {"Big Ada": set()})


def test_the_order_is_that_of_first_mention(find: Find) -> None:
    found = find("Zoe Adams met Amir Khan.", "Boris Novak saw Zoe Adams.")
    assert [person.name for person in found.people] == ["Zoe Adams", "Amir Khan", "Boris Novak"]


@pytest.mark.parametrize(
    "text",
    [
        "Madam, – May I, by your leave, thank the town? I am old, and I thank it.",
        "Will I be heard? Will They? Mark You, said I.",
        "What He Saw was said by Mr. I. He left.",
    ],
)
def test_words_of_grammar_make_no_name(find: Find, text: str) -> None:
    assert find(text).people == ()


def test_a_name_ends_before_the_pronoun_that_follows_it(find: Find) -> None:
    assert people(find("To Anna Holt I owe much. Then I wrote to Holt.")) == {"Anna Holt": {"Holt"}}
    assert people(find("The crown of King Alfred I was lost.")) == {"Alfred I": set()}


def test_a_sentence_s_verb_is_no_form_of_who_is_called_so(find: Find) -> None:
    assert people(find("The painter May Holt came. May we ask why? Holt wept.")) == {"May Holt": {"Holt"}}


def test_one_letter_is_no_form_and_no_person(find: Find) -> None:
    assert people(find("The preacher James X rose. Mr. X spoke to Mrs. B. again.")) == {"James X": set()}


@pytest.mark.parametrize("role", ["Coxswain", "Stationmaster", "The Sluicewright", "The Fogman", "Chief Stoker", "Kitemaker"])
def test_a_full_name_is_found_behind_a_role_in_capitals(find: Find, role: str) -> None:
    found = people(find(f"{role} Peter Holt took the oars. Mr Holt said no."))
    assert found == {"Peter Holt": {"Holt"}}


def test_a_saint_s_river_is_nobody_s_role(find: Find) -> None:
    assert find("They crossed the Santa Clara River. The San Martin Brewery burnt.").people == ()
