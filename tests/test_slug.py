import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.slug import LIMIT, RESERVED, identity, is_slug, slug, told_apart

GOOD = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


@given(st.text())
def test_a_slug_is_safe_whatever_the_text(text: str) -> None:
    made = slug(text)
    assert GOOD.match(made)
    assert len(made) <= LIMIT + 5
    assert made not in RESERVED


@given(st.text())
def test_a_slug_told_apart_is_one_too(text: str) -> None:
    assert GOOD.match(told_apart(slug(text), text))


@given(st.text())
def test_the_slug_of_a_slug_is_itself(text: str) -> None:
    made = slug(text)
    assert slug(made) == made


@pytest.mark.parametrize("name", ["🎉", "...", "日本", "عمر", "", "\u200b", "\u202e"])
def test_no_name_has_an_empty_slug(name: str) -> None:
    """L47."""
    assert GOOD.match(slug(name))


def test_names_without_letters_have_slugs_of_their_own() -> None:
    assert len({slug(name) for name in ("...", "???", "!!", "—")}) == 4


@pytest.mark.parametrize("name", ["Index", "404", "feed", "page", "static", "CON", "aux", "LPT1"])
def test_a_reserved_name_gets_a_suffix(name: str) -> None:
    assert slug(name) == f"{name.lower()}-{slug(name)[-4:]}"
    assert not is_slug(name.lower())


def test_a_long_title_is_cut_between_words() -> None:
    """L33."""
    made = slug("moon " * 2000)
    assert len(made) <= LIMIT
    assert set(made.split("-")) == {"moon"}
    assert len(slug("x" * 10_000)) == LIMIT


def test_accents_quotes_and_scripts_become_letters() -> None:
    assert slug("Dobrovolský’s “naïve” Moscow—Москва") == "dobrovolskys-naive-moscow-moskva"


@pytest.mark.parametrize(
    ("text", "good"),
    [("a-b", True), ("A", False), ("a--b", False), ("-a", False), ("", False), ("a" * 81, False), ("a/b", False), ("a\n", False)],
)
def test_what_stands_as_a_hand_set_slug(text: str, good: bool) -> None:
    assert is_slug(text) is good


def test_composed_and_decomposed_are_one_name_but_accents_count() -> None:
    """L41, L43."""
    assert identity(unicodedata.normalize("NFD", "José García")) == identity("José García")
    assert identity("José") != identity("Jose")
    assert identity("Jo\u200bhn\u00ad  \u202eSmith\n") == "John Smith"


@given(st.text())
def test_identity_settles_at_once(text: str) -> None:
    assert identity(identity(text)) == identity(text)
