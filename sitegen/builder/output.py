"""The output folder: proof that it is ours, whole writes, and pruning of nothing but our own files.

``manifest.sha256`` in the output lists every file that sitegen made there, in the form of ``sha256sum``. It is written
first as the union of the old and the new list, so that whatever a killed build leaves is known as ours.
"""

import os
import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from sitegen.config import Site
from sitegen.digest import sha256
from sitegen.errors import OutputRefused, Spot, Unreadable, WriteFailed
from sitegen.files import TEMPORARY, make_folder, read_bytes, write_whole

LIST = "manifest.sha256"
UNKNOWN = "0" * 64
"""Digest of a file that is about to be written."""

_ESCAPED = "\\"

HARMLESS = frozenset({"CNAME"})
"""What may lie in a folder that is not yet ours, beside hidden files: hosting leaves it there."""


class Output:
    """The output folder of one build."""

    def __init__(self, site: Site, adopt: bool = False) -> None:
        self.folder = site.output
        self._place = str(site.output)
        self._adopt = adopt
        _check_place(site)
        self.standing, self._folders, leftovers = _walk(self.folder)
        """Size and mtime_ns of every file, kept up with what is written and deleted."""
        if leftovers:
            self.check_ours()
        for leftover in leftovers:
            os.unlink(leftover)

    def check_ours(self) -> None:
        """Raises OutputRefused for a folder with files in it that sitegen did not make, unless it shall be adopted."""
        if not self._adopt and not self.listed:
            _check_ours(self.folder, self.standing)

    @cached_property
    def listed(self) -> dict[str, str]:
        """Digest of each file that sitegen made here, by the list that it left."""
        return read_list(self.folder)

    def check_foreign(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Refuses to overwrite what sitegen did not make; gives the files of ours that are in the way.

        In the way is a file where a folder must be, and one in a folder where a file must be.
        """
        wanted = set(paths)
        folders = {folder for path in wanted for folder in folders_of(path)}
        in_the_way = [path for path in folders if path in self.standing]
        if not wanted.isdisjoint(self._folders):
            in_the_way += [path for path in self.standing if not wanted.isdisjoint(folders_of(path))]
        for path in (*wanted, *in_the_way):
            if path in self.standing and path not in self.listed and not self._adopt:
                hint = "move it to content/static/, or build with --adopt to overwrite it"
                raise OutputRefused(Spot(str(self.folder / path)), "stands where a page goes, and sitegen did not make it", hint)
        giving_way = {folder for path in in_the_way for folder in folders_of(path)}
        for path in wanted & self._folders - giving_way:
            raise OutputRefused(
                Spot(str(self.folder / path)), "a folder stands where a page goes", "remove it, or give the page another name"
            )
        return tuple(in_the_way)

    def write_list(self, digests: Mapping[str, str]) -> None:
        """Writes the file list; it alone is synced to the disk."""
        self.write(LIST, list_of(digests))

    def lists(self, digests: Mapping[str, str]) -> bool:
        """Whether the list that stands there is exactly that of these files."""
        try:
            return read_bytes(self.folder / LIST) == list_of(digests)
        except Unreadable:
            return False

    def sync(self) -> None:
        """Waits until the disk has what was written; its failure must not pass for success."""
        try:
            handle = os.open(self.folder / LIST, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            raise WriteFailed(Spot(str(self.folder)), f"the disk failed: {(error.strerror or str(error)).lower()}") from error

    def write(self, path: str, data: bytes) -> tuple[int, int]:
        """Writes a file whole; its size and mtime_ns."""
        info = write_whole(f"{self._place}/{path}", data)
        self.standing[path] = stands = info.st_size, info.st_mtime_ns
        return stands

    def holds(self, path: str, digest: str) -> bool:
        """Whether a file with this SHA-256 stands there; what somebody put there instead, a link say, does not."""
        try:
            return sha256(read_bytes(self.folder / path)) == digest
        except Unreadable:
            return False

    def prune(self, paths: Iterable[str]) -> None:
        """Deletes files of ours and the folders that they leave empty."""
        folders = set()
        for path in sorted(paths):
            target = self.folder / path
            self.standing.pop(path, None)
            try:
                os.unlink(target)
            except (FileNotFoundError, NotADirectoryError):
                pass
            except OSError as error:
                if target.is_dir():  # a folder stands there by now: not the file that we made
                    continue
                raise WriteFailed(Spot(str(target)), f"can't be deleted: {(error.strerror or str(error)).lower()}") from error
            folders.add(target.parent)
        for folder in sorted(folders, key=lambda f: -len(f.parts)):
            while folder != self.folder and folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
                folder = folder.parent  # noqa: PLW2901 - up to the first that isn't empty


def folders_of(path: str) -> list[str]:
    """The folders that a path lies in, nearest first."""
    folders = []
    while (end := path.rfind("/")) > 0:
        path = path[:end]
        folders.append(path)
    return folders


def read_list(folder: Path) -> dict[str, str]:
    """Digest of each file that the output's list names; empty where there is none."""
    try:
        text = read_bytes(folder / LIST).decode("utf-8")
    except (Unreadable, UnicodeDecodeError):
        return {}
    lines = map(_parsed, text.split("\n")) if _ESCAPED in text else (line.partition("  ")[::2] for line in text.split("\n"))
    return {path: digest for digest, path in lines if len(digest) == 64 and _inside(path)}


def list_of(digests: Mapping[str, str]) -> bytes:
    """The file list as bytes."""
    return "".join(_line(path, digest) for path, digest in sorted(digests.items())).encode()


def _line(path: str, digest: str) -> str:
    """A line of the list; as ``sha256sum`` writes it, a backslash before it says that the name is escaped."""
    escaped = path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return f"{'' if escaped == path else _ESCAPED}{digest}  {escaped}\n"


def _parsed(line: str) -> tuple[str, str]:
    digest, _, path = line.removeprefix(_ESCAPED).partition("  ")
    if line.startswith(_ESCAPED):
        path = re.sub(r"\\(.)", lambda match: {"n": "\n", "r": "\r"}.get(match[1], match[1]), path)
    return digest, path


def _inside(path: str) -> bool:
    return bool(path) and not path.startswith("/") and ".." not in path.split("/")


def _check_place(site: Site) -> None:
    """Refuses a place where writing or pruning would hurt."""
    folder, spot = site.output, Spot(str(site.output))
    if folder.is_symlink():
        raise OutputRefused(spot, "the output is a symbolic link", "name the folder itself as 'output' in sitegen.yaml")
    if folder.exists() and not folder.is_dir():
        raise OutputRefused(spot, "the output is a file, not a folder", "name another 'output' in sitegen.yaml")
    place, content = folder.resolve(), site.content.resolve()
    if place.name.startswith("."):
        raise OutputRefused(spot, "the output would be a hidden folder", "name another 'output' in sitegen.yaml")
    sources = [site.root / "themes", site.root / site.config.clippings]
    sources += [site.root / site.config.templates] if site.config.templates else []
    for source in (s.resolve() for s in sources):
        if place == source or source in place.parents or place in source.parents:
            raise OutputRefused(spot, f"the output and {source.name}/ would lie in one another", "name another 'output' in sitegen.yaml")
    for other, what in ((content, "the content"), (site.root.resolve(), "the archive's own folder"), (Path.home(), "your home folder")):
        if place == other or place in other.parents:
            raise OutputRefused(spot, f"the output would be {what}, or hold it", "name another 'output' in sitegen.yaml")
    for other, what in ((content, "the content"), (site.state.resolve(), "sitegen's own state")):
        if other in place.parents or place == other:
            raise OutputRefused(spot, f"the output lies inside {what}", "name another 'output' in sitegen.yaml")


def _walk(folder: Path) -> tuple[dict[str, tuple[int, int]], set[str], list[str]]:
    """Size and mtime_ns of every file in the output by path, its folders, and temporary files that a killed run left."""
    standing: dict[str, tuple[int, int]] = {}
    folders: set[str] = set()
    leftovers: list[str] = []
    waiting = [("", str(folder))] if folder.is_dir() else []
    while waiting:
        prefix, place = waiting.pop()
        folders.add(prefix.removesuffix("/"))
        for entry in os.scandir(place):
            if entry.is_dir(follow_symlinks=False):
                if entry.name != ".git":
                    waiting.append((f"{prefix}{entry.name}/", entry.path))
            elif entry.name.startswith(TEMPORARY):
                leftovers.append(entry.path)
            else:
                info = entry.stat(follow_symlinks=False)
                standing[prefix + entry.name] = info.st_size, info.st_mtime_ns
    return standing, folders, leftovers


def _check_ours(folder: Path, standing: Mapping[str, object]) -> None:
    for path in standing:
        if path not in HARMLESS and not path.startswith("."):
            hint = "empty the folder, name another 'output', or build with --adopt"
            raise OutputRefused(Spot(str(folder)), f"the folder holds files that sitegen did not make, such as {path}", hint)


def prepare(folder: Path) -> None:
    """Makes the output folder where it is missing."""
    make_folder(folder)
