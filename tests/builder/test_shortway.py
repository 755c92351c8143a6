import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.builder import bodies
from sitegen.builder.bodies import Body, render
from sitegen.builder.mentions import Forms
from sitegen.builder.shortway import blocks
from sitegen.model import Name

FORMS = Forms.of([Name("Ann Lee", ("Lee",))], [Name("Rome")])

PARTS = (
    "Ann Lee", "Lee", "Rome", "word", "1. one", "12) x", "- a", "* a", "+ a", "# H", "## Lee #", "####### x", "> q", ">q",
    "> > q", "---", "===", "***", "```", "~~~", "    code", "\tcode", "|a|b|", "|-|-|", "<b>", "<!--", "&amp;", "&", "&#60;",
    "\\*", "\\", "*Lee*", "**Lee**", "_x_", "`Lee`", "[Lee](x.md)", "[x]", "[x]: y", "![a](b.png)", "<https://e.org>",
    "https://e.org", "“Lee,”", "‘x’", "«x»", "\"x\"", "'x'", "(c)", "…", "é", "火", "٣.", "²", "\u00a0", "\u200b", "\u2028",
    "~~x~~", "1969", "1969.", "a  ", "  b", ":", "=", "!", "$5", "%", "@", "/", "{", "^",
)  # fmt: skip
TEXT = st.lists(st.sampled_from(PARTS) | st.text(max_size=5), max_size=6).map(" ".join)
BODIES = (
    st.lists(st.lists(TEXT, min_size=1, max_size=3).map("\n".join), max_size=4).map("\n\n".join).map(lambda text: text.replace("\0", ""))
)


def long_way(text: str, link: bool) -> Body:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bodies, "_short_way", lambda text, env: None)
        return render(text, "articles/a.md", FORMS, link)


@settings(max_examples=1500, deadline=None)
@given(BODIES, st.booleans())
def test_the_short_way_gives_the_same(text: str, link: bool) -> None:
    assert render(text, "articles/a.md", FORMS, link) == long_way(text, link)


@pytest.mark.parametrize("text", ["Prose.", "Two\nlines", "# Heading", "> Quoted", "One\n\nTwo & three *four*", "“Quoted,” she said.", ""])
def test_prose_takes_it(text: str) -> None:
    assert blocks(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "- a",
        "1. a",
        "    code",
        "```\ncode\n```",
        "<div>",
        "| a |",
        "[x]: y",
        "a\n===",
        "a\n- b",
        "> a\nb",
        "a\n\n    b",
        "***",
        " a",
        "a \nb",
    ],
)
def test_anything_else_does_not(text: str) -> None:
    assert blocks(text) is None
