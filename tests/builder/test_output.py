import hashlib
import subprocess
from pathlib import Path

import pytest
import site_kit
from tools import need

from sitegen.builder.output import LIST, Output, folders_of, prepare, read_list
from sitegen.config import Site
from sitegen.errors import OutputRefused


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return site_kit.make_site(tmp_path / "archive", {})


def ours(site: Site, *paths: str) -> Output:
    """An output with files of ours."""
    prepare(site.output)
    output = Output(site)
    for path in paths:
        output.write(path, path.encode())
    output.write_list({path: hashlib.sha256(path.encode()).hexdigest() for path in paths})
    return Output(site)


def test_what_was_written_is_listed_and_stands(site: Site) -> None:
    output = ours(site, "index.html", "a/b.html")
    assert set(output.listed) == {"index.html", "a/b.html"}
    assert set(output.standing) == {"index.html", "a/b.html", LIST}
    size, mtime = output.write("c.html", b"123")
    info = (site.output / "c.html").stat()
    assert (size, mtime) == (info.st_size, info.st_mtime_ns) == (3, mtime)


def test_the_list_is_one_for_sha256sum(site: Site) -> None:
    ours(site, "index.html", "a b.html", "back\\slash", "new\nline")
    done = subprocess.run([need("sha256sum"), "--check", "--strict", LIST], cwd=site.output, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("path", ["a", "a  b", " a", "a\nb", "a\\nb", "a\\", "a\u2028b", "a\x85b", "\\a", "é", "a\rb"])
def test_any_path_is_listed_and_read_again(site: Site, path: str) -> None:
    prepare(site.output)
    Output(site).write_list({path: "0" * 64})
    assert read_list(site.output) == {path: "0" * 64}


@pytest.mark.parametrize(
    "line",
    ["", "x", "0" * 64, "0" * 64 + " a", "0" * 63 + "  a", "0" * 64 + "  ../a", "0" * 64 + "  /etc/passwd", "0" * 64 + "  a/../../b"],
)
def test_a_list_names_nothing_outside(site: Site, line: str) -> None:
    """What lies outside could otherwise be pruned."""
    site_kit.put(site.output, {LIST: f"{line}\n{'1' * 64}  good\n"})
    assert read_list(site.output) == {"good": "1" * 64}


def test_a_list_that_is_no_text_is_none(site: Site) -> None:
    site_kit.put(site.output, {LIST: b"\xff\xfe"})
    assert read_list(site.output) == {}


def test_pruning_takes_empty_folders_with_it(site: Site) -> None:
    output = ours(site, "a/b/c.html", "a/d.html", "e/f.html")
    site_kit.put(site.output, {"e/mine.txt": "mine"})
    output.prune(["a/b/c.html", "e/f.html", "gone/already.html"])
    assert sorted(p for p in site_kit.tree(site.output) if p != LIST) == ["a/d.html", "e/mine.txt"]
    assert not (site.output / "a/b").exists()


def test_pruning_leaves_a_folder_that_took_a_files_place(site: Site) -> None:
    output = ours(site, "a")
    (site.output / "a").unlink()
    site_kit.put(site.output, {"a/mine.txt": "mine"})
    output.prune(["a"])
    assert (site.output / "a/mine.txt").read_text() == "mine"


def test_what_a_killed_run_left_goes(site: Site) -> None:
    ours(site, "a/index.html")
    site_kit.put(site.output, {"a/.sitegen-tmp-123": "half a page", ".sitegen-tmp-9": "x"})
    assert set(Output(site).standing) == {"a/index.html", LIST}
    assert not (site.output / "a/.sitegen-tmp-123").exists()


def test_another_ones_temporary_files_stay(site: Site) -> None:
    site_kit.put(site.output, {"a.txt": "theirs", ".sitegen-tmp-1": "theirs"})
    with pytest.raises(OutputRefused):
        Output(site)
    assert (site.output / ".sitegen-tmp-1").exists()


@pytest.mark.parametrize("harmless", ["CNAME", ".git/config", ".gitkeep", ".nojekyll"])
def test_what_hosting_leaves_is_no_reason_to_refuse(site: Site, harmless: str) -> None:
    site_kit.put(site.output, {harmless: "x"})
    assert Output(site).listed == {}


def test_git_is_not_looked_into(site: Site) -> None:
    site_kit.put(site.output, {".git/objects/x": "x"})
    assert Output(site).standing == {}


def test_the_files_in_the_way_are_found(site: Site) -> None:
    output = ours(site, "a", "b/c/d", "e")
    assert set(output.check_foreign(["a/x.html", "b", "new"])) == {"a", "b/c/d"}
    site_kit.put(site.output, {"b/mine": "mine"})
    with pytest.raises(OutputRefused, match="did not make it"):
        Output(site).check_foreign(["b"])


def test_folders() -> None:
    assert folders_of("a/b/c.html") == ["a/b", "a"]
    assert folders_of("c.html") == []


def test_whether_a_file_holds_what_it_should(site: Site) -> None:
    output = ours(site, "a")
    digest = hashlib.sha256(b"a").hexdigest()
    assert output.holds("a", digest)
    assert not output.holds("a", "0" * 64)
    assert not output.holds("missing", digest)
    (site.output / "link").symlink_to("a")
    assert not output.holds("link", digest)


@pytest.mark.parametrize("output", [".git", "themes", "clippings", "templates", "clippings/x"])
def test_a_place_where_sources_lie(tmp_path: Path, output: str) -> None:
    site = site_kit.make_site(tmp_path, {}, f"output: {output}\ntemplates: templates\n")
    with pytest.raises(OutputRefused):
        Output(site)
