import os
import pickle
import random
import sqlite3
from pathlib import Path

import pytest

from sitegen.builder.cards import Card, Problem, encode_card
from sitegen.builder.manifest import EMPTY, VERSION, Manifest, PageRow, SourceRow, State
from sitegen.builder.views import Snippet
from sitegen.digest import digest
from sitegen.errors import Notice, Spot
from sitegen.model import Article, Image, Name

HTML = b"<p>Text</p>"
BODY = digest(HTML)
PATH = "articles/a.md"
CARD = Card(
    "articles/a.md",
    "articles/a",
    article=Article("T", people=(Name("Ann", ("A",)),), images=(Image("c"),)),
    snippets=(Snippet("a", "b", "c"), None),
)
STATE = State(
    sources={
        "articles/a.md": SourceRow((1, 2, 3, 4), b"key", digest(encode_card(CARD)), BODY, notices=(Notice(Spot("a", 1), "m"),), racy=True),
        "articles/b.md": SourceRow((1, 2, 3, 5), b"key", problem=Problem(Spot("b", 1, 2), "bad")),
    },
    pages={"articles/a.html": PageRow(b"c", b"t", b"s", "0" * 64, 10, 20)},
    facts={"inputs": "abc", "valid_from": ""},
)


def filled(folder: Path) -> Path:
    manifest = Manifest(folder)
    manifest.keep_texts([(PATH, BODY, HTML)])
    manifest.commit(EMPTY, STATE, {PATH: encode_card(CARD)}, {"articles/a.html": b"around"})
    manifest.close()
    return folder / "manifest.sqlite"


def loaded(folder: Path) -> State:
    manifest = Manifest(folder)
    try:
        return manifest.load()
    finally:
        manifest.close()


def test_what_was_committed_is_loaded(tmp_path: Path) -> None:
    filled(tmp_path)
    assert loaded(tmp_path) == STATE
    manifest = Manifest(tmp_path)
    assert manifest.text(PATH, BODY) == HTML
    assert manifest.cards() == {PATH: encode_card(CARD)}
    assert manifest.arounds(["articles/a.html", "articles/b.html"]) == {"articles/a.html": b"around"}
    assert manifest.text(PATH, digest(b"another")) is None
    assert manifest.text("articles/b.md", BODY) is None
    manifest.close()


def test_what_is_gone_is_deleted(tmp_path: Path) -> None:
    filled(tmp_path)
    manifest = Manifest(tmp_path)
    manifest.commit(manifest.load(), State({}, {}, {"inputs": "new"}), {}, {})
    assert (manifest.cards(), manifest.arounds(["articles/a.html"])) == ({}, {})
    assert manifest.load() == State({}, {}, {"inputs": "new"})
    assert manifest.text(PATH, BODY) is None
    manifest.close()


def test_without_a_file_it_starts_empty(tmp_path: Path) -> None:
    assert loaded(tmp_path / "new" / "folder") == EMPTY


@pytest.mark.parametrize("data", [b"", b"x", b"SQLite format 3\0" + b"\xff" * 4000, pickle.dumps(STATE.facts), os.urandom(10_000)])
def test_a_file_that_is_none_starts_empty(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "manifest.sqlite").write_bytes(data)
    assert loaded(tmp_path) == EMPTY
    filled(tmp_path)
    assert loaded(tmp_path) == STATE


def test_another_version_starts_empty(tmp_path: Path) -> None:
    file = filled(tmp_path)
    with sqlite3.connect(file) as connection:
        connection.execute(f"pragma user_version={VERSION + 1}")
    connection.close()
    assert loaded(tmp_path) == EMPTY


def test_tables_of_another_shape_start_empty(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "manifest.sqlite") as connection:
        connection.executescript(f"create table bundles (x); insert into bundles values (1); pragma user_version={VERSION};")
    connection.close()
    assert loaded(tmp_path) == EMPTY


def changed(file: Path, statement: str) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "update bundles set value = cast(value || x'00' as blob) where kind = 'pages'",
        "update bundles set checked = x'00' where kind = 'pages'",
        "update bundles set value = 'text' where kind = 'pages'",
        "update bundles set value = null where kind = 'pages'",
        "update bundles set number = number + 1 where kind = 'pages'",
    ],
)
def test_a_bundle_that_was_changed_is_absent(tmp_path: Path, statement: str) -> None:
    changed(filled(tmp_path), statement)
    found = loaded(tmp_path)
    assert (found.pages, found.sources, found.facts) == ({}, STATE.sources, STATE.facts)


def test_a_bundle_of_one_kind_is_none_of_another(tmp_path: Path) -> None:
    changed(filled(tmp_path), "insert into bundles select 'pages', number + 1, value, checked from bundles where kind = 'facts'")
    assert loaded(tmp_path).pages == STATE.pages


def test_a_body_that_was_changed_is_absent(tmp_path: Path) -> None:
    changed(filled(tmp_path), "update texts set html = cast('<script>' as blob)")
    manifest = Manifest(tmp_path)
    assert manifest.text(PATH, BODY) is None
    manifest.close()


def test_damage_that_only_writing_finds(tmp_path: Path) -> None:
    """The pages of the file that were not read: a build must not fail for them, nor keep half of the old state."""
    file = filled(tmp_path)
    whole = file.read_bytes()
    for at in range(4096, len(whole), 4096):
        file.write_bytes(whole[:at] + bytes(4096) + whole[at + 4096 :])
        manifest = Manifest(tmp_path)
        old = manifest.load()
        manifest.keep_texts([(PATH, BODY, HTML), ("articles/c.md", digest(b"more"), b"more")])
        new = State(STATE.sources, STATE.pages, {"inputs": "new"})
        manifest.commit(old, new, {PATH: encode_card(CARD)}, {})
        manifest.close()
        assert loaded(tmp_path) == new


def test_random_damage_is_never_believed(tmp_path: Path) -> None:
    """Each row that is still there is as it was."""
    whole, chance = filled(tmp_path).read_bytes(), random.Random(7)
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        (tmp_path / "manifest.sqlite").write_bytes(data)
        found = loaded(tmp_path)
        assert found.sources.items() <= STATE.sources.items() or not found.sources
        assert all(STATE.sources.get(path) == row for path, row in found.sources.items())
        assert all(STATE.pages.get(path) == row for path, row in found.pages.items())
        assert all(STATE.facts.get(path) == row for path, row in found.facts.items())
