"""Damage that no build can see of itself: a folder for the manifest, a page whose edit kept size and time."""

import os
from pathlib import Path

from site_kit import article, make_site, put, tree

from builder.conftest import Command

PATH = "content/articles/1960/good.md"


def test_a_folder_where_the_manifest_goes(tmp_path: Path, command: Command) -> None:
    make_site(tmp_path, {PATH: article("Good")})
    (tmp_path / ".sitegen/manifest.sqlite/x").mkdir(parents=True)
    said = command(tmp_path)
    assert said.code == 2
    assert "manifest.sqlite" in said.errors
    assert "hint: delete" in said.errors
    assert not (tmp_path / "site").exists()


def test_a_page_edited_behind_our_back_is_healed_by_force(tmp_path: Path, command: Command) -> None:
    """Size and time are as they were, so that no build sees it; ``--force`` looks."""
    make_site(tmp_path, {PATH: article("Good", "All is well.", date="1960-01-01")})
    command(tmp_path)
    page = tmp_path / "site/articles/1960/good.html"
    info, right = page.stat(), page.read_bytes()
    page.write_bytes(right.replace(b"well", b"evil"))
    os.utime(page, ns=(info.st_atime_ns, info.st_mtime_ns))
    assert command(tmp_path, "--force").code == 0
    assert page.read_bytes() == right


def test_an_asset_edited_behind_our_back_is_healed_by_force(tmp_path: Path, command: Command) -> None:
    make_site(tmp_path, {PATH: article("Good"), "content/static/x.txt": "right"})
    command(tmp_path)
    file = tmp_path / "site/x.txt"
    info = file.stat()
    file.write_text("wrong")
    os.utime(file, ns=(info.st_atime_ns, info.st_mtime_ns))
    assert command(tmp_path, "--force").code == 0
    assert file.read_text() == "right"


def test_force_writes_nothing_that_stands_as_it_should(tmp_path: Path, command: Command) -> None:
    make_site(tmp_path, {PATH: article("Good")})
    command(tmp_path)
    before = {path: (tmp_path / "site" / path).stat().st_mtime_ns for path in tree(tmp_path / "site") if path != "manifest.sha256"}
    command(tmp_path, "--force")
    assert {path: (tmp_path / "site" / path).stat().st_mtime_ns for path in before} == before


def test_an_empty_folder_where_a_page_goes(tmp_path: Path, command: Command) -> None:
    """It is nobody's page and not ours to delete; nothing is written before that is seen."""
    make_site(tmp_path, {PATH: article("Good")})
    command(tmp_path)
    put(tmp_path, {"content/articles/1960/new.md": article("New"), PATH: article("Changed")})
    (tmp_path / "site/articles/1960/new.html/empty").mkdir(parents=True)
    before = tree(tmp_path / "site")
    said = command(tmp_path)
    assert said.code == 2
    assert "articles/1960/new.html: a folder stands where a page goes" in said.errors
    assert "hint: " in said.errors
    assert tree(tmp_path / "site") == before
