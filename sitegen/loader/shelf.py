"""What stands in the content folder already: article files, which clipping each came of, and which addresses are taken."""

import contextlib
import os
from pathlib import Path

from sitegen.article import read_article
from sitegen.errors import ArticleFault, BadFrontMatter, Spot
from sitegen.files import TEMPORARY, read_bytes, unreadable_folder
from sitegen.loader.address import FOLDER
from sitegen.loader.ledger import Ledger
from sitegen.model import Article


class Shelf:
    """The article files of a content folder, as they are found and as import adds to them."""

    def __init__(self, content: Path, ledger: Ledger) -> None:
        self._content = content
        known = {entry.article for entry in ledger.entries if entry.article}
        self._files = _files(content)
        self._taken = {path.casefold() for path in known | self._files}
        self._origins = {origin: path for path in sorted(self._files - known) if (origin := self._origin(path))}

    def find(self, path: str, sha256: str, part: int) -> str:
        """Where an article stands: at its path, or where a human moved it; "" where it is gone."""
        return path if path in self._files else self._origins.get((sha256, part), "")

    def is_taken(self, path: str) -> bool:
        """Whether an address belongs to an article, also to one that was deleted."""
        return path.casefold() in self._taken

    def add(self, path: str) -> None:
        """An article that is written now."""
        self._files.add(path)
        self._taken.add(path.casefold())

    def read(self, path: str) -> Article:
        """The article as it stands. Raises Unreadable, BadFrontMatter, BadField."""
        shown = f"{self._content.name}/{path}"
        data = read_bytes(self._content / path)
        try:
            return read_article(data.decode("utf-8-sig"), shown)[0]
        except UnicodeDecodeError as error:
            raise BadFrontMatter(Spot(shown), f"not UTF-8: byte {error.start + 1}") from error

    def _origin(self, path: str) -> tuple[str, int] | None:
        try:
            origin = self.read(path).origin
        except ArticleFault:
            return None
        return (origin.sha256, origin.part) if origin and origin.sha256 else None


def sweep(content: Path) -> None:
    """Removes what a killed import was writing. Only under the site's lock, where nobody else is writing."""
    for folder, _, names in os.walk(content):
        for name in names:
            if name.startswith(TEMPORARY):
                with contextlib.suppress(OSError):
                    os.unlink(os.path.join(folder, name))


def _files(content: Path) -> set[str]:
    """Paths of the article files. Raises UnreadableFolder."""
    found = set()
    for folder, _, names in os.walk(content / FOLDER, onerror=_unlisted):
        where = os.path.relpath(folder, content).replace(os.sep, "/")
        found |= {f"{where}/{name}" for name in names if name.endswith(".md")}
    return found


def _unlisted(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise unreadable_folder(error) from error
