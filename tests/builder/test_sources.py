import os
from pathlib import Path

import pytest
import site_kit

from sitegen.builder.sources import LINK, racy, scan, signature, strays
from sitegen.errors import NotASite

FILES = (
    "articles/1969/a.md",
    "articles/b.MARKDOWN",
    "people/c.md",
    "places/d.md",
    "collections/e.md",
    "pages/help/f.md",
    "static/x.txt",
    "static/.well-known/y",
    "static/deep/z.md",
)
OTHERS = (
    "articles/scan.png",
    "articles/.hidden.md",
    "articles/a.md~",
    ".git/x.md",
    "articles/.trash/x.md",
    "imports/ab.jsonl",
    "notes.md",
    "articles/#a.md#",
)


def test_what_is_read(tmp_path: Path) -> None:
    site_kit.put(tmp_path, dict.fromkeys((*FILES, *OTHERS), "x"))
    assert [source.path for source in scan(tmp_path)] == sorted(FILES)
    assert not any(source.refused for source in scan(tmp_path))


def test_the_order_is_that_of_paths_whatever_the_disk_says(tmp_path: Path) -> None:
    for name in ("b", "a", "C", "é", "a-b", "a/x"):
        site_kit.put(tmp_path, {f"articles/{name}.md": "x"})
    paths = [source.path for source in scan(tmp_path)]
    assert paths == sorted(paths)


def test_an_empty_content_is_none_and_a_missing_one_a_fault(tmp_path: Path) -> None:
    assert scan(tmp_path) == ()
    with pytest.raises(NotASite, match="no such folder"):
        scan(tmp_path / "missing")


def test_links_are_seen_but_refused(tmp_path: Path) -> None:
    site_kit.put(tmp_path, {"articles/1969/a.md": "x", "articles/p.png": "x"})
    (tmp_path / "articles/b.md").symlink_to("1969/a.md")
    (tmp_path / "articles/1970").symlink_to("1969")
    (tmp_path / "articles/loop").symlink_to(".")
    (tmp_path / "articles/q.png").symlink_to("p.png")
    refused = {source.path: source.refused for source in scan(tmp_path) if source.refused}
    assert refused == dict.fromkeys(("articles/b.md", "articles/1970", "articles/loop"), LINK)


def test_a_file_where_a_folder_belongs_is_told(tmp_path: Path) -> None:
    site_kit.put(tmp_path, {"articles": "x"})
    (source,) = scan(tmp_path)
    assert (source.path, source.refused) == ("articles", "not a directory")


def test_any_change_changes_the_signature(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("one")
    first = signature(file.stat())
    assert signature(file.stat()) == first
    file.write_text("one ")
    assert signature(file.stat())[0] != first[0]
    os.utime(file, ns=(0, 0))
    assert signature(file.stat())[1] == 0
    (tmp_path / "b.md").write_text("one")
    os.replace(tmp_path / "b.md", file)
    assert signature(file.stat())[3] != first[3]


def test_a_mtime_set_back_leaves_a_trace(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("one")
    info = file.stat()
    file.write_text("two")
    os.utime(file, ns=(info.st_atime_ns, info.st_mtime_ns))
    now = signature(file.stat())
    assert now[:2] == signature(info)[:2]
    assert now != signature(info)


@pytest.mark.parametrize(("mtime", "ctime", "again"), [(99, 99, False), (100, 99, True), (99, 100, True), (101, 101, True), (0, 101, True)])
def test_what_is_not_older_than_the_build_is_read_again(mtime: int, ctime: int, again: bool) -> None:
    """https://git-scm.com/docs/racy-git."""
    assert racy((1, mtime, ctime, 1), 100) is again


def test_what_nobody_reads_is_named(tmp_path: Path) -> None:
    for name in ("articles/a.md", "artciles/b.md", "notes.md", "imports/x.jsonl", ".git/x", "list.csv"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", "utf-8")
    assert strays(tmp_path) == ("artciles", "notes.md")
