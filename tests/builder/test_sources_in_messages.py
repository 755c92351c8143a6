"""A message names the file that somebody can mend, and the line where that can be told."""

from pathlib import Path

import pytest
import site_kit
from site_kit import article, make_site, page, put, shown

from builder.conftest import Command
from sitegen.errors import PathClash

GOOD = article("Good", "All is well.", date="1960-01-01", people=["Ann"])
PATH = "content/articles/1960/good.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    make_site(tmp_path, {PATH: GOOD})
    return tmp_path


@pytest.mark.parametrize("name", ["People.md", "people!.md", "DATES.md", "Articles.markdown"])
def test_b19_a_page_with_an_address_of_the_site_in_other_letters(root: Path, command: Command, name: str) -> None:
    """Its address is the same, and so is its fault: it alone is left out."""
    put(root, {f"content/pages/{name}": page("Mine", "My own text")})
    said = command(root)
    assert said.code == 1
    assert f"error: content/pages/{name}" in said.errors
    assert "uses itself" in said.errors
    assert "All is well." in shown(root, "articles/1960/good.html")


@pytest.mark.parametrize("name", ["dates/1960.md", "people/ann.md"])
def test_a_hand_written_page_in_place_of_a_generated_one(root: Path, command: Command, name: str) -> None:
    put(root, {f"content/pages/{name}": page("Mine")})
    said = command(root)
    assert said.code == 2
    assert f"content/pages/{name}" in said.errors


@pytest.mark.parametrize("link", ["nope.md", "<no pe.md>", "no%20pe.md#part", "../1970/nope.md"])
def test_b73_a_dead_link_is_told_with_its_line(root: Path, command: Command, link: str) -> None:
    put(root, {PATH: article("T", f"One.\n\nTwo [x]({link}).")})
    head = (root / PATH).read_text().split("\n").index("One.") + 1
    said = command(root, "--strict")
    assert said.code == 1
    assert f"warning: {PATH}:{head + 2}: links to articles/" in said.errors


@pytest.mark.parametrize(
    ("aliases", "other"),
    [
        (["/articles/1960/good.html"], "content/articles/1960/good.md"),
        (["/index.html"], "a page that sitegen makes itself"),
        (["/old.html"], "content/articles/1960/older.md"),
    ],
)
def test_an_old_address_that_another_has_names_both_files(tmp_path: Path, aliases: list[str], other: str) -> None:
    files = {f"content/articles/1960/{name}.md": site_kit.article(name) for name in ("good", "other")}
    files["content/articles/1960/older.md"] = site_kit.article("Older", aliases=["/old.html"])
    site_kit.make_site(tmp_path, {**files, "content/articles/1960/z.md": site_kit.article("Z", aliases=aliases)})
    with pytest.raises(PathClash) as caught:
        site_kit.build_in(tmp_path)
    assert str(caught.value.spot) == "content/articles/1960/z.md"
    assert caught.value.message.endswith(f"also that of {other}")
