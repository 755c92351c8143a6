"""Files that are Markdown already pass through as their writers meant them."""

from pathlib import Path

import pytest
from loader.archive import STORY, Archive

from sitegen.loader.decode import Decoded
from sitegen.loader.formats.markdown import plain, read_markdown
from sitegen.loader.ledger import read_ledger
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


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_what_stands_below_the_headline_says_where_it_is_from(archive: Archive, name: str) -> None:
    head = "# *Board* agrees to **dredge**\n\n*Eastern Herald*, 27 Nov 1972, page 4\n\n**By Ruth Alder**\n\n"
    article = archive.one(name, f"{head}It was *quiet*.\n\n## After dark\n\n{STORY}")
    assert (article.title, article.source, article.date, article.page) == ("Board agrees to dredge", "Eastern Herald", "1972-11-27", "4")
    assert article.authors == ("Ruth Alder",)
    assert article.body.startswith("It was *quiet*.\n\n## After dark\n\nIt was")
    (entry,) = read_ledger(archive.site.content).entries
    assert {(e.field, e.line) for e in entry.evidence} == {("title", 1), ("source", 3), ("date", 3), ("page", 3), ("authors", 5)}


def test_a_paragraph_of_the_text_is_not_taken_in_part() -> None:
    text = f"# Board agrees\n\nBy Ruth Alder\nand nobody else, it was said on the quay.\n\n18 July 1975\n\n{STORY}"
    (draft,) = read_markdown(Decoded(text, "utf-8"), "a.md")
    assert (draft.article.authors, draft.article.date) == ((), "")
    assert draft.article.body.startswith("By Ruth Alder\nand nobody")
    lists = f"# Board agrees\n\n- *Eastern Herald*, 27 Nov 1972\n\n{STORY}"
    assert read_markdown(Decoded(lists, "utf-8"), "a.md")[0].article.body.startswith("- *Eastern Herald*")


def test_a_hash_in_a_text_is_a_heading_only_above_a_blank_line(archive: Archive) -> None:
    assert archive.one("a.txt", f"# 1 in the list of *all* boats\nis hers.\n\n{STORY}").title.startswith("# 1 in the list of *all*")
    assert archive.one("b.txt", f"#1 of *all*\n\n{STORY}").title == "#1 of *all*"


def test_markdown_without_either_is_text(archive: Archive) -> None:
    article = archive.one("a.md", f"Board agrees\n\n1. First of all, *nothing* was said about the money.\n\n{STORY}")
    assert article.title == "Board agrees"
    assert article.body.startswith("1\\. First of all, \\*nothing\\*")


def test_names_are_looked_for_in_plain_words() -> None:
    body = "## Of *Tom*\n\nA [link](x) to `code`\nand more.\n\n- one\n- **two**\n\n```\ncode\n```\n"
    assert plain(body) == ("Of Tom", "A link to code and more.", "one", "two")
