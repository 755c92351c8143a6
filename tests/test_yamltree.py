import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.errors import BadFrontMatter
from sitegen.schema import plain
from sitegen.yamltree import DEPTH, Leaf, read_mapping, write_mapping


def refused(text: str, offset: int = 0) -> BadFrontMatter:
    with pytest.raises(BadFrontMatter) as caught:
        read_mapping(text, "a.md", offset)
    return caught.value


def test_scalars_stay_as_they_were_written() -> None:
    """B13: YAML would make false, null, 45045 and a date of these."""
    tree = read_mapping("a: [no, null, 12:30:45, 1969-07-21, 007, 1e3, .nan, y]\n", "a.md")
    assert plain(tree) == {"a": ["no", "", "12:30:45", "1969-07-21", "007", "1e3", ".nan", "y"]}
    assert plain(read_mapping("a: 'null'\n", "a.md")) == {"a": "null"}


def test_each_value_knows_its_line_and_column() -> None:
    tree = read_mapping("a: x\nb:\n  - y\n", "a.md", 1)
    assert tree.lines == {"a": 2, "b": 3}
    leaf = tree.items["a"]
    assert isinstance(leaf, Leaf)
    assert (leaf.line, leaf.column) == (2, 4)


@pytest.mark.parametrize("end", ["", "date: 1960\n", "---\n"])
def test_a_quote_that_is_not_closed_is_named_where_it_opens(end: str) -> None:
    """B03."""
    fault = refused(f'a: 1\ntitle: "x\n{end}', 1)
    assert fault.spot.path == "a.md"
    assert (fault.spot.line, fault.spot.column) == (3, 8)
    assert fault.hint == "is a closing quote missing?"


@pytest.mark.parametrize("line", ["source", "source The Bee"])
def test_a_missing_colon_is_named_on_its_line(line: str) -> None:
    fault = refused(f"title: x\n{line}\ndate: 1960\n")
    assert (fault.spot.line, fault.spot.column) == (2, 1)
    assert "expected ':'" in fault.message


def test_what_is_wrong_later_is_named_there() -> None:
    fault = refused("title: [a\ndate: 1960\n")
    assert (fault.spot.line, fault.spot.column) == (2, 5)


def test_an_unquoted_colon_gets_its_hint() -> None:
    fault = refused("title: Police: two held\n")
    assert (fault.spot.line, fault.spot.column) == (1, 14)
    assert "quotes" in fault.hint


def test_a_duplicate_key_names_both_lines() -> None:
    """B05."""
    fault = refused("title: a\ndate: x\ntitle: b\n", 1)
    assert fault.spot.line == 4
    assert "line 2" in fault.message


@pytest.mark.parametrize("text", ["a: !!python/object/apply:os.system ['touch canary']\n", "a: !x y\n", "!!map {a: b}\n"])
def test_tags_are_refused(text: str, tmp_path: object) -> None:
    """B07: nothing is ever built from a tag."""
    assert "tag" in refused(text).message


@pytest.mark.parametrize("text", ["a: &x b\n", "a: b\nc: *x\n", "a: &x [*x]\n"])
def test_anchors_and_aliases_are_refused(text: str) -> None:
    assert "must be written out" in refused(text).message


@pytest.mark.parametrize("text", ["a: " + "[" * 500 + "]" * 500, "a: " + "{b: " * 500 + "}" * 500, "a: " + "[" * 100_000])
def test_deep_nesting_is_refused_not_recursed(text: str) -> None:
    """B09."""
    assert refused(text).message == f"nested deeper than {DEPTH}"


@pytest.mark.parametrize(
    "text", ["- a\n", "just text\n", "a: b\n---\nc: d\n", "? [a]\n: b\n", "a: \x00\n", "\t- a", "a: b: c", "%YAML 9.9\n---\n"]
)
def test_anything_but_one_mapping_is_refused(text: str) -> None:
    assert refused(text).spot.line >= 1


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "~\n"])
def test_nothing_is_an_empty_mapping(text: str) -> None:
    assert read_mapping(text, "a.md").items == {}


VALUES = st.recursive(
    st.text(st.characters(exclude_categories=["Cs"]))
    | st.sampled_from(["no", "null", "~", "12:30", "- a", "#", "'", '"', ": ", "a: b", "1e3"]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=9), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=9), VALUES, max_size=5))
def test_what_is_written_is_read_again(value: dict[str, object]) -> None:
    assert plain(read_mapping(write_mapping(value), "a.md")) == value


@given(st.text(max_size=200))
def test_any_text_is_a_mapping_or_a_fault_with_its_line(text: str) -> None:
    fault = None
    try:
        read_mapping(text, "a.md", 1)
    except BadFrontMatter as error:
        fault = error
    assert fault is None or (fault.spot.line >= 2 and fault.message)
