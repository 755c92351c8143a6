import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.errors import BadFrontMatter
from sitegen.yamllines import read_lines
from sitegen.yamltree import read_mapping

WORDS = st.sampled_from(
    ("a", "No", "12:30", "2016-12-02T16:20:00Z", "~", "null", "", "a: b", "a:", "a #b", "a#b", "#b", "a,b", "[a]", "{a: b}", "it's",
     'say "x"', "'a'", '"a"', "'it''s'", '"a\\n"', '"', "'", "- a", "-a", "-", "é", "“q”", "火", "?", "? a", "&a", "*a", "!a", "|", ">",
     "%", "@", "`", "a ", " a", "a  b", "a\tb", "\u00a0a", "\u2028", "a: ", "a :b", "a.", "...", "---", "_a", "1_000", "0x1F", "\ufeff",
     "\x85", "=", "a=b")
)  # fmt: skip
VALUE = st.lists(WORDS, max_size=3).map(" ".join) | st.text(max_size=8).map(lambda text: text.replace("\n", "").replace("\r", ""))
KEY = st.sampled_from(("a", "b", "title", "people", "a_b", "a-b", "A1", "1a", "", "_", "é", "a b", '"a"', "<<"))
LINE = st.one_of(
    st.builds("{}: {}".format, KEY, VALUE),
    st.builds("{}:{}".format, KEY, VALUE),
    KEY.map("{}:".format),
    st.builds("{}- {}".format, st.sampled_from(("", "  ", " ", "    ")), VALUE),
    st.builds("{}{}: {}".format, st.sampled_from(("  ", "- ", "  - ")), KEY, VALUE),
    VALUE,
)
TEXT = st.lists(LINE, max_size=6).map("\n".join) | st.lists(LINE, max_size=6).map(lambda lines: "\n".join((*lines, "")))


@settings(max_examples=4000, deadline=None)
@given(TEXT, st.integers(0, 3))
def test_the_short_way_gives_the_same_tree(text: str, offset: int) -> None:
    found = read_lines(text, offset)
    if found is not None:
        assert found == read_mapping(text, "a.md", offset)


FRONT = "title: It's a test\ndate: 2016-12-02T16:20:00Z\nsummary: \"Said: no, #1.\"\nsection: 'A: b'\n"


@pytest.mark.parametrize("text", [FRONT, f"{FRONT}people:\n  - Ann Lee\n  - \"Bo: Lund\"\ntags:\n- sea\n- 'air: 1'\n", "a: 1"])
def test_usual_front_matter_takes_it(text: str) -> None:
    found = read_lines(text, 1)
    assert found is not None
    assert found == read_mapping(text, "a.md", 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a:",
        "a: b\na: c",
        "a: b\n  - c",
        "a:\n- b\n  - c",
        "a: [b]",
        "a: b # c",
        "a: &x b",
        "a: |\n  b",
        "a:\n- name: b",
        "a: b \n",
        "a:\tb",
    ],
)
def test_anything_else_does_not(text: str) -> None:
    assert read_lines(text, 1) is None


def test_what_the_parser_refuses_is_never_taken() -> None:
    with pytest.raises(BadFrontMatter):
        read_mapping("a: b: c", "a.md")
    assert read_lines("a: b: c", 0) is None
