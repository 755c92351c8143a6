"""From what the user names to clippings."""

import os
import re
import subprocess
import tempfile
from pathlib import Path

import pytest
from loader.archive import STORY, Archive

from sitegen.config import Site, read_config
from sitegen.loader.gather import gather


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    (tmp_path / "archive").mkdir()
    return Archive(tmp_path / "archive")


def labels(archive: Archive, *inputs: str | Path) -> list[str]:
    return [clipping.label for clipping in gather(archive.site, inputs).clippings]


def test_folders_are_walked_in_order_and_hidden_files_passed_over(archive: Archive) -> None:
    for name in ("b.txt", "a/z.txt", "a/b.txt", ".hidden", ".git/config", "a/.DS_Store"):
        archive.put(name, "x")
    assert labels(archive, archive.root / "clippings") == ["clippings/a/b.txt", "clippings/a/z.txt", "clippings/b.txt"]


def test_a_file_named_twice_is_one(archive: Archive) -> None:
    path = archive.put("a.txt", "x")
    assert labels(archive, path, archive.root / "clippings", path) == ["clippings/a.txt"]


def test_the_site_s_own_folders_are_no_clippings(archive: Archive) -> None:
    archive.put("a.txt", f"A\n\n{STORY}")
    archive.load()
    for folder in ("site", "templates", ".sitegen"):
        (archive.root / folder).mkdir(exist_ok=True)
        (archive.root / folder / "x.html").write_text("x")
    for name in ("sitegen.yaml", "sitegen.schema.json"):
        (archive.root / name).write_text("x")
    assert labels(archive, archive.root) == ["clippings/a.txt"]


def test_a_path_from_elsewhere_has_a_name_without_the_machine_s_folders(archive: Archive, tmp_path: Path) -> None:
    outside = tmp_path / "downloads" / "box"
    outside.mkdir(parents=True)
    (outside / "a.txt").write_text("x")
    assert [re.sub("[0-9a-f]{8}", "…", label) for label in labels(archive, outside)] == ["outside-…/box/a.txt"]
    assert [re.sub("[0-9a-f]{8}", "…", label) for label in labels(archive, outside / "a.txt")] == ["outside-…/a.txt"]


def test_two_folders_elsewhere_have_two_names(archive: Archive, tmp_path: Path) -> None:
    for name in ("o1", "o2"):
        (tmp_path / name / "w").mkdir(parents=True)
        (tmp_path / name / "w" / "x.txt").write_text("x")
    assert len(set(labels(archive, tmp_path / "o1" / "w", tmp_path / "o2" / "w"))) == 2


@pytest.mark.parametrize(
    "name", ["content", "content/articles", "site/x.html", "templates", "themes/own", ".sitegen", "sitegen.yaml", "sitegen.schema.json"]
)
def test_the_site_s_own_is_refused_by_name(archive: Archive, name: str) -> None:
    path = archive.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x") if "." in path.name[1:] else path.mkdir(exist_ok=True)
    found = gather(archive.site, [path])
    assert found.clippings == ()
    assert [str(fault) for fault in found.refused] == [f"{name}: one of the site's own files: not imported"]
    assert labels(archive, archive.root) == []


def test_clippings_inside_the_content_are_clippings_where_all_of_the_site_is_content(tmp_path: Path) -> None:
    site = Site(tmp_path, read_config("content: .\n"))
    for name in ("clippings/a.txt", "articles/b.md", "people/c.md"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("x")
    assert [clipping.label for clipping in gather(site, [tmp_path]).clippings] == ["clippings/a.txt"]


def test_images_go_with_the_clipping_of_their_name(archive: Archive) -> None:
    for name in ("a.txt", "a.jpg", "a.PNG", "b.jpg", "c/a.tif", "a.svg", "d.svg"):
        archive.put(name, "x")
    found = gather(archive.site, [archive.root / "clippings"])
    assert [(c.label, [Path(s).name for s in c.scans]) for c in found.clippings] == [("clippings/a.txt", ["a.PNG", "a.jpg", "a.svg"])]
    assert [str(fault) for fault in found.refused] == [
        "clippings/b.jpg: an image without text",
        "clippings/c/a.tif: an image without text",
        "clippings/d.svg: an image without text",
    ]
    assert all("run OCR first" in fault.hint for fault in found.refused)


def test_a_file_named_itself_brings_what_stands_beside_it(archive: Archive) -> None:
    for name in ("a.txt", "a.jpg", "a.png", "b.txt", "c.jpg", "ab.jpg"):
        archive.put(name, "x")
    folder = archive.root / "clippings"
    (folder / "b.png").symlink_to(folder / "a.png")

    def found(*names: str) -> list[tuple[str, list[str]]]:
        return [(c.label, [Path(s).name for s in c.scans]) for c in gather(archive.site, [folder / n for n in names]).clippings]

    for names in (["a.txt"], ["a.png"], ["a.jpg", "a.png"], ["a.txt", "a.jpg"]):
        assert found(*names) == [("clippings/a.txt", ["a.jpg", "a.png"])]
        assert gather(archive.site, [folder / n for n in names]).refused == ()
    assert found("b.txt") == [("clippings/b.txt", [])]
    assert [str(fault) for fault in gather(archive.site, [folder / "c.jpg"]).refused] == ["clippings/c.jpg: an image without text"]


def test_a_path_below_the_site_is_found_from_anywhere(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.put("a.txt", "x")
    monkeypatch.chdir(tmp_path)
    assert labels(archive, "clippings") == ["clippings/a.txt"]
    monkeypatch.chdir(archive.root / "clippings")
    assert labels(archive, "a.txt") == ["clippings/a.txt"]


def test_a_thousand_folders_deep() -> None:
    with tempfile.TemporaryDirectory() as folder:
        here = os.getcwd()
        try:
            os.chdir(folder)
            for _ in range(1200):
                os.mkdir("d")
                os.chdir("d")
        finally:
            os.chdir(here)
        try:
            assert gather(Archive(Path(folder)).site, [Path(folder) / "d"]).clippings == ()
        finally:
            subprocess.run(["rm", "-r", f"{folder}/d"], check=True)  # Python's own way is too deep for itself
