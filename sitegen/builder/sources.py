"""What lies in ``content/`` now: every input with its signature, so that what didn't change isn't read."""

import os
import stat
from operator import attrgetter
from pathlib import Path

from msgspec import Struct

from sitegen.errors import NotASite, ReadFailed, Spot
from sitegen.files import FAILURES, TEMPORARY, reason, unreadable_folder
from sitegen.model import KINDS

FOLDERS = ("articles", *KINDS, "pages")
"""Folders below ``content/`` whose Markdown files are read."""

STATIC = "static"
"""Folder below ``content/`` whose files stand at the site's root as they are."""

LINK = "a symbolic link: not followed"

DEPTH = 50
"""Deepest nesting of folders that is read."""

ENDINGS = (".md", ".markdown")

Signature = tuple[int, int, int, int]
"""Size, mtime_ns, ctime_ns, inode: equal means unchanged, but for git's racy rule (see :func:`racy`)."""


class Source(Struct, frozen=True, gc=False):
    """One input file below ``content/``."""

    path: str
    """Below the content folder, with ``/``."""
    signature: Signature
    refused: str = ""
    """Why it can't be read: a symbolic link, a folder without permission, a name that is no text."""


def scan(content: Path) -> tuple[Source, ...]:
    """All Markdown and static files below ``content``, sorted by path. Raises NotASite where it is missing.

    Raises UnreadableFolder or ReadFailed where the system fails; what may not be read is a source that says so.
    """
    if not content.is_dir():
        raise NotASite(Spot(str(content)), "no such folder", "run 'sitegen init', or set 'content' in sitegen.yaml")
    found: list[Source] = []
    for folder in (*FOLDERS, STATIC):
        if (content / folder).is_symlink():
            found.append(Source(folder, (0, 0, 0, 0), LINK))
        else:
            _walk(content / folder, folder, found)
    return tuple(sorted(found, key=attrgetter("path")))


def _walk(folder: Path | str, prefix: str, found: list[Source]) -> None:
    static = prefix == STATIC or prefix.startswith(f"{STATIC}/")
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return
    except OSError as error:
        if static or error.errno in FAILURES:
            raise unreadable_folder(error) from error
        found.append(Source(prefix, (0, 0, 0, 0), reason(error)))
        return
    for entry in entries:
        name = entry.name
        if (name[0] == "." and (not static or name == ".git" or name.startswith(TEMPORARY))) or name[-1] == "~":
            continue
        path = f"{prefix}/{name}"
        if entry.is_dir(follow_symlinks=False) and prefix.count("/") >= DEPTH:
            found.append(_source(path, (0, 0, 0, 0), f"nested deeper than {DEPTH} folders"))
        elif entry.is_dir(follow_symlinks=False):
            _walk(entry.path, path, found)
        elif static or name.lower().endswith(ENDINGS):
            try:
                info = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue  # vanished between listing and looking: as if it had never been there
            except OSError as error:
                if static or error.errno in FAILURES:
                    raise ReadFailed(Spot(entry.path), reason(error)) from error
                found.append(_source(path, (0, 0, 0, 0), reason(error)))
                continue
            found.append(_source(path, signature(info), LINK if stat.S_ISLNK(info.st_mode) else ""))
        elif entry.is_symlink() and entry.is_dir():
            found.append(_source(path, (0, 0, 0, 0), LINK))


def _source(path: str, seen: Signature, refused: str) -> Source:
    """A source; one whose name no text can hold is refused under a name that can be shown."""
    if path.isascii():
        return Source(path, seen, refused)
    shown = path.encode("utf-8", "backslashreplace").decode()
    return Source(shown, seen, refused or ("the file's name is not UTF-8" if shown != path else ""))


def strays(content: Path) -> tuple[str, ...]:
    """What lies right below ``content`` and is not read: other folders, and Markdown files outside the folders."""
    known = {*FOLDERS, STATIC, "imports"}
    found = (entry for entry in os.scandir(content) if not entry.name.startswith((".", "_")) and entry.name not in known)
    return tuple(sorted(entry.name for entry in found if entry.is_dir() or entry.name.lower().endswith(ENDINGS)))


def signature(info: os.stat_result) -> Signature:
    """What tells a file unchanged."""
    return info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino


def racy(seen: Signature, started_ns: int) -> bool:
    """Whether a file may have changed within one tick of the clock after it was read (git's racy rule).

    What is not older than the start of the build that read it is read again by the next.
    https://git-scm.com/docs/racy-git
    """
    return max(seen[1], seen[2]) >= started_ns
