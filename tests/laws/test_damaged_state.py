"""Law 1 where the manifest is anything but what the last build left: it costs time, never a wrong page, never a crash."""

import shutil
from pathlib import Path

import lawbook
import pytest
import site_kit
from site_kit import article, put

from laws.archive_machine import START, settle
from laws.mishaps import DAMAGES

KEEPER = "content/articles/1960/keeper.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    site_kit.make_site(tmp_path / "archive", START)
    lawbook.keep_the_laws(tmp_path / "archive")
    return tmp_path / "archive"


@pytest.mark.parametrize("part", [0.1, 0.6])
@pytest.mark.parametrize("damage", DAMAGES)
def test_any_damage_with_an_edit_and_without(root: Path, damage: str, part: float) -> None:
    manifest = root / ".sitegen/manifest.sqlite"
    for number in range(2):
        if manifest.exists():
            DAMAGES[damage](manifest, part)
        lawbook.keep_the_laws(root)
        put(root, {KEEPER: article("Keeper", f"Number {number}.")})
        if manifest.exists():
            DAMAGES[damage](manifest, part)
        settle(root.parent)
        lawbook.keep_the_laws(root)


def test_the_manifest_of_another_archive(root: Path) -> None:
    """Copied by somebody who wanted to save time."""
    other = root.parent / "elsewhere" / "archive"
    site_kit.make_site(other, {**START, KEEPER: article("Keeper", "Other words."), "content/articles/1960/more.md": article("More")})
    lawbook.keep_the_laws(other)
    shutil.copy(other / ".sitegen/manifest.sqlite", root / ".sitegen/manifest.sqlite")
    lawbook.keep_the_laws(root)


def test_a_copy_of_the_whole_archive(root: Path) -> None:
    """With its output and state, as a backup or ``git worktree`` brings it: other inodes, other times."""
    for copy, keep in ((shutil.copy2, "kept"), (shutil.copy, "new")):
        other = root.parent / keep / "archive"
        shutil.copytree(root, other, copy_function=copy)
        put(other, {KEEPER: article("Keeper", "Other words.")})
        lawbook.keep_the_laws(other)
        lawbook.keep_the_laws(root)


def test_an_older_state_and_an_older_output(root: Path) -> None:
    """Each put back without the other, as from a backup of one of them."""
    for name in (".sitegen", "site"):
        shutil.copytree(root / name, root.parent / "backup" / name)
        put(root, {KEEPER: article("Keeper", f"After the backup of {name}.", people=["Somebody New"])})
        lawbook.keep_the_laws(root)
        shutil.rmtree(root / name)
        shutil.copytree(root.parent / "backup" / name, root / name)
        lawbook.keep_the_laws(root)
        (root / "content/articles/1961/b.md").touch()
        lawbook.keep_the_laws(root)


def check_in_words(root: Path) -> None:
    """Built anew, or a fault in words that leaves the site as it is; nothing else."""
    before = lawbook.stamps(root / "site")
    report, fault = lawbook.attempt(root, lawbook.USUAL)
    if report:
        lawbook.keep_the_laws(root)
    else:
        assert fault is not None
        assert fault.letter == "S"
        assert lawbook.stamps(root / "site") == before


@pytest.mark.parametrize("name", [".sitegen", ".sitegen/lock"])
def test_the_state_is_something_else(root: Path, name: str) -> None:
    shutil.rmtree(root / ".sitegen")
    if name == ".sitegen":
        (root / name).write_bytes(b"x")
    else:
        (root / name).mkdir(parents=True)
    check_in_words(root)
    assert lawbook.attempt(root, lawbook.USUAL)[0] is None
