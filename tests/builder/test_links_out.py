"""Symbolic links that lead out of the site: refused by name, and nothing behind them is published."""

from pathlib import Path

import pytest
from site_kit import article, make_site, put, text_of

from builder.conftest import Command

GOOD = article("Good", "All is well.", date="1960-01-01")
PATH = "content/articles/1960/good.md"
SECRET = "SECRET 8137"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site, and beside it a folder of somebody's."""
    root = tmp_path / "archive"
    make_site(root, {PATH: GOOD, "content/static/x.txt": "x", "themes/plain/static/own.css": "p {}"})
    secrets = {
        "secret.md": article("T", SECRET),
        "secret.txt": SECRET,
        "secret.html": SECRET,
        "secret.css": SECRET,
        "name.md": f"---\nname: {SECRET}\n---\n",
    }
    put(tmp_path / "outside", secrets)
    return root


def linked(root: Path, path: str, target: str) -> None:
    link = root / path
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(root.parent / "outside" / target)


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("content/articles/1960/link.md", "secret.md"),
        ("content/articles/link", ""),
        ("content/people/link.md", "name.md"),
        ("content/people", ""),
        ("content/pages/link.md", "secret.md"),
        ("content/pages", ""),
        ("content/static/link.txt", "secret.txt"),
        ("content/static/link", ""),
        ("themes/plain/static/link.css", "secret.css"),
        ("themes/plain/static/deep/link.css", "secret.css"),
    ],
)
def test_a_link_is_told_and_not_followed(root: Path, command: Command, path: str, target: str) -> None:
    linked(root, path, target)
    said = command(root, "--strict")
    assert said.code == 1
    assert "link" in said.errors
    assert path.removeprefix("themes/plain/").removeprefix("content/") in said.errors
    assert "a symbolic link: not followed" in said.errors
    assert SECRET not in text_of(root / "site")
    assert "All is well." in text_of(root / "site")


def test_all_articles_behind_a_link(root: Path, command: Command) -> None:
    command(root)
    (root / "content/articles").rename(root.parent / "moved")
    (root / "content/articles").symlink_to(root.parent / "moved")
    said = command(root)
    assert said.code == 2
    assert "a symbolic link: not followed" in said.errors
    assert "All is well." in text_of(root / "site"), "the old site is untouched"


@pytest.mark.parametrize("path", ["templates/article.html", "templates/deep/other.html", "themes/plain/templates/link.html"])
def test_a_template_that_is_a_link(root: Path, command: Command, path: str) -> None:
    linked(root, path, "secret.html")
    said = command(root)
    assert said.code == 2
    assert path in said.errors
    assert "a symbolic link: not followed" in said.errors
    assert not (root / "site").exists()


def test_the_settings_are_a_link(root: Path, command: Command) -> None:
    (root / "sitegen.yaml").rename(root.parent / "outside/sitegen.yaml")
    (root / "sitegen.yaml").symlink_to(root.parent / "outside/sitegen.yaml")
    said = command(root)
    assert said.code == 2
    assert "sitegen.yaml" in said.errors


@pytest.mark.parametrize("path", ["content/articles/1960/link.svg", "content/articles/1960/deep/link.svg"])
def test_a_picture_that_is_a_link(root: Path, command: Command, path: str) -> None:
    linked(root, path, "secret.txt")
    put(root, {"content/articles/1960/a.md": article("T", f"![p]({path.removeprefix('content/articles/1960/')})")})
    said = command(root, "--strict")
    assert said.code == 1
    assert path in said.errors
    assert SECRET not in text_of(root / "site")


def test_a_file_behind_a_linked_folder(root: Path, command: Command) -> None:
    linked(root, "content/articles/1960/deep", "")
    put(root, {"content/articles/1960/a.md": article("T", "![p](deep/secret.txt)")})
    said = command(root, "--strict")
    assert said.code == 1
    assert "behind a symbolic link" in said.errors
    assert SECRET not in text_of(root / "site")
