"""Outputs that break builders, each by its row: a message with its place, the rest built, never a traceback.

Rows are those of the list of bad inputs that the design keeps: B01 is the builder's first.
"""

import os
from pathlib import Path
from typing import Any

import lawbook
import pytest
from site_kit import article, build_in, built, make_site, put, shown, tree

from builder.bad_inputs import GOOD, PATH, refused
from sitegen.errors import OutputRefused, PathClash, WriteFailed


def test_b21_two_articles_for_one_address(tmp_path: Path) -> None:
    built(tmp_path, {PATH: article(slug="foo")})
    put(tmp_path, {"content/articles/1960/other.md": article(slug="foo")})
    fault = refused(tmp_path, PathClash)
    assert "articles/1960/bad.md" in str(fault)
    assert "articles/1960/other.md" in str(fault)


@pytest.mark.parametrize("pair", [("Foo.txt", "foo.txt"), ("\u00e9.txt", "e\u0301.txt")])
def test_b21_files_that_are_one_elsewhere(tmp_path: Path, pair: tuple[str, str]) -> None:
    make_site(tmp_path, {PATH: GOOD, **{f"content/static/{name}": name for name in pair}})
    if len(list((tmp_path / "content/static").iterdir())) < 2:
        pytest.skip("this file system takes them for one")
    fault = refused(tmp_path, PathClash)
    assert all(name in str(fault) for name in pair)


@pytest.mark.parametrize(
    "settings",
    ["output: content/site", "output: content", "output: .", "output: ..", "output: .sitegen/x", "output: site\ncontent: site/content"],
)
def test_b51_output_and_content_in_each_other(tmp_path: Path, settings: str) -> None:
    root = tmp_path / "archive"
    make_site(root, {PATH: GOOD, "site/content/articles/a.md": GOOD}, f"{settings}\n")
    before = lawbook.inputs_of(root)
    with pytest.raises(OutputRefused):
        build_in(root)
    assert lawbook.inputs_of(root) == before


def test_b51_home_is_no_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    make_site(tmp_path / "archive", {PATH: GOOD}, "output: ../home\n")
    with pytest.raises(OutputRefused, match="home"):
        build_in(tmp_path / "archive")


def test_b53_foreign_files_are_kept(tmp_path: Path) -> None:
    foreign = {"CNAME": "a.org", ".git/config": "[core]", "notes/mine.txt": "mine", "people/own.html": "own"}
    built(tmp_path, {PATH: article(people=["Ann"]), "content/articles/1960/good.md": GOOD})
    put(tmp_path / "site", foreign)
    (tmp_path / PATH).unlink()
    assert "people/ann.html" in build_in(tmp_path).deleted
    assert {path: tree(tmp_path / "site")[path].decode() for path in foreign} == foreign


def test_b53_a_folder_of_somebody_elses(tmp_path: Path) -> None:
    make_site(tmp_path, {PATH: GOOD, "site/thesis.doc": "years of work"})
    fault = refused(tmp_path, OutputRefused)
    assert "thesis.doc" in fault.message
    assert "--adopt" in fault.hint


def test_b53_a_folder_is_adopted_when_asked(tmp_path: Path) -> None:
    make_site(tmp_path, {PATH: GOOD, "site/index.html": "an older generator's", "site/thesis.doc": "years of work"})
    build_in(tmp_path, adopt=True)
    assert "Good" in shown(tmp_path, "index.html")
    assert shown(tmp_path, "thesis.doc") == "years of work"
    lawbook.keep_the_laws(tmp_path, foreign=["thesis.doc"])


def test_b53_a_foreign_file_where_a_page_goes(tmp_path: Path) -> None:
    built(tmp_path, {PATH: GOOD})
    put(tmp_path, {"site/articles/1960/new.html": "somebody's", "content/articles/1960/new.md": GOOD})
    assert "sitegen did not make it" in refused(tmp_path, OutputRefused).message


def test_b53_a_foreign_file_where_a_folder_goes(tmp_path: Path) -> None:
    built(tmp_path, {PATH: GOOD})
    put(tmp_path, {"site/people": "somebody's", PATH: article(people=["Ann"])})
    refused(tmp_path, OutputRefused)


def test_b55_the_output_is_a_file(tmp_path: Path) -> None:
    make_site(tmp_path, {PATH: GOOD})
    (tmp_path / "site").write_text("a file")
    with pytest.raises(OutputRefused, match="is a file"):
        build_in(tmp_path)
    assert (tmp_path / "site").read_text() == "a file"


