import contextlib
import errno
import os
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.errors import BuildRunning, Unreadable, WriteFailed
from sitegen.files import TEMPORARY, locked, make_folder, read_bytes, shipped, write_whole


def refused(path: Path, limit: int = 0) -> str:
    with pytest.raises(Unreadable) as caught:
        read_bytes(path, limit)
    assert caught.value.spot.path == str(path)
    return caught.value.message


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    data = bytes(range(256)) * 9000
    (tmp_path / "a").write_bytes(data)
    assert read_bytes(tmp_path / "a") == data
    assert read_bytes(tmp_path / "a", len(data)) == data


def test_what_is_no_file_is_refused_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x" * 11)
    (tmp_path / "link").symlink_to("/etc/passwd")
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
    assert "disappeared" in refused(tmp_path / "none")
    assert "symbolic link" in refused(tmp_path / "link")
    assert "symbolic link" in refused(tmp_path / "loop")
    assert "not a regular file" in refused(tmp_path / "pipe")
    assert "not a regular file" in refused(tmp_path / "socket")
    assert refused(tmp_path) in ("not a regular file", "a folder")
    assert refused(tmp_path / "file", 10) == "11 bytes; at most 10 are read"


@contextlib.contextmanager
def nobody() -> Iterator[None]:
    """Root may read everything: what is tested as root is tested as nobody."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_file_that_may_not_be_read() -> None:
    """L53."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        file = Path(folder) / "a"
        file.touch(0o000)
        with nobody():
            assert refused(file) == "permission denied"


def test_a_written_file_has_its_mode_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    """B69."""
    old = os.umask(0o077)
    try:
        write_whole(tmp_path / "a" / "b" / "c.html", b"new")
        write_whole(tmp_path / "a" / "b" / "c.html", b"newer")
    finally:
        os.umask(old)
    assert (tmp_path / "a/b/c.html").read_bytes() == b"newer"
    assert stat.S_IMODE((tmp_path / "a/b/c.html").stat().st_mode) == 0o644
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == stat.S_IMODE((tmp_path / "a/b").stat().st_mode) == 0o755
    assert os.listdir(tmp_path / "a/b") == ["c.html"]


def test_a_failed_write_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"old")

    def full(handle: int, data: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(WriteFailed, match="no space left on device"):
        write_whole(tmp_path / "a", b"new")
    monkeypatch.undo()
    assert (tmp_path / "a").read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a"]


def test_a_write_through_a_planted_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "victim").write_bytes(b"mine")
    (tmp_path / f"{TEMPORARY}{os.getpid()}").symlink_to(tmp_path / "victim")
    with pytest.raises(WriteFailed):
        write_whole(tmp_path / "a", b"new")
    assert (tmp_path / "victim").read_bytes() == b"mine"


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(WriteFailed):
        make_folder(tmp_path / "file" / "below")


def test_the_lock_names_its_holder_and_goes_with_it(tmp_path: Path) -> None:
    holder = (
        "import sys; from pathlib import Path; from sitegen.files import locked\n"
        "with locked(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", holder, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(BuildRunning, match=rf"process {other.pid}\b"), locked(tmp_path):
            pass
        other.kill()
    with locked(tmp_path):
        pass


def test_the_lock_can_be_taken_again(tmp_path: Path) -> None:
    for _ in range(2):
        with locked(tmp_path / "state"):
            assert (tmp_path / "state/lock").read_text() == str(os.getpid())


def test_what_is_shipped_is_found() -> None:
    assert (shipped("clippings")).is_dir()
