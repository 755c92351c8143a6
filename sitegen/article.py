"""Front matter + Markdown <-> values, both ways: articles, records and hand-written pages."""

import types
from typing import Any, TypeVar

import msgspec

from sitegen.dates import read_date
from sitegen.errors import BadField, BadFrontMatter, Notice, Spot
from sitegen.model import Article, Page, Record
from sitegen.prose import normal_body
from sitegen.schema import typed
from sitegen.yamllines import read_lines
from sitegen.yamltree import Mapping, read_mapping, write_mapping

SYNONYMS = types.MappingProxyType({
    "author": "authors", "byline": "authors", "by": "authors",
    "description": "summary", "abstract": "summary", "excerpt": "summary",
    "lastmod": "updated", "last_modified_at": "updated", "modified": "updated",
    "category": "section", "newspaper": "source", "publication": "source",
    "redirect_from": "aliases", "keywords": "tags", "categories": "tags",
    "lang": "language", "link": "url", "permalink": "slug", "persons": "people", "locations": "places",
    "standfirst": "subtitle", "deck": "subtitle", "organizations": "organisations",
})  # fmt: skip
"""Keys of other generators and of cataloguers, and ours for them."""

RECORD_SYNONYMS = types.MappingProxyType({
    "title": "name", "sort": "sort_name", "alias": "aliases", "also": "aliases", "partof": "part_of",
    "location": "coordinates", "birth": "born", "death": "died",
})  # fmt: skip

DATES = ("date", "accessed", "added", "updated", "embargo")
"""Fields of an article that hold a date."""

T = TypeVar("T", Article, Record, Page)


def read_article(text: str, path: str) -> tuple[Article, tuple[Notice, ...]]:
    """The article that a file's text is, and what is worth a warning in it.

    Raises BadFrontMatter (not closed, not YAML) or BadField (wrong type, no such date, unknown rights), with file:line.
    """
    tree, body = split(text, path)
    article, notices = typed(tree, Article, path, SYNONYMS, body=body)
    _check_title(article.title, "title", tree, path)
    for name in DATES:
        if value := getattr(article, name):
            _check_date(value, name, tree, path)
    if article.embargo and not _is_day(article.embargo):
        raise BadField(_spot(tree, "embargo", path), f"embargo: a day like 2030-12-31 wanted, found {article.embargo!r}")
    if article.rights not in ("", "full", "excerpt", "metadata"):
        raise BadField(_spot(tree, "rights", path), f"rights: one of full, excerpt, metadata wanted, found {article.rights!r}")
    return article, notices


def read_record(text: str, path: str) -> tuple[Record, tuple[Notice, ...]]:
    """The authority record that a file's text is. Raises as read_article does."""
    tree, body = split(text, path)
    record, notices = typed(tree, Record, path, RECORD_SYNONYMS, body=body)
    _check_title(record.name, "name", tree, path)
    for name in ("born", "died"):
        if value := getattr(record, name):
            _check_date(value, name, tree, path)
    if record.coordinates:
        _check_coordinates(record.coordinates, tree, path)
    return record, notices


def read_page(text: str, path: str) -> tuple[Page, tuple[Notice, ...]]:
    """The hand-written page that a file's text is. Raises as read_article does."""
    tree, body = split(text, path)
    page, notices = typed(tree, Page, path, body=body)
    _check_title(page.title, "title", tree, path)
    return page, notices


def write(value: Article | Record | Page) -> str:
    """The file's text for a value: fields in their order, only those that say something."""
    fields: dict[str, Any] = msgspec.to_builtins(value, str_keys=True)
    body = normal_body(fields.pop("body", ""))
    front = {key: _short(item) for key, item in fields.items()}
    return f"---\n{write_mapping(front)}---\n" + (f"\n{body}\n" if body else "")


def split(text: str, path: str) -> tuple[Mapping, str]:
    """Front matter as a tree, and the body.

    Raises BadFrontMatter where the first line is ``---`` and no line closes it.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.startswith("---") or text.partition("\n")[0].rstrip() != "---":
        raise BadFrontMatter(
            Spot(path, 1), "no front matter", "start the file with '---', 'title: ...', '---'", text[:60].partition("\n")[0]
        )
    start = text.find("\n") + 1
    if start == 0:
        raise BadFrontMatter(Spot(path, 1), "no closing ---", "end the front matter with a line '---'")
    end = start
    while not text.startswith("---", end) or text[end:].partition("\n")[0].rstrip() != "---":
        newline = text.find("\n---", end)
        if newline < 0:
            raise BadFrontMatter(Spot(path, 1), "no closing ---", "end the front matter with a line '---'")
        end = newline + 1
    after = text.find("\n", end)
    body = normal_body(text[after:]) if after >= 0 else ""
    front = text[start:end]
    return read_lines(front, 1) or read_mapping(front, path, 1), body


def _short(value: Any) -> Any:
    """A list of names as texts where they say no more than the name."""
    if isinstance(value, list | tuple):
        return [item["name"] if isinstance(item, dict) and list(item) == ["name"] else item for item in value]
    return value


def _spot(tree: Mapping, name: str, path: str) -> Spot:
    keys = [k for k in tree.lines if k == name or SYNONYMS.get(k) == name]
    return Spot(path, tree.lines[keys[0]] if keys else tree.line)


def _check_title(title: str, name: str, tree: Mapping, path: str) -> None:
    if not title.strip():
        raise BadField(_spot(tree, name, path), f"{name} is empty")


def _check_date(value: str, name: str, tree: Mapping, path: str) -> None:
    try:
        read_date(value)
    except ValueError as error:
        raise BadField(_spot(tree, name, path), f"{name}: {error}") from error


def _check_coordinates(value: tuple[float, ...], tree: Mapping, path: str) -> None:
    if len(value) != 2 or not (-90 <= value[0] <= 90 and -180 <= value[1] <= 180):
        raise BadField(_spot(tree, "coordinates", path), f"coordinates: [latitude, longitude] in degrees wanted, found {list(value)}")


def _is_day(value: str) -> bool:
    """Whether a date is one day and no less: what is held back must not come out on the first day that a vague one may mean."""
    when = read_date(value)
    return when.text == when.iso and when.day > 0
