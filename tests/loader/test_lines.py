"""How lines make paragraphs."""

import pytest

from sitegen.loader.lines import is_prose, joined, layout, paragraphs, split_lines
from sitegen.loader.spelling import spelling

WRAPPED = """The council met on Tuesday night to hear what the engineer had
found under the old bridge, and it was not what anybody had
hoped for.

Nothing was decided. The engineer will come again in a week, and
bring drawings with him.
"""
INDENTED = """    The council met on Tuesday night to hear what the engineer had
found under the old bridge, and it was not what anybody had
hoped for.
    Nothing was decided. The engineer will come again in a week, and
bring drawings with him.
"""
RUN_ON = """The council met on Tuesday night to hear what the engineer had
found under the old bridge, and it was not what anybody had
hoped for.
Nothing was decided. The engineer will come again in a week, and
bring drawings with him.
"""
LINES = """The council met on Tuesday night to hear what the engineer had found under the old bridge.
Nothing was decided. The engineer will come again in a week.
He will bring drawings with him.
"""


def texts(text: str) -> list[str]:
    lines = split_lines(text)
    return [p.text for p in paragraphs(lines, layout(lines), spelling(text))]


@pytest.mark.parametrize("text", [WRAPPED, INDENTED, RUN_ON], ids=["spaced", "indented", "run on"])
def test_wrapped_paragraphs(text: str) -> None:
    assert texts(text) == [
        "The council met on Tuesday night to hear what the engineer had found under the old bridge, "
        "and it was not what anybody had hoped for.",
        "Nothing was decided. The engineer will come again in a week, and bring drawings with him.",
    ]


def test_a_paragraph_a_line() -> None:
    assert texts(LINES) == LINES.strip().split("\n")


def test_a_list_in_a_wrapped_text() -> None:
    text = (
        WRAPPED + "\nThe parts are these, as far as anybody on the board could tell\n"
        "them from the drawing:\n* piers\n* arches\n* the road\n"
    )
    assert texts(text)[-3:] == ["* piers", "* arches", "* the road"]


def test_a_number_at_a_line_s_beginning_is_no_list() -> None:
    text = (
        WRAPPED + "\nThe engine that drew the longest train of the year was number\n"
        "11. It left an hour late, and nobody on the platform complained\nof it.\n"
    )
    assert texts(text)[-1].endswith("was number 11. It left an hour late, and nobody on the platform complained of it.")


@pytest.mark.parametrize(
    ("lines", "whole", "word"),
    [
        ("They were disap-\npointed", "", "disappointed"),
        ("a man-\nmade lake", "the man-made lake", "man-made"),
        ("a manmade-\nness", "", "manmadeness"),
        ("his self-\nrespect", "", "self-respect"),
        ("the by-\nlaw", "a by-law", "by-law"),
        ("soft\u00ad\nware", "", "software"),
        ("in 1914-\nof all years", "", "1914- of"),
        ("Jean-\nPaul", "", "Jean-Paul"),
        ("in 1914-\n18", "", "1914-18"),
        ("he said—\nand left", "", "said—and"),
        ("twenty-\none", "", "twenty-one"),
    ],
)
def test_words_hyphenated_at_line_ends(lines: str, whole: str, word: str) -> None:
    assert word in joined(split_lines(lines), spelling(f"{lines}\n{whole}"))


def test_prose() -> None:
    assert is_prose("The board met for three hours and then went home.")
    assert not is_prose("Board agrees to dredge the channel before winter comes")
    assert not is_prose("It rained.")
