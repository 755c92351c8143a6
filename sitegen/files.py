"""The file system, where platforms differ or a crash must not show: whole writes, locks, no-follow reads."""

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from sitegen.errors import BuildRunning, Fault, ReadFailed, Spot, Unreadable, UnreadableFolder, WriteFailed

TEMPORARY = ".sitegen-tmp-"
"""Prefix of files that are being written; what a killed run left is removed by the next."""

ROOTS = (Path(__file__).parent, Path(__file__).parent.parent)
"""Where the shipped folders are: in the installed package, or in the checkout."""


def shipped(name: str) -> Path:
    """A folder that comes with sitegen: ``templates``, ``themes``, ``clippings`` ..., in the wheel or the checkout."""
    for root in ROOTS:
        if (root / name).is_dir():
            return root / name
    raise Fault(Spot(name), "this folder should have come with sitegen and is missing", "install sitegen again")


def read_bytes(path: Path | str, limit: int = 0) -> bytes:
    """A regular file's bytes, without following a link. ``limit``: most bytes allowed, 0 for any.

    Raises Unreadable: vanished, no permission, a link, a pipe, over the limit. Raises ReadFailed.
    """
    spot = Spot(str(path))
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except OSError as error:
        raise unreadable(spot, error) from error
    try:
        info = os.fstat(handle)
        if not stat.S_ISREG(info.st_mode):
            raise Unreadable(spot, "not a regular file")
        if limit and info.st_size > limit:
            raise Unreadable(spot, f"{info.st_size:,} bytes; at most {limit:,} are read")
        parts = []
        while part := os.read(handle, 1 << 20):
            parts.append(part)
        return b"".join(parts)
    except OSError as error:
        raise unreadable(spot, error) from error
    finally:
        os.close(handle)


FAILURES = frozenset(getattr(errno, name, -1) for name in ("EIO", "EMFILE", "ENFILE", "ENOMEM", "ESTALE"))
"""Errors that say nothing of a file, but that the system can't give it now."""


def unreadable(spot: Spot, error: OSError) -> Unreadable | ReadFailed:
    """The fault for a file that can't be read: of the file, or of the system."""
    return (ReadFailed if error.errno in FAILURES else Unreadable)(spot, reason(error))


def list_folder(path: Path | str) -> list[str]:
    """The names in a folder, sorted; none where there is no such folder. Raises UnreadableFolder."""
    try:
        return sorted(os.listdir(path))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise unreadable_folder(error) from error


def unreadable_folder(error: OSError) -> UnreadableFolder:
    """The fault for a folder that can't be listed."""
    hint = "give yourself the right to read it" if isinstance(error, PermissionError) else ""
    return UnreadableFolder(Spot(str(error.filename)), f"the folder can't be read: {reason(error)}", hint)


def files_below(folder: Path) -> list[Path]:
    """The files in a folder and those in it, sorted; none where there is no such folder. Raises UnreadableFolder."""

    def refuse(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            raise unreadable_folder(error) from error

    return sorted(Path(place, name) for place, _, names in os.walk(folder, onerror=refuse) for name in names)


def reason(error: OSError) -> str:
    """Why a file can't be read, in words for a user."""
    known = {
        errno.ENOENT: "disappeared, or was never there",
        errno.EACCES: "permission denied",
        errno.ELOOP: "a symbolic link: not followed",
        errno.EMLINK: "a symbolic link: not followed",
        errno.EISDIR: "a folder",
        errno.ENXIO: "not a regular file",
    }
    return known.get(error.errno or 0, (error.strerror or str(error)).lower())


def write_whole(path: Path | str, data: bytes) -> os.stat_result:
    """Writes a file so that every reader sees it old or new, never half: temporary file, then rename. Mode 0644.

    Returns how the file then stands. Raises WriteFailed; the old file is then untouched and nothing is left beside it.
    """
    temporary = f"{os.path.dirname(path)}/{TEMPORARY}{os.getpid()}"
    try:
        try:
            handle = _create(temporary)
        except FileNotFoundError:
            make_folder(Path(path).parent)
            handle = _create(temporary)
        try:
            _write_all(handle, data)
            info = os.fstat(handle)
            if info.st_mode & 0o777 != 0o644 and hasattr(os, "fchmod"):  # another umask than most have
                os.fchmod(handle, 0o644)
        finally:
            os.close(handle)
        os.replace(temporary, path)
        return info
    except OSError as error:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise WriteFailed(Spot(str(path)), f"can't be written: {(error.strerror or str(error)).lower()}") from error


def _create(temporary: str) -> int:
    return os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0), 0o644)


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def make_folder(path: Path) -> None:
    """A folder and those above it, each mode 0755 whatever the umask (GitHub Pages asks for it)."""
    if path.is_dir():
        return
    make_folder(path.parent)
    try:
        path.mkdir()
        path.chmod(0o755)
    except FileExistsError as error:  # just made by another, or no folder
        if not path.is_dir():
            raise WriteFailed(Spot(str(path)), "can't be made: a file stands there", "move it away") from error
    except OSError as error:
        raise WriteFailed(Spot(str(path)), f"can't be made: {(error.strerror or str(error)).lower()}") from error


@contextlib.contextmanager
def locked(state: Path) -> Iterator[None]:
    """Holds the site's lock.

    Raises BuildRunning with the holder's process id where another has it, WriteFailed where there can be no lock.
    """
    make_folder(state)
    with contextlib.ExitStack() as stack:
        try:
            handle = stack.enter_context(open(state / "lock", "a+b", buffering=0))
            if not _take(handle.fileno()):
                handle.seek(0)
                holder = handle.read(20).decode("ascii", "replace").strip() or "unknown"
                raise BuildRunning(Spot(), f"another build is running (process {holder})", "wait for it, or stop it")
            handle.truncate(0)
            handle.write(str(os.getpid()).encode())
        except OSError as error:
            path = state if error.errno == errno.ENOTDIR else state / "lock"
            hint = f"delete {path}: sitegen makes it anew" if error.errno in (errno.ENOTDIR, errno.EISDIR) else ""
            raise WriteFailed(Spot(str(path)), f"can't be taken: {reason(error)}", hint) from error
        try:
            yield
        finally:
            with contextlib.suppress(OSError):  # the work is done; a dead process's id harms nobody
                handle.truncate(0)


def _take(handle: int) -> bool:
    """The lock goes with the process, so that none is left behind by a kill. False where another has it."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
