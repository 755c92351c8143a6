"""From what the user names to clippings: files, folders, standard input, and the images that belong to them."""

import contextlib
import os
import stat
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from sitegen.config import FILE, Site
from sitegen.digest import sha256
from sitegen.errors import ArticleFault, BadClipping, Spot, Unreadable
from sitegen.files import reason
from sitegen.loader.sniff import SCAN_HINT
from sitegen.model import KINDS

STANDARD_INPUT = "-"
SCHEMA = "sitegen.schema.json"
"""What 'sitegen new' writes beside the settings."""

IMAGES = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".tiff", ".svg"})
"""Endings of what can be a scan."""
TEXTS = frozenset({"", ".txt", ".text", ".md", ".markdown", ".mdown"})
"""Endings of what can be the text of a scan that is named itself."""


class Clipping(Struct, frozen=True):
    """A file to import."""

    label: str
    """Its name for people and the ledger: its path below the site's folder, or ``outside-…/`` and below the folder it was found in."""
    path: str
    """Where it is. A text: paths may hold bytes that are no UTF-8."""
    scans: tuple[str, ...] = ()
    """Paths of the images with its base name."""
    data: bytes | None = None
    """Its bytes, where it came by standard input."""


class Gathered(Struct, frozen=True):
    """Clippings in order, and what can't be one, with why."""

    clippings: tuple[Clipping, ...] = ()
    refused: tuple[ArticleFault, ...] = ()


def gather(site: Site, inputs: Sequence[str | Path], stdin: bytes = b"") -> Gathered:
    """Every clipping among the inputs, once. Links are not followed; hidden files and the site's own are passed over.

    What is named itself and is the site's own is refused.
    A file that is named itself brings what stands beside it under its base name: a text its scans, a scan its text.
    """
    root = os.path.abspath(site.root)
    own = own_paths(site, root)
    files: dict[str, str] = {}
    refused: dict[str, ArticleFault] = {}
    clippings: list[Clipping] = []
    beside = Beside()
    for given in inputs:
        if str(given) == STANDARD_INPUT:
            clippings.append(_standard_input(site, stdin))
            continue
        path = os.path.abspath(os.path.join(root, given) if not os.path.lexists(given) else given)
        base = os.path.dirname(path)
        for found in _walk(path, own):
            label = _label(found if isinstance(found, str) else found.spot.path, root, base)
            if isinstance(found, str):
                files.setdefault(found, label)
                for other in beside.of(found) if found == path else ():
                    files.setdefault(other, _label(other, root, base))
            else:
                refused.setdefault(found.spot.path, type(found)(Spot(label), found.message, found.hint))
    by_stem: dict[str, list[str]] = {}
    images = {path for path in files if is_image(path)}
    for path in sorted(images):
        by_stem.setdefault(os.path.splitext(path)[0], []).append(path)
    for path, label in files.items():
        if path not in images:
            clippings.append(Clipping(label, path, tuple(by_stem.pop(os.path.splitext(path)[0], ()))))
    for path in sorted(path for paths in by_stem.values() for path in paths):
        refused[path] = BadClipping(Spot(files[path]), "an image without text", SCAN_HINT)
    return Gathered(tuple(sorted(clippings, key=lambda c: c.label)), tuple(refused[path] for path in sorted(refused)))


def own_paths(site: Site, root: str) -> frozenset[str]:
    """Files and folders of a site that hold no clippings, absolute."""
    config = site.config
    names = {config.output, config.templates or "", config.theme if "/" in config.theme else "", "themes", ".sitegen", FILE, SCHEMA}
    content = os.path.abspath(os.path.join(root, config.content))
    inside = (content,) if not _is_inside(root, {content}) else (os.path.join(content, name) for name in ("articles", "imports", *KINDS))
    return frozenset({os.path.abspath(os.path.join(root, name)) for name in names if name} | set(inside)) - {root}


def _is_inside(path: str, folders: Collection[str]) -> bool:
    """Whether a path is one of these, or lies below one."""
    return any(path == folder or path.startswith(folder.rstrip(os.sep) + os.sep) for folder in folders)


def is_image(path: str) -> bool:
    """Whether a file's ending is that of an image."""
    return os.path.splitext(path)[1].lower() in IMAGES


class Beside:
    """What stands beside files under their base names; each folder is listed once."""

    def __init__(self) -> None:
        self._folders: dict[str, dict[str, list[str]]] = {}

    def of(self, path: str) -> list[str]:
        """Of a text its images; of an image its text, and with it the other images. Regular files alone."""
        stem = os.path.splitext(path)[0]
        folder = os.path.dirname(path)
        if folder not in self._folders:
            self._folders[folder] = _by_stem(folder)
        others = [other for other in self._folders[folder].get(stem, ()) if other != path and stat.S_ISREG(os.lstat(other).st_mode)]
        images = [other for other in others if is_image(other)]
        if not is_image(path):
            return images
        texts = [other for other in others if os.path.splitext(other)[1].lower() in TEXTS]
        return [*texts[:1], *images] if texts else []


def _by_stem(folder: str) -> dict[str, list[str]]:
    """Paths of a folder's files that can be texts or images, by path without ending."""
    found: dict[str, list[str]] = {}
    try:
        names = sorted(os.listdir(folder), key=os.fsencode)
    except OSError:  # a folder that may be entered and not listed
        return found
    for name in names:
        if not name.startswith(".") and os.path.splitext(name)[1].lower() in IMAGES | TEXTS:
            found.setdefault(os.path.join(folder, os.path.splitext(name)[0]), []).append(os.path.join(folder, name))
    return found


def _standard_input(site: Site, data: bytes) -> Clipping:
    """What came by a pipe, under the name that it is kept by."""
    label = f"{site.config.clippings}/standard-input-{sha256(data)[:12]}.txt"
    return Clipping(label, os.path.join(os.path.abspath(site.root), label), data=data)


def _walk(start: str, own: frozenset[str]) -> Iterator[str | ArticleFault]:
    """Regular files at and below a path, sorted; a fault for what isn't one."""
    if _is_inside(start, own):
        yield BadClipping(Spot(start), "one of the site's own files: not imported", "what stands in 'content' is an article already")
        return
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path in own:
            continue
        try:
            mode = os.lstat(path).st_mode
            names = sorted(os.listdir(path), key=os.fsencode, reverse=True) if stat.S_ISDIR(mode) else []
        except OSError as error:
            yield Unreadable(Spot(path), reason(error))
            continue
        waiting += [os.path.join(path, name) for name in names if not name.startswith(".")]
        if stat.S_ISLNK(mode):
            yield Unreadable(Spot(path), "a symbolic link: not followed", "give the file or folder that it leads to")
        elif stat.S_ISREG(mode):
            yield path
        elif not stat.S_ISDIR(mode):
            yield Unreadable(Spot(path), "not a regular file")


def _label(path: str, root: str, base: str) -> str:
    """A name that any file and any terminal can hold; ``/`` between folders.

    What lies outside the site has its folder's digest in it: two folders may each have a ``1969/a.txt``, and to call both so
    would make the second a new state of the first.
    """
    inside = _is_inside(path, {root})
    relative = os.path.relpath(path, root) if inside else os.path.join(_outside(base, root), os.path.relpath(path, base))
    return os.fsencode(relative).decode("utf-8", "backslashreplace").replace(os.sep, "/")


def _outside(base: str, root: str) -> str:
    """What a folder outside the site is called, without the names of the machine's folders."""
    with contextlib.suppress(ValueError):  # another drive
        base = os.path.relpath(base, root)  # the same in every checkout beside it
    return f"outside-{sha256(os.fsencode(base))[:8]}"
