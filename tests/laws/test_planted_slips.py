"""More planted bugs: those that one build can't tell, for every build agrees, or that hide in what a build says."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lawbook
import msgspec
import pytest
import reckoning
import site_kit
from site_kit import put

from laws.archive_machine import settle
from laws.mishaps import rows_swapped
from laws.test_planted_bugs import FILES, KEEPER, builder, caught
from sitegen import files
from sitegen.builder import assets, catalogue, manifest, ordering, press, reading, sources

CHANGED = KEEPER.replace("left", "stayed")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    site_kit.make_site(tmp_path / "archive", FILES)
    return tmp_path / "archive"


def same_size_and_time(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        settle(root.parent)
        info = (root / path).stat()
        (root / path).write_text((root / path).read_text().replace(old, new))
        os.utime(root / path, ns=(info.st_atime_ns, info.st_mtime_ns))

    return change


def test_signature_of_size_and_time_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def blind(info: os.stat_result) -> sources.Signature:
        return info.st_size, info.st_mtime_ns, 0, 0

    for module in (sources, assets):
        monkeypatch.setattr(module, "signature", blind)
    lawbook.keep_the_laws(root)
    caught(root, same_size_and_time("content/articles/1960/keeper.md", "left", "ride"))


def test_texts_remembered_by_path_for_ever(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both builds of this process remember the same: only a fresh process tells."""
    read, seen = reading._read, {}

    def remember(task: reading.Task) -> reading.Reading:
        return seen.setdefault(task.path, read(task))

    monkeypatch.setattr(reading, "_read", remember)
    lawbook.keep_the_laws(root)
    lawbook.check_apart(root, lawbook.USUAL)
    put(root, {"content/articles/1960/keeper.md": CHANGED})
    lawbook.keep_the_laws(root)
    with pytest.raises(AssertionError, match="law 1"):
        lawbook.check_apart(root, lawbook.USUAL)


def test_embargo_of_the_day_it_was_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A card that was read on one day says for ever what was held then."""
    shown, days = catalogue.published, {}
    monkeypatch.setattr(ordering, "published", lambda card, as_of, future: shown(card, days.setdefault(card.path, as_of), future))
    caught(root, lambda root: None, "law 8", days=("2020-05-31", "2020-06-02"))


def test_warnings_forgotten_where_nothing_changed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(root, {"content/articles/1960/other.md": FILES["content/articles/1960/other.md"] + "\n[dead](nowhere.md)\n"})
    whole = builder._report_of
    monkeypatch.setattr(builder, "_report_of", lambda old: msgspec.structs.replace(whole(old), notices=()))
    put(root, {"content/articles/1960/keeper.md": KEEPER + "\n[dead](nowhere.md)\n"})
    settle(root.parent)
    with pytest.raises(AssertionError, match="law 8"):
        lawbook.keep_the_laws(root)


def test_warnings_of_what_was_not_read_again_forgotten(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(root, {"content/articles/1960/odd.md": "---\ntitle: Odd\nunknown: 1\n---\n"})
    settle(root.parent)
    lawbook.keep_the_laws(root)
    put(root, {"content/articles/1960/keeper.md": CHANGED})
    settle(root.parent)
    load = manifest.Manifest.load

    def forget(self: manifest.Manifest) -> manifest.State:
        state = load(self)
        rows = {path: msgspec.structs.replace(row, notices=()) for path, row in state.sources.items()}
        return msgspec.structs.replace(state, sources=rows)

    monkeypatch.setattr(manifest.Manifest, "load", forget)
    with pytest.raises(AssertionError, match=r"law [18]"):
        lawbook.keep_the_laws(root)


def test_page_written_in_silence(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_page = press.Press._put

    def write(self: press.Press, path: str, *rest: Any) -> manifest.PageRow:
        row = put_page(self, path, *rest)
        self.written = [p for p in self.written if "keeper" not in p]
        return row

    monkeypatch.setattr(press.Press, "_put", write)
    with pytest.raises(AssertionError, match="law 2"):
        lawbook.keep_the_laws(root)


def test_list_that_says_otherwise(root: Path) -> None:
    """What it leaves out no build would ever delete."""
    lawbook.keep_the_laws(root)
    site = site_kit.tree(root / "site")
    lines = site[lawbook.LIST].splitlines(keepends=True)
    for wrong in (lines[1:], [*lines, lines[0][:64] + b"  more.html\n"], [lines[1][:64] + lines[0][64:], *lines[1:]]):
        with pytest.raises(AssertionError, match="law 4"):
            reckoning.check_list({**site, lawbook.LIST: b"".join(wrong)})


def test_modes_by_the_umask(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = os.umask(0o077)
    try:
        lawbook.keep_the_laws(root)
        monkeypatch.setattr(files.os, "fchmod", lambda handle, mode: None)
        put(root, {"content/articles/1960/keeper.md": CHANGED})
        with pytest.raises(AssertionError, match="not mode 0644"):
            lawbook.keep_the_laws(root)
    finally:
        os.umask(old)


@pytest.mark.parametrize("slip", [lambda root: os.utime(root / "sitegen.yaml"), lambda root: (root.parent / "log.txt").touch()])
def test_trace_left_where_a_build_may_not_write(root: Path, monkeypatch: pytest.MonkeyPatch, slip: Callable[[Path], None]) -> None:
    make = ordering.make_catalogue

    def leave(cards: Any, content: str) -> catalogue.Catalogue:
        settle(root.parent)
        slip(root)
        return make(cards, content)

    monkeypatch.setattr(ordering, "make_catalogue", leave)
    with pytest.raises(AssertionError, match="law 4"):
        lawbook.keep_the_laws(root)


def test_article_lost_and_another_counted_twice(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The counts add up; only the pages tell."""
    put(root, {"content/articles/1960/third.md": KEEPER.replace("Keeper", "Third")})
    make = ordering.make_catalogue

    def lose(cards: Any, content: str) -> catalogue.Catalogue:
        swap = {"articles/1960/third.md": next(card for card in cards if "keeper" in card.path)}
        return make([msgspec.structs.replace(swap.get(card.path, card), address=card.address) for card in cards], content)

    monkeypatch.setattr(ordering, "make_catalogue", lose)
    with pytest.raises(AssertionError, match="law 8"):
        lawbook.keep_the_laws(root)


def test_texts_of_others(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows of the manifest that are whole and say what others should: their digests tell."""

    def text(self: manifest.Manifest, path: str, wanted: bytes) -> bytes:
        (html,) = self._connection.execute("select html from texts where path = ?", (path,)).fetchone()
        return bytes(html)

    def swap(root: Path) -> None:
        rows_swapped(root / ".sitegen/manifest.sqlite", 0.5)
        put(root, {"templates/article.html": '{% extends "theme:article.html" %}'})

    put(root, {f"content/articles/1960/{name}.md": site_kit.article(name, f"Text of {name}.") for name in ("keeper", "third")})
    lawbook.keep_the_laws(root)
    swap(root)
    lawbook.keep_the_laws(root)
    (root / "templates/article.html").unlink()
    lawbook.keep_the_laws(root)
    monkeypatch.setattr(manifest.Manifest, "text", text)
    swap(root)
    with pytest.raises(AssertionError, match="law 1"):
        lawbook.keep_the_laws(root)