@pytest.mark.parametrize("there", [True, False])
def test_b55_the_output_is_a_link(tmp_path: Path, there: bool) -> None:
    make_site(tmp_path, {PATH: GOOD})
    if there:
        (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputRefused, match="symbolic link"):
        build_in(tmp_path)
    assert not there or list((tmp_path / "elsewhere").iterdir()) == []


def test_b55_a_folder_of_the_output_is_a_link(tmp_path: Path) -> None:
    """Writing through it would write elsewhere."""
    built(tmp_path, {PATH: GOOD})
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site/people").symlink_to(tmp_path / "elsewhere")
    put(tmp_path, {PATH: article(people=["Ann"])})
    with pytest.raises(OutputRefused):
        build_in(tmp_path)
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("k", [0, 1, 2, 4, 6, 8, 10])
def test_b57_the_disk_is_full_at_write_k(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, k: int) -> None:
    built(tmp_path, {PATH: GOOD})
    old = tree(tmp_path / "site")
    put(tmp_path, {PATH: article("Changed", people=["Ann"]), "content/articles/1961/new.md": article("New", date="1961")})
    new, _ = lawbook.clean_build(tmp_path, lawbook.USUAL)
    writes = iter(range(1000))
    real = os.write

    def full(handle: int, data: Any) -> int:
        if len(data) > 40 and next(writes) >= k:  # the lock holds a process id
            raise OSError(28, "No space left on device")
        return real(handle, data)

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(WriteFailed, match="no space left"):
            build_in(tmp_path)
    found = tree(tmp_path / "site")
    assert not [path for path in found if ".sitegen-tmp" in path]
    lawbook.check_whole(found, old, new)
    lawbook.check_crawl(found)
    lawbook.keep_the_laws(tmp_path)


def test_b59_a_failing_disk_is_no_success(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_site(tmp_path, {PATH: GOOD})

    def fails(handle: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fails)
        with pytest.raises(WriteFailed, match="disk failed"):
            build_in(tmp_path)
    lawbook.keep_the_laws(tmp_path)


def test_b67_a_page_edited_by_hand(tmp_path: Path) -> None:
    built(tmp_path, {PATH: GOOD})
    page_file = tmp_path / "site/articles/1960/bad.html"
    page_file.write_text("my edit")
    report = build_in(tmp_path)
    assert report.written == ("articles/1960/bad.html",)
    assert ("articles/1960/bad.html", "edited by hand") in report.reasons
    assert [n.message for n in report.notices] == ["was edited by hand: overwritten"]
    assert "my edit" not in page_file.read_text()


def test_b67_a_page_replaced_by_a_link(tmp_path: Path) -> None:
    built(tmp_path, {PATH: GOOD})
    page_file = tmp_path / "site/articles/1960/bad.html"
    page_file.unlink()
    page_file.symlink_to(tmp_path / "sitegen.yaml")
    build_in(tmp_path)
    assert not page_file.is_symlink()
    lawbook.keep_the_laws(tmp_path)


@pytest.mark.parametrize("mask", [0o077, 0o000])
def test_b69_modes_for_the_web(tmp_path: Path, mask: int) -> None:
    old = os.umask(mask)
    try:
        built(tmp_path, {PATH: article(people=["Ann"]), "content/static/d/x.txt": "x"})
    finally:
        os.umask(old)
    for place, _, files in os.walk(tmp_path / "site"):
        assert os.stat(place).st_mode & 0o777 == 0o755
        assert {os.stat(os.path.join(place, f)).st_mode & 0o777 for f in files} <= {0o644}


@pytest.mark.parametrize(
    ("static", "other"),
    [
        ("index.html", "index.html"),
        ("articles/1960/bad.html", "articles/1960/bad.html"),
        ("INDEX.html", "index.html"),
        ("assets/plain.css", "theme/static/plain.css"),
        ("manifest.sha256", "list of files"),
        ("articles", "articles/"),
        ("articles/1960/bad.html/x.txt", "articles/1960/bad.html"),
    ],
)
def test_b71_a_static_file_for_a_page_of_the_site(tmp_path: Path, static: str, other: str) -> None:
    built(tmp_path, {PATH: GOOD})
    put(tmp_path, {f"content/static/{static}": "mine"})
    fault = refused(tmp_path, PathClash)
    assert f"content/static/{static}" in str(fault)
    assert other in str(fault)
