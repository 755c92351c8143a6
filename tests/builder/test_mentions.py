import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.builder.mentions import LONGEST, Forms, mentions, sentence_ends, snippet
from sitegen.builder.views import Snippet
from sitegen.model import Name

FORMS = Forms.of([Name("John Tully", ("Tully",)), Name("Omar Al Hakim", ("Al Hakim", "al-Hakim"))], [Name("Iran"), Name("New York")])


def named(text: str, forms: Forms = FORMS) -> list[tuple[str, int]]:
    return [(text[m.start : m.end], m.number) for m in mentions(text, forms)]


def sentence(text: str, forms: Forms = FORMS) -> Snippet:
    return snippet(text, mentions(text, forms)[0], sentence_ends(text))


def test_the_longest_form_wins() -> None:
    assert named("John Tully met Omar Al Hakim; Tully left.") == [("John Tully", 0), ("Omar Al Hakim", 1), ("Tully", 0)]


@pytest.mark.parametrize(
    "text",
    ["Iranian", "IranAir", "Tullyman", "McTully", "O'Tully", "O’Tully", "Saint-Tully", "tully", "TULLY", "New Yorkers", "1Iran", "Tully2"],
)
def test_a_form_inside_a_word_is_no_mention(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    "text", ["Tully's", "Tully’s", "Tully-led", "(Tully)", "'Tully'", "“Tully”", "—Tully—", "Tully/", "-Tully", "the Tully.", "Tully\nleft"]
)
def test_a_form_as_a_word_is_one(text: str) -> None:
    assert named(text) == [("Tully", 0)]


def test_arabic_articles() -> None:
    assert named("said al-Hakim. Al Hakim's men") == [("al-Hakim", 1), ("Al Hakim", 1)]
    assert named("al-Hakim", Forms.of([Name("Hakim")])) == []


def test_a_form_of_two_names_is_nones() -> None:
    forms = Forms.of([Name("John Smith (senator)", ("Smith",)), Name("John Smith (baker)", ("Smith", "the baker"))], [Name("Smith")])
    assert named("John Smith, Smith and the baker", forms) == [("the baker", 1)]


def test_what_tells_bearers_apart_is_not_looked_for() -> None:
    assert named("John Smith", Forms.of([Name("John Smith (senator)")])) == [("John Smith", 0)]


def test_people_come_before_places() -> None:
    assert (FORMS.people, FORMS.count) == (2, 4)
    assert named("Iran") == [("Iran", 2)]


def test_empty_forms_are_none() -> None:
    assert Forms.of([Name("(senator)", ("",))]).pairs == ()


@given(st.text("ab 'A-", max_size=30), st.lists(st.text("abA '-", min_size=1, max_size=4), min_size=1, max_size=4))
def test_mentions_are_in_order_and_apart(text: str, forms: list[str]) -> None:
    found = mentions(text, Forms.of([Name(form) for form in forms]))
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(text[m.start : m.end].strip() for m in found)


def test_many_mentions_take_no_time_for_each_other() -> None:
    started = time.perf_counter()
    assert len(mentions("John Tully and Tully. " * 50_000, FORMS)) == 100_000
    assert time.perf_counter() - started < 5


def test_the_sentence_of_a_mention() -> None:
    assert sentence("Nothing yet. Then came Tully, late. And left.") == Snippet("Then came ", "Tully", ", late.")


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("He went. Mr. Tully spoke. Then more.", "Mr. ", " spoke."),
        ("A talk with Gen. J. Tully of the U.S. Army ended. More.", "A talk with Gen. J. ", " of the U.S. Army ended."),
        ("“Yes!” Tully said. No.", "", " said."),
        ("First? “Tully said so.” Then", "“", " said so.”"),
        ("It cost 3.50. Tully paid.", "", " paid."),
        ("They met Tully. Then", "They met ", "."),
        ("Tully", "", ""),
        ("one tully. two Tully", "one tully. two ", ""),
    ],
)
def test_where_a_sentence_begins_and_ends(text: str, before: str, after: str) -> None:
    assert sentence(text) == Snippet(before, "Tully", after)


def test_a_long_sentence_is_cut_at_words() -> None:
    found = sentence("word " * 200 + "Tully" + " after" * 200)
    assert len(found.before + found.form + found.after) <= LONGEST + 4
    assert found.before.startswith("… word ")
    assert found.after.endswith(" after …")


def test_a_name_at_the_end_of_a_long_sentence_keeps_what_is_before() -> None:
    found = sentence("word " * 200 + "Tully.")
    assert found.after == "."
    assert len(found.before) > LONGEST // 2 + 100


@given(st.text(" .!?Mr”“abcKery\u00e9", max_size=80), st.text(" .!?ab", max_size=80))
def test_a_snippet_is_a_piece_of_its_text(before: str, after: str) -> None:
    text = f"{before} Tully {after}"
    found = [m for m in mentions(text, FORMS) if m.number == 0]
    for mention in found:
        part = snippet(text, mention, sentence_ends(text))
        assert (part.before + part.form + part.after).replace("… ", "").replace(" …", "") in text
