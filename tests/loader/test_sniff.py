"""What a text is that is markup for a reader of its own."""

import pytest

from sitegen.errors import BadClipping
from sitegen.loader.formats.registry import read_clipping
from sitegen.loader.sniff import sniff_text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('<svg xmlns="http://www.w3.org/2000/svg"><text>A</text></svg>', "an SVG image"),
        ("<!-- drawn by hand -->\n<svg>", "an SVG image"),
        ("<?xml version='1.0'?>\n<svg/>", "an XML file"),
        ("\n <!-- a --><!-- b --> <!DOCTYPE html>", "an HTML page"),
    ],
)
def test_markup_is_refused_by_name(text: str, kind: str) -> None:
    with pytest.raises(BadClipping, match=kind):
        read_clipping(text.encode(), "x.txt")


def test_a_word_in_angle_brackets_is_text() -> None:
    for text in ("<svgs are pictures>", "<title>", "<!-- no end", "a <svg>"):
        assert sniff_text(text) is None
