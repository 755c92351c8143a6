"""Clippings that nobody would think of, for the laws: lines that look like markup, particulars, furniture, or nothing."""

from hypothesis import strategies as st

SHARP = [
    "+ a plus", "# a hash", "1. a number", "2) another", "> quoted", "    four spaces", "-----", "=====", "* * *", "* item", "- item",
    "~~~", "```", "| a | b |", "[a](b)", "![a](b)", "<b>bold</b>", "&amp; &lt;", "a\\", "\\# not", "_under_", "**stars**", "[x]: y",
    "Home > World", "By JANE DOE", "By Jane Doe, The Evening Post", "THE MORNING POST, Monday, July 21, 1969, Page 1", "Paris / AFP",
    "LONDON, July 16 (AP) -- A thing was done.", "From Our Own Correspondent, ROME, May 2", "Source: The Post", "Date: 3 March 1961",
    "Published 18 November 1970", "18 July 1975", "Page 6", "LOCAL NEWS", "Photo: Jane Doe / AP", "A harbour at dawn. (AP Wirephoto)",
    "abc12345678 A crane falls, 2 May 1960.  AP/STR", "(typed from a scrapbook, about 1967)", "Continued on Page 6, Col. 3",
    "Share on Facebook", "Leave a Reply", "3 comments", "You may also like", "Another headline", "Tweet", "© 1999 The Evening Post",
    "-- JANE DOE", "A hyphen-", "ated word", "A Short Heading", "It was said that it had been done, and done well, by all who saw it.",
    "lower case goes on", "“We did it,” she said. “All of it.”", "{{ 7*7 }}", "{% include 'x' %}", "DONE", "Tags: a, b", "x",
]  # fmt: skip
"""Lines that some rule or some Markdown parser means something by."""

ANY_LINE = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=60)
WORDS = st.lists(
    st.sampled_from(["the", "ship", "left", "Harbour", "on", "Monday", "and", "came", "back.", "Mr.", "Doe", "1969"]), max_size=18
)
LINE = st.one_of(st.sampled_from(SHARP), WORDS.map(" ".join), ANY_LINE, st.just(""))
CLIPPING = st.lists(LINE, min_size=1, max_size=25).map("\n".join)
