"""A site in a folder to import into, and a finder that finds nobody (names are another test's subject)."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from sitegen.article import read_article
from sitegen.config import Site, read_config
from sitegen.loader.importing import ImportOptions, ImportReport, import_clippings
from sitegen.model import Article
from sitegen.names.finder import Found, NameText
from sitegen.progress import Progress

TODAY = "2020-02-02"

STORY = (
    "It was a quiet night in the harbour, and the boats came in one after another with their lamps lit.\n"
    "Nobody on the quay could remember so large a catch, or so cold a wind, in twenty years of fishing.\n"
)
"""Two paragraphs that no rule takes for anything else."""


class Nobody:
    """Finds no names."""

    label = "nobody 1"

    def find(self, texts: Iterable[NameText], progress: Progress) -> Iterator[Found]:
        return (Found() for _ in texts)


class Archive:
    """A site's folder with clippings."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.site = Site(root, read_config("title: Test\n"))
        (root / "clippings").mkdir(parents=True, exist_ok=True)

    def put(self, name: str, content: str | bytes) -> Path:
        path = self.root / "clippings" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def load(self, *inputs: str | Path, again: bool = False, dry_run: bool = False, stdin: bytes = b"") -> ImportReport:
        """Imports the clippings folder, or what is named, and checks that the counts add up."""
        options = ImportOptions(again=again, dry_run=dry_run, today=TODAY, jobs=1)
        report = import_clippings(self.site, inputs or (self.root / "clippings",), options, stdin=stdin, finder=Nobody())
        assert report.read == report.written + report.unchanged + report.duplicate + report.refused
        assert report.refused == len(report.faults)
        return report

    def one(self, name: str, content: str | bytes) -> Article:
        """The article that one clipping becomes."""
        report = self.load(self.put(name, content))
        assert [str(fault) for fault in report.faults] == []
        return self.article(report.outcomes[0].article)

    def refusal(self, name: str, content: str | bytes) -> str:
        """Why a clipping is refused; nothing is written for it."""
        before = self.articles()
        report = self.load(self.put(name, content))
        assert (report.read, report.refused) == (1, 1)
        assert self.articles() == before
        fault = report.faults[0]
        assert fault.spot.path.startswith("clippings/")
        return f"{fault}. {fault.hint}"

    def article(self, path: str) -> Article:
        return read_article((self.site.content / path).read_text("utf-8"), path)[0]

    def articles(self) -> list[str]:
        return sorted(str(p.relative_to(self.site.content)) for p in (self.site.content / "articles").rglob("*.md"))

    def snapshot(self) -> dict[str, bytes]:
        """Every file below the content folder."""
        return {str(p.relative_to(self.root)): p.read_bytes() for p in sorted(self.site.content.rglob("*")) if p.is_file()}
