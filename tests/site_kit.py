"""Small sites for tests: written from values, built in place, read back as text."""

import hashlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from sitegen.article import write
from sitegen.builder import BuildReport, Options, build
from sitegen.config import Site, load_site
from sitegen.model import Article, Name, Page, Record

SMALL = Path(__file__).parent / "sites" / "small"
"""The sample site of the goldens, with its theme ``plain``."""

AS_OF = "2026-01-01"

Files = Mapping[str, str | bytes]


def article(title: str = "A title", body: str = "Some text.", **fields: Any) -> str:
    """The file of an article; names may be given as texts."""
    for kind in ("people", "places", "organisations"):
        fields[kind] = tuple(Name(n) if isinstance(n, str) else n for n in fields.get(kind, ()))
    return write(Article(title=title, body=body, **fields))


def record(name: str, body: str = "", **fields: Any) -> str:
    return write(Record(name=name, body=body, **fields))


def page(title: str, body: str = "", **fields: Any) -> str:
    return write(Page(title=title, body=body, **fields))


def make_site(root: Path, files: Files, settings: str = "title: Test\n", theme: str = "plain") -> Site:
    """A site in a folder: its settings, a copy of the theme, and files by their paths below the folder."""
    root.mkdir(parents=True, exist_ok=True)
    if theme == "plain":
        shutil.copytree(SMALL / "themes" / "plain", root / "themes" / "plain", dirs_exist_ok=True)
    put(root, {"sitegen.yaml": f"{settings}theme: {theme}\n", **files})
    (root / "content").mkdir(exist_ok=True)
    return load_site(root)


def put(root: Path, files: Files) -> None:
    """Writes files by their paths below the folder."""
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())


def build_in(root: Path, **options: Any) -> BuildReport:
    """Builds the site in a folder, in this process, on a fixed day."""
    return build(load_site(root), msgspec.structs.replace(Options(jobs=1, as_of=AS_OF), **options))


def built(root: Path, files: Files, settings: str = "title: Test\n", **options: Any) -> BuildReport:
    """Makes a site and builds it."""
    make_site(root, files, settings)
    return build_in(root, **options)


def shown(root: Path, path: str) -> str:
    """A file of the output."""
    return (root / "site" / path).read_text("utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path; a link as where it leads, an empty folder as such."""
    found: dict[str, bytes] = {}
    for place, folders, files in os.walk(folder):
        prefix = os.path.relpath(place, folder)
        for name in files:
            path = os.path.join(place, name)
            key = name if prefix == "." else f"{prefix}/{name}"
            found[key] = os.readlink(path).encode() if os.path.islink(path) else Path(path).read_bytes()
        if not folders and not files and prefix != ".":
            found[prefix + "/"] = b""
    return found


def tree_digest(folder: Path) -> str:
    """One digest of all that :func:`tree` sees."""
    h = hashlib.sha256()
    for path, data in sorted(tree(folder).items()):
        for part in (os.fsencode(path), data):
            h.update(len(part).to_bytes(8, "little") + part)
    return h.hexdigest()


def text_of(folder: Path) -> str:
    """All bytes of a folder as one text, to search for what must be nowhere."""
    return "\n".join(f"{path}\n{data.decode('utf-8', 'replace')}" for path, data in sorted(tree(folder).items()))
