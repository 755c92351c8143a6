"""Law 1 after a change of each field alone: a page that forgot one of them stays as it was."""

from pathlib import Path
from typing import Any

import lawbook
import msgspec
import pytest
import site_kit
from site_kit import put

from laws.archive_machine import KEEPER, START
from laws.archive_values import RECORDS
from sitegen.article import read_article, write
from sitegen.builder import Options
from sitegen.model import Article, Image, Name, Page, Record, Scan

OF_ARTICLES: dict[str, tuple[Any, ...]] = {
    "title": ("Zest", "A <title>"),
    "subtitle": ("Sub", "Title"),
    "date": ("1961-03", "2031-05-04", "196X", ""),
    "authors": (("Ann",), ("Ann", "Bo")),
    "source": ("The Bee", "The Wasp"),
    "agency": ("AFP", "Reuters"),
    "dateline": ("Rome", "Paris"),
    "section": ("News", "Letters"),
    "page": ("1", "2"),
    "edition": ("Late", "Early"),
    "collection": ("Letters", "Maps"),
    "identifier": ("A1", "A2"),
    "language": ("en", "fr"),
    "url": ("https://example.org/1", "https://example.org/2"),
    "accessed": ("2001-01-01", "2001-01-02"),
    "added": ("2001-01-01", "2031-01-02"),
    "updated": ("2001-01-01", "2031-01-02"),
    "rights": ("excerpt", "metadata", "full"),
    "embargo": ("2030-01-01", "2010-01-01"),
    "images": ((Image("A"),), (Image("A", "B", "C", "1960"),), (Image("A", src="p.png"),)),
    "scans": ((Scan("p.png"),), (Scan("p.png", "7"),)),
    "people": ((Name("Ann Lee", ("Ann Lee",)),), (Name("Bo"), Name("Ann Lee"))),
    "places": ((Name("Old Rome", ("Rome",)),), ()),
    "organisations": ((Name("Bee"),), (Name("Bee"), Name("Wasp"))),
    "tags": (("a",), ("a", "b"), ("b", "a")),
    "summary": ("In short", "In shorter"),
    "slug": ("by-hand", "by-another"),
    "aliases": (("/old.html",), ("/older.html",)),
    "draft": (True, False),
    "extra": ({"a": "b"}, {}),
    "body": ("", "Ann Lee was in Rome, twice.", "Nobody."),
}
OF_RECORDS: dict[str, tuple[Any, ...]] = {
    "name": ("Ann Lees", "Anna Lee"),
    "sort_name": ("Zed", "Aa"),
    "aliases": (("Ann Lee",), ("José Paz",), ("B", "C")),
    "excludes": (("A. Lee",), ("Ann Lee",)),
    "description": ("Known", "Unknown"),
    "born": ("1930", "1931~"),
    "died": ("1990", "1991"),
    "ids": ({"wikidata": "Q2"}, {"viaf": "1"}),
    "coordinates": ((1.0, 2.0), (1.0, 3.0)),
    "country": ("IT", "FR"),
    "part_of": ("Rome", "Old Rome"),
    "image": ("p.png", ""),
    "draft": (True, False),
    "body": ("A note.", "Another note."),
}
OF_PAGES: dict[str, tuple[Any, ...]] = {
    "title": ("About it", "About <us>"),
    "description": ("All of it", "Some of it"),
    "order": (1, 200),
    "nav": (False, True),
    "draft": (True, False),
    "body": ("Us.", "![p](p.png)"),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    pictures = {f"content/{folder}/p.png": "picture" for folder in ("articles/1960", "people", "places", "pages")}
    site_kit.make_site(tmp_path / "archive", {**START, **pictures}, "title: Test\nsite_url: https://example.org/\n", theme="broadsheet")
    lawbook.keep_the_laws(tmp_path / "archive")
    return tmp_path / "archive"


def walk(root: Path, path: str, value: Article | Record | Page, field: str, values: tuple[Any, ...]) -> None:
    """Each value of a field in turn, and the first again."""
    for new in (getattr(value, field), *values, getattr(value, field)):
        put(root, {f"content/{path}": write(msgspec.structs.replace(value, **{field: new}))})
        lawbook.keep_the_laws(root, Options(jobs=1, as_of="2026-01-01"))


def test_all_fields_are_here() -> None:
    for kind, fields in ((Article, OF_ARTICLES), (Record, OF_RECORDS), (Page, OF_PAGES)):
        assert set(kind.__struct_fields__) - {"origin", "extra"} == set(fields) - {"extra"}


@pytest.mark.parametrize("field", OF_ARTICLES)
def test_a_field_of_an_article(root: Path, field: str) -> None:
    article, _ = read_article(START[f"content/{KEEPER}"], KEEPER)
    walk(root, KEEPER, article, field, OF_ARTICLES[field])


@pytest.mark.parametrize("path", ["people/ann-lee.md", "places/rome.md"])
@pytest.mark.parametrize("field", OF_RECORDS)
def test_a_field_of_a_record(root: Path, path: str, field: str) -> None:
    walk(root, path, RECORDS[path], field, OF_RECORDS[field])


@pytest.mark.parametrize("field", OF_PAGES)
def test_a_field_of_a_page(root: Path, field: str) -> None:
    walk(root, "pages/about.md", Page("About", body="We."), field, OF_PAGES[field])
