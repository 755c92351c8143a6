"""Files that are Markdown already pass through as their writers meant them."""

from pathlib import Path

import pytest
from loader.archive import STORY, Archive

from sitegen.loader.formats.markdown import plain
from sitegen.model import Name


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


def test_front_matter_is_taken_as_it_is(archive: Archive) -> None:
    front = "title: Board agrees\nauthor: Ruth Alder\ndate: 1962-03-06\nslug: the-board\npeople: [Tom Beech]"
    text = f"---\n{front}\n---\n\nSome *emphasis*.\n\n{STORY}"
    article = archive.one("a.md", text)
    assert (article.title, article.authors, article.date) == ("Board agrees", ("Ruth Alder",), "1962-03-06")
    assert article.people == (Name("Tom Beech"),)
    assert article.body.startswith("Some *emphasis*.\n\nIt was")
    assert archive.articles() == ["articles/1962/the-board.md"]


def test_front_matter_in_a_text_file_needs_a_title(archive: Archive) -> None:
    assert archive.one("a.txt", f"---\ntitle: Board agrees\n---\n\n{STORY}").title == "Board agrees"
    assert archive.one("b.txt", f"---\nBoard differs\n---\n\n{STORY}").title == "Board differs"


def test_front_matter_that_is_not_closed_is_named(archive: Archive) -> None:
    assert "no closing ---" in archive.refusal("a.md", f"---\ntitle: Board agrees\n\n{STORY}")


def test_a_first_heading_is_the_title(archive: Archive) -> None:
    article = archive.one("a.md", f"# Board *agrees*\n\n## Part one\n\n{STORY}")
    assert article.title == "Board agrees"
    assert article.body.startswith("## Part one\n\nIt was")


def test_markdown_without_either_is_text(archive: Archive) -> None:
    article = archive.one("a.md", f"Board agrees\n\n1. First of all, *nothing* was said about the money.\n\n{STORY}")
    assert article.title == "Board agrees"
    assert article.body.startswith("1\\. First of all, \\*nothing\\*")


def test_names_are_looked_for_in_plain_words() -> None:
    body = "## Of *Tom*\n\nA [link](x) to `code`\nand more.\n\n- one\n- **two**\n\n```\ncode\n```\n"
    assert plain(body) == ("Of Tom", "A link to code and more.", "one", "two")
