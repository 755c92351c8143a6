"""Front matter that breaks builders, each by its row: a message with its place, the rest built, never a traceback.

Rows are those of the list of bad inputs that the design keeps: B01 is the builder's first.
"""

import re
from pathlib import Path

import lawbook
import pytest
from site_kit import article, build_in, built, make_site, text_of, tree

from builder.bad_inputs import GOOD, PATH, front, left_out, published


def test_b01_front_matter_is_not_closed(tmp_path: Path) -> None:
    fault = left_out(tmp_path, "---\ntitle: never closed\n\nText.")
    assert (fault.spot.line, fault.message) == (1, "no closing ---")


def test_b03_yaml_error_is_placed_in_the_file(tmp_path: Path) -> None:
    fault = left_out(tmp_path, '---\nsource: x\ntitle: "x\n---\n\nText.')
    assert (fault.spot.line, fault.spot.column) == (3, 8), "where the quote opens"
    assert "not YAML" in fault.message
    assert "closing quote" in fault.hint


def test_b05_a_key_twice_names_both_lines(tmp_path: Path) -> None:
    fault = left_out(tmp_path, "---\ntitle: a\ndate: 1960\ntitle: b\n---\n")
    assert (fault.spot.line, fault.message) == (4, "key 'title' stands twice, first on line 2")


def test_b07_a_tag_runs_nothing(tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    fault = left_out(tmp_path / "site", f"---\ntitle: !!python/object/apply:os.system ['touch {canary}']\n---\n")
    assert "tag" in fault.message
    assert not canary.exists()


@pytest.mark.parametrize("text", ["tags: " + "[" * 500 + "]" * 500, "extra: " + "{a: " * 500 + "}" * 500])
def test_b09_deep_nesting(tmp_path: Path, text: str) -> None:
    assert "nested deeper than" in left_out(tmp_path, front(text)).message


@pytest.mark.parametrize(("value", "found"), [("true", "'true'"), ("[a]", "a list"), ("{a: b}", "a mapping")])
def test_b11_a_title_of_another_type(tmp_path: Path, value: str, found: str) -> None:
    fault = left_out(tmp_path, f"---\ntitle: {value}\n---\n")
    assert (fault.spot.line, fault.message) == (2, f"title: a text wanted, found {found}")


def test_b11_a_title_of_nothing(tmp_path: Path) -> None:
    assert "title is missing" in left_out(tmp_path, "---\ntitle: null\n---\n").message


def test_b11_a_title_of_digits(tmp_path: Path) -> None:
    assert "<h1>123</h1>" in published(tmp_path, "---\ntitle: 123\n---\n")


def test_b13_names_stay_what_was_written(tmp_path: Path) -> None:
    html = published(tmp_path, front("people: [no, 'null', 12:30:45]"))
    assert re.findall(r'people/[^"]*">([^<]*)', html) == ["no", "null", "12:30:45"]
    assert not re.search("False|45045", text_of(tmp_path / "site"))


@pytest.mark.parametrize("field", ["page", "title", "order"])
def test_b15_an_endless_number(tmp_path: Path, field: str) -> None:
    make_site(tmp_path, {PATH: f"---\n{field}: {'9' * 5000}\n---\n", "content/articles/1960/good.md": GOOD})
    assert build_in(tmp_path).articles in (1, 2)


@pytest.mark.parametrize("value", [".nan", ".inf", "1e999"])
def test_b17_a_coordinate_that_is_no_number(tmp_path: Path, value: str) -> None:
    report = built(tmp_path, {PATH: GOOD, "content/places/x.md": f"---\nname: X\ncoordinates: [{value}, 0]\n---\n"})
    (fault,) = report.faults
    assert (fault.spot.path, fault.spot.line) == ("content/places/x.md", 3)
    assert "coordinates" in fault.message


def test_b21_a_slug_that_is_none(tmp_path: Path) -> None:
    fault = left_out(tmp_path, article(slug="Foo"))
    assert (fault.spot.line, fault.hint) == (3, "write 'slug: foo'")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//example.org", "https://", "vbscript:x", " https://a b.org"])
def test_b25_an_address_that_runs(tmp_path: Path, url: str) -> None:
    fault = left_out(tmp_path, article(date="1960", url=url))
    assert (fault.spot.line, fault.message.partition(":")[0]) == (4, "url")


@pytest.mark.parametrize("name", ["''", '"\\u200b"', "' '", '"\\x07"'])
def test_l47_a_name_of_nothing(tmp_path: Path, name: str) -> None:
    report = built(tmp_path, {PATH: front(f"people: [{name}, Ann]\nplaces: [{name}]\ncollection: {name}", "Ann.")})
    assert [(n.spot.line, n.message) for n in report.notices] == [
        (3, "people: an empty name, left out"),
        (4, "places: an empty name, left out"),
    ]
    assert [p for p in tree(tmp_path / "site") if p.startswith(("people", "places", "coll"))] == ["people.html", "people/ann.html"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # pyuca leaves its table's file open
def test_l47_names_without_a_letter(tmp_path: Path) -> None:
    """Every name has a page of its own."""
    names = ["🎉", "...", "日本", "عمر", "-", "'", "CON", "index", "x" * 300]
    report = built(tmp_path, {PATH: article(people=names)})
    assert report.faults == ()
    assert len([p for p in tree(tmp_path / "site") if p.startswith("people/")]) == len(names)
    lawbook.keep_the_laws(tmp_path)


@pytest.mark.parametrize(
    "alias", ["articles//1969/a1.html", "./index.html", ".git/hooks/x", "javascript:alert(1)", "//[", "a" * 300, "../x", "a\u202eb", "x/.y"]
)
def test_an_old_address_that_can_not_be(tmp_path: Path, alias: str) -> None:
    fault = left_out(tmp_path, article(date="1960", aliases=[alias]))
    assert "aliases" in fault.message
