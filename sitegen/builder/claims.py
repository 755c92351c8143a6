"""The specifications on their way to the plan: every path noted, two of one refused, the fingerprints added."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping

from sitegen.builder.assets import Seen
from sitegen.builder.manifest import PageRow
from sitegen.builder.output import LIST, folders_of
from sitegen.builder.plan import Fingerprint
from sitegen.builder.specification import Promise, Specification
from sitegen.builder.templates import Templates
from sitegen.errors import PathClash, Spot


class Claims:
    """The specifications on their way to the plan: notes every path, refuses two of one, adds the fingerprints."""

    def __init__(
        self,
        source: Iterable[Specification | Promise],
        kept: Mapping[str, PageRow],
        assets: Iterable[Seen],
        templates: Templates,
        settings: bytes,
        files: Callable[[str], list[str]],
    ) -> None:
        """``kept`` are the rows of the last build, ``files`` gives the files of content that want a path."""
        self._files = files
        self._source = source
        self._kept = kept
        self._templates = templates
        self._settings = settings
        self.paths: dict[str, str] = {LIST: "sitegen's list of files"}
        """Every path, folded as a file system without case sees it, and what claims it."""
        self._folders: dict[str, str] = {}
        self._digests: dict[str, bytes] = {}
        """Of the templates, by name."""
        self.all: list[str] = []
        for seen in assets:
            self._claim(seen.asset.path, seen.asset.shown)

    def _claim(self, path: str, claimant: str) -> None:
        folded = path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()
        first = self.paths.setdefault(folded, claimant)
        if first is claimant:
            first = self._folders.get(folded, claimant)  # no file where others have their folder
        for folder in folders_of(folded):
            if folder in self._folders:
                break
            self._folders[folder] = claimant
            first = self.paths.get(folder, first)
        if first is not claimant:
            *others, file = self._files(path) or [claimant]
            other = others[0] if others else first if first != claimant else "a page that sitegen makes itself"
            raise PathClash(Spot(file), f"wants {path} of the site, which is also that of {other}", "rename one of them")
        self.all.append(path)

    def __iter__(self) -> Iterator[tuple[Specification | Promise, Fingerprint]]:
        for page in self._source:
            self._claim(page.path, f"the page {page.path}")
            if isinstance(page, Specification):
                yield page, self._fingerprint(page.template, page.content, bool(page.entries))
            elif (row := self._kept.get(page.path)) and row.inputs == page.inputs:
                yield page, self._fingerprint(page.template, row.content, page.has_entries)
            else:
                made = page.make()
                yield made, self._fingerprint(made.template, made.content, page.has_entries)

    def _fingerprint(self, name: str, content: bytes, has_entries: bool) -> Fingerprint:
        template = self._digest(name) if name else b""
        return Fingerprint(content, template + self._digest("entry.html") if has_entries else template, self._settings)

    def _digest(self, name: str) -> bytes:
        found = self._digests.get(name)
        if found is None:
            found = self._digests[name] = self._templates.digest_of(name)
        return found
