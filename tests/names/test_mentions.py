"""How spans become mentions, whatever a recognizer took them for."""

import pytest

from sitegen.names.gazetteer import Gazetteer
from sitegen.names.hybrid import merged
from sitegen.names.lexicon import Lexicon
from sitegen.names.mentions import Mention, Segment, document, is_heading
from sitegen.names.rules import abbreviations
from sitegen.names.spans import Kind, Span
from sitegen.names.tokens import tokens


def mention(text: str, name: str, kind: Kind, gazetteer: Gazetteer, lexicon: Lexicon) -> Mention:
    start = text.index(name)
    span = Span(start, start + len(name), kind, name, 0.8, "model")
    return document((Segment(text, 0),), ((span,),), lexicon, gazetteer, ()).mentions[0]


@pytest.mark.parametrize(
    ("text", "name", "kind", "wanted"),
    [
        ("Then President Ana Cruz’s plane left.", "President Ana Cruz’s", "PERSON", "Ana Cruz"),
        ("Then US envoy Ana Cruz left.", "US envoy Ana Cruz", "PERSON", "Ana Cruz"),
        ("Then Ana Cruz—last seen in May—left.", "Ana Cruz—last", "PERSON", "Ana Cruz"),
        ("Snow in northern Peru fell.", "northern Peru", "PLACE", "Peru"),
        ("The Peru Company left.", "The Peru Company", "ORGANISATION", "Peru Company"),
        ("Dean Ana Cruz left.", "Dean Ana Cruz", "PERSON", "Ana Cruz"),
        ("Then Dean Cruz left.", "Dean Cruz", "PERSON", "Dean Cruz"),
        ("Spokesman Ana Cruz left.", "Spokesman Ana Cruz", "PERSON", "Ana Cruz"),
    ],
)
def test_a_name_is_without_titles_adjectives_and_possessive(
    text: str, name: str, kind: Kind, wanted: str, gazetteer: Gazetteer, lexicon: Lexicon
) -> None:
    assert mention(text, name, kind, gazetteer, lexicon).text == wanted


@pytest.mark.parametrize(
    ("text", "name", "kind", "wanted"),
    [
        ("They met at Kaltwasser on Friday.", "Kaltwasser", "PERSON", "PLACE"),
        ("They slept in Kaltwasser’s barn.", "Kaltwasser", "PERSON", "PERSON"),
        ("The Peruvians left.", "Peruvians", "PERSON", "OTHER"),
        ("Reuters said so.", "Reuters", "PERSON", "OTHER"),
        ("They watched Orbis 4, and slept.", "Orbis", "PERSON", "OTHER"),
        ("The trawler Ana Cruz sank.", "Ana Cruz", "PERSON", "OTHER"),
        ("The Peruvian Embassy burnt.", "Peruvian Embassy", "PLACE", "ORGANISATION"),
        ("They crossed the Black Sea.", "Black Sea", "ORGANISATION", "PLACE"),
    ],
)
def test_what_stands_round_a_name_corrects_its_kind(
    text: str, name: str, kind: Kind, wanted: Kind, gazetteer: Gazetteer, lexicon: Lexicon
) -> None:
    assert mention(text, name, kind, gazetteer, lexicon).kind == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A Bad Half Hour", True),
        ("STORM HITS COAST", True),
        ("Cruz in rare talks with Mwangi", False),
        ("Ana Cruz Met Kofi Boateng.", False),
        ("Peru", False),
    ],
)
def test_a_headline_in_title_case_is_told_from_a_sentence(text: str, wanted: bool, lexicon: Lexicon) -> None:
    assert is_heading(tokens(text, abbreviations(lexicon)), lexicon) is wanted


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mr. O’Meara’s U.S. visit", ["Mr.", "O’Meara", "U.S.", "visit"]),
        ("al-Tahan met J. Cruz—twice.", ["al-Tahan", "met", "J.", "Cruz", "—", "twice", "."]),
        ("Vostok 6, 1,000 men", ["Vostok", "6", ",", "1,000", "men"]),
    ],
)
def test_words_keep_their_offsets(text: str, words: list[str], lexicon: Lexicon) -> None:
    found = tokens(text, abbreviations(lexicon))
    assert [word.text for word in found] == words
    assert all(text[word.start : word.end] == word.text for word in found)


def test_a_title_with_its_bearer_is_no_organisation() -> None:
    text = "Coxswain Peter Holt"
    bearer = Span(9, 19, "PERSON", "Peter Holt", 0.9, "title")
    assert merged((Span(0, 19, "ORGANISATION", text, 0.8, "model"),), (bearer,)) == (bearer,)
    fund = Span(0, 22, "ORGANISATION", "Friends of Peter Holt", 0.8, "model")
    assert merged((fund,), (Span(11, 22, "PERSON", "Peter Holt", 0.9, "title"),)) == (fund,)
