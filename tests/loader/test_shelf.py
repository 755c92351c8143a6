"""What stands in the content folder, also where not all of it may be seen."""

import os
import tempfile
from pathlib import Path

import pytest
from loader.archive import STORY, Archive
from tools import ordinary_user_owns

from sitegen.errors import UnreadableFolder
from sitegen.files import TEMPORARY
from sitegen.loader.ledger import Ledger, read_ledger
from sitegen.loader.shelf import Shelf, sweep
from sitegen.records.store import read_records


def look(content: Path) -> None:
    Shelf(content, read_ledger(content))
    read_records(content)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
@pytest.mark.parametrize("name", ["imports", "articles", "articles/undated", "people"])
def test_a_folder_that_can_t_be_listed_is_not_an_empty_one(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        (content / "imports").mkdir(parents=True)
        (content / "articles" / "undated").mkdir(parents=True)
        (content / "people").mkdir()
        hidden = content / name
        os.chmod(folder, 0o755)
        with ordinary_user_owns(str(hidden)):
            hidden.chmod(0)
            with pytest.raises(UnreadableFolder, match=f"{name}: the folder can't be read: permission denied"):
                look(content)
            hidden.chmod(0o755)


def test_no_folder_is_an_empty_one(tmp_path: Path) -> None:
    assert read_ledger(tmp_path / "content") == Ledger()
    assert not Shelf(tmp_path / "content", Ledger()).is_taken("articles/undated/a.md")


def test_what_a_killed_import_was_writing_is_swept(tmp_path: Path) -> None:
    (tmp_path / "articles" / "undated").mkdir(parents=True)
    left = [tmp_path / f"{TEMPORARY}1", tmp_path / "articles" / "undated" / f"{TEMPORARY}22"]
    kept = tmp_path / "articles" / "undated" / "a.md"
    for path in (*left, kept):
        path.write_text("x")
    sweep(tmp_path)
    assert [path.exists() for path in (*left, kept)] == [False, False, True]


def test_an_import_sweeps_first_and_a_dry_run_leaves_all_as_it_is(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.put("a.txt", f"Board agrees\n\n{STORY}")
    left = archive.site.content / "articles" / f"{TEMPORARY}1"
    left.parent.mkdir(parents=True)
    left.write_text("x")
    archive.load(dry_run=True)
    assert left.exists()
    archive.load()
    assert not left.exists()
