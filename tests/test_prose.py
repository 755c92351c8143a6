import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sitegen.prose import Block, clean, escape, is_clean, markdown, normal_body

NASTY = st.lists(
    st.sampled_from(
        ["#", "+", "-", "1.", "12)", ">", "=", "---", "===", "    ", "\t", "*", "_", "`", "~~~", "```", "<b>", "</p>", "&amp;", "&#65;",
         "[a](b)", "![x](y)", "[a]: b", "\\", "|", ":-", "|-|", "http://a.b", "<http://a.b>", "word", "é", "\u00a0", "\u2028", "!",
         "{{7*7}}", "{% include 'x' %}", " ", " ", "a@b.c", "\x1b[31m", "\x00", "\ufeff", "(c)", '"', "'", "..."]
    ),
    max_size=12,
).map("".join)  # fmt: skip
LINES = NASTY | st.text(max_size=60)


def visible(body: str) -> list[str]:
    """Text of each block as a reader sees it, spaces folded."""
    tokens = MarkdownIt("js-default", {"linkify": False}).parse(body)
    kinds = {t.type for t in tokens} - {"paragraph_open", "paragraph_close", "inline", "heading_open", "heading_close"}
    kinds -= {"blockquote_open", "blockquote_close"}
    assert not kinds, f"markup arose: {kinds}"
    texts = []
    for token in tokens:
        if token.type == "inline":
            assert {c.type for c in token.children or ()} <= {"text", "text_special", "hardbreak", "softbreak"}
            texts.append("".join("\n" if c.type.endswith("break") else c.content for c in token.children or ()))
    return [fold(t) for t in texts]


def fold(text: str) -> str:
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))


def kept(text: str) -> str:
    return fold(clean(text))


@given(LINES)
def test_a_line_stays_the_text_it_was(line: str) -> None:
    expected = " ".join(kept(line).split())
    assert visible(escape(clean(line))) == ([expected] if expected else [])


@given(st.lists(st.builds(Block, st.lists(LINES, max_size=4).map("\n".join), st.sampled_from([0, 0, 0, 2, 3]), st.booleans()), max_size=6))
def test_blocks_stay_the_text_they_were(blocks: list[Block]) -> None:
    wanted = [(" ".join(kept(b.text).split()) if b.level else kept(b.text)) for b in blocks]
    assert visible(markdown(blocks)) == [w for w in wanted if w]


@pytest.mark.parametrize(
    "lines",
    [
        "Title\n=====",
        "Title\n-----",
        "a | b\n--|--\n1 | 2",
        "    code",
        "1. one\n2. two",
        "1986. A great year",
        "> said he",
        "+ plus\n+ two",
    ],
)
def test_what_looks_like_markup_is_none(lines: str) -> None:
    assert visible(markdown([Block(lines)])) == [kept(lines)]


def test_headings_and_quotations_are_marked() -> None:
    assert markdown([Block("A heading #", 2), Block("One\ntwo", quote=True), Block("")]) == "## A heading \\#\n\n> One\\\n> two"


@given(st.text())
def test_clean_text_can_be_written_to_a_file_and_shown(text: str) -> None:
    """L13: control characters go, line ends stay."""
    made = clean(text)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff]", made)
    assert made.encode("utf-8").decode("utf-8") == made
    assert clean(made) == made


@given(st.text())
def test_a_normal_body_stays_normal(text: str) -> None:
    assert normal_body(normal_body(text)) == normal_body(text)


@given(
    st.text(st.characters(exclude_categories=["Cs"]))
    | st.text(st.sampled_from("a\n\t\0\x1f\x7f\x85\xa0\xad\u2028\u2029\ufeff\ufffe\uffffé“火"))
)
def test_what_is_surely_clean_is_left_as_it_is(text: str) -> None:
    if is_clean(text.encode()):
        assert clean(text) == text


def test_most_text_is_surely_clean() -> None:
    assert is_clean("“Ça,” — 火 …\n\tx".encode())
    assert not is_clean(b"a\rb")
