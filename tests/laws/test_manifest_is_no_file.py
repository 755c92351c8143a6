"""Class S where the manifest's place is taken by what is no file."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from laws.test_damaged_state import check_in_words, root

__all__ = ("root",)  # a fixture


def a_folder(path: Path) -> None:
    path.mkdir()


def a_full_folder(path: Path) -> None:
    path.mkdir()
    (path / "file").write_bytes(b"x")


def a_dead_link(path: Path) -> None:
    path.symlink_to("nowhere")


def a_link_to_a_file(path: Path) -> None:
    path.with_name("other").write_bytes(b"no database, and not ours")
    path.symlink_to("other")


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))


@pytest.mark.parametrize("put_there", [a_folder, a_full_folder, a_dead_link, a_link_to_a_file, a_socket])
def test_the_manifest_is_no_file(root: Path, monkeypatch: pytest.MonkeyPatch, put_there: Callable[[Path], None]) -> None:
    manifest = root / ".sitegen/manifest.sqlite"
    manifest.unlink()
    monkeypatch.chdir(manifest.parent)  # a socket's path may be no longer than 108 bytes
    put_there(Path(manifest.name))
    monkeypatch.chdir(root)
    check_in_words(root)


@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
def test_a_folder_beside_the_manifest(root: Path, ending: str) -> None:
    a_folder(root / f".sitegen/manifest.sqlite{ending}")
    check_in_words(root)
    (root / ".sitegen/manifest.sqlite").write_bytes(b"garbage")
    check_in_words(root)
